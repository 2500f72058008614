/* Phrases in running text, one pass: at each word the phrases that begin so are compared, word by word. The
 * letters are folded as for brands (checks/lookalike/textfold.h), so that "Verify y0ur acсount" is read as it
 * is meant. */
#include "base/limits.h"
#include "checks/content/phrase_table.h"
#include "checks/lookalike/textfold.h"

#include <string.h>

#define AHEAD 2048u    /* letters held at once */
#define SKIPPED 14u    /* what "*" passes over: letters of a language without spaces; a word counts two */
#define SLY_LETTERS 4u /* a shorter word is read as it is written */
#define OPENINGS 16u   /* ... words that stand in one place: beginnings of one another */

/* ---- letters ---- */

static inline bool is_wordy(uint32_t c)
{
    return c < 0x80 ? wh_is_alnum((char)c)
                    : c >= 0xAA && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F);
}
/* Letters that the eye takes for one another: i, l, 1; a digit for a letter. */
static inline bool passes_for(uint32_t written, uint32_t meant)
{
    if (written >= 0x80 || meant >= 0x80 || wh_phrase_key(written) != wh_phrase_key(meant) ||
        !wh_is_alpha((char)meant))
        return false;
    return wh_phrase_key(meant) == 'l' || wh_is_digit((char)written);
}

/* ---- the text ---- */

typedef struct place { /* what is asked of a letter again and again, by one phrase after the other */
    uint8_t over;      /* letters that "*" passes over here; 0: not looked at yet */
    uint8_t cost;      /* ... of SKIPPED */
    bool ends : 1;     /* ... and then a sentence ends: no phrase goes on */
    bool word : 1;     /* ... or a word begins */
} place;

/* Where a phrase may go on behind one of its places, and how what stands there begins: most phrases that
 * begin somewhere do not go on, and are refused by all of it at once. */
typedef struct reach {
    size_t from;   /* behind this place; WH_NONE_AT: of no place */
    bool far;      /* over what "*" passes, too */
    uint32_t n[2]; /* places; [1]: with those */
    size_t at[2 + SKIPPED];
    uint64_t pairs[2];  /* bits: wh_phrase_pair */
    uint32_t thirds[2]; /* and wh_phrase_third */
} reach;

typedef struct scan {
    const wh_phrases *phrases;
    uint64_t wanted; /* WH_WANT_BITs: the others are passed over */
    wh_text_reader reader;
    wh_letter letters[AHEAD];
    uint8_t keys[AHEAD + 3]; /* wh_phrase_key of each; 0: no letter */
    place places[AHEAD];
    reach reach;
    size_t n;
    uint32_t before;            /* the letter before the first one held; 0 at the start */
    size_t ends[WH_WANT_COUNT]; /* where in the text the last phrase of a want ended */
} scan;

static void fill(scan *s, size_t from)
{
    size_t kept = s->n - from;
    if (from > 0) s->before = s->letters[from - 1].rune;
    memmove(s->letters, s->letters + from, kept * sizeof *s->letters);
    memmove(s->keys, s->keys + from, kept);
    s->n = wh_read_on(&s->reader, s->letters, kept, AHEAD);
    s->reach.from = WH_NONE_AT;
    /* The last letter held may have been joined with the first one read. */
    for (size_t i = kept ? kept - 1 : 0; i < s->n; i++) s->keys[i] = wh_phrase_key(s->letters[i].rune);
    memset(s->keys + s->n, 0, 3);
    memset(s->places, 0, s->n * sizeof *s->places);
}

/* The keys of a letter and of the three behind it, the first one lowest. */
static inline uint32_t keys_at(const scan *s, size_t at)
{
    const uint8_t *keys = s->keys + at;
    return keys[0] | (uint32_t)keys[1] << 8 | (uint32_t)keys[2] << 16 | (uint32_t)keys[3] << 24;
}

static inline bool begins_word(const scan *s, size_t at)
{
    uint32_t here = s->letters[at].rune, before = at ? s->letters[at - 1].rune : s->before;
    if (!is_wordy(here)) return false;
    return wh_is_dense(here) || s->letters[at].seen & WH_PARTED || before == 0 || !is_wordy(before) ||
           wh_is_dense(before);
}

