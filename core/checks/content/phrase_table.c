/* Reading the table of phrases into words, places and openings. */
#include "checks/content/phrase_table.h"
#include "base/limits.h"

/* Bytes of the table for a word, for a phrase, or less: lists that are too small grow. */
#define WORD 8u
#define PHRASE 64u
#define OPENING 24u /* ... for each word that begins a phrase */

static wh_str without_gaps(wh_arena *arena, wh_str text, uint64_t *gaps)
{
    char *out = wh_alloc(arena, text.n);
    size_t bytes = 0;
    if (!out) return WH_ABSENT;
    for (size_t i = 0, letters = 0; i < text.n; i++) {
        if (text.p[i] == '_') {
            *gaps |= letters && letters < 64 ? 1ull << letters : 0;
            continue;
        }
        letters += ((unsigned char)text.p[i] & 0xC0) != 0x80;
        out[bytes++] = text.p[i];
    }
    return (wh_str){out, bytes};
}

/* A word as it stands in the table, which is borrowed: lower case, kana as hiragana, "_" for a gap and "~" at
 * its end when more letters may follow. */
static void add_word(wh_phrases *p, wh_str text, bool parted)
{
    wh_phrase_word *slot = wh_push(p->arena, &p->words);
    size_t from = 0;
    if (slot && text.n && text.p[text.n - 1] == '~') {
        text.n--;
        slot->open = true;
    }
    if (slot && parted) text = without_gaps(p->arena, text, &slot->gaps);
    if (!slot || text.n == 0) {
        p->failed = true;
        return;
    }
    slot->letters = text;
    slot->first = wh_phrase_key(wh_next_letter(text, &from));
    if (from < text.n) slot->second = wh_phrase_key(wh_next_letter(text, &from));
}

/* Under its first letters: three of a word in letters, two of others; fewer when a word is shorter. */
typedef struct word_key {
    uint32_t hash, count;
    uint8_t keys[3];
    uint8_t behind; /* the letter after them, as wh_phrase_entry has it */
} word_key;

static word_key key_of_word(wh_str letters)
{
    word_key out = {.hash = WH_HASH_START};
    size_t at = 0;
    while (at < letters.n && out.count < 3) {
        size_t before = at;
        uint32_t rune = wh_next_letter(letters, &at);
        if (out.count == 2 && wh_is_dense(rune)) {
            at = before;
            break;
        }
        out.hash = wh_phrase_hash(out.hash, rune);
        out.keys[out.count++] = wh_phrase_key(rune);
    }
    if (at < letters.n && (unsigned char)letters.p[at] < 0x80)
        out.behind = wh_phrase_key((unsigned char)letters.p[at]);
    out.hash = wh_hash_end(out.hash);
    return out;
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

static bool same_word(const wh_phrase_word *a, const wh_phrase_word *b)
{
    return wh_eq(a->letters, b->letters) && a->gaps == b->gaps && a->open == b->open;
}

/* The opening that this word is, made when there is none yet. */
static wh_phrase_opening *opening_of(wh_phrases *p, uint32_t number)
{
    const wh_phrase_word *w = &p->words.at[number];
    uint32_t at = WH_INDEX_FROM, entry;
    const word_key key = key_of_word(w->letters);
    while (wh_index_next(&p->starts, key.hash, &at, &entry)) {
        wh_phrase_opening *known = &p->openings.at[wh_entry_number(entry)];
        if (wh_entry_behind(entry) == key.behind && same_word(&p->words.at[known->word], w)) return known;
    }
    uint32_t made_as = p->openings.n;
    wh_phrase_opening *made = wh_push(p->arena, &p->openings);
    if (!made || wh_entry_number(made_as) != made_as) {
        p->failed = true;
        return NULL;
    }
    *made = (wh_phrase_opening){number, WH_NO_LINK, WH_NO_LINK};
    wh_index_add(&p->starts, key.hash, wh_phrase_entry(made_as, key.behind));
    p->lengths[w->first] |=
        (uint8_t)(1u << (key.count - 1) | (w->open && key.count < 3 ? WH_PHRASE_OPEN : 0));
    if (key.count == 3) p->thirds[wh_phrase_two(key.keys[0], key.keys[1])] |= wh_phrase_third(key.keys[2]);
    return made;
}

static void add_link(wh_phrases *p, wh_phrase_opening *with, uint32_t number)
{
    uint32_t at = p->links.n;
    if (with->last != WH_NO_LINK && p->links.at[with->last].number == number) return; /* said twice in it */
    wh_phrase_link *made = wh_push(p->arena, &p->links);
    if (!made) {
        p->failed = true;
        return;
    }
    *made = (wh_phrase_link){number, WH_NO_LINK};
    if (with->last == WH_NO_LINK) with->first = at;
    else p->links.at[with->last].next = at;
    with->last = at;
}

/* Where a word ends: at "|", a blank, "*" or a line feed. */
static size_t word_end(wh_str s, size_t at, bool *parted)
{
    bool gap = false;
    for (; at < s.n && (unsigned char)s.p[at] > '*' && s.p[at] != '|'; at++) gap |= s.p[at] == '_';
    *parted = gap;
    return at;
}

/* The words of one place; rest is then what follows them. */
static void add_item(wh_phrases *p, wh_str *rest, bool far)
{
    wh_str row = *rest;
    wh_phrase_item made = {.first = p->words.n, .far = far};
    size_t end = WH_NONE_AT;
    do {
        bool parted;
        size_t from = end + 1;
        end = word_end(row, from, &parted);
        add_word(p, (wh_str){row.p + from, end - from}, parted);
    } while (!p->failed && end < row.n && row.p[end] == '|');
    *rest = wh_from(row, end);
    made.n = p->words.n - made.first;
    wh_phrase_item *slot = wh_push(p->arena, &p->items);
    if (!slot || p->failed) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < made.n; i++) {
        const wh_phrase_word *w = &p->words.at[made.first + i];
        uint64_t pair = w->second ? (uint64_t)1 << wh_phrase_pair(w->first, w->second) : UINT64_MAX;
        made.apart = (i == 0 || made.apart) && !(made.pairs & pair);
        made.pairs |= pair;
    }
    *slot = made;
}

