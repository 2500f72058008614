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
 * for nothing. */
static bool at_border(const wh_facts *facts, uint32_t field)
{
    int32_t at = facts->handover.hop;
    return at >= 0 && field < facts->hops.at[at].field && (at == 0 || field > facts->hops.at[at - 1].field);
}

/* Whether our side may have written the field although it stands below the entrance: directly below that line
 * (a milter's results, which Postfix puts under the line it has just written), or above a line that may be
 * our side's entrance in its stead. */
static bool may_be_ours(const wh_facts *facts, uint32_t field)
{
    const wh_handover *h = &facts->handover;
    int32_t last = h->hop;
    if (last < 0) return false;
    for (uint32_t i = 0; i < h->candidates.n; i++)
        if (h->candidates.at[i].hop > last) last = h->candidates.at[i].hop;
    uint32_t end = (uint32_t)last + 1 < facts->hops.n ? facts->hops.at[last + 1].field : facts->fields.n;
    return field > facts->hops.at[h->hop].field && field < end;
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

/* What the trusted fields say, each method's most telling result. */
typedef struct summary {
    const wh_authresult *dmarc_pass, *dmarc_guess, *dmarc_fail, *dmarc_none, *spf_fail, *spf_softfail,
        *spf_none, *spf_pass;
    const wh_authresult *dkim_pass, *dkim_fail, *dkim_none, *compauth_pass, *compauth_fail, *error;
} summary;

static bool is(wh_str result, const char *literal, size_t n) { return wh_eq(result, (wh_str){literal, n}); }
#define IS(literal) is(r->result, literal, sizeof literal - 1)

static void keep(const wh_authresult **place, const wh_authresult *r)
{
    if (!*place) *place = r;
}

static void note_spf(summary *s, const wh_authresult *r, bool border)
{
    if (IS("pass")) keep(&s->spf_pass, r);
    else if (border && (IS("fail") || IS("hardfail"))) keep(&s->spf_fail, r);
    else if (border && IS("softfail")) keep(&s->spf_softfail, r);
    else if (border && (IS("none") || IS("neutral"))) keep(&s->spf_none, r);
}

static void note_dkim(summary *s, const wh_authresult *r)
{
    if (IS("pass")) keep(&s->dkim_pass, r);
    else if (IS("fail")) keep(&s->dkim_fail, r);
    else if (IS("none")) keep(&s->dkim_none, r);
}

static void note(summary *s, const wh_authresult *r, bool border)
{
    if (IS("temperror") || IS("permerror")) keep(&s->error, r);
    if (wh_eq(r->method, WH_LIT("spf"))) note_spf(s, r, border);
    else if (wh_eq(r->method, WH_LIT("dkim"))) note_dkim(s, r);
    else if (wh_eq(r->method, WH_LIT("dmarc"))) {
        if (IS("pass")) keep(&s->dmarc_pass, r);
        else if (IS("bestguesspass")) keep(&s->dmarc_guess, r);
        else if (border && IS("fail")) keep(&s->dmarc_fail, r);
        else if (border && IS("none")) keep(&s->dmarc_none, r);
    } else if (wh_eq(r->method, WH_LIT("compauth"))) {
        if (IS("pass") || IS("softpass")) keep(&s->compauth_pass, r);
        else if (border && IS("fail")) keep(&s->compauth_fail, r);
    }
}

/* Where only what speaks against the mail counts. */
static void note_bad(summary *s, const wh_authresult *r)
{
    bool fails = IS("fail") || IS("hardfail");
    if (wh_eq(r->method, WH_LIT("spf")) && fails) keep(&s->spf_fail, r);
    else if (wh_eq(r->method, WH_LIT("spf")) && IS("softfail")) keep(&s->spf_softfail, r);
    else if (wh_eq(r->method, WH_LIT("dkim")) && fails) keep(&s->dkim_fail, r);
    else if (wh_eq(r->method, WH_LIT("dmarc")) && fails) keep(&s->dmarc_fail, r);
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
    size_t at = wh_rfind_byte(domain, '@');
    return at == WH_NONE_AT ? domain : wh_from(domain, at + 1);
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

/* A fail of our own side is never outvoted by a pass, whoever says it. */
static void judge_dmarc(wh_case *c, const summary *s)
{
    wh_finding *f = add(c, WH_F_RECEIVER_DMARC_FAIL, s->dmarc_fail);
    if (!s->dmarc_fail && (add(c, WH_F_RECEIVER_DMARC_PASS, s->dmarc_pass) ||
                           add(c, WH_F_RECEIVER_DMARC_GUESS, s->dmarc_guess)))
        return;
    if (!f) return;
    /* A list breaks the proof of honest mail; compauth=pass: Outlook found it genuine by other evidence. */
    if (s->compauth_pass || wh_is_known_list(c->facts)) f->severity = WH_MEDIUM;
    if (under_no_policy(s->dmarc_fail)) f->severity = WH_LOW;
}

static void judge(wh_case *c, const summary *s)
{
    judge_dmarc(c, s);
    wh_finding *f = add(c, WH_F_RECEIVER_COMPAUTH_FAIL, s->dmarc_fail ? NULL : s->compauth_fail);
    if (f) wh_finding_text(c, f, "reason", s->compauth_fail->reason);
    add(c, WH_F_RECEIVER_AUTH_ERROR, s->error);
    if (s->dmarc_pass && !s->dmarc_fail) return; /* one of the two proofs is enough: RFC 9989 4.1 */
    if (!add(c, WH_F_RECEIVER_SPF_FAIL, s->spf_fail)) add(c, WH_F_RECEIVER_SPF_SOFTFAIL, s->spf_softfail);
    if (s->dkim_pass) return;
    if (add(c, WH_F_RECEIVER_DKIM_FAIL, s->dkim_fail)) return;
    if (s->dkim_none && s->spf_none && !s->spf_pass && !s->spf_fail && !s->spf_softfail && !s->dmarc_fail)
        add(c, WH_F_RECEIVER_AUTH_NONE, s->dkim_none);
}

/* A field that bears our side's name stands where it does not count (Gmail writes one below its own Received
 * field), but the same server's word is heard from another: no need to speak of it. */
static bool heard(const wh_case *c, wh_str authserv_id)
{
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (claim->trusted && wh_eq_nocase(claim->parsed.authserv_id, authserv_id)) return true;
    }
    return false;
}

void wh_check_claims(wh_case *c)
{
    summary s = {0};
    for (uint32_t pass = 0; pass < 2; pass++) /* Received-SPF is asked last */
        for (uint32_t i = 0; i < c->results->claims.n; i++) {
            const wh_claim *claim = &c->results->claims.at[i];
            if (!claim->trusted || wh_eq(claim->source, WH_LIT("received-spf")) != (pass == 1)) continue;
            if (pass == 1 && (s.spf_pass || s.spf_fail || s.spf_softfail || s.spf_none)) continue;
            for (uint32_t k = 0; k < claim->parsed.results.n; k++)
                note(&s, &claim->parsed.results.at[k], claim->at_border);
        }
    for (uint32_t i = 0; i < c->results->claims.n; i++)
        for (uint32_t k = 0;
             c->results->claims.at[i].bad_only && k < c->results->claims.at[i].parsed.results.n; k++)
            note_bad(&s, &c->results->claims.at[i].parsed.results.at[k]);
    if (!c->facts->handover.settled) s.dmarc_pass = s.dmarc_guess = NULL; /* of one entrance out of several */
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
