/* The results that other servers claim. */
#include "report/sections.h"

cJSON *wh_report_claims(const wh_case *c)
{
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        cJSON *one = wh_report_authres(c->env, &claim->parsed);
        if (cJSON_IsNull(one)) {
            cJSON_Delete(one);
            one = cJSON_CreateObject();
            wh_json_put(one, "authservId", cJSON_CreateNull());
            wh_json_put(one, "results", cJSON_CreateArray());
        }
        wh_json_put_text(c->env, one, "source", claim->source);
        wh_json_put_bool(one, "trusted", claim->trusted);
        wh_json_put(one, "spans", wh_json_one_span(wh_field_span(c->facts, claim->field)));
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}
