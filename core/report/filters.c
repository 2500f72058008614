/* What filters and receivers wrote, beside its raw value. The texts of vendor, key and meaning are in
 * web/i18n. */
#include "base/limits.h"
#include "report/sections.h"

static wh_json *report_item(const wh_case *c, const wh_filter_item *item)
{
    wh_json *one = wh_json_object();
    wh_json_put_text(c->env, one, "name", item->name);
    wh_json_put_text(c->env, one, "key", item->key);
    wh_json_put_text(c->env, one, "value", item->value);
    wh_json_put_text(c->env, one, "meaning", item->meaning);
    wh_json_put_text(c->env, one, "hint",
                     item->hint == WH_HINT_NONE ? WH_ABSENT : wh_filter_hint_name(item->hint));
    wh_json_put_one_span(one, "spans", wh_fact_span(c->facts, item->raw));
    return one;
}

wh_json *wh_report_filters(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->results->vendors.n; i++) {
        const wh_vendor *vendor = &c->results->vendors.at[i];
        wh_json *one = wh_json_object(), *items = wh_json_array();
        wh_json_put_text(c->env, one, "name", c->facts->fields.at[vendor->field].name);
        wh_json_put_text(c->env, one, "vendor", vendor->vendor);
        wh_json_put_bool(one, "trusted", vendor->trusted);
        wh_json_put_bool(one, "guarded", vendor->guarded);
        wh_json_put_bool(one, "opaque", vendor->opaque);
        wh_json_put_text(c->env, one, "value",
                         wh_unfold(c->env, wh_sub(vendor->value, 0, WH_MAX_FILTER_VALUE)));
        for (uint32_t k = 0; items && k < vendor->items.n; k++) {
            wh_json *item = report_item(c, &vendor->items.at[k]);
            wh_json_add(items, item);
        }
        wh_json_put(one, "items", items);
        wh_json_put_one_span(one, "spans", wh_field_span(c->facts, vendor->field));
        wh_json_add(list, one);
    }
    return list;
}
