/* The results of authentication that servers on the way claim to have found: Authentication-Results (RFC
 * 8601), ARC-Authentication-Results (RFC 8617 4.1.1), Received-SPF (RFC 7208 9.1). A field counts only where
 * the reader's own side wrote it: above the handover, under its own name (RFC 8601 1.2, 5). Results are
 * judged together: a broken signature beside a sound one, or under a DMARC pass, is no news. */
#include "checks/common.h"
#include "checks/receiver/filters.h"
#include "checks/results.h"

typedef struct source {
    wh_str name, id;
    bool claimable; /* may be the receiver's own word; others are by their name what came with the mail */
} source;

/* clang-format off */
static const source sources[] = {
    {WH_LIT_INIT("Authentication-Results"), WH_LIT_INIT("authentication-results"), true},
    {WH_LIT_INIT("ARC-Authentication-Results"), WH_LIT_INIT("arc-authentication-results"), true},
    {WH_LIT_INIT("Received-SPF"), WH_LIT_INIT("received-spf"), true},
    {WH_LIT_INIT("Authentication-Results-Original"), WH_LIT_INIT("authentication-results-original"), false},
    {WH_LIT_INIT("X-Original-Authentication-Results"), WH_LIT_INIT("authentication-results-original"), false},
    {WH_LIT_INIT("X-MS-Exchange-Authentication-Results"), WH_LIT_INIT("authentication-results-original"),
     false},
    {WH_LIT_INIT("X-TM-Authentication-Results"), WH_LIT_INIT("authentication-results-original"), false},
    {WH_LIT_INIT("X-TM-Received-SPF"), WH_LIT_INIT("received-spf"), false},
};
/* clang-format on */

static void add_prop(wh_case *c, wh_authresult *r, const char *ptype, size_t n, wh_str property, wh_str value)
{
    wh_authprop *prop = value.n ? wh_push(c->env->arena, &r->props) : NULL;
    if (prop) *prop = (wh_authprop){{ptype, n}, property, value};
}

/* The server that wrote a Received-SPF field: "receiver=", or Google's and Outlook's "(google.com: domain of
 * ...". */
static wh_str spf_receiver(const wh_received_spf *spf)
{
    wh_str name = wh_spf_pair_named(spf, WH_LIT("receiver"));
    if (name.n == 0) {
        size_t colon = wh_find_byte(spf->comment, ':', 0);
        name = colon == WH_NONE_AT ? WH_ABSENT : wh_trim(wh_sub(spf->comment, 0, colon));
    }
    bool host =
        name.n && wh_find_byte(name, '.', 0) != WH_NONE_AT && wh_find_byte(name, ' ', 0) == WH_NONE_AT;
    return host ? name : WH_ABSENT;
}

/* A Received-SPF field in the shape of an Authentication-Results field. */
static void read_spf(wh_case *c, wh_str value, wh_authres *out)
{
    wh_received_spf spf;
    wh_parse_received_spf(c->env, value, &spf);
    *out = (wh_authres){.ok = spf.ok};
    wh_authresult *r = spf.ok ? wh_push(c->env->arena, &out->results) : NULL;
    if (!r) return;
    out->authserv_id = spf_receiver(&spf);
    *r = (wh_authresult){
        .method = WH_LIT("spf"), .result = spf.result, .comment = spf.comment, .raw = wh_trim(value)};
    wh_str from = wh_spf_pair_named(&spf, WH_LIT("envelope-from"));
    add_prop(c, r, "smtp", 4, WH_LIT("mailfrom"),
             from.n ? from : wh_spf_pair_named(&spf, WH_LIT("mailfrom")));
    add_prop(c, r, "smtp", 4, WH_LIT("helo"), wh_spf_pair_named(&spf, WH_LIT("helo")));
    add_prop(c, r, "policy", 6, WH_LIT("client-ip"), wh_spf_pair_named(&spf, WH_LIT("client-ip")));
}

/* Whether no other Received field stands between the field and the handover's: then it speaks of the client
 * that handed the mail over. A server further inside sees one of its own house connecting, and its SPF fails
 * for no reason. */
static bool at_border(const wh_facts *facts, uint32_t field)
{
    int32_t at = wh_outermost_entrance(facts);
    return at >= 0 && field < facts->hops.at[at].field && (at == 0 || field > facts->hops.at[at - 1].field);
}

