/* Verified results as JSON (contract: authentication). What was not evaluated is null; `notEvaluated` says
 * why. */
#include "checks/auth/auth.h"
#include "report/sections.h"

static void put_result(wh_env *env, wh_json *out, wh_auth_result result)
{
    wh_json_put_text(env, out, "result", wh_auth_result_name(result));
}

/* An id, null for the empty one. */
static void put_id(wh_env *env, wh_json *out, const char *key, wh_str id)
{
    wh_json_put_text(env, out, key, id.n ? id : WH_ABSENT);
}

static void put_count(wh_json *out, const char *key, uint64_t value)
{
    wh_json_put_number(out, key, (int64_t)value);
}

/* ---- SPF ---- */

static wh_json *report_trace(wh_env *env, const wh_spf *spf)
{
    static const wh_str events[] = {WH_LIT_INIT("record"), WH_LIT_INIT("match"), WH_LIT_INIT("no-match"),
                                    WH_LIT_INIT("stop")};
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < spf->trace.n; i++) {
        const wh_spf_step *step = &spf->trace.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(env, one, "event", events[step->event]);
        wh_json_put_text(env, one, "domain", step->domain);
        wh_json_put_text(env, one, "text", step->text);
        wh_json_put_text(env, one, "target", step->target);
        put_count(one, "depth", step->depth);
        wh_json_add(list, one);
    }
    return list;
}

static wh_json *report_spf(wh_env *env, const wh_spf *spf)
{
    wh_json *out = wh_json_object();
    put_result(env, out, spf->result);
    put_id(env, out, "reason", wh_spf_problem_name(spf->problem));
    put_id(env, out, "problem", wh_spf_problem_name(spf->problem));
    wh_json_put_text(env, out, "problemDomain", spf->problem_domain);
    wh_json_put_text(env, out, "problemTerm", spf->problem_term);
    wh_json_put_text(env, out, "explanation", spf->explanation);
    wh_json_put_text(env, out, "mechanism", spf->mechanism);
    put_count(out, "lookups", spf->lookups);
    put_count(out, "voidLookups", spf->void_lookups);
    wh_json_put_text(env, out, "domain", spf->domain);
    wh_json_put_text(env, out, "identity", spf->from_helo ? WH_LIT("helo") : WH_LIT("mailfrom"));
    wh_json_put_text(env, out, "record", spf->record);
    wh_json_put(out, "trace", report_trace(env, spf));
    return out;
}

wh_json *wh_spf_result(wh_env *env, wh_oracle *oracle, const wh_spf_input *input)
{
    wh_spf spf;
    wh_spf_check(env, oracle, &input->query, &spf);
    return report_spf(env, &spf);
}

/* ---- DMARC ---- */

static wh_str first_problem(const wh_dmarc *dmarc)
{
    for (unsigned i = 0; i < WH_DMARC_PROBLEM_COUNT; i++)
        if (dmarc->problems >> i & 1) return wh_dmarc_problem_name((wh_dmarc_problem)i);
    return WH_ABSENT;
}

static wh_json *report_dmarc(wh_env *env, const wh_dmarc *dmarc)
{
    wh_str names[WH_DMARC_PROBLEM_COUNT];
    for (unsigned i = 0; i < WH_DMARC_PROBLEM_COUNT; i++)
        names[i] = wh_dmarc_problem_name((wh_dmarc_problem)i);
    wh_json *out = wh_json_object();
    put_result(env, out, dmarc->result);
    wh_json_put_text(env, out, "reason", first_problem(dmarc));
    wh_json_put_text(env, out, "policyDomain", dmarc->policy_domain);
    wh_json_put_text(env, out, "orgDomain", dmarc->org_domain);
    wh_json_put_text(env, out, "policy", wh_dmarc_policy_name(dmarc->policy));
    wh_json_put_text(env, out, "disposition", wh_dmarc_policy_name(dmarc->disposition));
    wh_json_put_bool(out, "spfAligned", dmarc->spf_aligned);
    wh_json_put_bool(out, "dkimAligned", dmarc->dkim_aligned);
    wh_json_put_bits(out, "problems", dmarc->problems, names, WH_DMARC_PROBLEM_COUNT);
    wh_json_put_text(env, out, "domain", dmarc->author);
    wh_json_put_text(env, out, "record", dmarc->record);
    wh_json_put_text(env, out, "spfAlignment", dmarc->strict_spf ? WH_LIT("strict") : WH_LIT("relaxed"));
    wh_json_put_text(env, out, "dkimAlignment", dmarc->strict_dkim ? WH_LIT("strict") : WH_LIT("relaxed"));
    return out;
}

wh_json *wh_dmarc_result(wh_env *env, wh_oracle *oracle, const wh_dmarc_input *input)
{
    wh_dmarc dmarc;
    wh_dmarc_query query = input->query; /* its identifiers' flags are written anew at each step */
    wh_dmarc_check(env, oracle, &query, &dmarc);
    return report_dmarc(env, &dmarc);
}

/* ---- signatures ---- */

static wh_str half_name(wh_dkim_half half)
{
    return half == WH_HALF_GOOD ? WH_LIT("good") : half == WH_HALF_BAD ? WH_LIT("bad") : WH_ABSENT;
}

/* Whether it depends on DNS that has not answered yet. */
static bool waits(const wh_case *c, wh_auth_result result)
{
    return result == WH_AUTH_PENDING && wh_oracle_waits(c->oracle);
}

