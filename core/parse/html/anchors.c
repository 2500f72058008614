/* Links of an HTML part: what its tags, styles and scripts lead to, and the addresses in its text. */
#include "parse/html/reader.h"

#include "base/limits.h"
#include "parse/uri/uri.h"

wh_str wh_attribute_value(wh_html_reader *r, wh_str raw)
{
    if (wh_find_byte(raw, '&', 0) == WH_NONE_AT) return wh_trim(raw);
    wh_buf buf;
    wh_buf_init(&buf, r->env->arena);
    wh_put_unescaped(&buf, raw, true);
    return wh_trim(wh_buf_str(&buf));
}

static bool has_scheme(wh_str s)
{
    size_t n = 0;
    while (n < s.n && (wh_is_alnum(s.p[n]) || s.p[n] == '+' || s.p[n] == '-' || s.p[n] == '.')) n++;
    return n && n < s.n && s.p[n] == ':' && wh_is_alpha(s.p[0]);
}

/* RFC 3986 5.2 without removing dot segments: what matters is the host. */
static wh_str resolve(wh_html_reader *r, wh_str href)
{
    if (wh_absent(r->base) || href.n == 0 || href.p[0] == '#' || has_scheme(href)) return href;
    size_t scheme_end = wh_find(r->base, WH_LIT("://"), 0);
    if (scheme_end == WH_NONE_AT) return href;
    size_t path = wh_find_byte(r->base, '/', scheme_end + 3), keep;
    size_t last = wh_rfind_byte(r->base, '/');
    if (href.n > 1 && href.p[0] == '/' && href.p[1] == '/') keep = scheme_end + 1;
    else if (href.p[0] == '/' || path == WH_NONE_AT) keep = path == WH_NONE_AT ? r->base.n : path;
    else keep = last + 1;
    wh_buf buf;
    wh_buf_init(&buf, r->env->arena);
    wh_put(&buf, wh_sub(r->base, 0, keep));
    if (path == WH_NONE_AT && href.p[0] != '/') wh_put_byte(&buf, '/');
    wh_put(&buf, href);
    return wh_buf_str(&buf);
}

/* Whether one more link is looked at. Nobody clicks what shows nothing: such links, however many, do not use
 * up the others' room, nor do further links to a house that has had its share. */
static bool has_room(wh_html_reader *r, wh_link_kind kind, wh_str href)
{
    uint32_t seen = r->links->n - r->unseen;
    if (kind == WH_LINK_IMAGE || kind == WH_LINK_OTHER) return r->unseen < WH_MAX_LINKS_UNSEEN;
    return seen < WH_MAX_LINKS && !wh_is_repeated(r->env, &r->repeats, seen, href);
}

/* "data:text/html;base64,…": RFC 2397; a page in an address. */
static void read_data_page(wh_html_reader *r, wh_str href)
{
    static const wh_str types[] = {WH_LIT_INIT("data:text/html"), WH_LIT_INIT("data:application/xhtml"),
                                   WH_LIT_INIT("data:image/svg"), WH_LIT_INIT("data:text/xml"),
                                   WH_LIT_INIT("data:application/xml")};
    size_t comma = wh_find_byte(href, ',', 0);
    bool page = false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) page |= wh_starts_nocase(href, types[i]);
    if (!page || comma == WH_NONE_AT) return;
    wh_str content = wh_percent_decode(r->env, wh_from(href, comma + 1));
    wh_text decoded = {.bytes = content};
    if (wh_find_nocase(wh_sub(href, 0, comma), WH_LIT(";base64"), 0) != WH_NONE_AT)
        wh_decode_transfer(r->env, WH_LIT("base64"), content, &decoded);
    r->read_inner(r, decoded.bytes);
}

