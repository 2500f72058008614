/* 7-bit charsets with shift states, turned into their 8-bit relatives: ISO-2022-JP (RFC 1468, 1554) into
 * EUC-JP, ISO-2022-KR (RFC 1557) into EUC-KR, HZ (RFC 1843) into GB 2312. The bytes of a character are the
 * same but for the high bit. Hosts differ in what they make of a shift that shifts nothing (between two
 * encoded words it is usual) and of a line that ends shifted; this does not. */
#include "parse/charset/charset.h"

static void put_high(wh_buf *buf, char c)
{
    wh_put_byte(buf, (char)(unsigned char)((unsigned char)c | 0x80));
}
static bool graphic(char c) { return c > ' ' && c < 0x7F; }

/* One character of the set that was shifted to: 'B', '@' JIS X 0208, 'D' JIS X 0212, 'I' half-width
 * katakana. */
static size_t put_jis(wh_buf *buf, wh_str s, size_t at, char set)
{
    if (set == 'I') {
        wh_put_byte(buf, (char)(unsigned char)0x8E);
        put_high(buf, s.p[at]);
        return at + 1;
    }
    bool known = set == 'B' || set == '@' || set == 'D';
    if (!known || at + 1 == s.n || !graphic(s.p[at + 1])) {
        wh_put_byte(buf, (char)(unsigned char)0xFF); /* malformed in EUC-JP */
        return at + (at + 1 < s.n && graphic(s.p[at + 1]) ? 2 : 1);
    }
    if (set == 'D') wh_put_byte(buf, (char)(unsigned char)0x8F);
    put_high(buf, s.p[at]);
    put_high(buf, s.p[at + 1]);
    return at + 2;
}

static void put_iso2022_jp(wh_buf *buf, wh_str s)
{
    char set = 0; /* 0: ASCII, and JIS X 0201's Latin half, whose yen sign as often as not is meant as a
                     backslash in mail */
    for (size_t at = 0, n; at < s.n;) {
        bool wide;
        if (wh_iso2022_escape(s, at, &n, &wide)) {
            set = wide ? s.p[at + n - 1] : 0;
            if (wide && n == 3 && s.p[at + 1] == '$' && set == 'A') set = '?'; /* GB 2312: not in EUC-JP */
            at += n;
        } else if (set && graphic(s.p[at])) {
            at = put_jis(buf, s, at, set);
        } else {
            if (s.p[at] == '\n' || s.p[at] == '\r') set = 0; /* RFC 1468: a line ends in ASCII */
            wh_put_byte(buf, s.p[at++]);
        }
    }
}

static void put_iso2022_kr(wh_buf *buf, wh_str s)
{
    bool shifted = false;
    for (size_t at = 0; at < s.n; at++) {
        char c = s.p[at];
        if (c == '\x1B' && wh_starts_nocase(wh_from(s, at + 1), WH_LIT("$)C"))) at += 3;
        else if (c == '\x0E' || c == '\x0F') shifted = c == '\x0E';
        else if (shifted && graphic(c)) put_high(buf, c);
        else wh_put_byte(buf, c);
    }
}

static void put_hz(wh_buf *buf, wh_str s)
{
    bool shifted = false;
    for (size_t at = 0; at < s.n; at++) {
        char c = s.p[at], next = at + 1 < s.n ? s.p[at + 1] : '\0';
        if (c == '\n') shifted = false;
        if (c == '~' && (next == '{' || next == '}')) {
            shifted = next == '{';
            at++;
        } else if (c == '~' && next == '~' && !shifted) {
            wh_put_byte(buf, '~');
            at++;
        } else if (shifted && graphic(c)) {
            put_high(buf, c);
        } else {
            wh_put_byte(buf, c);
        }
    }
}

wh_str wh_charset_to_8bit(wh_buf *buf, wh_str name, wh_str bytes)
{
    if (wh_eq(name, WH_LIT("iso-2022-jp"))) {
        put_iso2022_jp(buf, bytes);
        return WH_LIT("euc-jp");
    }
    if (wh_eq(name, WH_LIT("iso-2022-kr"))) {
        put_iso2022_kr(buf, bytes);
        return WH_LIT("euc-kr");
    }
    if (wh_eq(name, WH_LIT("hz-gb-2312"))) {
        put_hz(buf, bytes);
        return WH_LIT("gb18030");
    }
    return WH_ABSENT;
}
