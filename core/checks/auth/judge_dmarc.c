/* What DMARC, ARC and the receiver's own results mean for the reader. */
#include "checks/auth/auth.h"

#include "checks/common.h"

#define LATER_DAYS 30 /* beyond this age, today's DNS may say something other than it did then */

static wh_str from_slice(const wh_facts *facts)
{
    return facts->who.from.n ? facts->who.from.at[0].mailbox.raw_domain : WH_ABSENT;
}

static wh_finding *raise(wh_case *c, wh_finding_id id)
{
    const wh_dmarc *dmarc = c->results->dmarc;
    wh_finding *f = wh_finding_of_auth(c, id, from_slice(c->facts));
    wh_finding_text(c, f, "method", WH_LIT("DMARC"));
    wh_finding_text(c, f, "domain", wh_absent(dmarc->author) ? wh_from_domain(c->facts) : dmarc->author);
    wh_finding_text(c, f, "policy", wh_dmarc_policy_name(dmarc->policy));
    return f;
}

/* What a chain of seals says counts where the newest sealer is a known provider, is proven to be the one that
 * handed the mail over, and has itself found the author's DMARC to pass (RFC 8617 7.2): anybody can seal what
 * he likes under a name of his own. */
static bool sealed_by_known(const wh_case *c)
{
    const wh_arc *arc = c->results->arc;
    const wh_handover *h = &c->facts->handover;
    if (arc->result != WH_AUTH_PASS || arc->sets.n == 0 || h->hop < 0 || !h->settled) return false;
    const wh_arc_set *newest = &arc->sets.at[arc->sets.n - 1];
    const wh_provider *sealer = wh_provider_of(newest->seal_tags.d),
                      *client = wh_provider_of(wh_proven_name(&c->facts->hops.at[h->hop]));
    if (!sealer || sealer != client || newest->results == UINT32_MAX) return false;
    if (sealer->kind != WH_PROVIDER_MAILBOX && sealer->kind != WH_PROVIDER_LIST) return false;
    wh_authres found;
    wh_parse_authres(c->env, c->facts->fields.at[newest->results].value, &found);
    for (uint32_t i = 0; i < found.results.n; i++) {
        const wh_authresult *r = &found.results.at[i];
        if (wh_eq(r->method, WH_LIT("dmarc")) && wh_eq(r->result, WH_LIT("pass"))) return true;
    }
    return false;
}

/* Whether somebody on the way explains the failure: a list or forwarder that has proven itself. (For one
 * whose changes could be undone, see once.def.) */
static bool passed_on(const wh_case *c) { return wh_list_explains(c) || sealed_by_known(c); }

/* The receiver's own finding weighs as much as the policy that it did not record. */
void wh_weigh_receivers(wh_case *c)
{
    const wh_dmarc *dmarc = c->results ? c->results->dmarc : NULL;
    if (!dmarc || !c->oracle || !wh_oracle_lookups(c->oracle)) return;
    for (uint32_t i = 0; i < c->findings.n; i++) {
        wh_finding *f = &c->findings.at[i];
        if (f->id != WH_F_RECEIVER_DMARC_FAIL || passed_on(c)) continue;
        if (dmarc->result == WH_AUTH_FAIL && dmarc->disposition > WH_POLICY_NONE)
            f->severity = wh_finding_severity(f->id);
        else if (dmarc->policy == WH_POLICY_NONE && f->severity < WH_LOW) f->severity = WH_LOW;
    }
}

static void judge_result(wh_case *c)
{
    const wh_dmarc *dmarc = c->results->dmarc;
    wh_finding *f;
    switch (dmarc->result) {
    case WH_AUTH_PASS:
        /* An address that may only be the outermost of several proves nothing unless the others do too. */
        if (dmarc->dkim_aligned || c->facts->handover.settled || c->results->spf_everywhere)
            raise(c, WH_F_DMARC_PASS);
        break;
    case WH_AUTH_FAIL:
        f = raise(c, dmarc->disposition > WH_POLICY_NONE ? WH_F_DMARC_FAIL : WH_F_DMARC_FAIL_LENIENT);
        if (f && passed_on(c)) f->severity = WH_LOW;
        break;
    case WH_AUTH_TEMPERROR: raise(c, WH_F_AUTH_NO_ANSWER); break;
    case WH_AUTH_NONE:
        if (c->facts->who.from.n == 0) break;
        raise(c, wh_absent(dmarc->author) ? WH_F_DMARC_NO_AUTHOR : WH_F_DMARC_NONE);
        break;
    default: break;
    }
}

