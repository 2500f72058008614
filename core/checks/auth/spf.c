/* check_host: RFC 7208 4 to 6. Evaluation starts afresh at every step and goes as far as the answers allow.
 * Where one is missing it looks ahead in the same record and asks for up to AHEAD names that will be needed
 * unless something before them matches, so as to ask for them together. A greater AHEAD would save a round
 * for a record with many includes and waste questions on all others. */
#include "checks/auth/spf_eval.h"

#include "base/limits.h"

#define AHEAD 2u

/* ---- notes ---- */

static void note(spf_eval *e, wh_spf_event event, const spf_frame *r, wh_str text, wh_str target)
{
    wh_spf_step *step = e->out->trace.n < WH_MAX_SPF_STEPS ? wh_push(e->env->arena, &e->out->trace) : NULL;
    if (step) *step = (wh_spf_step){event, r->depth, r->domain, text, target};
}

wh_auth_result wh_spf_set_problem(spf_eval *e, wh_auth_result result, wh_spf_problem why, wh_str domain,
                                  wh_str term)
{
    e->out->problem = why;
    e->out->problem_domain = domain;
    e->out->problem_term = term;
    return e->out->result = result;
}

static spf_outcome stop(spf_eval *e, wh_auth_result result, wh_spf_problem why, const spf_frame *r,
                        const wh_spf_term *term)
{
    wh_spf_set_problem(e, result, why, r->domain, term->text);
    return STOP;
}

/* ---- asking ---- */

const wh_dns *wh_spf_ask(spf_eval *e, wh_str name, wh_rr type)
{
    return wh_ask_dns(e->oracle, name, type, e->macros.query->why, e->out->domain);
}

static wh_rr address_type(const spf_eval *e)
{
    return e->macros.query->ip.family == 6 ? WH_RR_AAAA : WH_RR_A;
}

/* Counts a term that asks (4.6.4). */
static bool count_lookup(spf_eval *e, const spf_frame *r, const wh_spf_term *term)
{
    if (++e->out->lookups <= WH_MAX_SPF_LOOKUPS) return true;
    stop(e, WH_AUTH_PERMERROR, WH_SPF_LOOKUPS, r, term);
    return false;
}

static bool count_void(spf_eval *e, const spf_frame *r, const wh_spf_term *term)
{
    if (++e->out->void_lookups <= WH_MAX_SPF_VOID) return true;
    stop(e, WH_AUTH_PERMERROR, WH_SPF_VOID_LOOKUPS, r, term);
    return false;
}

/* A question whose failure is the term's own: NO_MATCH when there is nothing, MATCH when there are records.
 */
static spf_outcome usable(spf_eval *e, const wh_dns *dns, const spf_frame *r, const wh_spf_term *term,
                          bool counted)
{
    switch (dns->state) {
    case WH_ANSWERED: return MATCH;
    case WH_EMPTY: return !counted || count_void(e, r, term) ? NO_MATCH : STOP;
    case WH_PENDING: e->out->result = WH_AUTH_PENDING; return STOP;
    case WH_TEMPFAIL: return stop(e, WH_AUTH_TEMPERROR, WH_SPF_DNS, r, term);
    default: return stop(e, WH_NOT_EVALUATED, WH_SPF_REFUSED, r, term);
    }
}

static bool any_address(const spf_eval *e, const wh_dns *dns, const wh_spf_term *term)
{
    const wh_ip *client = &e->macros.query->ip;
    unsigned length = client->family == 4 ? 32 : 128;
    if (term) length = client->family == 4 ? term->cidr4 : term->cidr6;
    for (uint32_t i = 0; i < dns->records.n; i++)
        if (wh_ip_within(client, &dns->records.at[i].ip, length)) return true;
    return false;
}

/* ---- names ---- */

spf_outcome wh_spf_validated_names(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_strs *names)
{
    const wh_dns *ptr = wh_spf_ask(e, wh_reversed_ip(e->env, &e->macros.query->ip, true), WH_RR_PTR);
    if (ptr->state == WH_TEMPFAIL) return NO_MATCH; /* 5.5: a DNS error, then it fails to match */
    if (ptr->state == WH_PENDING || (term && ptr->state != WH_ANSWERED)) return usable(e, ptr, r, term, true);
    spf_outcome o = MATCH;
    for (uint32_t i = 0; i < ptr->records.n && i < WH_MAX_SPF_PTR; i++) {
        const wh_dns *dns = wh_spf_ask(e, ptr->records.at[i].data, address_type(e));
        if (dns->state == WH_PENDING) {
            e->out->result = WH_AUTH_PENDING;
            o = STOP;
        }
        wh_str *name = any_address(e, dns, NULL) ? wh_push(e->env->arena, names) : NULL;
        if (name) *name = ptr->records.at[i].data;
    }
    return o;
}

