/* fields.c: RFC 5322 2.2. */
#include "support/env.h"

#include "base/limits.h"
#include "parse/parse.h"

/* Fields written as "name|value|whole" lines, for comparing. */
static wh_str shown(const char *head)
{
    wh_fields fields;
    wh_buf buf;
    wh_str s = exact(head, strlen(head));
    wh_parse_fields(&env, s, &fields);
    wh_buf_init(&buf, env.arena);
    for (uint32_t i = 0; i < fields.n; i++) {
        wh_put(&buf, fields.at[i].name);
        wh_put(&buf, WH_LIT("|"));
        wh_put(&buf, fields.at[i].value);
        wh_put(&buf, WH_LIT("|"));
        wh_put(&buf, fields.at[i].whole);
        wh_put(&buf, WH_LIT("#"));
    }
    exact_free(s);
    return wh_buf_str(&buf);
}

static void line_ends(void **state)
{
    (void)state;
    assert_same(shown("A: 1\r\nB: 2\r\n"), "A| 1|A: 1\r\n#B| 2|B: 2\r\n#");
    assert_same(shown("A: 1\nB: 2"), "A| 1|A: 1\n#B| 2|B: 2#");
    assert_same(shown("A: 1\rB: 2\r"), "A| 1|A: 1\r#B| 2|B: 2\r#");
    assert_same(shown("A: 1\r\n\r\nB: 2\n\n"), "A| 1|A: 1\r\n#B| 2|B: 2\n#");
    assert_same(shown(""), "");
    assert_same(shown("\r\n"), "");
}

static void folding(void **state)
{
    (void)state;
    assert_same(shown("A: 1\r\n 2\r\n\t3\r\nB:\r\n 4\r\n"),
                "A| 1\r\n 2\r\n\t3|A: 1\r\n 2\r\n\t3\r\n#B|\r\n 4|B:\r\n 4\r\n#");
    assert_same(shown("A: 1\n \n 2\n"), "A| 1\n \n 2|A: 1\n \n 2\n#"); /* obs-FWS */
    assert_same(shown(" 1\nA: 2\n"), "| 1| 1\n#A| 2|A: 2\n#");
    assert_same(shown("A: 1\n\n 2\n"), "A| 1|A: 1\n#| 2| 2\n#"); /* nothing is continued over an empty line */
}

static void names(void **state)
{
    (void)state;
    assert_same(shown("X-A_b!: 1\n"), "X-A_b!| 1|X-A_b!: 1\n#");
    assert_same(shown("Subject \t: 1\n"), "Subject| 1|Subject \t: 1\n#"); /* RFC 5322 4.5.8 */
    assert_same(shown("A:\n"), "A||A:\n#");
    assert_same(shown("no field here\n going on\n"),
                "|no field here|no field here\n#| going on| going on\n#");
    assert_same(shown(": 1\n"), "|: 1|: 1\n#");
    assert_same(shown("From a@example.com Mon Jan  3 14:50:12 2005\nA: 1\n"),
                "|From a@example.com Mon Jan  3 14:50:12 2005|From a@example.com Mon Jan  3 14:50:12 2005\n"
                "#A| 1|A: 1\n#");
    assert_same(shown("2a01:111::1\n"),
                "2a01|111::1|2a01:111::1\n#"); /* the paste repairs put this back where it was */
    assert_same(shown("\xE4: 1\n"), "|\xE4: 1|\xE4: 1\n#");
}

static void named(void **state)
{
    (void)state;
    wh_fields fields;
    wh_parse_fields(&env, WH_LIT("From: a\nTo: b\nfrom: c\n"), &fields);
    assert_same(wh_field_named(&fields, WH_LIT("FROM"), 0)->value, " a");
    assert_same(wh_field_named(&fields, WH_LIT("From"), 1)->value, " c");
    assert_null(wh_field_named(&fields, WH_LIT("From"), 2));
    assert_null(wh_field_named(&fields, WH_LIT("Fro"), 0));
}

static void unfolding(void **state)
{
    (void)state;
    assert_same(wh_unfold(&env, WH_LIT(" a\r\n b")), " a b");
    assert_same(wh_unfold(&env, WH_LIT("a\n\t \tb\r\n   c")), "a b c");
    assert_same(wh_unfold(&env, WH_LIT("a \r\n \r\n b")), "a  b");
    assert_same(wh_unfold(&env, WH_LIT("a\r\n")), "a");
    assert_same(wh_unfold(&env, WH_LIT("\r\n a")), " a");
    wh_str plain = WH_LIT("as it is");
    assert_ptr_equal(wh_unfold(&env, plain).p, plain.p);
    assert_absent(wh_unfold(&env, WH_ABSENT));
}

static void bounds(void **state)
{
    (void)state;
    static const char head[] = "A : 1\r\n 2\r\rB:\r\n\t \n\nplain\nC:3\r";
    EACH_PREFIX(s, head, sizeof head - 1, {
        wh_fields fields;
        wh_parse_fields(&env, s, &fields);
        for (uint32_t i = 0; i < fields.n; i++) wh_unfold(&env, fields.at[i].value);
    });
    wh_buf many;
    wh_buf_init(&many, env.arena);
    for (unsigned i = 0; i < WH_MAX_FIELDS + 5; i++) wh_put(&many, WH_LIT("a:\n"));
    wh_fields fields;
    wh_parse_fields(&env, wh_buf_str(&many), &fields);
    assert_int_equal(fields.n, WH_MAX_FIELDS);
}

static void no_memory(void **state)
{
    (void)state;
    wh_env poor = {.arena = wh_arena_new(0)};
    wh_fields fields;
    wh_parse_fields(&poor, WH_LIT("A: 1\n"), &fields);
    assert_int_equal(fields.n, 0);
    assert_absent(wh_unfold(&poor, WH_LIT("a\n b")));
    wh_arena_free(poor.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends), cmocka_unit_test(folding),   cmocka_unit_test(names),
        cmocka_unit_test(named),     cmocka_unit_test(unfolding), cmocka_unit_test(bounds),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("fields", tests, setup, teardown);
}
