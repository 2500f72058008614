/* A hash from strings to numbers that may hold several numbers for one string. Only hashes are kept: callers
 * compare. */
#ifndef WHENCE_INDEX_H
#define WHENCE_INDEX_H

#include "base/base.h"

typedef struct wh_index_slot {
    uint32_t hash, value; /* hash 0: empty */
} wh_index_slot;
typedef struct wh_index {
    wh_arena *arena;
    wh_index_slot *slots;
    /* Which hashes there are, four bits a slot: what is looked for is hardly ever there, and these bits, one
     * part in sixteen of the slots, stay in the processor's cache. */
    uint32_t *bits;
    uint32_t n, mask; /* mask + 1 slots, at most half of them used */
    bool failed;
} wh_index;

#define WH_HASH_START 2166136261u
/* FNV-1a; a hash is made letter by letter, finished by wh_hash_end. */
static inline uint32_t wh_hash_step(uint32_t hash, char c) { return (hash ^ (unsigned char)c) * 16777619u; }
static inline uint32_t wh_hash_rune(uint32_t hash, uint32_t rune) { return (hash ^ rune) * 16777619u; }
static inline uint32_t wh_hash_end(uint32_t hash)
{
    hash ^= hash >> 15;
    hash *= 0x85EBCA6Bu;
    hash ^= hash >> 13;
    return hash ? hash : 1;
}
uint32_t wh_hash(wh_str s);

/* The hash of a text, and at once those of it without one of its letters or two: from the sums of its
 * letters, each times a power by its place. sums: of its first 0, 1, ... n letters. */
#define WH_SUM_POWER 0x01000193u
#define WH_SUM_BACK 0x359C449Bu /* times the power: 1 */
static inline void wh_hash_sums(const char *text, size_t n, uint32_t *sums)
{
    uint32_t power = 1, sum = 0;
    for (size_t i = 0; i < n; i++, power *= WH_SUM_POWER) {
        sums[i] = sum;
        sum += (unsigned char)text[i] * power;
    }
    sums[n] = sum;
}
static inline uint32_t wh_sums_less_one(const uint32_t *sums, size_t n, size_t one)
{
    return sums[one] + (sums[n] - sums[one + 1]) * WH_SUM_BACK;
}
static inline uint32_t wh_sums_less_two(const uint32_t *sums, size_t n, size_t one,
                                        size_t two) /* one < two */
{
    return sums[one] + (sums[two] - sums[one + 1] + (sums[n] - sums[two + 1]) * WH_SUM_BACK) * WH_SUM_BACK;
}

void wh_index_init(wh_index *index, wh_arena *arena, uint32_t expected);
void wh_index_add(wh_index *index, uint32_t hash, uint32_t value); /* the same pair twice is kept once */

/* One word of `bits`, and the bit in it. */
static inline uint32_t *wh_index_bits(const wh_index *index, uint32_t hash)
{
    return &index->bits[(hash & (index->mask << 2 | 3)) >> 5];
}
static inline uint32_t wh_index_bit(uint32_t hash) { return 1u << (hash & 31); }
/* False: the index has nothing under this hash. */
static inline bool wh_index_may_have(const wh_index *index, uint32_t hash)
{
    return index->bits && (*wh_index_bits(index, hash) & wh_index_bit(hash));
}

/* Walks the values of a hash: uint32_t at = WH_INDEX_FROM; while (wh_index_next(index, hash, &at, &value))
 * ... */
#define WH_INDEX_FROM UINT32_MAX
static inline bool wh_index_next(const wh_index *index, uint32_t hash, uint32_t *at, uint32_t *value)
{
    if (*at == WH_INDEX_FROM && !wh_index_may_have(index, hash)) return false;
    for (uint32_t i = *at == WH_INDEX_FROM ? hash & index->mask : (*at + 1) & index->mask;;
         i = (i + 1) & index->mask) {
        if (index->slots[i].hash == 0) return false;
        if (index->slots[i].hash != hash) continue;
        *at = i;
        *value = index->slots[i].value;
        return true;
    }
}

#endif
