/* Links and visible text of an HTML part (HTML Living Standard 13.2, read as tolerantly as browsers do). One
 * pass; nothing is fetched, run or rendered. */
#include "parse/html/html.h"

#include "base/limits.h"

typedef struct reader {
    wh_env *env;
    wh_str html;
    wh_anchors *links;
    uint32_t unseen; /* of them, those that nobody clicks */
    wh_buf *visible;
    wh_shown_runs *runs; /* NULL: nobody wants to be shown it */
    wh_elements *open;
    wh_rules rules;     /* of style sheets, those that hide something */
    wh_str base;        /* of <base href>, absent when none */
    size_t comment_end; /* inside of a conditional comment: where it ends; 0 otherwise */
    uint32_t anchor;    /* 1 + index of the open <a>, 0: none */
    size_t anchor_text; /* where its text begins in visible */
    size_t anchor_end;  /* where the text of the last one ended; WH_NONE_AT: none */
    bool interrupted;   /* behind some of its text came letters that nobody sees */
    wh_str alt;         /* what its first image says in its place */
    wh_str turned;      /* the first words that a style shows from their end; absent: none */
    wh_elements *inner; /* the open elements of a page in an attribute; made when first needed */
    bool inside;        /* of such a page */
    char gap;           /* white space to put before the next visible character: 0, ' ' or '\n' */
} reader;

static bool is_hidden(const reader *r)
{
    wh_look look = wh_look_now(r->open);
    return r->comment_end || look.gone || look.invisible || look.tiny;
}

/* ---- visible text ---- */

static void gap(reader *r, char c)
{
    if (r->gap != '\n') r->gap = c;
    if (r->runs) wh_shown_gap(r->runs, c);
}

