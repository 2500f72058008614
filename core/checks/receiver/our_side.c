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

/* Whether the list's own servers noted that result of DMARC in fields down to field `end`. */
static bool list_found(const wh_case *c, wh_str result, uint32_t end)
{
    const wh_facts *facts = c->facts;
    const wh_hop *hop = &facts->hops.at[facts->handover.hop];
    wh_str house = wh_proven_name(hop);
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (claim->field < hop->field || claim->field >= end) continue;
        if (!wh_same_house(c->env, claim->parsed.authserv_id, house)) continue;
        for (uint32_t k = 0; k < claim->parsed.results.n; k++) {
            const wh_authresult *r = &claim->parsed.results.at[k];
            if (wh_eq(r->method, WH_LIT("dmarc")) && wh_eq(r->result, result)) return true;
        }
    }
    return false;
}

/* A pass counts above the list's line, where only its servers write; a fail counts below it too, where
 * milters put theirs. */
bool wh_list_explains(const wh_case *c)
{
    const wh_facts *facts = c->facts;
    if (!wh_is_known_list(facts)) return false;
    if (facts->list.hop < 0) return true;
    uint32_t next = (uint32_t)facts->list.hop + 1;
    uint32_t end = next < facts->hops.n ? facts->hops.at[next].field : facts->fields.n;
    return !c->results->list_refused && !list_found(c, WH_LIT("fail"), end);
}

bool wh_list_has_passed(const wh_case *c)
{
    const wh_facts *facts = c->facts;
    return facts->list.hop >= 0 && list_found(c, WH_LIT("pass"), facts->hops.at[facts->list.hop].field);
}

/* Microsoft's fields name no server: those are theirs that are above the line that took the mail over, next
 * to a line of Microsoft's. */
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
