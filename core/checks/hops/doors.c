/* Which fields the path's findings are about, and such a finding. */
#include "checks/hops/hops.h"

static void add(wh_doors *doors, const wh_facts *facts, int32_t at, bool submitted)
{
    const wh_hop *hop = &facts->hops.at[at];
    for (uint32_t i = 0; i < doors->n; i++)
        if (doors->at[i].hop == hop) return;
    if (doors->n == sizeof doors->at / sizeof *doors->at) return;
    doors->at[doors->n].hop = hop;
    doors->at[doors->n++].submitted = submitted;
}

wh_doors wh_path_doors(const wh_facts *facts)
{
    wh_doors doors = {0};
    const wh_handover *h = wh_senders_entrance(facts), *list = &facts->list;
    if (!h) return doors;
    add(&doors, facts, h->hop, h->submitted);
    /* One without an address says nothing of who connected: the next is looked at too. */
    for (uint32_t i = 0; i < h->candidates.n; i++) {
        add(&doors, facts, h->candidates.at[i].hop, false);
        if (facts->hops.at[h->candidates.at[i].hop].r.ip.family) break;
    }
    if (list->hop >= 0) add(&doors, facts, list->hop, list->submitted);
    return doors;
}

wh_finding *wh_finding_of_hop(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "helo", r->helo);
    wh_finding_text(c, f, "rdns", r->rdns);
    wh_finding_text(c, f, "ip", wh_client_shown(c->env, r));
    wh_finding_text(c, f, "by", r->by.n ? r->by : WH_LIT("?"));
    wh_finding_slice(c, f, slice);
    return f;
}
