/* Links and visible text of an HTML part (HTML Living Standard 13.2, read as tolerantly as browsers do). One
 * pass; nothing is fetched, run or rendered. */
#include "parse/html/reader.h"

#include "base/limits.h"

static bool is_hidden(const wh_html_reader *r)
{
    wh_look look = wh_look_now(r->open);
    return r->comment_end || look.gone || look.invisible || look.tiny;
}

/* ---- visible text ---- */

static void gap(wh_html_reader *r, char c)
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

static void put_shown(wh_html_reader *r, wh_str s)
{
    if (s.n == 0) return;
    if (r->anchor && r->interrupted) r->links->at[r->anchor - 1].broken = true;
    if (r->gap && r->visible->n) wh_put_byte(r->visible, r->gap);
    r->gap = 0;
    wh_put(r->visible, s);
}

static void put_rune(wh_html_reader *r, uint32_t rune)
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

/* CSS Writing Modes 3, 2.2: direction:rtl with an override puts the last letter first, "drowssap" is seen as
 * "password", and no filter finds it. */
static void put_turned(wh_html_reader *r, wh_str raw, wh_str plain)
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

static bool is_turned(wh_html_reader *r, wh_str s, wh_str *plain)
{
    wh_look look = wh_look_now(r->open);
    wh_buf buf;
    if (!look.rtl || !look.forced) return false;
    wh_buf_init(&buf, r->env->arena);
    wh_put_unescaped(&buf, s, false);
    *plain = wh_buf_str(&buf);
    return is_read_rightwards(*plain);
}

static void put_text(wh_html_reader *r, wh_str s)
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

/* ---- markup ---- */

static void read_page(wh_html_reader *r);

/* Memory for the open elements of inner pages is made once for each depth: pages in attributes may be many.
 */
static wh_elements *inner_elements(wh_html_reader *r)
{
    if (!r->inner) r->inner = wh_alloc(r->env->arena, WH_INNER_PAGES * sizeof(wh_elements *));
    if (!r->inner) return NULL;
    wh_elements **open = &r->inner[r->depth];
    if (!*open) *open = wh_alloc(r->env->arena, sizeof **open);
    if (!*open) return NULL;
    (*open)->n = 0;
    for (size_t i = 0; i <= WH_EL_COUNT; i++) (*open)->open[i] = 0;
    return *open;
}

static void read_inner(wh_html_reader *r, wh_str html)
{
    if (html.n == 0) return;
    if (r->depth >= WH_INNER_PAGES) {
        wh_note_cut(r->env, WH_CUT_DEPTH, WH_ABSENT);
        return;
    }
    wh_elements *open = inner_elements(r);
    if (!open) return;
    wh_buf unseen;
    wh_buf_init(&unseen, r->env->arena);
    wh_html_reader inner = {.read_inner = read_inner,
                            .env = r->env,
                            .links = r->links,
                            .visible = &unseen,
                            .open = open,
                            .inner = r->inner};
    inner.html = html;
    inner.base = r->base;
    inner.depth = r->depth + 1;
    inner.unseen = r->unseen;
    inner.anchor_end = WH_NONE_AT;
    read_page(&inner);
    r->unseen = inner.unseen;
}

static wh_style style_of(const wh_html_reader *r, wh_element element, const wh_markup *tag)
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

/* <style media="print">, and one that is no style sheet, hide nothing from who reads a mail. */
static bool is_for_all(const wh_markup *tag, size_t n)
{
    wh_str text = {tag->name.p, n};
    bool media = wh_find_nocase(text, WH_LIT("media"), 0) != WH_NONE_AT;
    bool here = wh_find_nocase(text, WH_LIT("screen"), 0) != WH_NONE_AT ||
                wh_find_nocase(text, WH_LIT("all"), 0) != WH_NONE_AT;
    if (media && (!here || wh_find_byte(text, '(', 0) != WH_NONE_AT)) return false;
    return wh_find_nocase(text, WH_LIT("type"), 0) == WH_NONE_AT ||
           wh_find_nocase(text, WH_LIT("text/css"), 0) != WH_NONE_AT;
}

/* <style>, whose text lies between `next` and `end`. */
static void read_sheet(wh_html_reader *r, const wh_markup *tag, size_t next, size_t end)
{
    wh_str css = wh_sub(r->html, next, end);
    bool sure = is_for_all(tag, (size_t)(r->html.p + next - tag->name.p));
    if (!r->comment_end) wh_read_sheet(r->env, css, sure, &r->rules);
    r->rules.going = wh_find_nocase(r->html, WH_LIT("<style"), end) != WH_NONE_AT;
    wh_read_style_links(r, css);
}

