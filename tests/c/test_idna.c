/* idna.c, punycode.c, unicode.c: RFC 3492, RFC 5891-5893, UTS 46. */
#include "support/env.h"

#include "parse/name/idna.h"
#include "parse/parse.h"
#include "parse/name/unicode.h"

#define P(name) (1u << WH_NAME_##name)

static wh_name parsed(const char *written)
{
    wh_name name;
    wh_str s = exact(written, strlen(written));
    wh_parse_name(&env, s, &name);
    exact_free(s);
    return name;
}

/* ascii NULL: it cannot be a name */
static void becomes(const char *written, const char *ascii, const char *unicode, uint32_t problems)
{
    wh_name name = parsed(written);
    if (ascii) assert_same_about(name.ascii, ascii, written);
    else assert_absent(name.ascii);
    if (unicode) assert_same_about(name.unicode, unicode, written);
    if (name.problems != problems) printf("%s: problems %x, not %x\n", written, name.problems, problems);
    assert_int_equal(name.problems, problems);
}

static void plain_names(void **state)
{
    (void)state;
    becomes("www.Example.COM", "www.example.com", "www.example.com", 0);
    becomes("example.com.", "example.com", "example.com", 0);
    becomes(" example.com\r\n", "example.com", "example.com", 0);
    becomes("_dmarc.example.com", "_dmarc.example.com", "_dmarc.example.com", 0);
    becomes("localhost", "localhost", "localhost", 0);
    becomes("", NULL, NULL, P(EMPTY_LABEL));
    becomes(".", NULL, NULL, P(EMPTY_LABEL));
    becomes("a..example", NULL, NULL, P(EMPTY_LABEL));
    becomes("a b.example", NULL, NULL, P(BAD_CHAR));
    becomes("a\xFF.example", NULL, NULL, P(BAD_CHAR) | P(DISALLOWED));
    becomes("-a.example", "-a.example", "-a.example", P(HYPHENS));
    becomes("ab--c.example", "ab--c.example", "ab--c.example", P(HYPHENS));
    becomes("192.0.2.1", "192.0.2.1", "192.0.2.1", 0);
    becomes("[IPv6:2001:db8::1]", "[ipv6:2001:db8::1]", NULL, 0);
    becomes("2001:db8::1", "2001:db8::1", NULL, 0);
}

static void lengths(void **state)
{
    (void)state;
    char name[400];
    memset(name, 'a', sizeof name);
    memcpy(name + 63, ".example", 9);
    assert_int_equal(parsed(name).problems, 0);
    memset(name, 'a', sizeof name);
    memcpy(name + 64, ".example", 9);
    becomes(name, NULL, NULL, P(LONG_LABEL));
    for (size_t i = 0; i < sizeof name; i++) name[i] = i % 50 == 49 ? '.' : 'a';
    name[253] = '\0';
    assert_int_equal(parsed(name).problems, 0);
    name[253] = 'b';
    name[254] = '\0';
    becomes(name, NULL, NULL, P(LONG_NAME));
}

static void encoded_names(void **state)
{
    (void)state;
    becomes("bücher.example", "xn--bcher-kva.example", "bücher.example", 0);
    becomes("xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example", 0);
    becomes("XN--BCHER-KVA.example", "xn--bcher-kva.example", "bücher.example", 0);
    becomes("日本語.jp", "xn--wgv71a119e.jp", "日本語.jp", 0);
    becomes("faß.example", "xn--fa-hia.example", "faß.example", 0); /* non-transitional */
    becomes("한국.example", "xn--3e0b707e.example", "한국.example", 0);
    becomes("xn--a.example", "xn--a.example", "xn--a.example", P(DISALLOWED)); /* U+0080 */
    becomes("xn--0.example", "xn--0.example", "xn--0.example", P(BAD_PUNYCODE));
    becomes("xn--.example", "xn--.example", "xn--.example", P(BAD_PUNYCODE));
    becomes("xn--abc-.example", "xn--abc-.example", NULL, P(BAD_PUNYCODE));
    becomes("xn--99999999.example", "xn--99999999.example", NULL, P(BAD_PUNYCODE));
}

static void mapped_names(void **state)
{
    (void)state;
    becomes("BÜCHER.example", "xn--bcher-kva.example", "bücher.example", P(MAPPED));
    becomes("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", "example.com", P(MAPPED));
    becomes("example。jp", "example.jp", "example.jp", P(MAPPED));
    becomes("ﾒﾙｶﾘ.example", "xn--lckwf2ac.example", "メルカリ.example", P(MAPPED));
    becomes("ﾊﾞｽ.example", parsed("バス.example").ascii.n ? "xn--zck2b.example" : "", "バス.example",
            P(MAPPED));
    becomes("ex\xC2\xAD"
            "ample.com",
            "example.com", "example.com", P(MAPPED));                            /* soft hyphen */
    becomes("exam\xE2\x80\x8Bple.com", "example.com", "example.com", P(MAPPED)); /* zero width space */
    becomes("𝐞𝐱𝐚𝐦𝐩𝐥𝐞.com", "example.com", "example.com", P(MAPPED));
    becomes("cafe\xCC\x81.example", "xn--caf-dma.example", "café.example", 0); /* NFC */
    becomes("⽇本.example", "xn--wgv71a.example", "日本.example", P(MAPPED));  /* a Kangxi radical */
}

