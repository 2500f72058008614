/* Brand names in running text, one pass: at each letter the names that begin there are compared, longest
 * first, and the first to fit wins. */
#include "checks/lookalike/brands.h"
#include "base/limits.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/textfold.h"
#include "parse/name/unicode.h"

#include <string.h>

#define AHEAD 256u /* letters held at once */

/* ---- names ---- */

/* Kanji that pass for katakana, which are folded to hiragana. */
static uint32_t kana_behind(uint32_t kanji)
{
    static const uint16_t pairs[][2] = {{0x4E00, 0x30FC}, {0x4E8C, 0x306B}, {0x516B, 0x306F},
                                        {0x529B, 0x304B}, {0x5343, 0x3061}, {0x535C, 0x3068},
                                        {0x53E3, 0x308D}, {0x5915, 0x305F}, {0x5DE5, 0x3048}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == kanji) return pairs[i][1];
    return kanji;
}

/* i, l and 1, o and 0, ... are looked up as one, then compared; so are は, ば and ぱ, 力 and カ. */
static inline uint32_t key_of(uint32_t rune)
{
    if (rune < 0x80) return (unsigned char)wh_fold_letter((char)rune);
    if (rune >= 0x4E00) return kana_behind(rune);
    return rune >= 0x306F && rune <= 0x307D ? 0x306F + (rune - 0x306F) / 3 * 3 : rune;
}

/* The hash of a name's first two letters, or with a third one of its first three. */
static uint32_t start_of(uint32_t first, uint32_t second)
{
    return wh_hash_rune(wh_hash_rune(WH_HASH_START, key_of(first)), key_of(second));
}
static uint32_t start_with(uint32_t start, uint32_t third)
{
    return wh_hash_end(wh_hash_rune(start, key_of(third)));
}

/* What is found by a name's first letters: its number, and how its fourth letter is looked up, so that most
 * are refused before they are read; 0: it has none. */
static uint32_t fourth_of(uint32_t rune) { return rune ? (key_of(rune) & 0x7F) | 0x80 : 0; }
static uint32_t entry_number(uint32_t entry) { return entry & 0xFFFFFFu; }
static uint32_t entry_fourth(uint32_t entry) { return entry >> 24; }

void wh_index_alias(wh_brands *b, uint32_t number)
{
    wh_str folded = b->aliases.at[number].folded;
    uint32_t runes[4] = {0};
    for (size_t at = 0, i = 0; i < 4 && at < folded.n; i++) runes[i] = wh_next_letter(folded, &at);
    uint32_t start = start_of(runes[0], runes[1]), entry = number | fourth_of(runes[3]) << 24;
    if (entry_number(entry) != number) b->failed = true;
    wh_index_add(&b->starts, runes[2] ? start_with(start, runes[2]) : wh_hash_end(start), entry);
}

/* ---- the text ---- */

typedef struct scan {
    const wh_brands *brands;
    wh_text_reader reader;
    wh_letter letters[AHEAD];
    size_t n;
} scan;

static void fill(scan *s, size_t from)
{
    memmove(s->letters, s->letters + from, (s->n - from) * sizeof *s->letters);
    s->n -= from;
    s->n = wh_read_on(&s->reader, s->letters, s->n, AHEAD);
}

/* ---- where a name may begin and end ---- */

static bool is_latin(uint32_t c)
{
    return c < 0x80 ? wh_is_alnum((char)c)
                    : wh_rune(c).scripts == WH_SCRIPT_LATIN || (c >= 0xFF10 && c <= 0xFF5A);
}

static uint32_t rune_before(wh_str text, size_t at)
{
    size_t start = at;
    if (at == 0) return 0;
    while (start > 0 && at - start < 4 && ((unsigned char)text.p[--start] & 0xC0) == 0x80) {
    }
    return wh_next_rune(text, &start, NULL);
}

static uint32_t rune_after(wh_str text, size_t at) { return at < text.n ? wh_next_rune(text, &at, NULL) : 0; }