/* The start tag that ends at `next`; the position where reading goes on. */
static size_t start_tag(wh_html_reader *r, wh_str within, const wh_markup *tag, size_t next)
{
    wh_element element = wh_element_named(tag->name);
    wh_element_kind kind = wh_element_kind_of(element);
    wh_read_tag_links(r, element, tag);
    if (!wh_absent(tag->attr[WH_ATTR_ONCLICK]))
        wh_read_script_links(r, wh_attribute_value(r, tag->attr[WH_ATTR_ONCLICK]));
    if (!wh_absent(tag->attr[WH_ATTR_SRCDOC])) /* <iframe srcdoc="…"> */
        read_inner(r, wh_attribute_value(r, tag->attr[WH_ATTR_SRCDOC]));
    if (!wh_absent(tag->attr[WH_ATTR_STYLE])) wh_read_style_links(r, tag->attr[WH_ATTR_STYLE]);
    if (kind == WH_RAW) {
        size_t end = r->comment_end ? wh_find_end_tag(within, next, tag->name)
                                    : wh_raw_end(within, next, tag->name, element, r->unended);
        if (element == WH_EL_SCRIPT) wh_read_script_links(r, wh_sub(r->html, next, end));
        if (element == WH_EL_STYLE) read_sheet(r, tag, next, end);
        if ((element == WH_EL_TEXTAREA || element == WH_EL_XMP) && !r->comment_end) {
            gap(r, '\n');
            put_text(r, wh_sub(r->html, next, end)); /* shown as it is written */
        }
        return end;
    }
    if (r->comment_end) return next;
    wh_close_implied(r->open, element);
    if (kind == WH_BLOCK || kind == WH_VOIDBLOCK) gap(r, '\n');
    if (kind == WH_CELL) gap(r, ' ');
    if (kind != WH_VOID && kind != WH_VOIDBLOCK) wh_open_element(r->open, element, style_of(r, element, tag));
    return next;
}

static void end_tag(wh_html_reader *r, const wh_markup *tag)
{
    wh_element element = wh_element_named(tag->name);
    wh_element_kind kind = wh_element_kind_of(element);
    if (r->comment_end) return;
    if (element == WH_EL_A) wh_end_anchor(r);
    wh_close_element(r->open, element);
    if (kind == WH_BLOCK || element == WH_EL_BR) gap(r, '\n');
    if (kind == WH_CELL) gap(r, ' ');
}

/* The position after the next "-->" or "--!>" from `at` on (HTML Living Standard 13.2.5.51); WH_NONE_AT. */
static size_t comment_end(wh_str html, size_t at)
{
    for (; (at = wh_find(html, WH_LIT("--"), at)) != WH_NONE_AT; at++) {
        if (at + 2 < html.n && html.p[at + 2] == '>') return at + 3;
        if (wh_eq(wh_sub(html, at + 2, at + 4), WH_LIT("!>"))) return at + 4;
    }
    return WH_NONE_AT;
}

/* "<!…" and "<?…": comments and declarations. Conditional comments are shown by one mail program: their links
 * count. */
static size_t declaration(wh_html_reader *r, size_t at)
{
    wh_str rest = wh_from(r->html, at);
    if (wh_starts_nocase(rest, WH_LIT("<!--"))) {
        if (wh_starts_nocase(rest, WH_LIT("<!-->"))) return at + 5;
        if (wh_starts_nocase(rest, WH_LIT("<!--->"))) return at + 6;
        size_t behind = r->comment_unended ? WH_NONE_AT : comment_end(r->html, at + 4);
        r->comment_unended = behind == WH_NONE_AT;
        if (r->comment_unended) return at + 4; /* browsers show nothing of what follows, others do */
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

static size_t markup(wh_html_reader *r, size_t at)
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

static void read_page(wh_html_reader *r)
{
    for (size_t at = 0; at < r->html.n;) {
        if (r->comment_end && at >= r->comment_end) r->comment_end = 0;
        size_t tag = wh_find_byte(r->html, '<', at);
        size_t end = tag == WH_NONE_AT ? r->html.n : tag;
        if (!r->comment_end) put_text(r, wh_sub(r->html, at, end));
        else if (end > r->comment_end) end = r->comment_end;
        at = tag == end ? markup(r, tag) : end;
    }
    wh_end_anchor(r);
    wh_read_text_links(r);
}

static wh_str parse(wh_env *env, wh_str html, wh_anchors *links, wh_buf *visible, wh_shown_runs *runs)
{
    wh_buf own;
    wh_buf_init(&own, env->arena);
    wh_elements *open = wh_alloc(env->arena, sizeof *open);
    if (!open) return WH_ABSENT;
    wh_html_reader r = {.read_inner = read_inner,
                        .env = env,
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
