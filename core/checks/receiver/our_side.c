/* Whether a field was written by the reader's own side: above the handover, under its own name (RFC 8601 1.2,
 * 5). */
#include "checks/common.h"
#include "checks/receiver/filters.h"
#include "checks/results.h"

bool wh_field_is_ours(const wh_facts *facts, uint32_t field)
{
    int32_t last = wh_outermost_entrance(facts);
    return last >= 0 && field < facts->hops.at[last].field;
}

bool wh_list_explains(const wh_case *c)
{
    const wh_facts *facts = c->facts;
    if (!wh_is_known_list(facts)) return false;
    if (facts->list.hop < 0) return true;
    uint32_t at = (uint32_t)facts->handover.hop, next = (uint32_t)facts->list.hop + 1;
    uint32_t end = next < facts->hops.n ? facts->hops.at[next].field : facts->fields.n;
    wh_str house = wh_proven_name(&facts->hops.at[at]);
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (claim->field < facts->hops.at[at].field || claim->field >= end) continue;
        if (!wh_same_house(c->env, claim->parsed.authserv_id, house)) continue;
        for (uint32_t k = 0; k < claim->parsed.results.n; k++) {
            const wh_authresult *r = &claim->parsed.results.at[k];
            if (wh_eq(r->method, WH_LIT("dmarc")) && wh_eq(r->result, WH_LIT("fail"))) return false;
        }
    }
    return true;
}

/* Microsoft's fields bear no name: theirs are those that stand above the line that took the mail over, beside
 * a line of Microsoft's. */
static bool beside_microsoft(const wh_facts *facts, uint32_t field)
{
    int32_t end = wh_outermost_entrance(facts);
    for (int32_t i = 0; i <= end; i++) {
        const wh_hop *hop = &facts->hops.at[i];
        bool last = i == end || facts->hops.at[i + 1].field > field;
        if (hop->field < field && !last) continue;
        const wh_provider *by = wh_provider_of(wh_bare_host(hop->r.by));
        if (by && wh_eq(by->id, WH_LIT("microsoft"))) return true;
        if (hop->field > field) return false;
    }
    return false;
}

bool wh_names_our_side(wh_env *env, const wh_facts *facts, wh_str authserv_id, uint32_t field)
{
    int32_t last = wh_outermost_entrance(facts);
    if (last < 0) return false;
    if (wh_absent(authserv_id)) return beside_microsoft(facts, field);
    for (int32_t i = 0; i <= last; i++)
        if (wh_same_org(env, authserv_id, facts->hops.at[i].r.by)) return true;
    for (uint32_t i = 0; i < facts->options->own_servers.n; i++)
        if (wh_under_domain(authserv_id, facts->options->own_servers.at[i])) return true;
    return false;
}
