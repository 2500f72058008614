/* Whose a name is. */
#include "checks/lookalike/brands.h"
#include "parse/parse.h"

wh_str wh_brand_id(const wh_brands *b, uint32_t i) { return i < b->list.n ? b->list.at[i].id : WH_ABSENT; }
wh_str wh_brand_official(const wh_brands *b, uint32_t i)
{
    return i < b->list.n ? b->list.at[i].official : WH_ABSENT;
}
wh_str wh_brand_category(const wh_brands *b, uint32_t i)
{
    return i < b->list.n ? b->list.at[i].category : WH_ABSENT;
}
bool wh_brand_is_own(const wh_brands *b, uint32_t i) { return i < b->list.n && b->list.at[i].own; }

wh_str wh_brand_mail(const wh_brands *b, uint32_t i)
{
    return i < b->list.n ? b->list.at[i].mail : WH_ABSENT;
}

wh_str wh_brand_name(const wh_brands *b, uint32_t i)
{
    if (i >= b->list.n) return WH_ABSENT;
    return b->list.at[i].name.n ? b->list.at[i].name : b->list.at[i].id;
}

wh_str wh_brand_english(const wh_brands *b, uint32_t i)
{
    return i < b->list.n ? b->list.at[i].english : WH_ABSENT;
}

bool wh_brands_related(const wh_brands *b, uint32_t x, uint32_t y)
{
    if (x >= b->list.n || y >= b->list.n) return false;
    if (x == y) return true;
    const wh_brand *p = &b->list.at[x], *q = &b->list.at[y];
    return (p->group.n && wh_eq(p->group, q->group)) || wh_eq(p->official, q->official);
}

/* Among equals the last one added wins: the caller's over the built-in, the reader's own over both. */
static const wh_owned *owned_domain(const wh_brands *b, wh_str domain, bool top_level)
{
    uint32_t at = WH_INDEX_FROM, number, hash = wh_hash(domain);
    const wh_owned *found = NULL;
    while (wh_index_next(&b->domains, hash, &at, &number)) {
        const wh_owned *o = &b->owned.at[number];
        if (o->top_level == top_level && wh_eq(o->domain, domain) && (!found || o > found)) found = o;
    }
    return found;
}

/* The longest listed domain that the name is or lies below, as far down as its registrable domain; a suffix
 * owns only itself. */
const wh_owned *wh_owner_of(const wh_brands *b, const wh_name *name)
{
    wh_str ascii = name->ascii;
    size_t lowest = wh_absent(name->registrable) ? 0 : ascii.n - name->registrable.n;
    for (size_t at = 0; ascii.n && at <= lowest;) {
        const wh_owned *o = owned_domain(b, wh_from(ascii, at), false);
        size_t dot = wh_find_byte(ascii, '.', at);
        if (o) return o;
        if (dot == WH_NONE_AT) return NULL;
        at = dot + 1;
    }
    size_t dot = wh_rfind_byte(ascii, '.');
    if (dot == WH_NONE_AT) return NULL;
    return owned_domain(b, wh_from(ascii, dot + 1), true);
}

uint32_t wh_brand_owning(const wh_brands *b, const wh_name *name)
{
    const wh_owned *o = wh_owner_of(b, name);
    return o ? o->brand : WH_NO_BRAND;
}
