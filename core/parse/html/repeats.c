/* Decoys: thousands of links to a few houses must not use up the room for the one that counts. From some
 * number of links on, a house of which many are known already gets no more of it. */
#include "base/limits.h"
#include "parse/html/reader.h"

#define TRIES 16u /* slots looked at: where they are taken by others, the link is kept */

/* The last two labels of the host, as they stand: near enough to whose it is for keeping decoys apart. */
static wh_str house_of(wh_str href)
{
    size_t start = wh_find(href, WH_LIT("//"), 0);
    if (start == WH_NONE_AT) return WH_ABSENT;
    size_t end = start += 2;
    while (end < href.n && wh_find_byte(WH_LIT("/?#\\:"), href.p[end], 0) == WH_NONE_AT) end++;
    wh_str host = wh_sub(href, start, end);
    size_t last = wh_rfind_byte(host, '.'), before = wh_rfind_byte(wh_sub(host, 0, last), '.');
    if (last == WH_NONE_AT) return host;
    return before == WH_NONE_AT ? host : wh_from(host, before + 1);
}

bool wh_is_repeated(wh_env *env, wh_repeats *repeats, uint32_t number, wh_str href)
{
    if (number < WH_MAX_LINKS_FREE) return false;
    wh_str house = house_of(href);
    if (house.n == 0) return false;
    if (!repeats->at) repeats->at = wh_alloc(env->arena, WH_REPEATED_SLOTS * sizeof *repeats->at);
    if (!repeats->at) return false;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < house.n; i++) hash = (hash ^ (unsigned char)wh_lower(house.p[i])) * 16777619u;
    for (unsigned i = 0; i < TRIES; i++) {
        struct wh_repeated *slot = &repeats->at[(hash + i) % WH_REPEATED_SLOTS];
        if (wh_absent(slot->house)) slot->house = house;
        if (wh_eq_nocase(slot->house, house)) return ++slot->n > WH_MAX_LINKS_OF_HOUSE;
    }
    return false;
}
