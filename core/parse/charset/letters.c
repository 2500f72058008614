/* Alphabets in one byte a letter. Which bytes are common tells a script and its charset; what stands between
 * letters tells the languages of Latin script that windows-1252 lacks letters for. */
#include "parse/charset/charset.h"

#define LETTERS_LEAST 16u /* of an alphabet */

static unsigned byte_at(wh_str s, size_t at) { return at < s.n ? (unsigned char)s.p[at] : 0; }

/* ---- other scripts ---- */

typedef struct alphabet {
    char name[16];
    unsigned char common[6]; /* its letters that make up half of running text, or as good as */
    unsigned char least;     /* percent of all letters that these are at least */
} alphabet;
static const alphabet alphabets[] = {
    {"windows-1251",
     {0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2},
     36}, /* \u043E \u0435 \u0430 \u0438 \u043D \u0442 */
    {"koi8-r", {0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4}, 36},
    {"iso-8859-5", {0xDE, 0xD5, 0xD0, 0xD8, 0xDD, 0xE2}, 36},
    {"ibm866", {0xAE, 0xA5, 0xA0, 0xA8, 0xAD, 0xE2}, 36},
    {"windows-1253",
     {0xE1, 0xEF, 0xE5, 0xE9, 0xF4, 0xED},
     36}, /* \u03B1 \u03BF \u03B5 \u03B9 \u03C4 \u03BD */
    {"windows-1255",
     {0xE9, 0xE5, 0xE4, 0xEC, 0xE0, 0xFA},
     36}, /* \u05D9 \u05D5 \u05D4 \u05DC \u05D0 \u05EA */
    {"windows-1256",
     {0xC7, 0xE1, 0xED, 0xE3, 0xE6, 0xE4},
     36}, /* \u0627 \u0644 \u064A \u0645 \u0648 \u0646 */
    {"iso-8859-6", {0xC7, 0xE4, 0xEA, 0xE5, 0xE8, 0xE6}, 36},
    {"windows-874", {0xD2, 0xB9, 0xC3, 0xCD, 0xA1, 0xE8}, 24}, /* \u0E32 \u0E19 \u0E23 \u0E2D \u0E01 \u0E48 */
};

static wh_str name_of(const alphabet *one)
{
    size_t n = 0;
    while (n < sizeof one->name && one->name[n]) n++;
    return (wh_str){one->name, n};
}

wh_str wh_charset_of_letters(wh_str s)
{
    size_t high = 0, beside = 0, count[256] = {0}, most = 0;
    const alphabet *best = NULL;
    for (size_t i = 0; (i = wh_ascii_end(s, i)) < s.n; i++) {
        count[byte_at(s, i)]++;
        high++;
        beside += i && byte_at(s, i - 1) >= 0x80;
    }
    bool words = high >= LETTERS_LEAST && beside * 10 >= high * 6; /* accents stand alone */
    if (!words) return WH_ABSENT;
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
        size_t common = 0;
        for (size_t k = 0; k < sizeof alphabets[i].common; k++) common += count[alphabets[i].common[k]];
        if (common * 100 < high * alphabets[i].least || common <= most) continue;
        most = common;
        best = &alphabets[i];
    }
    if (!best) return WH_ABSENT;
    wh_str name = name_of(best);
    bool greek = wh_eq(name, WH_LIT("windows-1253")); /* \u0386 stands elsewhere in the two */
    return greek && count[0xB6] && !count[0xA2] ? WH_LIT("iso-8859-7") : name;
}

/* ---- Latin letters that windows-1252 has signs or other letters for ---- */

typedef struct latin {
    size_t at[256];      /* how often each byte stands in a word */
    size_t between[256]; /* ... with a letter on either side */
} latin;

static bool is_sign(unsigned c)
{
    return c >= 0x80 && c < 0xC0 &&
           wh_find_byte(WH_LIT("\x9A\x9C\x9E\x9F\xB1\xB3\xB6\xB9\xBB\xBC\xBE\xBF"), (char)c, 0) != WH_NONE_AT;
}

static bool is_letter(unsigned c) { return wh_is_alpha((char)c) || c >= 0xC0 || is_sign(c); }

static size_t sum(const size_t *count, const char *bytes, size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++) all += count[(unsigned char)bytes[i]];
    return all;
}
#define SUM(count, bytes) sum(count, bytes, sizeof(bytes) - 1)

/* Polish and Slovak or Czech in ISO 8859-2 have letters where windows-1252 has "\u00B1", "\u00B3", "\u00B6",
 * "\u00B9", "\u00BB", "\u00BE", "\u00BF": signs, which stand at a word's edge. */
static wh_str central_of(const latin *l, bool windows)
{
    size_t signs = SUM(l->between, "\xB1\xB3\xB6\xB9\xBB\xBC\xBE\xBF");
    size_t polish = l->at[0xEA] + l->between[0xB3] + l->at[0xF3],
           two = SUM(l->between, "\xB1\xB6\xBB\xBC\xBE");
    bool czech =
        l->between[0xF8] && l->between[0xEC] && !l->at[0xE5] && !l->at[0xE6]; /* no language of 1252 */
    if (signs < 2 && !czech) return WH_ABSENT;
    if (windows || (czech && signs == 0)) return WH_LIT("windows-1250");
    if (two == 0 && polish > 0 && l->between[0xB9]) return WH_LIT("windows-1250");
    return WH_LIT("iso-8859-2");
}

/* ISO 8859-9 has \u011F, \u0131 and \u015F where Iceland, which has accents as well, has its own. */
static bool is_turkish(const latin *l)
{
    return l->at[0xFD] && l->at[0xFE] + l->at[0xF0] > 0 && SUM(l->at, "\xFD\xFE\xF0\xDD\xDE") >= 3 &&
           SUM(l->at, "\xE1\xE9\xED\xF3\xFA\xE6") == 0;
}

wh_str wh_charset_of_latin(wh_str s)
{
    latin l = {{0}, {0}};
    bool windows = false;
    for (size_t i = 0; (i = wh_ascii_end(s, i)) < s.n; i++) {
        unsigned c = byte_at(s, i);
        windows |= c == 0x9C || c == 0x9A || c == 0x9E || c == 0x9F || c == 0x8C || c == 0x8A;
        bool before = i && is_letter(byte_at(s, i - 1)), behind = is_letter(byte_at(s, i + 1));
        l.at[c] += before || behind;
        l.between[c] += before && behind;
    }
    if (is_turkish(&l)) return WH_LIT("windows-1254");
    return central_of(&l, windows);
}
