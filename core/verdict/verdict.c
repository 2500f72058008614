/* The verdict: a sum of the findings' weights, a score that is made of it (scale.c), and a few bounds that no
 * sum passes. */
#include "checks/results.h"
#include "verdict/verdict.h"

/* Heaviest first; of the same weight, in the order of the table: the order in which the checks ran says
 * nothing. */
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
        if (*slot < 0 || wh_points_of(&c->findings.at[i]) > wh_points_of(&c->findings.at[*slot]))
            *slot = (int32_t)i;
    }
}

static void bind(wh_verdict *out, int low, int high, wh_bound why)
{
    int score = out->score < low ? low : out->score > high ? high : out->score;
    if (score != out->score) out->bound = why;
    out->score = score;
}

/* More parts than any program writes, or more deeply nested ones: what stands in the rest was not to be read.
 */
static bool is_walled(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->parts.n; i++)
        if (facts->parts.at[i].damage & (WH_MIME_BIT(MANY) | WH_MIME_BIT(DEEP))) return true;
    return false;
}

/* From the sum to the score. "authentic" is never a matter of the sum alone, nor is what a torn-out piece
 * cannot show; and who sees to it that his own domain is in order earns no such word for a mail that would be
 * unclear without that. */
static void set_score(const wh_case *c, wh_verdict *out, wh_severity worst, bool authentic, bool whole)
{
    const wh_facts *facts = c->facts;
    out->score = wh_score_of(out->sum);
    if (facts->paste.kind == WH_SOURCE_FRAGMENT)
        bind(out, WH_SCORE_UNCLEAR, WH_SCORE_SUSPICIOUS - 1, WH_BOUND_PIECE);
    else if (facts->hops.n == 0 || facts->who.from.n == 0) bind(out, WH_SCORE_UNCLEAR, 100, WH_BOUND_NO_WAY);
    else if (worst == WH_CRITICAL) bind(out, WH_SCORE_SUSPICIOUS, 100, WH_BOUND_SERIOUS);
    else if (worst == WH_HIGH) bind(out, WH_SCORE_UNCLEAR, 100, WH_BOUND_SERIOUS);
    else if (authentic && out->score < WH_SCORE_UNCLEAR && out->against < WH_SUM_UNCLEAR)
        out->score = out->score * (WH_SCORE_CONSISTENT - 1) / (WH_SCORE_UNCLEAR - 1);
    else bind(out, WH_SCORE_CONSISTENT, 100, WH_BOUND_NOT_EARNED);
    int least = !whole && is_walled(facts) ? WH_SCORE_SUSPICIOUS : WH_SCORE_UNCLEAR;
    if (!whole) bind(out, least, 100, WH_BOUND_NOT_ALL_READ);
    out->level = wh_level_of(out->score);
}

/* The mail poses as somebody, or is sent as only harmful mail is: then it is no credit to it that its own
 * domain is in order and its links lead there, as its author saw to both. */
static bool accuses(const wh_case *c, const int32_t best[WH_FINDING_COUNT], wh_mail_kind form)
{
    for (uint32_t id = 0; id < WH_FINDING_COUNT; id++) {
        if (best[id] < 0 || wh_is_normal_in(form, (wh_finding_id)id) ||
            wh_kind_of_finding((wh_finding_id)id) == WH_MAIL_UNKNOWN)
            continue;
        if (c->findings.at[best[id]].severity <= WH_MEDIUM) return true;
    }
    return false;
}

/* An office without a house in its name wants a password or threatens: whose domain that is tells a reader
 * nothing of who asks. */
static bool is_office_after_passwords(const wh_case *c, const int32_t best[WH_FINDING_COUNT])
{
    int32_t office = best[WH_F_OFFICE_ELSEWHERE];
    return office >= 0 && wh_points_of(&c->findings.at[office]) > 0 &&
           (best[WH_F_TEXT_CREDENTIALS] >= 0 || best[WH_F_TEXT_LOCKED] >= 0);
}

/* The sum of what lookups may yet add of these: what was already found does not count again. */
static int yet_to_come(const int32_t best[WH_FINDING_COUNT], const wh_finding_id *ids, size_t n)
{
    int points = 0;
    for (size_t i = 0; i < n; i++)
        if (best[ids[i]] < 0) points += wh_finding_weight(ids[i]);
    return points;
}

/* How far lookups could move the score either way: all that they can say in favour, or the worst that they
 * can say against it. Only a range: what they do say is known once they have been made. */
static void set_range(const wh_case *c, wh_verdict *out, const int32_t best[], wh_severity worst, bool credit)
{
    static const wh_finding_id good[] = {WH_F_DMARC_PASS, WH_F_DKIM_PASS, WH_F_SPF_PASS};
    static const wh_finding_id bad[] = {WH_F_DMARC_FAIL, WH_F_SPF_FAIL, WH_F_ADDRESS_LISTED};
    wh_verdict other = *out;
    if (credit) other.sum += yet_to_come(best, good, sizeof good / sizeof *good);
    set_score(c, &other, worst, credit, wh_all_read(c));
    out->lowest = other.score < out->score ? other.score : out->score;
    other.sum = out->sum + yet_to_come(best, bad, sizeof bad / sizeof *bad);
    set_score(c, &other, worst < WH_HIGH ? worst : WH_HIGH, false, wh_all_read(c));
    out->highest = other.score > out->score ? other.score : out->score;
}

void wh_judge(const wh_case *c, wh_verdict *out)
{
    int32_t best[WH_FINDING_COUNT];
    wh_mail_kind form = wh_kind_by_form(c);
    wh_severity worst = WH_INFO;
    *out = (wh_verdict){.level = WH_UNCLEAR};
    strongest(c, best);
    bool credit = !accuses(c, best, form);
    for (uint32_t id = 0; id < WH_FINDING_COUNT; id++) {
        if (best[id] < 0) continue;
        const wh_finding *f = &c->findings.at[best[id]];
        if (wh_points_of(f) == 0 || wh_is_normal_in(form, f->id) || (wh_points_of(f) < 0 && !credit))
            continue;
        out->sum += wh_points_of(f);
        *(wh_points_of(f) > 0 ? &out->against : &out->in_favour) += wh_points_of(f);
        if (f->severity < worst) worst = f->severity;
        uint32_t *slot = wh_push(c->env->arena, &out->findings);
        if (slot) *slot = (uint32_t)best[id];
    }
    sort_by_weight(c, out->findings.at, out->findings.n);
    bool proven = wh_authentic_basis(c) != WH_BASIS_NONE && !is_office_after_passwords(c, best);
    set_score(c, out, worst, proven, wh_all_read(c));
    set_range(c, out, best, worst, credit);
    out->kind = wh_kind_of(c, out, form);
}

wh_str wh_bound_name(wh_bound bound)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_BOUNDS(X)
#undef X
    };
    return names[bound];
}
