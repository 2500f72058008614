/* Whether browsers show a label in Unicode: Chromium's rules (UTS 39 5.2, "highly restrictive", and its own
 * patterns), without its list of top domains, for which judge.c has the brands. */
#include "checks/lookalike/fold.h"
#include "base/limits.h"
#include "checks/lookalike/lookalike.h"
#include "parse/name/idna.h"
#include "parse/parse.h"
#include "parse/name/unicode.h"

#include <string.h>

typedef struct label_view {
    const uint32_t *at;
    size_t n;
    wh_str top;
    uint32_t scripts_seen; /* of letters that are of one script only */
    bool single;           /* one script can write all of it */
} label_view;

static bool holds(wh_str utf8, uint32_t rune)
{
    for (size_t at = 0; at < utf8.n;)
        if (wh_next_rune(utf8, &at, NULL) == rune) return true;
    return false;
}
#define IN(literal, rune) holds(WH_LIT(literal), (rune))

/* ---- characters ---- */

/* UTS 39 lets these into identifiers; browsers do not: they vanish, look like punctuation, or hardly anybody
 * writes them. */
static bool is_refused(uint32_t c)
{
    /* clang-format off */
    static const uint16_t ranges[][2] = {
        {0x0138, 0x0138}, {0x01CD, 0x01DC}, {0x02BB, 0x02BC}, {0x02EC, 0x02EC}, {0x0338, 0x0338},
        {0x058A, 0x058A},
        {0x0F8C, 0x0F8F}, {0x1C80, 0x1C8F}, {0x1E00, 0x1E9B}, {0x1F00, 0x1FFF}, {0x200C, 0x200D},
        {0x2010, 0x2010},
        {0x2019, 0x2019}, {0x2027, 0x2027}, {0x30A0, 0x30A0}, {0xA640, 0xA69F}, {0xA720, 0xA7FF},
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

static bool has_refused(const label_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (!(wh_rune(v->at[i]).flags & WH_RUNE_ALLOWED) || is_refused(v->at[i])) return true;
    return false;
}

/* A mark that cannot be seen: the same one twice, or a dot on a letter that already has one. */
static bool has_hidden_mark(const label_view *v)
{
    for (size_t i = 1; i < v->n; i++) {
        if (!(wh_rune(v->at[i]).flags & WH_RUNE_MARK)) continue;
        if (v->at[i] == v->at[i - 1] && wh_rune(v->at[i]).bidi == WH_BIDI_NSM) return true;
        if (v->at[i] == 0x307 && IN("ijlı", v->at[i - 1])) return true;
    }
    return false;
}

static bool mixes_digits(const label_view *v)
{
    uint32_t zero = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (!(wh_rune(v->at[i]).flags & WH_RUNE_DIGIT)) continue;
        uint32_t c = v->at[i], mine = c < 0x80 ? '0'
                                      : c >= 0x6F0 && c <= 0x6F9
                                          ? 0x6F0
                                          : c - (c >= 0x660 && c <= 0x669 ? c - 0x660 : (c - 6) % 16);
        if (zero && zero != mine) return true;
        zero = mine;
    }
    return false;
}

/* ---- scripts, UTS 39 5.1, 5.2 ---- */

#define JAPANESE (WH_SCRIPT_HAN | WH_SCRIPT_HIRAGANA | WH_SCRIPT_KATAKANA)
#define CHINESE (WH_SCRIPT_HAN | WH_SCRIPT_BOPOMOFO)
#define KOREAN (WH_SCRIPT_HAN | WH_SCRIPT_HANGUL)

static bool written_in(const label_view *v, uint32_t scripts)
{
    for (size_t i = 0; i < v->n; i++)
        if (!(wh_rune(v->at[i]).scripts & scripts)) return false;
    return true;
}

static bool is_one_script(const label_view *v)
{
    uint32_t common = WH_SCRIPT_ALL;
    for (size_t i = 0; i < v->n; i++) common &= wh_rune(v->at[i]).scripts;
    return (common & ~(uint32_t)WH_SCRIPT_OTHER) || written_in(v, JAPANESE) || written_in(v, CHINESE) ||
           written_in(v, KOREAN);
}

static bool is_highly_restrictive(const label_view *v)
{
    return written_in(v, WH_SCRIPT_LATIN | JAPANESE) || written_in(v, WH_SCRIPT_LATIN | CHINESE) ||
           written_in(v, WH_SCRIPT_LATIN | KOREAN);
}

/* ---- labels that are all lookalikes ---- */

typedef struct lookalikes {
    uint32_t script;
    const char *letters, *tops; /* under these top-level labels (with spaces around) such words are at home */
} lookalikes;

static const lookalikes whole_scripts[] = {
    {WH_SCRIPT_ARMENIAN, "ագզէլհյոսւօՙ", " am "},
    {WH_SCRIPT_CYRILLIC, "аысԁеԍһіюкјӏорԗԛѕԝхуъьҽпгѵѡ", " bg by kz pyc ru su ua uz "},
    {WH_SCRIPT_ETHIOPIC, "ሀሠሰስበነተከዐዕዘጠፐꬅ", " er et "},
    {WH_SCRIPT_GEORGIAN, "იოყძხჽჿ", " ge "},
    {WH_SCRIPT_GREEK, "αικνρυωηοτ", " gr "},
    {WH_SCRIPT_HEBREW, "דוחיןסװײ׳", " il "},
    {WH_SCRIPT_BENGALI, "০৭", ""},
    {WH_SCRIPT_DEVANAGARI, "ऽ०ॱ", ""},
    {WH_SCRIPT_GUJARATI, "ડટ૦૧", ""},
    {WH_SCRIPT_GURMUKHI, "੦੧", ""},
    {WH_SCRIPT_KANNADA, "ಽ೦೧", ""},
    {WH_SCRIPT_MALAYALAM, "ടഠധനറ൦", ""},
    {WH_SCRIPT_ORIYA, "ଠ୦୮", ""},
    {WH_SCRIPT_TAMIL, "டப௦", ""},
    {WH_SCRIPT_TELUGU, "౦౧", ""},
    {WH_SCRIPT_MYANMAR, "ခဂငထပဝ၀၂ၔၜ႐႑႕႖႗", " mm "},
    {WH_SCRIPT_THAI, "ทนบพรหเแ๐ดลปฟม", " th "},
};

/* Everyday words that happen to be made of lookalike letters and spell nothing in Latin. */
static const char innocent_words[] = " секс как коса курс парк такий укроп сахарок покраска ";

static bool is_word_in(const label_view *v, wh_str words)
{
    char text[4 * WH_MAX_LABEL + 2];
    size_t n = 0;
    text[n++] = ' ';
    for (size_t i = 0; i < v->n && n + 5 < sizeof text; i++) n += wh_encode_rune(v->at[i], text + n);
    text[n++] = ' ';
    return wh_find(words, (wh_str){text, n}, 0) != WH_NONE_AT;
}

/* The top-level label is written in that script, or listed. */
static bool is_at_home(const label_view *v, const lookalikes *set, size_t tops_n)
{
    uint32_t runes[WH_MAX_LABEL];
    size_t n = wh_starts_nocase(v->top, WH_LIT("xn--"))
                   ? wh_punycode_runes(wh_from(v->top, 4), runes, WH_MAX_LABEL)
                   : 0;
    for (size_t i = 0; n != WH_NONE_AT && i < n; i++)
        if (wh_rune(runes[i]).scripts == set->script) return true;
    return wh_lists_word((wh_str){set->tops, tops_n}, v->top);
}

static size_t text_length(const char *literal)
{
    size_t n = 0;
    while (literal[n]) n++;
    return n;
}

static bool is_all_lookalikes(const label_view *v)
{
    for (size_t k = 0; k < sizeof whole_scripts / sizeof *whole_scripts; k++) {
        const lookalikes *set = &whole_scripts[k];
        wh_str letters = {set->letters, text_length(set->letters)};
        bool any = false, all = true;
        for (size_t i = 0; i < v->n && all; i++) {
            bool of_script = (wh_rune(v->at[i]).scripts & set->script) && v->at[i] >= 0x80;
            if (of_script) any = true;
            if (of_script && !holds(letters, v->at[i])) all = false;
        }
        if (any && all && !is_at_home(v, set, text_length(set->tops)) &&
            !is_word_in(v, WH_LIT(innocent_words)))
            return true;
    }
    return false;
}

static bool is_digits_only(const label_view *v)
{
    bool any = false;
    for (size_t i = 0; i < v->n; i++) {
        wh_str readings[2];
        size_t n = wh_rune_readings(v->at[i], readings), k = 0;
        while (k < n && !(readings[k].n == 1 && wh_is_digit(readings[k].p[0]))) k++;
        if (k == n && !(n == 1 && v->at[i] < 0x80 && wh_is_digit((char)v->at[i])) && !IN("ੜკ", v->at[i]))
            return false;
        any |= v->at[i] >= 0x80;
    }
    return any;
}

/* ---- patterns ---- */

static bool is_mark_0300(uint32_t c) { return c >= 0x300 && c <= 0x339; }

static bool can_be(const label_view *v, size_t i, uint32_t scripts)
{
    return (wh_rune(v->at[i]).scripts & scripts) != 0;
}
/* There is a neighbour, and it is not a letter of these scripts (digits and hyphens are not letters). */
static bool is_outside(const label_view *v, size_t i, uint32_t scripts)
{
    if (i >= v->n) return false;
    return wh_rune(v->at[i]).scripts == WH_SCRIPT_ALL || !can_be(v, i, scripts);
}

/* Kana and ideographs that pass for strokes, slashes and letters where nothing of their script is beside
 * them. */
static bool is_stroke(const label_view *v, size_t i)
{
    uint32_t c = v->at[i], kin = JAPANESE | WH_SCRIPT_BOPOMOFO;
    if (IN("ノンソゾ丶乀乁丿", c) && i > 0 && i + 1 < v->n && is_outside(v, i - 1, JAPANESE) &&
        is_outside(v, i + 1, JAPANESE))
        return true;
    if (!IN("一ㄧ丨乛七丅十〇ㄒㄚㄟㄨㄩㄈㆺㆳ工ㆲ讠丁丶亅二冖宀巛丆丫乂", c)) return false;
    return (i > 0 && is_outside(v, i - 1, kin)) || is_outside(v, i + 1, kin);
}

static bool is_misplaced_kana(const label_view *v, size_t i)
{
    uint32_t c = v->at[i], kana = WH_SCRIPT_KATAKANA | WH_SCRIPT_HIRAGANA;
    if (c == 0x30FD || c == 0x30FE) return i == 0 || is_outside(v, i - 1, WH_SCRIPT_KATAKANA);
    if (c == 0x30FC) return i == 0 || is_outside(v, i - 1, kana);
    if (c == 0x30FB) return (i > 0 && is_outside(v, i - 1, JAPANESE)) || is_outside(v, i + 1, JAPANESE);
    return c == 0x3099 || c == 0x309A;
}

/* One of へべぺ in a katakana label, or of ヘベペ in a hiragana one: they look the same. */
static bool has_twin_kana(const label_view *v)
{
    bool katakana = true, hiragana = true, hira_he = false, kata_he = false;
    for (size_t i = 0; i < v->n; i++) {
        bool is_hira_he = v->at[i] >= 0x3078 && v->at[i] <= 0x307A,
             is_kata_he = v->at[i] >= 0x30D8 && v->at[i] <= 0x30DA;
        hira_he |= is_hira_he;
        kata_he |= is_kata_he;
        if (!is_hira_he && !can_be(v, i, WH_SCRIPT_KATAKANA)) katakana = false;
        if (!is_kata_he && !can_be(v, i, WH_SCRIPT_HIRAGANA)) hiragana = false;
    }
    return v->n > 2 && ((hira_he && katakana) || (kata_he && hiragana));
}

static bool has_pattern(const label_view *v)
{
    const uint32_t marked = WH_SCRIPT_LATIN | WH_SCRIPT_GREEK | WH_SCRIPT_CYRILLIC;
    for (size_t i = 0; i < v->n; i++) {
        if (is_stroke(v, i) || is_misplaced_kana(v, i)) return true;
        if (!is_mark_0300(v->at[i])) continue;
        if (i > 0 && (!can_be(v, i - 1, marked) || v->at[i - 1] == 0x131)) return true;
    }
    return has_twin_kana(v);
}

static bool has_middle_dot_astray(const label_view *v)
{
    for (size_t i = 0; i < v->n; i++) {
        if (v->at[i] != 0xB7) continue;
        if (!wh_eq(v->top, WH_LIT("cat")) || i == 0 || i + 1 >= v->n || v->at[i - 1] != 'l' ||
            v->at[i + 1] != 'l')
            return true;
    }
    return false;
}

/* Letters that only one language's names need. */
static bool has_foreign_letter(const label_view *v)
{
    bool icelandic = wh_eq(v->top, WH_LIT("is")) || wh_eq(v->top, WH_LIT("fo"));
    for (size_t i = 0; i < v->n && v->n > 1; i++) {
        if (IN("þð", v->at[i]) && !icelandic) return true;
        if (v->at[i] == 0x259 && !wh_eq(v->top, WH_LIT("az"))) return true;
    }
    return false;
}

static bool needs_patterns(const label_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (is_mark_0300(v->at[i]) || IN("へべぺヘベペ・ーヽヾ", v->at[i])) return true;
    return false;
}

static bool mixes_accents(const label_view *v)
{
    bool accented = false;
    for (size_t i = 0; i < v->n; i++)
        accented |= v->at[i] >= 0x80 && wh_rune(v->at[i]).scripts == WH_SCRIPT_LATIN;
    return accented && !written_in(v, WH_SCRIPT_LATIN | WH_SCRIPT_GREEK | WH_SCRIPT_CYRILLIC);
}

/* The first rule that keeps the label from being shown; absent when none does. */
static wh_str find_reason(label_view *v)
{
    if (has_refused(v)) return WH_LIT("character");
    if (has_hidden_mark(v)) return WH_LIT("hidden-mark");
    if (mixes_digits(v)) return WH_LIT("mixed-digits");
    v->single = is_one_script(v);
    if (!v->single && !is_highly_restrictive(v)) return WH_LIT("mixed-script");
    if (has_foreign_letter(v)) return WH_LIT("foreign-letter");
    if (has_middle_dot_astray(v)) return WH_LIT("pattern");
    if (v->single && !needs_patterns(v)) {
        if (is_all_lookalikes(v)) return WH_LIT("whole-script");
        return is_digits_only(v) ? WH_LIT("digits") : WH_ABSENT;
    }
    if (is_digits_only(v)) return WH_LIT("digits");
    if (!v->single && mixes_accents(v)) return WH_LIT("mixed-script");
    return has_pattern(v) ? WH_LIT("pattern") : WH_ABSENT;
}

wh_label_verdict wh_idn_label_verdict(wh_str label, wh_str top_level, wh_str *reason)
{
    uint32_t runes[WH_MAX_LABEL], composed[WH_MAX_LABEL];
    wh_str why = WH_ABSENT;
    wh_label_verdict verdict = WH_LABEL_SHOWN;
    if (wh_starts_nocase(label, WH_LIT("xn--"))) {
        size_t n = wh_punycode_runes(wh_from(label, 4), runes, WH_MAX_LABEL);
        label_view view = {.at = runes, .n = n, .top = top_level};
        bool valid = n != WH_NONE_AT && n > 0 && wh_label_problems(runes, n) == 0;
        if (valid) {
            memcpy(composed, runes, n * sizeof *runes);
            valid = wh_compose(composed, n) == n && memcmp(composed, runes, n * sizeof *runes) == 0;
        }
        why = valid ? find_reason(&view) : WH_LIT("invalid");
        verdict = !valid ? WH_LABEL_INVALID : wh_absent(why) ? WH_LABEL_SHOWN : WH_LABEL_PUNYCODE;
    }
    if (reason) *reason = why;
    return verdict;
}
