/* What was not read, told as a finding, after all checks have run. */
#include "checks/checks.h"

wh_left_out wh_cut_of(const wh_case *c, wh_cut_id id)
{
    static const wh_str names[][2] = {
#define X(name, what, reason) {WH_LIT_INIT(what), WH_LIT_INIT(reason)},
        WH_CUTS(X)
#undef X
    };
    const wh_env *reading = c->facts->reading;
    const wh_cut *first = &reading->cuts[id];
    uint64_t count = first->count;
    if (c->env != reading) { /* the checks have an environment of their own */
        if (first->count == 0) first = &c->env->cuts[id];
        count += c->env->cuts[id].count;
    }
    wh_span span = wh_absent(first->at) ? (wh_span){0, 0} : wh_fact_span(c->facts, first->at);
    return (wh_left_out){names[id][0], names[id][1], count, span};
}

bool wh_memory_ran_out(const wh_case *c)
{
    return wh_arena_failed(c->facts->reading->arena) || wh_arena_failed(c->env->arena);
}

/* However many findings there are of one kind, they count once; further facts about a link or a network, and
 * an attachment's digest, prove nothing: those left out are in `unread`, and change nothing. */
static bool matters(wh_cut_id id)
{
    return id != WH_CUT_FINDINGS && id != WH_CUT_LOOKUPS && id != WH_CUT_DIGESTS;
}

bool wh_all_read(const wh_case *c)
{
    for (unsigned id = 0; id < WH_CUT_COUNT; id++)
        if (matters((wh_cut_id)id) && (c->facts->reading->cuts[id].count || c->env->cuts[id].count))
            return false;
    return !wh_memory_ran_out(c);
}

static wh_span whole(const wh_facts *facts)
{
    wh_span head = wh_fact_span(facts, facts->paste.head);
    return head.end > head.start
               ? head
               : (wh_span){0, facts->source.n < UINT32_MAX ? (uint32_t)facts->source.n : UINT32_MAX};
}

void wh_check_unread(wh_case *c)
{
    for (unsigned id = 0; id < WH_CUT_COUNT; id++) {
        wh_left_out cut = wh_cut_of(c, (wh_cut_id)id);
        if (cut.count == 0 || !matters((wh_cut_id)id)) continue;
        wh_finding *f = wh_finding_add(c, WH_F_NOT_ALL_READ);
        wh_finding_text(c, f, "what", cut.what);
        wh_finding_number(c, f, "count", (int64_t)(cut.count & INT64_MAX));
        wh_finding_span(c, f, cut.span.end > cut.span.start ? cut.span : whole(c->facts));
    }
    if (wh_memory_ran_out(c)) wh_finding_span(c, wh_finding_add(c, WH_F_MEMORY_RAN_OUT), whole(c->facts));
}
