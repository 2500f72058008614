/* report/json.c and print.c: RFC 8259. */
#include "support/exact.h"

#include "report/json.h"

static char *text; /* what was written last */
static size_t length;

static const char *written(wh_json *value)
{
    free(text);
    text = wh_json_take(value, &length);
    return text;
}

static int teardown(void **state)
{
    (void)state;
    free(text);
    text = NULL;
    return 0;
}

static void members(void **state)
{
    (void)state;
    wh_json *object = wh_json_object(), *list = wh_json_array();
    wh_json_put_null(object, "none");
    wh_json_add(list, wh_json_object());
    wh_json_add(list, wh_json_array());
    wh_json_add(list, wh_json_number(-7));
    wh_json_add_text(NULL, list, WH_ABSENT);
    wh_json_put(object, "list", list);
    wh_json_put_bool(object, "yes", true);
    wh_json_put_one_span(object, "span", (wh_span){3, 4294967295u});
    wh_json_put_span(object, "pair", (wh_span){0, 10});
    wh_json_put_one_span(object, "empty", (wh_span){3, 3});
    assert_string_equal(written(object),
                        "{\"none\":null,\"list\":[{},[],-7,null],\"yes\":true,\"span\":[[3,4294967295]],"
                        "\"pair\":[0,10],\"empty\":[]}");
    assert_int_equal(length, strlen(text));
    assert_string_equal(written(wh_json_object()), "{}");
}

static void lists_in_one_go(void **state)
{
    (void)state;
    const wh_str names[] = {WH_LIT("first"), WH_LIT("second"), WH_LIT("third")};
    wh_span two[] = {{1, 2}, {3, 4294967295u}};
    wh_json *object = wh_json_object(), *outer = wh_json_array();
    wh_json_put_spans(object, "spans", &(wh_spans){.at = two, .n = 2});
    wh_json_put_bits(object, "bits", 5, names, 3);
    wh_json_put_bits(object, "none", 0, names, 3);
    wh_json_add(outer, wh_json_span(two[0]));
    wh_json_add(outer, object);
    wh_json_add(outer, wh_json_number(1));
    assert_string_equal(
        written(outer),
        "[[1,2],{\"spans\":[[1,2],[3,4294967295]],\"bits\":[\"first\",\"third\"],\"none\":[]},1]");
}

/* More than a value has room for in itself, on several levels: nothing is lost when it moves. */
static void many_members(void **state)
{
    (void)state;
    wh_json *list = wh_json_array();
    for (int i = 0; i < 1000; i++) {
        wh_json *inner = wh_json_object(), *middle = wh_json_array();
        wh_json_put_number(inner, "a", i);
        wh_json_add(middle, inner);
        wh_json_add(list, middle);
    }
    const char *p = written(list);
    for (int i = 0; i < 1000; i++) {
        char expected[32];
        int n = snprintf(expected, sizeof expected, "%c[{\"a\":%d}]", i ? ',' : '[', i);
        assert_memory_equal(p, expected, (size_t)n);
        p += n;
    }
    assert_string_equal(p, "]");
}

/* Nothing is written by, or into, what could not be made. */
static void no_memory(void **state)
{
    (void)state;
    wh_json *object = wh_json_object();
    wh_json_put(object, "lost", NULL);
    wh_json_put(NULL, "k", wh_json_text(NULL, WH_LIT("freed, not leaked")));
    wh_json_add(NULL, NULL);
    wh_json_put_text(NULL, NULL, "k", WH_LIT("v"));
    wh_json_put_number(NULL, "k", 1);
    wh_json_put_decimal(NULL, "k", 1, 2);
    wh_json_put_bool(NULL, "k", true);
    wh_json_put_span(NULL, "k", (wh_span){1, 2});
    wh_json_put_one_span(NULL, "k", (wh_span){1, 2});
    wh_json_put_null(NULL, "k");
    wh_json_put_spans(NULL, "k", &(wh_spans){.n = 0});
    wh_json_put_bits(NULL, "k", 1, &WH_LIT("v"), 1);
    wh_json_free(NULL);
    assert_string_equal(written(object), "{}");
    assert_null(written(NULL));
    assert_int_equal(length, 0);
}

