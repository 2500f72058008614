/* What the client called itself in HELO or EHLO: RFC 5321 4.1.1.1. A name of its own choice, which proves
 * nothing and betrays much: whether it is a name at all, and whose it claims to be. */
#include "checks/hops/hops.h"
#include "checks/lookalike/lookalike.h"

/* The reader's own server wrote for whom it took the mail (RFC 5321 4.4), and the To field does not name that
 * person: a list or a mailbox, which it does name, passed the mail on. */
static bool taken_for_another(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_received *r = wh_handover_hop(facts);
    wh_str domain = r ? wh_domain_of_address(r->for_) : WH_ABSENT;
    if (domain.n == 0 || (!facts->handover.settled && facts->handover.hop != 0)) return false;
    for (uint32_t i = 0; i < facts->who.to.n; i++)
        if (wh_same_org(c->env, facts->who.to.at[i].mailbox.domain, domain)) return false;
    return true;
}

/* Below the entrance a Delivered-To says whom the mail went to before: a list, or whatever its author likes.
 */
static bool stands_above(const wh_facts *facts, wh_str raw)
{
    const wh_received *r = wh_handover_hop(facts);
    return r && raw.p < r->raw.p;
}

/* How certain it is that the name belongs to the recipient's organisation while the mail says it comes from
 * another: 2 by what the reader's side wrote; 1 by the To field alone, which is the author's (and names a
 * list or an old address in a mail that was passed on); 0: it does not. */
static unsigned is_recipient(wh_case *c, wh_str host)
{
    const wh_facts *facts = c->facts;
    if (wh_is_list_mail(facts) || wh_same_org(c->env, host, wh_from_domain(facts))) return 0;
    const wh_received *r = wh_handover_hop(facts);
    const wh_persons *lists[] = {&facts->who.delivered_to, &facts->who.to};
    size_t n = taken_for_another(c) ? 1 : 2;
    for (size_t k = 0; k < n; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++) {
            const wh_mailbox *box = &lists[k]->at[i].mailbox;
            if (k == 0 && !stands_above(facts, box->raw)) continue;
            if (box->domain.n == 0 || wh_provider_of(box->domain) || !wh_same_org(c->env, host, box->domain))
                continue;
            return k == 0 || (r && r->for_.n) ? 2 : 1; /* named in "for", or in no other field */
        }
    return 0;
}

/* A printer or a computer in a private network goes by its short name there. A gateway, behind which anybody
 * may stand, has the network's first address. */
static bool is_machine_of_house(const wh_ip *ip)
{
    return wh_ip_kind_of(ip) == WH_IP_PRIVATE && ip->family == 4 && ip->b[3] != 1 && ip->b[3] != 254;
}

/* What kind of name it is. */
static void check_name(wh_case *c, const wh_hop *hop)
{
    const wh_received *r = &hop->r;
    if (wh_absent(r->helo)) return;
    if (wh_is_localhost(r->helo)) {
        if (wh_ip_kind_of(&r->ip) != WH_IP_LOOPBACK) wh_finding_of_hop(c, WH_F_HELO_LOCALHOST, r, r->helo);
        return;
    }
    wh_ip ip;
    if (wh_is_address_literal(r->helo, &ip)) {
        bool same = wh_ip_eq(&ip, &r->ip);
        wh_finding_of_hop(c, same ? WH_F_HELO_ADDRESS : WH_F_HELO_OTHER_ADDRESS, r, r->helo);
        return;
    }
    bool ours = r->by.n && wh_same_org(c->env, r->helo, r->by) && !wh_provider_of(wh_bare_host(r->by));
    unsigned sure = ours ? 2 : is_recipient(c, r->helo);
    /* Where no address is recorded, one cannot say that the client came from outside. */
    if (wh_ip_is_public(&r->ip) && sure && !wh_same_org(c->env, wh_proven_name(hop), r->helo)) {
        wh_finding *f = wh_finding_of_hop(c, WH_F_HELO_CLAIMS_RECIPIENT, r, r->helo);
        if (f && sure == 1) f->severity = WH_LOW;
        return;
    }
    if (wh_find_byte(wh_bare_host(r->helo), '.', 0) == WH_NONE_AT) {
        if (!is_machine_of_house(&r->ip)) wh_finding_of_hop(c, WH_F_HELO_BARE, r, r->helo);
    } else if (wh_is_private_name(r->helo)) wh_finding_of_hop(c, WH_F_HELO_PRIVATE, r, r->helo);
}

/* ---- whose name it claims ---- */

static wh_finding *claimed(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "by", r->by);
    wh_finding_slice(c, f, slice);
    return f;
}

static uint32_t owner_of(const wh_case *c, wh_str host)
{
    wh_name name = {0};
    host = wh_bare_host(host);
    if (wh_find_byte(host, '.', 0) == WH_NONE_AT) return WH_NO_BRAND;
    wh_parse_name(c->env, host, &name);
    return wh_brand_owning(c->brands, &name);
}

/* The client called itself a brand's server, but the server that looked its address up found no such name. */
static void check_brand(wh_case *c, const wh_received *r)
{
    if (r->helo.n == 0) return;
    bool looked = r->rdns.n || (r->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN);
    uint32_t brand = looked && !wh_provider_of(wh_bare_host(r->helo)) ? owner_of(c, r->helo) : WH_NO_BRAND;
    if (brand == WH_NO_BRAND || wh_brand_is_own(c->brands, brand) ||
        (r->rdns.n && wh_same_org(c->env, r->rdns, r->helo)))
        return;
    uint32_t other = r->rdns.n ? owner_of(c, r->rdns) : WH_NO_BRAND;
    if (other != WH_NO_BRAND && (other == brand || wh_brands_related(c->brands, other, brand))) return;
    wh_finding *f = claimed(c, WH_F_HELO_CLAIMS_BRAND, r, r->helo);
    wh_finding_text(c, f, "helo", r->helo);
    wh_finding_brand(c, f, brand);
    wh_finding_text(c, f, "client",
                    r->rdns.n      ? r->rdns
                    : r->ip.family ? wh_format_ip(c->env, &r->ip)
                                   : WH_ABSENT);
}

/* Servers have names of their own within their domain; machines set up in a hurry call themselves by the
 * domain itself. */
static void check_domain(wh_case *c, const wh_received *r)
{
    wh_name name = {0};
    wh_str helo = wh_bare_host(r->helo);
    if (helo.n == 0 || r->auth.n || wh_find_byte(helo, '.', 0) == WH_NONE_AT) return;
    if (wh_is_localhost(helo) || wh_is_private_name(helo)) return; /* nobody's domain */
    wh_parse_name(c->env, helo, &name);
    if (name.registrable.n == 0 || !wh_eq(name.registrable, name.ascii) || name.private_suffix ||
        wh_provider_of(helo))
        return;
    wh_finding *f = claimed(c, WH_F_HELO_DOMAIN, r, r->helo);
    wh_finding_text(c, f, "helo", r->helo);
}

void wh_check_helo(wh_case *c)
{
    wh_doors doors = wh_path_doors(c->facts);
    for (uint32_t i = 0; i < doors.n; i++) {
        const wh_hop *hop = doors.at[i].hop;
        const wh_received *r = &hop->r;
        bool stuffed = r->problems & 1u << WH_RECEIVED_STUFFED_NAME;
        if (stuffed) wh_finding_of_hop(c, WH_F_HELO_STUFFED, r, r->helo.n ? r->helo : r->raw);
        if (doors.at[i].submitted) continue; /* a user's machine needs no name */
        if (!stuffed) check_name(c, hop);
        check_brand(c, r);
        check_domain(c, r);
    }
}
