/* Facts by DNS. All questions that do not depend on others' answers are asked in the first step. */
#include "checks/network/network.h"
#include "base/limits.h"

#include "checks/common.h"

/* Owners of the other addresses on the path, oldest first: they are the sender's word, but a word that names
 * a network. */
static void owners_of_path(wh_case *c, const wh_ip *handover)
{
    const wh_facts *facts = c->facts;
    wh_ip seen[WH_MAX_PATH_OWNERS];
    uint32_t n = 0;
    for (uint32_t i = facts->hops.n; i-- > 0 && n < WH_MAX_PATH_OWNERS;) {
        const wh_ip *ip = &facts->hops.at[i].r.ip;
        bool known = wh_ip_eq(ip, handover);
        for (uint32_t k = 0; k < n; k++) known = known || wh_ip_eq(ip, &seen[k]);
        if (known || !wh_ip_is_public(ip)) continue;
        seen[n++] = *ip;
        wh_net_owner(c, ip, WH_WHY_ASN);
    }
}

static void check_links(wh_case *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->facts->domains.n && n < WH_MAX_LINK_HOSTS; i++) {
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
    const wh_handover *h = wh_senders_entrance(c->facts);
    const wh_received *r = wh_senders_hop(c->facts);
    const wh_ip *ip = r && wh_ip_is_public(&r->ip) && !h->submitted ? &r->ip : &none;
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
