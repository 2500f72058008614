/* Fields in which known filters wrote what they think of the mail. The raw value is kept beside the explanation. */
#include "checks/common.h"
#include "checks/filters.h"
#include "checks/results.h"

typedef struct vendor_field {
    wh_str name, vendor, key;
} vendor_field;

#define ROW(name, vendor, key) {WH_LIT_INIT(name), WH_LIT_INIT(vendor), WH_LIT_INIT(key)}
static const vendor_field known[] = {
    ROW("X-Spam-Flag", "spamassassin", "spam-flag"),
    ROW("X-Spam-Status", "spamassassin", "spam-status"),
    ROW("X-Spam-Level", "spamassassin", "spam-level"),
    ROW("X-Spam", "rspamd", "spam-flag"),
};

static void note(wh_case *c, uint32_t field, const vendor_field *row)
{
    wh_vendor *vendor = wh_push(c->env->arena, &c->results->vendors);
    if (!vendor) return;
    *vendor = (wh_vendor){.field = field, .vendor = row->vendor, .key = row->key,
                          .value = wh_trim(c->facts->fields.at[field].value), .trusted = wh_field_is_ours(c->facts, field)};
}

static bool says_spam(const wh_vendor *vendor)
{
    return (wh_eq(vendor->key, WH_LIT("spam-flag")) || wh_eq(vendor->key, WH_LIT("spam-status"))) && wh_starts_nocase(vendor->value, WH_LIT("yes"));
}

void wh_check_vendors(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->fields.n && c->results->vendors.n < 200; i++)
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (wh_eq_nocase(c->facts->fields.at[i].name, known[k].name)) note(c, i, &known[k]);
    for (uint32_t i = 0; i < c->results->vendors.n; i++) {
        const wh_vendor *vendor = &c->results->vendors.at[i];
        if (!says_spam(vendor)) continue;
        wh_finding *f = wh_find_add(c, vendor->trusted ? WH_F_FILTER_SAYS_SPAM : WH_F_FILTER_SAYS_SPAM_UNTRUSTED);
        wh_find_text(c, f, "vendor", vendor->vendor);
        wh_find_text(c, f, "value", wh_sub(vendor->value, 0, 200));
        wh_find_span(c, f, wh_field_span(c->facts, vendor->field));
        if (f) f->origin = WH_LIT("receiver");
    }
}