static wh_anchor *add_link(wh_html_reader *r, wh_link_kind kind, wh_str raw)
{
    if (wh_absent(raw)) return NULL;
    wh_str href = wh_attribute_value(r, raw);
    if (wh_absent(href) || href.n == 0) return NULL;
    if (!r->anchor) wh_read_text_links(r);
    if (!has_room(r, kind, href)) {
        wh_note_cut(r->env, WH_CUT_LINKS, WH_ABSENT);
        return NULL;
    }
    wh_anchor *link = wh_push(r->env->arena, r->links);
    if (!link) return NULL;
    r->unseen += kind == WH_LINK_IMAGE || kind == WH_LINK_OTHER;
    *link = (wh_anchor){.kind = r->comment_end ? WH_LINK_OTHER : kind,
                        .href = resolve(r, href),
                        .by_base = !wh_absent(r->base) && !has_scheme(href) && href.p[0] != '#',
                        .text = WH_ABSENT,
                        .at = r->depth ? WH_ABSENT : wh_trim(raw)}; /* what was decoded stands nowhere */
    return link;
}

/* The same, where a page in the address counts as well. */
static void add_place(wh_html_reader *r, wh_link_kind kind, wh_str raw)
{
    wh_anchor *link = add_link(r, kind, raw);
    wh_str href = link ? link->href : WH_ABSENT;
    if (wh_starts_nocase(href, WH_LIT("data:"))) read_data_page(r, href);
}

void wh_read_text_links(wh_html_reader *r)
{
    wh_str fresh = wh_from(wh_buf_str(r->visible), r->read_to);
    r->read_to = r->visible->n;
    wh_parse_plain_of_page(r, fresh);
}

/* A link that shows nothing, neither letters nor a picture, counts among those that nobody clicks. */
static void note_unseen(wh_html_reader *r)
{
    if (r->unseen < WH_MAX_LINKS_UNSEEN) {
        r->unseen++;
        return;
    }
    wh_note_cut(r->env, WH_CUT_LINKS, WH_ABSENT);
    if (r->anchor == r->links->n) r->links->n--;
}

/* The text of the open <a> is what became visible since it began. */
void wh_end_anchor(wh_html_reader *r)
{
    if (!r->anchor) return;
    wh_str seen = wh_buf_str(r->visible);
    wh_str text = wh_trim(wh_from(seen, r->anchor_text));
    wh_anchor *link = &r->links->at[r->anchor - 1];
    wh_buf buf;
    wh_buf_init(&buf, r->env->arena);
    for (size_t i = 0; i < text.n;) {
        size_t end = wh_find_byte(text, '\n', i);
        if (end == WH_NONE_AT) end = text.n;
        wh_put(&buf, wh_sub(text, i, end));
        if (end < text.n) wh_put_byte(&buf, ' ');
        i = end + 1;
    }
    link->text = buf.n || wh_absent(r->alt) ? wh_buf_str(&buf) : r->alt;
    if (buf.n == 0 && !r->pictured) note_unseen(r);
    r->anchor = 0;
    r->alt = WH_ABSENT;
    r->pictured = false;
    r->anchor_end = r->read_to = r->visible->n;
}

static void begin_anchor(wh_html_reader *r, const wh_markup *tag)
{
    wh_end_anchor(r);
    wh_str raw = wh_absent(tag->attr[WH_ATTR_HREF]) ? tag->attr[WH_ATTR_XLINK] : tag->attr[WH_ATTR_HREF];
    wh_anchor *link = add_link(r, WH_LINK_ANCHOR, raw);
    if (!link || r->comment_end) return;
    wh_str href = link->href;
    r->anchor = r->links->n;
    r->anchor_text = r->visible->n;
    r->interrupted = false;
    link->joined = r->anchor_end == r->visible->n && r->gap == 0;
    if (wh_starts_nocase(href, WH_LIT("data:"))) read_data_page(r, href);
}

