/* words.c: RFC 2047, 2231 5, 6532, with charset/ behind it and iconv as the host. */
#include "support/exact.h"

#include "parse/parse.h"
#include "support/iconv_host.h"

static wh_env env, alone; /* with a host, and without */
static int setup(void **state)
{
    (void)state;
    env = (wh_env){.arena = wh_arena_new(64u << 20), .charset = iconv_host};
    alone.arena = env.arena;
    return env.arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(env.arena);
    return 0;
}

static void reads_in(wh_env *in, const char *written, const char *want)
{
    wh_str s = exact(written, strlen(written));
    wh_str got = wh_copy(in->arena, wh_decode_header(in, s));
    exact_free(s);
    assert_same_about(got, want, written);
}
static void reads(const char *written, const char *want) { reads_in(&env, written, want); }

/* RFC 2047 8 */
static void the_rfcs_examples(void **state)
{
    (void)state;
    reads("=?US-ASCII?Q?Keith_Moore?= <moore@example.com>", "Keith Moore <moore@example.com>");
    reads("=?ISO-8859-1?Q?Patrik_F=E4ltstr=F6m?= <paf@example.com>", "Patrik Fältström <paf@example.com>");
    reads("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n"
          " =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
          "If you can read this you understand the example.");
    reads("(=?ISO-8859-1?Q?a?=)", "(a)");
    reads("(=?ISO-8859-1?Q?a?= b)", "(a b)");
    reads("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)");
    reads("(=?ISO-8859-1?Q?a?=  \r\n  =?ISO-8859-1?Q?b?=)", "(ab)");
    reads("(=?ISO-8859-1?Q?a_b?=)", "(a b)");
    reads("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)");
    reads("=?US-ASCII*en?Q?Keith_Moore?=", "Keith Moore"); /* RFC 2231 5 */
}

static void joined_before_decoding(void **state)
{
    (void)state;
    reads("=?UTF-8?B?44E=?= =?UTF-8?B?gg==?=", "あ");
    reads("=?UTF-8?B?44E=?= =?utf8?Q?=82?=", "あ"); /* two encodings and two names of one charset */
    reads("=?UTF-8?B?44E=?==?UTF-8?B?gg==?=", "あ");
    reads("=?UTF-8?B?44E=?= x =?UTF-8?B?gg==?=", "\xEF\xBF\xBD x \xEF\xBF\xBD"); /* not adjacent */
    reads("=?ISO-2022-JP?B?GyRCJDM=?= =?ISO-2022-JP?B?JHMbKEI=?=", "こん");      /* the shift goes on */
    reads("=?ISO-2022-JP?B?GyRCJDMbKEI=?= =?ISO-2022-JP?B?GyRCJHMbKEI=?=", "こん");
    reads("=?Shift_JIS?B?gg==?= =?Shift_JIS?B?oA==?=", "あ");
    reads("=?gb2312?Q?=D6?= =?GBK?Q?=D0?=", "中");
}

static void tolerated(void **state)
{
    (void)state;
    reads("=?utf-8?q?a  b?=", "a  b");             /* spaces inside */
    reads("=?utf-8?Q?a=c3=a9=C3=A9?=", "aéé");     /* lower-case hexadecimal */
    reads("=?utf-8?Q?100=_=zz=4?=", "100= =zz=4"); /* no hexadecimal */
    reads("=?utf-8?B?RU5E?=", "END");
    reads("=?utf-8?B?RU5ERU4?=", "ENDEN"); /* no padding */
    reads("=?utf-8?B?RU5E=?=", "END");     /* too much of it */
    reads("=?utf-8?B?RU5E===x?=", "END");
    reads("=?utf-8?B?R U*5\tE?=", "END"); /* junk */
    reads("=?utf-8?B?RQ==Tg==?=", "EN");  /* padded runs */
    reads("=?utf-8?B?RU5E", "END");       /* no end */
    reads("=?utf-8?B?RU5E?", "END");
    reads("=?utf-8?B?RU5E <a@example.com>", "END <a@example.com>");
    reads("=?utf-8?Q?a_b <a@example.com>", "a b <a@example.com>");
    reads("=?utf-8?Q?a_b =?utf-8?Q?c?=", "a bc");
    reads("Re:=?utf-8?Q?a?=b", "Re:ab"); /* glued to text */
    reads("\"=?utf-8?Q?a?=\" <a@example.com>", "\"a\" <a@example.com>");
    reads("=?utf-8?B?RU5E\r\n RU5E?=", "ENDEND"); /* folded inside */
    reads("=?utf-8?Q?a\r\n b?=", "a b");
    reads("=?utf-8?Q?what?=3F?=", "what??");                 /* a raw "?" in front of an escape */
    reads("=?utf-8?Q?what?=BC and more", "whatBC and more"); /* but this is the end */
    reads("=?utf-8?Q?"
          "?=",
          "");
    reads("=??Q?=E3=81=82?=", "あ");
    reads("=?x-unknown?Q?=E3=81=82?=", "あ");
    reads("=?x-unknown?B?gsWCt4Kp?=", "ですか"); /* guessed */
    reads("=?us-ascii?Q?=E3=81=82?=", "あ");
    reads("=? utf-8 ?Q?a?=", "a");
}

