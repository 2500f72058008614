/* The reader's options, from JSON: own domains and servers, brands of their own, the handover they chose. */
#include "profile.h"

#include "base/limits.h"
#include "checks/content/phrases.h"
#include "checks/lookalike/lookalike.h"

#include "cJSON.h"

#include <stdlib.h>

struct whence_profile {
    wh_env env;
    wh_options options;
    const wh_brands *brands;
    const wh_phrases *phrases;
    const char *problem;
    bool plain; /* brands are those of the tables alone */
};

static wh_str text_of(whence_profile *profile, const cJSON *item)
{
    size_t n = 0;
    if (!cJSON_IsString(item)) return WH_ABSENT;
    while (item->valuestring[n]) n++;
    return wh_copy(profile->env.arena, (wh_str){item->valuestring, n});
}

/* The strings of options[key]; anything else in it is passed over and remembered as a problem. */
static void read_texts(whence_profile *profile, const cJSON *object, const char *key, wh_strs *out)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, key), *item;
    if (list && !cJSON_IsNull(list) && !cJSON_IsArray(list))
        profile->problem = "an option that should be a list is none";
    cJSON_ArrayForEach(item, list)
    {
        wh_str text = wh_trim(text_of(profile, item));
        if (text.n == 0) profile->problem = "a list holds something that is no text";
        if (out->n >= WH_MAX_OPTION_LIST) profile->problem = "a list of the options is too long";
        if (text.n == 0 || out->n >= WH_MAX_OPTION_LIST) continue;
        wh_str *slot = wh_push(profile->env.arena, out);
        if (slot) *slot = text;
    }
}

/* Own domains as ASCII names; a leading "@" or "*." is what people write and means the same. */
static void read_domains(whence_profile *profile, const cJSON *options, const char *key, wh_strs *out)
{
    wh_strs raw = {0};
    read_texts(profile, options, key, &raw);
    for (uint32_t i = 0; i < raw.n; i++) {
        wh_str text = raw.at[i];
        if (text.n && text.p[0] == '@') text = wh_from(text, 1);
        if (wh_starts_nocase(text, WH_LIT("*."))) text = wh_from(text, 2);
        wh_name name = {0};
        wh_parse_name(&profile->env, text, &name);
        wh_str *slot = name.ascii.n ? wh_push(profile->env.arena, out) : NULL;
        if (slot) *slot = name.ascii;
        else profile->problem = "a domain of the options cannot be one";
    }
}

typedef WH_LIST(wh_brand_input) brand_inputs;

static void read_brands(whence_profile *profile, const cJSON *options, brand_inputs *out)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(options, "brands"), *item;
    cJSON_ArrayForEach(item, list)
    {
        wh_brand_input brand = {.id = text_of(profile, cJSON_GetObjectItemCaseSensitive(item, "id"))};
        read_texts(profile, item, "names", &brand.names);
        read_domains(profile, item, "domains", &brand.domains);
        read_domains(profile, item, "mailDomains", &brand.mail_domains);
        if (brand.id.n == 0 || brand.domains.n == 0) {
            profile->problem = "a brand of the options has no id or no domain";
            continue;
        }
        wh_brand_input *slot = out->n < WH_MAX_OPTION_LIST ? wh_push(profile->env.arena, out) : NULL;
        if (slot) *slot = brand;
        else profile->problem = "the options have too many brands";
    }
}

/* Files that leave a mail's bytes as they were are like none. */
static void read_container(whence_profile *profile, const cJSON *options)
{
    wh_str kind = text_of(profile, cJSON_GetObjectItemCaseSensitive(options, "container"));
    profile->options.from_msg = wh_eq(kind, WH_LIT("msg"));
    profile->options.incomplete = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(options, "incomplete"));
}

static void read_handover(whence_profile *profile, const cJSON *options)
{
    const cJSON *chosen = cJSON_GetObjectItemCaseSensitive(options, "handover");
    if (cJSON_IsNumber(chosen) && chosen->valuedouble >= 0 && chosen->valuedouble < WH_MAX_HOPS)
        profile->options.handover = (int32_t)chosen->valuedouble;
}

/* The tables made ready, or those of the base: its phrases always, its brands where the reader adds none. */
static bool take_tables(whence_profile *profile, const whence_profile *base, const brand_inputs *brands)
{
    const wh_strs *own = &profile->options.own_domains;
    profile->plain = brands->n == 0 && own->n == 0;
    profile->brands = base && base->plain && profile->plain
                          ? base->brands
                          : wh_brands_new(profile->env.arena, brands->at, brands->n, own->at, own->n);
    profile->phrases =
        base ? base->phrases
             : wh_phrases_new(profile->env.arena, (wh_str){(const char *)wh_phrase_table, wh_phrase_table_n});
    return profile->brands && profile->phrases;
}

whence_profile *whence_profile_like(const whence_profile *base, const char *json, size_t n)
{
    whence_profile *profile = calloc(1, sizeof *profile);
    if (!profile) return NULL;
    profile->env.arena = wh_arena_new(WH_ARENA_BASE * 4);
    profile->options = (wh_options){.handover = -1, .now_ms = INT64_MIN};
    if (!profile->env.arena) {
        free(profile);
        return NULL;
    }
    cJSON *options = json && n && n <= WH_MAX_OPTIONS ? cJSON_ParseWithLength(json, n) : NULL;
    if (n && !cJSON_IsObject(options)) profile->problem = "the options are no JSON object";
    brand_inputs brands = {0};
    read_domains(profile, options, "ownDomains", &profile->options.own_domains);
    read_texts(profile, options, "ownServers", &profile->options.own_servers);
    read_brands(profile, options, &brands);
    read_handover(profile, options);
    read_container(profile, options);
    read_domains(profile, options, "blockLists", &profile->options.block_lists);
    profile->options.link_lookups = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(options, "linkLookups"));
    cJSON_Delete(options);
    if (!take_tables(profile, base, &brands)) {
        whence_profile_close(profile);
        return NULL;
    }
    return profile;
}

whence_profile *whence_profile_open(const char *json, size_t n) { return whence_profile_like(NULL, json, n); }

const char *whence_profile_problem(const whence_profile *profile) { return profile->problem; }
wh_options wh_profile_options(const whence_profile *profile) { return profile->options; }
const struct wh_brands *wh_profile_brands(const whence_profile *profile) { return profile->brands; }
const struct wh_phrases *wh_profile_phrases(const whence_profile *profile) { return profile->phrases; }

void whence_profile_close(whence_profile *profile)
{
    if (!profile) return;
    wh_arena_free(profile->env.arena);
    free(profile);
}
