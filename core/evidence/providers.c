/* Looking up who runs a mail server. */
#include "evidence/providers.h"

static const wh_provider *inner_of(wh_str host)
{
    for (size_t i = 0; i < wh_providers_n; i++)
        for (size_t k = 0; k < wh_providers[i].inner_n; k++)
            if (wh_find_nocase(host, wh_providers[i].inner[k], 0) != WH_NONE_AT) return &wh_providers[i];
    return NULL;
}

const wh_provider *wh_provider_of(wh_str host)
{
    if (host.n && wh_find_byte(host, '.', 0) == WH_NONE_AT) return inner_of(host);
    int32_t at = wh_names_find(&wh_provider_names, host, NULL);
    return at < 0 ? NULL : &wh_providers[at];
}

static bool under_any(wh_str host, const wh_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_under_domain(host, names[i])) return true;
    return false;
}

bool wh_provider_edge(const wh_provider *provider, wh_str host)
{
    return under_any(host, provider->edges, provider->edges_n);
}
bool wh_provider_outbound(const wh_provider *provider, wh_str host)
{
    return under_any(host, provider->outbound, provider->outbound_n);
}

bool wh_provider_inside(const wh_provider *provider, const wh_ip *ip)
{
    for (size_t i = 0; i < provider->networks_n; i++)
        if (wh_ip_within(ip, &provider->networks[i].ip, provider->networks[i].length)) return true;
    return false;
}