/* Whether our side may have written the field although it stands below the entrance: directly below that line
 * (a milter's results, which Postfix puts under the line it has just written), or above a line that may be
 * our side's entrance instead. */
static bool may_be_ours(const wh_facts *facts, uint32_t field)
{
    const wh_handover *h = &facts->handover;
    int32_t last = h->hop;
    if (last < 0) return false;
    for (uint32_t i = 0; i < h->candidates.n; i++)
        if (h->candidates.at[i].hop > last) last = h->candidates.at[i].hop;
    uint32_t end = (uint32_t)last + 1 < facts->hops.n ? facts->hops.at[last + 1].field : facts->fields.n;
    return field > facts->hops.at[wh_outermost_entrance(facts)].field && field < end;
}

void wh_read_claims(wh_case *c)
{
    const wh_facts *facts = c->facts;
    for (uint32_t i = 0; i < facts->fields.n; i++) {
        const source *from = NULL;
        for (size_t k = 0; k < sizeof sources / sizeof *sources && !from; k++)
            if (wh_eq_nocase(facts->fields.at[i].name, sources[k].name)) from = &sources[k];
        if (from && c->results->claims.n >= WH_MAX_CLAIMS) {
            wh_note_cut(c->env, WH_CUT_CLAIMS, facts->fields.at[i].whole);
            continue;
        }
        wh_claim *claim = from ? wh_push(c->env->arena, &c->results->claims) : NULL;
        if (!claim) continue;
        bool spf = wh_eq(from->id, WH_LIT("received-spf"));
        claim->field = i;
        claim->source = from->id;
        if (spf) read_spf(c, facts->fields.at[i].value, &claim->parsed);
        else wh_parse_authres(c->env, facts->fields.at[i].value, &claim->parsed);
        wh_str name = claim->parsed.authserv_id;
        claim->trusted = from->claimable && wh_field_is_ours(facts, i) &&
                         ((spf && wh_absent(name)) || wh_names_our_side(c->env, facts, name, i));
        claim->at_border = claim->trusted && at_border(facts, i);
        claim->bad_only = !claim->trusted && from->claimable && name.n && may_be_ours(facts, i) &&
                          wh_names_our_side(c->env, facts, name, i);
    }
}

/* What results say; of each the first is kept. */
typedef enum said {
    ERROR,
    SPF_PASS,
    SPF_FAIL,
    SPF_SOFTFAIL,
    SPF_NONE,
    DKIM_PASS,
    DKIM_FAIL,
    DKIM_NONE,
    DMARC_PASS,
    DMARC_GUESS,
    DMARC_FAIL,
    COMPAUTH_PASS,
    COMPAUTH_FAIL,
    SAID_COUNT
} said;

typedef struct summary {
    const wh_authresult *first[SAID_COUNT];
} summary;

/* Where a field stands for a row to count: one of our side's wherever it is, one of our side's at the border,
 * one that may be our side's and is only believed when it speaks against the mail. */
#define OURS 1u
#define BORDER 2u
#define PERHAPS 4u

typedef struct row {
    wh_str method, result; /* absent: any */
    unsigned places;
    said said;
} row;

