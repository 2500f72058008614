/* A value under construction, between json.c, which puts it together, and whoever reads it when it is taken:
 * print.c, or in the module wasm/words.c. Words in the order of the value's JSON; the lower four bits of a
 * word say what it is, the others hold a number. Texts and keys stay where they are. */
#ifndef WHENCE_REPORT_WORDS_H
#define WHENCE_REPORT_WORDS_H

#include "base/base.h"

typedef uintptr_t wh_word;

/* wasm/words.js reads these too. */
enum {
    WH_WORD_OBJECT = 1, /* its keys, a value after each, and its end; wasm/words.c: what its keys hash to */
    WH_WORD_OBJECT_END = 2,
    WH_WORD_LIST = 3, /* its values and its end */
    WH_WORD_LIST_END = 4,
    WH_WORD_NULL = 5,
    WH_WORD_FALSE = 6,
    WH_WORD_TRUE = 7,
    WH_WORD_KEY = 8,     /* its address; a constant's */
    WH_WORD_TEXT = 9,    /* its bytes; the next word is its address */
    WH_WORD_SMALL = 10,  /* the number and WH_SMALL */
    WH_WORD_NUMBER = 11, /* places, and the two words of an int64_t: number / 10^places */
    WH_WORD_SPAN = 12,   /* [start, end]: the next two words */
    WH_WORD_SPANS = 13   /* how many; two words for each */
};
#define WH_SMALL (1u << 27) /* what is nearer to zero needs but one word */

#define WH_FEW_WORDS 56u

static inline unsigned wh_word_kind(wh_word word) { return word & 15u; }
static inline size_t wh_word_number(wh_word word) { return word >> 4; }
static inline int64_t wh_word_int64(const wh_word *two) { return (int64_t)((uint64_t)two[1] << 32 | two[0]); }

struct wh_json {
    wh_word *p; /* few, or a block */
    size_t n, cap;
    unsigned end;              /* the kind of what ends it when it is put somewhere; 0: it is whole */
    wh_word few[WH_FEW_WORDS]; /* most values need no block */
};

/* An empty one to fill, and its end: room.c, or in the module wasm/words.c. NULL when out of memory. */
struct wh_json *wh_json_room(void);
void wh_json_give_back(struct wh_json *value);
/* Its last word, if it wants one; false when out of memory. */
bool wh_json_end(struct wh_json *value);
/* What is handed out, while it grows: realloc's, as its taker frees it. */
typedef struct wh_block {
    char *p;
    size_t n, cap;
} wh_block;
/* Room for so many bytes more; false when out of memory. */
bool wh_block_reserve(wh_block *out, size_t more);
/* As text, as wh_json_take (json.h) says. */
char *wh_json_print(struct wh_json *value, size_t *n);

#endif
