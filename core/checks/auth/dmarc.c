/* DMARC's result: RFC 9989 4.10.1 (the policy), 4.4 and 4.10.2 (alignment), 5.3. */
#include "checks/auth/dmarc.h"
#include "base/limits.h"

wh_str wh_dmarc_problem_name(wh_dmarc_problem problem)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_DMARC_PROBLEMS(X)
#undef X
    };
    return names[problem];
}

static void note(wh_dmarc *out, wh_dmarc_problem problem) { out->problems |= 1u << problem; }

/* ---- the policy (4.10.1) ---- */

static bool is_policy(wh_dmarc_policy policy) { return policy >= WH_POLICY_NONE; }
static bool may_be_policy(wh_dmarc_policy policy) { return policy == WH_POLICY_UNSET || is_policy(policy); }

/* Without a valid p, or with an invalid sp or np, a record that asks for reports is p=none, and any other is
 * no record at all. */
static bool usable(wh_dmarc *out, wh_dmarc_record *record)
{
    if (is_policy(record->p) && may_be_policy(record->sp) && may_be_policy(record->np)) return true;
    note(out, record->reports ? WH_DMARC_ASSUMED_NONE : WH_DMARC_NO_POLICY);
    record->p = WH_POLICY_NONE;
    record->sp = record->np = WH_POLICY_UNSET;
    return record->reports;
}

/* Whether the author's name exists (A.4): anything but NXDOMAIN says so; a CNAME to a name that is gone is
 * there itself. */
static wh_state author_exists(wh_oracle *oracle, wh_str author, bool *exists)
{
    const wh_dns *a = wh_ask_dns(oracle, author, WH_RR_A, WH_WHY_DMARC, author);
    *exists = a->state == WH_ANSWERED || (a->state == WH_EMPTY && !a->nxdomain);
    if (a->state != WH_EMPTY || *exists) return a->state;
    const wh_dns *alias = wh_ask_dns(oracle, author, WH_RR_CNAME, WH_WHY_DMARC, author);
    *exists = alias->state == WH_ANSWERED;
    return alias->state;
}

/* What a record of a name above the author means for it. */
static wh_state inherited_policy(wh_oracle *oracle, wh_dmarc *out, const wh_dmarc_record *record)
{
    bool exists;
    out->policy = record->sp != WH_POLICY_UNSET ? record->sp : record->p;
    if (record->np == WH_POLICY_UNSET) return WH_ANSWERED;
    wh_state state = author_exists(oracle, out->author, &exists);
    if (state == WH_PENDING || state == WH_NOT_ASKED) return state;
    if (state == WH_TEMPFAIL) {
        if (record->np != out->policy) note(out, WH_DMARC_EXISTENCE);
        if (record->np < out->policy)
            out->policy = record->np; /* the weaker of the two is certain to be asked for */
    } else if (!exists) {
        out->policy = record->np;
    }
    return WH_ANSWERED;
}

/* The record that holds the policy; WH_DMARC_WALK when there is none. */
static unsigned find_policy(const wh_dmarc_walk *walk)
{
    if (walk->walked && walk->record[0].ok) return 0;
    wh_str org = wh_dmarc_org_domain(walk);
    unsigned last = WH_DMARC_WALK;
    for (unsigned i = 0; i < walk->walked; i++) {
        if (!walk->record[i].ok) continue;
        if (wh_eq(walk->name[i], org)) return i;
        last = i;
    }
    return last != WH_DMARC_WALK && walk->record[last].psd == 'y' ? last : WH_DMARC_WALK;
}

/* ---- alignment ---- */

typedef struct aligner {
    wh_env *env;
    wh_oracle *oracle;
    const wh_dmarc *out;
    wh_state author_state; /* of the author's own walk */
    unsigned walks;
    wh_state worst; /* of the walks that mattered: WH_ANSWERED when all went well */
} aligner;

static bool share_top(wh_str a, wh_str b)
{
    size_t x = wh_rfind_byte(a, '.'), y = wh_rfind_byte(b, '.');
    return wh_eq(wh_from(a, x == WH_NONE_AT ? 0 : x + 1), wh_from(b, y == WH_NONE_AT ? 0 : y + 1));
}

static bool unknown(aligner *a, wh_state state)
{
    if (a->worst != WH_PENDING) a->worst = state;
    return false;
}

static bool aligns(aligner *a, wh_str identifier, bool strict)
{
    wh_dmarc_walk walk;
    wh_str domain = wh_dmarc_domain(a->env, identifier);
    if (wh_absent(domain)) return false;
    if (wh_eq(domain, a->out->author)) return true;
    if (strict) return false;
    if (a->author_state != WH_ANSWERED)
        return share_top(domain, a->out->author) ? unknown(a, a->author_state) : false;
    if (!wh_under_domain(domain, a->out->org_domain))
        return false; /* an organizational domain is above its names */
    if (a->walks++ >= WH_MAX_DMARC_WALKS) return unknown(a, WH_TEMPFAIL);
    wh_dmarc_walk_from(a->env, a->oracle, domain, &walk);
    if (walk.state != WH_ANSWERED) return unknown(a, walk.state);
    return wh_eq(wh_dmarc_org_domain(&walk), a->out->org_domain);
}

