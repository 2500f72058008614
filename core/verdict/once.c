/* One fact weighs once, whoever says it and in whichever order: the rows of once.def, applied when all checks
 * have run. */
#include "checks/auth/auth.h"
#include "verdict/verdict.h"

typedef struct rule {
    wh_finding_id loud, quiet;
    wh_severity severity;
} rule;

static const rule rules[] = {
#define X(loud, quiet, severity) {WH_F_##loud, WH_F_##quiet, severity},
#include "verdict/once.def"
#undef X
};

void wh_weigh_once(wh_case *c)
{
    bool raised[WH_FINDING_COUNT] = {false};
    wh_weigh_receivers(c);
    for (uint32_t i = 0; i < c->findings.n; i++) raised[c->findings.at[i].id] = true;
    for (uint32_t i = 0; i < c->findings.n; i++) {
        wh_finding *f = &c->findings.at[i];
        for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
            if (f->id == rules[k].quiet && raised[rules[k].loud] && f->severity < rules[k].severity)
                f->severity = rules[k].severity;
    }
}
