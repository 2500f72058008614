/* What the files that judge links share: the finding about one, and whose a host is. */
#include "checks/content/links.h"
#include "checks/lookalike/lookalike.h"
#include "checks/standing.h"
#include "evidence/known.h"
#include "parse/uri/unwrap.h"

wh_finding *wh_finding_of_link_at(wh_case *c, wh_finding_id id, const wh_link *link, wh_str host)
{
    wh_finding *f = wh_finding_add(c, id);
    /* An address in plain text is its own text. */
    wh_finding_text(c, f, "text",
                    wh_sub(link->anchor.text.n ? link->anchor.text : link->anchor.href, 0, 200));
    wh_finding_text(c, f, "host",
                    host.n ? host
                           : wh_sub(link->anchor.href, 0, 200)); /* a handler's address may have none */
    wh_finding_span(c, f, link->span);
    return f;
}

wh_finding *wh_finding_of_link(wh_case *c, wh_finding_id id, const wh_link *link)
{
    return wh_finding_of_link_at(c, id, link, wh_link_end(link)->host);
}

/* The server that took the mail from outside is the reader's, and so is a filter of that house. */
static bool is_readers_house(const wh_case *c, wh_str host)
{
    const wh_received *r = wh_handover_hop(c->facts);
    return r && c->facts->handover.settled && wh_same_org(c->env, wh_bare_host(r->by), host);
}

static bool leads_as_it_says(const wh_case *c, wh_str host, int32_t domain)
{
    if (wh_is_click_service(host) || is_readers_house(c, host)) return true;
    if (domain < 0) return false;
    return wh_brand_owning(c->brands, &c->facts->domains.at[domain].name) != WH_NO_BRAND;
}

const wh_uri *wh_link_stranger(const wh_case *c, const wh_link *link, int32_t *domain)
{
    for (uint32_t i = 0; i < link->targets.n; i++) {
        const wh_link_target *before = i ? &link->targets.at[i - 1] : NULL;
        const wh_uri *from = before ? &before->uri : &link->uri;
        int32_t index = before ? before->domain : link->domain;
        bool anybodys = wh_eq(link->targets.at[i].via->hosts, WH_LIT("*"));
        if (!anybodys || from->host.n == 0 || leads_as_it_says(c, from->host, index)) continue;
        if (domain) *domain = index;
        return from;
    }
    return NULL;
}

wh_str wh_link_sure_host(const wh_case *c, const wh_link *link)
{
    const wh_uri *stranger = wh_link_stranger(c, link, NULL);
    return stranger ? stranger->host : wh_link_end(link)->host;
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
    return (provider && provider->kind == WH_PROVIDER_GATEWAY) || wh_sends_for_others(provider, host);
}

bool wh_is_senders_host(wh_case *c, wh_str host)
{
    const wh_standing *s = wh_standing_of(c);
    for (uint32_t i = 0; i < s->homes_n; i++)
        if (wh_same_owner(c, s->homes[i], host)) return true;
    return false;
}
