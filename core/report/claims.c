/* The results that other servers claim, and what their codes mean. */
#include "report/sections.h"

/* The id of the text that explains a code; absent when there is no code, or nobody knows what it means. */
static wh_str meaning_of(wh_str key, wh_str value)
{
    wh_filter_key of;
    wh_filter_code code;
    bool known = !wh_absent(key) && wh_filter_key_of(&wh_filter_authres, key, &of);
    return known && wh_filter_code_of(&of, value, &code) ? code.meaning : WH_ABSENT;
}

static wh_str action_of(const wh_authresult *r)
{
    for (uint32_t i = 0; i < r->props.n; i++)
        if (wh_eq(r->props.at[i].property, WH_LIT("action"))) return r->props.at[i].value;
    return WH_ABSENT;
}

static void put_meaning(wh_env *env, wh_json *result, const wh_authresult *r)
{
    bool compauth = wh_eq(r->method, WH_LIT("compauth")), dmarc = wh_eq(r->method, WH_LIT("dmarc"));
    wh_json_put_text(env, result, "meaning", meaning_of(r->method, r->result));
    wh_json_put_text(env, result, "reasonMeaning",
                     compauth ? meaning_of(WH_LIT("reason"), r->reason)
                     : dmarc  ? meaning_of(WH_LIT("action"), action_of(r))
                              : WH_ABSENT);
}

wh_json *wh_report_claims(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        wh_json *one =
            claim->parsed.ok ? wh_report_authres(c->env, &claim->parsed, put_meaning) : wh_json_object();
        if (!claim->parsed.ok) {
            wh_json_put_null(one, "authservId");
            wh_json_put_null(one, "version");
            wh_json_put(one, "results", wh_json_array());
        }
        wh_json_put_text(c->env, one, "source", claim->source);
        wh_json_put_bool(one, "trusted", claim->trusted);
        wh_json_put_one_span(one, "spans", wh_field_span(c->facts, claim->field));
        wh_json_add(list, one);
    }
    return list;
}
