/* Facts as they are noted, and the services that servers belong to. */
#include "checks/network/network.h"
#include "base/limits.h"

void wh_net_note(wh_case *c, wh_str subject, wh_str kind, wh_str value)
{
    wh_results *r = c->results;
    if (wh_absent(value) || r->network.n >= WH_MAX_NETWORK_FACTS) return;
    for (uint32_t i = 0; i < r->network.n; i++)
        if (wh_eq(r->network.at[i].subject, subject) && wh_eq(r->network.at[i].kind, kind) &&
            wh_eq(r->network.at[i].value, value))
            return;
    wh_netfact *fact = wh_push(c->env->arena, &r->network);
    if (fact) *fact = (wh_netfact){subject, kind, value};
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