static void bad_labels(void **state)
{
    (void)state;
    becomes("xn--72b.com", "xn--72b.com", "xn--72b.com", P(COMBINING));
    becomes("xn--1nd.com", "xn--1nd.com", "xn--1nd.com", P(DISALLOWED)); /* an upper-case letter */
    becomes("a\xF0\x9F\x92\xA9\xEF\xBF\xBC"
            "b.com",
            "xn--ab-dg4nt349e.com", NULL, P(DISALLOWED));
    becomes("xn--8hbae.eg", "xn--8hbae.eg", "xn--8hbae.eg", P(BIDI)); /* begins with an Arabic number */
    becomes("xn--2-ymcov.eg", "xn--2-ymcov.eg", "جار2.eg", 0);
    becomes("a\xE2\x80\x8C"
            "b.com",
            "xn--ab-j1t.com", NULL, P(DISALLOWED)); /* a lost non-joiner, RFC 5892 A.1 */
}

static void punycode_samples(void **state)
{
    (void)state; /* RFC 3492 7.1 */
    static const char *const samples[][2] = {
        {"他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"},
        {"なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"},
        {"3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"},
        {"安室奈美恵-with-super-monkeys", "-with-super-monkeys-pc58ag80a8qai00g7n9n"},
        {"そのスピードで", "d9juau41awczczp"},
        {"bücher", "bcher-kva"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        wh_str out, in = exact(samples[i][0], strlen(samples[i][0]));
        assert_true(wh_punycode_encode(&env, in, &out));
        assert_same(out, samples[i][1]);
        exact_free(in);
        in = exact(samples[i][1], strlen(samples[i][1]));
        assert_true(wh_punycode_decode(&env, in, &out));
        assert_same(out, samples[i][0]);
        exact_free(in);
    }
    wh_str out;
    assert_false(wh_punycode_decode(&env, WH_LIT("99999999"), &out));
    assert_false(wh_punycode_decode(&env, WH_LIT("b\xC3\xBC-kva"), &out));
}

static void properties(void **state)
{
    (void)state;
    assert_int_equal(wh_rune('a').scripts, WH_SCRIPT_LATIN);
    assert_int_equal(wh_rune(0x430).scripts, WH_SCRIPT_CYRILLIC);
    assert_int_equal(wh_rune(0x30FC).scripts, WH_SCRIPT_HIRAGANA | WH_SCRIPT_KATAKANA);
    assert_true(wh_rune(0x4E00).flags & WH_RUNE_ALLOWED);
    assert_false(wh_rune(0x1F4A9).flags & WH_RUNE_ALLOWED);
    assert_true(wh_rune(0x300).flags & WH_RUNE_MARK);
    assert_int_equal(wh_rune(0x10FFFF).flags, 0);
    uint32_t runes[] = {'e', 0x302, 0x323, 0x1100, 0x1161, 0x11A8};
    assert_int_equal(wh_compose(runes, 6), 2);
    assert_int_equal(runes[0], 0x1EC7);
    assert_int_equal(runes[1], 0xAC01);
}

static void prefixes(void **state)
{
    (void)state;
    static const char all[] =
        "Ex\xC2\xAD"
        "ample。xn--bcher-kva.ＡＢＣ.\xE2\x80\x8D[1]:𝐞\xCC\x81.\xF0\x9F\x92\xA9.xn--\xFF.جار2";
    EACH_PREFIX(s, all, sizeof all - 1, {
        wh_name name;
        wh_parse_name(&env, s, &name);
        wh_str out;
        wh_punycode_decode(&env, s, &out);
        wh_punycode_encode(&env, s, &out);
    });
    char many[6000];
    memset(many, 'a', sizeof many);
    wh_name name;
    wh_parse_name(&env, (wh_str){many, sizeof many}, &name);
    assert_absent(name.ascii);
    memset(many, '.', sizeof many);
    wh_parse_name(&env, (wh_str){many, sizeof many}, &name);
    assert_absent(name.ascii);
    for (size_t i = 0; i < sizeof many; i += 2) many[i] = '1'; /* cut, it would be an address */
    wh_parse_name(&env, (wh_str){many, sizeof many - 1}, &name);
    assert_absent(name.ascii);
    for (size_t i = 0; i + 2 < sizeof many; i += 3) memcpy(many + i, "\xEF\xB7\xBA", 3);
    wh_parse_name(&env, (wh_str){many, sizeof many}, &name);
    assert_absent(name.ascii);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_names),  cmocka_unit_test(lengths),    cmocka_unit_test(encoded_names),
        cmocka_unit_test(mapped_names), cmocka_unit_test(bad_labels), cmocka_unit_test(punycode_samples),
        cmocka_unit_test(properties),   cmocka_unit_test(prefixes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
