/* What filters and receivers wrote, beside its raw value. The texts of vendor, key and meaning are in
 * web/i18n. */
#include "base/limits.h"
#include "report/sections.h"

static cJSON *report_item(const wh_case *c, const wh_filter_item *item)
{
    cJSON *one = cJSON_CreateObject();
    wh_json_put_text(c->env, one, "name", item->name);
    wh_json_put_text(c->env, one, "key", item->key);
    wh_json_put_text(c->env, one, "value", item->value);
    wh_json_put_text(c->env, one, "meaning", item->meaning);
    wh_json_put_text(c->env, one, "hint",
                     item->hint == WH_HINT_NONE ? WH_ABSENT : wh_filter_hint_name(item->hint));
    wh_json_put(one, "spans", wh_json_one_span(wh_fact_span(c->facts, item->raw)));
    return one;
}

cJSON *wh_report_filters(const wh_case *c)
{
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < c->results->vendors.n; i++) {
        const wh_vendor *vendor = &c->results->vendors.at[i];
        cJSON *one = cJSON_CreateObject(), *items = cJSON_CreateArray();
        wh_json_put_text(c->env, one, "name", c->facts->fields.at[vendor->field].name);
        wh_json_put_text(c->env, one, "vendor", vendor->vendor);
        wh_json_put_bool(one, "trusted", vendor->trusted);
        wh_json_put_bool(one, "guarded", vendor->guarded);
        wh_json_put_bool(one, "opaque", vendor->opaque);
        wh_json_put_text(c->env, one, "value",
                         wh_unfold(c->env, wh_sub(vendor->value, 0, WH_MAX_FILTER_VALUE)));
        for (uint32_t k = 0; items && k < vendor->items.n; k++) {
            cJSON *item = report_item(c, &vendor->items.at[k]);
            if (item) cJSON_AddItemToArray(items, item);
        }
        wh_json_put(one, "items", items);
        wh_json_put(one, "spans", wh_json_one_span(wh_field_span(c->facts, vendor->field)));
        if (one) cJSON_AddItemToArray(list, one);
    }
    return list;
}
