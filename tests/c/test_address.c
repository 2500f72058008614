/* address/, lexical.c: RFC 5322 3.4, 4.4, appendix A; RFC 6531; and what people and spammers write. */
#include "support/env.h"

#include "base/limits.h"
#include "parse/lexical.h"
#include "parse/parse.h"

/* Each mailbox as "display|address|flags", flags b (bad) and g (in a group), with " + " between. Checks the
 * invariants on the way. */
static wh_str shown(wh_str value)
{
    wh_mailboxes list;
    wh_buf buf;
    wh_parse_addresses(&env, value, &list);
    wh_buf_init(&buf, env.arena);
    for (uint32_t i = 0; i < list.n; i++) {
        const wh_mailbox *m = &list.at[i];
        if (i) wh_put(&buf, WH_LIT(" + "));
        wh_put(&buf, wh_absent(m->display) ? WH_LIT("-") : m->display);
        wh_put_byte(&buf, '|');
        wh_put(&buf, wh_absent(m->address) ? WH_LIT("-") : m->address);
        wh_put_byte(&buf, '|');
        if (m->bad) wh_put_byte(&buf, 'b');
        if (m->in_group) wh_put_byte(&buf, 'g');
        assert_true(m->raw.p >= value.p && m->raw.p + m->raw.n <= value.p + value.n);
        if (!wh_absent(m->raw_domain))
            assert_true(m->raw_domain.p >= m->raw.p &&
                        m->raw_domain.p + m->raw_domain.n <= m->raw.p + m->raw.n);
        assert_true(wh_absent(m->domain) || !wh_absent(m->local));
    }
    return wh_buf_str(&buf);
}
static void reads(const char *written, const char *want)
{
    wh_str s = exact(written, strlen(written));
    wh_str got = shown(s);
    exact_free(s);
    assert_same_about(got, want, written);
}

static void the_rfcs_examples(void **state)
{
    (void)state;
    reads("John Doe <jdoe@machine.example>", "John Doe|jdoe@machine.example|");
    reads("\"Joe Q. Public\" <john.q.public@example.com>", "Joe Q. Public|john.q.public@example.com|");
    reads("Mary Smith <mary@x.example>, jdoe@example.org, Who? <one@y.example>",
          "Mary Smith|mary@x.example| + -|jdoe@example.org| + Who?|one@y.example|");
    reads("<boss@nil.example>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
          "-|boss@nil.example| + Giant; \"Big\" Box|sysservices@example.net|");
    reads("A Group:Ed Jones <c@a.example>,joe@where.example,John <jdoe@one.example>;",
          "Ed Jones|c@a.example|g + -|joe@where.example|g + John|jdoe@one.example|g");
    reads("Undisclosed recipients:;", "");
    reads("Pete(A nice \\) chap) <pete(his account)@silly.example(his host)>",
          "Pete(A nice ) chap)|pete@silly.example|");
    reads("A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n"
          "         joe@example.org,\r\n  John <jdoe@one.example> (my dear friend); "
          "(the end of the group)",
          "Chris Jones|c@public.example|g + -|joe@example.org|g + John|jdoe@one.example|g");
    reads("(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;", "");
    reads("Joe Q. Public <john.q.public@example.com>", "Joe Q. Public|john.q.public@example.com|");
    reads("Mary Smith <@node.example:mary@example.net>, , jdoe@test  . example",
          "Mary Smith|mary@example.net| + -|jdoe@test.example|");
    reads("John Doe <jdoe@machine(comment).  example>", "John Doe|jdoe@machine.example|");
    reads("jdoe@[192.0.2.1], <jdoe@[IPv6:2001:db8::1]>", "-|jdoe@[192.0.2.1]| + -|jdoe@[ipv6:2001:db8::1]|");
    reads("\"john..doe\"@example.com, \"a b\"@example.com", "-|john..doe@example.com| + -|a b@example.com|");
    reads("<@a.example,@b.example:mary@example.net>", "-|mary@example.net|");
}

