/* Free mail, dynamic DNS, shorteners, sending services: core/tables/domains.tsv. */
#include "evidence/known.h"

static unsigned roles_of(wh_str name)
{
    uint32_t low = 0, high = wh_known_domains_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const unsigned char *entry = &wh_known_domains[wh_known_domain_at[middle]];
        int order = wh_compare((wh_str){(const char *)entry + 3, entry[0]}, name);
        if (order == 0) return entry[1] | (unsigned)entry[2] << 8;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return 0;
}

unsigned wh_domain_roles(wh_str name)
{
    for (size_t at = 0; at < name.n;) {
        unsigned roles = roles_of(wh_from(name, at));
        size_t dot = wh_find_byte(name, '.', at);
        if (roles) return roles;
        if (dot == WH_NONE_AT) break;
        at = dot + 1;
    }
    return 0;
}