static void judge_arc(wh_case *c)
{
    const wh_arc *arc = c->results->arc;
    if (arc->sets.n == 0 ||
        (arc->result != WH_AUTH_PASS && arc->result != WH_AUTH_FAIL && arc->result != WH_AUTH_TEMPERROR))
        return;
    const wh_arc_set *newest = &arc->sets.at[arc->sets.n - 1];
    uint32_t field = newest->seal != UINT32_MAX      ? newest->seal
                     : newest->message != UINT32_MAX ? newest->message
                                                     : newest->results;
    wh_str about = field == UINT32_MAX ? WH_ABSENT : c->facts->fields.at[field].whole;
    wh_finding_id id = arc->result == WH_AUTH_PASS   ? WH_F_ARC_PASS
                       : arc->result == WH_AUTH_FAIL ? WH_F_ARC_FAIL
                                                     : WH_F_AUTH_NO_ANSWER;
    wh_finding *f = wh_finding_of_auth(c, id, about);
    wh_finding_text(c, f, "method", WH_LIT("ARC"));
    wh_finding_text(c, f, "domain", newest->seal_tags.d);
    wh_finding_number(c, f, "instance", arc->at ? arc->at : arc->sets.n);
}

void wh_judge_dmarc(wh_case *c)
{
    judge_result(c);
    judge_arc(c);
    int64_t days = wh_age_days(c->facts);
    if (days < LATER_DAYS) return;
    if (c->results->spf->result == WH_NOT_EVALUATED && c->results->dmarc->result == WH_NOT_EVALUATED) return;
    wh_finding_number(c, raise(c, WH_F_AUTH_LATER), "days", days);
}

/* ---- the receiver's results ---- */

/* Ours for one of theirs; WH_NOT_EVALUATED when there is none to compare with. */
static wh_auth_result ours(const wh_case *c, const wh_authresult *r)
{
    if (wh_eq(r->method, WH_LIT("spf")))
        return c->results->spf->from_helo ? WH_NOT_EVALUATED : c->results->spf->result;
    if (wh_eq(r->method, WH_LIT("dmarc"))) return c->results->dmarc->result;
    if (!wh_eq(r->method, WH_LIT("dkim"))) return WH_NOT_EVALUATED;
    for (uint32_t i = 0; i < r->props.n; i++) {
        if (!wh_eq_nocase(r->props.at[i].property, WH_LIT("d"))) continue;
        for (uint32_t k = 0; k < c->results->dkim->signatures.n; k++)
            if (wh_eq_nocase(c->results->dkim->signatures.at[k].d, r->props.at[i].value))
                return c->results->dkim->signatures.at[k].result;
    }
    return WH_NOT_EVALUATED;
}

static bool decides(wh_auth_result result)
{
    return result == WH_AUTH_PASS || result == WH_AUTH_FAIL || result == WH_AUTH_SOFTFAIL;
}

static void compare(wh_case *c, const wh_authresult *r)
{
    wh_auth_result theirs = wh_auth_result_named(r->result), mine = ours(c, r);
    if (!decides(mine) || !decides(theirs) || (mine == WH_AUTH_PASS) == (theirs == WH_AUTH_PASS)) return;
    wh_finding *f = wh_finding_of_auth(c, WH_F_AUTH_CLAIM_DIFFERS, r->raw);
    wh_finding_text(c, f, "method", r->method);
    wh_finding_text(c, f, "claimed", r->result);
    wh_finding_text(c, f, "verified", wh_auth_result_name(mine));
}

void wh_judge_claims(wh_case *c)
{
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (!claim->trusted) continue;
        for (uint32_t k = 0; k < claim->parsed.results.n; k++) compare(c, &claim->parsed.results.at[k]);
    }
}
