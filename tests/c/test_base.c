/* base/: bytes, arena, lists, buffers, UTF-8. */
#include "support/exact.h"

static wh_arena *arena;
static int setup(void **state)
{
    (void)state;
    arena = wh_arena_new(8u << 20);
    return arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(arena);
    return 0;
}

static void finding(void **state)
{
    (void)state;
    wh_str s = WH_LIT("abcABCabc");
    assert_int_equal(wh_find(s, WH_LIT("abc"), 0), 0);
    assert_int_equal(wh_find(s, WH_LIT("abc"), 1), 6);
    assert_int_equal(wh_find_nocase(s, WH_LIT("aBc"), 1), 3);
    assert_true(wh_find(s, WH_LIT("abcd"), 0) == WH_NONE_AT);
    assert_true(wh_find(s, WH_LIT("c"), 9) == WH_NONE_AT);
    assert_int_equal(wh_find(s, WH_LIT(""), 9), 9);
    wh_str list = WH_LIT(" com co jp ");
    assert_true(wh_lists_word(list, WH_LIT("com")) && wh_lists_word(list, WH_LIT("co")) &&
                wh_lists_word(list, WH_LIT("jp")));
    assert_false(wh_lists_word(list, WH_LIT("c")) || wh_lists_word(list, WH_LIT("")) ||
                 wh_lists_word(list, WH_LIT(" ")) || wh_lists_word(list, WH_LIT(" com")) ||
                 wh_lists_word(list, WH_LIT("com co")) || wh_lists_word(list, WH_LIT("jp ")));
    assert_false(wh_lists_word(WH_LIT(" com"), WH_LIT("com")) || wh_lists_word(WH_LIT(""), WH_LIT("a")));
    assert_int_equal(wh_find_byte(s, 'A', 0), 3);
    assert_int_equal(wh_rfind_byte(s, 'a'), 6);
    for (size_t n = 0; n < 1200; n += 7) { /* either before the other, in and beyond what is read at once */
        char many[1300];
        memset(many, '.', sizeof many);
        many[n] = 'b';
        many[n + 60] = 'a';
        wh_str text = exact(many, n + 61);
        assert_int_equal(wh_find_either(text, 'a', 'b', 0), n);
        assert_int_equal(wh_find_either(text, 'b', 'a', n), n);
        assert_int_equal(wh_find_either(text, 'b', 'a', n + 1), n + 60);
        assert_true(wh_find_either(text, 'x', 'y', 0) == WH_NONE_AT);
        assert_true(wh_find_either(text, 'a', 'b', n + 61) == WH_NONE_AT);
        exact_free(text);
    }
    assert_true(wh_rfind_byte(WH_ABSENT, 'a') == WH_NONE_AT);
    assert_true(wh_find_byte(WH_ABSENT, 'a', 0) == WH_NONE_AT);
}

static void comparing(void **state)
{
    (void)state;
    assert_true(wh_eq(WH_ABSENT, WH_LIT("")));
    assert_true(wh_eq_nocase(WH_LIT("AbC"), WH_LIT("aBc")));
    assert_false(wh_eq_nocase(WH_LIT("[a"), WH_LIT("{a")));
    assert_true(wh_compare(WH_LIT("a"), WH_LIT("ab")) < 0 && wh_compare(WH_LIT("b"), WH_LIT("ab")) > 0);
    assert_int_equal(wh_compare(WH_LIT("ab"), WH_LIT("ab")), 0);
    assert_true(wh_starts_nocase(WH_LIT("Re: x"), WH_LIT("rE:")) &&
                wh_ends_nocase(WH_LIT("a.JP"), WH_LIT(".jp")));
    assert_false(wh_starts_nocase(WH_LIT("R"), WH_LIT("Re")));
    assert_true(wh_starts_nocase(WH_ABSENT, WH_LIT("")) && wh_ends_nocase(WH_ABSENT, WH_ABSENT));
    assert_false(wh_starts_nocase(WH_LIT("Rx"), WH_LIT("re")) ||
                 wh_starts_nocase(WH_LIT("xe"), WH_LIT("re")) || wh_ends_nocase(WH_LIT("xp"), WH_LIT("jp")) ||
                 wh_ends_nocase(WH_LIT("jx"), WH_LIT("jp")));
    assert_false(wh_eq(WH_LIT("ab"), WH_LIT("ac")) || wh_eq(WH_LIT("ab"), WH_LIT("cb")));
    assert_true(wh_under_domain(WH_LIT("mail.Example.com"), WH_LIT("example.com")));
    assert_true(wh_under_domain(WH_LIT("example.com"), WH_LIT("example.com")));
    assert_false(wh_under_domain(WH_LIT("badexample.com"), WH_LIT("example.com")));
    assert_false(wh_under_domain(WH_LIT("com"), WH_LIT("example.com")));
    assert_same(wh_trim(WH_LIT(" \r\n\ta b\n ")), "a b");
    assert_same(wh_trim(WH_LIT(" \r\n")), "");
    assert_same(wh_trim_bytes(WH_LIT("<<a>"), WH_LIT("<>")), "a");
}