static wh_json *report_signature(const wh_case *c, const wh_signature *s)
{
    wh_env *env = c->env;
    wh_json *out = wh_json_object(), *names = wh_json_array();
    put_result(env, out, s->result);
    put_id(env, out, "reason", wh_dkim_reason_name(waits(c, s->result) ? WH_DKIM_NOT_ASKED : s->reason));
    wh_json_put_text(env, out, "domain", s->d);
    wh_json_put_text(env, out, "selector", s->s);
    wh_json_put_text(env, out, "algorithm", s->algorithm);
    wh_json_put_text(env, out, "identity", s->identity);
    wh_json_put_text(env, out, "canonicalization",
                     s->relaxed_head
                         ? (s->relaxed_body ? WH_LIT("relaxed/relaxed") : WH_LIT("relaxed/simple"))
                         : (s->relaxed_body ? WH_LIT("simple/relaxed") : WH_LIT("simple/simple")));
    wh_json_put_bool(out, "aligned", s->aligned);
    wh_json_put(out, "keyBits", s->key_bits ? wh_json_number(s->key_bits) : wh_json_null());
    wh_json_put_bool(out, "testing", s->testing);
    wh_json_put_text(env, out, "header", half_name(s->head_state));
    wh_json_put_text(env, out, "body", half_name(s->body_state));
    put_id(env, out, "headerVerifies", wh_dkim_repair_name(s->head_repair));
    put_id(env, out, "bodyVerifies", wh_dkim_repair_name(s->body_repair));
    for (uint32_t i = 0; names && i < s->names.n; i++) {
        wh_json_add_text(env, names, s->names.at[i]);
    }
    wh_json_put(out, "signedFields", names);
    wh_json_put(out, "bodyLength", s->has_length ? wh_json_number((int64_t)s->length) : wh_json_null());
    put_count(out, "unsignedBytes", s->unsigned_bytes);
    wh_json_put_text(env, out, "signedAt",
                     s->signed_at >= 0 ? wh_format_iso(env, s->signed_at * 1000) : WH_ABSENT);
    wh_json_put_text(env, out, "expiresAt",
                     s->expires_at >= 0 ? wh_format_iso(env, s->expires_at * 1000) : WH_ABSENT);
    wh_json_put_bool(out, "expiredSince", s->expired_since);
    wh_json_put_text(env, out, "record", s->record);
    wh_json_put_one_span(out, "spans", wh_field_span(c->facts, s->field));
    return out;
}

static wh_json *report_arc(const wh_case *c, const wh_arc *arc)
{
    wh_env *env = c->env;
    wh_json *out = wh_json_object(), *sets = wh_json_array();
    put_result(env, out, arc->result);
    put_id(env, out, "reason", wh_arc_reason_name(arc->reason));
    wh_json_put(out, "at", arc->at ? wh_json_number(arc->at) : wh_json_null());
    for (uint32_t i = 0; sets && i < arc->sets.n; i++) {
        const wh_arc_set *set = &arc->sets.at[i];
        wh_json *one = wh_json_object();
        put_count(one, "instance", i + 1);
        wh_json_put_text(env, one, "domain", set->seal_tags.d);
        wh_json_put_text(env, one, "selector", set->seal_tags.s);
        wh_json_put_text(env, one, "chain", set->cv);
        wh_json_put_text(env, one, "seal", half_name(set->seal_tags.head_state));
        if (set->seal != UINT32_MAX) wh_json_put_one_span(one, "spans", wh_field_span(c->facts, set->seal));
        wh_json_add(sets, one);
    }
    wh_json_put(out, "sets", sets);
    wh_json_put(out, "message",
                arc->message.field == UINT32_MAX ? wh_json_null() : report_signature(c, &arc->message));
    return out;
}

/* ---- all of it ---- */

static bool evaluated(wh_auth_result result)
{
    return result != WH_NOT_EVALUATED && result != WH_AUTH_PENDING;
}

/* Puts the result, or null and the reason. */
static void put_verified(const wh_case *c, wh_json *out, wh_json *reasons, const char *key,
                         wh_auth_result result, wh_str reason, wh_json *value)
{
    bool pending = result == WH_AUTH_PENDING && !waits(c, result);
    if (evaluated(result)) {
        wh_json_put(out, key, value);
        return;
    }
    wh_json_free(value);
    wh_json_put(out, key, wh_json_null());
    wh_json_put_text(c->env, reasons, key,
                     pending    ? WH_LIT("pending")
                     : reason.n ? reason
                                : WH_LIT("not-asked"));
}

wh_json *wh_report_authentication(const wh_case *c)
{
    const wh_results *r = c->results;
    wh_json *out = wh_json_object(), *reasons = wh_json_object(), *dkim = wh_json_array();
    wh_json_put(out, "claimed", wh_report_claims(c));
    for (uint32_t i = 0; dkim && r->dkim && i < r->dkim->signatures.n; i++)
        wh_json_add(dkim, report_signature(c, &r->dkim->signatures.at[i]));
    if (!r->spf) { /* memory ran out */
        wh_json_put_null(out, "spf");
        wh_json_put_null(out, "dmarc");
        wh_json_put_null(out, "arc");
    } else {
        put_verified(c, out, reasons, "spf", r->spf->result, wh_spf_problem_name(r->spf->problem),
                     report_spf(c->env, r->spf));
        put_verified(c, out, reasons, "dmarc", r->dmarc->result, first_problem(r->dmarc),
                     report_dmarc(c->env, r->dmarc));
        put_verified(c, out, reasons, "arc", r->arc->result, wh_arc_reason_name(r->arc->reason),
                     report_arc(c, r->arc));
    }
    wh_json_put(out, "dkim", dkim);
    wh_json_put(out, "notEvaluated", reasons);
    return out;
}
