/* Writes the repaired header: each planned line, its label and its value cleaned of what copying did to
 * them. */
#include "parse/paste/paste.h"

typedef struct builder {
    wh_weave *weave;
    wh_paste *out;
    wh_str text;
    const wh_known *field;
} builder;

static void note(builder *b, wh_repair_id id, size_t from, size_t to)
{
    wh_note_repair(b->weave->env, b->out, id, wh_text_span(b->weave->in, wh_sub(b->text, from, to)));
}

static void instead(builder *b, wh_str bytes, size_t from, size_t to, wh_repair_id id)
{
    wh_weave_made(b->weave, bytes, from, to);
    note(b, id, from, to);
}

/* ---- values ---- */

/* Fields without words for people: every special character in them came from copying. */
static bool is_structured(const wh_known *field)
{
    if (!field) return false;
    switch ((wh_shape)field->shape) {
    case WH_SHAPE_TRACE:
    case WH_SHAPE_ID:
    case WH_SHAPE_IDS:
    case WH_SHAPE_PATH:
    case WH_SHAPE_DATE:
    case WH_SHAPE_TAGS:
    case WH_SHAPE_MIME: return true;
    default: return false;
    }
}

/* Angle brackets and the rest of ASCII in its full-width form: the ASCII character, 0 when s begins with
 * none. */
static char wide_ascii_at(wh_str s, size_t *length)
{
    size_t at = 0;
    if (s.n < 3 || (unsigned char)s.p[0] < 0xE2) return 0;
    uint32_t r = wh_next_rune(s, &at, NULL);
    *length = at;
    if (r >= 0xFF01 && r <= 0xFF5E) return (char)(r - 0xFF01 + '!');
    if (r == 0x3008 || r == 0x2039 || r == 0x27E8 || r == 0x2329) return '<';
    if (r == 0x3009 || r == 0x203A || r == 0x27E9 || r == 0x232A) return '>';
    return 0;
}

/* One special character at `at`: what was written for it, or 0 bytes when it is to stay. */
static size_t clean_one(builder *b, size_t at, size_t end, bool structured, bool marks)
{
    wh_str s = wh_sub(b->text, at, end);
    size_t n = wh_wide_space_at(s);
    char c;
    /* In a display name it may be meant, unless the whole text is full of them. */
    if (n && (structured || ((unsigned char)s.p[0] == 0xC2 && wh_was_repaired(b->out, WH_REPAIR_SPACES)))) {
        instead(b, WH_LIT(" "), at, at + n, WH_REPAIR_SPACES);
        return n;
    }
    if (structured && (n = wh_invisible_at(s)) > 0) {
        note(b, WH_REPAIR_INVISIBLE, at, at + n);
        return n;
    }
    if (!(c = wide_ascii_at(s, &n))) return 0;
    bool mark = c == '<' || c == '>' || c == '@';
    if (!(structured || (marks && mark))) return 0;
    instead(b, (wh_str){&c, 1}, at, at + n, mark ? WH_REPAIR_JP_QUOTES : WH_REPAIR_SPACES);
    return n;
}

static void put_value(builder *b, size_t from, size_t to)
{
    bool structured = is_structured(b->field);
    bool address = b->field && b->field->shape == WH_SHAPE_ADDRESS;
    wh_str all = wh_sub(b->text, from, to);
    bool marks =
        address && (wh_find_byte(all, '@', 0) == WH_NONE_AT || wh_find_byte(all, '<', 0) == WH_NONE_AT);
    while (to > from && wh_is_wsp(b->text.p[to - 1]) && b->field && structured) to--; /* not worth a word */
    size_t kept = from;
    if (structured || address || wh_was_repaired(b->out, WH_REPAIR_SPACES))
        for (size_t at = from; at < to;) {
            if ((unsigned char)b->text.p[at] < 0x80) {
                at++;
                continue;
            }
            wh_weave_keep(b->weave, kept, at);
            size_t n = clean_one(b, at, to, structured, marks);
            kept = at;
            at += n ? n : 1;
            if (n) kept = at;
        }
    wh_weave_keep(b->weave, kept, to);
}

/* The first letter of "from" is often missed when selecting with the mouse. */
static void put_first_value(builder *b, size_t from, size_t to)
{
    if (b->field && b->field->shape == WH_SHAPE_TRACE &&
        wh_starts_nocase(wh_sub(b->text, from, to), WH_LIT("rom ")))
        instead(b, WH_LIT("f"), from, from, WH_REPAIR_LOST_LETTER);
    put_value(b, from, to);
}

/* ---- labels ---- */