static const row rows[] = {
    {WH_LIT_INIT("spf"), WH_LIT_INIT("pass"), OURS, SPF_PASS},
    {WH_LIT_INIT("spf"), WH_LIT_INIT("fail"), BORDER | PERHAPS, SPF_FAIL},
    {WH_LIT_INIT("spf"), WH_LIT_INIT("hardfail"), BORDER | PERHAPS, SPF_FAIL},
    {WH_LIT_INIT("spf"), WH_LIT_INIT("softfail"), BORDER | PERHAPS, SPF_SOFTFAIL},
    {WH_LIT_INIT("spf"), WH_LIT_INIT("none"), BORDER, SPF_NONE},
    {WH_LIT_INIT("spf"), WH_LIT_INIT("neutral"), BORDER, SPF_NONE},
    {WH_LIT_INIT("dkim"), WH_LIT_INIT("pass"), OURS, DKIM_PASS},
    {WH_LIT_INIT("dkim"), WH_LIT_INIT("fail"), OURS | PERHAPS, DKIM_FAIL},
    {WH_LIT_INIT("dkim"), WH_LIT_INIT("hardfail"), PERHAPS, DKIM_FAIL},
    {WH_LIT_INIT("dkim"), WH_LIT_INIT("none"), OURS, DKIM_NONE},
    {WH_LIT_INIT("dmarc"), WH_LIT_INIT("pass"), OURS, DMARC_PASS},
    {WH_LIT_INIT("dmarc"), WH_LIT_INIT("bestguesspass"), OURS, DMARC_GUESS},
    {WH_LIT_INIT("dmarc"), WH_LIT_INIT("fail"), BORDER | PERHAPS, DMARC_FAIL},
    {WH_LIT_INIT("dmarc"), WH_LIT_INIT("hardfail"), PERHAPS, DMARC_FAIL},
    {WH_LIT_INIT("compauth"), WH_LIT_INIT("pass"), OURS, COMPAUTH_PASS},
    {WH_LIT_INIT("compauth"), WH_LIT_INIT("softpass"), OURS, COMPAUTH_PASS},
    {WH_LIT_INIT("compauth"), WH_LIT_INIT("fail"), BORDER, COMPAUTH_FAIL},
    {{NULL, 0}, WH_LIT_INIT("temperror"), OURS, ERROR},
    {{NULL, 0}, WH_LIT_INIT("permerror"), OURS, ERROR},
};

static void note(summary *s, const wh_authres *field, unsigned place)
{
    for (uint32_t i = 0; i < field->results.n; i++) {
        const wh_authresult *r = &field->results.at[i];
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            const row *one = &rows[k];
            bool same =
                wh_eq(r->result, one->result) && (wh_absent(one->method) || wh_eq(r->method, one->method));
            if (same && (one->places & place) && !s->first[one->said]) s->first[one->said] = r;
        }
    }
}

/* A property by its type too (RFC 8601 2.3): "header.from" is not "policy.from". */
static wh_str prop_of(const wh_authresult *r, wh_str ptype, wh_str property)
{
    for (uint32_t i = 0; i < r->props.n; i++)
        if (wh_eq_nocase(r->props.at[i].property, property) && wh_eq_nocase(r->props.at[i].ptype, ptype))
            return r->props.at[i].value;
    return WH_ABSENT;
}

/* The domain that the result is about. */
static wh_str domain_of(const wh_authresult *r)
{
    static const wh_str spf[] = {WH_LIT_INIT("mailfrom"), WH_LIT_INIT("helo")};
    static const wh_str dkim[] = {WH_LIT_INIT("d"), WH_LIT_INIT("i")};
    bool signature = wh_eq(r->method, WH_LIT("dkim"));
    wh_str domain = WH_ABSENT;
    if (signature || wh_eq(r->method, WH_LIT("spf")))
        for (size_t i = 0; i < 2 && domain.n == 0; i++)
            domain = prop_of(r, signature ? WH_LIT("header") : WH_LIT("smtp"), signature ? dkim[i] : spf[i]);
    else domain = prop_of(r, WH_LIT("header"), WH_LIT("from"));
    return wh_domain_in(domain);
}

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_authresult *r)
{
    if (!r) return NULL;
    wh_finding *f = wh_finding_add(c, id);
    wh_str domain = domain_of(r), from = wh_from_domain(c->facts);
    wh_finding_text(c, f, "method", r->method);
    wh_finding_text(c, f, "result", r->result);
    wh_finding_text(c, f, "domain", domain.n ? domain : from);
    wh_finding_slice(c, f, r->raw);
    if (f) f->origin = WH_LIT("receiver");
    return f;
}

/* The domain's owner asks for nothing: OpenDMARC, Google and others note the policy beside the result,
 * Outlook what it did. */
static bool under_no_policy(const wh_authresult *r)
{
    static const wh_str notes[] = {WH_LIT_INIT("p=none"), WH_LIT_INIT("policy=none"), WH_LIT_INIT("p: none")};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (wh_find_nocase(r->comment, notes[i], 0) != WH_NONE_AT) return true;
    return wh_eq_nocase(prop_of(r, WH_LIT("policy"), WH_LIT("dmarc")), WH_LIT("none")) ||
           wh_eq_nocase(prop_of(r, WH_LIT("policy"), WH_LIT("published-domain-policy")), WH_LIT("none"));
}

