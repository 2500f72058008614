/* Answers from a zone, in the JSON that a host sends. */
#include "support/zone.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cJSON.h"

static bool named(const char *a, const char *b) { return strcasecmp(a, b) == 0; }

static bool below(const zone_record *records, const char *name)
{
    size_t n = strlen(name);
    for (; records->name; records++) {
        size_t m = strlen(records->name);
        if (m > n && records->name[m - n - 1] == '.' && named(records->name + m - n, name)) return true;
    }
    return false;
}

/* Octets as the code points of the same number. */
static cJSON *latin1(const char *p, size_t n)
{
    char *utf8 = malloc(2 * n + 1), *to = utf8;
    if (!utf8) abort();
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c < 0x80) {
            *to++ = (char)c;
        } else {
            *to++ = (char)(0xC0 | c >> 6);
            *to++ = (char)(0x80 | (c & 0x3F));
        }
    }
    *to = '\0';
    cJSON *s = cJSON_CreateString(utf8);
    free(utf8);
    return s;
}

static cJSON *data_of(const zone_record *r)
{
    if (named(r->type, "MX")) {
        cJSON *mx = cJSON_CreateObject();
        char *rest;
        cJSON_AddNumberToObject(mx, "preference", (double)strtol(r->data, &rest, 10));
        cJSON_AddStringToObject(mx, "exchange", rest + (*rest == ' '));
        return mx;
    }
    if (!named(r->type, "TXT")) return cJSON_CreateString(r->data);
    cJSON *strings = cJSON_CreateArray();
    for (const char *p = r->data;;) {
        size_t n = strcspn(p, "\n");
        cJSON_AddItemToArray(strings, latin1(p, n));
        if (!p[n]) return strings;
        p += n + 1;
    }
}

static cJSON *add_record(cJSON *answers, const zone_record *r)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "name", r->name);
    cJSON_AddStringToObject(answer, "type", r->type);
    cJSON_AddNumberToObject(answer, "ttl", 300);
    cJSON_AddItemToObject(answer, "data", data_of(r));
    cJSON_AddItemToArray(answers, answer);
    return answer;
}

/* Fills answers; the rcode, or NULL for no answer at all. */
static const char *look_up(const zone_record *records, const char *name, const char *type, cJSON *answers,
                           int depth)
{
    const zone_record *alias = NULL;
    bool exists = false, found = false, timeout = false, servfail = false;
    for (const zone_record *r = records; r->name; r++) {
        if (!named(r->name, name)) continue;
        exists = true;
        if (named(r->type, "TIMEOUT") || named(r->type, "SERVFAIL")) {
            if (r->data[0] && !named(r->data, type)) continue;
            *(named(r->type, "TIMEOUT") ? &timeout : &servfail) = true;
        }
        if (named(r->type, "CNAME")) alias = r;
        if (!named(r->type, type)) continue;
        add_record(answers, r);
        found = true;
    }
    if (found) return "NOERROR";
    if (timeout) return NULL;
    if (servfail) return "SERVFAIL";
    if (!exists) return below(records, name) ? "NOERROR" : "NXDOMAIN";
    if (!alias) return "NOERROR";
    add_record(answers, alias);
    return depth < 9 ? look_up(records, alias->data, type, answers, depth + 1) : "SERVFAIL";
}

char *zone_json(const zone_record *records, wh_str name, wh_rr type)
{
    char text[256] = "", rr[8] = "";
    memcpy(text, name.p, name.n);
    memcpy(rr, wh_rr_name(type).p, wh_rr_name(type).n);
    cJSON *root = cJSON_CreateObject(), *answers = cJSON_CreateArray();
    const char *rcode = look_up(records, text, rr, answers, 0);
    cJSON_AddStringToObject(root, "rcode", rcode ? rcode : "");
    cJSON_AddItemToObject(root, "answers", answers);
    char *json = rcode ? cJSON_PrintUnformatted(root) : NULL;
    cJSON_Delete(root);
    return json;
}

bool zone_answer(zone *z, wh_oracle *oracle)
{
    bool any = false, dns = false;
    uint32_t count = wh_oracle_count(oracle); /* later ones belong to the next round */
    for (uint32_t i = 0; i < count; i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        if (q->state != WH_PENDING) continue;
        any = true;
        if (q->kind != WH_Q_DNS) {
            crypto_answer(oracle, q);
            continue;
        }
        dns = true;
        z->asked++;
        char *json = zone_json(z->at, q->name, q->type);
        wh_str answer = json ? (wh_str){json, strlen(json)} : WH_ABSENT;
        wh_oracle_answer(oracle, q->id, json ? WH_ANSWERED : WH_TEMPFAIL, answer);
        free(json);
    }
    z->rounds += dns;
    return any;
}

bool zone_refuse(wh_oracle *oracle, wh_state state)
{
    bool any = false;
    for (uint32_t i = 0; i < wh_oracle_count(oracle); i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        if (q->state != WH_PENDING) continue;
        any = true;
        if (q->kind == WH_Q_DNS) wh_oracle_answer(oracle, q->id, state, WH_ABSENT);
        else crypto_answer(oracle, q);
    }
    return any;
}