/* Whether a letter or digit of ASCII stands right behind another here: no word ends. */
static inline bool runs_on(const scan *s, size_t at) { return at < s->n && s->letters[at].seen & WH_AMID; }

static inline bool ends_word(const scan *s, size_t end)
{
    if (runs_on(s, end)) return false;
    if (end >= s->n || wh_is_dense(s->letters[end - 1].rune)) return true;
    return s->letters[end].seen & WH_PARTED || !is_wordy(s->letters[end].rune) ||
           wh_is_dense(s->letters[end].rune);
}

typedef struct fit {
    size_t end;
    bool disguised;
} fit;

static bool compare_word(const scan *s, size_t at, const wh_phrase_word *w, fit *out)
{
    size_t length = 0, parted = 0, foreign = 0, own = 0, left = s->n - at;
    bool sly = false;
    for (size_t k = 0; k < w->letters.n; length++) {
        uint32_t meant = wh_next_letter(w->letters, &k);
        if (length >= left) return false;
        const wh_letter *letter = &s->letters[at + length];
        if (letter->rune != meant) {
            if (w->letters.n < SLY_LETTERS || !passes_for(letter->rune, meant)) return false;
            sly = true;
        }
        own += meant >= 0x80; /* Cyrillic that looks like nothing else */
        if (!(letter->seen & WH_MARKS & ~WH_AMID)) continue;
        foreign += letter->seen & WH_FOREIGN ? 1 : 0;
        if (length == 0) continue;
        if (letter->seen & WH_PARTED && !(w->gaps >> length & 1)) parted++;
        if (letter->seen & WH_HIDDEN) sly = true;
    }
    bool spaced = parted > 0 && parted + 1 == length && length >= 5;
    if (parted > 0 && !spaced && !wh_is_dense(s->letters[at].rune)) return false;
    out->end = at + length;
    if (w->open)
        while (out->end < s->n && !ends_word(s, out->end) && out->end - at < WH_MAX_WORD_PASSED) out->end++;
    else if (!ends_word(s, out->end)) return false;
    /* A word that is foreign throughout belongs to another language, unless its letters are mathematical
     * ones. */
    out->disguised =
        sly || spaced || (foreign > 0 && (foreign + own < length || wh_unfolded(&s->letters[at]) >= 0x1D400));
    return true;
}

/* Whether the letters that stand here can be the word: by the keys of its first four, and its end. */
static inline bool may_be(const scan *s, size_t at, const wh_phrase_word *w)
{
    if ((keys_at(s, at) ^ w->keys) & (UINT32_MAX >> (32 - 8 * w->keys_n))) return false;
    return w->open || !runs_on(s, at + w->length);
}

static bool compare_item(const scan *s, size_t at, const wh_phrase_item *it, fit *out)
{
    bool found = false;
    uint32_t keys = keys_at(s, at);
    if (!(it->pairs >> wh_phrase_pair(keys) & 1) || !(it->thirds & wh_phrase_third(keys))) return false;
    for (uint32_t i = 0; i < it->n; i++) {
        fit one;
        const wh_phrase_word *w = &s->phrases->words.at[it->first + i];
        if (!may_be(s, at, w) || !compare_word(s, at, w, &one)) continue;
        if (found && one.end <= out->end) continue;
        *out = one;
        found = true;
    }
    return found;
}

/* The next place where a word may begin: at `at` itself or after punctuation. */
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

static size_t over_word(const scan *s, size_t at)
{
    if (wh_is_dense(s->letters[at].rune) || !is_wordy(s->letters[at].rune)) return at + 1;
    size_t start = at++, end = s->n - start > WH_MAX_WORD_PASSED ? start + WH_MAX_WORD_PASSED : s->n;
    while (at < end &&
           (s->letters[at].seen & WH_AMID || (!begins_word(s, at) && is_wordy(s->letters[at].rune))))
        at++;
    return at;
}