wh_str wh_spf_choose_name(const wh_strs *names, wh_str domain)
{
    wh_str below = WH_ABSENT;
    for (uint32_t i = 0; i < names->n; i++) {
        if (wh_eq_nocase(names->at[i], domain)) return names->at[i];
        if (wh_absent(below) && wh_under_domain(names->at[i], domain)) below = names->at[i];
    }
    return !wh_absent(below) ? below : names->n ? names->at[0] : WH_ABSENT;
}

/* The name that a term's domain-spec stands for; the record's domain when there is none. NO_MATCH: it cannot
 * be a name, or the macros' local part is not ASCII, which matches nothing (RFC 8616 4). */
static spf_outcome target_of(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_str *target)
{
    *target = r->domain;
    if (wh_absent(term->spec)) return MATCH;
    if (!e->local_ascii && wh_spf_macro_uses(term->spec, WH_LIT("sl"))) return NO_MATCH;
    e->macros.domain = r->domain;
    if (wh_spf_macro_uses(term->spec, WH_LIT("p"))) {
        wh_strs names = {0};
        if (!count_lookup(e, r, term) || wh_spf_validated_names(e, r, term, &names) == STOP) return STOP;
        e->macros.p = wh_spf_choose_name(&names, r->domain);
    }
    *target = wh_spf_target(wh_spf_expand(e->env, term->spec, &e->macros));
    return wh_absent(*target) ? NO_MATCH : MATCH;
}

/* ---- mechanisms ---- */

static spf_outcome match_include(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_str target)
{
    spf_frame from = *r;
    from.included = true;
    switch (wh_spf_check_host(e, &from, target)) {
    case WH_AUTH_PASS: return MATCH;
    case WH_AUTH_FAIL:
    case WH_AUTH_SOFTFAIL:
    case WH_AUTH_NEUTRAL: return NO_MATCH;
    case WH_AUTH_NONE: return stop(e, WH_AUTH_PERMERROR, WH_SPF_INCLUDE_NONE, r, term); /* 5.2 */
    default: return STOP; /* said by the inner one */
    }
}

static spf_outcome match_mx(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_str target)
{
    const wh_dns *mx = wh_spf_ask(e, target, WH_RR_MX);
    spf_outcome o = usable(e, mx, r, term, true);
    if (o != MATCH) return o;
    unsigned hosts = 0, pending = 0;
    bool over = false;
    for (uint32_t preference = 0, next; preference <= 0xFFFF && !over; preference = next) {
        next = 0x10000;
        for (uint32_t i = 0; i < mx->records.n && !over; i++) {
            const wh_record *host = &mx->records.at[i];
            if (host->preference > preference && host->preference < next) next = host->preference;
            if (host->preference != preference || host->data.n == 0) continue; /* "": null MX, RFC 7505 */
            over = ++hosts > WH_MAX_SPF_MX || pending > AHEAD;
            if (over) break;
            const wh_dns *dns = wh_spf_ask(e, host->data, address_type(e));
            pending += dns->state == WH_PENDING;
            if (pending) continue;
            o = usable(e, dns, r, term, false);
            if (o == STOP || (o == MATCH && any_address(e, dns, term))) return o;
        }
    }
    if (pending) {
        e->ahead += pending - 1;
        e->out->result = WH_AUTH_PENDING;
        return STOP;
    }
    return over ? stop(e, WH_AUTH_PERMERROR, WH_SPF_MX_HOSTS, r, term) : NO_MATCH;
}

static spf_outcome match_ptr(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_str target)
{
    wh_strs names = {0};
    spf_outcome o = wh_spf_validated_names(e, r, term, &names);
    if (o == STOP) return o;
    for (uint32_t i = 0; i < names.n; i++)
        if (wh_under_domain(names.at[i], target)) return MATCH;
    return NO_MATCH;
}

static spf_outcome match_lookup(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_str *target)
{
    const wh_dns *dns;
    spf_outcome o;
    if (!count_lookup(e, r, term)) return STOP;
    o = target_of(e, r, term, target);
    if (o == NO_MATCH && term->kind == WH_SPF_INCLUDE && e->local_ascii)
        return stop(e, WH_AUTH_PERMERROR, WH_SPF_BAD_TARGET, r,
                    term); /* check_host of no name is "none" (4.3) */
    if (o != MATCH) return o;
    switch (term->kind) {
    case WH_SPF_INCLUDE: return match_include(e, r, term, *target);
    case WH_SPF_MX: return match_mx(e, r, term, *target);
    case WH_SPF_PTR: return match_ptr(e, r, term, *target);
    case WH_SPF_EXISTS: return usable(e, wh_spf_ask(e, *target, WH_RR_A), r, term, true);
    default:
        dns = wh_spf_ask(e, *target, address_type(e));
        o = usable(e, dns, r, term, true);
        return o == MATCH && !any_address(e, dns, term) ? NO_MATCH : o;
    }
}

