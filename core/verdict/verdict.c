/* The verdict: a sum of the findings' weights, and a level that the sum and a few rules lead to. */
#include "verdict/verdict.h"

#define HALF 40       /* the sum at which the score reaches 50 */
#define DOUBTFUL 16   /* ... at which nothing can be said for the mail any more */
#define SUSPICIOUS 30 /* ... at which something speaks against it */

/* Each kind of finding counts once, however often it was raised, at its default weight; a finding whose severity was set away from its
 * default counts in proportion. */
int wh_points_of(const wh_finding *f)
{
    static const int scale[] = {5, 4, 3, 2, 0, 0}; /* critical .. good */
    int weight = wh_finding_weight(f->id);
    wh_severity normal = wh_finding_severity(f->id);
    if (f->severity == normal || weight <= 0 || scale[normal] == 0) return weight;
    return weight * scale[f->severity] / scale[normal];
}

static void sort_by_weight(const wh_case *c, uint32_t *at, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) { /* n is at most the number of kinds of finding */
        uint32_t one = at[i], k = i;
        int weight = wh_points_of(&c->findings.at[one]);
        for (; k > 0 && wh_points_of(&c->findings.at[at[k - 1]]) < weight; k--) at[k] = at[k - 1];
        at[k] = one;
    }
}

/* For each kind the one finding that weighs most. */
static void strongest(const wh_case *c, int32_t best[WH_FINDING_COUNT])
{
    for (uint32_t i = 0; i < WH_FINDING_COUNT; i++) best[i] = -1;
    for (uint32_t i = 0; i < c->findings.n; i++) {
        int32_t *slot = &best[c->findings.at[i].id];
        if (*slot < 0 || wh_points_of(&c->findings.at[i]) > wh_points_of(&c->findings.at[*slot])) *slot = (int32_t)i;
    }
}

static wh_level level_of(const wh_case *c, int sum, uint32_t grave, bool authentic)
{
    const wh_facts *facts = c->facts;
    bool torn = facts->paste.kind == WH_SOURCE_FRAGMENT;
    if (grave > 0 && sum >= 2 * HALF) return WH_FORGED;
    if (grave > 0 || sum >= SUSPICIOUS) return WH_SUSPICIOUS;
    if (torn || facts->hops.n == 0 || facts->who.from.n == 0) return sum >= DOUBTFUL ? WH_SUSPICIOUS : WH_UNCLEAR;
    if (sum >= DOUBTFUL) return WH_UNCLEAR;
    return authentic ? WH_AUTHENTIC : WH_CONSISTENT;
}

void wh_judge(const wh_case *c, wh_verdict *out)
{
    int32_t best[WH_FINDING_COUNT];
    int sum = 0;
    uint32_t grave = 0;
    bool authentic = false;
    *out = (wh_verdict){.level = WH_UNCLEAR};
    strongest(c, best);
    for (uint32_t id = 0; id < WH_FINDING_COUNT; id++) {
        if (best[id] < 0) continue;
        const wh_finding *f = &c->findings.at[best[id]];
        if (id == WH_F_DMARC_PASS) authentic = true;
        if (wh_points_of(f) == 0) continue;
        sum += wh_points_of(f);
        if (f->severity == WH_CRITICAL || (f->severity == WH_HIGH && wh_points_of(f) >= HALF)) grave++;
        uint32_t *slot = wh_push(c->env->arena, &out->findings);
        if (slot) *slot = (uint32_t)best[id];
    }
    sort_by_weight(c, out->findings.at, out->findings.n);
    out->sum = sum;
    out->level = level_of(c, sum, grave, authentic);
    out->score = sum <= 0 ? 0 : 100 * sum / (sum + HALF);
}

wh_str wh_level_name(wh_level level)
{
    static const wh_str names[] = {WH_LIT_INIT("forged"), WH_LIT_INIT("suspicious"), WH_LIT_INIT("unclear"), WH_LIT_INIT("consistent"),
                                   WH_LIT_INIT("authentic")};
    return names[level];
}
