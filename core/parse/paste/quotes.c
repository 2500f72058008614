/* Quotation marks that people put around a value: Message-ID:「<…>」. */
#include "parse/paste/paste.h"

#define QUOTED_LINES 20u /* a quotation is closed within so many lines, or not at all */

static bool starts(wh_str s, wh_str with) { return s.n >= with.n && wh_eq(wh_sub(s, 0, with.n), with); }

/* Finds the closing mark of a quotation that is *depth deep at s[at]; WH_NONE_AT when it is not in s. */
static size_t find_closing(wh_str s, size_t at, wh_str opening, wh_str closing, uint32_t *depth)
{
    bool nests = !wh_eq(opening, closing) && !starts(opening, WH_LIT("”"));
    for (; at < s.n; at++) {
        if (nests && starts(wh_from(s, at), opening)) ++*depth;
        else if (starts(wh_from(s, at), closing) && --*depth == 0) return at;
    }
    return WH_NONE_AT;
}

/* Is taking the marks off right? inside: up to the closing mark on the same line, or all of it. */
static bool is_wrapping(const wh_line *line, wh_str opening, wh_str inside, wh_str after, bool words_too)
{
    bool plain = opening.p[0] == '"';
    wh_shape shape = line->field ? (wh_shape)line->field->shape : WH_SHAPE_OTHER;
    bool address_after =
        wh_find_byte(after, '@', 0) != WH_NONE_AT || wh_find_byte(after, '<', 0) != WH_NONE_AT;
    switch (shape) {
    case WH_SHAPE_ADDRESS: /* "Name" <address> keeps its marks */
        return !address_after && (!plain || wh_find_byte(inside, '<', 0) != WH_NONE_AT);
    case WH_SHAPE_TEXT: return words_too && !plain;
    case WH_SHAPE_OTHER: return words_too && !plain && !address_after;
    default: return !plain || wh_trim(after).n == 0;
    }
}

uint32_t wh_unquote(wh_str text, wh_lines *lines, uint32_t at, bool words_too)
{
    wh_line *line = &lines->at[at];
    wh_str closing, value = wh_sub(text, line->value, line->end);
    size_t n = wh_opening_quote_at(value, &closing);
    uint32_t depth = 1;
    if (n == 0) return at;
    wh_str opening = wh_sub(value, 0, n);
    size_t end = find_closing(value, n, opening, closing, &depth);
    /* 「A」「B」 is one value in two quotations, which nobody wrapped. */
    if (end != WH_NONE_AT && starts(wh_from(value, end + closing.n), opening)) return at;
    if (!is_wrapping(line, opening, wh_sub(value, n, end),
                     end == WH_NONE_AT ? WH_LIT("") : wh_from(value, end + closing.n), words_too))
        return at;
    uint32_t last = at;
    while (end == WH_NONE_AT) {
        if (opening.p[0] == '"' || ++last >= lines->n || last - at > QUOTED_LINES) return at;
        wh_line *next = &lines->at[last];
        if (next->kind == WH_LINE_BLANK || (next->kind == WH_LINE_FIELD && next->field && !next->indented))
            break;
        end = find_closing(wh_sub(text, next->from, next->end), 0, opening, closing, &depth);
        if (end != WH_NONE_AT) end += next->from - line->value;
    }
    line->value += (uint32_t)n;
    line->quoted = true;
    if (end == WH_NONE_AT) return at; /* opened and never closed: only the opening mark goes */
    lines->at[last].stop = line->value - (uint32_t)n + (uint32_t)end;
    for (uint32_t i = at + 1; i <= last; i++) {
        lines->at[i].plan = lines->at[i].indented ? WH_PLAN_FOLD : WH_PLAN_JOIN;
        lines->at[i].run = line->run;
    }
    return last;
}
