/* The client that handed the mail over: its HELO, its reverse name, its address, and how they fit. RFC
 * 5321 4.1.1.1, 4.4. */
#include "checks/hops/hops.h"

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "helo", r->helo);
    wh_finding_text(c, f, "rdns", r->rdns);
    wh_finding_text(c, f, "ip", wh_client_shown(c->env, r));
    wh_finding_text(c, f, "by", r->by.n ? r->by : WH_LIT("?"));
    wh_finding_slice(c, f, slice);
    return f;
}

static bool is_address(wh_str helo)
{
    wh_ip ip;
    return wh_parse_ip(wh_trim_bytes(helo, WH_LIT("[]")), &ip);
}

/* The reader's own server wrote for whom it took the mail (RFC 5321 4.4), and the To field does not name that
 * person: a list or a mailbox, which it does name, passed the mail on. */
static bool taken_for_another(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_received *r = wh_handover_hop(facts);
    size_t at = r ? wh_rfind_byte(r->for_, '@') : WH_NONE_AT;
    if (at == WH_NONE_AT || (!facts->handover.settled && facts->handover.hop != 0)) return false;
    wh_str domain = wh_trim_bytes(wh_from(r->for_, at + 1), WH_LIT("<> "));
    for (uint32_t i = 0; i < facts->who.to.n; i++)
        if (wh_same_org(c->env, facts->who.to.at[i].mailbox.domain, domain)) return false;
    return domain.n > 0;
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

static void check_helo(wh_case *c, const wh_hop *hop)
{
    const wh_received *r = &hop->r;
    if (wh_absent(r->helo)) return;
    if (wh_is_localhost(r->helo)) {
        if (wh_ip_kind_of(&r->ip) != WH_IP_LOOPBACK) add(c, WH_F_HELO_LOCALHOST, r, r->helo);
        return;
    }
    if (is_address(r->helo)) {
        wh_ip ip;
        bool same = wh_parse_ip(wh_trim_bytes(r->helo, WH_LIT("[]")), &ip) && wh_ip_eq(&ip, &r->ip);
        add(c, same ? WH_F_HELO_ADDRESS : WH_F_HELO_OTHER_ADDRESS, r, r->helo);
        return;
    }
    bool ours = r->by.n && wh_same_org(c->env, r->helo, r->by) && !wh_provider_of(wh_bare_host(r->by));
    unsigned sure = ours ? 2 : is_recipient(c, r->helo);
    /* Of whom no address is told it cannot be said that he came from outside. */
    if (wh_ip_is_public(&r->ip) && sure && !wh_same_org(c->env, wh_proven_name(hop), r->helo)) {
        wh_finding *f = add(c, WH_F_HELO_CLAIMS_RECIPIENT, r, r->helo);
        if (f && sure == 1) f->severity = WH_LOW;
        return;
    }
    if (wh_find_byte(wh_bare_host(r->helo), '.', 0) == WH_NONE_AT) {
        if (!is_machine_of_house(&r->ip)) add(c, WH_F_HELO_BARE, r, r->helo);
    } else if (wh_is_private_name(r->helo)) add(c, WH_F_HELO_PRIVATE, r, r->helo);
}

static void check_reverse_name(wh_case *c, const wh_received *r)
{
    bool could_say =
        r->family.n && !wh_eq(r->family, WH_LIT("exchange")); /* Exchange never writes the reverse name */
    if (wh_absent(r->rdns)) {
        if (could_say && r->helo.n && r->ip.family && r->auth.n == 0 && !wh_ip_is_internal(&r->ip) &&
            (r->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN))
            add(c, WH_F_RDNS_MISSING, r, r->ip_raw);
        return;
    }
    if (wh_looks_dynamic(r->rdns, &r->ip) && r->auth.n == 0) add(c, WH_F_RDNS_DYNAMIC, r, r->rdns);
    if (r->problems & 1u << WH_RECEIVED_MAY_BE_FORGED) add(c, WH_F_RDNS_NOT_CONFIRMED, r, r->rdns);
}

static void check_transport(wh_case *c, const wh_received *r)
{
    static const wh_str old[] = {WH_LIT_INIT("SSLv2"), WH_LIT_INIT("SSLv3"), WH_LIT_INIT("TLSv1"),
                                 WH_LIT_INIT("TLSv1.0"), WH_LIT_INIT("TLSv1.1")};
    if (!r->encrypted && wh_absent(r->tls_version)) {
        if (r->with.n) add(c, WH_F_HOP_UNENCRYPTED, r, r->with);
        return;
    }
    for (size_t i = 0; i < sizeof old / sizeof *old; i++)
        if (wh_eq_nocase(r->tls_version, old[i])) {
            wh_finding *f = wh_finding_add(c, WH_F_HOP_OLD_TLS);
            wh_finding_text(c, f, "version", r->tls_version);
            wh_finding_slice(c, f, r->raw);
        }
}

/* Who vouches for a user: the server that took the login, and for the account only, not for the name. RFC
 * 6409 4.3. */
static void check_submission(wh_case *c, const wh_received *r)
{
    wh_name name = {0};
    if (!wh_is_submission(c->facts)) return;
    if (r->by.n) wh_parse_name(c->env, wh_bare_host(r->by), &name);
    wh_finding *f = wh_finding_add(c, WH_F_SUBMISSION_VOUCHED);
    wh_str by = r->by.n ? r->by : WH_LIT("?");
    wh_finding_text(c, f, "by", by);
    wh_finding_text(c, f, "org", name.registrable.n ? name.registrable : by);
    wh_finding_slice(c, f, r->by.n ? r->by : r->raw);
}

/* A list passed it on, and this is where it had taken it. */
static void check_list(wh_case *c)
{
    const wh_handover *list = &c->facts->list;
    if (list->hop < 0) return;
    const wh_received *r = &c->facts->hops.at[list->hop].r;
    add(c, WH_F_LIST_RECEIVED, r, r->ip_raw.n ? r->ip_raw : r->raw);
}

void wh_check_client(wh_case *c)
{
    const wh_received *r = wh_handover_hop(c->facts);
    if (!r) return;
    if (r->ip.family) add(c, WH_F_HANDOVER_FOUND, r, r->ip_raw.n ? r->ip_raw : r->raw);
    if (c->facts->handover.confidence < 0.5 && !c->facts->handover.chosen)
        add(c, WH_F_HANDOVER_UNSURE, r, r->raw);
    check_list(c);
    check_submission(c, r);
    wh_doors doors = wh_path_doors(c->facts);
    for (uint32_t i = 0; i < doors.n; i++) {
        const wh_hop *hop = doors.at[i].hop;
        const wh_received *at = &hop->r;
        bool user = doors.at[i].submitted; /* a user's machine needs no name */
        if (at->problems & 1u << WH_RECEIVED_STUFFED_NAME)
            add(c, WH_F_HELO_STUFFED, at, at->helo.n ? at->helo : at->raw);
        else if (!user) check_helo(c, hop);
        if (at->problems & 1u << WH_RECEIVED_TWO_ADDRESSES) add(c, WH_F_HANDOVER_TWO_ADDRESSES, at, at->raw);
        if (!user) check_reverse_name(c, at);
        check_transport(c, at);
    }
    if (wh_ip_is_internal(&r->ip)) add(c, WH_F_HANDOVER_PRIVATE, r, r->ip_raw);
}
