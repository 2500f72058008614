/* Facts into cJSON values. */
#include "report/json.h"

wh_span wh_origin_span(const wh_origin *origin, wh_str slice)
{
    if (origin->facts) return wh_fact_span(origin->facts, slice);
    wh_text text = {.bytes = origin->base};
    return wh_text_span(&text, slice);
}

/* cJSON's strings end at a NUL: a text that holds one is written as JSON here, and kept as it is. */
static cJSON *text_with_nul(wh_env *env, wh_str utf8)
{
    static const char digits[] = "0123456789abcdef";
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put_byte(&buf, '"');
    for (size_t i = 0; i < utf8.n; i++) {
        unsigned char c = (unsigned char)utf8.p[i];
        if (c == '"' || c == '\\') wh_put_byte(&buf, '\\');
        if (c >= 0x20) {
            wh_put_byte(&buf, (char)c);
        } else {
            wh_put(&buf, WH_LIT("\\u00"));
            wh_put_byte(&buf, digits[c >> 4]);
            wh_put_byte(&buf, digits[c & 15]);
        }
    }
    wh_put(&buf, (wh_str){"\"", 2}); /* the quote, and the NUL that ends it for cJSON */
    wh_str json = wh_buf_str(&buf);
    return wh_absent(json) ? NULL : cJSON_CreateRaw(json.p);
}

cJSON *wh_json_text(wh_env *env, wh_str s)
{
    if (wh_absent(s)) return cJSON_CreateNull();
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < s.n;) wh_put_rune(&buf, wh_next_rune(s, &at, NULL));
    wh_put_byte(&buf, '\0');
    wh_str text = wh_buf_str(&buf);
    if (wh_absent(text)) return NULL;
    text.n--;
    return wh_find_byte(text, '\0', 0) == WH_NONE_AT ? cJSON_CreateString(text.p) : text_with_nul(env, text);
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
