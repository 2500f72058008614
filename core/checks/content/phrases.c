/* Phrases in running text, one pass: at each word the phrases that begin so are compared, word by word. The
 * letters are folded as for brands (checks/lookalike/textfold.h), so that "Verify y0ur acсount" is read as it
 * is meant. */
#include "checks/content/phrases.h"
#include "base/limits.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/index.h"
#include "checks/lookalike/textfold.h"

#include <string.h>

#define AHEAD 1024u    /* letters held at once */
#define SKIPPED 14u    /* what "*" passes over: letters of a language without spaces; a word counts two */
#define SLY_LETTERS 4u /* a shorter word is read as it is written */
#define FIRSTS 256u    /* first letters told apart */

typedef struct word { /* one of several, folded */
    wh_str letters;
    uint64_t gaps;  /* bit k: a space may stand before letter k */
    uint32_t first; /* what its first letter is looked up as */
    bool open;      /* more letters may follow */
} word;

typedef struct item {  /* one place of a phrase */
    uint32_t first, n; /* words */
    bool far;          /* "*" stands before it */
} item;

typedef struct phrase {
    wh_want want;
    uint32_t first, n; /* items */
} phrase;

struct wh_phrases {
    wh_arena *arena;
    WH_LIST(word) words;
    WH_LIST(item) items;
    WH_LIST(phrase) list;
    wh_index starts;         /* the first letters of a phrase -> phrase */
    uint32_t firsts[FIRSTS]; /* bit w of [c]: phrases of want w begin with a letter that is looked up as c */
    bool failed;
};

/* ---- letters ---- */

static bool is_dense(uint32_t c) { return c >= 0x2E80; } /* written without spaces */
static bool is_wordy(uint32_t c)
{
    return c < 0x80 ? wh_is_alnum((char)c)
                    : c >= 0xAA && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F);
}
static uint32_t key_of(uint32_t rune)
{
    return rune < 0x80 ? (unsigned char)wh_fold_letter((char)rune) : rune;
}

static uint32_t hash_rune(uint32_t hash, uint32_t rune)
{
    for (unsigned shift = 0; shift < 24; shift += 8)
        hash = wh_hash_step(hash, (char)(key_of(rune) >> shift & 0xFF));
    return hash;
}

/* Letters that the eye takes for one another: i, l, 1; a digit for a letter. */
static bool passes_for(uint32_t written, uint32_t meant)
{
    if (written >= 0x80 || meant >= 0x80 || !wh_is_alpha((char)meant) || key_of(written) != key_of(meant))
        return false;
    return key_of(meant) == 'l' || wh_is_digit((char)written);
}

/* ---- the dictionary ---- */

static wh_str take(wh_str *rest, char end)
{
    size_t at = wh_find_byte(*rest, end, 0);
    wh_str piece = wh_sub(*rest, 0, at == WH_NONE_AT ? rest->n : at);
    *rest = at == WH_NONE_AT ? wh_from(*rest, rest->n) : wh_from(*rest, at + 1);
    return piece;
}

static void add_word(wh_phrases *p, wh_str text)
{
    word *slot = wh_push(p->arena, &p->words);
    wh_letter some[WH_LETTERS_AT_ONCE];
    wh_buf buf;
    uint32_t count = 0, last = 0;
    if (!slot) {
        p->failed = true;
        return;
    }
    *slot = (word){.open = text.n && text.p[text.n - 1] == '~'};
    if (slot->open) text.n--;
    wh_text_reader reader = {.text = text};
    wh_buf_init(&buf, p->arena);
    for (size_t n; (n = wh_read_letters(&reader, some)) > 0;)
        for (size_t i = 0; i < n && count < WH_MAX_PHRASE_WORD; i++) {
            uint32_t joined = count ? wh_join_kana(last, some[i].rune) : 0;
            char bytes[4];
            if (joined) {
                buf.n -= wh_encode_rune(last, bytes);
                count--;
            }
            if (some[i].parted && count) slot->gaps |= 1ull << count;
            last = joined ? joined : some[i].rune;
            wh_put_rune(&buf, last);
            count++;
        }
    slot->letters = wh_buf_str(&buf);
    size_t from = 0;
    if (slot->letters.n == 0) p->failed = true;
    else slot->first = key_of(wh_next_rune(slot->letters, &from, NULL));
}

