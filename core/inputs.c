/* The inputs of WHENCE_SPF and WHENCE_DMARC, read from JSON. */
#include "inputs.h"
#include "base/limits.h"

#include "cJSON.h"

static wh_str text_at(wh_env *env, const cJSON *object, const char *key)
{
    const cJSON *item = key ? cJSON_GetObjectItemCaseSensitive(object, key) : object;
    size_t n = 0;
    if (!cJSON_IsString(item)) return WH_ABSENT;
    while (item->valuestring[n]) n++; /* cJSON ends its strings in NUL */
    return wh_copy(env->arena, (wh_str){item->valuestring, n});
}

static cJSON *parse(wh_str json)
{
    cJSON *root = json.n && json.n <= WH_MAX_INPUT ? cJSON_ParseWithLength(json.p, json.n) : NULL;
    if (cJSON_IsObject(root)) return root;
    cJSON_Delete(root);
    return NULL;
}

bool wh_spf_read_input(wh_env *env, wh_str json, wh_spf_input *out)
{
    cJSON *root = parse(json);
    *out = (wh_spf_input){.query = {.now_ms = INT64_MIN}};
    if (!root) return false;
    wh_parse_ip(wh_trim(text_at(env, root, "ip")), &out->query.ip);
    out->query.helo = text_at(env, root, "helo");
    out->query.mail_from = text_at(env, root, "mailFrom");
    cJSON_Delete(root);
    return true;
}

static void add_address(wh_env *env, wh_dmarc_query *query, wh_str address)
{
    wh_str *slot =
        wh_absent(address) || query->from.n >= WH_MAX_INPUT_LIST ? NULL : wh_push(env->arena, &query->from);
    if (slot) *slot = address;
}

/* An address, or the value of a From field. */
static void add_from(wh_env *env, wh_dmarc_query *query, const cJSON *item)
{
    wh_str text = text_at(env, item, NULL);
    wh_mailboxes list = {0};
    if (wh_find_byte(text, '<', 0) == WH_NONE_AT && wh_find_byte(text, '"', 0) == WH_NONE_AT) {
        add_address(env, query, text);
        return;
    }
    wh_parse_addresses(env, text, &list);
    for (uint32_t i = 0; i < list.n; i++) /* a quoted local part may hold an "@" and a "<" of its own */
        add_address(env, query,
                    list.at[i].bad || list.at[i].domain.n == 0 ? list.at[i].address : list.at[i].domain);
}

static wh_dmarc_id read_id(wh_env *env, const cJSON *object)
{
    return (wh_dmarc_id){.domain = text_at(env, object, "domain"),
                         .result = wh_auth_result_named(text_at(env, object, "result"))};
}

bool wh_dmarc_read_input(wh_env *env, wh_str json, wh_dmarc_input *out)
{
    cJSON *root = parse(json);
    const cJSON *item;
    *out = (wh_dmarc_input){0};
    if (!root) return false;
    const cJSON *from = cJSON_GetObjectItemCaseSensitive(root, "from"),
                *dkim = cJSON_GetObjectItemCaseSensitive(root, "dkim");
    if (cJSON_IsString(from)) add_from(env, &out->query, from);
    else cJSON_ArrayForEach(item, from) add_from(env, &out->query, item);
    out->query.spf = read_id(env, cJSON_GetObjectItemCaseSensitive(root, "spf"));
    cJSON_ArrayForEach(item, dkim)
    {
        wh_dmarc_id *slot =
            out->query.dkim.n < WH_MAX_INPUT_LIST ? wh_push(env->arena, &out->query.dkim) : NULL;
        if (slot) *slot = read_id(env, item);
    }
    cJSON_Delete(root);
    return out->query.from.n < WH_MAX_INPUT_LIST && out->query.dkim.n < WH_MAX_INPUT_LIST;
}
