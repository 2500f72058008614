/* What SPF's result means for the reader. */
#include "checks/auth/auth.h"

#include "checks/common.h"

static bool finding_for(const wh_spf *spf, wh_finding_id *id)
{
    switch (spf->result) {
    case WH_AUTH_PASS: *id = spf->everyone ? WH_F_SPF_EVERYONE : WH_F_SPF_PASS; return true;
    case WH_AUTH_FAIL: *id = WH_F_SPF_FAIL; return true;
    case WH_AUTH_SOFTFAIL: *id = WH_F_SPF_SOFTFAIL; return true;
    case WH_AUTH_NEUTRAL: *id = WH_F_SPF_NEUTRAL; return true;
    case WH_AUTH_NONE: *id = WH_F_SPF_NONE; return true;
    case WH_AUTH_PERMERROR: *id = WH_F_SPF_BROKEN; return true;
    case WH_AUTH_TEMPERROR: *id = WH_F_AUTH_NO_ANSWER; return true;
    default: return false;
    }
}

void wh_judge_spf(wh_case *c)
{
    const wh_spf *spf = c->results->spf;
    const wh_received *r = wh_handover_hop(c->facts);
    wh_finding_id id;
    if (!r || !finding_for(spf, &id)) return;
    if (id == WH_F_SPF_PASS && !c->results->spf_everywhere) return; /* of one entrance out of several */
    wh_finding *f = wh_finding_of_auth(c, id, r->ip_raw.n ? r->ip_raw : r->raw);
    wh_finding_text(c, f, "method", WH_LIT("SPF"));
    wh_finding_text(c, f, "domain", spf->problem_domain.n ? spf->problem_domain : spf->domain);
    wh_finding_text(c, f, "ip", wh_format_ip(c->env, &r->ip));
    wh_finding_text(c, f, "term",
                    spf->problem_term.n ? spf->problem_term
                    : spf->problem      ? wh_spf_problem_name(spf->problem)
                                        : spf->mechanism);
    /* Nobody vouches for a HELO name. */
    if (f && spf->from_helo && f->severity != WH_GOOD) f->severity = WH_INFO;
}
