/* What raw 8-bit (RFC 6532 allows only UTF-8) and raw ISO 2022 most likely are.
 *
 * The rule: escapes of ISO 2022 in 7-bit text are ISO-2022-JP. Valid UTF-8 is UTF-8, and so is text in which
 * at most every fifth character beyond ASCII is broken (programs cut text at a byte count) or a whole word is
 * not. Else each of
 * Shift_JIS, EUC-JP, GB18030 and windows-1252 reads the bytes and scores its characters: what is common in
 * running text counts for it (kana 3, common Han characters and punctuation 2, an accented letter among ASCII
 * letters 2), what is rare counts against it, and bytes that it does not have rule it out. The best positive
 * score wins, at a tie the one named later in that order with windows-1252 last of all; none:
 * windows-1252. */
#include "parse/charset/charset.h"

bool wh_iso2022_escape(wh_str s, size_t at, size_t *n, bool *wide)
{
    if (at + 3 > s.n || s.p[at] != '\x1B') return false;
    char kind = s.p[at + 1], set = s.p[at + 2];
    *n = 3;
    *wide = true;
    if (kind == '(') { /* 94 characters: ASCII, JIS X 0201's two halves */
        *wide = set == 'I';
        return set == 'B' || set == 'J' || set == 'I' || set == 'H';
    }
    if (kind != '$') return false;
    if (set == '@' || set == 'A' || set == 'B') return true;
    if (set != '(' || at + 4 > s.n) return false;
    *n = 4;
    return s.p[at + 3] >= '@' && s.p[at + 3] <= 'Q';
}

static bool has_iso2022(wh_str s)
{
    size_t n;
    bool wide;
    for (size_t at = wh_find_byte(s, '\x1B', 0); at != WH_NONE_AT; at = wh_find_byte(s, '\x1B', at + 1))
        if (wh_iso2022_escape(s, at, &n, &wide) && wide) return true;
    return false;
}

/* "~{", characters of GB 2312 in seven bits, "~}" (RFC 1843): none of them begins with "~". */
static bool has_hz(wh_str s)
{
    for (size_t at = wh_find(s, WH_LIT("~{"), 0); at != WH_NONE_AT; at = wh_find(s, WH_LIT("~{"), at + 2)) {
        size_t end = at + 2;
        while (end + 1 < s.n && s.p[end] > ' ' && s.p[end] <= 'w' && s.p[end + 1] > ' ' &&
               s.p[end + 1] < 0x7F)
            end += 2;
        if (end >= at + 6 && wh_starts_nocase(wh_from(s, end), WH_LIT("~}"))) return true;
        at = end - 2;
    }
    return false;
}

static unsigned byte_at(wh_str s, size_t at) { return at < s.n ? (unsigned char)s.p[at] : 0; }
static bool within(unsigned c, unsigned least, unsigned most) { return c >= least && c <= most; }

/* Each reader: the length of the character at `at` (0: not of this charset), and its score. */
typedef size_t reader(wh_str s, size_t at, int *score);

static size_t read_shift_jis(wh_str s, size_t at, int *score)
{
    unsigned lead = byte_at(s, at), trail = byte_at(s, at + 1);
    if (within(lead, 0xA1, 0xDF)) { /* half-width katakana: hardly ever in mail */
        *score = -1;
        return 1;
    }
    if (!within(lead, 0x81, 0x9F) && !within(lead, 0xE0, 0xFC)) return 0;
    if (!within(trail, 0x40, 0x7E) && !within(trail, 0x80, 0xFC)) return 0;
    unsigned both = lead << 8 | trail;
    if (within(both, 0x829F, 0x82F1) || within(both, 0x8340, 0x8396)) *score = 3;
    else if (within(both, 0x8140, 0x81AC) || within(both, 0x824F, 0x829A) || within(both, 0x889F, 0x9872))
        *score = 2;
    else if (within(both, 0x8740, 0x879C)) *score = 1; /* NEC's: circled digits, units */
    else if (within(both, 0xFA40, 0xFC4B)) *score = 0; /* IBM's: names of people */
    else *score = within(both, 0x989F, 0xEAA4) ? -1 : -2;
    return 2;
}

static size_t read_euc_jp(wh_str s, size_t at, int *score)
{
    unsigned lead = byte_at(s, at), trail = byte_at(s, at + 1);
    *score = -2;
    if (lead == 0x8F) return within(trail, 0xA1, 0xFE) && within(byte_at(s, at + 2), 0xA1, 0xFE) ? 3 : 0;
    if (lead == 0x8E) return within(trail, 0xA1, 0xDF) ? 2 : 0;
    if (!within(lead, 0xA1, 0xFE) || !within(trail, 0xA1, 0xFE)) return 0;
    if ((lead == 0xA4 && trail <= 0xF3) || (lead == 0xA5 && trail <= 0xF6)) *score = 3;
    else if (lead == 0xA1 || lead == 0xA3 || within(lead, 0xB0, 0xCF)) *score = 2;
    else if (lead == 0xAD) *score = 1;
    else if (within(lead, 0xD0, 0xF4)) *score = -1;
    return 2;
}

