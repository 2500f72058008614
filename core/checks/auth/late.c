/* Signed mail that comes late, and from a stranger's server. A signature says nothing about whom the mail was
 * sent to: whoever has a mail can send it on to anyone (RFC 6376 8.6); a queue holds one for four to five
 * days (RFC 5321 4.5.4.1). */
#include "checks/auth/auth.h"

#include "checks/common.h"

#define LATE_DAYS 5

#define DAY_MS 86400000

/* When it was signed: t=, else the Date field where the signature covers it. */
static int64_t signed_ms(const wh_facts *facts, const wh_signature *s)
{
    if (s->signed_at >= 0) return s->signed_at < INT64_MAX / 1000 ? s->signed_at * 1000 : INT64_MIN;
    for (uint32_t i = 0; i < s->names.n; i++)
        if (wh_eq_nocase(s->names.at[i], WH_LIT("Date")) && facts->who.date.ok) return facts->who.date.ms;
    return INT64_MIN;
}

/* Nothing shows that the server that handed the mail over is the signer's. */
static bool is_stranger(const wh_case *c, const wh_received *r, const wh_signature *s)
{
    if (!wh_ip_is_public(&r->ip) || wh_is_submission(c->facts) || c->results->dmarc->spf_aligned)
        return false;
    const wh_handover *h = &c->facts->handover; /* whoever it may have been counts where it is open */
    for (uint32_t i = 0; i < h->candidates.n; i++)
        if (!wh_same_org(c->env, wh_proven_name(&c->facts->hops.at[h->candidates.at[i].hop]), s->d))
            return true;
    return false;
}

int64_t wh_days_late(const wh_case *c, const wh_signature *s)
{
    const wh_received *r = wh_handover_hop(c->facts);
    int64_t then = signed_ms(c->facts, s);
    bool known = r && r->date.ok && then != INT64_MIN && c->results->spf->result != WH_AUTH_PENDING;
    if (!known || s->result != WH_AUTH_PASS || !s->aligned || then > r->date.ms) return 0;
    int64_t days = (r->date.ms - then) / DAY_MS;
    return days > LATE_DAYS && is_stranger(c, r, s) ? days : 0;
}