static spf_outcome match(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_str *target)
{
    *target = WH_ABSENT;
    if (term->kind == WH_SPF_ALL) return MATCH;
    if (term->kind != WH_SPF_IP4 && term->kind != WH_SPF_IP6) return match_lookup(e, r, term, target);
    return wh_spf_ip_matches(term, &e->macros.query->ip) ? MATCH : NO_MATCH;
}

/* ---- looking ahead ---- */

/* Asks what this term will ask first, when it can be known now. */
static void ask_ahead(spf_eval *e, const spf_frame *r, const wh_spf_term *term)
{
    static const wh_rr types[] = {[WH_SPF_INCLUDE] = WH_RR_TXT,
                                  [WH_SPF_REDIRECT] = WH_RR_TXT,
                                  [WH_SPF_MX] = WH_RR_MX,
                                  [WH_SPF_EXISTS] = WH_RR_A};
    wh_str target = r->domain;
    e->ahead++;
    if (term->kind == WH_SPF_PTR) return; /* one more round is rarer than a PTR that nobody needs */
    e->macros.domain = r->domain;
    if (!wh_absent(term->spec)) {
        if (wh_spf_macro_uses(term->spec, e->local_ascii ? WH_LIT("p") : WH_LIT("psl"))) return;
        target = wh_spf_target(wh_spf_expand(e->env, term->spec, &e->macros));
    }
    if (!wh_absent(target))
        (void)wh_spf_ask(e, target, term->kind == WH_SPF_A ? address_type(e) : types[term->kind]);
}

/* Looks ahead from `at` in a record whose evaluation is waiting, up to what ends it. */
static void look_ahead(spf_eval *e, const spf_frame *r, size_t at)
{
    wh_spf_term term, redirect = {.kind = WH_SPF_UNKNOWN};
    bool ok;
    while (e->ahead < AHEAD && e->out->lookups + e->ahead < WH_MAX_SPF_LOOKUPS &&
           wh_spf_next_term(r->text, &at, &term, &ok)) {
        if (term.kind == WH_SPF_REDIRECT) redirect = term;
        if (term.kind >= WH_SPF_REDIRECT) continue;
        if (term.kind == WH_SPF_ALL) return;
        if (term.kind != WH_SPF_IP4 && term.kind != WH_SPF_IP6) ask_ahead(e, r, &term);
        else if (wh_spf_ip_matches(&term, &e->macros.query->ip)) return;
    }
    if (redirect.kind == WH_SPF_REDIRECT && at >= r->text.n && e->ahead < AHEAD) ask_ahead(e, r, &redirect);
}

/* ---- records ---- */

/* 4.7: what a match means; remembers whose words explain a fail. */
static wh_auth_result decide(spf_eval *e, const spf_frame *r, const wh_spf_term *term, const wh_spf_term *exp)
{
    wh_auth_result result = term->qualifier == '+'   ? WH_AUTH_PASS
                            : term->qualifier == '-' ? WH_AUTH_FAIL
                            : term->qualifier == '~' ? WH_AUTH_SOFTFAIL
                                                     : WH_AUTH_NEUTRAL;
    if (r->included) return result;
    e->out->mechanism = term->text;
    e->has_exp = result == WH_AUTH_FAIL && exp->kind == WH_SPF_EXP;
    e->exp_spec = exp->spec;
    e->exp_domain = r->domain;
    return result;
}

static wh_auth_result redirect_to(spf_eval *e, const spf_frame *r, const wh_spf_term *term)
{
    wh_str target;
    spf_outcome o = count_lookup(e, r, term) ? target_of(e, r, term, &target) : STOP;
    if (o == STOP) return e->out->result;
    if (o == NO_MATCH)
        return wh_spf_set_problem(e, WH_AUTH_PERMERROR, WH_SPF_BAD_TARGET, r->domain, term->text);
    note(e, WH_SPF_MATCH, r, term->text, target);
    wh_auth_result result = wh_spf_check_host(e, r, target);
    if (result == WH_AUTH_NONE)
        return wh_spf_set_problem(e, WH_AUTH_PERMERROR, WH_SPF_REDIRECT_NONE, r->domain,
                                  term->text); /* 6.1 */
    return result;
}

