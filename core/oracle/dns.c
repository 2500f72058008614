/* DNS answers: from the host's JSON to records (RFC 1035 3.3, RFC 3596). An answer of a wrong shape is a
 * temporary failure; a single record that makes no sense is left out, unless nothing else of the type asked
 * for is there. */
#include "oracle/dns.h"

#include "base/limits.h"
#include "cJSON.h"

#define JSON_DEPTH 8
#define NUL_RUNE 0xE000u /* stands for an octet 0, at which cJSON's strings would end */

static const wh_str rr_names[] = {WH_LIT_INIT("A"),     WH_LIT_INIT("AAAA"), WH_LIT_INIT("MX"),
                                  WH_LIT_INIT("TXT"),   WH_LIT_INIT("PTR"),  WH_LIT_INIT("NS"),
                                  WH_LIT_INIT("CNAME"), WH_LIT_INIT("OTHER")};

wh_str wh_rr_name(wh_rr type) { return rr_names[type]; }

wh_str wh_dns_name(wh_arena *arena, wh_str name)
{
    name = wh_bare_host(name);
    if (name.n == 0 || name.n > 253) return WH_ABSENT;
    size_t label = 0;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '.') {
            if (label == 0) return WH_ABSENT;
            label = 0;
        } else if (++label > 63 || name.p[i] < 0x20 || name.p[i] > 0x7E) {
            return WH_ABSENT;
        }
    }
    return label ? wh_copy_lower(arena, name) : WH_ABSENT;
}

/* ---- JSON ---- */

/* The answer without anything that cJSON must not see: \u0000 (see NUL_RUNE) and deep nesting. Absent:
 * refused. */
static wh_str made_safe(wh_arena *arena, wh_str json)
{
    wh_buf out;
    wh_buf_init(&out, arena);
    bool in_string = false;
    int depth = 0;
    size_t copied = 0;
    for (size_t i = 0; i < json.n; i++) {
        char c = json.p[i];
        if (c == '\0') return WH_ABSENT;
        if (in_string && c == '\\') {
            if (wh_eq(wh_sub(json, i + 1, i + 6), WH_LIT("u0000"))) {
                wh_put(&out, wh_sub(json, copied, i));
                wh_put(&out, WH_LIT("\\ue000"));
                copied = i + 6;
                i += 5;
            } else {
                i++;
            }
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && (c == '{' || c == '[')) {
            if (++depth > JSON_DEPTH) return WH_ABSENT;
        } else if (!in_string && (c == '}' || c == ']')) {
            depth--;
        }
    }
    if (copied == 0) return json;
    wh_put(&out, wh_from(json, copied));
    return wh_buf_str(&out);
}

/* A JSON string's text, borrowed from the item; absent when it is no string. cJSON ends its strings in
 * NUL. */
static wh_str text_of_item(const cJSON *item)
{
    if (!cJSON_IsString(item) || !item->valuestring) return WH_ABSENT;
    size_t n = 0;
    while (item->valuestring[n]) n++;
    return (wh_str){item->valuestring, n};
}

/* Code points as octets (Latin-1). Absent when one of them does not fit. */
static wh_str octets(wh_arena *arena, wh_str text)
{
    if (wh_absent(text)) return text;
    char *out = wh_alloc(arena, text.n);
    size_t n = 0;
    if (!out) return WH_ABSENT;
    for (size_t at = 0; at < text.n;) {
        bool ok = true;
        uint32_t rune = wh_next_rune(text, &at, &ok);
        if (rune == NUL_RUNE) rune = 0;
        if (!ok || rune > 0xFF) return WH_ABSENT;
        out[n++] = (char)(unsigned char)rune;
    }
    return (wh_str){out, n};
}

/* ---- records ---- */

static bool read_strings(wh_arena *arena, const cJSON *data, wh_record *r)
{
    wh_buf joined;
    wh_buf_init(&joined, arena);
    if (cJSON_IsString(data)) {
        wh_str *one = wh_push(arena, &r->strings);
        r->data = octets(arena, text_of_item(data));
        if (one) *one = r->data;
        return one && !wh_absent(r->data);
    }
    if (!cJSON_IsArray(data)) return false;
    const cJSON *item;
    cJSON_ArrayForEach(item, data)
    {
        wh_str s = octets(arena, text_of_item(item));
        wh_str *one = wh_absent(s) ? NULL : wh_push(arena, &r->strings);
        if (!one) return false;
        *one = s;
        wh_put(&joined, s);
    }
    r->data = r->strings.n == 1 ? r->strings.at[0] : wh_buf_str(&joined);
    return !wh_absent(r->data);
}

