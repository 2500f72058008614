/* transfer.c, base64.c: RFC 2045 6.7, 6.8, uuencode; and where each byte came from (text.c). */
#include "support/env.h"

#include "base/limits.h"
#include "parse/parse.h"

static void decodes(const char *encoding, const char *body, const char *want)
{
    wh_text text;
    wh_str s = exact(body, strlen(body));
    wh_decode_transfer(&env, text_of(encoding), s, &text);
    assert_same_about(text.bytes, want, body);
    exact_free(s);
}

static void base64(void **state)
{
    (void)state;
    decodes("base64", "SGVsbG8=", "Hello");
    decodes("BASE64", "SGVs\r\nbG8=\r\n", "Hello");
    decodes(" base64;", "SGVsbG8", "Hello");        /* no padding */
    decodes("base64", "SGVs!!bG8=-- \tx", "Hello"); /* junk: one digit after it is not enough for a byte */
    decodes("base64", "SGVsbG8=SGVsbG8=", "HelloHello"); /* padded runs, one after another */
    decodes("base64", "SGVsbG8=\r\nIQ==\r\nIQ==", "Hello!!");
    decodes("base64", "S", "");
    decodes("base64", "", "");
    decodes("base64", "====", "");
}

static void strict_base64(void **state)
{
    (void)state;
    wh_str out;
    assert_true(wh_decode_base64(&env, WH_LIT("SGVs\r\n bG8="), &out));
    assert_same(out, "Hello");
    assert_true(wh_decode_base64(&env, WH_LIT("SGVsbG8"), &out));
    assert_same(out, "Hello");
    assert_true(wh_decode_base64(&env, WH_LIT(""), &out));
    assert_same(out, "");
    static const char *const broken[] = {"S",        "SGVsb", "SGVsbG8==",    "SG=s",    "SGVs!",
                                         "SGVsbG9=", "====",  "SGVsbG8=SGVs", "SGVs===", "SGVs="};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        if (wh_decode_base64(&env, text_of(broken[i]), &out)) printf("%s\n", broken[i]);
        assert_false(wh_decode_base64(&env, text_of(broken[i]), &out));
    }
}

static void quoted_printable(void **state)
{
    (void)state;
    decodes("quoted-printable", "a=3Db=20c=\r\nd  \r\ne \t\n=e3=81=82", "a=b cd\r\ne\nあ");
    decodes("Quoted-Printable", "a= \t\r\nb=\nc=", "abc");
    decodes("quoted-printable", "100=% =zz =4 ==3D = x", "100=% =zz =4 == = x");
    decodes("quoted-printable", "a b  ", "a b");
    decodes("quoted-printable", "", "");
}

static void uuencode(void **state)
{
    (void)state;
    decodes("x-uuencode", "some text\r\nbegin 644 a.txt\r\n%2&5L;&\\\r\n`\r\nend\r\nmore", "Hello");
    decodes("uuencode", "%2&5L;&\\", "Hello");
    decodes("x-uue", "begin 644 a\n%2&5L\n\nend\n", (const char[]){'H', 'e', 'l', 0});
    decodes("uue", "begin 644 a\n#(2$A\n#(2$A", "!!!!!!");
}

static void identity(void **state)
{
    (void)state;
    static const char *const names[] = {"7bit", "8bit", "binary", "", "x-unknown"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) decodes(names[i], "a=3Db\r\n", "a=3Db\r\n");
    wh_text text;
    wh_decode_transfer(&env, WH_ABSENT, WH_LIT("abc"), &text);
    assert_same(text.bytes, "abc");
    wh_span span = wh_text_span(&text, wh_sub(text.bytes, 1, 2));
    assert_int_equal(span.start, 1);
    assert_int_equal(span.end, 2);
}

/* The bytes of the body that a part of what was decoded came from. */
static void came_from(const char *encoding, const char *body, const char *part, const char *want)
{
    wh_text text;
    wh_str s = text_of(body);
    wh_decode_transfer(&env, text_of(encoding), s, &text);
    size_t at = wh_find(text.bytes, text_of(part), 0);
    assert_true(at != WH_NONE_AT);
    wh_span span = wh_text_span(&text, wh_sub(text.bytes, at, at + strlen(part)));
    assert_same_about(wh_sub(s, span.start, span.end), want, part);
}

