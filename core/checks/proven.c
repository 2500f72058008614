/* Domains that a fact ties to the mail: by a signature that holds, or by the address that handed it over. */
#include "checks/proven.h"
#include "base/limits.h"
#include "checks/auth/auth.h"
#include "checks/results.h"
#include "evidence/names.h"

static wh_str property_of(const wh_authresult *r, wh_str property)
{
    for (uint32_t i = 0; i < r->props.n; i++)
        if (wh_eq_nocase(r->props.at[i].property, property)) return wh_domain_in(r->props.at[i].value);
    return WH_ABSENT;
}

/* The domain that a receiver's result of "dkim" or "spf" is about; absent when it names none. */
static wh_str domain_of_result(const wh_case *c, const wh_authresult *result)
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
            if (wh_eq(r->method, method) && wh_eq(r->result, WH_LIT("pass"))) add(c, domain_of_result(c, r));
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

/* ---- what does not hold ---- */

static bool is_mended(wh_dkim_half half, wh_dkim_repair repair)
{
    return half != WH_HALF_BAD || repair != WH_DKIM_FIX_NOTHING;
}

/* By our own look, where one was asked for: a signature that nobody can read is none then, while in a copy
 * whose owner masked numbers it is as unknown as any. */
static bool is_broken(const wh_case *c, const wh_signature *s)
{
    if (!wh_oracle_lookups(c->oracle)) return false;
    bool no_key = s->reason == WH_DKIM_NO_KEY || s->reason == WH_DKIM_REVOKED;
    switch (s->result) {
    case WH_AUTH_FAIL:
        return !is_mended(s->body_state, s->body_repair) || !is_mended(s->head_state, s->head_repair);
    case WH_AUTH_NEUTRAL:
    case WH_AUTH_POLICY:
    case WH_AUTH_PERMERROR: return !no_key || !wh_keys_may_be_gone(c->facts);
    default: return false;
    }
}

/* "none" is news only of the server that took the mail in: further inside it may have been filed off. */
static bool speaks_against(const wh_claim *claim, const wh_authresult *r)
{
    static const wh_str bad[] = {WH_LIT_INIT("fail"), WH_LIT_INIT("hardfail"), WH_LIT_INIT("neutral"),
                                 WH_LIT_INIT("permerror"), WH_LIT_INIT("policy")};
    if (!wh_eq(r->method, WH_LIT("dkim"))) return false;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (wh_eq(r->result, bad[i])) return true;
    return wh_eq(r->result, WH_LIT("none")) && (claim->at_border || claim->bad_only);
}

static bool is_found_broken(const wh_case *c, const wh_signature *s)
{
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        for (uint32_t k = 0; (claim->trusted || claim->bad_only) && k < claim->parsed.results.n; k++) {
            const wh_authresult *r = &claim->parsed.results.at[k];
            if (!speaks_against(claim, r)) continue;
            wh_str domain = domain_of_result(c, r);
            if (domain.n == 0 || wh_eq(r->result, WH_LIT("none")) || wh_same_org(c->env, domain, s->d))
                return true;
        }
    }
    return false;
}

bool wh_is_refuted(const wh_case *c, const wh_signature *s)
{
    for (uint32_t i = 0; i < c->results->signers_n; i++)
        if (wh_same_org(c->env, c->results->proven.at[i], s->d)) return false;
    return is_broken(c, s) || is_found_broken(c, s);
}
