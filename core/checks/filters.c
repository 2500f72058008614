/* What filters on the way said: stamps in the subject, spam flags, and the results that servers claim to have found. A field counts only
 * where the reader's own side wrote it: above the handover, under its own name (RFC 8601 1.2, 5). */
#include "checks/common.h"
#include "checks/filters.h"
#include "checks/results.h"

static wh_str stamp_in(wh_str subject)
{
    static const wh_str stamps[] = {
        WH_LIT_INIT("[spam]"), WH_LIT_INIT("***spam***"), WH_LIT_INIT("*****spam*****"), WH_LIT_INIT("[***spam***]"), WH_LIT_INIT("**spam**"), WH_LIT_INIT("{spam?}"),
        WH_LIT_INIT("{spam}"), WH_LIT_INIT("(spam)"), WH_LIT_INIT("spam:"), WH_LIT_INIT("[suspected spam]"), WH_LIT_INIT("[bulk]"), WH_LIT_INIT("[junk]"),
        WH_LIT_INIT("[phishing]"), WH_LIT_INIT("[possible spam]"), WH_LIT_INIT("[spam?]"), WH_LIT_INIT("[probable spam]"), WH_LIT_INIT("[meiwaku]"), WH_LIT_INIT("meiwaku"),
        WH_LIT_INIT("[迷惑メール]"), WH_LIT_INIT("【迷惑メール】"), WH_LIT_INIT("迷惑メール:"), WH_LIT_INIT("[迷惑メールの可能性]"), WH_LIT_INIT("[迷惑]"),
        WH_LIT_INIT("【迷惑】"), WH_LIT_INIT("[スパム]"), WH_LIT_INIT("【スパム】"), WH_LIT_INIT("[フィッシング]"), WH_LIT_INIT("【フィッシング"),
        WH_LIT_INIT("[詐欺]"), WH_LIT_INIT("【詐欺"), WH_LIT_INIT("[迷惑メール判定]"), WH_LIT_INIT("<spam>"), WH_LIT_INIT("[warning: spam]"),
    };
    for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
        if (wh_starts_nocase(subject, stamps[i])) return wh_sub(subject, 0, stamps[i].n);
    return WH_ABSENT;
}

static void check_subject(wh_case *c)
{
    wh_str subject = wh_trim(c->facts->who.subject);
    /* Replies and forwards carry the stamp behind their own prefix. */
    for (unsigned i = 0; i < 4; i++) {
        if (!wh_starts_nocase(subject, WH_LIT("Re:")) && !wh_starts_nocase(subject, WH_LIT("Fw:")) && !wh_starts_nocase(subject, WH_LIT("Fwd:"))) break;
        subject = wh_trim(wh_from(subject, wh_find_byte(subject, ':', 0) + 1));
    }
    wh_str stamp = stamp_in(subject);
    if (stamp.n == 0) return;
    wh_finding *f = wh_find_add(c, WH_F_SUBJECT_STAMP);
    wh_find_text(c, f, "stamp", stamp);
    wh_find_slice(c, f, c->facts->who.subject_raw);
    if (f) f->origin = WH_LIT("receiver");
}

/* Whether the field stands above the handover's own: written after the mail had arrived on the reader's side. */
bool wh_field_is_ours(const wh_facts *facts, uint32_t field)
{
    return facts->handover.hop >= 0 && field < facts->hops.at[facts->handover.hop].field;
}

/* The authserv-id must be a name of the side that took the mail over; Outlook's fields bear none. */
bool wh_names_our_side(wh_env *env, const wh_facts *facts, wh_str authserv_id)
{
    if (facts->handover.hop < 0) return false;
    if (wh_absent(authserv_id)) {
        const wh_provider *by = wh_provider_of(wh_host_of(facts->hops.at[facts->handover.hop].r.by));
        return by && wh_eq(by->id, WH_LIT("microsoft"));
    }
    for (int32_t i = 0; i <= facts->handover.hop; i++)
        if (wh_same_org(env, authserv_id, facts->hops.at[i].r.by)) return true;
    for (uint32_t i = 0; i < facts->options->own_servers.n; i++)
        if (wh_under_domain(authserv_id, facts->options->own_servers.at[i])) return true;
    return false;
}

