/* taglist.c: RFC 6376 3.2. */
#include "support/env.h"

#include "base/limits.h"
#include "parse/parse.h"

static wh_tags tags_of(const char *c)
{
    wh_tags tags;
    wh_parse_tags(&env, text_of(c), &tags);
    return tags;
}

static void good(void **state)
{
    (void)state;
    wh_tags tags = tags_of("v=1; a = rsa-sha256;\r\n\tb=AbC\r\n  dEf= ; h=; x_1=a=b ;");
    assert_true(tags.ok);
    assert_int_equal(tags.list.n, 5);
    assert_same(wh_tag_named(&tags, WH_LIT("v")), "1");
    assert_same(wh_tag_named(&tags, WH_LIT("a")), "rsa-sha256");
    assert_same(wh_tag_named(&tags, WH_LIT("b")), "AbC\r\n  dEf=");
    assert_same(tags.list.at[2].raw_value, "AbC\r\n  dEf= ");
    assert_same(wh_tag_named(&tags, WH_LIT("h")), "");
    assert_same(wh_tag_named(&tags, WH_LIT("x_1")), "a=b");
    assert_absent(wh_tag_named(&tags, WH_LIT("A")));
    assert_true(tags_of("").ok);
    assert_true(tags_of("v=1").ok);
    assert_true(tags_of("v=\xC3\xA9").ok); /* RFC 8616 */
}

static void bad(void **state)
{
    (void)state;
    static const char *const lists[] = {"v=1;v=2", "v=1;;a=b", "v",           "=1", "v=1; two words=3",
                                        "1v=2",    "v=\x01",   "v=1 ;\r\n ;", ";",  "v=1;a=;a="};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (tags_of(lists[i]).ok) printf("%s\n", lists[i]);
        assert_false(tags_of(lists[i]).ok);
    }
    wh_tags tags = tags_of("v=1;oops;a=b");
    assert_false(tags.ok);
    assert_same(wh_tag_named(&tags, WH_LIT("a")), "b"); /* what can be read is there */
    tags = tags_of("v=1;v=2");
    assert_same(wh_tag_named(&tags, WH_LIT("v")), "1");
}

static void bounds(void **state)
{
    (void)state;
    static const char list[] = "v = 1 ; a=b=c;;x;\r\n y=\r\n z ;";
    EACH_PREFIX(s, list, sizeof list - 1, {
        wh_tags tags;
        wh_parse_tags(&env, s, &tags);
    });
    wh_buf many;
    wh_buf_init(&many, env.arena);
    for (int i = 0; i < 1000; i++) {
        wh_put_byte(&many, 'a');
        wh_put_int(&many, i);
        wh_put(&many, WH_LIT("=;"));
    }
    wh_tags tags;
    wh_parse_tags(&env, wh_buf_str(&many), &tags);
    assert_false(tags.ok);
    assert_int_equal(tags.list.n, WH_MAX_TAGS);
    wh_parse_tags(&env, WH_ABSENT, &tags);
    assert_int_equal(tags.list.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(good), cmocka_unit_test(bad),
                                       cmocka_unit_test(bounds)};
    return cmocka_run_group_tests_name("taglist", tests, setup, teardown);
}
