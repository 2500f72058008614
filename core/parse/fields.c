/* Header fields: RFC 5322 2.2 and 2.2.3 (folding), 4.5 (white space before the colon). */
#include "base/limits.h"
#include "parse/parse.h"
#include "parse/paste/paste.h"

/* The length of the field name that the line begins with, and where its colon is; 0: the line is no field. */
static size_t name_length(wh_str line, size_t *colon)
{
    size_t n = 0;
    while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7F && line.p[n] != ':') n++;
    *colon = n;
    while (*colon < line.n && wh_is_wsp(line.p[*colon])) (*colon)++;
    return *colon < line.n && line.p[*colon] == ':' ? n : 0;
}

/* The fields that the verdict rests on: the first of these are read, however many others come before them. */
/* clang-format off */
#define WEIGHTY(X)                                                                                           \
    X("From") X("Sender") X("Reply-To") X("Return-Path") X("Received") X("Message-ID") X("Date") \
    X("Subject") X("To") X("Cc") X("Delivered-To") X("X-Original-To") X("Envelope-To") X("DKIM-Signature") \
    X("Authentication-Results") X("Received-SPF") X("ARC-Seal") X("ARC-Message-Signature") \
    X("ARC-Authentication-Results") X("List-Id") X("Auto-Submitted") X("MIME-Version") X("Content-Type") \
    X("Content-Transfer-Encoding") X("Content-Disposition")
/* clang-format on */
static const wh_str weighty[] = {
#define X(name) WH_LIT_INIT(name),
    WEIGHTY(X)
#undef X
};
#define WEIGHTY_N (sizeof weighty / sizeof *weighty)

/* Whether a field beyond WH_MAX_FIELDS is kept nonetheless; counts it in `kept`. */
static bool is_kept(wh_str name, uint32_t kept[static WEIGHTY_N])
{
    for (size_t i = 0; i < WEIGHTY_N; i++)
        if (wh_eq_nocase(name, weighty[i])) return kept[i]++ < WH_MAX_FIELDS_KEPT;
    return false;
}

void wh_parse_fields(wh_env *env, wh_str head, wh_fields *out)
{
    *out = (wh_fields){0};
    bool open = false; /* a line that begins with white space continues the last field */
    size_t value_at = 0;
    uint32_t kept[WEIGHTY_N] = {0};
    for (size_t at = 0, next; at < head.n; at = next) {
        size_t end = wh_line_end(head, at, &next);
        if (open && wh_is_wsp(head.p[at])) {
            wh_field *last = &out->at[out->n - 1];
            last->value = wh_sub(head, value_at, end);
            last->whole.n = next - (size_t)(last->whole.p - head.p);
            continue;
        }
        open = false;
        if (end == at) continue;
        size_t colon, n = name_length(wh_sub(head, at, end), &colon);
        if (out->n >= WH_MAX_FIELDS && !is_kept(wh_sub(head, at, at + n), kept)) {
            wh_note_cut(env, WH_CUT_FIELDS, wh_sub(head, at, next));
            continue;
        }
        wh_field *field = wh_push(env->arena, out);
        if (!field) return;
        open = n > 0;
        value_at = n ? at + colon + 1 : at;
        field->name = wh_sub(head, at, at + n);
        field->value = wh_sub(head, value_at, end);
        field->whole = wh_sub(head, at, next);
    }
}

const wh_field *wh_field_named(const wh_fields *fields, wh_str name, uint32_t n)
{
    for (uint32_t i = 0; i < fields->n; i++)
        if (wh_eq_nocase(fields->at[i].name, name) && n-- == 0) return &fields->at[i];
    return NULL;
}

wh_str wh_unfold(wh_env *env, wh_str value)
{
    wh_buf buf;
    size_t from = 0, at = 0;
    wh_buf_init(&buf, env->arena);
    for (; at < value.n; at++) {
        if (value.p[at] != '\r' && value.p[at] != '\n') continue;
        wh_put(&buf, wh_sub(value, from, at));
        while (at < value.n && wh_is_space(value.p[at])) at++;
        from = at;
        if (at < value.n) wh_put_byte(&buf, ' ');
    }
    if (from == 0) return value;
    wh_put(&buf, wh_from(value, from));
    return wh_buf_str(&buf);
}
