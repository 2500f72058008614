/* In the module a value is mostly not handed out as text: words.js makes objects of its words
 * (report/words.h) in a third of the time that a text takes to be decoded and parsed. But only once a few
 * made the engine compile it: the first values of an instance are texts, which the engine reads without that.
 * wh_json_take's block here is such a text, or 0, which no text begins with how many words there is room for
 *   the words: of a text no address, of any number but a small one its digits' length alone
 *   the texts and digits one after another, in UTF-8 */
#include "report/json.h"
#include "report/words.h"

#include <stdlib.h>

/* Constants lie between the two: the linker's. */
extern const char __global_base, __heap_base;

/* A text that words.js keeps by its address, which follows: its size. */
enum { WORD_CONSTANT = 14 };
#define LONGEST_CONSTANT 40u

#define TEXTS_FIRST 8u

/* ---- room ---- */

/* A report makes two hundred values one after another: the same few, and their blocks, serve for most. */
#define MOST_KEPT 24u
#define LARGEST_KEPT 2048u /* words of a block */

static wh_json *kept[MOST_KEPT];
static size_t kept_n;

wh_json *wh_json_room(void)
{
    if (kept_n) return kept[--kept_n];
    wh_json *v = malloc(sizeof *v);
    if (!v) return NULL;
    v->p = v->few;
    v->cap = WH_FEW_WORDS;
    return v;
}

void wh_json_give_back(wh_json *v)
{
    if (v->p != v->few && (kept_n == MOST_KEPT || v->cap > LARGEST_KEPT)) {
        free(v->p);
        v->p = v->few;
        v->cap = WH_FEW_WORDS;
    }
    if (kept_n < MOST_KEPT) kept[kept_n++] = v;
    else free(v);
}

/* ---- texts ---- */

static bool has_high_byte(uint64_t eight) { return eight & 0x8080808080808080u; }

/* Copies ASCII from *at on, eight bytes at a time while so many are left; there is room. */
static void put_ascii(wh_block *out, wh_str s, size_t *at)
{
    char *to = out->p + out->n;
    size_t from = *at;
    for (uint64_t eight; s.n - *at >= sizeof eight; *at += sizeof eight, to += sizeof eight) {
        memcpy(&eight, s.p + *at, sizeof eight);
        if (has_high_byte(eight)) break;
        memcpy(to, &eight, sizeof eight);
    }
    for (; *at < s.n && (unsigned char)s.p[*at] < 0x80; ++*at) *to++ = s.p[*at];
    out->n += *at - from;
}

/* Appends a text; *units: its length in UTF-16. False when there is no room. */
static bool put_text(wh_block *out, wh_str s, size_t *units)
{
    size_t before = out->n;
    *units = 0;
    for (size_t at = 0; wh_block_reserve(out, s.n - at + 4);) {
        size_t from = at;
        put_ascii(out, s, &at);
        *units += at - from;
        if (at == s.n) return true;
        uint32_t rune = wh_next_rune(s, &at, NULL);
        out->n += wh_encode_rune(rune, out->p + out->n);
        *units += rune < 0x10000 ? 1 : 2;
    }
    out->n = before;
    return false;
}

static bool is_constant(wh_str s)
{
    if (s.p < &__global_base || s.p >= &__heap_base || s.n > LONGEST_CONSTANT) return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

/* A number's digits as JSON has them (RFC 8259 6). */
static wh_str digits_of(int64_t number, size_t places, char room[40])
{
    char *end = room + 40, *to = end;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    for (size_t i = 0; rest || i <= places; i++, rest /= 10) {
        if (i && i == places) *--to = '.';
        *--to = (char)('0' + rest % 10);
    }
    if (number < 0) *--to = '-';
    return (wh_str){to, (size_t)(end - to)};
}

/* ---- words ---- */

/* What the keys of an object hash to tells words.js which they are before it reads the first. */
#define DEEPEST 16u /* objects in each other; of those within them nothing is told */

typedef struct keys {
    wh_word *at[DEEPEST]; /* the objects that are open */
    uint32_t hash[DEEPEST];
    size_t n;
} keys;

static void open_object(keys *k, wh_word *at)
{
    if (k->n < DEEPEST) {
        k->at[k->n] = at;
        k->hash[k->n] = 0;
    }
    k->n++;
}

static void add_key(keys *k, wh_word key)
{
    if (k->n <= DEEPEST) k->hash[k->n - 1] = (k->hash[k->n - 1] + (uint32_t)key) * 2654435761u;
}

static void close_object(keys *k)
{
    if (--k->n < DEEPEST) *k->at[k->n] = (k->hash[k->n] & ~15u) | WH_WORD_OBJECT;
}

/* Rewrites the words, which become fewer or stay as many, and appends their texts. How many there are. */
static WH_APART size_t put_words(wh_block *out, wh_word *words, size_t n)
{
    wh_word *to = words;
    keys open = {.n = 0};
    for (const wh_word *p = words, *end = words + n; p < end;) {
        wh_word word = *p++;
        size_t number = wh_word_number(word), units, room;
        unsigned kind = wh_word_kind(word);
        if (kind == WH_WORD_TEXT) {
            wh_str text = {(const char *)*p++, number};
            if (is_constant(text)) {
                *to++ = number << 4 | WORD_CONSTANT;
                *to++ = (wh_word)text.p;
            } else {
                *to++ = put_text(out, text, &units) ? units << 4 | kind : WH_WORD_NULL;
            }
        } else if (kind == WH_WORD_NUMBER) {
            char digits[40];
            wh_str text = digits_of(wh_word_int64(p), number, digits);
            p += 2;
            *to++ = put_text(out, text, &units) ? units << 4 | kind : WH_WORD_NULL;
        } else {
            if (kind == WH_WORD_OBJECT) open_object(&open, to);
            else if (kind == WH_WORD_KEY) add_key(&open, word);
            else if (kind == WH_WORD_OBJECT_END) close_object(&open);
            *to++ = word;
            room = kind == WH_WORD_SPAN ? 2 : kind == WH_WORD_SPANS ? 2 * number : 0;
            for (; room > 0; room--) *to++ = *p++;
        }
    }
    return (size_t)(to - words);
}

char *wh_json_take(wh_json *v, size_t *n)
{
    static unsigned texts;
    if (texts < TEXTS_FIRST) {
        texts++;
        return wh_json_print(v, n);
    }
    wh_block out = {0};
    *n = 0;
    if (v && wh_json_end(v) && wh_block_reserve(&out, (2 + v->n) * sizeof *v->p)) {
        size_t room = v->n;
        out.n = (2 + room) * sizeof *v->p;
        size_t used = put_words(&out, v->p, room);
        wh_word *head = (wh_word *)(void *)out.p; /* realloc's, so it lies well */
        head[0] = 0;
        head[1] = room;
        memcpy(head + 2, v->p, used * sizeof *v->p);
        memset(head + 2 + used, 0, (room - used) * sizeof *v->p);
        *n = out.n;
    }
    wh_json_free(v);
    return out.p;
}