/* <meta http-equiv=refresh content="0; url=…">. */
static void read_meta(wh_html_reader *r, const wh_markup *tag)
{
    wh_str content = tag->attr[WH_ATTR_CONTENT];
    if (wh_absent(content) || !wh_eq_nocase(wh_trim(tag->attr[WH_ATTR_HTTP_EQUIV]), WH_LIT("refresh")))
        return;
    size_t at = 0;
    while (at < content.n &&
           (wh_is_digit(content.p[at]) || wh_is_space(content.p[at]) || content.p[at] == '.'))
        at++;
    while (at < content.n && (wh_is_space(content.p[at]) || content.p[at] == ';' || content.p[at] == ','))
        at++;
    wh_str url = wh_from(content, at);
    if (wh_starts_nocase(url, WH_LIT("url"))) {
        size_t equals = wh_find_byte(url, '=', 0);
        if (equals != WH_NONE_AT) url = wh_trim(wh_from(url, equals + 1));
    }
    wh_str quotes[] = {WH_LIT("\""), WH_LIT("'"), WH_LIT("&quot;"), WH_LIT("&#39;")};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) /* what follows the closing one is nothing */
        if (wh_starts_nocase(url, quotes[i])) {
            url = wh_from(url, quotes[i].n);
            url = wh_sub(url, 0, wh_find_nocase(url, quotes[i], 0));
        }
    add_link(r, WH_LINK_OTHER, wh_trim_bytes(url, WH_LIT(" \t\r\n'\"")));
}

/* A base that is cut would name another host: without it, relative addresses stay as they are. It holds for
 * the whole page, links before it as well (HTML Living Standard 2.4.3). */
static void read_base(wh_html_reader *r, wh_str href)
{
    wh_buf buf;
    if (href.n > WH_MAX_BASE) {
        wh_note_cut(r->env, WH_CUT_LINKS, href);
        return;
    }
    wh_buf_init(&buf, r->env->arena);
    bool relative =
        href.n > 1 && (href.p[0] == '/' || href.p[0] == '\\') && (href.p[1] == '/' || href.p[1] == '\\');
    if (relative) wh_put(&buf, WH_LIT("https:"));
    for (size_t i = 0; i < href.n; i++) wh_put_byte(&buf, href.p[i] == '\\' ? '/' : href.p[i]);
    r->base = wh_buf_str(&buf);
    for (uint32_t i = 0; i < r->links->n; i++) {
        wh_anchor *link = &r->links->at[i];
        if (link->by_base || link->kind == WH_LINK_PLAIN || has_scheme(link->href) || link->href.p[0] == '#')
            continue;
        link->href = resolve(r, link->href);
        link->by_base = true;
    }
}

/* "small.png 1x, large.png 2x": HTML Living Standard 4.8.4.3. */
static void read_srcset(wh_html_reader *r, wh_str set)
{
    for (size_t at = 0; at < set.n;) {
        while (at < set.n && (wh_is_space(set.p[at]) || set.p[at] == ',')) at++;
        size_t end = at;
        while (end < set.n && !wh_is_space(set.p[end])) end++;
        size_t comma = wh_find_byte(set, ',', end);
        wh_str one = wh_trim_bytes(wh_sub(set, at, end), WH_LIT(","));
        if (one.n) add_link(r, WH_LINK_IMAGE, one);
        at = comma == WH_NONE_AT ? set.n : comma + 1;
    }
}

/* Addresses separated by `gap`: "ping" (HTML Living Standard 4.6.6), and the values that a drawing's
 * animation gives to the address of the link around it (SVG 2 19.2). */
static void read_list(wh_html_reader *r, wh_link_kind kind, wh_str list, char gap)
{
    for (size_t at = 0; at < list.n;) {
        while (at < list.n && (wh_is_space(list.p[at]) || list.p[at] == gap)) at++;
        size_t end = at;
        while (end < list.n && !wh_is_space(list.p[end]) && list.p[end] != gap) end++;
        wh_str one = wh_sub(list, at, end);
        if (has_scheme(one) || wh_starts_nocase(one, WH_LIT("//"))) add_link(r, kind, one);
        at = end;
    }
}

void wh_read_style_links(wh_html_reader *r, wh_str css)
{
    static const wh_str marks[] = {WH_LIT_INIT("url("), WH_LIT_INIT("@import")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t at = wh_find_nocase(css, marks[i], 0); at != WH_NONE_AT;
             at = wh_find_nocase(css, marks[i], at)) {
            at += marks[i].n;
            while (at < css.n && (wh_is_space(css.p[at]) || css.p[at] == '"' || css.p[at] == '\'')) at++;
            size_t end = at;
            while (end < css.n && wh_find_byte(WH_LIT(")\"'; \t\r\n"), css.p[end], 0) == WH_NONE_AT) end++;
            wh_str href = wh_sub(css, at, end);
            if (has_scheme(href) || wh_starts_nocase(href, WH_LIT("//"))) add_link(r, WH_LINK_IMAGE, href);
            at = end;
        }
}

