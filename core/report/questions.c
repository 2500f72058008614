/* The questions: those that wait for the host's answer, and in the report those that were needed and not
 * answered. */
#include "report/sections.h"

static wh_json *report_whys(const wh_question *q, wh_env *env)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < WH_WHY_COUNT; i++) {
        if (!(q->whys & (1u << i))) continue;
        wh_json_add_text(env, list, wh_why_name((wh_why)i));
    }
    return list;
}

static wh_json *report_question(const wh_question *q, wh_env *env)
{
    static const wh_str kinds[] = {WH_LIT_INIT("dns"), WH_LIT_INIT("digest"), WH_LIT_INIT("verify"),
                                   WH_LIT_INIT("picture"), WH_LIT_INIT("msg")};
    wh_json *one = wh_json_object();
    wh_json_put_number(one, "id", q->id);
    wh_json_put_text(env, one, "kind", kinds[q->kind]);
    if (q->kind == WH_Q_DNS) {
        wh_json_put_text(env, one, "name", q->name);
        wh_json_put_text(env, one, "type", wh_rr_name(q->type));
        wh_json_put(one, "why", report_whys(q, env));
        wh_json_put_text(env, one, "subject", q->subject);
    } else if (q->kind != WH_Q_PICTURE && q->kind != WH_Q_MSG) {
        wh_json_put_text(env, one, "algorithm", q->algorithm);
    }
    return one;
}

/* The contract's word for a question that has no answer; absent for one that has. */
static wh_str unanswered(const wh_question *q)
{
    switch (q->state) {
    case WH_PENDING: return WH_LIT("unasked");
    case WH_TEMPFAIL: return WH_LIT("failed");
    case WH_NOT_ASKED: return q->unasked ? WH_LIT("unasked") : WH_LIT("refused");
    case WH_ANSWERED:
    case WH_EMPTY: break;
    }
    return WH_ABSENT;
}

wh_json *wh_report_questions(const wh_oracle *oracle)
{
    wh_env env = {.arena = wh_oracle_arena(oracle)};
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < wh_oracle_count(oracle); i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        if (q->state == WH_PENDING) wh_json_add(list, report_question(q, &env));
    }
    return list;
}

wh_json *wh_report_unanswered(const wh_oracle *oracle)
{
    wh_env env = {.arena = wh_oracle_arena(oracle)};
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < wh_oracle_count(oracle); i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        wh_str state = unanswered(q);
        if (wh_absent(state)) continue;
        wh_json *one = report_question(q, &env);
        wh_json_put_text(&env, one, "state", state);
        wh_json_add(list, one);
    }
    return list;
}