static void display_names(void **state)
{
    (void)state;
    reads("\"postmaster@03.bounce..\" <axh@example.ne.jp>", "postmaster@03.bounce..|axh@example.ne.jp|");
    reads("postmaster@03.bounce.. <axh@example.ne.jp>", "postmaster@03.bounce..|axh@example.ne.jp|b");
    reads("Doe, John <jdoe@example.com>", "Doe, John|jdoe@example.com|b");
    reads("Doe, Jr., John <jdoe@example.com>, a@example.com",
          "Doe, Jr., John|jdoe@example.com|b + -|a@example.com|");
    reads("Example (Japan) <a@example.com>", "Example (Japan)|a@example.com|");
    reads("a@example.com (Jane)", "Jane|a@example.com|");
    reads("<a@example.com> (Jane)", "Jane|a@example.com|");
    reads("=?utf-8?B?44GC?= <a@example.com>", "あ|a@example.com|");
    reads("\"=?utf-8?B?44GC?=\" <a@example.com>", "あ|a@example.com|");
    reads("=?utf-8?Q?A_(B),_C?= <a@example.com>", "A (B), C|a@example.com|");
    reads("=?utf-8?B?44E=?=\r\n =?utf-8?B?gg==?= <a@example.com>", "あ|a@example.com|");
    reads("山田 太郎 <a@example.jp>", "山田 太郎|a@example.jp|");
    reads("山田 太郎 a@example.jp", "山田 太郎|a@example.jp|b");
    reads("山田太郎a@example.jp", "山田太郎|a@example.jp|b");
    reads("\x1B$B$\"<,\x1B(B <a@example.jp>", "あ蒔|a@example.jp|"); /* raw ISO-2022-JP that holds "<," */
    reads("\"\x95\x5C\x8E\xA6\" <a@example.jp>",
          "表示|a@example.jp|"); /* raw Shift_JIS whose second byte is a backslash */
    reads("\"\" <a@example.com>", "-|a@example.com|");
    reads("\"a\r\n b\" <a@example.com>", "a b|a@example.com|");
    reads("Joe [x] <a@example.com>", "Joe [x]|a@example.com|b");
}

static void damaged(void **state)
{
    (void)state;
    reads("Jane a@example.com", "Jane|a@example.com|b");
    reads("a@example.com Jane", "Jane|a@example.com|b");
    reads("a@example.com b@example.com", "-|a@example.com|b + -|b@example.com|");
    reads("Jane <a@example.com> <b@example.com>", "Jane|a@example.com|b + -|b@example.com|");
    reads("Jane <a@example.com> b@example.com", "Jane|a@example.com|b + -|b@example.com|");
    reads("Jane <a@example.com> and more", "Jane|a@example.com|b");
    reads("Jane <a@example.com", "Jane|a@example.com|b");
    reads("Jane <a@example.com, Joe <b@example.com>", "Jane|a@example.com|b + Joe|b@example.com|");
    reads("<<a@example.com>>", "-|a@example.com|b");
    reads("<a@example.com,b@example.com>", "-|a@example.com|b + -|b@example.com|");
    reads("a@example.com>", "-|a@example.com|b");
    reads("Jane [mailto:a@example.com]", "Jane|a@example.com|b");
    reads("mailto:a@example.com", "-|a@example.com|");
    reads("<mailto:a@example.com>", "-|a@example.com|b");
    reads("a@example.com; Jane <b@example.com>", "-|a@example.com| + Jane|b@example.com|");
    reads("Jane: <a@example.com>", "Jane:|a@example.com|b");
    reads("<a@b@example.com>", "-|a@b@example.com|b");
    reads("a=b@example.org@example.com", "-|a=b@example.org@example.com|b");
    reads("<a..b@example.com>", "-|a..b@example.com|b"); /* some mobile providers gave such out */
    reads("<a b@example.com>", "-|a b@example.com|b");
    reads("< a@example.com >", "-|a@example.com|");
    reads("<a@exa_mple.com>", "-|a@exa_mple.com|");
    reads("<a@exam!ple.com>", "-|a@exam!ple.com|b");
    reads("\"Jane <a@example.com>", "\"Jane|a@example.com|b");
    reads("Jane (x <a@example.com>", "Jane (x|a@example.com|b");
    reads("＜a@example.jp＞", "-|a@example.jp|b");
    reads("山田＜a＠example.jp＞", "山田|a@example.jp|b");
    reads("＜公式＞ショップ <a@example.jp>", "＜公式＞ショップ|a@example.jp|");
    reads("a＠example.jp", "-|a@example.jp|b");
    reads("=?utf-8?B?SmFuZSA8YUBleGFtcGxlLmNvbT4=?=", "Jane|a@example.com|b");
    reads("=?utf-8?B?cG90dXM=?=@example.com", "-|potus@example.com|b");
    reads("<=?utf-8?Q?desk=40example.org?=>", "-|desk@example.org|b");
    reads("<desk@=?utf-8?Q?example.org?=>", "-|desk@example.org|b");
    reads("=?utf-8?Q?desk=40example.org=3E?=@example.net", "-|desk@example.org>@example.net|b");
    reads("reply-[7]@example.com", "-|reply-[7]@example.com|b");
    reads("The Shop reply-[7]@example.com", "The Shop|reply-[7]@example.com|b");
}

