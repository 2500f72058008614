/* What ties a mail to a brand. */
#include "checks/content/brand_ties.h"
#include "checks/auth/dkim.h"
#include "checks/auth/spf.h"
#include "checks/common.h"
#include "checks/content/links.h"
#include "checks/content/phrases.h"
#include "checks/results.h"
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

/* ---- what was proven ---- */

static wh_str behind_at(wh_str address)
{
    size_t at = wh_rfind_byte(address, '@');
    return at == WH_NONE_AT ? address : wh_from(address, at + 1);
}

static wh_str property_of(const wh_authresult *r, wh_str first, wh_str second)
{
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < r->props.n; i++)
            if (wh_eq_nocase(r->props.at[i].property, pass ? second : first))
                return behind_at(r->props.at[i].value);
    return WH_ABSENT;
}

/* What the reader's own side found: "pass" for a signature or an envelope of the brand. */
static bool found_by_receiver(const wh_case *c, uint32_t brand, wh_str method, wh_str result)
{
    bool spf = wh_eq(method, WH_LIT("spf"));
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        for (uint32_t k = 0; claim->trusted && k < claim->parsed.results.n; k++) {
            const wh_authresult *r = &claim->parsed.results.at[k];
            if (!wh_eq(r->method, method) || !wh_eq(r->result, result)) continue;
            wh_str domain = spf ? property_of(r, WH_LIT("mailfrom"), WH_LIT("mailfrom"))
                                : property_of(r, WH_LIT("d"), WH_LIT("i"));
            if (spf && domain.n == 0) domain = behind_at(c->facts->who.envelope_from);
            if (speaks_for(c, brand, domain)) return true;
        }
    }
    return false;
}

static bool signature_of(const wh_case *c, uint32_t brand, bool proven)
{
    const struct wh_dkim *dkim = c->results->dkim;
    for (uint32_t i = 0; dkim && i < dkim->signatures.n; i++) {
        const wh_signature *s = &dkim->signatures.at[i];
        if (s->arc || !speaks_for(c, brand, s->d)) continue;
        if (proven ? s->result == WH_AUTH_PASS : s->result != WH_AUTH_FAIL && s->result != WH_AUTH_PERMERROR)
            return true;
    }
    return false;
}

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
    wh_str envelope = behind_at(c->facts->who.envelope_from);
    if (is_client(c, brand, true) || signature_of(c, brand, true)) return true;
    if (c->results->spf && c->results->spf_everywhere && speaks_for(c, brand, envelope)) return true;
    return found_by_receiver(c, brand, WH_LIT("dkim"), WH_LIT("pass")) ||
           found_by_receiver(c, brand, WH_LIT("spf"), WH_LIT("pass"));
}

bool wh_brand_signature_claimed(const wh_case *c, uint32_t brand)
{
    return signature_of(c, brand, false) && !found_by_receiver(c, brand, WH_LIT("dkim"), WH_LIT("fail"));
}

/* ---- where it leads ---- */

wh_destinations wh_brand_destinations(const wh_case *c, uint32_t brand, wh_str from)
{
    wh_destinations to = {false, false, false};
    wh_str list = wh_list_id(c->facts);
    for (uint32_t i = 0; i < c->facts->links.n && !(to.home && to.elsewhere); i++) {
        const wh_link *link = &c->facts->links.at[i];
        bool web = wh_eq(link->uri.scheme, WH_LIT("http")) || wh_eq(link->uri.scheme, WH_LIT("https"));
        if (link->anchor.kind == WH_LINK_IMAGE || !web || link->uri.host.n == 0) continue;
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
