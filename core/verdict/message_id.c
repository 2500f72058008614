/* What the findings say of the Message-ID, in one word. */
#include "verdict/verdict.h"

wh_str wh_message_id_verdict(const wh_case *c)
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
