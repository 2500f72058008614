/* Fields in which known filters wrote what they think of the mail (core/tables/filters/), and what they come
 * to. The raw value is kept beside the explanation. A filter's "clean" counts only where the reader's own
 * side wrote it; its "spam" is believed a little anyway: no sender calls his own mail spam. */
#include "base/limits.h"
#include "checks/common.h"
#include "checks/receiver/filters.h"
#include "checks/results.h"

static wh_str shown(wh_env *env, wh_str value)
{
    return wh_unfold(env, wh_sub(value, 0, WH_MAX_FILTER_VALUE));
}

static void add_item(wh_case *c, wh_vendor *vendor, const wh_filter_field *row, const wh_filter_pair *pair,
                     wh_str within, bool *foreign)
{
    wh_filter_key key;
    wh_filter_code code;
    if (!wh_filter_key_of(row, pair->key, &key) || pair->value.n == 0)
        return; /* undocumented; the raw value shows it */
    wh_str value = shown(c->env, pair->value);
    bool known = wh_filter_code_of(&key, value, &code);
    wh_filter_item *item = wh_push(c->env->arena, &vendor->items);
    if (!item) return;
    bool slice = within.n && pair->value.p >= within.p && pair->value.p < within.p + within.n;
    *item = (wh_filter_item){
        .name = pair->key, .key = key.id, .value = value, .raw = slice ? pair->value : WH_ABSENT};
    if (known) {
        item->meaning = code.meaning;
        item->hint = code.hint;
    } else if (key.codes && !key.name_only) { /* an unknown test among many is no news */
        item->meaning = WH_LIT("unknown-code");
    }
    wh_ip ip;
    if (key.server && wh_find_byte(pair->value, '.', 0) != WH_NONE_AT && !wh_parse_ip(pair->value, &ip) &&
        !wh_names_our_side(c->env, c->facts, pair->value, vendor->field))
        *foreign = true;
}

/* The provider whose server took the mail over. */
static wh_str receiver_id(const wh_facts *facts)
{
    const wh_received *r = wh_handover_hop(facts);
    const wh_provider *by = r ? wh_provider_of(wh_bare_host(r->by)) : NULL;
    return by ? by->id : WH_ABSENT;
}

static void explain(wh_case *c, uint32_t field, const wh_filter_field *row)
{
    wh_vendor *vendor = wh_push(c->env->arena, &c->results->vendors);
    if (!vendor) return;
    wh_str value = wh_trim(c->facts->fields.at[field].value), text = value;
    bool foreign = false, never = wh_eq(row->guard, WH_LIT("never"));
    /* Exchange Online puts a long value, or one with letters beyond ASCII, into encoded words. */
    if (wh_starts_nocase(text, WH_LIT("=?"))) text = wh_decode_header(c->env, text);
    wh_filter_pairs pairs;
    wh_parse_filter_value(c->env, row->form, text, &pairs);
    *vendor = (wh_vendor){
        .field = field, .vendor = row->vendor, .value = value, .opaque = row->form == WH_FILTER_OPAQUE};
    for (uint32_t i = 0; i < pairs.n; i++) add_item(c, vendor, row, &pairs.at[i], value, &foreign);
    vendor->trusted = !never && !foreign && wh_field_is_ours(c->facts, field);
    vendor->guarded = !never && !vendor->trusted && row->guard.n && wh_eq(row->guard, receiver_id(c->facts));
}

static bool own(const wh_vendor *vendor) { return vendor->trusted || vendor->guarded; }

/* "CAT: PHSH" */
static wh_str wording(wh_case *c, const wh_vendor *vendor, const wh_filter_item *item)
{
    wh_buf buf;
    wh_buf_init(&buf, c->env->arena);
    wh_put(&buf, wh_absent(item->name) ? c->facts->fields.at[vendor->field].name : item->name);
    wh_put(&buf, WH_LIT(": "));
    wh_put(&buf, wh_sub(item->value, 0, 200));
    return wh_buf_str(&buf);
}

/* One finding for all items of the hints (bits) that the reader's own side wrote, or did not. True when there
 * is any. */
static bool raise_for(wh_case *c, uint32_t hints, bool ours, wh_finding_id id)
{
    wh_finding *f = NULL;
    for (uint32_t i = 0; i < c->results->vendors.n; i++) {
        const wh_vendor *vendor = &c->results->vendors.at[i];
        if (own(vendor) != ours) continue;
        for (uint32_t k = 0; k < vendor->items.n; k++) {
            const wh_filter_item *item = &vendor->items.at[k];
            if (!(hints & (1u << item->hint))) continue;
            if (!f) {
                f = wh_finding_add(c, id);
                if (!f) return false;
                wh_finding_text(c, f, "vendor", wh_filter_vendor_name(vendor->vendor));
                wh_finding_text(c, f, "value", wording(c, vendor, item));
                f->origin = WH_LIT("receiver");
            }
            wh_span span = wh_fact_span(c->facts, item->raw);
            wh_finding_span(c, f, span.end > span.start ? span : wh_field_span(c->facts, vendor->field));
        }
    }
    return f != NULL;
}

#define HINT(name) (1u << WH_HINT_##name)

void wh_check_vendors(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->fields.n; i++) {
        wh_filter_field row;
        if (!wh_filter_field_of(c->facts->fields.at[i].name, &row) ||
            wh_trim(c->facts->fields.at[i].value).n == 0)
            continue;
        if (c->results->vendors.n < WH_MAX_FILTER_FIELDS) explain(c, i, &row);
        else wh_note_cut(c->env, WH_CUT_FILTERS, c->facts->fields.at[i].whole);
    }
    bool bad = raise_for(c, HINT(PHISH), true, WH_F_FILTER_SAYS_PHISH);
    bad |= raise_for(c, HINT(MALWARE), true, WH_F_FILTER_SAYS_MALWARE);
    bad |= raise_for(c, HINT(SPAM), true, WH_F_FILTER_SAYS_SPAM);
    if (!bad)
        bad = raise_for(c, HINT(PHISH) | HINT(MALWARE) | HINT(SPAM), false, WH_F_FILTER_SAYS_SPAM_UNTRUSTED);
    if (!bad) raise_for(c, HINT(SUSPECT), true, WH_F_FILTER_SUSPECTS);
    raise_for(c, HINT(BULK), true, WH_F_FILTER_SAYS_BULK);
    if (!bad && !raise_for(c, HINT(BYPASS), true, WH_F_FILTER_BYPASSED))
        raise_for(c, HINT(CLEAN), true, WH_F_FILTER_SAYS_CLEAN);
}
