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

static bool begins_label(wh_str host, wh_str start)
{
    for (size_t at = 0; at < host.n; at++)
        if ((at == 0 || host.p[at - 1] == '.') && wh_starts_nocase(wh_from(host, at), start)) return true;
    return false;
}

wh_str wh_service_of(wh_str host)
{
    wh_str rest = {(const char *)wh_services, wh_services_n}, best = WH_ABSENT;
    size_t longest = 0;
    while (rest.n) {
        wh_str service = wh_take_until(&rest, '\t'), names = wh_take_until(&rest, '\n');
        while (names.n) {
            wh_str name = wh_take_until(&names, ' ');
            bool prefix = name.n && name.p[name.n - 1] == '*';
            if (prefix) name.n--;
            if (name.n <= longest || !(prefix ? begins_label(host, name) : wh_under_domain(host, name)))
                continue;
            longest = name.n;
            best = service;
        }
    }
    return best;
}
