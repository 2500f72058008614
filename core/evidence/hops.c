/* The Received fields, newest first, and the time between them: RFC 5321 4.4. */
#include "base/limits.h"
#include "evidence/evidence.h"

void wh_gather_hops(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->fields.n; i++) {
        if (!wh_eq_nocase(facts->fields.at[i].name, WH_LIT("Received"))) continue;
        if (facts->hops.n >= WH_MAX_HOPS) {
            wh_note_cut(facts->env, WH_CUT_HOPS, facts->fields.at[i].whole);
            continue;
        }
        wh_hop *hop = wh_push(facts->env->arena, &facts->hops);
        if (!hop) break;
        hop->field = i;
        hop->side = WH_SIDE_CLAIMED;
        wh_parse_received(facts->env, facts->fields.at[i].value, &hop->r);
    }
    const wh_date *before = NULL;
    for (uint32_t i = facts->hops.n; i-- > 0;) {
        wh_hop *hop = &facts->hops.at[i];
        if (!hop->r.date.ok) continue;
        if (before) {
            hop->has_delay = true;
            hop->delay_ms = hop->r.date.ms - before->ms;
        }
        before = &hop->r.date;
    }
}
