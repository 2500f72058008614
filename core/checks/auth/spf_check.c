/* SPF from its identities to its result: RFC 7208 4.1, 4.3 and 6.2, RFC 8616. */
#include "checks/auth/spf_eval.h"
#include "base/limits.h"

wh_str wh_spf_problem_name(wh_spf_problem problem)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_SPF_PROBLEMS(X)
#undef X
    };
    return names[problem];
}

/* 6.2: any trouble means that there is no explanation. False: its answer is still missing. */
static bool explain(spf_eval *e)
{
    if (!e->local_ascii && wh_spf_macro_uses(e->exp_spec, WH_LIT("sl"))) return true;
    wh_strs names = {0};
    spf_frame r = {.domain = e->exp_domain};
    e->macros.domain = e->exp_domain;
    if (wh_spf_macro_uses(e->exp_spec, WH_LIT("p")) && wh_spf_validated_names(e, &r, NULL, &names) == STOP)
        return false;
    e->macros.p = wh_spf_choose_name(&names, e->exp_domain);
    wh_str target = wh_spf_target(wh_spf_expand(e->env, e->exp_spec, &e->macros));
    if (wh_absent(target)) return true;
    const wh_dns *dns = wh_spf_ask(e, target, WH_RR_TXT);
    if (dns->state == WH_PENDING) return false;
    if (dns->state != WH_ANSWERED || dns->records.n != 1) return true;
    wh_str text = dns->records.at[0].data;
    if (text.n == 0 || text.n > WH_MAX_SPF_EXPANDED || !wh_spf_macro_valid(text, true)) return true;
    if (!e->local_ascii && wh_spf_macro_uses(text, WH_LIT("sl"))) return true;
    if (wh_spf_macro_uses(text, WH_LIT("p")) && names.n == 0) {
        if (wh_spf_validated_names(e, &r, NULL, &names) == STOP) return false;
        e->macros.p = wh_spf_choose_name(&names, e->exp_domain);
    }
    e->out->explanation = wh_spf_expand(e->env, text, &e->macros);
    return true;
}

/* ---- the identity ---- */

/* RFC 8616 4: U-labels are asked for as A-labels. */
static wh_str ascii_domain(wh_env *env, wh_str domain)
{
    if (wh_is_ascii(domain)) return wh_copy_lower(env->arena, domain);
    wh_name name;
    wh_parse_name(env, domain, &name);
    return name.ascii;
}

/* 4.3: a name of several labels that a host can have. */
static bool is_mail_domain(wh_str domain)
{
    for (size_t i = 0; i < domain.n; i++)
        if (!wh_is_hostname_char(domain.p[i])) return false;
    return domain.n <= 253 && !wh_absent(wh_spf_target(domain));
}

/* 4.1, 4.3: the sender and its domain, which is the HELO name's when MAIL FROM is empty (2.4). */
static void read_sender(spf_eval *e, const wh_spf_query *query)
{
    wh_str from = wh_trim(query->mail_from), domain;
    if (from.n > WH_MAX_SPF_SENDER || query->helo.n > WH_MAX_SPF_SENDER) return;
    if (from.n >= 2 && from.p[0] == '<' && from.p[from.n - 1] == '>') from = wh_sub(from, 1, from.n - 1);
    e->out->from_helo = from.n == 0;
    size_t at = wh_rfind_byte(from, '@');
    domain = from.n == 0 ? wh_trim(query->helo) : at == WH_NONE_AT ? from : wh_from(from, at + 1);
    e->macros.local = at == WH_NONE_AT || at == 0 ? WH_LIT("postmaster") : wh_sub(from, 0, at);
    domain = wh_bare_host(domain);
    e->out->domain = ascii_domain(e->env, domain);
    e->macros.sender_domain = wh_is_ascii(domain) ? domain : e->out->domain;
    e->local_ascii = wh_is_ascii(e->macros.local);
    wh_buf sender;
    wh_buf_init(&sender, e->env->arena);
    wh_put(&sender, e->macros.local);
    wh_put_byte(&sender, '@');
    wh_put(&sender, e->macros.sender_domain);
    e->macros.sender = e->out->sender = wh_buf_str(&sender);
}

void wh_spf_check(wh_env *env, wh_oracle *oracle, const wh_spf_query *query, wh_spf *out)
{
    *out = (wh_spf){.result = WH_NOT_EVALUATED};
    spf_eval e = {.env = env, .oracle = oracle, .out = out, .macros = {.query = query}};
    read_sender(&e, query);
    if (query->ip.family == 0) {
        wh_spf_set_problem(&e, WH_AUTH_TEMPERROR, WH_SPF_NO_ADDRESS, out->domain, WH_ABSENT);
        return;
    }
    if (wh_absent(out->domain) || !is_mail_domain(out->domain)) {
        wh_spf_set_problem(&e, WH_AUTH_NONE, WH_SPF_BAD_DOMAIN, out->domain, WH_ABSENT);
        return;
    }
    wh_auth_result result = wh_spf_check_host(&e, NULL, out->domain);
    if (result == WH_AUTH_FAIL && e.has_exp && !explain(&e)) result = WH_AUTH_PENDING;
    out->result = result;
}
