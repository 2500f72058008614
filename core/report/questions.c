/* The questions: those that wait for the host's answer, and in the report those that were needed and not answered. */
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

static cJSON *report_question(const wh_question *q, wh_env *env)
{
    static const char *const kinds[] = {"dns", "digest", "verify"};
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
    return one;
}

/* The contract's word for a question that has no answer; NULL for one that has. */
static const char *unanswered(const wh_question *q)
{
    switch (q->state) {
    case WH_PENDING: return "unasked";
    case WH_TEMPFAIL: return "failed";
    case WH_NOT_ASKED: return q->unasked ? "unasked" : "refused";
    case WH_ANSWERED:
    case WH_EMPTY: break;
    }
    return NULL;
}

cJSON *wh_report_questions(const wh_oracle *oracle)
{
    wh_env env = {.arena = wh_oracle_arena(oracle)};
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < wh_oracle_count(oracle); i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        cJSON *one = q->state == WH_PENDING ? report_question(q, &env) : NULL;
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}

cJSON *wh_report_unanswered(const wh_oracle *oracle)
{
    wh_env env = {.arena = wh_oracle_arena(oracle)};
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < wh_oracle_count(oracle); i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        const char *state = unanswered(q);
        cJSON *one = state ? report_question(q, &env) : NULL;
        wh_json_put(one, "state", one ? cJSON_CreateString(state) : NULL);
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}
