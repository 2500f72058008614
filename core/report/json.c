/* Facts into cJSON values. */
#include "report/json.h"

wh_span wh_origin_span(const wh_origin *origin, wh_str slice)
{
    if (origin->facts) return wh_fact_span(origin->facts, slice);
    wh_text text = {.bytes = origin->base};
    return wh_text_span(&text, slice);
}

/* cJSON's strings end at a NUL: a text that holds one is written as JSON here, and kept as it is. */
static cJSON *text_with_nul(const char *utf8, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char *json = cJSON_malloc(length * 6 + 3);
    size_t n = 0;
    if (!json) return NULL;
    json[n++] = '"';
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)utf8[i];
        if (c == '"' || c == '\\') json[n++] = '\\';
        if (c >= 0x20) {
            json[n++] = (char)c;
            continue;
        }
        const char escaped[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
        for (size_t k = 0; k < sizeof escaped; k++) json[n++] = escaped[k];
    }
    json[n++] = '"';
    json[n] = '\0';
    cJSON *text = cJSON_CreateRaw(json);
    cJSON_free(json);
    return text;
}

/* Takes nothing from the arena: a report says what it says even when the checks used up their memory. */
cJSON *wh_json_text(wh_env *env, wh_str s)
{
    (void)env;
    if (wh_absent(s)) return cJSON_CreateNull();
    if (s.n > SIZE_MAX / 8) return NULL;
    char *utf8 = cJSON_malloc(s.n * 3 + 1); /* a byte that is no UTF-8 becomes the three of U+FFFD */
    size_t n = 0;
    bool nul = false;
    if (!utf8) return NULL;
    for (size_t at = 0; at < s.n;) {
        uint32_t rune = wh_next_rune(s, &at, NULL);
        char bytes[4];
        size_t length = wh_encode_rune(rune, bytes);
        for (size_t i = 0; i < length; i++) utf8[n++] = bytes[i];
        nul = nul || rune == 0;
    }
    utf8[n] = '\0';
    cJSON *text = nul ? text_with_nul(utf8, n) : cJSON_CreateString(utf8);
    cJSON_free(utf8);
    return text;
}

void wh_json_put(cJSON *object, const char *key, cJSON *value)
{
    if (!value) return;
    if (!object || !cJSON_AddItemToObject(object, key, value)) cJSON_Delete(value);
}

void wh_json_put_text(wh_env *env, cJSON *object, const char *key, wh_str s) { wh_json_put(object, key, wh_json_text(env, s)); }

void wh_json_put_number(cJSON *object, const char *key, double number) { wh_json_put(object, key, cJSON_CreateNumber(number)); }

void wh_json_put_bool(cJSON *object, const char *key, bool value) { wh_json_put(object, key, cJSON_CreateBool(value)); }

void wh_json_put_ip(wh_env *env, cJSON *object, const char *key, const wh_ip *ip)
{
    wh_json_put_text(env, object, key, ip->family ? wh_format_ip(env, ip) : WH_ABSENT);
}

cJSON *wh_json_span(wh_span span)
{
    int ends[2] = {(int)span.start, (int)span.end};
    return cJSON_CreateIntArray(ends, 2);
}

cJSON *wh_json_spans(const wh_spans *spans)
{
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; list && i < spans->n; i++) {
        cJSON *one = wh_json_span(spans->at[i]);
        if (one && !cJSON_AddItemToArray(list, one)) cJSON_Delete(one);
    }
    return list;
}

cJSON *wh_json_one_span(wh_span span)
{
    wh_spans one = {.at = &span, .n = span.end > span.start ? 1 : 0};
    return wh_json_spans(&one);
}

cJSON *wh_json_bits(wh_env *env, uint32_t bits, const wh_str *names, size_t n)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; list && i < n; i++) {
        if (!(bits & (1u << i))) continue;
        cJSON *name = wh_json_text(env, names[i]);
        if (name && !cJSON_AddItemToArray(list, name)) cJSON_Delete(name);
    }
    return list;
}
