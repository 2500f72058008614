/* The lines of a damaged paste: what quoting and numbering put before each of them. */
#include "parse/paste/paste.h"

#define SAMPLE_LINES 400u /* enough to see how a text is quoted or numbered */

/* ---- quotation marks ("> ", ">>", "| "), and the "+" and "-" of a difference between files ---- */

/* The length of one mark with the white space before it, 0 when there is none. diff: '+', '-' or NUL. */
static size_t one_mark(wh_str s, char diff)
{
    size_t at = 0;
    if (diff) return s.n && s.p[0] == diff;
    while (at < s.n && at < 4 && s.p[at] == ' ') at++;
    if (at >= s.n || (s.p[at] != '>' && s.p[at] != '|')) return 0;
    if (s.p[at] == '|' && at + 1 < s.n && !wh_is_wsp(s.p[at + 1])) return 0;
    return at + 1;
}

static size_t marks_length(wh_str s, char diff, unsigned most, unsigned *depth)
{
    size_t at = 0, n;
    *depth = 0;
    while (*depth < most && (n = one_mark(wh_from(s, at), diff)) > 0) {
        at += n;
        ++*depth;
    }
    if (*depth && !diff && at < s.n && s.p[at] == ' ') at++;
    return at;
}

/* ---- line numbers ("  12: ", "12<TAB>") ---- */

static size_t number_length(wh_str s, uint32_t *number)
{
    size_t at = 0;
    while (at < s.n && wh_is_wsp(s.p[at])) at++;
    size_t digits = at;
    *number = 0;
    while (at < s.n && wh_is_digit(s.p[at]) && at - digits < 6)
        *number = *number * 10 + (uint32_t)(s.p[at++] - '0');
    if (at == digits) return 0;
    bool marked = at < s.n && (s.p[at] == ':' || s.p[at] == '.' || s.p[at] == '|' || s.p[at] == ')');
    if (marked) at++;
    if (at == s.n) return at;
    if (!wh_is_wsp(s.p[at])) return 0;
    return at + 1;
}

/* ---- indentation ---- */

/* Bytes of the first `columns` spaces of s; with *got how many there were. */
static size_t indentation(wh_str s, size_t columns, size_t *got)
{
    size_t at = 0, n;
    for (*got = 0; *got < columns && (n = wh_any_space_at(wh_from(s, at))) > 0; ++*got) at += n;
    return at;
}

/* ---- what the lines have before them ---- */

static wh_str rest_of(wh_str text, const wh_line *line, size_t skip)
{
    return wh_sub(text, line->from + skip, line->end);
}

/* Would a known field stand here? */
static bool known_at(wh_str text, const wh_line *line, size_t skip)
{
    wh_line probe = *line;
    probe.first = line->from + (uint32_t)skip;
    wh_read_label(text, &probe);
    return probe.kind == WH_LINE_FIELD && probe.field && !probe.lost;
}

static void strip(wh_env *env, wh_paste *out, const wh_text *text, wh_line *line, size_t n, wh_repair_id id)
{
    if (n == 0) return;
    wh_note_repair(env, out, id, wh_text_span(text, wh_sub(text->bytes, line->from, line->from + n)));
    line->from += (uint32_t)n;
}

static uint32_t sample(const wh_lines *lines) { return lines->n < SAMPLE_LINES ? lines->n : SAMPLE_LINES; }

static void take_off_marks(wh_env *env, wh_paste *out, const wh_text *text, wh_lines *lines, char diff)
{
    uint32_t marked = 0, plain = 0;
    unsigned depth, most = 0;
    for (uint32_t i = 0; i < sample(lines); i++) {
        wh_line *line = &lines->at[i];
        size_t n = marks_length(rest_of(text->bytes, line, 0), diff, diff ? 1 : 16, &depth);
        bool known = n > 0 && known_at(text->bytes, line, n);
        if (known && ++marked == 1) most = depth;
        if (n == 0 && known_at(text->bytes, line, 0)) plain++;
        if (plain && !marked) return; /* the header is not quoted, whatever is in its body */
    }
    if (marked <= plain) return;
    for (uint32_t i = 0; i < lines->n; i++) {
        wh_line *line = &lines->at[i];
        strip(env, out, text, line, marks_length(rest_of(text->bytes, line, 0), diff, most, &depth),
              WH_REPAIR_QUOTED);
    }
}

static void take_off_numbers(wh_env *env, wh_paste *out, const wh_text *text, wh_lines *lines)
{
    uint32_t numbered = 0, known = 0, in_order = 0, visible = 0, number, before = 0;
    size_t gap = 64, blanks; /* beyond one blank, between the number and a field */
    for (uint32_t i = 0; i < sample(lines); i++) {
        wh_line *line = &lines->at[i];
        wh_str rest = rest_of(text->bytes, line, 0);
        size_t n = number_length(rest, &number);
        if (wh_trim(rest).n) visible++;
        if (n == 0 && !known && known_at(text->bytes, line, 0)) return;
        if (n == 0) continue;
        if (numbered++ && number == before + 1) in_order++;
        before = number;
        indentation(wh_from(rest, n), gap, &blanks);
        if (!known_at(text->bytes, line, n + blanks)) continue;
        known++;
        gap = blanks;
    }
    if (known == 0 || (numbered > 1 ? in_order * 10 < (numbered - 1) * 8 : visible > 1) ||
        numbered * 2 < visible)
        return;
    for (uint32_t i = 0; i < lines->n; i++) {
        wh_line *line = &lines->at[i];
        wh_str rest = rest_of(text->bytes, line, 0);
        size_t n = number_length(rest, &number);
        if (n) n += indentation(wh_from(rest, n), gap, &blanks);
        strip(env, out, text, line, n, WH_REPAIR_LINE_NUMBERS);
    }
}