static void classes(void **state)
{
    (void)state;
    static const char atext[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~"; /* RFC 5322 3.2.3
                                                                                              */
    static const char host[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    for (unsigned c = 0; c < 256; c++) {
        bool ascii = c < 0x80;
        assert_int_equal(wh_is_atext((char)c), !ascii || (c && strchr(atext, (int)c)));
        assert_int_equal(wh_is_hostname_char((char)c), ascii && c && strchr(host, (int)c));
    }
}

static void numbers(void **state)
{
    (void)state;
    uint64_t n;
    assert_true(wh_to_u64(WH_LIT("18446744073709551615"), &n) && n == UINT64_MAX);
    assert_false(wh_to_u64(WH_LIT("18446744073709551616"), &n));
    assert_false(wh_to_u64(WH_LIT(""), &n) || wh_to_u64(WH_LIT("1 "), &n) || wh_to_u64(WH_LIT("-1"), &n));
    wh_buf buf;
    wh_buf_init(&buf, arena);
    wh_put_int(&buf, INT64_MIN);
    wh_put_byte(&buf, ' ');
    wh_put_int(&buf, INT64_MAX);
    wh_put(&buf, WH_LIT(" "));
    wh_put_int(&buf, 0);
    assert_same(wh_buf_str(&buf), "-9223372036854775808 9223372036854775807 0");
}

static void utf8(void **state)
{
    (void)state;
    static const char *const good[] = {"",
                                       "plain text of some length",
                                       "é",
                                       "あいう",
                                       "😀",
                                       "12345678é",
                                       "1234567é12345678",
                                       "\x7F",
                                       "\xEF\xBF\xBD",
                                       "\xF4\x8F\xBF\xBF",
                                       "\xED\x9F\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xC3",
                                      "\xC0\x80",
                                      "\xE3\x81",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "12345678\xFF",
                                      "1234567\x80",
                                      "1234567812345678\xE3\x81",
                                      "あ\xE3\x81い"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        wh_str s = exact(good[i], strlen(good[i]));
        if (!wh_is_utf8(s)) printf("%s\n", good[i]);
        assert_true(wh_is_utf8(s));
        exact_free(s);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        wh_str s = exact(bad[i], strlen(bad[i]));
        assert_false(wh_is_utf8(s));
        assert_false(wh_is_ascii(s));
        exact_free(s);
    }
    for (size_t n = 0; n < 40; n++) /* one byte beyond ASCII at every place */
        for (size_t at = 0; at < n; at++) {
            char bytes[40];
            memset(bytes, 'a', sizeof bytes);
            wh_str plain = exact(bytes, n);
            assert_true(wh_is_ascii(plain) && wh_is_utf8(plain));
            exact_free(plain);
            bytes[at] = '\xE9';
            wh_str one = exact(bytes, n);
            assert_false(wh_is_ascii(one) || wh_is_utf8(one));
            exact_free(one);
        }
    for (uint32_t rune = 0; rune < 0x110000; rune += 61) {
        char bytes[4];
        size_t n = wh_encode_rune(rune, bytes), at = 0;
        bool ok;
        uint32_t again = wh_next_rune((wh_str){bytes, n}, &at, &ok);
        assert_true(ok && at == n && again == (rune >= 0xD800 && rune <= 0xDFFF ? WH_BAD_RUNE : rune));
    }
}

/* Every length is copied whole, and nothing beside it is touched or read. */
static void moving(void **state)
{
    (void)state;
    const char from[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (size_t n = 0; n < 36; n++) {
        char to[40];
        memset(to, '.', sizeof to);
        wh_str source = exact(from, n);
        wh_move(to, source.p, n);
        assert_memory_equal(to, from, n);
        for (size_t i = n; i < sizeof to; i++) assert_int_equal(to[i], '.');
        exact_free(source);
    }
}

/* Zeroed, whatever its size, also where a list held something else; up to the last byte of a block. */
static void zeroed(void **state)
{
    (void)state;
    wh_arena *own = wh_arena_new(1u << 20);
    for (size_t size = 1; size < 200; size++) {
        unsigned char *p = wh_alloc(own, size);
        assert_non_null(p);
        for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
        memset(p, 0xFF, size);
        unsigned char *unset = wh_alloc_unset(own, size);
        assert_non_null(unset);
        memset(unset, 0xFF, size);
    }
    wh_arena_free(own);
}

static void memory(void **state)
{
    (void)state;
    wh_arena *small = wh_arena_new(100000);
    assert_non_null(small);
    assert_non_null(wh_alloc(small, 50000));
    assert_null(wh_alloc(small, 60000));
    assert_true(wh_arena_failed(small));
    assert_null(wh_alloc(small, SIZE_MAX));
    wh_strs list = {0};
    uint32_t count = 0;
    while (wh_push(small, &list)) count++;
    assert_int_equal(list.n, count);
    wh_buf buf;
    wh_buf_init(&buf, small);
    for (int i = 0; i < 100000; i++) wh_put_byte(&buf, 'x');
    assert_true(buf.failed);
    assert_absent(wh_buf_str(&buf));
    wh_arena_free(small);
    wh_arena_free(NULL);
    wh_str copy = wh_copy_lower(arena, WH_LIT("ABC[É"));
    assert_same(copy, "abc[É");
    assert_absent(wh_copy(arena, WH_ABSENT));
    wh_strs many = {0};
    for (uint32_t i = 0; i < 1000; i++) {
        wh_str *slot = wh_push(arena, &many);
        assert_non_null(slot);
        assert_true(wh_absent(*slot)); /* zeroed */
        *slot = WH_LIT("x");
    }
    assert_int_equal(many.n, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding), cmocka_unit_test(comparing), cmocka_unit_test(classes),
        cmocka_unit_test(numbers), cmocka_unit_test(utf8),      cmocka_unit_test(moving),
        cmocka_unit_test(zeroed),  cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests_name("base", tests, setup, teardown);
}
