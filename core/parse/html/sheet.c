/* Style sheets inside of a mail, as far as they hide something: rules with plain selectors ("div.x", "#y",
 * ".z"). Rules for certain screens (@media) and for certain places in the document say too little about what
 * this particular reader sees: they hide nothing, and what they may show to somebody is not hidden. */
#include "parse/html/html.h"
#include "base/limits.h"

/* The end of a "{ … }" that begins at css[open], nested ones inside of it. */
static size_t block_end(wh_str css, size_t open)
{
    size_t depth = 0;
    for (size_t at = open; at < css.n; at++) {
        if (css.p[at] == '{') depth++;
        if (css.p[at] == '}' && --depth == 0) return at;
    }
    return css.n;
}

static bool is_name_char(char c)
{
    return wh_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* One plain selector; false for anything else. */
static bool read_selector(wh_str s, wh_rule *rule)
{
    s = wh_trim(s);
    *rule = (wh_rule){.tag = WH_ABSENT, .id = WH_ABSENT, .class_name = WH_ABSENT};
    for (size_t at = 0; at < s.n;) {
        char kind = s.p[at] == '.' || s.p[at] == '#' ? s.p[at++] : ' ';
        size_t start = at;
        while (at < s.n && is_name_char(s.p[at])) at++;
        wh_str name = wh_sub(s, start, at);
        wh_str *slot = kind == '.' ? &rule->class_name : kind == '#' ? &rule->id : &rule->tag;
        if (name.n == 0 || !wh_absent(*slot)) return false;
        *slot = name;
    }
    return s.n > 0;
}

/* What of the selector tells the element itself: "td.y > .x:hover" is about ".x". */
static wh_str subject_of(wh_str s)
{
    size_t start = 0;
    s = wh_trim(s);
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_space(s.p[i]) || s.p[i] == '>' || s.p[i] == '+' || s.p[i] == '~') start = i + 1;
    size_t end = start;
    while (end < s.n && (is_name_char(s.p[end]) || s.p[end] == '.' || s.p[end] == '#')) end++;
    s = wh_sub(s, start, end);
    size_t first = wh_find_byte(s, '.', 1), last = wh_rfind_byte(s, '.');
    return first != WH_NONE_AT && first != last ? wh_from(s, last) : s; /* "td.x.y": of several the last */
}

/* One selector's rule. sure: it is for every reader. */
static void add_rule(wh_env *env, wh_str selector, wh_rule rule, bool sure, wh_rules *rules)
{
    const wh_rule any = {.tag = WH_ABSENT, .id = WH_ABSENT, .class_name = WH_ABSENT}; /* "*", "[id]" */
    wh_rule named = any;
    const wh_style *style = &rule.style;
    rule.doubt = !(read_selector(selector, &named) && sure);
    if (rule.doubt && !read_selector(subject_of(selector), &named)) named = any;
    rule.tag = named.tag;
    rule.id = named.id;
    rule.class_name = named.class_name;
    rule.place = rules->places++;
    bool hides =
        !rule.doubt && (style->gone > 0 || style->invisible || style->tiny || style->rtl || style->forced);
    rules->lost |= (style->gone < 0 && rules->shown.n >= WH_MAX_STYLE_RULES) ||
                   (hides && rules->list.n >= WH_MAX_STYLE_RULES);
    if (rules->lost) return;
    wh_rule *slot = style->gone < 0 ? wh_push(env->arena, &rules->shown) : NULL;
    if (slot) *slot = rule;
    slot = hides ? wh_push(env->arena, &rules->list) : NULL;
    if (slot) *slot = rule;
}

static void read_rule(wh_env *env, wh_str selectors, wh_str declarations, bool sure, wh_rules *rules)
{
    wh_rule rule = {.style = wh_read_style(declarations)};
    const wh_style *style = &rule.style;
    rule.important = wh_find_nocase(declarations, WH_LIT("!important"), 0) != WH_NONE_AT;
    if (!style->gone && !style->invisible && !style->tiny && !style->rtl && !style->forced) return;
    for (size_t at = 0; at < selectors.n && !rules->lost;) {
        size_t comma = wh_find_byte(selectors, ',', at), end = comma == WH_NONE_AT ? selectors.n : comma;
        wh_str selector = wh_trim(wh_sub(selectors, at, end));
        if (selector.n) add_rule(env, selector, rule, sure, rules);
        at = end + 1;
    }
}

/* Past white space and the "<!--" that hides a sheet from browsers of the last century. */
static size_t skip_blanks(wh_str css, size_t at)
{
    for (;;) {
        while (at < css.n && wh_is_space(css.p[at])) at++;
        wh_str rest = wh_sub(css, at, at + 4);
        if (wh_eq(rest, WH_LIT("<!--"))) at += 4;
        else if (wh_starts_nocase(rest, WH_LIT("-->"))) at += 3;
        else return at;
    }
}

