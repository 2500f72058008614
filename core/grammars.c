/* Single values, read without a session. */
#include "base/limits.h"
#include "checks/lookalike/lookalike.h"
#include "parse/file/file.h"
#include "profile.h"
#include "report/json.h"
#include "report/reading.h"
#include "report/report.h"
#include "report/sections.h"
#include "whence.h"

#include <stdlib.h>

static wh_json *read_mbox(wh_env *env, wh_str value)
{
    wh_strs messages = {0};
    wh_text text = {.bytes = value};
    wh_json *list = wh_json_array();
    wh_split_mbox(env, value, &messages);
    for (uint32_t i = 0; list && i < messages.n; i++) {
        wh_json *span = wh_json_span(wh_text_span(&text, messages.at[i]));
        wh_json_add(list, span);
    }
    return list;
}

/* html: the text is HTML; whole: nothing of it was left out. */
static wh_json *read_rtf(wh_env *env, wh_str value)
{
    bool whole, page;
    wh_str text = wh_read_rtf(env, wh_unpack_lzfu(env, value, WH_MAX_RTF_ALONE, &whole), &page);
    if (wh_absent(text)) return wh_json_null();
    wh_json *out = wh_json_object();
    wh_json_put_text(env, out, "text", text);
    wh_json_put_bool(out, "html", page);
    wh_json_put_bool(out, "whole", whole && env->cuts[WH_CUT_FILES].count == 0);
    return out;
}

static wh_json *read_value(wh_env *env, whence_grammar grammar, wh_str value, const whence_profile *profile)
{
    wh_received received = {0};
    wh_msgid id = {0};
    wh_authres results = {0};
    wh_date date = {0};
    switch (grammar) {
    case WHENCE_RECEIVED:
        wh_parse_received(env, value, &received);
        return wh_report_received(env, &received, NULL, value);
    case WHENCE_MESSAGE_ID: wh_parse_msgid(env, value, &id); return wh_report_msgid(env, &id, NULL, value);
    case WHENCE_AUTH_RESULTS:
        wh_parse_authres(env, value, &results);
        return wh_report_authres(env, &results, NULL);
    case WHENCE_DATE: wh_parse_date(value, &date); return wh_report_date(env, &date);
    case WHENCE_HEADER:
        return wh_json_text(env, wh_decode_words(env, value)); /* folding is not the words' business */
    case WHENCE_DOMAIN: return wh_report_domain(env, wh_profile_brands(profile), value);
    case WHENCE_MBOX: return read_mbox(env, value);
    case WHENCE_RTF: return read_rtf(env, value);
    }
    return NULL;
}

char *whence_parse(whence_grammar grammar, const char *value, size_t n, const whence_profile *profile,
                   const whence_host *host, size_t *length)
{
    wh_env env = {.arena = wh_arena_new(WH_ARENA_BASE + n * (size_t)WH_ARENA_PER_BYTE)};
    whence_profile *own = profile || grammar != WHENCE_DOMAIN ? NULL : whence_profile_open(NULL, 0);
    char *json = NULL;
    *length = 0;
    if (host) {
        env.charset = host->charset;
        env.host = host->context;
    }
    if (env.arena && (grammar != WHENCE_DOMAIN || profile || own)) {
        wh_str given = {value ? value : "", value ? n : 0};
        json = wh_json_take(read_value(&env, grammar, given, profile ? profile : own), length);
    }
    whence_profile_close(own);
    wh_arena_free(env.arena);
    return json;
}

char *whence_read(const char *source, size_t n, const uint32_t *places, size_t count, const whence_host *host,
                  size_t *length)
{
    size_t most = n < WH_MAX_SOURCE ? n : WH_MAX_SOURCE;
    wh_env env = {.arena = wh_arena_new(WH_ARENA_BASE + most * (size_t)WH_ARENA_PER_BYTE)};
    wh_options options = {.handover = -1, .now_ms = INT64_MIN};
    wh_facts *facts = env.arena ? wh_alloc(env.arena, sizeof *facts) : NULL;
    wh_spans spans = {0};
    char *json = NULL;
    *length = 0;
    if (host) {
        env.charset = host->charset;
        env.host = host->context;
    }
    for (size_t i = 0; facts && i < count && i < WH_MAX_EXCERPTS; i++) {
        wh_span *span = wh_push(env.arena, &spans);
        if (span) *span = (wh_span){places[2 * i], places[2 * i + 1]};
    }
    if (facts && n <= WH_MAX_SOURCE) {
        wh_gather_texts(&env, (wh_str){source ? source : "", source ? n : 0}, &options, facts);
        json = wh_json_take(wh_report_reading(facts, &spans), length);
    }
    wh_arena_free(env.arena);
    return json;
}

void whence_free(char *json) { free(json); }
