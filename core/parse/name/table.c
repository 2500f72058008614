/* Looking up a name, or the nearest name above it, in a sorted table. */
#include "parse/name/table.h"
#include "base/limits.h"

/* As wh_compare, an entry with the name; *end: where the letters that are the same end. */
static int compare(const unsigned char *entry, wh_str name, const unsigned char **end)
{
    size_t i = 0;
    while (i < name.n && !wh_names_ends(entry[i]) && entry[i] == (unsigned char)name.p[i]) i++;
    *end = entry + i;
    if (wh_names_ends(entry[i])) return i == name.n ? 0 : -1;
    return i == name.n || entry[i] > (unsigned char)name.p[i] ? 1 : -1;
}

/* name: lower case. */
static int32_t number_of(const wh_names *names, wh_str name)
{
    const unsigned char *end;
    uint32_t low = 0, high = (names->n + WH_NAMES_STRIDE - 1) /
                             WH_NAMES_STRIDE; /* the last stride that starts at or before the name */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(names->entries + names->at[middle], name, &end) <= 0) low = middle;
        else high = middle;
    }
    const unsigned char *entry = names->entries + names->at[low];
    for (uint32_t i = low * WH_NAMES_STRIDE; i < names->n && i < (low + 1) * WH_NAMES_STRIDE; i++) {
        int order = compare(entry, name, &end);
        if (order == 0) return wh_names_number(names, *end);
        if (order > 0) return -1;
        while (!wh_names_ends(*end)) end++;
        entry = end + 1;
    }
    return -1;
}

int32_t wh_names_number_of(const wh_names *names, wh_str name)
{
    uint32_t hash = WH_NAMES_HASH;
    for (size_t at = name.n; at-- > 0;) hash = wh_names_step(hash, name.p[at]);
    return name.n && wh_names_may_have(names, hash) ? number_of(names, name) : -1;
}

int32_t wh_names_find(const wh_names *names, wh_str name, size_t *before)
{
    char lower[WH_MAX_HOST_NAME];
    size_t cut = name.n > WH_MAX_HOST_NAME ? name.n - WH_MAX_HOST_NAME : 0, n = name.n - cut;
    uint32_t hash = WH_NAMES_HASH;
    int32_t found = -1;
    for (size_t at = n; at-- > 0;) {
        lower[at] = wh_lower(name.p[cut + at]);
        hash = wh_names_step(hash, lower[at]);
        /* In the middle of a label nothing starts. */
        bool starts = cut + at == 0 || name.p[cut + at - 1] == '.';
        if (!starts || !wh_names_may_have(names, hash)) continue;
        int32_t number = number_of(names, (wh_str){lower + at, n - at});
        if (number < 0) continue;
        found = number;
        if (before) *before = cut + at;
    }
    return found;
}
