/* Facts by DNS. All questions that do not rest on others' answers are put in the first step. */
#include "checks/network/network.h"

#include "base/limits.h"
#include "checks/common.h"

#define MOST_FACTS 300u
#define MOST_ADDRESSES 3u /* of the path, besides the handover's */
#define MOST_LINKS 12u

void wh_net_note(wh_case *c, wh_str subject, wh_str kind, wh_str value)
{
    wh_results *r = c->results;
    if (wh_absent(value) || r->network.n >= MOST_FACTS) return;
    for (uint32_t i = 0; i < r->network.n; i++)
        if (wh_eq(r->network.at[i].subject, subject) && wh_eq(r->network.at[i].kind, kind) && wh_eq(r->network.at[i].value, value)) return;
    wh_netfact *fact = wh_push(c->env->arena, &r->network);
    if (fact) *fact = (wh_netfact){subject, kind, value};
}

bool wh_net_public(const wh_ip *ip)
{
    wh_ip_kind kind = wh_ip_kind_of(ip);
    return ip->family != 0 && (kind == WH_IP_PUBLIC || kind == WH_IP_DOCUMENTATION);
}

wh_str wh_service_of(wh_str host)
{
    for (size_t i = 0; i < wh_services_n; i++) {
        const wh_service *s = &wh_services[i];
        if (!s->prefix) {
            if (wh_under_domain(host, s->name)) return s->service;
            continue;
        }
        for (size_t at = 0; at != WH_NONE_AT; at = wh_find_byte(host, '.', at)) {
            at += at > 0;
            if (wh_starts_nocase(wh_from(host, at), s->name)) return s->service;
            at += at == 0;
        }
    }
    return WH_ABSENT;
}

/* Owners of the other addresses on the path, oldest first: they are the sender's word, but the word names a network. */
static void owners_of_path(wh_case *c, const wh_ip *handover)
{
    const wh_facts *facts = c->facts;
    wh_ip seen[MOST_ADDRESSES];
    uint32_t n = 0;
    for (uint32_t i = facts->hops.n; i-- > 0 && n < MOST_ADDRESSES;) {
        const wh_ip *ip = &facts->hops.at[i].r.ip;
        bool known = wh_ip_eq(ip, handover);
        for (uint32_t k = 0; k < n; k++) known = known || wh_ip_eq(ip, &seen[k]);
        if (known || !wh_net_public(ip)) continue;
        seen[n++] = *ip;
        wh_net_owner(c, ip, WH_WHY_ASN);
    }
}

static void check_links(wh_case *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->facts->domains.n && n < MOST_LINKS; i++) {
        const wh_domain *domain = &c->facts->domains.at[i];
        if (!(domain->roles & 1u << WH_ROLE_LINK) || domain->name.registrable.n == 0) continue;
        wh_net_link(c, domain);
        n++;
    }
}

void wh_check_network(wh_case *c)
{
    static const wh_ip none = {0};
    if (!wh_oracle_lookups(c->oracle)) return;
    const wh_received *r = wh_handover_hop(c->facts);
    const wh_ip *ip = r && wh_net_public(&r->ip) && !wh_is_submission(c->facts) ? &r->ip : &none;
    wh_str name = WH_ABSENT;
    bool settled = true;
    if (ip->family) {
        wh_str about = r->ip_raw.n ? r->ip_raw : r->raw;
        settled = wh_net_reverse(c, ip, about, &name);
        wh_net_owner(c, ip, WH_WHY_ASN);
        wh_net_block_lists(c, ip, about);
    }
    owners_of_path(c, ip);
    wh_net_sender(c, ip, name, settled);
    if (c->facts->options->link_lookups) check_links(c);
}
