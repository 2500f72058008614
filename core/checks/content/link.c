/* What the files that judge links share: the finding about one, and whose a host is. */
#include "checks/content/links.h"
#include "checks/lookalike/lookalike.h"
#include "evidence/known.h"

wh_finding *wh_finding_of_link(wh_case *c, wh_finding_id id, const wh_link *link)
{
    wh_finding *f = wh_finding_add(c, id);
    /* An address in plain text is its own text. */
    wh_finding_text(c, f, "text",
                    wh_sub(link->anchor.text.n ? link->anchor.text : link->anchor.href, 0, 200));
    wh_str host = wh_link_end(link)->host;
    wh_finding_text(c, f, "host",
                    host.n ? host
                           : wh_sub(link->anchor.href, 0, 200)); /* a handler's address may have none */
    wh_finding_span(c, f, link->span);
    return f;
}

bool wh_link_is_web(const wh_uri *uri)
{
    return wh_eq(uri->scheme, WH_LIT("http")) || wh_eq(uri->scheme, WH_LIT("https"));
}

bool wh_same_owner(wh_case *c, wh_str a, wh_str b)
{
    wh_name one = {0}, other = {0};
    if (wh_same_org(c->env, a, b)) return true;
    wh_parse_name(c->env, a, &one);
    wh_parse_name(c->env, b, &other);
    uint32_t x = wh_brand_owning(c->brands, &one), y = wh_brand_owning(c->brands, &other);
    return x != WH_NO_BRAND && y != WH_NO_BRAND && (x == y || wh_brands_related(c->brands, x, y));
}

bool wh_is_click_service(wh_str host)
{
    const wh_provider *provider = wh_provider_of(host);
    if (provider && (provider->kind == WH_PROVIDER_SENDING || provider->kind == WH_PROVIDER_GATEWAY))
        return true;
    return (wh_domain_roles(host) & (WH_DOMAIN_SENDER | WH_DOMAIN_CLICK)) != 0;
}

bool wh_is_senders_host(wh_case *c, wh_str host)
{
    const uint32_t sending = 1u << WH_ROLE_FROM | 1u << WH_ROLE_DKIM | 1u << WH_ROLE_RETURN_PATH |
                             1u << WH_ROLE_RDNS | 1u << WH_ROLE_LIST;
    for (uint32_t i = 0; i < c->facts->domains.n; i++)
        if ((c->facts->domains.at[i].roles & sending) && wh_same_owner(c, c->facts->domains.at[i].key, host))
            return true;
    return false;
}
