/* msgid.c: RFC 5322 3.6.4. */
#include "support/exact.h"

#include "parse/parse.h"

#define B(name) (1u << WH_MSGID_##name)

static void judge(const char *value, const char *left, const char *right, uint32_t problems)
{
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_msgid id;
    wh_str s = exact(value, strlen(value));
    wh_parse_msgid(&env, s, &id);
    if (left) assert_same_about(id.left, left, value);
    else assert_absent(id.left);
    if (right) assert_same_about(id.right, right, value);
    else assert_absent(id.right);
    if (id.problems != problems) printf("%s: problems %x, want %x\n", value, id.problems, problems);
    assert_int_equal(id.problems, problems);
    exact_free(s);
    wh_arena_free(arena);
}

static void sound(void **state)
{
    (void)state;
    judge("<a.b+c@example.com>", "a.b+c", "example.com", 0);
    judge(" <a@[192.0.2.1]>\r\n", "a", "[192.0.2.1]", 0);
    judge("<a@[IPv6:2001:db8::1]>", "a", "[IPv6:2001:db8::1]", 0);
    judge("<a@PC1>", "a", "PC1", 0);
    judge("<a@ex_ample.\xE6\x97\xA5>", "a", "ex_ample.\xE6\x97\xA5", 0);
    judge("(why) <a@b> (not)", "a", "b", B(COMMENT));
}

static void odd(void **state)
{
    (void)state;
    judge("", NULL, NULL, B(EMPTY));
    judge("  \r\n ", NULL, NULL, B(EMPTY));
    judge("<>", "", NULL, B(EMPTY));
    judge("a@example.com", "a", "example.com", B(NO_BRACKETS));
    judge("<a@example.com", "a", "example.com", B(NO_BRACKETS));
    judge("a@example.com>", "a", "example.com", B(NO_BRACKETS));
    judge("id: a@example.com", "a", "example.com", B(NO_BRACKETS) | B(TEXT_AROUND));
    judge("<abc>", "abc", NULL, B(NO_AT));
    judge("abc", "abc", NULL, B(NO_AT) | B(NO_BRACKETS));
    judge("<a@b@example.com>", "a@b", "example.com", B(MANY_AT));
    judge("<a=@b@[192.0.2.1]>", "a=@b", "[192.0.2.1]", B(MANY_AT));
    judge("<a b@example.com>", "ab", "example.com", B(SPACE));
    judge("<abc\r\n def@example.com>", "abcdef", "example.com", B(SPACE));
    judge("< a@example.com >", "a", "example.com", B(SPACE));
    judge("<\"a b\"@example.com>", "\"ab\"", "example.com", B(SPACE) | B(QUOTED));
    judge("<\"a@b\"@example.com>", "\"a@b\"", "example.com", B(QUOTED));
    judge("<a..b@example.com>", "a..b", "example.com", B(BAD_CHAR));
    judge("<.a@example.com>", ".a", "example.com", B(BAD_CHAR));
    judge("<a;b@example.com>", "a;b", "example.com", B(BAD_CHAR));
    judge("<a\x01@example.com>", "a\x01", "example.com", B(BAD_CHAR));
    judge("<<a@example.com>>", "a", "example.com", B(BAD_CHAR));
    judge("<@example.com>", "", "example.com", B(NO_LEFT));
    judge("<a@>", "a", "", B(NO_RIGHT));
    judge("<a@example..com>", "a", "example..com", B(BAD_RIGHT));
    judge("<a@exa(mple>", "a", "exa(mple", B(BAD_RIGHT));
    judge("<a@[192.0.2.1>", "a", "[192.0.2.1", B(BAD_RIGHT));
    judge("<a@b> <c@d>", "a", "b", B(SEVERAL));
    judge("x <a@b>", "a", "b", B(TEXT_AROUND));
    judge("<a@b> ' '", "a", "b", B(TEXT_AROUND));
    judge("=?utf-8?Q?=3Ca=40example=2Ecom=3E?=", "a", "example.com", B(ENCODED));
    char long_id[1100];
    memset(long_id, 'a', sizeof long_id);
    long_id[0] = '<';
    memcpy(long_id + 1080, "@b>", 4);
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_msgid id;
    wh_parse_msgid(&env, text_of(long_id), &id);
    assert_int_equal(id.problems, B(TOO_LONG));
    wh_arena_free(arena);
}

static void hostile(void **state)
{
    (void)state;
    static const char text[] = "((x) \"y<z\\\") <(c)\"a\\\"@\"b@[c]@ d >>> =?utf-8?B?PGE=?= <e@f> <";
    EACH_PREFIX(value, text, sizeof text - 1, {
        wh_arena *arena = wh_arena_new(1 << 20);
        wh_env env = {.arena = arena};
        wh_msgid id;
        wh_parse_msgid(&env, value, &id);
        wh_arena_free(arena);
    });
    static const char *const units[] = {"(", "<", ">", "\"\\", "@", "<a@b>", "a@b ", "[", "< "};
    enum { times = 200000 };
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t n = strlen(units[u]);
        char *bytes = malloc(n * times);
        assert_non_null(bytes);
        for (size_t i = 0; i < times; i++) memcpy(bytes + i * n, units[u], n);
        wh_arena *arena = wh_arena_new(64 << 20);
        wh_env env = {.arena = arena};
        wh_msgid id;
        wh_parse_msgid(&env, (wh_str){bytes, n * times}, &id);
        wh_arena_free(arena);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound),
        cmocka_unit_test(odd),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
