/* HTML tags around a source that was copied as HTML ("<pre>", "<br>", "<span>"): what each stands for in the
 * text. Elements as a browser lays them out (HTML Living Standard 15.3): a block and a line break are a line
 * end, a cell is a tab, everything else nothing. */
#include "parse/html/html.h"
#include "parse/paste/paste.h"

#define TAG_WITHIN 4096u /* a longer one is not a tag: each "<" costs no more than this */

/* Elements without a meaning for lines, and not among those that the HTML reader knows. */
static bool is_other_inline(wh_str name)
{
    static const wh_str names[] = {{"span", 4},  {"samp", 4}, {"kbd", 3},
                                   {"label", 5}, {"mark", 4}, {"bdi", 3}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_eq_nocase(name, names[i])) return true;
    return false;
}

/* A comment or a document type at s[at]: the position after it, or `at`. */
static size_t declaration_at(wh_str s, size_t at)
{
    wh_str rest = wh_from(s, at);
    size_t end = WH_NONE_AT, closing = 1;
    if (wh_starts_nocase(rest, WH_LIT("<!--"))) {
        end = wh_find(s, WH_LIT("-->"), at + 4);
        closing = 3;
    } else if (wh_starts_nocase(rest, WH_LIT("<!doctype"))) end = wh_find_byte(s, '>', at);
    return end == WH_NONE_AT ? at : end + closing;
}

size_t wh_paste_tag_at(wh_str s, size_t at, wh_paste_tag *tag)
{
    wh_str window = wh_sub(s, 0, at + TAG_WITHIN);
    wh_markup markup;
    *tag = WH_TAG_NOTHING;
    size_t end = declaration_at(window, at);
    if (end > at) return end;
    end = wh_read_markup(window, at, &markup);
    if (end == at || window.p[end - 1] != '>') return at;
    wh_element element = wh_element_named(markup.name);
    if (element >= WH_EL_COUNT) return is_other_inline(markup.name) ? end : at;
    bool shown = element == WH_EL_TEXTAREA || element == WH_EL_XMP;
    switch (wh_element_kind_of(element)) {
    case WH_INLINE:
    case WH_VOID: break;
    case WH_BLOCK: *tag = WH_TAG_BLOCK; break;
    case WH_VOIDBLOCK: *tag = WH_TAG_BREAK; break;
    case WH_CELL: *tag = markup.closing ? WH_TAG_CELL_END : WH_TAG_CELL; break;
    case WH_RAW:
        *tag = WH_TAG_BLOCK;
        if (!shown && !markup.closing) return wh_find_end_tag(window, end, markup.name);
        break;
    }
    return end;
}

/* Behind blanks and at most one line end. */
static size_t past_line_end(wh_str s, size_t at)
{
    while (at < s.n && wh_is_wsp(s.p[at])) at++;
    if (at < s.n && s.p[at] == '\r') at++;
    if (at < s.n && s.p[at] == '\n') at++;
    return at;
}

static bool ends_line(wh_str s, size_t at)
{
    size_t end = past_line_end(s, at);
    return end > at && (s.p[end - 1] == '\n' || s.p[end - 1] == '\r');
}

size_t wh_paste_put_tag(wh_weave *weave, wh_paste_tag tag, size_t from, size_t to)
{
    wh_str s = weave->in->bytes, written = wh_buf_str(&weave->buf);
    char last = written.n ? written.p[written.n - 1] : '\n';
    bool starts = last == '\n' || last == '\r';
    switch (tag) {
    case WH_TAG_NOTHING: return to;
    case WH_TAG_CELL:
        if (!starts && last != '\t') wh_weave_made(weave, WH_LIT("\t"), from, to);
        return to;
    case WH_TAG_CELL_END: return past_line_end(s, to);
    case WH_TAG_BLOCK:
        if (starts) return ends_line(s, to) ? past_line_end(s, to) : to;
        break;
    case WH_TAG_BREAK: break;
    }
    /* The source's own line end, which is white space to a browser, is kept for the tag's. */
    if (!ends_line(s, to)) wh_weave_made(weave, WH_LIT("\n"), from, to);
    return to;
}

const wh_known *wh_paste_field_at(wh_str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && n < 64 && wh_is_name_char(s.p[at + n])) n++;
    return at + n < s.n && s.p[at + n] == ':' ? wh_known_field(wh_sub(s, at, at + n)) : NULL;
}

/* Does a tag stand before the first field, with no text between, or one of a line break after its line? */
static bool marks_lines(wh_str s, size_t from)
{
    wh_paste_tag tag;
    bool tagged = false, seen = false;
    for (size_t at = from; at < s.n && at - from < TAG_WITHIN;) {
        size_t behind = s.p[at] == '<' ? wh_paste_tag_at(s, at, &tag) : at;
        if (behind > at) {
            if (seen && tag == WH_TAG_BREAK) return ends_line(s, behind) || wh_paste_field_at(s, behind);
            tagged = true;
            at = behind;
            continue;
        }
        if (!seen && !wh_is_space(s.p[at])) {
            if (!wh_paste_field_at(s, at)) return false;
            if (tagged) return true;
            seen = true;
        } else if (seen && s.p[at] == '\n') return false;
        at++;
    }
    return false;
}

size_t wh_paste_tagged_head(wh_str s, size_t from)
{
    if (!marks_lines(s, from)) return from;
    bool field = false, empty = true; /* a field was seen; nothing on this line yet */
    for (size_t at = from; at < s.n;) {
        wh_paste_tag tag = WH_TAG_NOTHING;
        size_t behind = s.p[at] == '<' ? wh_paste_tag_at(s, at, &tag) : at;
        bool ends = tag == WH_TAG_BREAK || s.p[at] == '\n';
        if (ends && empty && field) return behind;
        if (ends || tag == WH_TAG_BLOCK) empty = true;
        if (tag == WH_TAG_BREAK || tag == WH_TAG_BLOCK) {
            if (ends_line(s, behind)) behind = past_line_end(s, behind);
        } else if (behind == at && !wh_is_space(s.p[at])) {
            if (empty && wh_paste_field_at(s, at)) field = true;
            empty = false;
        }
        at = behind > at ? behind : at + 1;
    }
    return s.n;
}