static void gather_claims(wh_case *c)
{
    const wh_facts *facts = c->facts;
    for (uint32_t i = 0; i < facts->fields.n && c->results->claims.n < 100; i++) {
        wh_str name = facts->fields.at[i].name;
        bool arc = wh_eq_nocase(name, WH_LIT("ARC-Authentication-Results"));
        if (!arc && !wh_eq_nocase(name, WH_LIT("Authentication-Results"))) continue;
        wh_claim *claim = wh_push(c->env->arena, &c->results->claims);
        if (!claim) return;
        claim->field = i;
        claim->source = arc ? WH_LIT("arc-authentication-results") : WH_LIT("authentication-results");
        wh_parse_authres(c->env, facts->fields.at[i].value, &claim->parsed);
        claim->trusted = !arc && wh_field_is_ours(facts, i) && wh_names_our_side(c->env, facts, claim->parsed.authserv_id);
    }
}

static wh_str prop_of(const wh_authresult *r, wh_str property)
{
    for (uint32_t i = 0; i < r->props.n; i++)
        if (wh_eq_nocase(r->props.at[i].property, property)) return r->props.at[i].value;
    return WH_ABSENT;
}

static void add_result(wh_case *c, wh_finding_id id, const wh_authresult *r, wh_str domain)
{
    wh_finding *f = wh_find_add(c, id);
    wh_find_text(c, f, "method", r->method);
    wh_find_text(c, f, "result", r->result);
    wh_find_text(c, f, "domain", domain);
    wh_find_slice(c, f, r->raw);
    if (f) f->origin = WH_LIT("receiver");
}

static void check_result(wh_case *c, const wh_authresult *r)
{
    if (wh_eq(r->method, WH_LIT("dmarc"))) {
        if (wh_eq(r->result, WH_LIT("pass"))) add_result(c, WH_F_RECEIVER_DMARC_PASS, r, prop_of(r, WH_LIT("from")));
        else if (wh_eq(r->result, WH_LIT("fail"))) add_result(c, WH_F_RECEIVER_DMARC_FAIL, r, prop_of(r, WH_LIT("from")));
    } else if (wh_eq(r->method, WH_LIT("spf"))) {
        wh_str domain = prop_of(r, WH_LIT("mailfrom"));
        if (wh_eq(r->result, WH_LIT("fail"))) add_result(c, WH_F_RECEIVER_SPF_FAIL, r, domain);
        else if (wh_eq(r->result, WH_LIT("softfail"))) add_result(c, WH_F_RECEIVER_SPF_SOFTFAIL, r, domain);
    } else if (wh_eq(r->method, WH_LIT("dkim"))) {
        if (wh_eq(r->result, WH_LIT("fail"))) add_result(c, WH_F_RECEIVER_DKIM_FAIL, r, prop_of(r, WH_LIT("d")));
    }
}

static void check_claims(wh_case *c)
{
    for (uint32_t i = 0; i < c->results->claims.n; i++) {
        const wh_claim *claim = &c->results->claims.at[i];
        if (claim->trusted)
            for (uint32_t k = 0; k < claim->parsed.results.n; k++) check_result(c, &claim->parsed.results.at[k]);
        else if (wh_eq(claim->source, WH_LIT("authentication-results"))) {
            wh_finding *f = wh_find_add(c, WH_F_CLAIM_UNTRUSTED);
            wh_find_text(c, f, "authserv", claim->parsed.authserv_id);
            wh_find_span(c, f, wh_field_span(c->facts, claim->field));
        }
    }
}

void wh_check_filters(wh_case *c)
{
    check_subject(c);
    gather_claims(c);
    check_claims(c);
    wh_check_vendors(c);
}