/* "www.amazon", "me@amazon", "/amazon": part of an address, not a mention. */
static bool is_inside_address(wh_str text, size_t start)
{
    if (start < 2) return false;
    char last = text.p[start - 1], before = text.p[start - 2];
    if (last == '@' || last == '/') return true;
    return (last == '.' || last == '-' || last == '_') && wh_is_alnum(before);
}

/* Hiragana that may follow a name: の は を に が と で も へ か や よ, 様 is a kanji anyway. */
static bool is_particle(uint32_t c)
{
    static const uint16_t particles[] = {0x306E, 0x306F, 0x3092, 0x306B, 0x304C, 0x3068,
                                         0x3067, 0x3082, 0x3078, 0x304B, 0x3084, 0x3088};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (particles[i] == c) return true;
    return false;
}

static WH_APART bool may_begin(wh_str text, const wh_letter *first, size_t length)
{
    uint32_t before = rune_before(text, first->start), c = wh_unfolded(first);
    if (is_latin(first->rune)) return !is_latin(before) && !is_inside_address(text, first->start);
    if (wh_is_katakana(c)) return !wh_is_katakana(before) && before != 0x30FC;
    return !wh_is_hiragana(c) || length >= 5 || !wh_is_hiragana(before) || is_particle(before);
}

static WH_APART bool may_end(wh_str text, const wh_letter *last, size_t length)
{
    uint32_t after = rune_after(text, last->end), c = wh_unfolded(last);
    if (is_latin(last->rune)) return !is_latin(after);
    if (wh_is_katakana(c)) return length >= 5 || (!wh_is_katakana(after) && after != 0x30FC);
    return !wh_is_hiragana(c) || length >= 5 || !wh_is_hiragana(after) || is_particle(after);
}

/* ---- comparing ---- */

typedef struct fit {
    size_t length; /* letters */
    bool disguised, spaced;
} fit;

#define SLY_LETTERS 5u /* of a name in which letters may stand for others: "Auld" is no "au ID" */
#define SLY_KANA 6u

/* Letters that the eye takes for one another: i, l, 1; a digit for a letter; ピ for ビ, 力 for カ. bytes: of
 * the whole name. */
static bool passes_for(uint32_t written, uint32_t meant, size_t bytes)
{
    if (key_of(written) != key_of(meant)) return false;
    if (written >= 0x80) return meant >= 0x80 && bytes >= 3 * SLY_KANA;
    return bytes >= SLY_LETTERS && (key_of(meant) == 'l' || wh_is_digit((char)written));
}

static WH_APART bool compare(const scan *s, size_t at, const wh_alias *alias, fit *out)
{
    size_t length = 0, parted = 0, own_gaps = 0, ascii = 0;
    *out = (fit){0};
    for (size_t k = 0; k < alias->folded.n; length++) {
        uint32_t meant = wh_next_letter(alias->folded, &k);
        if (at + length >= s->n) return false;
        const wh_letter *letter = &s->letters[at + length];
        if (letter->rune != meant && !passes_for(letter->rune, meant, alias->folded.n)) return false;
        bool gap = length < 64 && (alias->gaps >> length & 1);
        own_gaps += gap;
        if (length > 0 && letter->seen & WH_PARTED && !gap) parted++;
        if (letter->rune != meant || letter->seen & WH_FOREIGN || (length > 0 && letter->seen & WH_HIDDEN))
            out->disguised = true;
        ascii += wh_unfolded(letter) < 0x80;
    }
    out->length = length;
    out->spaced = parted > 0 && parted + own_gaps + 1 >= length && length >= 4;
    bool latin = is_latin(s->letters[at].rune) && is_latin(s->letters[at + length - 1].rune);
    if (out->disguised && latin && ascii == 0 && length < 6) return false; /* a word of another language */
    return parted == 0 || out->spaced || (!latin && length >= 4);
}

