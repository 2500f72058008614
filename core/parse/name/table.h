/* Sets of names that are compiled in: core/tables/lib.mjs (cNames) makes them. */
#ifndef WHENCE_NAME_TABLE_H
#define WHENCE_NAME_TABLE_H

#include "base/base.h"

#define WH_NAMES_STRIDE 8u /* the same in lib.mjs */

typedef struct wh_names {
    /* Sorted: letters, and a byte that ends them and says which number they have. Letters that follow letters
     * pack better than with their length in front. */
    const unsigned char *entries;
    const uint16_t *at;      /* where every WH_NAMES_STRIDE-th entry starts */
    const uint16_t *numbers; /* of the bytes that end names: wh_names_number */
    /* Which hashes names have, two bits each (wh_names_may_have): most names that are looked for are not
     * there, and of those nine in ten are refused by it. */
    const uint8_t *bits;
    uint32_t n, bits_mask; /* bits less one: a power of two, four times as many as names at least */
} wh_names;

static inline bool wh_names_ends(unsigned char byte) { return byte < ' ' || byte >= 0x80; }
static inline int32_t wh_names_number(const wh_names *names, unsigned char end)
{
    return names->numbers[end < ' ' ? end : end - 96];
}

/* A name's hash is made from its last letter to its first, so one pass gives those of all names above it. The
 * same in lib.mjs. */
#define WH_NAMES_HASH 2166136261u
static inline uint32_t wh_names_step(uint32_t hash, char c) { return (hash ^ (unsigned char)c) * 16777619u; }
static inline bool wh_names_may_have(const wh_names *names, uint32_t hash)
{
    uint32_t one = (hash ^ hash >> 15) & names->bits_mask;
    uint32_t other = hash * 0x9E3779B1u >> 16 & names->bits_mask;
    return (names->bits[one / 8] >> one % 8 & 1) && (names->bits[other / 8] >> other % 8 & 1);
}

/* The number of exactly this name, in lower case; -1: the table has no such name. */
int32_t wh_names_number_of(const wh_names *names, wh_str name);
/* What the longest name of the table that `name` is or lies below has as its number, and how many bytes of
 * `name` stand before it (may be NULL); -1: there is none. Any case. */
int32_t wh_names_find(const wh_names *names, wh_str name, size_t *before);

#endif
