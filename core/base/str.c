/* Borrowed bytes: compare, find, trim. */
#include "base/base.h"

#include <string.h>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

/* Most bytes that are compared differ at once, by the letter that is asked for here first: a call is saved,
 * which in WebAssembly costs more than the comparison. */
bool wh_eq(wh_str a, wh_str b)
{
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

bool wh_same_letters_(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i] && wh_lower(a[i]) != wh_lower(b[i])) return false;
    return true;
}

bool wh_starts_nocase(wh_str s, wh_str prefix)
{
    if (s.n < prefix.n || prefix.n == 0) return s.n >= prefix.n;
    return wh_lower(s.p[0]) == wh_lower(prefix.p[0]) && wh_same_letters_(s.p, prefix.p, prefix.n);
}

bool wh_ends_nocase(wh_str s, wh_str suffix)
{
    if (s.n < suffix.n || suffix.n == 0) return s.n >= suffix.n;
    const char *end = s.p + s.n;
    return wh_lower(end[-1]) == wh_lower(suffix.p[suffix.n - 1]) &&
           wh_same_letters_(end - suffix.n, suffix.p, suffix.n);
}

int wh_compare(wh_str a, wh_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order) return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

size_t wh_find_byte(wh_str s, char c, size_t from)
{
#ifdef __wasm_simd128__ /* Emscripten's memchr looks at a word at a time at best, and costs a call */
    for (const v128_t wanted = wasm_i8x16_splat(c); from < s.n && s.n - from >= 16; from += 16) {
        uint32_t hits = wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(s.p + from), wanted));
        if (hits) return from + (size_t)__builtin_ctz(hits);
    }
    for (; from < s.n; from++)
        if (s.p[from] == c) return from;
    return WH_NONE_AT;
#else
    if (from >= s.n) return WH_NONE_AT;
    const char *hit = memchr(s.p + from, c, s.n - from);
    return hit ? (size_t)(hit - s.p) : WH_NONE_AT;
#endif
}

size_t wh_find_either(wh_str s, char a, char b, size_t from)
{
#ifdef __wasm_simd128__
    const v128_t one = wasm_i8x16_splat(a), other = wasm_i8x16_splat(b);
    for (; from < s.n && s.n - from >= 16; from += 16) {
        v128_t here = wasm_v128_load(s.p + from);
        uint32_t hits =
            wasm_i8x16_bitmask(wasm_v128_or(wasm_i8x16_eq(here, one), wasm_i8x16_eq(here, other)));
        if (hits) return from + (size_t)__builtin_ctz(hits);
    }
    for (; from < s.n; from++)
        if (s.p[from] == a || s.p[from] == b) return from;
#else
    while (from < s.n) { /* in windows: where one of the two never occurs, it is not looked for to the end */
        wh_str window = wh_sub(s, 0, s.n - from > 512 ? from + 512 : s.n);
        size_t first = wh_find_byte(window, a, from);
        size_t before = wh_find_byte(wh_sub(window, 0, first), b, from);
        if (before != WH_NONE_AT) return before;
        if (first != WH_NONE_AT) return first;
        from = window.n;
    }
#endif
    return WH_NONE_AT;
}

size_t wh_rfind_byte(wh_str s, char c)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == c) return i;
    return WH_NONE_AT;
}

#ifdef __wasm_simd128__
/* The first of the places from *from on where the needle stands, sixteen at a time: where its first and its
 * last byte do it is compared. fold: 0x20 for letters in either case. *from: where the search ended, less
 * than sixteen places before the last one. */
static size_t find_wide(wh_str s, wh_str needle, char fold, size_t *from)
{
    const v128_t bits = wasm_i8x16_splat(fold), first = wasm_i8x16_splat(needle.p[0] | fold),
                 last = wasm_i8x16_splat(needle.p[needle.n - 1] | fold);
    for (; *from < s.n && s.n - *from >= needle.n + 15; *from += 16) {
        const char *p = s.p + *from;
        v128_t starts = wasm_i8x16_eq(wasm_v128_or(wasm_v128_load(p), bits), first);
        v128_t ends = wasm_i8x16_eq(wasm_v128_or(wasm_v128_load(p + needle.n - 1), bits), last);
        for (uint32_t hits = wasm_i8x16_bitmask(wasm_v128_and(starts, ends)); hits; hits &= hits - 1) {
            size_t at = *from + (size_t)__builtin_ctz(hits);
            wh_str here = {s.p + at, needle.n};
            if (fold ? wh_same_letters_(here.p, needle.p, needle.n) : wh_eq(here, needle)) return at;
        }
    }
    return WH_NONE_AT;
}
#endif

