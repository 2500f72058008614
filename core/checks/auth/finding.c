/* What the files that judge results share: the finding of a lookup, and how old the mail is. */
#include "checks/auth/auth.h"

#include "checks/common.h"

#define RECENT_DAYS 7 /* keys are retired in time; a mail this recent should still have its own */

/* INT64_MIN when unknown. */
static int64_t received_ms(const wh_facts *facts)
{
    const wh_received *r = wh_handover_hop(facts);
    if (r && r->date.ok) return r->date.ms;
    if (facts->who.date.ok &&
        (facts->options->now_ms == INT64_MIN || facts->who.date.ms <= facts->options->now_ms))
        return facts->who.date.ms;
    return INT64_MIN;
}

int64_t wh_age_days(const wh_facts *facts)
{
    int64_t received = received_ms(facts), now = facts->options->now_ms;
    return received == INT64_MIN || now == INT64_MIN || now < received ? -1 : (now - received) / 86400000;
}

bool wh_keys_may_be_gone(const wh_facts *facts) { return wh_age_days(facts) > RECENT_DAYS; }

wh_finding *wh_finding_of_auth(wh_case *c, wh_finding_id id, wh_str about)
{
    wh_finding *f = wh_finding_add(c, id);
    if (f) f->origin = WH_LIT("lookup");
    wh_finding_slice(c, f, about);
    return f;
}
