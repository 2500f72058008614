/* file/: what Outlook packs a text in: compressed RTF by the examples of its specification, and RTF itself,
 * cut anywhere. */
#include "support/exact.h"

#include "base/limits.h"
#include "parse/file/file.h"

static wh_env env;
static int setup(void **state)
{
    (void)state;
    env.arena = wh_arena_new(64u << 20);
    return env.arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(env.arena);
    return 0;
}

/* MS-OXRTFCP 3.1.1.1 and 3.1.2.1; the second refers to what it is just writing. */
static const char hello[] = "\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3 hel"
                            "\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
static const char again[] = "\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4KQ\x41\0\x04 WXYZ\x0dn}\x01\x0e\xb0";

static wh_str unpacked(wh_str packed, size_t most, bool *whole)
{
    return wh_unpack_lzfu(&env, packed, most, whole);
}

static void compressed(void **state)
{
    (void)state;
    bool whole;
    wh_str all = {hello, sizeof hello - 1};
    assert_same(unpacked(all, 1000, &whole), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    assert_true(whole);
    assert_same(unpacked((wh_str){again, sizeof again - 1}, 1000, &whole), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    assert_true(whole);
    assert_same(unpacked(all, 5, &whole), "{\\rtf");
    assert_false(whole);
    EACH_PREFIX(cut, hello, sizeof hello - 2, {
        wh_str some = unpacked(cut, 1000, &whole);
        assert_true(!whole || some.n == 43); /* without the sign that ends it, it is whole by its length */
        assert_true(wh_starts_nocase(WH_LIT("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"), some));
    });
    static const char stored[] = "\x0e\0\0\0\x02\0\0\0MELA\0\0\0\0{}";
    assert_same(unpacked((wh_str){stored, sizeof stored - 1}, 1000, &whole), "{}");
    assert_true(whole);
    assert_absent(unpacked(WH_LIT("\x0e\0\0\0\x02\0\0\0MELB\0\0\0\0{}"), 1000, &whole));
    /* A place in the window that nothing was written to yet. */
    static const char nowhere[] = "\x10\0\0\0\x02\0\0\0LZFu\0\0\0\0\x01\x80\x00\0";
    assert_int_equal(unpacked((wh_str){nowhere, sizeof nowhere - 1}, 1000, &whole).n, 3);
}

static void reads(const char *rtf, const char *want)
{
    bool page;
    wh_str bytes = text_of(rtf);
    assert_same_about(wh_read_rtf(&env, bytes, &page), want, rtf);
    EACH_PREFIX(cut, bytes.p, bytes.n, wh_read_rtf(&env, cut, &page));
}

static void letters(void **state)
{
    (void)state;
    reads("{\\rtf1 a < \\'e4\\u8364?b\\{\\}\\\\}", "a &lt; \xC3\xA4\xE2\x82\xAC"
                                                   "b{}\\");
    reads("{\\rtf1 \\u-10179?\\u-8694?.}", "\xF0\x9F\x98\x8A.");
    reads("{\\rtf1 \\u-10179?x}", "\xEF\xBF\xBDx");
    reads("{\\rtf1\\uc2 \\u65 xyz{\\uc0 \\u66}\\u67 1}", "AzBC");
    reads("{\\rtf1 {\\pict\\bin3 }}}}a\\par\nb\\~c\\emdash}", "a\r\n<br>b\xC2\xA0"
                                                              "c\xE2\x80\x94");
    reads("{\\rtf1{\\v unseen}{\\v a\\v0 b}\\v c\\plain d{\\*\\unknown e}}", "bd");
}

static void links(void **state)
{
    (void)state;
    reads("{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"http://a.example/?a&b\"}{\\fldrslt here}} more}",
          "<a href=\"http://a.example/?a&amp;b\">here</a> more");
    reads("{\\rtf1{\\field{\\*\\fldinst{HYPERLINK \\\\o http://a.example/ \\\\t x}}{\\fldrslt{\\b here}}}}",
          "<a href=\"http://a.example/\">here</a>");
    reads("{\\rtf1{\\field{\\*\\fldinst HYPERLINK \\\\l \"top\"}{\\fldrslt here}}}", "here");
    reads("{\\rtf1{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}}", "7");
}

static void wrapped(void **state)
{
    (void)state;
    bool page;
    reads(
        "{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 a\\htmlrtf }\\htmlrtf0 {\\*\\htmltag84 "
        "&amp;}}",
        "<p>a&amp;");
    assert_same(wh_read_rtf(&env, WH_LIT("{\\rtf1\\fromtext a < b\\par}"), &page), "a < b\r\n");
    assert_false(page);
    wh_read_rtf(&env, WH_LIT("{\\rtf1\\fromhtml0 a < b}"), &page);
    assert_true(page);
    reads("{\\rtf1\\fromhtml0 a < b}", "a &lt; b");
    assert_absent(wh_read_rtf(&env, WH_LIT("<p>"), &page));
}

/* Groups without end, and a font that changes with every letter: what is left out is noted. */
static void bounds(void **state)
{
    (void)state;
    enum { GROUPS = 5000, CHANGES = 120000 };
    static char deep[GROUPS * 2 + 16], many[CHANGES * 8 + 64];
    size_t n = (size_t)snprintf(deep, sizeof deep, "{\\rtf1 ");
    memset(deep + n, '{', GROUPS);
    deep[n + GROUPS] = 'a';
    memset(deep + n + GROUPS + 1, '}', GROUPS);
    bool page;
    assert_same(wh_read_rtf(&env, (wh_str){deep, n + GROUPS * 2 + 1}, &page), "a");
    n = (size_t)snprintf(many, sizeof many, "{\\rtf1{\\fonttbl{\\f1\\fcharset204 A;}}");
    for (size_t i = 0; i < CHANGES; i++)
        n += (size_t)snprintf(many + n, sizeof many - n, "\\f%d\\'e4", (int)(i & 1));
    assert_int_equal(env.cuts[WH_CUT_FILES].count, 0);
    wh_read_rtf(&env, (wh_str){many, n}, &page);
    assert_true(env.cuts[WH_CUT_FILES].count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compressed), cmocka_unit_test(letters), cmocka_unit_test(links),
        cmocka_unit_test(wrapped),    cmocka_unit_test(bounds),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