/* Under its first letters: three of a word in letters, two of others; fewer when a word is shorter. */
static uint32_t key_of_word(wh_str letters)
{
    uint32_t hash = WH_HASH_START, count = 0;
    for (size_t at = 0; at < letters.n && count < 3; count++) {
        uint32_t rune = wh_next_rune(letters, &at, NULL);
        if (count == 2 && is_dense(rune)) break;
        hash = hash_rune(hash, rune);
    }
    return wh_hash_end(hash);
}

static bool is_want(wh_str name, wh_want *out)
{
    static const wh_str names[] = {
#define X(name, id) {id, sizeof id - 1},
        WH_WANTS(X)
#undef X
    };
    for (uint32_t i = 0; i < WH_WANT_COUNT; i++)
        if (wh_eq(names[i], name)) {
            *out = (wh_want)i;
            return true;
        }
    return false;
}

static void add_phrase(wh_phrases *p, wh_want want, wh_str text)
{
    phrase made = {want, p->items.n, 0};
    bool far = false;
    while (text.n && !p->failed) {
        wh_str alternatives = take(&text, ' ');
        if (wh_eq(alternatives, WH_LIT("*"))) {
            far = true;
            continue;
        }
        item *slot = wh_push(p->arena, &p->items);
        if (!slot) {
            p->failed = true;
            return;
        }
        *slot = (item){p->words.n, 0, far};
        uint32_t n = 0;
        for (; alternatives.n; n++) add_word(p, take(&alternatives, '|'));
        p->items.at[p->items.n - 1].n = n;
        far = false;
        made.n++;
    }
    uint32_t number = p->list.n;
    phrase *slot = made.n ? wh_push(p->arena, &p->list) : NULL;
    if (!slot || p->failed) {
        p->failed = true;
        return;
    }
    *slot = made;
    item *first = &p->items.at[made.first];
    for (uint32_t i = 0; i < first->n; i++) {
        const word *w = &p->words.at[first->first + i];
        wh_index_add(&p->starts, key_of_word(w->letters), number);
        p->firsts[w->first % FIRSTS] |= 1u << want;
    }
}

const wh_phrases *wh_phrases_new(wh_arena *arena, wh_str table)
{
    wh_phrases *p = wh_alloc(arena, sizeof *p);
    if (!p) return NULL;
    p->arena = arena;
    wh_index_init(&p->starts, arena, 8192);
    while (table.n && !p->failed) {
        wh_str row = take(&table, '\n'), name = take(&row, '\t');
        wh_want want;
        if (is_want(name, &want)) add_phrase(p, want, row);
        else p->failed = true;
    }
    return p->failed || p->starts.failed ? NULL : p;
}

/* ---- the text ---- */

typedef struct scan {
    const wh_phrases *phrases;
    uint32_t wanted; /* bits 1u << wh_want: the others are passed over */
    wh_text_reader reader;
    wh_letter letters[AHEAD];
    size_t n;
    uint32_t before;            /* the letter before the first one held; 0 at the start */
    size_t ends[WH_WANT_COUNT]; /* where in the text the last phrase of a want ended */
} scan;

static void fill(scan *s, size_t from)
{
    if (from > 0) s->before = s->letters[from - 1].rune;
    memmove(s->letters, s->letters + from, (s->n - from) * sizeof *s->letters);
    s->n -= from;
    s->n = wh_read_on(&s->reader, s->letters, s->n, AHEAD);
}

