/* Bytes of a charset to UTF-8: RFC 3629, windows-1252 as the WHATWG Encoding Standard has it, RFC 2152
 * (UTF-7) here; the others by the host. Malformed bytes become U+FFFD, one for each maximal part, as browsers
 * do it. */
#include "parse/charset/charset.h"

#include "parse/base64.h"
#include "parse/parse.h"

static void put_windows_1252(wh_buf *buf, wh_str bytes)
{
    static const uint16_t high[32] = {/* 0x80 to 0x9F; the five undefined ones are controls */
                                      0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                      0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (c < 0x80) wh_put_byte(buf, (char)c);
        else wh_put_rune(buf, c < 0xA0 ? high[c - 0x80] : c);
    }
}

/* How many bytes of the malformed sequence at `at` belong together: a lead and the trails that could follow
 * it. */
static size_t malformed_length(wh_str s, size_t at)
{
    unsigned char lead = (unsigned char)s.p[at];
    size_t want = lead >= 0xC2 && lead < 0xE0   ? 2
                  : lead >= 0xE0 && lead < 0xF0 ? 3
                  : lead >= 0xF0 && lead < 0xF5 ? 4
                                                : 1,
           n = 1;
    for (; n < want && at + n < s.n; n++) {
        unsigned char c = (unsigned char)s.p[at + n], least = 0x80, most = 0xBF;
        if (n == 1 && lead == 0xE0) least = 0xA0;
        if (n == 1 && lead == 0xED) most = 0x9F;
        if (n == 1 && lead == 0xF0) least = 0x90;
        if (n == 1 && lead == 0xF4) most = 0x8F;
        if (c < least || c > most) break;
    }
    return n;
}

static void put_utf8(wh_buf *buf, wh_str bytes)
{
    size_t from = 0, at = 0;
    if (bytes.n >= 3 && wh_eq(wh_sub(bytes, 0, 3), WH_LIT("\xEF\xBB\xBF"))) from = at = 3;
    while (at < bytes.n) {
        bool ok;
        size_t start = at;
        wh_next_rune(bytes, &at, &ok);
        if (ok) continue;
        wh_put(buf, wh_sub(bytes, from, start));
        wh_put_rune(buf, WH_BAD_RUNE);
        from = at = start + malformed_length(bytes, start);
    }
    wh_put(buf, wh_from(bytes, from));
}

/* One shifted sequence of UTF-7, which begins after its "+": UTF-16 in base64. Returns where it ends. */
static size_t put_utf7_shifted(wh_buf *buf, wh_str s, size_t at)
{
    uint32_t bits = 0, lead = 0;
    unsigned n = 0;
    for (; at < s.n; at++) {
        int value = s.p[at] == ',' ? 63 : wh_base64_value(s.p[at]); /* ",": IMAP's variant (RFC 3501 5.1.3) */
        if (value < 0) break;
        bits = bits << 6 | (uint32_t)value;
        n += 6;
        if (n < 16) continue;
        n -= 16;
        uint32_t unit = bits >> n & 0xFFFF;
        if (lead && unit >= 0xDC00 && unit <= 0xDFFF) {
            wh_put_rune(buf, 0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00));
            lead = 0;
            continue;
        }
        if (lead) wh_put_rune(buf, WH_BAD_RUNE);
        lead = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
        if (!lead) wh_put_rune(buf, unit);
    }
    if (lead) wh_put_rune(buf, WH_BAD_RUNE);
    return at < s.n && s.p[at] == '-' ? at + 1 : at;
}

static void put_utf7(wh_buf *buf, wh_str s)
{
    for (size_t at = 0; at < s.n;) {
        char c = s.p[at++];
        if (c != '+') {
            if ((unsigned char)c < 0x80) wh_put_byte(buf, c);
            else wh_put_rune(buf, WH_BAD_RUNE);
        } else if (at < s.n && s.p[at] == '-') {
            wh_put_byte(buf, '+');
            at++;
        } else {
            at = put_utf7_shifted(buf, s, at);
        }
    }
}

/* Absent when the host does not have the charset, or there is no host. */
static wh_str ask_host(wh_env *env, wh_str name, wh_str bytes)
{
    if (!env->charset) return WH_ABSENT;
    for (size_t cap = bytes.n * 2 + 32;;) {
        char *out = wh_alloc(env->arena, cap);
        if (!out) return WH_ABSENT;
        long n = env->charset(env->host, name.p, name.n, bytes.p, bytes.n, out, cap);
        if (n < 0) return WH_ABSENT;
        if ((size_t)n <= cap) return (wh_str){out, (size_t)n};
        if ((size_t)n / 8 > bytes.n + 8) return WH_ABSENT; /* no charset grows so: a host gone wrong */
        cap = (size_t)n;
    }
}

/* True when ASCII in that charset is what it looks like. */
static bool is_over_ascii(wh_str name)
{
    return !wh_starts_nocase(name, WH_LIT("utf-7")) && !wh_starts_nocase(name, WH_LIT("utf-16")) &&
           !wh_starts_nocase(name, WH_LIT("utf-32")) && !wh_starts_nocase(name, WH_LIT("iso-2022")) &&
           !wh_starts_nocase(name, WH_LIT("hz"));
}

wh_str wh_decode_charset(wh_env *env, wh_str label, wh_str bytes)
{
    wh_str name = wh_charset_named(label);
    if (wh_absent(name) || wh_eq(name, WH_LIT("us-ascii"))) name = wh_charset_guess(bytes);
    if (wh_is_ascii(bytes) && is_over_ascii(name)) return bytes;
    if (wh_eq(name, WH_LIT("utf-8")) && wh_is_utf8(bytes) && !wh_starts_nocase(bytes, WH_LIT("\xEF\xBB\xBF")))
        return bytes;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    if (wh_put_utf32(&buf, name, bytes)) return wh_buf_str(&buf);
    if (wh_eq(name, WH_LIT("utf-7"))) {
        put_utf7(&buf, bytes);
        return wh_buf_str(&buf);
    }
    if (!wh_eq(name, WH_LIT("utf-8")) && !wh_eq(name, WH_LIT("windows-1252"))) {
        wh_str relative = wh_charset_to_8bit(&buf, name, bytes);
        wh_str decoded =
            wh_absent(relative) ? ask_host(env, name, bytes) : ask_host(env, relative, wh_buf_str(&buf));
        if (!wh_absent(decoded)) return decoded;
        if (wh_is_utf8(bytes)) return bytes; /* no host: as well as it goes */
        buf.n = 0;
    }
    if (wh_eq(name, WH_LIT("windows-1252"))) put_windows_1252(&buf, bytes);
    else put_utf8(&buf, bytes);
    return wh_buf_str(&buf);
}