/* Characters that nobody sees. */
static bool is_unseen(uint32_t c)
{
    return c < ' ' || c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

static void put_shown(reader *r, wh_str s)
{
    if (s.n == 0) return;
    if (r->anchor && r->interrupted) r->links->at[r->anchor - 1].broken = true;
    if (r->gap && r->visible->n) wh_put_byte(r->visible, r->gap);
    r->gap = 0;
    wh_put(r->visible, s);
}

static void put_rune(reader *r, uint32_t rune)
{
    char bytes[4];
    if (rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r' || rune == '\f' || rune == 0xA0)
        gap(r, ' ');
    else if (!is_unseen(rune)) put_shown(r, (wh_str){bytes, wh_encode_rune(rune, bytes)});
}

/* Letters that are read from left to right, and none of those that are not (Hebrew, Arabic and their kin). */
static bool is_read_rightwards(wh_str s)
{
    size_t letters = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t rune = wh_next_rune(s, &at, NULL);
        if (rune >= 0x590 && rune <= 0x8FF) return false;
        letters += rune < 0x80 ? wh_is_alpha((char)rune) : rune >= 0xC0;
    }
    return letters >= 4;
}

/* CSS Writing Modes 3, 2.2: direction:rtl with an override puts the last letter first, so that "drowssap" is
 * seen as "password" and found by no filter. */
static void put_turned(reader *r, wh_str raw, wh_str plain)
{
    if (wh_absent(r->turned)) r->turned = wh_trim(raw);
    for (size_t end = plain.n; end > 0;) {
        size_t start = end - 1;
        while (start > 0 && ((unsigned char)plain.p[start] & 0xC0) == 0x80) start--;
        size_t at = start;
        put_rune(r, wh_next_rune(plain, &at, NULL));
        end = start;
    }
}

static bool is_turned(reader *r, wh_str s, wh_str *plain)
{
    wh_look look = wh_look_now(r->open);
    wh_buf buf;
    if (!look.rtl || !look.forced) return false;
    wh_buf_init(&buf, r->env->arena);
    wh_put_unescaped(&buf, s, false);
    *plain = wh_buf_str(&buf);
    return is_read_rightwards(*plain);
}

static void put_text(reader *r, wh_str s)
{
    wh_str plain;
    if (r->runs) wh_shown_text(r->env, r->runs, s, is_hidden(r), (int32_t)r->anchor - 1);
    if (is_hidden(r)) {
        if (r->anchor && r->visible->n > r->anchor_text && wh_trim(s).n) r->interrupted = true;
        return;
    }
    if (is_turned(r, s, &plain)) {
        put_turned(r, s, plain);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        size_t end = at; /* a run of plain ASCII letters goes as a whole */
        while (end < s.n && s.p[end] > ' ' && s.p[end] != '&' && (unsigned char)s.p[end] < 0x7F) end++;
        put_shown(r, wh_sub(s, at, end));
        if (end == s.n) return;
        uint32_t rune;
        size_t n = wh_entity_at(wh_from(s, end), false, &rune);
        if (n) end += n;
        else rune = wh_next_rune(s, &end, NULL);
        put_rune(r, rune);
        at = end;
    }
}

/* ---- links ---- */

static wh_str plain_value(reader *r, wh_str raw)
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
static wh_str resolve(reader *r, wh_str href)
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

static wh_anchor *add_link(reader *r, wh_link_kind kind, wh_str raw)
{
    if (wh_absent(raw)) return NULL;
    bool unseen = kind == WH_LINK_IMAGE || kind == WH_LINK_OTHER;
    if (r->links->n >= WH_MAX_LINKS || (unseen && r->unseen >= WH_MAX_LINKS_UNSEEN)) {
        wh_note_cut(r->env, WH_CUT_LINKS, WH_ABSENT);
        return NULL;
    }
    wh_str href = plain_value(r, raw);
    if (wh_absent(href) || href.n == 0) return NULL;
    wh_anchor *link = wh_push(r->env->arena, r->links);
    if (!link) return NULL;
    r->unseen += unseen;
    *link = (wh_anchor){.kind = r->comment_end ? WH_LINK_OTHER : kind,
                        .href = resolve(r, href),
                        .by_base = !wh_absent(r->base) && !has_scheme(href) && href.p[0] != '#',
                        .text = WH_ABSENT,
                        .at = wh_trim(raw)};
    return link;
}

/* The text of the open <a> is what became visible since it began. */
static void end_anchor(reader *r)
{
    if (!r->anchor) return;
    wh_str seen = wh_buf_str(r->visible);
    wh_str text = wh_trim(wh_from(seen, r->anchor_text));
    wh_anchor *link = &r->links->at[r->anchor - 1];
    r->anchor = 0;
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
    r->alt = WH_ABSENT;
    r->anchor_end = r->visible->n;
}

static void begin_anchor(reader *r, const wh_markup *tag)
{
    end_anchor(r);
    wh_str raw = wh_absent(tag->attr[WH_ATTR_HREF]) ? tag->attr[WH_ATTR_XLINK] : tag->attr[WH_ATTR_HREF];
    if (!add_link(r, WH_LINK_ANCHOR, raw) || r->comment_end) return;
    r->anchor = r->links->n;
    r->anchor_text = r->visible->n;
    r->interrupted = false;
    r->links->at[r->anchor - 1].joined = r->anchor_end == r->visible->n && r->gap == 0;
}

/* <meta http-equiv=refresh content="0; url=…">. */
static void read_meta(reader *r, const wh_markup *tag)
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
        if (equals != WH_NONE_AT) url = wh_from(url, equals + 1);
    }
    add_link(r, WH_LINK_OTHER, wh_trim_bytes(url, WH_LIT(" \t\r\n'\"")));
}

/* A base that is cut would name another host: without it, relative addresses stay as they are. */
static void read_base(reader *r, wh_str href)
{
    if (href.n > WH_MAX_BASE) wh_note_cut(r->env, WH_CUT_LINKS, href);
    else r->base = href;
}

