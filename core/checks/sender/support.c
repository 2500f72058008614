/* What in the mail supports the domain of its From field: a signature, the envelope, the client's reverse
 * name. Without a lookup none of them is proof; but honest mail has at least one. A signature that was looked
 * at and does not hold is none; HELO is what the client says. RFC 6376, RFC 9989 (alignment), RFC
 * 5321 4.1.1.2 (envelope). */
#include "checks/lookalike/lookalike.h"
#include "checks/sender/identity.h"
#include "checks/standing.h"

static wh_finding *add(wh_case *c, wh_finding_id id, wh_str domain)
{
    const wh_facts *facts = c->facts;
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "from", wh_standing_of(c)->from);
    wh_finding_text(c, f, "domain", domain);
    wh_finding_slice(c, f, facts->who.from.at[0].mailbox.raw);
    return f;
}

/* The domain that a platform signs and sends with for tenants who have set up none of their own. */
static bool is_tenants(wh_str domain)
{
    static const wh_str platforms[] = {WH_LIT_INIT("gappssmtp.com"), WH_LIT_INIT("onmicrosoft.com"),
                                       WH_LIT_INIT("mail.onmicrosoft.com")};
    for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++)
        if (domain.n > platforms[i].n && wh_under_domain(domain, platforms[i])) return true;
    return false;
}

/* Signatures that all bear somebody else's name. */
static void check_signatures(wh_case *c, const wh_standing *s)
{
    const wh_facts *facts = c->facts;
    const wh_domain *tenant = NULL, *other = NULL, *service = NULL;
    for (uint32_t i = 0; i < facts->domains.n; i++) {
        const wh_domain *domain = &facts->domains.at[i];
        if (!(domain->roles & 1u << WH_ROLE_DKIM)) continue;
        if (is_tenants(domain->key)) tenant = domain;
        else if (wh_is_sending_service(domain->key)) service = domain;
        else other = domain;
    }
    if (s->free_mail || (s->aligned && s->signed_for)) return;
    if (tenant) /* nor does a signature of the author's take it back that nobody has verified */
        wh_finding_span(c, add(c, WH_F_SIGNED_BY_PLATFORM, tenant->key),
                        tenant->spans.n ? tenant->spans.at[0] : (wh_span){0});
    if (tenant || s->aligned || (other && service)) return;
    /* A sending service signs and takes bounces in its own name where the author's domain has set up nothing.
     */
    if (!other && wh_is_sending_service(wh_certain_envelope(&facts->who))) other = service;
    if (!other) return;
    wh_finding *f = add(c, WH_F_SIGNED_BY_OTHER, other->key);
    if (other->spans.n) wh_finding_span(c, f, other->spans.at[0]);
}

static void check_tenant(wh_case *c, const wh_standing *s)
{
    const wh_person *from = &c->facts->who.from.at[0];
    wh_str envelope = wh_certain_envelope(&c->facts->who);
    /* What a known house has under such a suffix is its own: notifications.service.gov.uk. */
    if (!s->free_mail && from->name.private_suffix && from->name.registrable.n &&
        wh_brand_owning(c->brands, &from->name) == WH_NO_BRAND)
        add(c, WH_F_FROM_TENANT, from->name.suffix);
    if (envelope.n && is_tenants(envelope) && !is_tenants(s->from)) {
        wh_finding *f = add(c, WH_F_ENVELOPE_TENANT, envelope);
        wh_finding_slice(
            c, f, c->facts->who.return_path.n ? c->facts->who.return_path.at[0].mailbox.raw : WH_ABSENT);
    }
}

/* Providers of mailboxes whose every mail has long been signed: what bears their name without a signature was
 * not sent there. Others let their customers send by any server. */
static bool signs_all(const wh_standing *s)
{
    static const wh_str ids[] = {WH_LIT_INIT("google"), WH_LIT_INIT("microsoft"), WH_LIT_INIT("yahoo"),
                                 WH_LIT_INIT("apple")};
    const wh_provider *provider = s->recent ? wh_provider_of(s->from) : NULL;
    for (size_t i = 0; provider && i < sizeof ids / sizeof *ids; i++)
        if (wh_eq(provider->id, ids[i])) return true;
    return false;
}

static bool same(wh_str org, wh_case *c, wh_str host)
{
    return host.n && (wh_eq_nocase(org, host) || wh_same_org(c->env, org, host));
}

void wh_check_support(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    if (c->facts->who.from.n == 0 || s->from.n == 0 || s->from.p[0] == '[' || s->list ||
        c->facts->paste.kind == WH_SOURCE_FRAGMENT)
        return;
    check_signatures(c, s);
    check_tenant(c, s);
    if (!s->is_signed && s->recent && !c->facts->handover.chosen) add(c, WH_F_UNSIGNED, s->from);
    if (!s->entry || s->aligned || s->provider) return;
    if (s->free_mail ? !signs_all(s) : wh_provider_of(s->from) != NULL) return;
    if (same(s->from_org, c, wh_certain_envelope(&c->facts->who)) || same(s->from_org, c, s->rdns)) return;
    wh_finding *f = add(c, WH_F_FROM_UNSUPPORTED, s->rdns.n ? s->rdns : s->helo);
    wh_finding_slice(c, f, s->entry->raw);
}
