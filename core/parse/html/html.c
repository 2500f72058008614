/* Links and visible text of an HTML part (HTML Living Standard 13.2, read as tolerantly as browsers do). One
 * pass; nothing is fetched, run or rendered. */
#include "parse/html/reader.h"

#include "base/limits.h"

/* ---- markup ---- */

static void read_page(wh_html_reader *r);

/* Memory for the open elements is made once for each depth of a page in a page: parts with HTML may be many,
 * and pages in attributes, too. */
static wh_elements *elements_at(wh_env *env, unsigned depth)
{
    size_t depths = WH_INNER_PAGES + 1;
    if (!env->open_elements) env->open_elements = wh_alloc(env->arena, depths * sizeof(wh_elements *));
    if (!env->open_elements) return NULL;
    wh_elements **open = &env->open_elements[depth];
    if (!*open) *open = wh_alloc(env->arena, sizeof **open);
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
    wh_elements *open = elements_at(r->env, r->depth + 1);
    if (!open) return;
    wh_buf unseen, other, written;
    wh_buf_init(&unseen, r->env->arena);
    wh_buf_init(&other, r->env->arena);
    wh_buf_init(&written, r->env->arena);
    wh_html_reader inner = {.read_inner = read_inner,
                            .env = r->env,
                            .links = r->links,
                            .visible = &unseen,
                            .other = &other,
                            .written = &written,
                            .open = open};
    inner.html = html;
    inner.base = r->base;
    inner.depth = r->depth + 1;
    inner.unseen = r->unseen;
    inner.anchor_end = WH_NONE_AT;
    read_page(&inner);
    r->unseen = inner.unseen;
}

/* The text of a style attribute. */
static wh_str own_style(wh_html_reader *r, const wh_markup *tag)
{
    wh_str style = tag->attr[WH_ATTR_STYLE];
    if (wh_find_byte(style, '&', 0) != WH_NONE_AT) style = wh_attribute_value(r, style);
    return wh_is_plain_css(style) ? style : wh_plain_css(r->env, style, NULL);
}

/* What programs say of an element by themselves: others than browsers do not know all of them. */
static wh_styles built_in(wh_element element, const wh_markup *tag)
{
    static const wh_style none = {.set = WH_CSS_DISPLAY, .on = WH_CSS_NONE};
    wh_styles style = {0};
    bool sized = element == WH_EL_TEXTAREA || element == WH_EL_BUTTON || element == WH_EL_TABLE ||
                 (element == WH_EL_FONT && !wh_absent(tag->attr[WH_ATTR_SIZE]));
    if (sized) style.sure.tiny = -1; /* that of a table only in pages without a doctype */
    if (!wh_absent(tag->attr[WH_ATTR_DIR]))
        style.sure.rtl = wh_eq_nocase(wh_trim(tag->attr[WH_ATTR_DIR]), WH_LIT("rtl")) ? 1 : -1;
    if (element == WH_EL_BDO) style.sure.forced = 1;
    if (!wh_absent(tag->attr[WH_ATTR_HIDDEN])) style.sure = wh_style_over(style.sure, none);
    style.loose = style.sure;
    if (wh_is_unknown_to_some(element)) style.sure = wh_style_over(style.sure, none);
    return style;
}

/* Class and id as they are, without character references. */
static wh_markup plain_tag(wh_html_reader *r, const wh_markup *tag)
{
    static const wh_attribute names[] = {WH_ATTR_CLASS, WH_ATTR_ID};
    wh_markup plain = *tag;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_find_byte(tag->attr[names[i]], '&', 0) != WH_NONE_AT)
            plain.attr[names[i]] = wh_attribute_value(r, tag->attr[names[i]]);
    return plain;
}

/* Sheets that follow are read before something is taken for hidden: they may show it. */
static void look_ahead(wh_html_reader *r, size_t at)
{
    r->looked_ahead = true;
    r->ahead = (wh_rules){0};
    if (++r->looks > WH_MAX_STYLE_LOOKS) r->ahead.lost = true;
    for (; !r->ahead.lost && (at = wh_find_nocase(r->html, WH_LIT("<style"), at)) != WH_NONE_AT;) {
        size_t open = wh_find_byte(r->html, '>', at);
        if (open == WH_NONE_AT) return;
        size_t end = wh_find_end_tag(r->html, open, WH_LIT("style"));
        wh_read_sheet(r->env, wh_sub(r->html, open + 1, end), false, &r->ahead, NULL);
        at = end;
    }
}

static wh_styles style_of(wh_html_reader *r, wh_element element, const wh_markup *tag)
{
    wh_style own = {0}, own_important = {0};
    wh_markup plain = plain_tag(r, tag);
    if (!wh_absent(tag->attr[WH_ATTR_STYLE])) {
        wh_str text = own_style(r, tag);
        own = wh_read_style(text, false);
        if (wh_find_byte(text, '!', 0) != WH_NONE_AT) own_important = wh_read_style(text, true);
    }
    wh_styles below = built_in(element, tag);
    wh_styles style = wh_cascade(&r->rules, &r->ahead, &plain, below, own, own_important);
    if (r->looked_ahead || !wh_style_hides(style.loose)) return style;
    look_ahead(r, (size_t)(tag->name.p - r->html.p));
    return wh_cascade(&r->rules, &r->ahead, &plain, below, own, own_important);
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
    wh_read_sheet(r->env, css, sure && !r->comment_end, &r->rules, r->written);
    if (r->looked_ahead) { /* what was ahead is here */
        r->looked_ahead = false;
        r->ahead = (wh_rules){0};
    }
    wh_read_style_links(r, css);
}

