/* Links led to the end: addresses that carry another (parse/uri/unwrap.h), one inside the other. */
#include "base/limits.h"
#include "evidence/evidence.h"

const wh_uri *wh_link_end(const wh_link *link)
{
    return link->targets.n ? &link->targets.at[link->targets.n - 1].uri : &link->uri;
}

int32_t wh_link_end_domain(const wh_link *link)
{
    return link->targets.n ? link->targets.at[link->targets.n - 1].domain : link->domain;
}

void wh_follow_link(wh_facts *facts, wh_link *link, size_t *budget)
{
    wh_uri uri = link->uri;
    size_t length = link->anchor.href.n;
    while (uri.ok) {
        link->cut = length > *budget || length > WH_MAX_WRAPPED || link->targets.n >= WH_MAX_TARGETS;
        if (link->cut) return;
        *budget -= length;
        wh_link_target next = {.via = NULL, .href = WH_ABSENT, .domain = -1};
        next.via = wh_unwrap_uri(facts->env, &uri, &next.href, &next.uri);
        if (!next.via) return;
        wh_link_target *slot = wh_push(facts->env->arena, &link->targets);
        if (!slot) return;
        *slot = next;
        uri = next.uri;
        length = next.href.n;
    }
}

void wh_gather_targets(wh_facts *facts)
{
    size_t budget = WH_MAX_TARGET_BYTES;
    for (uint32_t i = 0; i < facts->links.n; i++) wh_follow_link(facts, &facts->links.at[i], &budget);
}