/* A name in a record's data: the root is the empty string (RFC 7505's null MX). */
static bool read_name(wh_arena *arena, const cJSON *data, wh_str *out)
{
    wh_str text = text_of_item(data);
    if (wh_absent(text)) return false;
    *out = text.n == 0 || wh_eq(text, WH_LIT(".")) ? WH_LIT("") : wh_dns_name(arena, text);
    return !wh_absent(*out);
}

static bool read_data(wh_arena *arena, const cJSON *data, wh_record *r)
{
    wh_str text = text_of_item(data);
    const cJSON *preference;
    switch (r->type) {
    case WH_RR_A:
    case WH_RR_AAAA:
        if (!wh_parse_ip(text, &r->ip) || r->ip.family != (r->type == WH_RR_A ? 4 : 6)) return false;
        r->data = wh_copy(arena, text);
        return !wh_absent(r->data);
    case WH_RR_TXT: return read_strings(arena, data, r);
    case WH_RR_MX:
        preference = cJSON_GetObjectItemCaseSensitive(data, "preference");
        if (!cJSON_IsNumber(preference) ||
            !(preference->valuedouble >= 0 && preference->valuedouble <= 65535))
            return false;
        r->preference = (uint16_t)preference->valuedouble;
        return read_name(arena, cJSON_GetObjectItemCaseSensitive(data, "exchange"), &r->data);
    case WH_RR_NS:
    case WH_RR_PTR:
    case WH_RR_CNAME: return read_name(arena, data, &r->data);
    default: return false;
    }
}

static bool read_record(wh_arena *arena, const cJSON *answer, wh_record *r)
{
    const cJSON *ttl = cJSON_GetObjectItemCaseSensitive(answer, "ttl");
    if (cJSON_IsNumber(ttl) && ttl->valuedouble >= 0 && ttl->valuedouble <= 2147483647.0)
        r->ttl = (uint32_t)ttl->valuedouble;
    wh_str owner = text_of_item(cJSON_GetObjectItemCaseSensitive(answer, "name"));
    r->owner = wh_dns_name(arena, owner);
    return read_data(arena, cJSON_GetObjectItemCaseSensitive(answer, "data"), r);
}

static wh_state read_answers(wh_arena *arena, const cJSON *answers, wh_rr type, wh_dns *out)
{
    if (!cJSON_IsArray(answers)) return WH_TEMPFAIL;
    const cJSON *answer;
    bool broken = false;
    cJSON_ArrayForEach(answer, answers)
    {
        if (!wh_eq_nocase(text_of_item(cJSON_GetObjectItemCaseSensitive(answer, "type")), wh_rr_name(type)))
            continue;
        wh_record record = {.type = type};
        if (!read_record(arena, answer, &record)) {
            broken = true;
            continue;
        }
        wh_record *r = out->records.n < WH_MAX_RECORDS ? wh_push(arena, &out->records) : NULL;
        if (!r) return WH_TEMPFAIL;
        *r = record;
    }
    if (out->records.n) return WH_ANSWERED;
    return broken ? WH_TEMPFAIL : WH_EMPTY;
}

void wh_read_dns(wh_arena *arena, wh_str answer, wh_rr type, wh_dns *out)
{
    *out = (wh_dns){.state = WH_TEMPFAIL};
    wh_str json = answer.n <= WH_MAX_ANSWER ? made_safe(arena, answer) : WH_ABSENT;
    cJSON *root = wh_absent(json) ? NULL : cJSON_ParseWithLength(json.p, json.n);
    if (!root) return;
    wh_str rcode = text_of_item(cJSON_GetObjectItemCaseSensitive(root, "rcode"));
    if (wh_eq_nocase(rcode, WH_LIT("NXDOMAIN"))) {
        out->state = WH_EMPTY;
        out->nxdomain = true;
    } else if (wh_eq_nocase(rcode, WH_LIT("NOERROR"))) {
        out->state = read_answers(arena, cJSON_GetObjectItemCaseSensitive(root, "answers"), type, out);
        if (out->state != WH_ANSWERED) out->records.n = 0;
    }
    cJSON_Delete(root);
}