/* Without comments, and without what stands in quotes: braces in there are none. */
static wh_str without_quotes(wh_env *env, wh_str css)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < css.n;) {
        char c = css.p[at];
        if (c == '/' && at + 1 < css.n && css.p[at + 1] == '*') {
            size_t end = wh_find(css, WH_LIT("*/"), at + 2);
            at = end == WH_NONE_AT ? css.n : end + 2;
            continue;
        }
        if (c == '"' || c == '\'')
            for (at++; at < css.n && css.p[at] != c && css.p[at] != '\n'; at++)
                if (css.p[at] == '\\') at++;
        wh_put_byte(&buf, c);
        at++;
    }
    return wh_buf_str(&buf);
}

static void read_rules(wh_env *env, wh_str css, bool sure, unsigned depth, wh_rules *rules)
{
    size_t open = wh_find_byte(css, '{', 0), semicolon = wh_find_byte(css, ';', 0);
    for (size_t at = skip_blanks(css, 0); at < css.n; at = skip_blanks(css, at)) {
        bool ruled = css.p[at] == '@';
        if (open < at) open = wh_find_byte(css, '{', at);
        if (semicolon < at) semicolon = wh_find_byte(css, ';', at);
        if (ruled && semicolon < open) { /* @import …; */
            at = semicolon + 1;
            continue;
        }
        if (open == WH_NONE_AT) return;
        size_t end = block_end(css, open);
        wh_str inside = wh_sub(css, open + 1, end);
        bool nested = wh_find_byte(inside, '{', 0) != WH_NONE_AT;
        if (nested && ruled && depth < WH_MAX_STYLE_DEPTH) read_rules(env, inside, false, depth + 1, rules);
        else if (nested) rules->lost = true; /* CSS Nesting */
        else if (!ruled) read_rule(env, wh_sub(css, at, open), inside, sure, rules);
        at = end + 1;
    }
}

void wh_read_sheet(wh_env *env, wh_str css, bool sure, wh_rules *rules)
{
    css = without_quotes(env, css);
    if (wh_find_byte(css, '\\', 0) != WH_NONE_AT) rules->lost = true; /* names may be written so */
    read_rules(env, css, sure, 0, rules);
}

/* Is the name one of the words of a class attribute? */
static bool has_class(wh_str classes, wh_str name)
{
    for (size_t at = 0; at < classes.n;) {
        size_t end = at;
        while (end < classes.n && !wh_is_space(classes.p[end])) end++;
        if (wh_eq(wh_sub(classes, at, end), name)) return true;
        at = end + 1;
    }
    return false;
}

static bool is_about(const wh_rule *rule, const wh_markup *tag)
{
    return (wh_absent(rule->tag) || wh_eq_nocase(rule->tag, tag->name)) &&
           (wh_absent(rule->id) || wh_eq(rule->id, wh_trim(tag->attr[WH_ATTR_ID]))) &&
           (wh_absent(rule->class_name) || has_class(tag->attr[WH_ATTR_CLASS], rule->class_name));
}

/* CSS 2.2 6.4.1: importance, then what the selector names, then the order. Of two rules for one element. */
static bool may_prevail(const wh_rule *a, const wh_rule *b)
{
    if (a->important != b->important) return a->important;
    if (a->doubt) return true;
    bool ids = !wh_absent(a->id), classes = !wh_absent(a->class_name), tags = !wh_absent(a->tag);
    if (ids != !wh_absent(b->id)) return ids;
    if (classes != !wh_absent(b->class_name)) return classes;
    if (tags != !wh_absent(b->tag)) return tags;
    return a->place > b->place;
}

/* Whether a rule that some reader's program may prefer shows what this one hides. */
static bool is_shown(const wh_rules *rules, const wh_rule *hides, const wh_markup *tag)
{
    for (uint32_t i = 0; i < rules->shown.n; i++) {
        const wh_rule *one = &rules->shown.at[i];
        if (may_prevail(one, hides) && is_about(one, tag)) return true;
    }
    return false;
}

/* A rule that merely shows again what nothing around the element hides. */
static bool is_idle(const wh_rule *rule, wh_look around)
{
    const wh_style *style = &rule->style;
    return style->gone <= 0 && style->tiny <= 0 && style->invisible <= 0 && !style->rtl && !style->forced &&
           !around.tiny && !around.invisible;
}

wh_style wh_sheet_style(const wh_rules *rules, wh_look around, const wh_markup *tag, bool important)
{
    wh_style style = {0};
    for (uint32_t i = 0; i < rules->list.n && !rules->lost; i++) {
        const wh_rule *rule = &rules->list.at[i];
        if (rule->important != important || is_idle(rule, around) || !is_about(rule, tag)) continue;
        wh_style one = rule->style;
        if (one.gone <= 0 || rules->going || is_shown(rules, rule, tag)) one.gone = 0;
        style = wh_style_over(style, one);
    }
    return style;
}
