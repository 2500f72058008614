/* The words around a brand's name: phishers' words, and words that are honest by themselves. */
#ifndef WHENCE_WORDS_H
#define WHENCE_WORDS_H

#include "parse/name/table.h"

extern const wh_names wh_keywords; /* core/tables/make-words.mjs: words and their weights */

/* 3: what the victim is to do or fear, 2: services, 1: common beside honest names too; 0: no such word. */
unsigned wh_keyword_weight(wh_str word);

typedef struct wh_rest { /* what stands beside a brand's name */
    uint8_t letters;     /* letters and digits in all */
    uint8_t known;       /* of these, in words of the table */
    uint8_t digits;      /* of these, digits outside words */
    uint8_t weight;      /* of the heaviest word */
    uint8_t words, sum;  /* how many of the table's, and what they weigh together */
    wh_str word;         /* the heaviest word, else the first piece */
} wh_rest;
/* Cuts the text into as many letters of known words as can be, and adds it to rest. */
void wh_weigh_rest(wh_str text, wh_rest *rest);

extern const unsigned char wh_common_words[]; /* core/tables/make-common.mjs: sorted, in blocks of 16 */
extern const uint16_t wh_common_blocks[];
extern const uint32_t wh_common_words_n, wh_common_blocks_n;

/* An everyday word or name (English, or Japanese in Latin letters) that needs no imitating:
 * core/tables/common_words.txt. */
bool wh_is_common_word(wh_str word);

#endif