static bool begins_word(const scan *s, size_t at)
{
    uint32_t here = s->letters[at].rune, before = at ? s->letters[at - 1].rune : s->before;
    if (!is_wordy(here)) return false;
    return is_dense(here) || s->letters[at].parted || before == 0 || !is_wordy(before) || is_dense(before);
}

static bool ends_word(const scan *s, size_t end)
{
    if (end >= s->n || is_dense(s->letters[end - 1].rune)) return true;
    return s->letters[end].parted || !is_wordy(s->letters[end].rune) || is_dense(s->letters[end].rune);
}

typedef struct fit {
    size_t end;
    bool disguised;
} fit;

static bool compare_word(const scan *s, size_t at, const word *w, fit *out)
{
    size_t length = 0, parted = 0, foreign = 0;
    bool sly = false;
    for (size_t k = 0; k < w->letters.n; length++) {
        uint32_t meant = wh_next_letter(w->letters, &k);
        if (at + length >= s->n) return false;
        const wh_letter *letter = &s->letters[at + length];
        if (letter->rune != meant && (w->letters.n < SLY_LETTERS || !passes_for(letter->rune, meant)))
            return false;
        if (length > 0 && letter->parted && !(w->gaps >> length & 1)) parted++;
        if (letter->rune != meant || (length > 0 && letter->hidden)) sly = true;
        foreign += letter->foreign;
    }
    bool spaced = parted > 0 && parted + 1 == length && length >= 5;
    if (parted > 0 && !spaced && !is_dense(s->letters[at].rune)) return false;
    out->end = at + length;
    if (w->open)
        while (out->end < s->n && !ends_word(s, out->end) && out->end - at < WH_MAX_WORD_PASSED) out->end++;
    else if (!ends_word(s, out->end)) return false;
    /* A word that is foreign throughout is one of another language, unless it is of mathematics' letters. */
    out->disguised =
        sly || spaced || (foreign > 0 && (foreign < length || s->letters[at].written >= 0x1D400));
    return true;
}

static bool compare_item(const scan *s, size_t at, const item *it, fit *out)
{
    bool found = false;
    if (at >= s->n) return false;
    uint32_t first = key_of(s->letters[at].rune);
    for (uint32_t i = 0; i < it->n; i++) {
        fit one = {0};
        const word *w = &s->phrases->words.at[it->first + i];
        if (w->first != first || !compare_word(s, at, w, &one) || (found && one.end <= out->end)) continue;
        *out = one;
        found = true;
    }
    return found;
}

/* The next place where a word may begin: at `at` itself or behind punctuation. */
static size_t over_punctuation(const scan *s, size_t at)
{
    for (unsigned i = 0; i < 3 && at < s->n && !is_wordy(s->letters[at].rune); i++) at++;
    return at;
}

/* Whether a sentence ends between the letter before and this one: no phrase goes on there. */
static bool ends_sentence(const scan *s, size_t at)
{
    if (at == 0 || at >= s->n) return true;
    uint32_t c = s->letters[at].rune;
    if (c == '?' || c == '>' || c == '|' || c == 0x3002 || c == 0x3001) return c != 0x3001;
    wh_str gap = wh_sub(s->reader.text, s->letters[at - 1].end, s->letters[at].start);
    for (size_t i = 0; i + 1 < gap.n; i++)
        if ((gap.p[i] == '.' || gap.p[i] == '!' || gap.p[i] == '\n') && wh_is_space(gap.p[i + 1]) &&
            (gap.p[i] != '\n' || gap.p[i + 1] == '\n'))
            return true;
    return false;
}

static size_t over_word(const scan *s, size_t at, unsigned *cost)
{
    if (at >= s->n || is_dense(s->letters[at].rune) || !is_wordy(s->letters[at].rune)) {
        *cost += 1;
        return at + 1;
    }
    *cost += 2;
    for (size_t start = at++; at < s->n && !begins_word(s, at) && is_wordy(s->letters[at].rune) &&
                              at - start < WH_MAX_WORD_PASSED;)
        at++;
    return at;
}