static void put_label(builder *b, const wh_line *line)
{
    wh_str colon = wh_sub(b->text, line->name_end, line->value);
    if (line->bare) {
        wh_weave_made(b->weave, line->field->name, line->name, line->name);
        note(b, WH_REPAIR_SINGLE_VALUE, line->name, line->stop);
    } else if (line->lost) {
        wh_weave_made(b->weave, wh_sub(line->field->name, 0, 1), line->name, line->name);
        wh_weave_keep(b->weave, line->name, line->name_end);
        note(b, WH_REPAIR_LOST_LETTER, line->name, line->name_end);
    } else if (line->relabel) instead(b, line->field->name, line->name, line->name_end, WH_REPAIR_TABLE);
    else wh_weave_keep(b->weave, line->name, line->name_end);

    bool plain = colon.n > 0 && colon.p[0] == ':' && wh_trim(wh_from(colon, 1)).n == 0 && !line->quoted &&
                 !line->alone;
    if (plain) {
        wh_weave_keep(b->weave, line->name_end, line->value);
        return;
    }
    wh_weave_made(b->weave, WH_LIT(": "), line->name_end, line->name_end);
    if (line->wide) note(b, WH_REPAIR_WIDE_COLON, line->name_end, line->value);
    if (line->tabbed && !line->relabel) note(b, WH_REPAIR_TABLE, line->name_end, line->value);
    if (!line->wide && !line->tabbed && !line->bare && !wh_is_ascii(colon) && !line->quoted)
        note(b, WH_REPAIR_SPACES, line->name_end, line->value);
}

static void note_quotes(builder *b, const wh_line *first, const wh_line *last)
{
    if (first->quoted) note(b, WH_REPAIR_JP_QUOTES, first->value, last->stop);
}

/* ---- lines ---- */

static void put_line_end(builder *b, const wh_line *line)
{
    if (line->stop == line->end && line->ending > line->end) wh_weave_keep(b->weave, line->end, line->ending);
    else wh_weave_made(b->weave, WH_LIT("\n"), line->end, line->ending);
    if (line->next > line->ending) note(b, WH_REPAIR_BLANK_LINES, line->ending, line->next);
}

/* The indentation of a folded line, without the special spaces that it may be made of. */
static void put_indentation(builder *b, const wh_line *line)
{
    wh_str indentation = wh_sub(b->text, line->from, line->first);
    if (wh_is_ascii(indentation) || wh_is_wsp(indentation.p[0])) { /* one that RFC 5322 knows comes first */
        wh_weave_keep(b->weave, line->from, line->first);
        return;
    }
    instead(b, WH_LIT(" "), line->from, line->first, WH_REPAIR_SPACES);
}

static void put_field(builder *b, const wh_line *line, bool value_below)
{
    b->field = line->field;
    if (line->from < line->name && line->plan == WH_PLAN_FIELD && !line->bare) {
        bool spaces = wh_skip_spaces(wh_sub(b->text, line->from, line->name), 0) == line->name - line->from;
        note(b, spaces ? WH_REPAIR_LEADING_SPACE : WH_REPAIR_TABLE, line->from, line->name);
    }
    put_label(b, line);
    if (value_below) return;
    put_first_value(b, line->value, line->stop);
    put_line_end(b, line);
}

static void put_line(builder *b, const wh_line *line, bool value_below)
{
    switch ((wh_line_plan)line->plan) {
    case WH_PLAN_FIELD: put_field(b, line, value_below); return;
    case WH_PLAN_VALUE:
        note(b, WH_REPAIR_TABLE, line->first, line->stop);
        put_first_value(b, line->value, line->stop);
        break;
    case WH_PLAN_FOLD:
        put_indentation(b, line);
        put_value(b, line->first, line->stop);
        break;
    case WH_PLAN_JOIN:
        wh_weave_made(b->weave, WH_LIT(" "), line->first, line->first);
        note(b, WH_REPAIR_INDENT, line->first, line->stop);
        put_value(b, line->first, line->stop);
        break;
    case WH_PLAN_SKIP: note(b, WH_REPAIR_BLANK_LINES, line->start, line->next); return;
    case WH_PLAN_KEEP: wh_weave_keep(b->weave, line->from, line->stop); break;
    case WH_PLAN_APART: return;
    }
    put_line_end(b, line);
}

void wh_build_fields(wh_weave *weave, wh_paste *out, wh_lines *lines, uint32_t first, uint32_t last)
{
    builder b = {.weave = weave, .out = out, .text = weave->in->bytes};
    const wh_line *quoted = NULL;
    for (uint32_t i = first; i <= last && i < lines->n; i++) {
        const wh_line *line = &lines->at[i];
        uint32_t below = i + 1;
        while (below < lines->n && lines->at[below].plan == WH_PLAN_SKIP) below++;
        put_line(&b, line,
                 below < lines->n && lines->at[below].plan == WH_PLAN_VALUE && line->plan == WH_PLAN_FIELD);
        if (line->plan == WH_PLAN_APART) continue;
        if (line->quoted) quoted = line;
        if (quoted && (line->stop < line->end || !quoted->quoted)) {
            note_quotes(&b, quoted, line);
            quoted = NULL;
        }
    }
    if (quoted) note_quotes(&b, quoted, quoted);
}