/* The whole header is indented: only its first line may have lost that, when the copy began at its first
 * letter. */
static void take_off_indentation(wh_env *env, wh_paste *out, const wh_text *text, wh_lines *lines)
{
    uint32_t indented = 0, flush = 0;
    size_t least = 64, columns;
    for (uint32_t i = 0; i < sample(lines); i++) {
        wh_line *line = &lines->at[i];
        size_t skip = indentation(rest_of(text->bytes, line, 0), 64, &columns);
        if (!known_at(text->bytes, line, skip)) continue;
        if (columns == 0) flush++;
        else indented++;
        if (columns && columns < least) least = columns;
    }
    if (indented == 0 || flush > 1 || (flush == 1 && indented < 2)) return;
    for (uint32_t i = 0; i < lines->n; i++) {
        wh_line *line = &lines->at[i];
        size_t skip = indentation(rest_of(text->bytes, line, 0), least, &columns);
        if (columns == least) strip(env, out, text, line, skip, WH_REPAIR_LEADING_SPACE);
    }
}

static void measure(wh_str text, wh_line *line)
{
    line->first = (uint32_t)wh_skip_spaces(wh_sub(text, 0, line->end), line->from);
    line->stop = line->end;
    line->kind = line->first == line->end ? WH_LINE_BLANK : WH_LINE_TEXT;
    size_t visible = line->from;
    for (size_t n; (n = wh_invisible_at(wh_sub(text, visible, line->end))) > 0;) visible += n;
    line->indented = visible < line->first;
    if (line->kind == WH_LINE_TEXT) wh_read_label(text, line);
}

/* ---- double spacing ---- */

static bool is_blank(const wh_lines *lines, uint32_t i)
{
    return i < lines->n && lines->at[i].kind == WH_LINE_BLANK;
}

/* Nearly every line is followed by one blank line, and most of the lines are a header's. */
static bool is_double_spaced(const wh_lines *lines)
{
    uint32_t fields = 0, header = 0, visible = 0, spaced = 0, tight = 0;
    for (uint32_t i = 0; i < sample(lines); i++) {
        const wh_line *line = &lines->at[i];
        bool field = line->kind == WH_LINE_FIELD && line->field;
        if (line->kind == WH_LINE_BLANK || (!fields && !field)) continue;
        fields += field;
        header += field || line->indented;
        visible++;
        spaced += is_blank(lines, i + 1) && !is_blank(lines, i + 2);
        tight += i + 1 < lines->n && !is_blank(lines, i + 1);
    }
    return fields >= 4 && spaced >= 6 && tight * 10 <= spaced && header * 3 >= visible;
}

/* Takes out each blank line that stands alone; two together are one that was there. */
static void take_out_blank_lines(wh_lines *lines)
{
    if (!is_double_spaced(lines)) return;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        lines->at[kept] = lines->at[i];
        if (!is_blank(lines, i) && is_blank(lines, i + 1)) lines->at[kept].next = lines->at[++i].next;
        kept++;
    }
    lines->n = kept;
}

void wh_read_lines(wh_env *env, wh_paste *out, const wh_text *text, size_t from, wh_lines *lines)
{
    *lines = (wh_lines){0};
    for (size_t at = from, next; at < text->bytes.n && lines->n < WH_PASTE_LINES; at = next) {
        wh_line *line = wh_push(env->arena, lines);
        if (!line) return;
        line->start = line->from = (uint32_t)at;
        line->end = (uint32_t)wh_line_end(text->bytes, at, &next);
        line->next = line->ending = (uint32_t)next;
    }
    static const char diffs[] = {'\0', '+', '-'};
    for (size_t i = 0; i < sizeof diffs; i++) take_off_marks(env, out, text, lines, diffs[i]);
    take_off_numbers(env, out, text, lines);
    take_off_indentation(env, out, text, lines);
    for (uint32_t i = 0; i < lines->n; i++) measure(text->bytes, &lines->at[i]);
    take_out_blank_lines(lines);
    uint32_t ahead = 0;
    for (uint32_t i = lines->n; i-- > 0;) {
        wh_line *line = &lines->at[i];
        line->ahead = ahead;
        if (line->kind == WH_LINE_BLANK) ahead = 0;
        else if (line->kind == WH_LINE_FIELD && line->field && !line->indented) ahead = 1;
        else if (ahead) ahead++;
    }
}
