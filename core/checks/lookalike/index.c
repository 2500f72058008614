/* Open addressing, linear probing, never more than half full. */
#include "checks/lookalike/index.h"

uint32_t wh_hash(wh_str s)
{
    uint32_t hash = WH_HASH_START;
    for (size_t i = 0; i < s.n; i++) hash = wh_hash_step(hash, s.p[i]);
    return wh_hash_end(hash);
}

static bool make_room(wh_index *index, uint32_t slots)
{
    wh_index_slot *fresh = wh_alloc(index->arena, (size_t)slots * sizeof *fresh);
    uint32_t *bits = wh_alloc(index->arena, (size_t)slots / 2);
    if (!fresh || !bits) {
        index->failed = true;
        return false;
    }
    wh_index_slot *old = index->slots;
    uint32_t old_n = old ? index->mask + 1 : 0;
    index->slots = fresh;
    index->bits = bits;
    index->mask = slots - 1;
    for (uint32_t i = 0; i < old_n; i++) {
        if (old[i].hash == 0) continue;
        uint32_t k = old[i].hash & index->mask;
        while (fresh[k].hash) k = (k + 1) & index->mask;
        fresh[k] = old[i];
        *wh_index_bits(index, old[i].hash) |= wh_index_bit(old[i].hash);
    }
    return true;
}

void wh_index_init(wh_index *index, wh_arena *arena, uint32_t expected)
{
    uint32_t slots = 64;
    *index = (wh_index){.arena = arena};
    while (slots < UINT32_MAX / 4 && slots / 2 < expected) slots *= 2;
    make_room(index, slots);
}

void wh_index_add(wh_index *index, uint32_t hash, uint32_t value)
{
    if (index->failed || (index->n >= (index->mask + 1) / 2 && !make_room(index, (index->mask + 1) * 2)))
        return;
    uint32_t i = hash & index->mask;
    for (; index->slots[i].hash; i = (i + 1) & index->mask)
        if (index->slots[i].hash == hash && index->slots[i].value == value) return;
    index->slots[i] = (wh_index_slot){hash, value};
    *wh_index_bits(index, hash) |= wh_index_bit(hash);
    index->n++;
}