/* Nobody has so many addresses: the largest single owners have a /8 of IPv4 and a /19 of IPv6. */
static bool is_wide(const wh_spf_term *term) { return term->cidr4 < 8 || term->cidr6 < 12; }

/* Whether a term that matched would have matched all other clients as well, or nearly: "all", a network that
 * is larger than anybody's, a name that "exists" for whoever connects. */
static bool lets_everyone(const wh_spf_term *term)
{
    if (term->qualifier != '+') return false;
    switch (term->kind) {
    case WH_SPF_ALL: return true;
    case WH_SPF_A:
    case WH_SPF_MX:
    case WH_SPF_IP4:
    case WH_SPF_IP6: return is_wide(term);
    case WH_SPF_EXISTS: return !wh_spf_macro_uses(term->spec, WH_LIT("icp")); /* whoever connects */
    default: return false;
    }
}

static wh_auth_result evaluate(spf_eval *e, const spf_frame *r)
{
    wh_spf_term term, redirect = {.kind = WH_SPF_UNKNOWN}, exp = {.kind = WH_SPF_UNKNOWN};
    bool ok;
    for (size_t at = 0;
         wh_spf_next_term(r->text, &at, &term, &ok);) { /* modifiers hold wherever they stand */
        if (term.kind == WH_SPF_REDIRECT) redirect = term;
        if (term.kind == WH_SPF_EXP) exp = term;
    }
    for (size_t at = 0; wh_spf_next_term(r->text, &at, &term, &ok);) {
        if (term.kind >= WH_SPF_REDIRECT) continue;
        wh_str target;
        spf_outcome o = match(e, r, &term, &target);
        note(e,
             o == MATCH      ? WH_SPF_MATCH
             : o == NO_MATCH ? WH_SPF_NO_MATCH
                             : WH_SPF_STOP,
             r, term.text, target);
        if (o == MATCH) {
            e->out->everyone |= lets_everyone(&term);
            return decide(e, r, &term, &exp);
        }
        if (o == STOP) {
            if (e->out->result == WH_AUTH_PENDING) look_ahead(e, r, at);
            return e->out->result;
        }
    }
    return redirect.kind == WH_SPF_REDIRECT ? redirect_to(e, r, &redirect) : WH_AUTH_NEUTRAL;
}

/* 4.5: the one record among the TXT records; absent when there is none, *several when more. */
static wh_str select_record(const wh_dns *dns, bool *several)
{
    wh_str record = WH_ABSENT;
    for (uint32_t i = 0; i < dns->records.n; i++) {
        if (!wh_spf_is_record(dns->records.at[i].data)) continue;
        if (!wh_absent(record)) *several = true;
        record = dns->records.at[i].data;
    }
    return record;
}

wh_auth_result wh_spf_check_host(spf_eval *e, const spf_frame *from, wh_str domain)
{
    spf_frame r = {.domain = domain, .depth = from ? from->depth + 1 : 0, .included = from && from->included};
    const wh_dns *dns = wh_spf_ask(e, domain, WH_RR_TXT);
    if (dns->state == WH_PENDING) return e->out->result = WH_AUTH_PENDING;
    if (dns->state == WH_TEMPFAIL)
        return wh_spf_set_problem(e, WH_AUTH_TEMPERROR, WH_SPF_DNS, domain, WH_ABSENT);
    if (dns->state == WH_NOT_ASKED)
        return wh_spf_set_problem(e, WH_NOT_EVALUATED, WH_SPF_REFUSED, domain, WH_ABSENT);
    if (dns->state == WH_EMPTY) e->out->void_lookups++; /* which ends it anyway */
    bool several = false;
    r.text = select_record(dns, &several);
    if (wh_absent(r.text)) return wh_spf_set_problem(e, WH_AUTH_NONE, WH_SPF_NO_RECORD, domain, WH_ABSENT);
    if (!from) e->out->record = r.text;
    note(e, WH_SPF_RECORD, &r, r.text, WH_ABSENT);
    if (several) return wh_spf_set_problem(e, WH_AUTH_PERMERROR, WH_SPF_SEVERAL_RECORDS, domain, WH_ABSENT);
    wh_str bad = WH_ABSENT;
    if (!wh_spf_valid(r.text, &bad))
        return wh_spf_set_problem(e, WH_AUTH_PERMERROR, WH_SPF_SYNTAX, domain, bad);
    if (r.depth > WH_MAX_DEPTH)
        return wh_spf_set_problem(e, WH_AUTH_PERMERROR, WH_SPF_LOOKUPS, domain, WH_ABSENT);
    return evaluate(e, &r);
}