static const place *walk_from(scan *s, size_t at)
{
    place *here = &s->places[at];
    if (here->over) return here;
    size_t to = over_word(s, at);
    bool one = wh_is_dense(s->letters[at].rune) || !is_wordy(s->letters[at].rune);
    _Static_assert(WH_MAX_WORD_PASSED <= UINT8_MAX, "letters that are passed over fit into a byte");
    here->over = (uint8_t)(to - at);
    here->cost = one ? 1 : 2;
    here->ends = ends_sentence(s, to);
    here->word = to < s->n && begins_word(s, to);
    return here;
}

static void reach_to(scan *s, size_t at, bool far)
{
    reach *r = &s->reach;
    if (at >= s->n) return;
    r->at[r->n[far]++] = at;
    r->pairs[far] |= (uint64_t)1 << wh_phrase_pair(keys_at(s, at));
    r->thirds[far] |= wh_phrase_third(keys_at(s, at));
}

/* The reach behind `from`: right there, and behind punctuation; far: and over words. */
static const reach *reach_from(scan *s, size_t from, bool far)
{
    reach *r = &s->reach;
    size_t here = over_punctuation(s, from);
    if (r->from != from) {
        r->from = from;
        r->far = false;
        r->n[0] = r->thirds[0] = 0;
        r->pairs[0] = 0;
        reach_to(s, from, false);
        if (here > from) reach_to(s, here, false);
    }
    if (r->far || !far) return r;
    r->far = true;
    r->n[1] = r->n[0];
    r->pairs[1] = r->pairs[0];
    r->thirds[1] = r->thirds[0];
    for (unsigned cost = 0; cost < SKIPPED && here < s->n;) {
        const place *passed = walk_from(s, here);
        here += passed->over;
        cost += passed->cost;
        if (passed->ends) break;
        if (passed->word) reach_to(s, here, true);
    }
    return r;
}

/* *out: at first how its opening fits. */
static bool compare_phrase(scan *s, size_t at, const wh_phrase *p, fit *out)
{
    const wh_phrase_item *items = &s->phrases->items.at[p->first];
    if (!items->apart && !compare_item(s, at, items, out)) return false;
    for (uint32_t i = 1; i < p->n; i++) {
        const wh_phrase_item *it = &items[i];
        const reach *r = reach_from(s, out->end, it->far);
        fit one;
        bool found = false;
        if (!(it->pairs & r->pairs[it->far]) || !(it->thirds & r->thirds[it->far])) return false;
        for (uint32_t k = 0; !found && k < r->n[it->far]; k++) found = compare_item(s, r->at[k], it, &one);
        if (!found) return false;
        out->end = one.end;
        out->disguised |= one.disguised;
    }
    return true;
}

/* ---- all of it ---- */

/* Phrases that share words are one: "I am in a meeting" says it once, in however many ways it is listed. */
static void note(scan *s, size_t at, const wh_phrase *p, const fit *how, wh_phrase_hits *out)
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

typedef struct opening { /* one that stands here */
    uint32_t link;       /* to the next of its phrases; WH_NO_LINK: there is none left */
    fit how;
} opening;

/* Of the openings that are one or two letters long, or two of a language without spaces and more, those that
 * stand here. */
static size_t find_short(const scan *s, size_t at, uint32_t count, opening found[OPENINGS])
{
    const wh_phrases *p = s->phrases;
    uint32_t slot = WH_INDEX_FROM, number, hash = WH_HASH_START;
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++) hash = wh_phrase_hash(hash, s->letters[at + i].rune);
    hash = wh_hash_end(hash);
    while (n < OPENINGS && wh_index_next(&p->starts, hash, &slot, &number)) {
        const wh_phrase_opening *known = &p->openings.at[number];
        const wh_phrase_word *w = &p->words.at[known->word];
        fit how;
        if (known->wants & s->wanted && may_be(s, at, w) && compare_word(s, at, w, &how))
            found[n++] = (opening){known->first, how};
    }
    return n;
}

