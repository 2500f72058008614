/* UTF-8, RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
#include "base/base.h"

#include <string.h>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

static bool is_trail(wh_str s, size_t at) { return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80; }

uint32_t wh_next_rune(wh_str s, size_t *at, bool *ok)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)s.p[*at];
    /* Kana and kanji, and all that any three bytes of these can be, first. */
    if (lead >= 0xE1 && lead <= 0xEC && is_trail(s, *at + 1) && is_trail(s, *at + 2)) {
        unsigned second = (unsigned char)s.p[*at + 1] & 0x3Fu, third = (unsigned char)s.p[*at + 2] & 0x3Fu;
        *at += 3;
        if (ok) *ok = true;
        return (lead & 0xFu) << 12 | second << 6 | third;
    }
    size_t length = lead < 0x80                    ? 1
                    : lead >= 0xF0 && lead <= 0xF4 ? 4
                    : lead >= 0xE0 && lead < 0xF0  ? 3
                    : lead >= 0xC2 && lead < 0xE0  ? 2
                                                   : 0;
    if (ok) *ok = true;
    if (length == 1) {
        (*at)++;
        return lead;
    }
    uint32_t rune = length ? lead & (0xFFu >> (length + 1)) : 0;
    for (size_t i = 1; i < length; i++) {
        if (!is_trail(s, *at + i)) {
            length = 0;
            break;
        }
        rune = rune << 6 | ((unsigned char)s.p[*at + i] & 0x3Fu);
    }
    if (length == 0 || rune < least[length] || rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) {
        if (ok) *ok = false;
        (*at)++;
        return WH_BAD_RUNE;
    }
    *at += length;
    return rune;
}

size_t wh_encode_rune(uint32_t rune, char out[4])
{
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) rune = WH_BAD_RUNE;
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    size_t length = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; rune >>= 6) out[i] = (char)(0x80 | (rune & 0x3F));
    out[0] = (char)((0xF00u >> length & 0xF0u) | rune);
    return length;
}

size_t wh_ascii_end(wh_str s, size_t at)
{
#ifdef __wasm_simd128__
    for (; s.n - at >= 16; at += 16) {
        uint32_t high = wasm_i8x16_bitmask(wasm_v128_load(s.p + at));
        if (high) return at + (size_t)__builtin_ctz(high);
    }
#else
    for (uint64_t eight; s.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if (eight & 0x8080808080808080u) break;
    }
#endif
    while (at < s.n && (unsigned char)s.p[at] < 0x80) at++;
    return at;
}

bool wh_is_utf8(wh_str s)
{
    bool ok = true;
    for (size_t at = 0; ok && (at = wh_ascii_end(s, at)) < s.n;) wh_next_rune(s, &at, &ok);
    return ok;
}

bool wh_is_ascii(wh_str s) { return wh_ascii_end(s, 0) == s.n; }