static void read_links(reader *r, wh_element element, const wh_markup *tag)
{
    const wh_str *attr = tag->attr;
    switch (element) {
    case WH_EL_A: begin_anchor(r, tag); return;
    case WH_EL_BASE:
        if (wh_absent(r->base) && !wh_absent(attr[WH_ATTR_HREF]))
            read_base(r, plain_value(r, attr[WH_ATTR_HREF]));
        return;
    case WH_EL_META: read_meta(r, tag); return;
    case WH_EL_FORM: add_link(r, WH_LINK_FORM, attr[WH_ATTR_ACTION]); return;
    case WH_EL_IMG:
        if (r->anchor && wh_absent(r->alt) && !wh_absent(attr[WH_ATTR_ALT]))
            r->alt = plain_value(r, attr[WH_ATTR_ALT]);
        if (r->alt.n == 0) r->alt = WH_ABSENT;
        add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_SRC]);
        break;
    case WH_EL_INPUT: add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_SRC]); break;
    case WH_EL_AREA: add_link(r, WH_LINK_ANCHOR, attr[WH_ATTR_HREF]); return;
    case WH_EL_LINK: return; /* style sheets, which mail programs do not load */
    default:
        add_link(r, WH_LINK_OTHER, attr[WH_ATTR_SRC]);
        add_link(r, WH_LINK_OTHER, attr[WH_ATTR_HREF]); /* <v:roundrect href=…> */
        add_link(r, WH_LINK_OTHER, attr[WH_ATTR_XLINK]);
        if (element == WH_EL_OBJECT) add_link(r, WH_LINK_OTHER, attr[WH_ATTR_DATA]);
    }
    add_link(r, WH_LINK_FORM, attr[WH_ATTR_FORMACTION]);
    add_link(r, WH_LINK_IMAGE, attr[WH_ATTR_BACKGROUND]);
}

/* ---- markup ---- */

static void read_page(reader *r);

/* Behind every `word`, within 60 bytes, an address in quotes. */
static void read_calls(reader *r, wh_str script, wh_str word)
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
static void read_script(reader *r, wh_str script)
{
    read_calls(r, script, WH_LIT("location"));
    read_calls(r, script, WH_LIT("open("));
}

/* <iframe srcdoc="…">: a page in an attribute. Its links count; its text is not what this mail shows. */
static void read_inner_page(reader *r, wh_str raw)
{
    if (wh_absent(raw) || r->inside) return;
    if (!r->inner) r->inner = wh_alloc(r->env->arena, sizeof *r->inner);
    if (!r->inner) return;
    wh_buf unseen;
    wh_buf_init(&unseen, r->env->arena);
    reader inner = {.env = r->env, .links = r->links, .visible = &unseen, .open = r->inner, .inside = true};
    inner.html = plain_value(r, raw);
    inner.base = r->base;
    inner.anchor_end = WH_NONE_AT;
    r->inner->n = 0;
    for (size_t i = 0; i <= WH_EL_COUNT; i++) r->inner->open[i] = 0;
    read_page(&inner);
}

static wh_style style_of(const reader *r, wh_element element, const wh_markup *tag)
{
    wh_style style = wh_sheet_style(&r->rules, wh_look_now(r->open), tag, false);
    if (!wh_absent(tag->attr[WH_ATTR_DIR]))
        style.rtl = wh_eq_nocase(wh_trim(tag->attr[WH_ATTR_DIR]), WH_LIT("rtl")) ? 1 : -1;
    if (element == WH_EL_BDO) style.forced = 1;
    if (!wh_absent(tag->attr[WH_ATTR_HIDDEN]) || element == WH_EL_TEMPLATE) style.gone = 1;
    if (!wh_absent(tag->attr[WH_ATTR_STYLE]))
        style = wh_style_over(style, wh_read_style(tag->attr[WH_ATTR_STYLE]));
    return wh_style_over(style, wh_sheet_style(&r->rules, wh_look_now(r->open), tag, true));
}

/* The start tag that ends at `next`; the position where reading goes on. */
static size_t start_tag(reader *r, wh_str within, const wh_markup *tag, size_t next)
{
    wh_element element = wh_element_named(tag->name);
    wh_element_kind kind = wh_element_kind_of(element);
    read_links(r, element, tag);
    if (!wh_absent(tag->attr[WH_ATTR_ONCLICK])) read_script(r, plain_value(r, tag->attr[WH_ATTR_ONCLICK]));
    read_inner_page(r, tag->attr[WH_ATTR_SRCDOC]);
    if (kind == WH_RAW) {
        size_t end = wh_find_end_tag(within, next, tag->name);
        if (element == WH_EL_SCRIPT) read_script(r, wh_sub(r->html, next, end));
        if (element == WH_EL_STYLE && !r->comment_end)
            wh_read_sheet(r->env, wh_sub(r->html, next, end), &r->rules);
        return end;
    }
    if (r->comment_end) return next;
    wh_close_implied(r->open, element);
    if (kind == WH_BLOCK || kind == WH_VOIDBLOCK) gap(r, '\n');
    if (kind == WH_CELL) gap(r, ' ');
    if (kind != WH_VOID && kind != WH_VOIDBLOCK) wh_open_element(r->open, element, style_of(r, element, tag));
    return next;
}

