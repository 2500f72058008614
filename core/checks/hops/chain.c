/* The hops as a chain: what stands below the handover is the sender's word, and may contradict itself. RFC
 * 5321 4.4, 7.6. */
#include "checks/hops/hops.h"

static void add(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "by", r->by);
    wh_finding_text(c, f, "ip", r->ip.family ? wh_format_ip(c->env, &r->ip) : WH_ABSENT);
    wh_finding_slice(c, f, slice.n ? slice : r->raw);
}

/* A field below the handover that says it was written by the reader's own server. Honest where mail goes
 * round: lists, forwarders. */
static void check_claims(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_received *at = wh_handover_hop(facts);
    if (!at || at->by.n == 0 || wh_provider_of(wh_bare_host(at->by)) || wh_is_list_mail(facts)) return;
    if (wh_same_org(c->env, at->by, wh_from_domain(facts))) return;
    for (uint32_t i = (uint32_t)facts->handover.hop + 1; i < facts->hops.n; i++) {
        const wh_received *r = &facts->hops.at[i].r;
        /* While it is open whose the client is, helo-claims-recipient has said this of its name: once is
         * enough. */
        if (!facts->handover.settled && wh_eq_nocase(wh_bare_host(r->by), wh_bare_host(at->helo))) continue;
        if (r->by.n && !wh_is_localhost(r->by) && wh_find_byte(r->by, '.', 0) != WH_NONE_AT &&
            wh_same_org(c->env, r->by, at->by)) {
            add(c, WH_F_HOP_CLAIMS_RECIPIENT, r, r->by);
            return;
        }
    }
}

static bool same_bytes_but_space(wh_str a, wh_str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && wh_is_space(a.p[i])) i++;
        while (k < b.n && wh_is_space(b.p[k])) k++;
        if (i == a.n || k == b.n) return i == a.n && k == b.n;
        if (a.p[i++] != b.p[k++]) return false;
    }
}

static void check_each(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->hops.n; i++) {
        const wh_received *r = &c->facts->hops.at[i].r;
        wh_ip_kind kind = wh_ip_kind_of(&r->ip);
        if (r->ip.family && (kind == WH_IP_RESERVED || kind == WH_IP_MULTICAST))
            add(c, WH_F_HOP_RESERVED_ADDRESS, r, r->ip_raw);
        if (r->problems & 1u << WH_RECEIVED_BAD_IP) add(c, WH_F_HOP_BAD_ADDRESS, r, WH_ABSENT);
        if (i > 0 && same_bytes_but_space(r->raw, c->facts->hops.at[i - 1].r.raw))
            add(c, WH_F_HOP_DOUBLED, r, r->raw);
        if ((r->problems & 1u << WH_RECEIVED_NO_BY) && (r->problems & 1u << WH_RECEIVED_NO_DATE))
            add(c, WH_F_HOP_INCOMPLETE, r, r->raw);
    }
}

/* The first claimed field should have been written by the host that handed the mail over. */
static void check_continuity(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_handover *h = wh_senders_entrance(facts);
    if (!h || (uint32_t)h->hop + 1 >= facts->hops.n) return;
    const wh_received *at = &facts->hops.at[h->hop].r;
    uint32_t next = (uint32_t)h->hop + 1;
    const wh_received *r = &facts->hops.at[next].r;
    if (r->by.n == 0 || wh_find_byte(r->by, '.', 0) == WH_NONE_AT || wh_is_localhost(r->by) ||
        wh_is_private_name(r->by) || r->by_ip.family)
        return;
    if (wh_same_org(c->env, r->by, at->helo) || wh_same_org(c->env, r->by, at->rdns) ||
        wh_same_org(c->env, r->by, wh_from_domain(facts)))
        return;
    if (at->helo.n == 0 && at->rdns.n == 0) return;
    wh_finding *f = wh_finding_add(c, WH_F_HOP_GAP);
    wh_finding_text(c, f, "by", r->by);
    wh_finding_text(c, f, "client", at->rdns.n ? at->rdns : at->helo);
    wh_finding_slice(c, f, r->by);
    wh_finding_slice(c, f, at->rdns.n ? at->rdns : at->helo);
}

void wh_check_chain(wh_case *c)
{
    check_claims(c);
    check_each(c);
    check_continuity(c);
}