static bool compare_phrase(const scan *s, size_t at, const phrase *p, fit *out)
{
    *out = (fit){.end = at};
    for (uint32_t i = 0; i < p->n; i++) {
        const item *it = &s->phrases->items.at[p->first + i];
        fit one = {0};
        size_t place = i ? out->end : at;
        bool found = compare_item(s, place, it, &one);
        if (!found && i) found = compare_item(s, place = over_punctuation(s, place), it, &one);
        for (unsigned cost = 0; !found && it->far && cost < SKIPPED && place < s->n;) {
            place = over_word(s, place, &cost);
            if (ends_sentence(s, place)) break;
            if (begins_word(s, place)) found = compare_item(s, place, it, &one);
        }
        if (!found) return false;
        out->end = one.end;
        out->disguised |= one.disguised;
    }
    return true;
}

/* ---- all of it ---- */

/* Phrases that share words are one: "I am in a meeting" says it once, in however many ways it is listed. */
static void note(scan *s, size_t at, const phrase *p, const fit *how, wh_phrase_hits *out)
{
    wh_str slice = wh_sub(s->reader.text, s->letters[at].start, s->letters[how->end - 1].end);
    uint32_t n = out->n[p->want], kept = n < WH_MAX_PHRASE_HITS ? n : WH_MAX_PHRASE_HITS;
    if (how->disguised && wh_absent(out->disguised)) out->disguised = slice;
    size_t start = s->letters[at].start, *end = &s->ends[p->want];
    bool shared = start < *end;
    if (s->letters[how->end - 1].end > *end) *end = s->letters[how->end - 1].end;
    if (shared) return;
    for (uint32_t i = 0; i < kept; i++)
        if (wh_eq_nocase(out->at[p->want][i], slice)) return;
    if (n < WH_MAX_PHRASE_HITS) out->at[p->want][n] = slice;
    out->n[p->want] = n + 1;
}

/* The phrases that begin at a word; each want is noted at most once a place. */
static void look_at(scan *s, size_t at, wh_phrase_hits *out)
{
    uint32_t seen = 0, hash = WH_HASH_START;
    _Static_assert(WH_WANT_COUNT <= 32, "the wants fit into a word of bits");
    for (unsigned letters = 0; letters < 3 && at + letters < s->n; letters++) {
        uint32_t rune = s->letters[at + letters].rune, slot = WH_INDEX_FROM, number;
        if (letters == 2 && is_dense(rune)) break;
        hash = hash_rune(hash, rune);
        while (wh_index_next(&s->phrases->starts, wh_hash_end(hash), &slot, &number)) {
            const phrase *p = &s->phrases->list.at[number];
            fit how;
            if (!(s->wanted >> p->want & 1) || (seen >> p->want & 1) || !compare_phrase(s, at, p, &how))
                continue;
            seen |= 1u << p->want;
            note(s, at, p, &how, out);
        }
    }
}

void wh_find_phrases(wh_env *env, const wh_phrases *phrases, wh_str text, uint32_t wanted,
                     wh_phrase_hits *out)
{
    if (!phrases || !text.n || text.n > UINT32_MAX) return;
    scan *s = out->room ? out->room : wh_alloc(env->arena, sizeof *s);
    out->room = s;
    if (!s) return;
    s->phrases = phrases;
    s->wanted = wanted;
    s->reader = (wh_text_reader){.text = text};
    s->n = s->before = 0;
    memset(s->ends, 0, sizeof s->ends);
    fill(s, 0);
    for (size_t at = 0; at < s->n;) {
        bool any = s->phrases->firsts[key_of(s->letters[at].rune) % FIRSTS] & wanted;
        if (any && begins_word(s, at)) look_at(s, at, out);
        if (++at + WH_MAX_PHRASE >= s->n && s->reader.at < text.n) {
            fill(s, at);
            at = 0;
        }
    }
}
