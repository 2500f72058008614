/* Style sheets inside of a mail, as far as they hide something: rules with plain selectors ("div.x", "#y",
 * ".z"). Rules for certain screens (@media) and for certain places in the document say too little about what
 * this particular reader sees. */
#include "parse/html/html.h"

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

static void read_rule(wh_env *env, wh_str selectors, wh_str declarations, wh_rules *rules)
{
    wh_style style = wh_read_style(declarations);
    if (style.gone <= 0 && !style.invisible && !style.tiny && !style.rtl && !style.forced) return;
    bool important = wh_find_nocase(declarations, WH_LIT("!important"), 0) != WH_NONE_AT;
    for (size_t at = 0; at < selectors.n && rules->n < WH_HTML_RULES;) {
        size_t comma = wh_find_byte(selectors, ',', at), end = comma == WH_NONE_AT ? selectors.n : comma;
        wh_rule rule;
        if (read_selector(wh_sub(selectors, at, end), &rule)) {
            wh_rule *slot = wh_push(env->arena, rules);
            if (!slot) return;
            *slot = rule;
            slot->style = style;
            slot->important = important;
        }
        at = end + 1;
    }
}

/* Past white space, comments and the "<!--" that hides a sheet from browsers of the last century. */
static size_t skip_comments(wh_str css, size_t at)
{
    for (;;) {
        while (at < css.n && wh_is_space(css.p[at])) at++;
        wh_str rest = wh_sub(css, at, at + 4);
        if (wh_starts_nocase(rest, WH_LIT("/*"))) {
            size_t end = wh_find(css, WH_LIT("*/"), at + 2);
            at = end == WH_NONE_AT ? css.n : end + 2;
        } else if (wh_eq(rest, WH_LIT("<!--")) || wh_starts_nocase(rest, WH_LIT("-->")))
            at += rest.p[0] == '<' ? 4 : 3;
        else return at;
    }
}

void wh_read_sheet(wh_env *env, wh_str css, wh_rules *rules)
{
    for (size_t at = skip_comments(css, 0); at < css.n; at = skip_comments(css, at)) {
        size_t open = wh_find_byte(css, '{', at),
               semicolon = css.p[at] == '@' ? wh_find_byte(css, ';', at) : WH_NONE_AT;
        if (semicolon < open) { /* @import …; */
            at = semicolon + 1;
            continue;
        }
        if (open == WH_NONE_AT) return;
        size_t end = css.p[at] == '@' ? block_end(css, open) : wh_find_byte(css, '}', open);
        if (end == WH_NONE_AT) end = css.n;
        if (css.p[at] != '@') read_rule(env, wh_sub(css, at, open), wh_sub(css, open + 1, end), rules);
        at = end + 1;
    }
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
    for (uint32_t i = 0; i < rules->n; i++) {
        const wh_rule *rule = &rules->at[i];
        if (rule->important != important || is_idle(rule, around)) continue;
        if (!wh_absent(rule->tag) && !wh_eq_nocase(rule->tag, tag->name)) continue;
        if (!wh_absent(rule->id) && !wh_eq(rule->id, wh_trim(tag->attr[WH_ATTR_ID]))) continue;
        if (!wh_absent(rule->class_name) && !has_class(tag->attr[WH_ATTR_CLASS], rule->class_name)) continue;
        style = wh_style_over(style, rule->style);
    }
    return style;
}