/* A fail from our own side is never outvoted by a pass, whoever reports it. */
static void judge_dmarc(wh_case *c, const summary *s)
{
    const wh_authresult *fail = s->first[DMARC_FAIL];
    wh_finding *f = add(c, WH_F_RECEIVER_DMARC_FAIL, fail);
    if (!fail && !add(c, WH_F_RECEIVER_DMARC_PASS, s->first[DMARC_PASS]))
        add(c, WH_F_RECEIVER_DMARC_GUESS, s->first[DMARC_GUESS]);
    if (!f) return;
    /* A list breaks the proof of honest mail; compauth=pass: Outlook found it genuine by other evidence. */
    if (s->first[COMPAUTH_PASS] || wh_list_explains(c)) f->severity = WH_MEDIUM;
    if (under_no_policy(fail)) f->severity = WH_LOW;
}

static void judge_parts(wh_case *c, const summary *s)
{
    const wh_authresult *const *first = s->first;
    if (!add(c, WH_F_RECEIVER_SPF_FAIL, first[SPF_FAIL]))
        add(c, WH_F_RECEIVER_SPF_SOFTFAIL, first[SPF_SOFTFAIL]);
    if (first[DKIM_PASS]) return;
    if (add(c, WH_F_RECEIVER_DKIM_FAIL, first[DKIM_FAIL])) return;
    if (first[SPF_NONE] && !first[SPF_PASS] && !first[SPF_FAIL] && !first[SPF_SOFTFAIL] && !first[DMARC_FAIL])
        add(c, WH_F_RECEIVER_AUTH_NONE, first[DKIM_NONE]);
}

static void judge(wh_case *c, const summary *s)
{
    bool failed = s->first[DMARC_FAIL] != NULL;
    judge_dmarc(c, s);
    wh_finding *f = failed ? NULL : add(c, WH_F_RECEIVER_COMPAUTH_FAIL, s->first[COMPAUTH_FAIL]);
    if (f) wh_finding_text(c, f, "reason", s->first[COMPAUTH_FAIL]->reason);
    add(c, WH_F_RECEIVER_AUTH_ERROR, s->first[ERROR]);
    /* One of the two proofs is enough: RFC 9989 4.1. */
    if (failed || !s->first[DMARC_PASS]) judge_parts(c, s);
}

/* A field that bears our side's name is in a place where it does not count (Gmail writes one below its own
 * Received field), but the same server is heard elsewhere: no need to mention it. */
static bool heard(const wh_case *c, wh_str authserv_id)
{
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (claim->trusted && wh_eq_nocase(claim->parsed.authserv_id, authserv_id)) return true;
    }
    return false;
}

static bool has_spf(const summary *s)
{
    return s->first[SPF_PASS] || s->first[SPF_FAIL] || s->first[SPF_SOFTFAIL] || s->first[SPF_NONE];
}

/* The trusted fields first, Received-SPF last among them and only where no other mentioned SPF; then those
 * that may only speak against the mail. */
static void sum_up(const wh_case *c, summary *s)
{
    const wh_results *r = c->results;
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < r->claims.n; i++) {
            const wh_claim *claim = &r->claims.at[i];
            bool last = wh_eq(claim->source, WH_LIT("received-spf"));
            if (claim->trusted && last == (pass == 1) && !(last && has_spf(s)))
                note(s, &claim->parsed, claim->at_border ? OURS | BORDER : OURS);
        }
    for (uint32_t i = 0; i < r->claims.n; i++)
        if (r->claims.at[i].bad_only) note(s, &r->claims.at[i].parsed, PERHAPS);
    if (!c->facts->handover.settled) /* of one entrance out of several */
        s->first[DMARC_PASS] = s->first[DMARC_GUESS] = NULL;
}

void wh_check_claims(wh_case *c)
{
    summary s = {{NULL}};
    sum_up(c, &s);
    judge(c, &s);
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (claim->trusted || claim->bad_only || !wh_eq(claim->source, WH_LIT("authentication-results")) ||
            heard(c, claim->parsed.authserv_id))
            continue;
        wh_finding *f = wh_finding_add(c, WH_F_CLAIM_UNTRUSTED);
        wh_finding_text(c, f, "authserv", claim->parsed.authserv_id);
        wh_finding_span(c, f, wh_field_span(c->facts, claim->field));
    }
}