static void no_address(void **state)
{
    (void)state;
    reads("", "");
    reads(" , ,; ", "");
    reads("<>", "-||");
    reads("Mail Delivery <>", "Mail Delivery||");
    reads("root", "-|root|b");
    reads("<MAILER-DAEMON>", "-|MAILER-DAEMON|b");
    reads("root, admin", "-|root|b + -|admin|b");
    reads("Jane Doe", "Jane Doe|-|b");
    reads("山田", "山田|-|b");
    reads("=?utf-8?B?44GC?=", "あ|-|b");
    reads("(nothing)", "");
    reads("@", "@|-|b");
    reads("a@", "a@|-|b");
    reads("@example.com", "@example.com|-|b");
    wh_mailboxes list;
    wh_parse_addresses(&env, WH_ABSENT, &list);
    assert_int_equal(list.n, 0);
}

static void slices(void **state)
{
    (void)state;
    wh_mailboxes list;
    wh_parse_addresses(&env, WH_LIT(" \"Jane\" <a@ Example.(x)COM.> , b@EXAMPLE.org"), &list);
    assert_int_equal(list.n, 2);
    assert_same(list.at[0].raw, "\"Jane\" <a@ Example.(x)COM.>");
    assert_same(list.at[0].raw_domain, "Example.(x)COM.");
    assert_same(list.at[0].domain, "example.com");
    assert_same(list.at[0].local, "a");
    assert_same(list.at[1].raw, "b@EXAMPLE.org");
    assert_same(list.at[1].raw_domain, "EXAMPLE.org");
    wh_parse_addresses(&env, WH_LIT("a@例え.example"), &list);
    assert_same(list.at[0].domain, "例え.example");
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "A Group(Some \\) people): \"a \\\" b\" <@r.example,@s.example:\"x y\"(c)@d.example (e)> (f) <g@h>, "
        "Doe, J <j@[IPv6:::1]>; k@l . m n@o,",
        "=?utf-8?Q?A_(B)?= =?utf-8?B?44GC <a@b>, \x1B$B$\"<,\x1B(B <c@d> \x95\x5C\x8E\xA6 \xEF\xBC\x9C"
        "e\xEF\xBC\xA0"
        "f\xEF\xBC\x9E mailto:g@h",
        "山田＜a＠example.jp＞, =?utf-8?B?SmFuZSA8YUBleGFtcGxlLmNvbT4=?=, <<i@j>> \"k",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        EACH_PREFIX(s, inputs[i], strlen(inputs[i]), (void)shown(s));
}

static void linear(void **state)
{
    (void)state;
    static const char *const parts[] = {"(",
                                        ")",
                                        "<",
                                        ">",
                                        ",",
                                        ";",
                                        ":",
                                        "@",
                                        "\"",
                                        "\\",
                                        "\\\"",
                                        "()",
                                        "(\"",
                                        "<a",
                                        "<a,",
                                        "a@b ",
                                        "a@b,",
                                        "a ",
                                        "=?",
                                        "=?a?q?",
                                        "=?a?q?b?=",
                                        "\x1B$B",
                                        "\x82",
                                        "a:",
                                        "a@:",
                                        "<@a:",
                                        "\xEF\xBC\x9C",
                                        "\xEF\xBC\xA0",
                                        "a\xEF\xBC\xA0",
                                        "a,",
                                        "(a)",
                                        "\"\"",
                                        "[",
                                        "a@[",
                                        ".",
                                        "a@b. "};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        wh_env big = {.arena = wh_arena_new(128u << 20), .charset = iconv_host};
        size_t n = strlen(parts[i]), times = (1u << 20) / n;
        char *p = malloc(n * times + 1);
        assert_non_null(p);
        for (size_t k = 0; k < times; k++) memcpy(p + k * n, parts[i], n);
        p[n * times] = ';'; /* lets ":" begin groups */
        wh_mailboxes list;
        wh_parse_addresses(&big, (wh_str){p, n * times + 1}, &list);
        assert_true(list.n <= WH_MAX_ADDRESSES);
        assert_false(wh_arena_failed(big.arena));
        wh_arena_free(big.arena);
        free(p);
    }
}

static void no_memory(void **state)
{
    (void)state;
    static const char value[] =
        "\"Jane\" <a@example.com>, Doe, John <b@example.com>, =?utf-8?B?SmFuZSA8YUBleGFtcGxlLmNvbT4=?=, root";
    for (size_t limit = 0; limit < 100000; limit += 33000) {
        wh_env poor = {.arena = wh_arena_new(limit)};
        wh_mailboxes list;
        for (int i = 0; i < 200; i++) wh_parse_addresses(&poor, (wh_str){value, sizeof value - 1}, &list);
        wh_arena_free(poor.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rfcs_examples),
        cmocka_unit_test(display_names),
        cmocka_unit_test(damaged),
        cmocka_unit_test(no_address),
        cmocka_unit_test(slices),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(linear),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("address", tests, setup, teardown);
}
