/* The questions that are open, each with its reasons. */
#include "report/sections.h"

static cJSON *report_whys(const wh_question *q, wh_env *env)
{
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < WH_WHY_COUNT; i++) {
        if (!(q->whys & (1u << i))) continue;
        cJSON *one = wh_json_text(env, wh_why_name((wh_why)i));
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}

cJSON *wh_report_questions(const wh_oracle *oracle)
{
    static const char *const kinds[] = {"dns", "digest", "verify"};
    wh_env in_arena = {.arena = wh_oracle_arena(oracle)}, *env = &in_arena;
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < wh_oracle_count(oracle); i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        if (q->state != WH_PENDING) continue;
        cJSON *one = cJSON_CreateObject();
        wh_json_put_number(one, "id", q->id);
        wh_json_put(one, "kind", cJSON_CreateString(kinds[q->kind]));
        if (q->kind == WH_Q_DNS) {
            wh_json_put_text(env, one, "name", q->name);
            wh_json_put_text(env, one, "type", wh_rr_name(q->type));
            wh_json_put(one, "why", report_whys(q, env));
            wh_json_put_text(env, one, "subject", q->subject);
        } else {
            wh_json_put_text(env, one, "algorithm", q->algorithm);
        }
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}
