/* charset/: labels, what the core decodes itself, and guesses. */
#include "support/env.h"

#include "parse/charset/charset.h"
#include "parse/parse.h"

static void decodes(const char *label, const char *bytes, size_t n, const char *want)
{
    wh_str s = exact(bytes, n);
    wh_str got = wh_copy(env.arena, wh_decode_charset(&env, label ? text_of(label) : WH_ABSENT, s));
    exact_free(s);
    assert_same_about(got, want, label ? label : "(none)");
}
#define DECODES(label, bytes, want) decodes(label, bytes, sizeof(bytes) - 1, want)

static void labels(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"UTF-8", "utf-8"},
        {"utf8", "utf-8"},
        {"UTF_8", "utf-8"},
        {" \"utf-8\" ", "utf-8"},
        {"unicode-1-1-utf-7", "utf-7"},
        {"UTF-7", "utf-7"},
        {"us-ascii", "us-ascii"},
        {"ANSI_X3.4-1968", "us-ascii"},
        {"ISO-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"cp1252", "windows-1252"},
        {"ansi_x3.110-1983", "windows-1252"},
        {"cp932", "shift_jis"},
        {"MS932", "shift_jis"},
        {"x-sjis", "shift_jis"},
        {"Shift-JIS", "shift_jis"},
        {"Windows-31J", "shift_jis"},
        {"iso-2022-jp-ms", "iso-2022-jp"},
        {"ISO-2022-JP*ja", "iso-2022-jp"},
        {"cp51932", "euc-jp"},
        {"eucJP-ms", "euc-jp"},
        {"gb2312", "gb18030"},
        {"GBK", "gb18030"},
        {"ks_c_5601-1987", "euc-kr"},
        {"cp949", "euc-kr"},
        {"big5-hkscs", "big5"},
        {"iso-8859-9", "windows-1254"},
        {"iso-8859-8-i", "iso-8859-8-i"},
        {"tis-620", "windows-874"},
        {"koi8-r", "koi8-r"},
        {"windows-1251", "windows-1251"},
        {"cp1251", "windows-1251"},
        {"iso-8859-15", "iso-8859-15"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_same_about(wh_charset_named(text_of(same[i][0])), same[i][1], same[i][0]);
    static const char *const unknown[] = {
        "",     "x-unknown", "unknown-8bit",
        "8bit", "utf-99",    "a-label-that-is-much-longer-than-any-that-exists"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_absent(wh_charset_named(text_of(unknown[i])));
    assert_absent(wh_charset_named(WH_ABSENT));
}

static void in_the_core(void **state)
{
    (void)state;
    DECODES("utf-8", "a\xE3\x81\x82", "aあ");
    DECODES("utf-8",
            "\xEF\xBB\xBF"
            "a",
            "a"); /* a byte-order mark is no text */
    DECODES("utf-8",
            "\xE3\x81"
            "a\xFF\xC0\x80\xED\xA0\x80",
            "\xEF\xBF\xBD"
            "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    DECODES("utf-8", "\xF0\x9F\x98", "\xEF\xBF\xBD"); /* one for each maximal part */
    DECODES("iso-8859-1", "\x80\x93\xE9\xFF", "€“éÿ");
    DECODES("utf-7", "Hi Mom -+Jjo--!", "Hi Mom -☺-!"); /* RFC 2152 */
    DECODES("utf-7", "+ZeVnLIqe-", "日本語");
    DECODES("utf-7", "1 +- 1 +2D3eAA-", "1 + 1 😀");
    DECODES("utf-7", "a\xFF+2D0-", "a\xEF\xBF\xBD\xEF\xBF\xBD");
    DECODES(NULL, "", "");
    wh_env alone = {.arena = env.arena};
    wh_str ascii = WH_LIT("plain ASCII \\~"); /* as it is, and nobody is asked */
    assert_ptr_equal(wh_decode_charset(&alone, WH_LIT("shift_jis"), ascii).p, ascii.p);
    assert_same(wh_decode_charset(&alone, WH_LIT("utf-16"), WH_LIT("a")), "a");
    DECODES("hz", "~{VPND~}", "中文");
}

static void by_the_host(void **state)
{
    (void)state;
    DECODES("shift_jis", "\x93\xFA\x96\x7B\x8C\xEA\x87\x40\xB1", "日本語①ｱ");
    DECODES("euc-jp", "\xC6\xFC\xCB\xDC\xB8\xEC\xAD\xA1\x8E\xB1", "日本語①ｱ");
    DECODES("iso-2022-jp", "\x1B$BF|K\\8l-!\x1B(I1\x1B(B!", "日本語①ｱ!");
    DECODES("iso-2022-jp", "\x1B$B$3\x1B(B\x1B$B$s\x1B(J\\~",
            "こん\\~");                             /* shifts that shift nothing; JIS X 0201 as ASCII */
    DECODES("iso-2022-jp", "\x1B$B$3\na", "こ\na"); /* a line ends the shift */
    DECODES("iso-2022-jp", "\x1B$B$", "\xEF\xBF\xBD");
    DECODES("iso-2022-jp-1", "\x1B$(D0!\x1B(B", "丂");
    DECODES("iso-2022-kr", "\x1B$)C\x0EGQ19\x0F!", "한국!");
    DECODES("hz-gb-2312", "~{VPND~}~~", "中文~");
    DECODES("gb2312", "\xD6\xD0\x81\x30\x81\x30", "中\xC2\x80");
    DECODES("ks_c_5601-1987", "\xC7\xD1\xB1\xB9", "한국");
    DECODES("big5", "\xA4\xA4\xA4\xE5", "中文");
    DECODES("koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет");
    DECODES("windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет");
    DECODES("iso-8859-8", "\xED\xE5\xEC\xF9", "םולש");
    DECODES("shift_jis", "\x82", "\xEF\xBF\xBD");
    DECODES("shift_jis", "\x82\x20x", "\xEF\xBF\xBD x"); /* ASCII is never swallowed */
}

static void guesses(void **state)
{
    (void)state;
    static const char *const want[][2] = {
        {"", "utf-8"},
        {"plain", "utf-8"},
        {"\xE3\x81\x82", "utf-8"},
        {"\x1B$B$\"\x1B(B", "iso-2022-jp"},
        {"\x1B(Bplain", "utf-8"},
        {"\xE3\x81\x82\xE3\x81\x82\xE3\x81\x82\xE3\x81\x82\xE3", "utf-8"},
        {"\x81\x82 \xE3\x81\x82\xE3\x81\x82\xE3\x81\x82\xE3\x81\x82", "utf-8"},    /* cut off */
        {"\x82\xA8\x8B\x71\x97\x6C\x82\xCC\x83\x4A\x81\x5B\x83\x68", "shift_jis"}, /* お客様のカード */
        {"\xA4\xAA\xB5\xD2\xCD\xCD\xA4\xCE\xA5\xAB\xA1\xBC\xA5\xC9", "euc-jp"},
        {"\x8F\x64\x97\x76", "shift_jis"},               /* 重要: no kana */
        {"\xD6\xD8\xD2\xAA\xCD\xA8\xD6\xAA", "gb18030"}, /* 重要通知 */
        {"Caf\xE9 cr\xE8me", "windows-1252"},
        {"\x93quoted\x94 \x97 text", "windows-1252"},
        {"na\xEFve", "windows-1252"},
        {"Stra\xDF"
         "e",
         "windows-1252"},
        {"\xFF\xFE", "windows-1252"},
        {"\x81", "windows-1252"},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        wh_str s = exact(want[i][0], strlen(want[i][0]));
        assert_same_about(wh_charset_guess(s), want[i][1], want[i][0]);
        exact_free(s);
    }
}

static void steps(void **state)
{
    (void)state;
    wh_str sjis = WH_LIT("\x95\x5C"
                         "a"),
           gb = WH_LIT("\x81\x30\x81\x30"
                       "a");
    assert_int_equal(wh_charset_step(WH_LIT("shift_jis"), sjis, 0), 2);
    assert_int_equal(wh_charset_step(WH_LIT("shift_jis"), sjis, 2), 1);
    assert_int_equal(wh_charset_step(WH_LIT("shift_jis"), wh_sub(sjis, 0, 1), 0), 1);
    assert_int_equal(wh_charset_step(WH_LIT("gb18030"), gb, 0), 4);
    assert_int_equal(wh_charset_step(WH_LIT("utf-8"), sjis, 0), 1);
}

/* A host that lies about how much it wrote. */
static long greedy(void *host, const char *label, size_t label_n, const char *bytes, size_t n, char *out,
                   size_t cap)
{
    (void)host, (void)label, (void)label_n, (void)bytes, (void)n, (void)out;
    return (long)cap * 1000;
}

static void a_host_gone_wrong(void **state)
{
    (void)state;
    wh_env wrong = {.arena = env.arena, .charset = greedy};
    assert_same(wh_decode_charset(&wrong, WH_LIT("koi8-r"), WH_LIT("\xF0")), "\xEF\xBF\xBD");
    assert_same(wh_decode_charset(&wrong, WH_LIT("koi8-r"), WH_LIT("abc")), "abc");
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const bytes[] = {"\x1B$B$3\x1B$(D0!\x1B(I1\x1B(B\x1B$)C\x0EGQ~{VP~}~~+2D3eAA-+",
                                        "\x82\xA0\x8F\xA1\xA1\x81\x30\x81\x30\xE3\x81\x82\xF0\x9F\x98"};
    static const char *const names[] = {"utf-8",  "utf-7", "iso-2022-jp", "iso-2022-kr", "hz", "sjis",
                                        "euc-jp", "gbk",   "big5",        "utf-16",      NULL};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            EACH_PREFIX(s, bytes[i], strlen(bytes[i]),
                        wh_decode_charset(&env, names[k] ? text_of(names[k]) : WH_ABSENT, s));
}

static void mended(void **state)
{
    (void)state;
    wh_charset_mend mend;
    static const char utf8[] = "\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86";
    assert_same(wh_decode_part_text(&env, WH_LIT("iso-2022-jp"), WH_LIT(utf8), false, &mend), utf8);
    assert_int_equal(mend, WH_CHARSET_CONTRADICTED);
    assert_same(wh_decode_part_text(&env, WH_LIT("utf-8"), WH_LIT(utf8), false, &mend), utf8);
    assert_int_equal(mend, WH_CHARSET_AS_LABELLED);
    assert_same(wh_decode_part_text(&env, WH_LIT("iso-8859-1"), WH_LIT("caf\xE9"), false, &mend),
                "caf\xC3\xA9"); /* no UTF-8: believed */
    assert_int_equal(mend, WH_CHARSET_AS_LABELLED);
    assert_same(
        wh_decode_part_text(&env, WH_LIT("utf-8"), WH_LIT("\x82\xA0\x82\xA2\x82\xA4\x82\xA6"), false, &mend),
        "\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86\xE3\x81\x88");
    assert_int_equal(mend, WH_CHARSET_CONTRADICTED);
    assert_same(wh_decode_part_text(&env, WH_ABSENT, WH_LIT("<meta charset=euc-kr>\xB0\xA1"), true, &mend),
                "<meta charset=euc-kr>\xEA\xB0\x80");
    assert_int_equal(mend, WH_CHARSET_FROM_META);
    assert_same(
        wh_decode_part_text(&env, WH_LIT("iso-2022-jp"), WH_LIT("$B$\"$$(B\n$B$&$((B\n"), false, &mend),
        "\xE3\x81\x82\xE3\x81\x84\n\xE3\x81\x86\xE3\x81\x88\n");
    assert_int_equal(mend, WH_CHARSET_ESCAPES_LOST);
    assert_same(wh_decode_part_text(&env, WH_ABSENT, WH_LIT("costs $B (Bob)\n"), false, &mend),
                "costs $B (Bob)\n");
    assert_int_equal(mend, WH_CHARSET_AS_LABELLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mended),
        cmocka_unit_test(labels),
        cmocka_unit_test(in_the_core),
        cmocka_unit_test(by_the_host),
        cmocka_unit_test(guesses),
        cmocka_unit_test(steps),
        cmocka_unit_test(a_host_gone_wrong),
        cmocka_unit_test(every_prefix),
    };
    return cmocka_run_group_tests_name("charset", tests, setup, teardown);
}
