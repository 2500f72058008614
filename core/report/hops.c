/* The way the mail came: its hops, the handover, and its Message-ID. */
#include "report/sections.h"

cJSON *wh_report_hops(const wh_facts *facts)
{
    static const wh_str sides[] = {WH_LIT_INIT("recipient"), WH_LIT_INIT("handover"), WH_LIT_INIT("claimed")};
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < facts->hops.n; i++) {
        const wh_hop *hop = &facts->hops.at[i];
        cJSON *one = wh_report_received(facts->env, &hop->r, facts, WH_ABSENT);
        if (!one) continue;
        wh_json_put(one, "delaySeconds", hop->has_delay ? cJSON_CreateNumber((double)hop->delay_ms / 1000) : cJSON_CreateNull());
        wh_json_put_text(facts->env, one, "side", sides[hop->side]);
        cJSON_AddItemToArray(list, one);
    }
    return list;
}

static cJSON *report_candidates(const wh_facts *facts)
{
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < facts->handover.candidates.n; i++) {
        const wh_candidate *candidate = &facts->handover.candidates.at[i];
        const wh_received *r = &facts->hops.at[candidate->hop].r;
        cJSON *one = cJSON_CreateObject();
        wh_json_put_number(one, "hop", candidate->hop);
        wh_json_put_ip(facts->env, one, "ip", &r->ip);
        wh_json_put_text(facts->env, one, "rdns", r->rdns);
        wh_json_put_text(facts->env, one, "helo", r->helo);
        wh_json_put_text(facts->env, one, "by", r->by);
        wh_json_put_text(facts->env, one, "reason", candidate->reason);
        wh_json_put_number(one, "confidence", (double)(int)(candidate->confidence * 100 + 0.5) / 100);
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}

cJSON *wh_report_handover(const wh_facts *facts)
{
    const wh_handover *handover = &facts->handover;
    if (handover->hop < 0) return cJSON_CreateNull();
    const wh_received *r = &facts->hops.at[handover->hop].r;
    cJSON *out = cJSON_CreateObject();
    wh_json_put_number(out, "hop", handover->hop);
    wh_json_put_ip(facts->env, out, "ip", &r->ip);
    wh_json_put_text(facts->env, out, "rdns", r->rdns);
    wh_json_put_text(facts->env, out, "helo", r->helo);
    wh_json_put_text(facts->env, out, "by", r->by);
    wh_json_put_number(out, "confidence", (double)(int)(handover->confidence * 100 + 0.5) / 100);
    wh_json_put_text(facts->env, out, "reason", handover->reason);
    wh_json_put_bool(out, "chosen", handover->chosen);
    wh_json_put_bool(out, "settled", handover->settled);
    wh_json_put(out, "candidates", report_candidates(facts));
    return out;
}