static size_t read_gb18030(wh_str s, size_t at, int *score)
{
    unsigned lead = byte_at(s, at), trail = byte_at(s, at + 1);
    *score = -2;
    if (!within(lead, 0x81, 0xFE)) return 0;
    if (within(trail, 0x30, 0x39))
        return within(byte_at(s, at + 2), 0x81, 0xFE) && within(byte_at(s, at + 3), 0x30, 0x39) ? 4 : 0;
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return 0;
    if (trail < 0xA1) return 2; /* GBK's additions */
    if (lead == 0xA1 || lead == 0xA3 || within(lead, 0xB0, 0xD7)) *score = 2;
    else if (lead == 0xA4 || lead == 0xA5) *score = 0; /* kana: seldom in Chinese */
    else if (within(lead, 0xD8, 0xF7)) *score = -1;
    return 2;
}

static size_t read_windows_1252(wh_str s, size_t at, int *score)
{
    unsigned c = byte_at(s, at);
    if (c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D) return 0;
    bool letter = c >= 0xC0 && c != 0xD7 && c != 0xF7;
    bool after = at > 0 && wh_is_alpha(s.p[at - 1]), before = wh_is_alpha((char)byte_at(s, at + 1));
    bool alone = (at == 0 || byte_at(s, at - 1) < 0x80) && byte_at(s, at + 1) < 0x80;
    *score = letter ? (after || before ? (alone ? 2 : 1) : -1) : alone ? 1 : -1;
    return 1;
}

static bool score_of(wh_str s, reader *read, long *total)
{
    *total = 0;
    for (size_t at = 0; at < s.n;) {
        if ((unsigned char)s.p[at] < 0x80) {
            at++;
            continue;
        }
        int score = 0;
        size_t n = read(s, at, &score);
        if (n == 0) return false;
        *total += score;
        at += n;
    }
    return true;
}

static bool is_cut_utf8(wh_str s)
{
    size_t good = 0, broken = 0;
    for (size_t at = 0; at < s.n;) {
        bool ok, high = (unsigned char)s.p[at] >= 0x80;
        wh_next_rune(s, &at, &ok);
        good += high && ok;
        if (ok) continue;
        broken++;
        while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80) at++; /* the rest of what was cut */
    }
    return good >= 2 && good >= broken * 4;
}

#define WIDE_RUN 3u   /* characters of three bytes or four in a row */
#define NARROW_RUN 8u /* ... of two */

/* A word in UTF-8: no other charset has so many of its sequences side by side by chance. However many bytes
 * that are none stand elsewhere (in a comment, behind the end), the words are what is read. */
static bool has_utf8_word(wh_str s)
{
    unsigned wide = 0, narrow = 0;
    for (size_t at = 0; at < s.n;) {
        bool ok;
        size_t from = at;
        wh_next_rune(s, &at, &ok);
        wide = ok && at - from > 2 ? wide + 1 : 0;
        narrow = ok && at - from == 2 ? narrow + 1 : 0;
        if (wide >= WIDE_RUN || narrow >= NARROW_RUN) return true;
    }
    return false;
}

static const struct {
    reader *read;
    wh_str name;
} readers[] = {
    {read_windows_1252, WH_LIT_INIT("windows-1252")},
    {read_shift_jis, WH_LIT_INIT("shift_jis")},
    {read_euc_jp, WH_LIT_INIT("euc-jp")},
    {read_gb18030, WH_LIT_INIT("gb18030")},
};

bool wh_charset_fits(wh_str name, wh_str bytes)
{
    long total;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (wh_eq(name, readers[i].name))
            return score_of(wh_sub(bytes, 0, 1u << 16), readers[i].read, &total);
    return true;
}

wh_str wh_charset_guess(wh_str bytes)
{
    if (wh_is_utf8(bytes)) {
        if (wh_find(bytes, WH_LIT("\x1B$)C"), 0) != WH_NONE_AT) return WH_LIT("iso-2022-kr");
        if (!wh_is_ascii(bytes)) return WH_LIT("utf-8");
        if (has_iso2022(bytes)) return WH_LIT("iso-2022-jp");
        return has_hz(bytes) ? WH_LIT("hz-gb-2312") : WH_LIT("utf-8");
    }
    wh_str best = WH_LIT("windows-1252"), sample = wh_sub(bytes, 0, 1u << 16);
    long most = 0, total;
    if (sample.n < bytes.n) /* never cut inside a character */
        while (sample.n && (unsigned char)sample.p[sample.n - 1] >= 0x80) sample.n--;
    if (is_cut_utf8(sample) || has_utf8_word(bytes)) return WH_LIT("utf-8");
    wh_str sure = wh_charset_surely(sample);
    if (!wh_absent(sure) && !wh_eq(sure, WH_LIT("gb18030"))) return sure;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        if (!score_of(sample, readers[i].read, &total) || total < most || total <= 0) continue;
        most = total;
        best = readers[i].name;
    }
    if (wh_eq(best, WH_LIT("windows-1252"))) sure = wh_charset_of_latin(sample);
    return wh_eq(best, WH_LIT("windows-1252")) && !wh_absent(sure) ? sure : best;
}

size_t wh_charset_step(wh_str guess, wh_str s, size_t at)
{
    int score;
    size_t n = 1;
    if ((unsigned char)s.p[at] < 0x80) return 1;
    if (wh_eq(guess, WH_LIT("shift_jis"))) n = read_shift_jis(s, at, &score);
    else if (wh_eq(guess, WH_LIT("gb18030")) || wh_eq(guess, WH_LIT("big5"))) n = read_gb18030(s, at, &score);
    return n ? n : 1;
}