/* Reads one row, and goes on behind its end. */
static void add_phrase(wh_phrases *p, wh_want want, wh_str *rest)
{
    wh_phrase made = {want, p->items.n, 0};
    bool far = false;
    while (!p->failed) {
        add_item(p, rest, far);
        made.n++;
        char end = rest->n ? rest->p[0] : '\n';
        *rest = wh_from(*rest, 1);
        if (end == '\n') break;
        far = end == '*';
    }
    uint32_t number = p->list.n;
    wh_phrase *slot = wh_push(p->arena, &p->list);
    if (!slot || p->failed) {
        p->failed = true;
        return;
    }
    *slot = made;
    const wh_phrase_item *first = &p->items.at[made.first];
    for (uint32_t i = 0; i < first->n; i++) {
        wh_phrase_opening *with = opening_of(p, first->first + i);
        if (with) add_link(p, with, number);
        p->firsts[p->words.at[first->first + i].first] |= 1u << want;
    }
}

const wh_phrases *wh_phrases_new(wh_arena *arena, wh_str table)
{
    wh_phrases *p = wh_alloc(arena, sizeof *p);
    wh_want want = WH_WANT_COUNT;
    if (!p) return NULL;
    p->arena = arena;
    wh_reserve(arena, &p->words, (uint32_t)(table.n / WORD) + 16);
    wh_reserve(arena, &p->items, (uint32_t)(table.n / PHRASE * 3) + 16);
    wh_reserve(arena, &p->list, (uint32_t)(table.n / PHRASE) + 16);
    wh_reserve(arena, &p->openings, (uint32_t)(table.n / OPENING) + 16);
    wh_reserve(arena, &p->links, (uint32_t)(table.n / OPENING) + 16);
    wh_index_init(&p->starts, arena, (uint32_t)(table.n / OPENING));
    while (table.n && !p->failed) {
        if (table.p[0] == '\t') {
            size_t end = wh_find_byte(table, '\n', 0);
            if (!is_want(wh_sub(table, 1, end), &want)) p->failed = true;
            table = end == WH_NONE_AT ? WH_LIT("") : wh_from(table, end + 1);
        } else if (want == WH_WANT_COUNT) {
            p->failed = true;
        } else {
            add_phrase(p, want, &table);
        }
    }
    return p->failed || p->starts.failed ? NULL : p;
}
