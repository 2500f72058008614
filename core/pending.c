/* Holds the place of what is still being built, so that the whole can be tried: verification is "not evaluated", no domain is judged. */
#include "checks/auth/auth.h"
#include "checks/common.h"
#include "checks/identity.h"
#include "checks/lookalike/lookalike.h"
#include "report/sections.h"

bool wh_spf_read_input(wh_env *env, wh_str json, wh_spf_input *out) { return (void)env, (void)json, (void)out, false; }
bool wh_dmarc_read_input(wh_env *env, wh_str json, wh_dmarc_input *out) { return (void)env, (void)json, (void)out, false; }
cJSON *wh_spf_result(wh_env *env, wh_oracle *oracle, const wh_spf_input *input) { return (void)env, (void)oracle, (void)input, NULL; }
cJSON *wh_dmarc_result(wh_env *env, wh_oracle *oracle, const wh_dmarc_input *input) { return (void)env, (void)oracle, (void)input, NULL; }
void wh_check_authentication(wh_case *c) { (void)c; }
void wh_check_network(wh_case *c) { (void)c; }

cJSON *wh_report_authentication(const wh_case *c)
{
    cJSON *out = cJSON_CreateObject();
    wh_json_put(out, "claimed", wh_report_claims(c));
    wh_json_put(out, "spf", cJSON_CreateNull());
    wh_json_put(out, "dkim", cJSON_CreateArray());
    wh_json_put(out, "dmarc", cJSON_CreateNull());
    wh_json_put(out, "arc", cJSON_CreateNull());
    return out;
}

#ifndef WHENCE_LOOKALIKE_BUILT
struct wh_brands {
    int none;
};
const wh_brands *wh_brands_new(wh_arena *arena, const wh_brand_input *extra, size_t n, const wh_str *own, size_t m)
{
    return (void)extra, (void)n, (void)own, (void)m, wh_alloc(arena, sizeof(wh_brands));
}
wh_str wh_brand_id(const wh_brands *brands, uint32_t brand) { return (void)brands, (void)brand, WH_ABSENT; }
wh_str wh_brand_name(const wh_brands *brands, uint32_t brand) { return (void)brands, (void)brand, WH_ABSENT; }
wh_str wh_brand_official(const wh_brands *brands, uint32_t brand) { return (void)brands, (void)brand, WH_ABSENT; }
bool wh_brand_is_own(const wh_brands *brands, uint32_t brand) { return (void)brands, (void)brand, false; }
bool wh_brands_related(const wh_brands *brands, uint32_t a, uint32_t b) { return (void)brands, a == b; }
uint32_t wh_brand_owning(const wh_brands *brands, const wh_name *name) { return (void)brands, (void)name, WH_NO_BRAND; }
wh_str wh_domain_kind_name(wh_domain_kind kind) { return (void)kind, WH_LIT("other"); }
wh_str wh_technique_name(wh_technique technique) { return (void)technique, WH_ABSENT; }
void wh_find_brands_in_text(wh_env *env, const wh_brands *brands, wh_str text, wh_mentions *out) { (void)env, (void)brands, (void)text, (void)out; }
void wh_judge_domain(wh_env *env, const wh_brands *brands, wh_str name, wh_domain_verdict *out)
{
    (void)brands;
    out->owner = WH_NO_BRAND;
    wh_parse_name(env, name, &out->name);
}
bool wh_is_free_mail(wh_str domain) { return (void)domain, false; }
#endif
