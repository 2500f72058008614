/* One HTML tag, read as tolerantly as browsers do (HTML Living Standard 13.2.5). */
#include "parse/html/html.h"

static bool is_html_space(char c) { return wh_is_space(c) || c == '\f'; }

static size_t skip_spaces(wh_str s, size_t at)
{
    while (at < s.n && is_html_space(s.p[at])) at++;
    return at;
}

static int attribute_of(wh_str name)
{
    static const wh_str names[] = {
#define X(id, text) {text, sizeof(text) - 1},
        WH_ATTRIBUTES(X)
#undef X
    };
    for (int i = 0; i < WH_ATTR_COUNT; i++)
        if (wh_eq_nocase(name, names[i])) return i;
    return -1;
}

/* The attribute's value, after its "=". */
static size_t read_value(wh_str s, size_t at, wh_str *value)
{
    at = skip_spaces(s, at);
    if (at < s.n && (s.p[at] == '"' || s.p[at] == '\'')) {
        size_t close = wh_find_byte(s, s.p[at], at + 1);
        size_t end = close == WH_NONE_AT ? s.n : close;
        *value = wh_sub(s, at + 1, end);
        return end < s.n ? end + 1 : end;
    }
    size_t start = at;
    while (at < s.n && !is_html_space(s.p[at]) && s.p[at] != '>') at++;
    *value = wh_sub(s, start, at);
    return at;
}

/* The attribute that begins at s[at]. */
static size_t split_attribute(wh_str s, size_t at, wh_str *name, wh_str *value)
{
    size_t start = at++; /* a "=" here is a part of the name */
    while (at < s.n && !is_html_space(s.p[at]) && s.p[at] != '=' && s.p[at] != '>' && s.p[at] != '/') at++;
    *name = wh_sub(s, start, at);
    *value = WH_LIT("");
    size_t equals = skip_spaces(s, at);
    return equals < s.n && s.p[equals] == '=' ? read_value(s, equals + 1, value) : at;
}

static size_t read_attribute(wh_str s, size_t at, wh_markup *tag)
{
    wh_str name, value;
    at = split_attribute(s, at, &name, &value);
    int id = attribute_of(name);
    if (id < 0 && name.n > 4 &&
        wh_starts_nocase(name, WH_LIT("on"))) { /* "onload", "onerror": any event's script */
        bool leads = wh_find(value, WH_LIT("location"), 0) != WH_NONE_AT ||
                     wh_find(value, WH_LIT("open("), 0) != WH_NONE_AT;
        if (leads && wh_find(tag->attr[WH_ATTR_ONCLICK], WH_LIT("http"), 0) == WH_NONE_AT)
            tag->attr[WH_ATTR_ONCLICK] = value;
    }
    if (id >= 0 && wh_absent(tag->attr[id])) tag->attr[id] = value; /* the first one counts */
    return at;
}

wh_str wh_attribute_named(const wh_markup *tag, wh_str asked)
{
    int id = attribute_of(asked);
    if (id >= 0) return tag->attr[id];
    wh_str s = tag->text, name, value;
    for (size_t at = 0; at < s.n;) {
        at = skip_spaces(s, at);
        if (at < s.n && s.p[at] == '/') at++;
        else if (at < s.n) {
            at = split_attribute(s, at, &name, &value);
            if (wh_eq_nocase(name, asked)) return value;
        }
    }
    return WH_ABSENT;
}

size_t wh_read_markup(wh_str html, size_t at, wh_markup *tag)
{
    size_t start = at + 1;
    *tag = (wh_markup){.name = WH_ABSENT};
    if (start < html.n && html.p[start] == '/') {
        tag->closing = true;
        start++;
    }
    if (start >= html.n || !wh_is_alpha(html.p[start])) return at;
    size_t end = start;
    while (end < html.n && !is_html_space(html.p[end]) && html.p[end] != '>' && html.p[end] != '/') end++;
    tag->name = wh_sub(html, start, end);
    start = end;
    while (end < html.n) {
        end = skip_spaces(html, end);
        if (end >= html.n) break;
        if (html.p[end] == '>') {
            tag->text = wh_sub(html, start, end);
            return end + 1;
        }
        if (html.p[end] == '/') end++;
        else end = read_attribute(html, end, tag);
    }
    tag->text = wh_from(html, start);
    return end;
}

size_t wh_find_end_tag(wh_str html, size_t at, wh_str name)
{
    while ((at = wh_find_byte(html, '<', at)) != WH_NONE_AT) {
        wh_str rest = wh_from(html, at + 1);
        if (rest.n > name.n && rest.p[0] == '/' && wh_starts_nocase(wh_from(rest, 1), name)) {
            char after = rest.n > name.n + 1 ? rest.p[name.n + 1] : '>';
            if (is_html_space(after) || after == '>' || after == '/') return at;
        }
        at++;
    }
    return html.n;
}

size_t wh_raw_end(wh_str html, size_t at, wh_str name, wh_element element, bool unended[])
{
    size_t end = unended[element] ? html.n : wh_find_end_tag(html, at, name);
    unended[element] = end == html.n;
    return end == html.n ? at : end;
}