static void spans(void **state)
{
    (void)state;
    came_from("quoted-printable", "ab=3D=3Dcd=\r\nef", "=", "=3D");
    came_from("quoted-printable", "ab=3D=3Dcd=\r\nef", "==", "=3D=3D");
    came_from("quoted-printable", "ab=3D=3Dcd=\r\nef", "b==c", "b=3D=3Dc");
    came_from("quoted-printable", "ab=3D=3Dcd=\r\nef", "cdef", "cd=\r\nef");
    came_from("quoted-printable", "x \r\n=E3=81=82y", "あy", "=E3=81=82y");
    came_from("base64", "QUJDREVG", "ABC", "QUJD");
    came_from("base64", "QUJDREVG", "DEF", "REVG");
    came_from("base64", "QUJDREVG", "E", "EV");
    came_from("base64", "QUJD\r\nREVG", "DEF", "REVG");
    came_from("base64", "QUJD\r\nREVG", "CD", "JD\r\nRE");
    came_from("base64", "QQ==\r\nQkI=", "BB", "QkI");
    came_from("x-uuencode", "begin 644 a\n%2&5L;&\\\nend\n", "Hel", "2&5L");
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const bodies[] = {"SGVs\r\nbG8= SGVsbG8=!\nQQ", "a=3D=\r\n =e3=81 \t\r\n= =x =\r",
                                         "x\nbegin 644 a\r\n%2&5L;&\\\r\n\x01\n#(2\n`\nend\n"};
    static const char *const names[] = {"base64", "quoted-printable", "uuencode"};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            EACH_PREFIX(s, bodies[i], strlen(bodies[i]), {
                wh_text text;
                wh_str ignored;
                wh_decode_transfer(&env, text_of(names[k]), s, &text);
                for (size_t at = 0; at < text.bytes.n; at++) {
                    wh_span span = wh_text_span(&text, wh_sub(text.bytes, at, at + 1));
                    assert_true(span.start < span.end && span.end <= s.n);
                }
                (void)wh_decode_base64(&env, s, &ignored);
            });
}

/* Every byte is led somewhere inside the body, pieces stay few, and it ends. */
static void linear(void **state)
{
    (void)state;
    static const char *const parts[] = {"=41a", "=",   "= ",  " ",        "=41",     "Q!",   "QUJD\n",  "Q=",
                                        "\n",   "=\n", "!\n", "begin \n", "#(2$A\n", "\t\r", "a=41b \n"};
    static const char *const names[] = {"base64", "quoted-printable", "uuencode"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t k = 0; k < 3; k++) {
            wh_env big = {.arena = wh_arena_new(24u << 20)};
            size_t n = strlen(parts[i]), times = (1u << 20) / n;
            char *p = malloc(n * times);
            assert_non_null(p);
            for (size_t m = 0; m < times; m++) memcpy(p + m * n, parts[i], n);
            wh_text text;
            wh_decode_transfer(&big, text_of(names[k]), (wh_str){p, n * times}, &text);
            assert_false(wh_arena_failed(big.arena));
            assert_true(text.pieces.n <= 4096 + n * times / 8);
            for (size_t at = 0; at < text.bytes.n; at += 997) {
                wh_span span = wh_text_span(&text, wh_sub(text.bytes, at, at + 1));
                assert_true(span.end <= n * times);
            }
            wh_arena_free(big.arena);
            free(p);
        }
}

static void no_memory(void **state)
{
    (void)state;
    for (size_t limit = 0; limit < 200000; limit += 33000) {
        wh_env poor = {.arena = wh_arena_new(limit)};
        wh_text text;
        char many[60000];
        for (size_t i = 0; i < sizeof many; i += 4) memcpy(many + i, "=41a", 4);
        wh_str out;
        wh_decode_transfer(&poor, WH_LIT("quoted-printable"), (wh_str){many, sizeof many}, &text);
        (void)wh_decode_base64(&poor, WH_LIT("QUJD"), &out);
        wh_arena_free(poor.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64),       cmocka_unit_test(strict_base64), cmocka_unit_test(quoted_printable),
        cmocka_unit_test(uuencode),     cmocka_unit_test(identity),      cmocka_unit_test(spans),
        cmocka_unit_test(every_prefix), cmocka_unit_test(linear),        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("transfer", tests, setup, teardown);
}