size_t wh_find(wh_str s, wh_str needle, size_t from)
{
    if (needle.n == 0) return from <= s.n ? from : WH_NONE_AT;
#ifdef __wasm_simd128__
    size_t found = find_wide(s, needle, 0, &from);
    if (found != WH_NONE_AT) return found;
#endif
    while (from < s.n && s.n - from >= needle.n) {
        size_t hit = wh_find_byte(wh_sub(s, 0, s.n - needle.n + 1), needle.p[0], from);
        if (hit == WH_NONE_AT) return WH_NONE_AT;
        if (memcmp(s.p + hit, needle.p, needle.n) == 0) return hit;
        from = hit + 1;
    }
    return WH_NONE_AT;
}

bool wh_lists_word(wh_str list, wh_str word)
{
    if (word.n == 0 || wh_find_byte(word, ' ', 0) != WH_NONE_AT) return false;
    for (size_t at = 1; (at = wh_find(list, word, at)) != WH_NONE_AT; at++)
        if (list.p[at - 1] == ' ' && at + word.n < list.n && list.p[at + word.n] == ' ') return true;
    return false;
}

/* Whether one of eight bytes may be c in either case: false only when none is. */
static inline bool may_hold(const char *p, char c)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    eight = (eight | ones * 0x20) ^ ones * ((unsigned char)c | 0x20u);
    return (eight - ones) & ~eight & ones * 0x80;
}

size_t wh_find_nocase(wh_str s, wh_str needle, size_t from)
{
    if (needle.n == 0) return from <= s.n ? from : WH_NONE_AT;
    if (from >= s.n || s.n - from < needle.n) return WH_NONE_AT;
#ifdef __wasm_simd128__
    size_t found = find_wide(s, needle, 0x20, &from);
    if (found != WH_NONE_AT) return found;
#endif
    char first = wh_lower(needle.p[0]);
    const size_t end = s.n - needle.n + 1; /* no hit begins there or later */
    for (size_t i = from; i < end;) {
        size_t stop = end - i < 8 ? end : i + 8;
        if (stop == i + 8 && !may_hold(s.p + i, first)) i = stop;
        for (; i < stop; i++)
            if (wh_lower(s.p[i]) == first && wh_same_letters_(s.p + i, needle.p, needle.n)) return i;
    }
    return WH_NONE_AT;
}

wh_str wh_trim(wh_str s)
{
    while (s.n && wh_is_space(s.p[0])) s = wh_from(s, 1);
    while (s.n && wh_is_space(s.p[s.n - 1])) s.n--;
    return s;
}

wh_str wh_trim_bytes(wh_str s, wh_str set)
{
    while (s.n && wh_find_byte(set, s.p[0], 0) != WH_NONE_AT) s = wh_from(s, 1);
    while (s.n && wh_find_byte(set, s.p[s.n - 1], 0) != WH_NONE_AT) s.n--;
    return s;
}

bool wh_to_u64(wh_str digits, uint64_t *out)
{
    uint64_t value = 0;
    if (digits.n == 0) return false;
    for (size_t i = 0; i < digits.n; i++) {
        if (!wh_is_digit(digits.p[i])) return false;
        uint64_t d = (uint64_t)(digits.p[i] - '0');
        if (value > (UINT64_MAX - d) / 10) return false;
        value = value * 10 + d;
    }
    *out = value;
    return true;
}

wh_str wh_bare_host(wh_str host)
{
    return host.n && host.p[host.n - 1] == '.' ? wh_sub(host, 0, host.n - 1) : host;
}

bool wh_under_domain(wh_str name, wh_str domain)
{
    if (domain.n == 0 || !wh_ends_nocase(name, domain)) return false;
    return name.n == domain.n || name.p[name.n - domain.n - 1] == '.';
}

int wh_hex_value(char c)
{
    if (wh_is_digit(c)) return c - '0';
    c = wh_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool wh_is_atext(char c)
{
    if (wh_is_alnum(c) || (unsigned char)c >= 0x80) return true;
    return c != '\0' && wh_find_byte(WH_LIT("!#$%&'*+-/=?^_`{|}~"), c, 0) != WH_NONE_AT;
}

bool wh_is_hostname_char(char c) { return wh_is_alnum(c) || c == '-' || c == '.' || c == '_'; }
