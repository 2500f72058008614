/* Decoys: thousands of links to a few houses must not use up the room of the one that counts. Beyond a
 * certain number of links, a house that has many already gets no more room. */
#include "base/limits.h"
#include "parse/html/reader.h"
#include "parse/name/suffix.h"

#define TRIES 16u /* slots looked at: where others have taken them, the link is kept */

/* Whose the host is, as written: its registrable domain, or all of it where there is none. */
static wh_str house_of(wh_str href)
{
    char lower[WH_MAX_HOST_NAME];
    size_t start = wh_find(href, WH_LIT("//"), 0);
    if (start == WH_NONE_AT) { /* "mailto:…"; "/a", which leads nowhere */
        size_t colon = wh_find_byte(wh_sub(href, 0, WH_MAX_SCHEME + 1), ':', 0);
        return colon == WH_NONE_AT ? WH_LIT("/") : wh_sub(href, 0, colon + 1);
    }
    size_t end = start += 2;
    while (end < href.n && wh_find_byte(WH_LIT("/?#\\:"), href.p[end], 0) == WH_NONE_AT) end++;
    wh_str host = wh_bare_host(wh_sub(href, start, end));
    if (host.n > sizeof lower) return host;
    for (size_t i = 0; i < host.n; i++) lower[i] = wh_lower(host.p[i]);
    wh_str registrable = wh_split_suffix((wh_str){lower, host.n}).registrable;
    return registrable.n ? wh_from(host, host.n - registrable.n) : host;
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