void wh_read_tag_links(wh_html_reader *r, wh_element element, const wh_markup *tag)
{
    const wh_str *attr = tag->attr;
    switch (element) {
    case WH_EL_A:
        read_list(r, WH_LINK_OTHER, attr[WH_ATTR_PING], ' ');
        begin_anchor(r, tag);
        return;
    case WH_EL_BASE:
        if (wh_absent(r->base) && !wh_absent(attr[WH_ATTR_HREF]))
            read_base(r, wh_attribute_value(r, attr[WH_ATTR_HREF]));
        return;
    case WH_EL_META: read_meta(r, tag); return;
    case WH_EL_FORM: add_place(r, WH_LINK_FORM, attr[WH_ATTR_ACTION]); return;
    case WH_EL_IMG:
        r->pictured = true;
        if (r->anchor && wh_absent(r->alt) && !wh_absent(attr[WH_ATTR_ALT]))
            r->alt = wh_attribute_value(r, attr[WH_ATTR_ALT]);
        if (r->alt.n == 0) r->alt = WH_ABSENT;
        add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_SRC]);
        break;
    case WH_EL_INPUT: add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_SRC]); break;
    case WH_EL_AREA: add_link(r, WH_LINK_ANCHOR, attr[WH_ATTR_HREF]); return;
    case WH_EL_LINK: return; /* style sheets, which mail programs do not load */
    default:
        add_place(r, WH_LINK_OTHER, attr[WH_ATTR_SRC]);
        add_place(r, WH_LINK_OTHER, attr[WH_ATTR_HREF]); /* <v:roundrect href=…> */
        add_link(r, WH_LINK_OTHER, attr[WH_ATTR_XLINK]);
        if (wh_eq_nocase(tag->name, WH_LIT("animate")) || wh_eq_nocase(tag->name, WH_LIT("set"))) {
            read_list(r, WH_LINK_OTHER, attr[WH_ATTR_TO], ';');
            read_list(r, WH_LINK_OTHER, attr[WH_ATTR_VALUES], ';');
        }
        if (element == WH_EL_OBJECT) add_place(r, WH_LINK_OTHER, attr[WH_ATTR_DATA]);
    }
    add_link(r, WH_LINK_FORM, attr[WH_ATTR_FORMACTION]);
    add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_BACKGROUND]);
    add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_POSTER]);
    if (!wh_absent(attr[WH_ATTR_SRCSET])) read_srcset(r, attr[WH_ATTR_SRCSET]);
}

/* Behind every `word`, within 60 bytes, an address in quotes. */
static void read_calls(wh_html_reader *r, wh_str script, wh_str word)
{
    for (size_t at = 0; (at = wh_find(script, word, at)) != WH_NONE_AT; at += word.n) {
        wh_str near = wh_sub(script, at + word.n, at + 60);
        size_t quote = 0;
        while (quote < near.n && near.p[quote] != '"' && near.p[quote] != '\'' && near.p[quote] != ';')
            quote++;
        if (quote == near.n || near.p[quote] == ';') continue;
        size_t start = at + word.n + quote + 1;
        size_t end = wh_find_byte(wh_sub(script, 0, start + 4096), near.p[quote], start);
        if (end != WH_NONE_AT && has_scheme(wh_sub(script, start, end)))
            add_link(r, WH_LINK_OTHER, wh_sub(script, start, end));
    }
}

/* "location = 'https://…'", "window.open('https://…')": where a script sends the reader. */
void wh_read_script_links(wh_html_reader *r, wh_str script)
{
    read_calls(r, script, WH_LIT("location"));
    read_calls(r, script, WH_LIT("open("));
}
