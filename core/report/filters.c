/* What filters and receivers wrote, beside its raw value. */
#include "report/sections.h"

cJSON *wh_report_filters(const wh_case *c)
{
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < c->results->vendors.n; i++) {
        const wh_vendor *vendor = &c->results->vendors.at[i];
        cJSON *one = cJSON_CreateObject();
        wh_json_put_text(c->env, one, "name", c->facts->fields.at[vendor->field].name);
        wh_json_put_text(c->env, one, "vendor", vendor->vendor);
        wh_json_put_text(c->env, one, "key", vendor->key);
        wh_json_put_text(c->env, one, "value", vendor->value);
        wh_json_put_bool(one, "trusted", vendor->trusted);
        wh_json_put(one, "spans", wh_json_one_span(wh_field_span(c->facts, vendor->field)));
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}