static void no_words(void **state)
{
    (void)state;
    static const char *const plain[] = {"=?",         "=?utf-8",     "=?utf-8?",      "=?utf-8?Q",
                                        "=?utf-8?Q?", "=?utf-8?Q? ", "=?utf-8?X?a?=", "=?=?=?=",
                                        "a = b ?= c", "what=?yes?=", "=?utf-8?Qa?="};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        wh_str got = wh_decode_words(&env, text_of(plain[i]));
        assert_same_about(got, plain[i], "as it is");
        assert_ptr_equal(got.p, plain[i]);
    }
    reads(" a\r\n\tb \r\n", "a b");
    assert_absent(wh_decode_header(&env, WH_ABSENT));
    assert_same(wh_decode_words(&env, WH_LIT(" a\r\n =?utf-8?Q?b?=\r\n c ")),
                " a\r\n b\r\n c "); /* RFC 2047 alone */
}

static void raw(void **state)
{
    (void)state;
    reads("\xE3\x81\x82 =?utf-8?Q?b?= \xE3\x81\x82", "あ b あ");
    reads("\x1B$B$\"=?\x1B(B =?utf-8?Q?b?=", "あ戎 b");              /* a kanji made of "=?" */
    reads("\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD", "こんにちは"); /* Shift_JIS */
    reads("\xA4\xB3\xA4\xF3\xA4\xCB\xA4\xC1\xA4\xCF", "こんにちは"); /* EUC-JP */
    reads("\xC4\xFA\xBA\xC3\xA3\xAC\xD6\xD0\xB9\xFA", "您好，中国"); /* GB 2312 */
    reads("Gr\xFC\xDF"
          "e aus M\xFCnchen",
          "Grüße aus München"); /* windows-1252 */
    reads("l'\xE9t\xE9 \x85", "l'été …");
    reads("\xE3\x81", "ã\xC2\x81"); /* cut off */
}

static void without_a_host(void **state)
{
    (void)state;
    reads_in(&alone, "=?utf-8?B?44GC?= =?windows-1252?Q?=80?= =?iso-8859-1?Q?=E9?=", "あ€é");
    reads_in(&alone, "=?iso-2022-jp?B?GyRCJDMbKEI=?=", "\x1B$B$3\x1B(B");
    reads_in(&alone, "=?shift_jis?B?gqA=?=", "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "Re: =?ISO-2022-JP?B?GyRCJDM=?=\r\n =?ISO-2022-JP*ja?q?=24s=1b(B?= <a@example.com> =?x?b?gsWCt4Kp",
        "\x1B$B$\"=?\x1B(B \x1B(I12 =?utf-8?Q?what?=3F?= =?utf-8?q?a",
        "=?utf-7?Q?a+AGEAYg-b?= \x82\xB1 =?gb2312?B?1tA=?= \xE3\x81",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        EACH_PREFIX(s, inputs[i], strlen(inputs[i]), {
            wh_decode_header(&env, s);
            wh_decode_words(&alone, s);
        });
}

/* Not time, but what it takes: memory, which grows with each decoding, and that it comes to an end within the
 * runner's patience. */
static void linear(void **state)
{
    (void)state;
    static const char *const parts[] = {"=?",      "=?a?q?", "=?a?b?", "=?utf-8?Q?a?=41", "=?utf-8?Q?a?=",
                                        "=?a?q?<", "?=",     "=",      "\x1B$B",          "=?utf-8?Q?a?= "};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        wh_env big = {.arena = wh_arena_new(64u << 20), .charset = iconv_host};
        size_t n = strlen(parts[i]), times = (1u << 20) / n;
        char *p = malloc(n * times);
        assert_non_null(p);
        for (size_t k = 0; k < times; k++) memcpy(p + k * n, parts[i], n);
        wh_decode_header(&big, (wh_str){p, n * times});
        assert_false(wh_arena_failed(big.arena));
        wh_arena_free(big.arena);
        free(p);
    }
}

static void no_memory(void **state)
{
    (void)state;
    for (size_t limit = 0; limit < 200000; limit += 40000) {
        wh_env poor = {.arena = wh_arena_new(limit), .charset = iconv_host};
        char *many = malloc(60000);
        assert_non_null(many);
        for (size_t k = 0; k < 60000; k += 20) memcpy(many + k, "=?iso-2022-jp?Q?a?= ", 20);
        wh_decode_header(&poor, (wh_str){many, 60000});
        free(many);
        wh_arena_free(poor.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rfcs_examples),
        cmocka_unit_test(joined_before_decoding),
        cmocka_unit_test(tolerated),
        cmocka_unit_test(no_words),
        cmocka_unit_test(raw),
        cmocka_unit_test(without_a_host),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(linear),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("words", tests, setup, teardown);
}
