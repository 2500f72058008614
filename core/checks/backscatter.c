/* A true delivery report about a mail that the reader never sent: somebody wrote the reader's address into
 * it as its sender, and the report went to that address. The report encloses the original, whose Received
 * fields tell where it came from. RFC 3464, RFC 3834. */
#include "checks/bounce.h"
#include "checks/common.h"
#include "evidence/providers.h"

static wh_str domain_of(const wh_persons *persons)
{
    return persons->n ? persons->at[0].mailbox.domain : WH_LIT("");
}

/* The domain that the report went to. */
static wh_str reader_of(const wh_facts *facts)
{
    wh_str delivered = domain_of(&facts->who.delivered_to);
    return delivered.n ? delivered : domain_of(&facts->who.to);
}

/* Somebody who may have sent on the reader's behalf: the reader's own servers, or those of a provider, which
 * sends for many. */
static bool may_send_for(wh_env *env, wh_str host, wh_str reader)
{
    host = wh_bare_host(host);
    return host.n && (wh_same_org(env, host, reader) || wh_provider_of(host));
}

/* Whether anything in the original, even the author's word, points to the reader's side: then one cannot
 * tell. */
static bool leads_to(wh_env *env, const wh_facts *original, wh_str reader)
{
    for (uint32_t i = 0; i < original->hops.n; i++) {
        const wh_received *r = &original->hops.at[i].r;
        if (may_send_for(env, r->helo, reader) || may_send_for(env, r->rdns, reader)) return true;
        if (r->local || r->authenticated || wh_same_org(env, wh_bare_host(r->by), reader)) return true;
        if (i > 0 && may_send_for(env, r->by, reader)) return true; /* the first may be the reporter's own */
    }
    for (uint32_t i = 0; i < original->domains.n; i++) {
        const wh_domain *domain = &original->domains.at[i];
        if (!(domain->roles & (1u << WH_ROLE_DKIM | 1u << WH_ROLE_MESSAGE_ID))) continue;
        if (wh_same_org(env, domain->key, reader)) return true;
    }
    return false;
}

/* The client of the oldest line that tells one. */
static wh_str origin_of(wh_env *env, const wh_facts *original)
{
    for (uint32_t i = original->hops.n; i-- > 0;) {
        const wh_received *r = &original->hops.at[i].r;
        if (r->rdns.n || r->helo.n) return r->rdns.n ? r->rdns : r->helo;
        if (r->ip.family) return wh_format_ip(env, &r->ip);
    }
    return WH_LIT("");
}

void wh_check_backscatter(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str reader = reader_of(facts);
    if (!wh_is_bounce(facts) || facts->enclosed.n == 0 || reader.n == 0) return;
    if (wh_same_org(c->env, domain_of(&facts->who.from), reader)) return; /* the reader's own server */
    const wh_enclosed *one = &facts->enclosed.at[0];
    const wh_facts *original = one->facts;
    if (original->hops.n == 0 || !wh_same_org(c->env, domain_of(&original->who.from), reader)) return;
    if (leads_to(c->env, original, reader)) return;
    wh_finding *f = wh_finding_add(c, WH_F_BACKSCATTER);
    wh_finding_text(c, f, "domain", reader);
    wh_finding_text(c, f, "client", origin_of(c->env, original));
    wh_finding_span(c, f, one->span);
}
