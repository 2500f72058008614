/* A paste: what somebody copied of a mail, as a rule damaged by the copying (RFC 5322 for what it should be).
 * Undamaged input is left as it is and costs one pass; the rest goes the slow way of paste/mend.c. */
#include "parse/paste/paste.h"

#include "base/limits.h"

/* The head or body is in the source just as it is: one run of bytes, none of them made up. */
static bool is_exact(const wh_text *text, wh_str slice)
{
    if (wh_absent(slice)) return false;
    wh_span span = wh_text_span(text, slice);
    if (span.end - span.start != slice.n) return false;
    size_t at = (size_t)(slice.p - text->bytes.p);
    for (uint32_t i = 0; i < text->pieces.n; i++) {
        const wh_piece *piece = &text->pieces.at[i];
        if (piece->at > at && piece->at < at + slice.n) return false;
        size_t end = i + 1 < text->pieces.n ? text->pieces.at[i + 1].at : text->bytes.n;
        if (piece->made && piece->at < at + slice.n && end > at) return false;
    }
    return true;
}

/* A text that is a part of the source, from `from` on. */
static void start_at(wh_env *env, wh_text *text, size_t from)
{
    if (from == 0) return;
    wh_piece *piece = wh_push(env->arena, &text->pieces);
    if (!piece) return;
    piece->from = (uint32_t)from;
    text->bytes = wh_from(text->bytes, from);
}

static void take_split(wh_paste *out, const wh_split *split)
{
    wh_str text = out->text.bytes;
    out->head = wh_sub(text, split->head, split->head_end);
    if (split->has_body) out->body = wh_from(text, split->body);
    bool empty = wh_trim(out->body).n == 0;
    if (!empty) out->kind = WH_SOURCE_MESSAGE;
    else out->kind = split->fields < 4 ? WH_SOURCE_FRAGMENT : WH_SOURCE_HEADERS;
}

/* Removes what stands before the text proper, and around it. Gives the position of the first field, as it
 * should be. */
static size_t before_fields(wh_env *env, wh_paste *out, wh_text *text, bool sure)
{
    size_t at = 0;
    if (!wh_paste_utf16(env, out, text) && wh_sub(text->bytes, 0, 3).n == 3 &&
        wh_eq(wh_sub(text->bytes, 0, 3), WH_LIT("\xEF\xBB\xBF"))) {
        wh_note_repair(env, out, WH_REPAIR_BOM, (wh_span){0, 3});
        start_at(env, text, 3);
    }
    if (!sure) {
        if (!wh_paste_unwrap(env, out, text) && !wh_paste_exported(env, out, text))
            wh_paste_rows(env, out, text);
        wh_paste_undecorate(env, out, text);
        wh_paste_uncurl(env, out, text);
        wh_paste_refang(env, out, text);
    }
    for (size_t n; (n = wh_mbox_line(wh_from(text->bytes, at))) > 0; at += n)
        wh_note_repair(env, out, WH_REPAIR_MBOX_FROM, wh_text_span(text, wh_sub(text->bytes, at, at + n)));
    return at;
}

static void parse(wh_env *env, wh_str source, bool sure, wh_paste *out)
{
    *out = (wh_paste){.kind = WH_SOURCE_FRAGMENT, .head = WH_ABSENT, .body = WH_ABSENT, .prose = WH_ABSENT};
    if (source.n > WH_MAX_SOURCE) {
        wh_note_repair(env, out, WH_REPAIR_TRUNCATED, (wh_span){WH_MAX_SOURCE, WH_MAX_SOURCE});
        source = wh_sub(source, 0, WH_MAX_SOURCE);
    }
    wh_text text = {.bytes = source};
    size_t from = before_fields(env, out, &text, sure);
    wh_split split;
    out->text = text;
    wh_note_line_endings(env, out, text.bytes);
    if (wh_paste_quick(text.bytes, from, sure, &split) &&
        !(split.has_body && !sure &&
          wh_body_contradicts(wh_sub(text.bytes, from, split.head_end), wh_from(text.bytes, split.body))))
        take_split(out, &split);
    else wh_paste_mend(env, out, &text, from);
    out->head_exact = is_exact(&out->text, out->head);
    out->body_exact = is_exact(&out->text, out->body);
}

void wh_parse_paste(wh_env *env, wh_str source, wh_paste *out) { parse(env, source, false, out); }

void wh_parse_enclosed(wh_env *env, wh_str source, wh_paste *out) { parse(env, source, true, out); }
