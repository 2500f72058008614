/* What ties a mail to a brand. */
#include "checks/content/brand_ties.h"
#include "checks/auth/dkim.h"
#include "checks/common.h"
#include "checks/content/links.h"
#include "checks/content/phrases.h"
#include "checks/proven.h"
#include "checks/results.h"
#include "checks/standing.h"
#include "checks/sender/identity.h"
#include "evidence/known.h"

uint32_t wh_owner_of_domain(const wh_case *c, wh_str domain)
{
    wh_name name = {0};
    if (domain.n == 0) return WH_NO_BRAND;
    wh_parse_name(c->env, domain, &name);
    return wh_brand_owning(c->brands, &name);
}

bool wh_is_brands(const wh_case *c, uint32_t brand, wh_str domain)
{
    uint32_t owner = wh_owner_of_domain(c, domain);
    return owner != WH_NO_BRAND && (owner == brand || wh_brands_related(c->brands, owner, brand));
}

/* The same of a host that a link leads to: pages that anybody may publish there are not the brand's. */
static bool is_brands_page(const wh_case *c, uint32_t brand, wh_str host)
{
    return !(wh_domain_roles(host) & WH_DOMAIN_PUBLISHING) && wh_is_brands(c, brand, host);
}

/* A name of the brand's own that strangers send by: a mail provider's customers are not the provider. */
static bool is_strangers_too(wh_str name)
{
    const wh_provider *provider = wh_provider_of(name);
    return wh_is_free_mail(name) || wh_is_sending_service(name) ||
           (provider && (provider->kind == WH_PROVIDER_MAILBOX || provider->kind == WH_PROVIDER_HOSTING));
}

static bool speaks_for(const wh_case *c, uint32_t brand, wh_str domain)
{
    return wh_is_brands(c, brand, domain) && !wh_is_free_mail(domain) && !wh_is_sending_service(domain);
}

/* Names under go.jp and lg.jp are given to the Japanese state and to its prefectures, cities and towns alone:
 * a city writes about the cards and portals of the state, which are its own office's work. */
static bool is_office_of(const wh_case *c, uint32_t brand, wh_str domain)
{
    return wh_eq(wh_brand_category(c->brands, brand), WH_LIT("gov-jp")) &&
           (wh_under_domain(domain, WH_LIT("go.jp")) || wh_under_domain(domain, WH_LIT("lg.jp")));
}

/* ---- what was proven ---- */

/* Whether the client that handed the mail over is the brand's, by a proven name; where it is open which
 * client that was, every candidate. alone: names that the brand shares with its customers do not count. */
static bool is_client(const wh_case *c, uint32_t brand, bool alone)
{
    const wh_handover *h = &c->facts->handover;
    for (uint32_t i = 0; i < h->candidates.n; i++) {
        const wh_hop *hop = &c->facts->hops.at[h->candidates.at[i].hop];
        wh_str name = hop->r.problems & 1u << WH_RECEIVED_STUFFED_NAME ? WH_ABSENT : wh_proven_name(hop);
        if (!wh_is_brands(c, brand, name) || (alone && is_strangers_too(name))) return false;
    }
    return h->candidates.n > 0;
}

bool wh_brands_server(const wh_case *c, uint32_t brand) { return is_client(c, brand, false); }

bool wh_brand_sent(const wh_case *c, uint32_t brand)
{
    for (uint32_t i = 0; i < c->results->proven.n; i++)
        if (speaks_for(c, brand, c->results->proven.at[i]) ||
            is_office_of(c, brand, c->results->proven.at[i]))
            return true;
    return is_client(c, brand, true);
}

bool wh_brand_signature_claimed(const wh_case *c, uint32_t brand)
{
    const struct wh_dkim *dkim = c->results->dkim;
    bool claimed = false;
    for (uint32_t i = 0; dkim && i < dkim->signatures.n; i++) {
        const wh_signature *s = &dkim->signatures.at[i];
        if (!speaks_for(c, brand, s->d)) continue;
        if (wh_is_refuted(c, s)) return false;
        claimed = true;
    }
    return claimed;
}

/* ---- where it leads ---- */

wh_destinations wh_brand_destinations(const wh_case *c, uint32_t brand, wh_str from)
{
    wh_destinations to = {false, false, false};
    wh_str list = wh_standing_of(c)->list ? wh_list_id(c->facts) : WH_ABSENT;
    for (uint32_t i = 0; i < c->facts->links.n && !(to.home && to.elsewhere); i++) {
        const wh_link *link = &c->facts->links.at[i];
        if (link->anchor.kind == WH_LINK_IMAGE || !wh_is_web_uri(&link->uri) || link->uri.host.n == 0)
            continue;
        wh_str host = wh_link_sure_host(c, link);
        to.any = true;
        if (is_brands_page(c, brand, host)) to.home = true;
        else if (wh_is_brands(c, brand, host)) continue; /* the brand's server, anybody's page */
        else if (!wh_same_org(c->env, host, from) && !wh_same_org(c->env, host, list)) to.elsewhere = true;
    }
    return to;
}

bool wh_wants_something(const wh_case *c, bool *grave)
{
    const wh_phrase_hits *w = c->results->wants;
    if (!w) return false;
    *grave = w->n[WH_WANT_CREDENTIALS] || w->n[WH_WANT_LOCKED] || w->n[WH_WANT_SEED];
    return *grave || w->n[WH_WANT_PARCEL] || w->n[WH_WANT_REFUND] || w->n[WH_WANT_VIOLATION] ||
           w->n[WH_WANT_CHARGE] || w->n[WH_WANT_PRIZE] || w->n[WH_WANT_DOCUMENT];
}
