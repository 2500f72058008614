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
    for (; slot->keys_n < 4 && from < text.n; slot->keys_n++)
        slot->keys |= (uint32_t)wh_phrase_key(wh_next_letter(text, &from)) << 8 * slot->keys_n;
    size_t length = slot->keys_n;
    for (; from < text.n; from++) length += ((unsigned char)text.p[from] & 0xC0) != 0x80;
    slot->length = (uint8_t)length;
    p->failed |= length > 64;
}

/* Under its first letters: three of a word in letters, two of others; fewer when a word is shorter. */
typedef struct word_key {
    uint32_t hash, count;
} word_key;

static word_key key_of_word(wh_str letters)
{
    word_key out = {.hash = WH_HASH_START};
    size_t at = 0;
    while (at < letters.n && out.count < 3) {
        uint32_t rune = wh_next_letter(letters, &at);
        if (out.count == 2 && wh_is_dense(rune)) break;
        out.hash = wh_phrase_hash(out.hash, rune);
        out.count++;
    }
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
        wh_phrase_opening *known = &p->openings.at[entry];
        if (same_word(&p->words.at[known->word], w)) return known;
    }
    uint32_t made_as = p->openings.n;
    wh_phrase_opening *made = wh_push(p->arena, &p->openings);
    if (!made || made_as > 0xFFFFFF) { /* a wh_phrase_start holds its number */
        p->failed = true;
        return NULL;
    }
    *made = (wh_phrase_opening){number, WH_NO_LINK, WH_NO_LINK, 0, key.count == 3};
    wh_index_add(&p->starts, key.hash, made_as);
    p->lengths[w->keys & 0xFF] |=
        (uint8_t)(1u << (key.count - 1) | (w->open && key.count < 3 ? WH_PHRASE_OPEN : 0));
    if (key.count == 3) p->twos[wh_phrase_two(w->keys)].thirds |= wh_phrase_third(w->keys);
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

/* Whether two words can stand in one place, as far as the keys of their letters tell. */
static bool begin_alike(const wh_phrase_word *a, const wh_phrase_word *b)
{
    uint32_t n = a->keys_n < b->keys_n ? a->keys_n : b->keys_n;
    return !((a->keys ^ b->keys) & (UINT32_MAX >> (32 - 8 * n)));
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
    made.apart = true;
    for (uint32_t i = 0; i < made.n; i++) {
        const wh_phrase_word *w = &p->words.at[made.first + i];
        uint64_t pair = w->keys_n > 1 ? (uint64_t)1 << wh_phrase_pair(w->keys) : UINT64_MAX;
        for (uint32_t k = 0; made.pairs & pair && k < i && made.apart; k++)
            made.apart = !begin_alike(w, &p->words.at[made.first + k]);
        made.pairs |= pair;
        made.thirds |= w->keys_n > 2 ? wh_phrase_third(w->keys) : UINT32_MAX;
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
        if (!with) return;
        add_link(p, with, number);
        with->wants |= WH_WANT_BIT(want);
        p->firsts[p->words.at[first->first + i].keys & 0xFF] |= WH_WANT_BIT(want);
    }
}

/* Which of the beginnings of three letters an opening's word has. */
static uint32_t beginning_of(const wh_phrases *p, const wh_phrase_opening *one)
{
    uint32_t keys = p->words.at[one->word].keys;
    return wh_phrase_beginning(&p->twos[wh_phrase_two(keys)], keys);
}

static wh_phrase_start start_of(const wh_phrases *p, uint32_t opening)
{
    const wh_phrase_opening *one = &p->openings.at[opening];
    const wh_phrase_word *w = &p->words.at[one->word];
    return (wh_phrase_start){.keys = w->keys,
                             .mask = UINT32_MAX >> (32 - 8 * w->keys_n),
                             .wants = one->wants,
                             .opening = opening & 0xFFFFFF,
                             .length = w->open ? 0 : w->length};
}

/* Openings of one beginning are kept in their order. */
static void sort_openings(wh_phrases *p)
{
    uint32_t n = 0;
    for (uint32_t two = 0; two < WH_PHRASE_TWOS; two++) {
        p->twos[two].before = n;
        n += wh_phrase_bits(p->twos[two].thirds);
    }
    /* Counted two places further on, then moved to where each one's begin while they are put in. */
    uint32_t *ends = wh_alloc(p->arena, (n + 2) * sizeof *ends);
    p->sorted = wh_alloc(p->arena, (p->openings.n + 1) * sizeof *p->sorted);
    if (!ends || !p->sorted) {
        p->failed = true;
        return;
    }
    p->begins = ends;
    for (uint32_t i = 0; i < p->openings.n; i++)
        if (p->openings.at[i].sorts) ends[beginning_of(p, &p->openings.at[i]) + 2]++;
    for (uint32_t i = 2; i < n + 2; i++) ends[i] += ends[i - 1];
    for (uint32_t i = 0; i < p->openings.n; i++)
        if (p->openings.at[i].sorts)
            p->sorted[ends[beginning_of(p, &p->openings.at[i]) + 1]++] = start_of(p, i);
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
    sort_openings(p);
    return p->failed || p->starts.failed ? NULL : p;
}