/* Of the others. */
static size_t find_long(const scan *s, size_t at, opening found[OPENINGS])
{
    const wh_phrases *p = s->phrases;
    uint32_t keys = keys_at(s, at);
    const wh_phrase_twos *two = &p->twos[wh_phrase_two(keys)];
    size_t n = 0;
    if (!(two->thirds & wh_phrase_third(keys))) return 0;
    const uint32_t *begins = p->begins + wh_phrase_beginning(two, keys);
    for (uint32_t i = begins[0]; i < begins[1] && n < OPENINGS; i++) {
        const wh_phrase_start *start = &p->sorted[i];
        if ((keys ^ start->keys) & start->mask || !(start->wants & s->wanted)) continue;
        if (start->length && runs_on(s, at + start->length)) continue;
        const wh_phrase_opening *known = &p->openings.at[start->opening];
        fit how;
        if (compare_word(s, at, &p->words.at[known->word], &how)) found[n++] = (opening){known->first, how};
    }
    return n;
}

/* Takes the next phrase of several openings, in the order of the list; WH_NO_LINK: there is none left. *how:
 * how an opening of it fits. */
static uint32_t next_phrase(const wh_phrases *p, opening *found, size_t n, fit *how)
{
    uint32_t least = WH_NO_LINK;
    if (n == 1) { /* nearly always */
        const wh_phrase_link *link = found->link == WH_NO_LINK ? NULL : &p->links.at[found->link];
        *how = found->how;
        found->link = link ? link->next : WH_NO_LINK;
        return link ? link->number : WH_NO_LINK;
    }
    for (size_t i = 0; i < n; i++)
        if (found[i].link != WH_NO_LINK && p->links.at[found[i].link].number < least) {
            least = p->links.at[found[i].link].number;
            *how = found[i].how;
        }
    for (size_t i = 0; i < n && least != WH_NO_LINK; i++)
        if (found[i].link != WH_NO_LINK && p->links.at[found[i].link].number == least)
            found[i].link = p->links.at[found[i].link].next;
    return least;
}

/* The phrases that begin at a word; each want is noted at most once a place. Openings are compared once,
 * however many phrases begin with them. */
static WH_APART void look_at(scan *s, size_t at, wh_phrase_hits *out)
{
    const wh_phrases *p = s->phrases;
    uint32_t number;
    uint64_t seen = 0;
    opening found[OPENINGS];
    uint32_t lengths = p->lengths[s->keys[at]];
    _Static_assert(WH_WANT_COUNT <= 64, "the wants fit into a word of bits");
    for (uint32_t count = lengths & 3 ? 1 : 3; count <= 3 && at + count <= s->n; count++) {
        if (!(lengths >> (count - 1) & 1)) continue;
        /* Those of one or two letters are whole words, but for the open ones. */
        if (count < 3 && !(lengths & WH_PHRASE_OPEN) && !ends_word(s, at + count)) continue;
        size_t n = count < 3 ? find_short(s, at, count, found) : find_long(s, at, found);
        for (fit how; n > 0 && (number = next_phrase(p, found, n, &how)) != WH_NO_LINK;) {
            const wh_phrase *one = &p->list.at[number];
            if (!(s->wanted >> one->want & 1) || (seen >> one->want & 1) || !compare_phrase(s, at, one, &how))
                continue;
            seen |= WH_WANT_BIT(one->want);
            note(s, at, one, &how, out);
        }
    }
}

void wh_find_phrases(wh_env *env, const wh_phrases *phrases, wh_str text, uint64_t wanted,
                     wh_phrase_hits *out)
{
    if (!phrases || !text.n || text.n > UINT32_MAX) return;
    scan *s = out->room ? out->room : wh_alloc_unset(env->arena, sizeof *s);
    out->room = s;
    if (!s) return;
    s->phrases = phrases;
    s->wanted = wanted;
    s->reader = (wh_text_reader){.text = text};
    s->n = s->before = 0;
    memset(s->ends, 0, sizeof s->ends);
    fill(s, 0);
    for (size_t at = 0;;) {
        /* As long as a whole phrase is held, or all that is left. */
        _Static_assert(AHEAD - WH_LETTERS_AT_ONCE > WH_MAX_PHRASE, "each filling lets the search go on");
        bool more = s->reader.at < text.n;
        for (size_t end = more ? s->n - WH_MAX_PHRASE : s->n; at < end; at++)
            if (!(s->letters[at].seen & WH_AMID) && begins_word(s, at) &&
                (phrases->firsts[s->keys[at]] & wanted))
                look_at(s, at, out);
        if (!more) return;
        fill(s, at);
        at = 0;
    }
}
