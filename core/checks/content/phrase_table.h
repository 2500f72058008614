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
    uint32_t keys;  /* what its first letters are looked up as, the first one lowest: wh_phrase_key */
    uint8_t keys_n; /* ... up to four */
    uint8_t length; /* letters */
    bool open;      /* more letters may follow */
} wh_phrase_word;

typedef struct wh_phrase_item { /* one place of a phrase */
    uint32_t first, n;          /* words */
    uint64_t pairs;             /* how the words begin, a bit each: wh_phrase_pair */
    uint32_t thirds;            /* and go on: wh_phrase_third */
    bool far;                   /* "*" stands before it */
    bool apart;                 /* no two of its words can stand in one place */
} wh_phrase_item;

typedef struct wh_phrase_opening { /* a word that phrases begin with, the same for all of them */
    uint32_t word;
    uint32_t first, last; /* its phrases: links */
    uint64_t wants;       /* WH_WANT_BITs: theirs */
    bool sorts;           /* it is looked up by three letters */
} wh_phrase_opening;

/* What tells nearly always that an opening does not stand somewhere, all of it in one place: a text has an
 * opening's first three letters at every other word. */
typedef struct wh_phrase_start {
    uint32_t keys, mask;               /* as a word has them, and the bits of those that there are */
    uint64_t wants;                    /* WH_WANT_BITs: what its phrases say */
    unsigned opening : 24, length : 8; /* letters behind which the word ends; 0: more may follow */
} wh_phrase_start;

typedef struct wh_phrase_twos { /* the beginnings of the same first two letters */
    uint32_t thirds;            /* bits: which the third may be */
    uint32_t before;            /* how many beginnings come before them */
} wh_phrase_twos;

typedef struct wh_phrase_link { /* from a phrase of an opening to the next one, in their order */
    uint32_t number, next;
} wh_phrase_link;

typedef struct wh_phrase {
    wh_want want;
    uint32_t first, n; /* items */
} wh_phrase;

#define WH_PHRASE_FIRSTS 256u /* first letters told apart: wh_phrase_key */
#define WH_PHRASE_TWOS 1024u  /* and first two: wh_phrase_two */
#define WH_PHRASE_OPEN 0x80u
#define WH_NO_LINK UINT32_MAX

struct wh_phrases {
    wh_arena *arena;
    WH_LIST(wh_phrase_word) words;
    WH_LIST(wh_phrase_item) items;
    WH_LIST(wh_phrase) list;
    WH_LIST(wh_phrase_opening) openings;
    WH_LIST(wh_phrase_link) links;
    wh_index starts;                   /* the first letters of an opening -> its number */
    uint64_t firsts[WH_PHRASE_FIRSTS]; /* bit w of [c]: phrases of want w begin with a letter that is looked
                                          up as c */
    uint8_t lengths[WH_PHRASE_FIRSTS]; /* bit k - 1 of [c]: openings so begun are looked up by k letters;
                                          WH_PHRASE_OPEN: more letters may follow a short one */
    /* The openings that are looked up by three letters, sorted by these. */
    wh_phrase_twos twos[WH_PHRASE_TWOS];
    uint32_t *begins; /* of each beginning, and behind the last: where its openings are in `sorted` */
    wh_phrase_start *sorted;
    bool failed;
};

/* What a letter is looked up as: those of ASCII that pass for one another are one, the others some of 128. */
static inline uint8_t wh_phrase_key(uint32_t rune)
{
    return rune < 0x80 ? (uint8_t)wh_fold_letter((char)rune) : (uint8_t)(0x80 | (rune & 0x7F));
}
/* Of the keys of a word's first letters, the first one lowest: the first two as one of 64 bits, and as a
 * number of wh_phrases.thirds; the third as a bit there. */
static inline uint8_t wh_phrase_pair(uint32_t keys)
{
    return (uint8_t)(((keys & 0xFF) * 5 + (keys >> 8 & 0xFF)) & 63);
}
static inline uint32_t wh_phrase_two(uint32_t keys) { return (keys & 31) << 5 | (keys >> 8 & 31); }
static inline uint32_t wh_phrase_third(uint32_t keys) { return 1u << (keys >> 16 & 31); }
/* Which of all beginnings one of `two`'s is, by the keys of its letters: those before it are counted. */
static inline uint32_t wh_phrase_bits(uint32_t bits) /* that are set: compilers know the form */
{
    bits -= bits >> 1 & 0x55555555u;
    bits = (bits & 0x33333333u) + (bits >> 2 & 0x33333333u);
    return ((bits + (bits >> 4)) & 0x0F0F0F0Fu) * 0x01010101u >> 24;
}
static inline uint32_t wh_phrase_beginning(const wh_phrase_twos *two, uint32_t keys)
{
    return two->before + wh_phrase_bits(two->thirds & (wh_phrase_third(keys) - 1));
}
/* An opening's hash, gone on with a letter. */
static inline uint32_t wh_phrase_hash(uint32_t hash, uint32_t rune)
{
    return wh_hash_rune(hash, rune < 0x80 ? wh_phrase_key(rune) : rune);
}
static inline bool wh_is_dense(uint32_t c) { return c >= 0x2E80; } /* written without spaces */

#endif