/* Lines and cells begin and end, but for those of what has no place. */
static char break_of(wh_look around, wh_style style, wh_element_kind kind)
{
    if (around.gone || style.on & WH_CSS_NONE) return '\0';
    if (kind == WH_BLOCK || kind == WH_VOIDBLOCK) return '\n';
    return kind == WH_CELL ? ' ' : '\0';
}

static void put_break(wh_html_reader *r, wh_looks around, wh_styles style, wh_element element)
{
    wh_put_gaps(r, break_of(around.loose, style.loose, wh_shown_kind(element, style.loose)),
                break_of(around.sure, style.sure, wh_shown_kind(element, style.sure)));
}

/* What is shown as it is written, and what is shown only where a style says so. */
static void raw_text(wh_html_reader *r, wh_element element, const wh_markup *tag, wh_str text)
{
    static const uint32_t shown = WH_CSS_DISPLAY & ~WH_CSS_NONE;
    bool by_itself = element == WH_EL_TEXTAREA || element == WH_EL_XMP;
    if (element == WH_EL_IFRAME || text.n == 0) return;
    wh_styles style = style_of(r, element, tag);
    if (!by_itself && !(style.loose.on & shown)) return;
    wh_put_gap(r, '\n');
    uint32_t level = r->open->n;
    wh_open_element(r->open, element, style);
    wh_put_text(r, text);
    if (r->open->n > level) wh_close_element(r->open, element);
}

/* What stands in a field of a form, or on a button. */
static void put_field(wh_html_reader *r, const wh_markup *tag)
{
    static const wh_str quiet[] = {WH_LIT_INIT("hidden"), WH_LIT_INIT("checkbox"), WH_LIT_INIT("radio"),
                                   WH_LIT_INIT("image"),  WH_LIT_INIT("file"),     WH_LIT_INIT("color")};
    static const wh_attribute names[] = {WH_ATTR_VALUE, WH_ATTR_PLACEHOLDER};
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        if (wh_eq_nocase(wh_trim(tag->attr[WH_ATTR_TYPE]), quiet[i])) return;
    wh_styles style = style_of(r, WH_EL_INPUT, tag);
    uint32_t level = r->open->n;
    wh_open_element(r->open, WH_EL_INPUT, style);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tag->attr[names[i]].n) {
            wh_put_gap(r, ' ');
            wh_put_text(r, tag->attr[names[i]]);
            wh_put_gap(r, ' ');
        }
    if (r->open->n > level) wh_close_element(r->open, WH_EL_INPUT);
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
        if (!r->comment_end) raw_text(r, element, tag, wh_sub(r->html, next, end));
        return end;
    }
    if (r->comment_end) return next;
    wh_close_implied(r->open, element);
    if (element == WH_EL_INPUT) put_field(r, tag);
    if (kind == WH_VOID) return next;
    wh_styles style = style_of(r, element, tag);
    put_break(r, wh_looks_around(r->open, element), style, element);
    if (kind != WH_VOIDBLOCK) wh_open_element(r->open, element, style);
    return next;
}

static void end_tag(wh_html_reader *r, const wh_markup *tag)
{
    wh_element element = wh_element_named(tag->name);
    if (r->comment_end) return;
    if (element == WH_EL_A) wh_end_anchor(r);
    wh_styles style = wh_close_element(r->open, element);
    if (element != WH_EL_HR) put_break(r, wh_looks_now(r->open), style, element);
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
        wh_put_text(r, WH_LIT("<"));
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
        if (!r->comment_end) wh_put_text(r, wh_sub(r->html, at, end));
        else if (end > r->comment_end) end = r->comment_end;
        at = tag == end ? markup(r, tag) : end;
    }
    wh_end_anchor(r);
    wh_read_text_links(r);
}

static wh_str parse(wh_env *env, wh_str html, wh_anchors *links, wh_buf *visible, wh_shown_runs *runs)
{
    wh_buf own, other, written;
    wh_buf_init(&own, env->arena);
    wh_buf_init(&other, env->arena);
    wh_buf_init(&written, env->arena);
    wh_elements *open = elements_at(env, 0);
    if (!open) return WH_ABSENT;
    wh_html_reader r = {.read_inner = read_inner,
                        .env = env,
                        .html = html,
                        .links = links,
                        .visible = visible ? visible : &own,
                        .other = &other,
                        .written = &written,
                        .runs = runs,
                        .open = open,
                        .base = WH_ABSENT,
                        .turned = WH_ABSENT,
                        .anchor_end = WH_NONE_AT};
    read_page(&r);
    wh_put_other(&r);
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