/* Whether it matters how this identifier aligns: it passed, or it may have. */
static bool matters(wh_auth_result result)
{
    return result == WH_AUTH_PASS || result == WH_AUTH_TEMPERROR || result == WH_AUTH_PENDING ||
           result == WH_NOT_EVALUATED;
}

/* Notes what one identifier adds. */
static void weigh(aligner *a, wh_dmarc_id *id, bool strict, bool *passes, wh_state *open)
{
    id->aligned = false;
    if (wh_absent(id->domain) || !matters(id->result)) return;
    id->aligned = aligns(a, id->domain, strict);
    if (!id->aligned) return;
    if (id->result == WH_AUTH_PASS) *passes = true;
    else if (id->result == WH_AUTH_PENDING) *open = WH_PENDING;
    else if (*open != WH_PENDING) *open = id->result == WH_AUTH_TEMPERROR ? WH_TEMPFAIL : WH_NOT_ASKED;
}

/* ---- the result ---- */

static void settle(wh_dmarc *out, wh_state state)
{
    out->result = state == WH_PENDING    ? WH_AUTH_PENDING
                  : state == WH_TEMPFAIL ? WH_AUTH_TEMPERROR
                                         : WH_NOT_EVALUATED;
    if (state == WH_TEMPFAIL) note(out, WH_DMARC_DNS);
    if (state == WH_NOT_ASKED) note(out, WH_DMARC_NOT_ASKED);
}

static void judge(aligner *a, wh_dmarc_query *query, wh_dmarc *out)
{
    wh_state open = WH_ANSWERED; /* the state of identifiers that are aligned but not known to pass or fail */
    weigh(a, &query->spf, out->strict_spf, &out->spf_aligned, &open);
    for (uint32_t i = 0; i < query->dkim.n; i++)
        weigh(a, &query->dkim.at[i], out->strict_dkim, &out->dkim_aligned, &open);
    out->disposition = WH_POLICY_NONE;
    if (a->worst == WH_PENDING || open == WH_PENDING) settle(out, WH_PENDING);
    else if (out->spf_aligned || out->dkim_aligned) out->result = WH_AUTH_PASS;
    else if (a->worst != WH_ANSWERED) settle(out, a->worst);
    else if (open != WH_ANSWERED) {
        settle(out, open);
        note(out, WH_DMARC_IDENTIFIER);
    } else if (out->problems & 1u << WH_DMARC_EXISTENCE) settle(out, WH_TEMPFAIL);
    else {
        out->result = WH_AUTH_FAIL;
        out->disposition = out->policy;
        if ((out->problems & 1u << WH_DMARC_TEST_MODE) && out->policy > WH_POLICY_NONE)
            out->disposition =
                out->policy == WH_POLICY_REJECT ? WH_POLICY_QUARANTINE : WH_POLICY_NONE; /* 4.7 "t" */
    }
}

/* What alignment needs is asked for along with the first questions. */
static void ask_ahead(wh_env *env, wh_oracle *oracle, const wh_dmarc_query *query, wh_str author)
{
    if (!wh_absent(query->spf.domain) && matters(query->spf.result))
        wh_dmarc_ask_ahead(env, oracle, query->spf.domain, author);
    for (uint32_t i = 0; i < query->dkim.n && i < 4; i++)
        if (matters(query->dkim.at[i].result))
            wh_dmarc_ask_ahead(env, oracle, query->dkim.at[i].domain, author);
}

void wh_dmarc_check(wh_env *env, wh_oracle *oracle, wh_dmarc_query *query, wh_dmarc *out)
{
    wh_dmarc_walk walk;
    wh_dmarc_problem problem = WH_DMARC_NO_AUTHOR;
    *out = (wh_dmarc){.result = WH_AUTH_NONE};
    out->author = wh_dmarc_author(env, query, &problem);
    if (wh_absent(out->author)) {
        note(out, problem);
        return;
    }
    wh_dmarc_walk_from(env, oracle, out->author, &walk);
    bool own = walk.walked && walk.record[0].ok; /* the author's own record holds whatever is above */
    if (walk.state == WH_PENDING) ask_ahead(env, oracle, query, out->author);
    if (walk.state == WH_ANSWERED) out->org_domain = walk.n ? wh_dmarc_org_domain(&walk) : out->author;
    else if (!own || walk.state == WH_PENDING) {
        settle(out, walk.state);
        return;
    }
    unsigned at = find_policy(&walk);
    if (at == WH_DMARC_WALK || !usable(out, &walk.record[at])) {
        if (at == WH_DMARC_WALK) note(out, WH_DMARC_NO_RECORD);
        return;
    }
    const wh_dmarc_record *record = &walk.record[at];
    out->policy_domain = walk.name[at];
    out->record = record->text;
    out->strict_spf = record->strict_spf;
    out->strict_dkim = record->strict_dkim;
    out->policy = record->p;
    if (record->test) note(out, WH_DMARC_TEST_MODE);
    wh_state state = at ? inherited_policy(oracle, out, record) : WH_ANSWERED;
    aligner a = {env, oracle, out, walk.state, 0, WH_ANSWERED};
    judge(&a, query, out);
    if (state == WH_PENDING) out->result = WH_AUTH_PENDING;
    else if (state == WH_NOT_ASKED && out->result == WH_AUTH_FAIL) settle(out, WH_NOT_ASKED);
}
