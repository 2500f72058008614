/* Reading the table of phrases into words, places and openings. */
#include "checks/content/phrase_table.h"
#include "base/limits.h"
#include "checks/lookalike/textfold.h"

/* Bytes of a word and of a phrase in the table, or less: lists that are too small grow. */
#define WORD 8u
#define PHRASE 64u

static wh_str take(wh_str *rest, char end)
{
    size_t at = wh_find_byte(*rest, end, 0);
    wh_str piece = wh_sub(*rest, 0, at == WH_NONE_AT ? rest->n : at);
    *rest = at == WH_NONE_AT ? wh_from(*rest, rest->n) : wh_from(*rest, at + 1);
    return piece;
}

/* As wh_fold_text, for lower-case ASCII (which most words are) with "_" as the only separator. Returns how
 * many bytes, at most WH_MAX_PHRASE_WORD; 0: it is something else. */
static size_t fold_ascii(wh_str text, char out[4 * WH_MAX_PHRASE_WORD], uint64_t *gaps)
{
    size_t length = 0;
    bool parted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c != '_' && !wh_is_lower(c) && !wh_is_digit(c)) return 0;
        if (length < WH_MAX_PHRASE_WORD && c != '_') {
            if (parted && length) *gaps |= 1ull << length;
            out[length++] = c;
        }
        parted = c == '_';
    }
    return length;
}

static void add_word(wh_phrases *p, wh_str text)
{
    wh_phrase_word *slot = wh_push(p->arena, &p->words);
    char folded[4 * WH_MAX_PHRASE_WORD];
    if (!slot) {
        p->failed = true;
        return;
    }
    bool open = text.n && text.p[text.n - 1] == '~';
    if (open) text.n--;
    size_t from = 0, n = fold_ascii(text, folded, &slot->gaps);
    /* As it stands in the table, which is borrowed, where nothing is folded away. */
    slot->letters = text;
    if (n == 0) wh_fold_text(text, WH_MAX_PHRASE_WORD, folded, &n, &slot->gaps);
    if (n != text.n || !wh_eq(text, (wh_str){folded, n}))
        slot->letters = wh_copy(p->arena, (wh_str){folded, n});
    slot->open = open;
    if (slot->letters.n == 0) p->failed = true;
    else slot->first = wh_phrase_key(wh_next_rune(slot->letters, &from, NULL));
}

/* Under its first letters: three of a word in letters, two of others; fewer when a word is shorter. */
static uint32_t key_of_word(wh_str letters, uint32_t *count)
{
    uint32_t hash = WH_HASH_START;
    *count = 0;
    for (size_t at = 0; at < letters.n && *count < 3; ++*count) {
        uint32_t rune = wh_next_rune(letters, &at, NULL);
        if (*count == 2 && wh_is_dense(rune)) break;
        hash = wh_hash_rune(hash, wh_phrase_key(rune));
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

static bool same_word(const wh_phrase_word *a, const wh_phrase_word *b)
{
    return wh_eq(a->letters, b->letters) && a->gaps == b->gaps && a->open == b->open;
}

/* The opening that this word is, made when there is none yet. */
static wh_phrase_opening *opening_of(wh_phrases *p, uint32_t number)
{
    const wh_phrase_word *w = &p->words.at[number];
    uint32_t hash = wh_hash(w->letters), at = WH_INDEX_FROM, found;
    while (wh_index_next(&p->same, hash, &at, &found))
        if (same_word(&p->words.at[p->openings.at[found].word], w)) return &p->openings.at[found];
    found = p->openings.n;
    wh_phrase_opening *made = wh_push(p->arena, &p->openings);
    if (!made) {
        p->failed = true;
        return NULL;
    }
    *made = (wh_phrase_opening){number, WH_NO_LINK, WH_NO_LINK};
    wh_index_add(&p->same, hash, found);
    uint32_t count, key = key_of_word(w->letters, &count);
    wh_index_add(&p->starts, key, found);
    if (count) p->lengths[w->first % WH_PHRASE_FIRSTS] |= (uint8_t)(1u << (count - 1));
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

static void add_phrase(wh_phrases *p, wh_want want, wh_str text)
{
    wh_phrase made = {want, p->items.n, 0};
    bool far = false;
    while (text.n && !p->failed) {
        wh_str alternatives = take(&text, ' ');
        if (wh_eq(alternatives, WH_LIT("*"))) {
            far = true;
            continue;
        }
        wh_phrase_item *slot = wh_push(p->arena, &p->items);
        if (!slot) {
            p->failed = true;
            return;
        }
        *slot = (wh_phrase_item){.first = p->words.n, .far = far};
        uint32_t n = 0;
        for (; alternatives.n; n++) add_word(p, take(&alternatives, '|'));
        slot->n = n;
        for (uint32_t i = 0; i < n && !p->failed; i++)
            slot->letters |= wh_phrase_bit(p->words.at[slot->first + i].first);
        far = false;
        made.n++;
    }
    uint32_t number = p->list.n;
    wh_phrase *slot = made.n ? wh_push(p->arena, &p->list) : NULL;
    if (!slot || p->failed) {
        p->failed = true;
        return;
    }
    *slot = made;
    wh_phrase_item *first = &p->items.at[made.first];
    for (uint32_t i = 0; i < first->n; i++) {
        wh_phrase_opening *with = opening_of(p, first->first + i);
        if (with) add_link(p, with, number);
        p->firsts[p->words.at[first->first + i].first % WH_PHRASE_FIRSTS] |= 1u << want;
    }
}

const wh_phrases *wh_phrases_new(wh_arena *arena, wh_str table)
{
    wh_phrases *p = wh_alloc(arena, sizeof *p);
    if (!p) return NULL;
    p->arena = arena;
    wh_reserve(arena, &p->words, (uint32_t)(table.n / WORD) + 16);
    wh_reserve(arena, &p->items, (uint32_t)(table.n / PHRASE * 3) + 16);
    wh_reserve(arena, &p->list, (uint32_t)(table.n / PHRASE) + 16);
    wh_index_init(&p->starts, arena, 2048);
    wh_index_init(&p->same, arena, 2048);
    while (table.n && !p->failed) {
        wh_str row = take(&table, '\n'), name = take(&row, '\t');
        wh_want want;
        if (is_want(name, &want)) add_phrase(p, want, row);
        else p->failed = true;
    }
    return p->failed || p->starts.failed || p->same.failed ? NULL : p;
}
