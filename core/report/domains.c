/* Every domain of the mail and what was judged of it. */
#include "checks/content/links.h"
#include "checks/lookalike/lookalike.h"
#include "report/sections.h"

static wh_json *report_evidence(wh_env *env, const wh_domain_verdict *verdict, const wh_match *match)
{
    wh_json *out = wh_json_object();
    wh_json_put_text(env, out, "part", match->part);
    wh_json_put_text(env, out, "label", match->label);
    wh_json_put_text(env, out, "shown", match->shown);
    wh_json_put_text(env, out, "from", match->from);
    wh_json_put_text(env, out, "to", match->to);
    wh_json_put_text(env, out, "word", match->word);
    wh_json_put_number(out, "distance", match->distance);
    wh_text whole = {.bytes = verdict->name.ascii};
    wh_json_put_span(out, "at", wh_text_span(&whole, match->part));
    return out;
}

static wh_json *report_matches(wh_env *env, const wh_brands *brands, const wh_domain_verdict *verdict)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < verdict->matches.n; i++) {
        const wh_match *match = &verdict->matches.at[i];
        wh_json *one = wh_json_object();
        bool branded = match->brand != WH_NO_BRAND;
        wh_json_put_text(env, one, "brand", branded ? wh_brand_id(brands, match->brand) : WH_ABSENT);
        wh_json_put_text(env, one, "name", branded ? wh_brand_name(brands, match->brand) : WH_ABSENT);
        wh_json_put_text(env, one, "nameEnglish",
                         branded ? wh_brand_english(brands, match->brand) : WH_ABSENT);
        wh_json_put_text(env, one, "official", match->official);
        wh_json_put_text(env, one, "technique", wh_technique_name(match->technique));
        wh_json_put_text(env, one, "severity", wh_severity_name(match->severity));
        wh_json_put(one, "evidence", report_evidence(env, verdict, match));
        wh_json_add(list, one);
    }
    return list;
}

static void put_problems(wh_json *out, const wh_name *name)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_NAME_PROBLEMS(X)
#undef X
    };
    wh_json_put_bits(out, "problems", name->problems, names, WH_NAME_PROBLEM_COUNT);
}

/* The domains that only the brand's mail comes from: the owner's, else the one that is imitated. */
static wh_json *report_mail_domains(wh_env *env, const wh_brands *brands, const wh_domain_verdict *verdict)
{
    uint32_t brand = verdict->owner;
    for (uint32_t i = 0; brand == WH_NO_BRAND && i < verdict->matches.n; i++)
        brand = verdict->matches.at[i].brand;
    wh_json *list = wh_json_array();
    wh_str rest = brand == WH_NO_BRAND ? WH_ABSENT : wh_brand_mail(brands, brand);
    while (list && rest.n) {
        size_t blank = wh_find_byte(rest, ' ', 0);
        size_t end = blank == WH_NONE_AT ? rest.n : blank;
        wh_json_add_text(env, list, wh_sub(rest, 0, end));
        rest = wh_from(rest, end < rest.n ? end + 1 : end);
    }
    return list;
}

static wh_json *report_verdict(wh_env *env, const wh_brands *brands, wh_str key,
                               const wh_domain_verdict *verdict)
{
    wh_json *out = wh_json_object();
    wh_json_put_text(env, out, "name", verdict->name.ascii.n ? verdict->name.ascii : key);
    wh_json_put_text(env, out, "unicode", verdict->name.unicode.n ? verdict->name.unicode : key);
    wh_json_put_text(env, out, "registrable", verdict->name.registrable);
    wh_json_put_text(env, out, "suffix", verdict->name.suffix);
    wh_json_put_bool(out, "sharedHosting", verdict->shared_hosting);
    wh_json_put_bool(out, "dynamicDns", verdict->dynamic_dns);
    wh_json_put_bool(out, "shortener", verdict->shortener);
    wh_json_put_bool(out, "countsClicks", wh_is_click_service(verdict->name.ascii));
    wh_json_put_text(env, out, "kind", wh_domain_kind_name(verdict->kind));
    wh_json_put_text(env, out, "brand",
                     verdict->owner == WH_NO_BRAND ? WH_ABSENT : wh_brand_id(brands, verdict->owner));
    wh_json_put_text(env, out, "brandName",
                     verdict->owner == WH_NO_BRAND ? WH_ABSENT : wh_brand_name(brands, verdict->owner));
    wh_json_put_text(env, out, "brandNameEnglish",
                     verdict->owner == WH_NO_BRAND ? WH_ABSENT : wh_brand_english(brands, verdict->owner));
    wh_json_put(out, "mailDomains", report_mail_domains(env, brands, verdict));
    put_problems(out, &verdict->name);
    wh_json_put(out, "matches", report_matches(env, brands, verdict));
    return out;
}

wh_json *wh_report_domain(wh_env *env, const struct wh_brands *brands, wh_str name)
{
    wh_domain_verdict verdict = {0};
    wh_judge_domain(env, brands, name, &verdict);
    wh_json *out = report_verdict(env, brands, name, &verdict);
    wh_json_put(out, "roles", wh_json_array());
    wh_json_put(out, "spans", wh_json_array());
    return out;
}

wh_json *wh_report_domains(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && c->results->domains && i < c->facts->domains.n; i++) {
        const wh_domain *domain = &c->facts->domains.at[i];
        wh_json *one = report_verdict(c->env, c->brands, domain->key, &c->results->domains[i]);
        wh_json *roles = wh_json_array();
        for (uint32_t k = 0; roles && k < WH_ROLE_COUNT; k++) {
            wh_json *role = domain->roles & 1u << k ? wh_json_text(c->env, wh_role_name((wh_role)k)) : NULL;
            wh_json_add(roles, role);
        }
        wh_json_put(one, "roles", roles);
        wh_json_put_spans(one, "spans", &domain->spans);
        wh_json_add(list, one);
    }
    return list;
}
