/* label.c: which labels browsers show in Unicode. The cases are of our own making, one rule each; browsers'
 * own verdicts on them follow from Chromium's published rules (docs/idn.md of its source), whose tests are
 * measured elsewhere. */
#include "support/brands.h"
#include "support/env.h"

/* label: in Unicode, no mapping; why NULL: shown */
static void check(const char *label, const char *top, const char *why)
{
    wh_str encoded, reason, text = exact(label, strlen(label));
    assert_true(wh_punycode_encode(&env, text, &encoded));
    exact_free(text);
    wh_buf buf;
    wh_buf_init(&buf, env.arena);
    wh_put(&buf, WH_LIT("xn--"));
    wh_put(&buf, encoded);
    wh_str whole = wh_buf_str(&buf), ascii = exact(whole.p, whole.n);
    wh_label_verdict verdict = wh_idn_label_verdict(ascii, text_of(top), &reason);
    if (why) assert_same_about(reason, why, label);
    else same_(reason, WH_ABSENT, label, __FILE__, __LINE__);
    assert_int_equal(verdict, !why                          ? WH_LABEL_SHOWN
                              : strcmp(why, "invalid") == 0 ? WH_LABEL_INVALID
                                                            : WH_LABEL_PUNYCODE);
    exact_free(ascii);
}

static void honest_words(void **state)
{
    (void)state;
    check("müller", "de", NULL);
    check("crème-brûlée", "fr", NULL);
    check("żółw", "pl", NULL);
    check("さくら", "jp", NULL);
    check("東京タワー", "jp", NULL);
    check("お茶の水-kanda", "jp", NULL);
    check("カフェmocha", "com", NULL);
    check("北京烤鸭", "cn", NULL);
    check("서울역", "kr", NULL);
    check("молоко", "ru", NULL);
    check("библиотека", "com", NULL);
    check("θάλασσα", "gr", NULL);
    check("שלום", "com", NULL);
    check("مكتبة", "sa", NULL);
    check("नमस्ते", "in", NULL);
    check("สวัสดี", "th", NULL);
    check("курс", "com", NULL); /* lookalikes all, but a word that spells nothing in Latin */
    check("l·l", "cat", NULL);
    check("þór", "is", NULL);
}

static void scripts(void **state)
{
    (void)state;
    check("bаnk", "com", "mixed-script");   /* Cyrillic a */
    check("gοοd", "com", "mixed-script");   /* Greek omicron */
    check("おbа", "jp", "mixed-script");    /* Hiragana, Latin, Cyrillic */
    check("한か", "com", "mixed-script");   /* Hangul and Hiragana */
    check("ünder東", "jp", "mixed-script"); /* accents beside kanji */
    check("сохо", "com", "whole-script");
    check("сохо", "ru", NULL);
    check("сохо", "xn--p1ai", NULL); /* at home in its own script's top-level label */
    check("ωκ", "com", "whole-script");
    check("ωκ", "gr", NULL);
}

static void characters(void **state)
{
    (void)state;
    check("ĸaffee", "com", "character");
    check("a\xCA\xBC"
          "b",
          "com", "character");                    /* a modifier apostrophe */
    check("\xF0\x9F\x8D\xA3", "jp", "character"); /* an emoji */
    check("ᎠᎡᎢ", "com", "character");             /* a script of limited use */
    check("þing", "com", "foreign-letter");
    check("əlvan", "com", "foreign-letter");
    check("əlvan", "az", NULL);
    check("a·b", "cat", "pattern");
    check("l·l", "com", "pattern");
    check("bil\xCC\x87", "com", "hidden-mark");
    check("1२3", "com", "mixed-digits");
    check("२२", "com", "digits");
    check("1з", "com", "digits");
}

static void patterns(void **state)
{
    (void)state;
    check("aノb", "jp", "pattern");
    check("ノート", "jp", NULL);
    check("abc一", "com", "pattern");
    check("一月", "jp", NULL);
    check("テスト・ケース", "jp", NULL);
    check("3・4", "jp", "pattern");
    check("abーc", "jp", "pattern");
    check("ーあ", "jp", "pattern");
    check("カーヘット", "jp", NULL);
    check("カへット", "jp", "pattern"); /* a hiragana he among katakana */
    check("漢\xCC\x81", "jp", "pattern");
}

static void invalid_labels(void **state)
{
    (void)state;
    wh_str reason;
    assert_int_equal(wh_idn_label_verdict(WH_LIT("example"), WH_LIT("com"), &reason), WH_LABEL_SHOWN);
    assert_absent(reason);
    assert_int_equal(wh_idn_label_verdict(WH_LIT("xn--"), WH_LIT("com"), &reason), WH_LABEL_INVALID);
    assert_int_equal(wh_idn_label_verdict(WH_LIT("xn--0"), WH_LIT("com"), NULL), WH_LABEL_INVALID);
    assert_int_equal(wh_idn_label_verdict(WH_LIT(""), WH_LIT(""), NULL), WH_LABEL_SHOWN);
    check("\xCC\x81"
          "abc",
          "com", "invalid");
    check("aا", "com", "invalid");    /* both directions */
    check("Ñandú", "com", "invalid"); /* upper case is never encoded */
    static const char all[] = "xn--bcher-kva-xn--99999999--0xyz--\xFF";
    EACH_PREFIX(s, all, sizeof all - 1, wh_idn_label_verdict(s, s, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(honest_words), cmocka_unit_test(scripts),        cmocka_unit_test(characters),
        cmocka_unit_test(patterns),     cmocka_unit_test(invalid_labels),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
