/* A table of CSV (RFC 4180) with a field in each row: its name, and its value. */
#include "parse/paste/paste.h"

#define ROWS_WITHIN 4u /* lines at the start, in one of which the first field stands */

typedef struct cells {
    size_t name, name_end, value, value_end, next;
    const wh_known *field; /* NULL: unknown name */
    bool quoted;
} cells;

/* The closing quotation mark; those that are doubled belong to the cell. */
static size_t closing(wh_str s, size_t at)
{
    while ((at = wh_find_byte(s, '"', at)) != WH_NONE_AT && at + 1 < s.n && s.p[at + 1] == '"') at += 2;
    return at;
}

static bool read_row(wh_str s, size_t at, char *comma, cells *row)
{
    size_t n = 0, end = wh_line_end(s, at, &row->next);
    bool quoted = at < end && s.p[at] == '"';
    at += quoted;
    while (at + n < end && n < WH_MAX_FIELD_NAME && wh_is_name_char(s.p[at + n]) && s.p[at + n] != ',' &&
           s.p[at + n] != ';' && s.p[at + n] != '"')
        n++;
    row->name = at;
    row->name_end = at + n;
    row->field = wh_known_field(wh_sub(s, at, at + n));
    at += n + quoted;
    if (n == 0 || at >= end || !wh_is_alpha(s.p[row->name]) || (quoted && s.p[at - 1] != '"')) return false;
    if (s.p[at] != *comma && (*comma || (s.p[at] != ',' && s.p[at] != ';'))) return false;
    *comma = s.p[at++];
    row->value = at;
    row->value_end = end;
    row->quoted = at < end && s.p[at] == '"';
    if (!row->quoted) return true;
    row->value_end = closing(s, ++row->value);
    if (row->value_end == WH_NONE_AT) return false;
    wh_line_end(s, row->value_end, &row->next);
    return true;
}

static size_t put_rows(wh_weave *weave, wh_str s, size_t at, char comma)
{
    for (cells row; at < s.n && read_row(s, at, &comma, &row); at = row.next) {
        wh_weave_keep(weave, row.name, row.name_end);
        wh_weave_made(weave, WH_LIT(": "), row.name_end, row.value);
        wh_weave_string(weave, row.value, row.value_end, row.quoted ? '"' : '\0', true);
        wh_weave_made(weave, WH_LIT("\n"), row.value_end, row.next);
    }
    return at;
}

bool wh_paste_rows(wh_env *env, wh_paste *out, wh_text *text)
{
    wh_str s = text->bytes;
    cells row;
    char comma = '\0';
    size_t from = 0, at, next;
    for (int i = 0; i < (int)ROWS_WITHIN; i++, from = next, comma = '\0') {
        if (wh_paste_field_at(s, from)) return false;
        if (read_row(s, from, &comma, &row) && row.field && !row.field->word) break;
        wh_line_end(s, from, &next);
    }
    uint32_t known = 0;
    for (at = from; at < s.n && known < 3 && read_row(s, at, &comma, &row); at = row.next)
        known += row.field != NULL;
    if (known < 3) return false;
    wh_weave weave;
    wh_text plain;
    wh_weave_begin(&weave, env, text);
    at = put_rows(&weave, s, from, comma);
    if (!wh_weave_end(&weave, &plain)) return false;
    wh_note_repair(env, out, WH_REPAIR_EXPORTED, wh_text_span(text, wh_sub(s, from, at)));
    if (wh_trim(wh_from(s, at)).n)
        wh_note_repair(env, out, WH_REPAIR_TEXT_AFTER, wh_text_span(text, wh_from(s, at)));
    *text = plain;
    return true;
}
