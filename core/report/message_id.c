/* The Message-ID, taken apart and judged. */
#include "report/sections.h"

/* "missing", "suspicious", "odd", "plain" or "fits": the worst that its findings say. */
static wh_str verdict_of(const wh_case *c)
{
    bool fits = false, odd = false;
    for (uint32_t i = 0; i < c->findings.n; i++) {
        const wh_finding *f = &c->findings.at[i];
        if (wh_finding_area(f->id) != WH_AREA_MESSAGE_ID) continue;
        if (f->severity <= WH_MEDIUM) return WH_LIT("suspicious");
        odd |= f->severity == WH_LOW;
        fits |= f->severity == WH_GOOD;
    }
    return odd ? WH_LIT("odd") : fits ? WH_LIT("fits") : WH_LIT("plain");
}

wh_json *wh_report_message_id(const wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_json *out = wh_report_msgid(c->env, &facts->msgid, facts, WH_ABSENT);
    if (facts->msgid.present) wh_json_put_text(c->env, out, "verdict", verdict_of(c));
    return out;
}