static void end_tag(reader *r, const wh_markup *tag)
{
    wh_element element = wh_element_named(tag->name);
    wh_element_kind kind = wh_element_kind_of(element);
    if (r->comment_end) return;
    if (element == WH_EL_A) end_anchor(r);
    wh_close_element(r->open, element);
    if (kind == WH_BLOCK || element == WH_EL_BR) gap(r, '\n');
    if (kind == WH_CELL) gap(r, ' ');
}

/* "<!…" and "<?…": comments and declarations. Conditional comments are for one mail program: their links
 * count. */
static size_t declaration(reader *r, size_t at)
{
    wh_str rest = wh_from(r->html, at);
    if (wh_starts_nocase(rest, WH_LIT("<!--"))) {
        if (wh_starts_nocase(rest, WH_LIT("<!-->"))) return at + 5;
        size_t end = wh_find(r->html, WH_LIT("-->"), at + 4);
        size_t behind = end == WH_NONE_AT ? r->html.n : end + 3;
        size_t condition = wh_find_byte(wh_sub(rest, 0, 200), '>', 0);
        if (!r->comment_end && wh_starts_nocase(rest, WH_LIT("<!--[if")) && condition != WH_NONE_AT &&
            at + condition + 1 < behind) {
            r->comment_end = behind;
            return at + condition + 1;
        }
        return behind;
    }
    size_t end = wh_find_byte(r->html, '>', at);
    return end == WH_NONE_AT ? r->html.n : end + 1;
}

static size_t markup(reader *r, size_t at)
{
    wh_markup tag;
    char c = at + 1 < r->html.n ? r->html.p[at + 1] : ' ';
    char d = at + 2 < r->html.n ? r->html.p[at + 2] : 'x';
    if (c == '!' || c == '?' || (c == '/' && !wh_is_alpha(d))) return declaration(r, at); /* "</!" too */
    wh_str within = r->comment_end ? wh_sub(r->html, 0, r->comment_end) : r->html;
    size_t next = wh_read_markup(within, at, &tag);
    if (next == at) { /* "a < b" */
        put_text(r, WH_LIT("<"));
        return at + 1;
    }
    if (!tag.closing) return start_tag(r, within, &tag, next);
    end_tag(r, &tag);
    return next;
}

static void read_page(reader *r)
{
    for (size_t at = 0; at < r->html.n;) {
        if (r->comment_end && at >= r->comment_end) r->comment_end = 0;
        size_t tag = wh_find_byte(r->html, '<', at);
        size_t end = tag == WH_NONE_AT ? r->html.n : tag;
        if (!r->comment_end) put_text(r, wh_sub(r->html, at, end));
        else if (end > r->comment_end) end = r->comment_end;
        at = tag == end ? markup(r, tag) : end;
    }
    end_anchor(r);
}

static wh_str parse(wh_env *env, wh_str html, wh_anchors *links, wh_buf *visible, wh_shown_runs *runs)
{
    wh_buf own;
    wh_buf_init(&own, env->arena);
    *links = (wh_anchors){0};
    wh_elements *open = wh_alloc(env->arena, sizeof *open);
    if (!open) return WH_ABSENT;
    reader r = {.env = env,
                .html = html,
                .links = links,
                .visible = visible ? visible : &own,
                .runs = runs,
                .open = open,
                .base = WH_ABSENT,
                .turned = WH_ABSENT,
                .anchor_end = WH_NONE_AT};
    read_page(&r);
    return r.turned;
}

wh_str wh_parse_html(wh_env *env, wh_str html, wh_anchors *links, wh_buf *visible)
{
    return parse(env, html, links, visible, NULL);
}

void wh_read_html(wh_env *env, wh_str html, wh_shown_runs *runs)
{
    wh_anchors links = {0};
    *runs = (wh_shown_runs){0};
    wh_buf_init(&runs->text, env->arena);
    parse(env, html, &links, NULL, runs);
}
