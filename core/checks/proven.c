/* Domains that a fact ties to the mail: by a signature that holds, or by the address that handed it over. */
#include "checks/proven.h"
#include "base/limits.h"
#include "checks/auth/dkim.h"
#include "checks/auth/spf.h"
#include "checks/results.h"
#include "evidence/names.h"

static wh_str property_of(const wh_authresult *r, wh_str property)
{
    for (uint32_t i = 0; i < r->props.n; i++)
        if (wh_eq_nocase(r->props.at[i].property, property)) return wh_domain_in(r->props.at[i].value);
    return WH_ABSENT;
}

wh_str wh_domain_of_result(const wh_case *c, const wh_authresult *result)
{
    bool spf = wh_eq(result->method, WH_LIT("spf"));
    wh_str domain = property_of(result, spf ? WH_LIT("mailfrom") : WH_LIT("d"));
    if (domain.n) return domain;
    return spf ? wh_domain_of_address(c->facts->who.envelope_from) : property_of(result, WH_LIT("i"));
}

static void add(wh_case *c, wh_str domain)
{
    wh_strs *proven = &c->results->proven;
    if (domain.n == 0 || proven->n >= WH_MAX_PROVEN) return;
    for (uint32_t i = 0; i < proven->n; i++)
        if (wh_eq_nocase(proven->at[i], domain)) return;
    wh_str *slot = wh_push(c->env->arena, proven);
    if (slot) *slot = domain;
}

/* What the reader's own side found. */
static void add_found(wh_case *c, wh_str method)
{
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        for (uint32_t k = 0; claim->trusted && k < claim->parsed.results.n; k++) {
            const wh_authresult *r = &claim->parsed.results.at[k];
            if (wh_eq(r->method, method) && wh_eq(r->result, WH_LIT("pass")))
                add(c, wh_domain_of_result(c, r));
        }
    }
}

void wh_read_proven(wh_case *c)
{
    wh_results *results = c->results;
    for (uint32_t i = 0; results->dkim && i < results->dkim->signatures.n; i++) {
        const wh_signature *s = &results->dkim->signatures.at[i];
        if (!s->arc && s->result == WH_AUTH_PASS) add(c, s->d);
    }
    add_found(c, WH_LIT("dkim"));
    results->signers_n = results->proven.n;
    if (results->spf && results->spf_everywhere && !results->spf->from_helo)
        add(c, wh_domain_of_address(c->facts->who.envelope_from));
    add_found(c, WH_LIT("spf"));
}
