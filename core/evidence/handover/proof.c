/* What a Received field proves about its client. Names that a server only copies, from HELO or from the
 * reverse zone of whoever owns the address, prove nothing: core/TRUST.md has the servers that check. */
#include "evidence/handover/handover.h"

bool wh_checks_reverse_names(const wh_received *r)
{
    const wh_provider *by = wh_provider_of(wh_bare_host(r->by));
    if (by && wh_eq(by->id, WH_LIT("google"))) return true;
    if (wh_eq(r->family, WH_LIT("postfix"))) return wh_starts_nocase(r->software, WH_LIT("Postfix"));
    if (wh_eq(r->family, WH_LIT("sendmail"))) return r->software.n > 0 && wh_is_digit(r->software.p[0]);
    if (!wh_eq(r->family, WH_LIT("exim"))) return false;
    return r->software.n > 0 &&
           wh_eq_nocase(wh_bare_host(r->name), wh_bare_host(r->rdns)); /* "from NAME ([192.0.2.1] helo=x)" */
}

wh_str wh_proven_name(const wh_hop *hop)
{
    const wh_received *r = &hop->r;
    const uint32_t doubt = 1u << WH_RECEIVED_MAY_BE_FORGED | 1u << WH_RECEIVED_TWO_ADDRESSES;
    if (r->ip.family == 0) return WH_ABSENT;
    if (r->rdns.n && !r->doubted && !(r->problems & doubt) && hop->names_checked)
        return wh_bare_host(r->rdns);
    return hop->name_shown == WH_SHOWN_TRUE ? hop->shown_name : WH_ABSENT;
}

bool wh_is_nat(const wh_received *r)
{
    static const wh_str names[] = {WH_LIT_INIT("_gateway"), WH_LIT_INIT("gateway"),
                                   WH_LIT_INIT("host.docker.internal"), WH_LIT_INIT("docker"),
                                   WH_LIT_INIT("router")};
    wh_ip_kind kind = wh_ip_kind_of(&r->ip);
    if (kind != WH_IP_PRIVATE && kind != WH_IP_SHARED && kind != WH_IP_LINK_LOCAL) return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_eq_nocase(wh_bare_host(r->rdns), names[i]) || wh_starts_nocase(r->rdns, WH_LIT("_gateway.")))
            return true;
    if (r->rdns.n) return false;
    if (r->ip.family == 4) return r->ip.b[3] == 1 || kind == WH_IP_LINK_LOCAL;
    return r->ip.b[15] == 1 && r->ip.b[14] == 0; /* fd00::1 */
}
