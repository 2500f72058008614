/* The client that handed the mail over: its address, its reverse name, its connection; what it called itself
 * is in helo.c. RFC 5321 4.4. */
#include "checks/hops/hops.h"

static void check_reverse_name(wh_case *c, const wh_received *r)
{
    bool could_say =
        r->family.n && !wh_eq(r->family, WH_LIT("exchange")); /* Exchange never writes the reverse name */
    if (wh_absent(r->rdns)) {
        if (could_say && r->helo.n && r->ip.family && r->auth.n == 0 && !wh_ip_is_internal(&r->ip) &&
            (r->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN))
            wh_finding_of_hop(c, WH_F_RDNS_MISSING, r, r->ip_raw);
        return;
    }
    if (wh_looks_dynamic(r->rdns, &r->ip) && r->auth.n == 0)
        wh_finding_of_hop(c, WH_F_RDNS_DYNAMIC, r, r->rdns);
    if (r->problems & 1u << WH_RECEIVED_MAY_BE_FORGED)
        wh_finding_of_hop(c, WH_F_RDNS_NOT_CONFIRMED, r, r->rdns);
}

static void check_transport(wh_case *c, const wh_received *r)
{
    static const wh_str old[] = {WH_LIT_INIT("SSLv2"), WH_LIT_INIT("SSLv3"), WH_LIT_INIT("TLSv1"),
                                 WH_LIT_INIT("TLSv1.0"), WH_LIT_INIT("TLSv1.1")};
    if (!r->encrypted && wh_absent(r->tls_version)) {
        if (r->with.n) wh_finding_of_hop(c, WH_F_HOP_UNENCRYPTED, r, r->with);
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
    wh_finding_of_hop(c, WH_F_LIST_RECEIVED, r, r->ip_raw.n ? r->ip_raw : r->raw);
}

void wh_check_client(wh_case *c)
{
    const wh_received *r = wh_handover_hop(c->facts);
    if (!r) return;
    if (r->ip.family) wh_finding_of_hop(c, WH_F_HANDOVER_FOUND, r, r->ip_raw.n ? r->ip_raw : r->raw);
    if (c->facts->handover.confidence < 0.5 && !c->facts->handover.chosen)
        wh_finding_of_hop(c, WH_F_HANDOVER_UNSURE, r, r->raw);
    check_list(c);
    check_submission(c, r);
    wh_doors doors = wh_path_doors(c->facts);
    for (uint32_t i = 0; i < doors.n; i++) {
        const wh_received *at = &doors.at[i].hop->r;
        if (at->problems & 1u << WH_RECEIVED_TWO_ADDRESSES)
            wh_finding_of_hop(c, WH_F_HANDOVER_TWO_ADDRESSES, at, at->raw);
        if (!doors.at[i].submitted) check_reverse_name(c, at); /* a user's machine needs no name */
        check_transport(c, at);
    }
    if (wh_ip_is_internal(&r->ip)) wh_finding_of_hop(c, WH_F_HANDOVER_PRIVATE, r, r->ip_raw);
}
