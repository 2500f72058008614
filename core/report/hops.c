/* The way the mail came: its hops, the handover, and its Message-ID. */
#include "checks/common.h"
#include "report/sections.h"

wh_json *wh_report_hops(const wh_facts *facts)
{
    static const wh_str sides[] = {WH_LIT_INIT("recipient"), WH_LIT_INIT("handover"), WH_LIT_INIT("claimed")};
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < facts->hops.n; i++) {
        const wh_hop *hop = &facts->hops.at[i];
        wh_json *one = wh_report_received(facts->env, &hop->r, facts, WH_ABSENT);
        if (!one) continue;
        if (hop->has_delay) wh_json_put_decimal(one, "delaySeconds", hop->delay_ms, 3);
        else wh_json_put_null(one, "delaySeconds");
        wh_json_put_text(facts->env, one, "side", sides[hop->side]);
        wh_json_add(list, one);
    }
    return list;
}

static wh_json *report_candidates(const wh_facts *facts, const wh_handover *handover)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < handover->candidates.n; i++) {
        const wh_candidate *candidate = &handover->candidates.at[i];
        const wh_received *r = &facts->hops.at[candidate->hop].r;
        wh_json *one = wh_json_object();
        wh_json_put_number(one, "hop", candidate->hop);
        wh_json_put_ip(facts->env, one, "ip", &r->ip);
        wh_json_put_text(facts->env, one, "rdns", r->rdns);
        wh_json_put_text(facts->env, one, "helo", r->helo);
        wh_json_put_text(facts->env, one, "by", r->by);
        wh_json_put_text(facts->env, one, "reason", candidate->reason);
        wh_json_put_decimal(one, "confidence", (int64_t)(candidate->confidence * 100 + 0.5), 2);
        wh_json_add(list, one);
    }
    return list;
}

/* A user who logged in handed the mail in: the server that took the login vouches for the account (RFC 6409
 * 4.3), not for the name. Only the handover's own field tells: a login below is the sender's word. */
static wh_json *report_vouches(const wh_facts *facts, const wh_received *r)
{
    wh_name name = {0};
    if (!wh_is_submission(facts)) return wh_json_null();
    wh_json *out = wh_json_object();
    if (r->by.n) wh_parse_name(facts->env, wh_bare_host(r->by), &name);
    wh_json_put_text(facts->env, out, "server", r->by);
    wh_json_put_text(facts->env, out, "organisation", name.registrable.n ? name.registrable : WH_ABSENT);
    wh_json_put_text(facts->env, out, "user", r->auth.n ? r->auth : WH_ABSENT);
    return out;
}

static wh_json *report_entrance(const wh_facts *facts, const wh_handover *handover)
{
    const wh_received *r = &facts->hops.at[handover->hop].r;
    wh_json *out = wh_json_object();
    wh_json_put_number(out, "hop", handover->hop);
    wh_json_put_ip(facts->env, out, "ip", &r->ip);
    wh_json_put_text(facts->env, out, "rdns", r->rdns);
    wh_json_put_text(facts->env, out, "helo", r->helo);
    wh_json_put_text(facts->env, out, "by", r->by);
    wh_json_put_decimal(out, "confidence", (int64_t)(handover->confidence * 100 + 0.5), 2);
    wh_json_put_text(facts->env, out, "reason", handover->reason);
    wh_json_put_bool(out, "chosen", handover->chosen);
    wh_json_put_bool(out, "settled", handover->settled);
    wh_json_put(out, "candidates", report_candidates(facts, handover));
    return out;
}

wh_json *wh_report_handover(const wh_facts *facts)
{
    const wh_handover *handover = &facts->handover;
    if (handover->hop < 0) return wh_json_null();
    wh_json *out = report_entrance(facts, handover);
    wh_json_put(out, "vouches", report_vouches(facts, &facts->hops.at[handover->hop].r));
    wh_json_put(out, "list", facts->list.hop < 0 ? wh_json_null() : report_entrance(facts, &facts->list));
    return out;
}
