/* Phrases as they are searched for: the dictionary that core/tables/phrases.tsv becomes when a profile is
 * opened. Internal to checks/content.
 *
 * The table that it is made of (core/tables/make-phrases.mjs) is text: a row that begins with a tab names the
 * want of the rows behind it, which are a phrase each. A phrase is as phrases.tsv has it, but "*" stands for
 * itself and the blanks beside it, and the letters are folded (wh_fold_text). */
#ifndef WHENCE_PHRASE_TABLE_H
#define WHENCE_PHRASE_TABLE_H

#include "checks/content/phrases.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/index.h"

typedef struct wh_phrase_word { /* one of several, folded */
    wh_str letters;
    uint64_t gaps;  /* bit k: a space may stand before letter k */
    uint32_t first; /* what its first letter is looked up as */
    bool open;      /* more letters may follow */
} wh_phrase_word;

typedef struct wh_phrase_item { /* one place of a phrase */
    uint32_t first, n;          /* words */
    uint32_t letters;           /* which first letters the words have, a bit each: wh_phrase_bit */
    bool far;                   /* "*" stands before it */
} wh_phrase_item;

typedef struct wh_phrase_opening { /* a word that phrases begin with, the same for all of them */
    uint32_t word;
    uint32_t first, last; /* its phrases: links */
} wh_phrase_opening;

typedef struct wh_phrase_link { /* from a phrase of an opening to the next one, in their order */
    uint32_t number, next;
} wh_phrase_link;

typedef struct wh_phrase {
    wh_want want;
    uint32_t first, n; /* items */
} wh_phrase;

#define WH_PHRASE_FIRSTS 256u /* first letters told apart */
#define WH_NO_LINK UINT32_MAX

struct wh_phrases {
    wh_arena *arena;
    WH_LIST(wh_phrase_word) words;
    WH_LIST(wh_phrase_item) items;
    WH_LIST(wh_phrase) list;
    WH_LIST(wh_phrase_opening) openings;
    WH_LIST(wh_phrase_link) links;
    wh_index starts;                   /* the first letters of an opening -> wh_phrase_entry */
    uint32_t firsts[WH_PHRASE_FIRSTS]; /* bit w of [c]: phrases of want w begin with a letter that is looked
                                          up as c */
    uint8_t lengths[WH_PHRASE_FIRSTS]; /* bit k - 1 of [c]: openings so begun are looked up by k letters */
    bool failed;
};

/* What is found by an opening's first letters: its number, and the letter behind them as it is looked up, so
 * that most openings are refused before anything else of theirs is read; 0: none, or none of ASCII. */
static inline uint32_t wh_phrase_entry(uint32_t number, uint32_t behind) { return number | behind << 24; }
static inline uint32_t wh_entry_number(uint32_t entry) { return entry & 0xFFFFFFu; }
static inline uint32_t wh_entry_behind(uint32_t entry) { return entry >> 24; }

/* What a letter is looked up as; a bit of it. */
static inline uint32_t wh_phrase_key(uint32_t rune)
{
    return rune < 0x80 ? (unsigned char)wh_fold_letter((char)rune) : rune;
}
static inline uint32_t wh_phrase_bit(uint32_t key) { return 1u << (key & 31); }
static inline bool wh_is_dense(uint32_t c) { return c >= 0x2E80; } /* written without spaces */

#endif
