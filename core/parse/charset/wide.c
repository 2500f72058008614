/* UTF-16 and UTF-32 (RFC 2781, Unicode 3.10), by their mark or by the NULs that every letter of ASCII has
 * there, whatever the label says. */
#include "parse/charset/charset.h"
#include "parse/parse.h"

#define SAMPLE 4096u
#define LEAST 32u     /* bytes: in fewer, NULs may be an accident ... */
#define LEAST_NULS 8u /* ... as fewer NULs may */

static bool begins(wh_str s, const char *mark, size_t n) { return wh_eq(wh_sub(s, 0, n), (wh_str){mark, n}); }

wh_str wh_charset_wide(wh_str bytes, size_t *mark)
{
    wh_str s = wh_sub(bytes, 0, SAMPLE);
    size_t nul[4] = {0}, n = s.n / 4;
    *mark = 0;
    if (wh_find_byte(s, '\0', 0) == WH_NONE_AT) return WH_ABSENT; /* nearly always */
    for (size_t i = 0; i < n * 4; i++) nul[i % 4] += s.p[i] == '\0';
    *mark = 4;
    if (begins(s, "\xFF\xFE\0\0", 4) && nul[3] == n) return WH_LIT("utf-32le");
    if (begins(s, "\0\0\xFE\xFF", 4) && nul[0] == n) return WH_LIT("utf-32be");
    *mark = 2;
    if (s.n >= 4 && begins(s, "\xFF\xFE", 2)) return WH_LIT("utf-16le");
    if (s.n >= 4 && begins(s, "\xFE\xFF", 2)) return WH_LIT("utf-16be");
    *mark = 0;
    if (s.n < LEAST) return WH_ABSENT;
    if (nul[3] == n && nul[2] * 10 >= n * 9 && nul[0] * 8 <= n) return WH_LIT("utf-32le");
    if (nul[0] == n && nul[1] * 10 >= n * 9 && nul[3] * 8 <= n) return WH_LIT("utf-32be");
    size_t odd = nul[1] + nul[3],
           even = nul[0] + nul[2]; /* in Japanese, of blanks, line ends and tags alone */
    if (odd >= LEAST_NULS && odd * 10 >= n && even * 8 <= odd) return WH_LIT("utf-16le");
    if (even >= LEAST_NULS && even * 10 >= n && odd * 8 <= even) return WH_LIT("utf-16be");
    return WH_ABSENT;
}

bool wh_put_utf32(wh_buf *buf, wh_str name, wh_str bytes)
{
    bool big = wh_eq(name, WH_LIT("utf-32be"));
    if (!big && !wh_eq(name, WH_LIT("utf-32le"))) return false;
    for (size_t at = 0; at + 4 <= bytes.n; at += 4) {
        uint32_t rune = 0;
        for (size_t i = 0; i < 4; i++) rune = rune << 8 | (unsigned char)bytes.p[big ? at + i : at + 3 - i];
        bool good = rune < 0x110000 && (rune < 0xD800 || rune > 0xDFFF);
        if (rune != 0xFEFF || at > 0) wh_put_rune(buf, good ? rune : WH_BAD_RUNE);
    }
    if (bytes.n % 4) wh_put_rune(buf, WH_BAD_RUNE);
    return true;
}