static bool better(const wh_brands *b, const wh_alias *alias, size_t length, const wh_alias *best,
                   size_t best_length)
{
    if (!best || length != best_length) return !best || length > best_length;
    return b->list.at[alias->brand].given && !b->list.at[best->brand].given;
}

/* The longest of the names with a start that stand here, when it is longer than the best one so far. */
static const wh_alias *longest_with(const scan *s, size_t at, uint32_t hash, const wh_alias *best, fit *out)
{
    uint32_t slot = WH_INDEX_FROM, entry, fourth = at + 3 < s->n ? fourth_of(s->letters[at + 3].rune) : 0;
    while (wh_index_next(&s->brands->starts, hash, &slot, &entry)) {
        if (entry_fourth(entry) && entry_fourth(entry) != fourth) continue; /* most */
        const wh_alias *alias = &s->brands->aliases.at[entry_number(entry)];
        fit one;
        if (!compare(s, at, alias, &one) || !better(s->brands, alias, one.length, best, out->length))
            continue;
        if (!may_begin(s->reader.text, &s->letters[at], one.length)) continue;
        if (!may_end(s->reader.text, &s->letters[at + one.length - 1], one.length)) continue;
        best = alias;
        *out = one;
    }
    return best;
}

static const wh_alias *longest_at(const scan *s, size_t at, fit *out)
{
    if (at + 1 >= s->n) return NULL;
    const wh_letter *here = s->letters + at;
    const wh_index *starts = &s->brands->starts;
    const wh_alias *best = NULL;
    uint32_t start = start_of(here[0].rune, here[1].rune), hash = wh_hash_end(start);
    bool more = at + 2 < s->n;
    /* A name of two letters is no part of a longer word: may_end. */
    if (!(more && here[2].seen & WH_AMID) && wh_index_may_have(starts, hash))
        best = longest_with(s, at, hash, best, out);
    if (!more) return best;
    hash = start_with(start, here[2].rune);
    return wh_index_may_have(starts, hash) ? longest_with(s, at, hash, best, out) : best;
}

static WH_APART void add_mention(wh_env *env, const scan *s, size_t at, const wh_alias *alias, const fit *how,
                                 wh_mentions *out)
{
    uint32_t start = s->letters[at].start, end = s->letters[at + how->length - 1].end;
    wh_mention *m = out->n < WH_MAX_MENTIONS ? wh_push(env->arena, out) : NULL;
    if (!m) return;
    *m = (wh_mention){.brand = alias->brand,
                      .slice = wh_sub(s->reader.text, start, end),
                      .name = alias->name,
                      .weak = alias->weak};
    bool same = wh_eq(m->slice, alias->name);
    m->how = how->disguised ? WH_WRITTEN_DISGUISED
             : how->spaced  ? WH_WRITTEN_SPACED
             : same         ? WH_WRITTEN_PLAIN
                            : WH_WRITTEN_FOLDED;
    if (!same && how->length <= 3 && is_latin(s->letters[at].rune))
        m->weak = true; /* "ups", "visa" apart from UPS */
}

void wh_find_brands_in_text(wh_env *env, const wh_brands *brands, wh_str text, wh_mentions *out)
{
    scan *s = wh_alloc_unset(env->arena, sizeof *s);
    *out = (wh_mentions){0};
    if (!s || text.n > UINT32_MAX) return;
    s->brands = brands;
    s->reader = (wh_text_reader){.text = text};
    s->n = 0;
    fill(s, 0);
    for (size_t at = 0; at < s->n && out->n < WH_MAX_MENTIONS;) {
        fit how = {0};
        const wh_alias *alias = s->letters[at].seen & WH_AMID ? NULL : longest_at(s, at, &how);
        if (alias) add_mention(env, s, at, alias, &how, out);
        at += alias ? how.length : 1;
        if (at + WH_MAX_BRAND_NAME >= s->n && s->reader.at < text.n) {
            fill(s, at);
            at = 0;
        }
    }
}