static void texts(void **state)
{
    (void)state;
    assert_string_equal(written(wh_json_text(NULL, text_of("a\"b\\c/\x7f"))), "\"a\\\"b\\\\c/\x7f\"");
    assert_string_equal(written(wh_json_text(NULL, (wh_str){"\0\n\r\t\x1f", 5})),
                        "\"\\u0000\\n\\r\\t\\u001f\"");
    assert_string_equal(written(wh_json_text(NULL, WH_LIT(""))), "\"\"");
    assert_string_equal(written(wh_json_text(NULL, text_of("\xe6\x97\xa5\xf0\x9f\x98\x80"))),
                        "\"\xe6\x97\xa5\xf0\x9f\x98\x80\"");
    /* Half a character, an overlong one, a surrogate: U+FFFD for each byte. */
    assert_string_equal(written(wh_json_text(NULL, text_of("\xe6\x97"))), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    const char mixed[] = "x\xe6\x97\xa5\"\xc0\xafy";
    EACH_PREFIX(prefix, mixed, sizeof mixed - 1, assert_non_null(written(wh_json_text(NULL, prefix))));
}

static void long_texts(void **state)
{
    (void)state;
    size_t n = 100000;
    char *long_one = malloc(n);
    memset(long_one, '"', n);
    wh_json *list = wh_json_array();
    for (int i = 0; i < 3; i++) wh_json_add_text(NULL, list, (wh_str){long_one, n});
    wh_json *outer = wh_json_object();
    wh_json_put(outer, "k", list);
    written(outer);
    assert_int_equal(length, strlen("{\"k\":[,,]}") + 3 * (2 * n + 2));
    free(long_one);
}

static const char *decimal(int64_t number, unsigned places)
{
    wh_json *object = wh_json_object();
    wh_json_put_decimal(object, "", number, places);
    return written(object);
}

static void numbers(void **state)
{
    (void)state;
    assert_string_equal(written(wh_json_number(INT64_MIN)), "-9223372036854775808");
    assert_string_equal(written(wh_json_number(0)), "0");
    assert_string_equal(written(wh_json_number(INT64_MAX)), "9223372036854775807");
    for (int64_t n = (1 << 27) - 2; n < (1 << 27) + 2; n++) { /* where a number no longer fits one word */
        char expected[20];
        snprintf(expected, sizeof expected, "%ld", (long)n);
        assert_string_equal(written(wh_json_number(n)), expected);
        snprintf(expected, sizeof expected, "%ld", (long)-n);
        assert_string_equal(written(wh_json_number(-n)), expected);
    }
    assert_string_equal(decimal(0, 2), "{\"\":0}");
    assert_string_equal(decimal(80, 2), "{\"\":0.8}");
    assert_string_equal(decimal(105, 2), "{\"\":1.05}");
    assert_string_equal(decimal(-326, 3), "{\"\":-0.326}");
    assert_string_equal(decimal(-12000, 3), "{\"\":-12}");
    assert_string_equal(decimal(1, 3), "{\"\":0.001}");
}

/* Texts are escaped eight bytes at a time: each byte at each place of it. */
static void every_byte_everywhere(void **state)
{
    (void)state;
    for (int c = 0; c < 0x80; c++)
        for (size_t at = 0; at < 20; at++) {
            char given[20], expected[40];
            memset(given, '~', sizeof given);
            given[at] = (char)c;
            size_t n = 0;
            expected[n++] = '"';
            for (size_t i = 0; i < sizeof given; i++) {
                char b = given[i];
                const char *sign = b == '\n' ? "\\n" : b == '\r' ? "\\r" : b == '\t' ? "\\t" : NULL;
                if (sign) n += (size_t)snprintf(expected + n, sizeof expected - n, "%s", sign);
                else if (b < 0x20) n += (size_t)snprintf(expected + n, sizeof expected - n, "\\u%04x", b);
                else
                    n += (size_t)snprintf(expected + n, sizeof expected - n, "%s%c",
                                          b == '"' || b == '\\' ? "\\" : "", b);
            }
            snprintf(expected + n, sizeof expected - n, "\"");
            wh_str text_of = exact(given, sizeof given);
            assert_string_equal(written(wh_json_text(NULL, text_of)), expected);
            exact_free(text_of);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),      cmocka_unit_test(lists_in_one_go),
        cmocka_unit_test(many_members), cmocka_unit_test(no_memory),
        cmocka_unit_test(texts),        cmocka_unit_test(long_texts),
        cmocka_unit_test(numbers),      cmocka_unit_test(every_byte_everywhere)};
    return cmocka_run_group_tests(tests, NULL, teardown);
}
