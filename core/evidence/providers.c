/* Looking up who runs a mail server. */
#include "evidence/providers.h"

#include <string.h>

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

/* ---- remembered ---- */

#define KNOWN 64u       /* names */
#define KNOWN_BYTES 54u /* of a name; a longer one is looked up each time */

struct wh_known_houses {
    struct {
        const wh_provider *provider;
        uint8_t n; /* 0: empty */
        char name[KNOWN_BYTES];
    } at[KNOWN];
};

static size_t place_of(wh_str host)
{
    uint32_t four[2] = {0};
    size_t n = host.n < sizeof *four ? host.n : sizeof *four;
    memcpy(&four[0], host.p, n);
    memcpy(&four[1], host.p + (host.n - n) / 2, n);
    uint32_t hash = (four[0] * 0x9E3779B1u ^ four[1] ^ (uint32_t)host.n) * 0x85EBCA6Bu;
    return hash >> 16 & (KNOWN - 1);
}

const wh_provider *wh_house_provider(wh_env *env, wh_str host)
{
    if (host.n == 0 || host.n > KNOWN_BYTES) return wh_provider_of(host);
    if (!env->known_houses) env->known_houses = wh_alloc(env->arena, sizeof *env->known_houses);
    if (!env->known_houses) return wh_provider_of(host);
    size_t at = place_of(host);
    uint8_t n = env->known_houses->at[at].n;
    if (!wh_eq((wh_str){env->known_houses->at[at].name, n}, host)) {
        memcpy(env->known_houses->at[at].name, host.p, host.n);
        env->known_houses->at[at].n = (uint8_t)host.n;
        env->known_houses->at[at].provider = wh_provider_of(host);
    }
    return env->known_houses->at[at].provider;
}

/* ---- networks and names ---- */

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

static bool within_any(const wh_ip *ip, const wh_network *networks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_ip_within(ip, &networks[i].ip, networks[i].length)) return true;
    return false;
}

bool wh_provider_inside(const wh_provider *provider, const wh_ip *ip)
{
    return within_any(ip, provider->networks, provider->networks_n);
}
bool wh_provider_sends(const wh_provider *provider, const wh_ip *ip)
{
    return within_any(ip, provider->sends, provider->sends_n) || wh_provider_inside(provider, ip);
}
