/* Text whose charset is beyond doubt, whatever its label says: it is long enough, and written as only one
 * charset would have it. Korean, Chinese and Russian are recognised not by which bytes are allowed, but by
 * which are common. */
#include "parse/charset/charset.h"

#define SAMPLE (1u << 16)
#define PAIRS_LEAST 6u /* characters of two bytes */

static unsigned byte_at(wh_str s, size_t at) { return at < s.n ? (unsigned char)s.p[at] : 0; }
static bool within(unsigned c, unsigned least, unsigned most) { return c >= least && c <= most; }

/* Characters of two bytes, and what kinds of them. */
typedef struct pairs {
    size_t n, runs; /* runs: of them without anything between */
    size_t hangul;  /* KS X 1001, rows 16 to 40: every syllable in use */
    size_t common;  /* Big5, level 1: the characters in use */
    size_t low;     /* second byte below 0x80 */
    size_t kana;    /* of EUC-JP */
    size_t kana_sjis;
} pairs;

static void count_pair(unsigned lead, unsigned trail, pairs *out)
{
    out->n++;
    out->hangul += within(lead, 0xB0, 0xC8) && trail >= 0xA1;
    out->common += within(lead, 0xA4, 0xC6) || lead == 0xA1;
    out->low += trail < 0x80;
    out->kana += (lead == 0xA4 && within(trail, 0xA1, 0xF3)) || (lead == 0xA5 && within(trail, 0xA1, 0xF6));
    out->kana_sjis +=
        (lead == 0x82 && within(trail, 0x9F, 0xF1)) || (lead == 0x83 && within(trail, 0x40, 0x96));
}

/* low: the second byte may be below 0x80. False: there are bytes that belong to no pair. */
static bool count_pairs(wh_str s, bool low, pairs *out)
{
    bool in_run = false;
    *out = (pairs){0};
    for (size_t at = 0; at < s.n;) {
        unsigned lead = byte_at(s, at), trail = byte_at(s, at + 1);
        if (lead < 0x80) {
            in_run = false;
            at = wh_ascii_end(s, at);
            continue;
        }
        bool second = trail >= 0xA1 || (low && (within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFC)));
        if (at + 1 >= s.n) return true; /* cut */
        if (!second || trail == 0xFF) return false;
        out->runs += !in_run;
        in_run = true;
        count_pair(lead, trail, out);
        at += 2;
    }
    return true;
}

/* ---- all of them ---- */

wh_str wh_charset_surely(wh_str bytes)
{
    wh_str s = wh_sub(bytes, 0, SAMPLE);
    pairs p;
    if (wh_find(s, WH_LIT("\x1B$)C"), 0) != WH_NONE_AT) return WH_LIT("iso-2022-kr");
    if (wh_is_ascii(s)) return WH_ABSENT;
    if (count_pairs(s, false, &p) && p.n >= PAIRS_LEAST) {
        bool spaced = p.runs * 9 >= p.n; /* words of a few syllables */
        if (p.kana * 10 >= p.n * 3) return WH_LIT("euc-jp");
        if (p.n >= 2 * PAIRS_LEAST && spaced && p.hangul * 100 >= p.n * 90) return WH_LIT("euc-kr");
        wh_str letters = wh_charset_of_letters(s);
        if (!wh_absent(letters)) return letters;
        return p.n >= p.runs * 3 ? WH_LIT("gb18030") : WH_ABSENT;
    }
    wh_str letters = wh_charset_of_letters(s);
    if (!wh_absent(letters)) return letters;
    if (!count_pairs(s, true, &p) || p.n < PAIRS_LEAST || p.n < p.runs * 2) return WH_ABSENT;
    if (p.kana_sjis * 10 >= p.n * 3) return WH_LIT("shift_jis");
    bool low = p.low * 100 >= p.n * 15 && p.low * 100 <= p.n * 75;
    return low && p.common * 100 >= p.n * 85 ? WH_LIT("big5") : WH_ABSENT;
}
