/* The clocks of the hops: delays, skew, and impossible times. RFC 5321 4.4: each server writes its own
 * clock's time. */
#include "checks/hops/hops.h"

#define MINUTE 60000
#define HOUR (60 * MINUTE)
#define DAY (24 * (int64_t)HOUR)

/* Servers' clocks differ by seconds, badly kept ones by minutes. */
#define SKEW (5 * MINUTE)

static void add(wh_case *c, wh_finding_id id, const wh_hop *hop, int64_t ms)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "by", hop->r.by);
    wh_finding_number(c, f, "seconds", (ms < 0 ? -ms : ms) / 1000);
    wh_finding_slice(c, f, hop->r.date.raw);
}

static void check_delays(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->hops.n; i++) {
        const wh_hop *hop = &c->facts->hops.at[i];
        if (!hop->has_delay) continue;
        if (hop->delay_ms < -SKEW) add(c, WH_F_HOP_TIME_REVERSED, hop, hop->delay_ms);
        else if (hop->delay_ms < 0) add(c, WH_F_HOP_CLOCK_SKEW, hop, hop->delay_ms);
        else if (hop->delay_ms > 12 * (int64_t)HOUR) add(c, WH_F_HOP_DELAY, hop, hop->delay_ms);
    }
}

static void check_unreadable(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->hops.n; i++) {
        const wh_received *r = &c->facts->hops.at[i].r;
        if (!(r->problems & 1u << WH_RECEIVED_BAD_DATE)) continue;
        wh_finding *f = wh_finding_add(c, WH_F_HOP_DATE_UNREADABLE);
        wh_finding_slice(c, f, r->date.raw.n ? r->date.raw : r->raw);
    }
}

/* The Date field is the sender's clock; the handover's is the reader's side's. */
static void check_date_field(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_received *r = wh_handover_hop(facts);
    if (facts->who.date_fields == 0) return;
    if (!facts->who.date.ok) {
        wh_finding_slice(c, wh_finding_add(c, WH_F_DATE_UNREADABLE), facts->who.date_raw);
        return;
    }
    int64_t clock = r && r->date.ok ? r->date.ms : facts->options->now_ms;
    if (clock == INT64_MIN) return;
    int64_t ahead = facts->who.date.ms - clock;
    wh_finding_id id = ahead > 12 * (int64_t)HOUR            ? WH_F_DATE_IN_FUTURE
                       : ahead < -4 * DAY && r && r->date.ok ? WH_F_DATE_LONG_AGO
                                                             : WH_FINDING_COUNT;
    if (id == WH_FINDING_COUNT) return;
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_number(c, f, "seconds", (ahead < 0 ? -ahead : ahead) / 1000);
    wh_finding_slice(c, f, facts->who.date_raw);
    if (r) wh_finding_slice(c, f, r->date.raw);
}

void wh_check_times(wh_case *c)
{
    check_delays(c);
    check_unreadable(c);
    check_date_field(c);
}
