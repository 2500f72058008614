/* Style sheets inside of a mail, as far as they say how words are shown. Rules for certain screens (@media)
 * say too little about what this particular reader sees: they hide nothing, and what they may show to
 * somebody is not hidden. */
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

static bool says(const wh_style *style)
{
    return style->set || style->invisible || style->tiny || style->rtl || style->forced;
}

static bool may_show(const wh_style *style)
{
    wh_style shown = wh_style_joined((wh_style){0}, *style);
    return says(&shown);
}

/* One selector's rule, in its place: what is more specific prevails, and of equals the later one (CSS 2.2
 * 6.4.3). */
static void add_rule(wh_env *env, wh_str selector, wh_rule rule, wh_rules *rules)
{
    if (!wh_read_selector(selector, &rule)) return;
    if (rule.doubt && !may_show(&rule.plain) && !may_show(&rule.important)) return;
    rules->lost |= rules->list.n >= WH_MAX_STYLE_RULES;
    if (rules->lost || !wh_push(env->arena, &rules->list)) return;
    uint32_t at = rules->list.n - 1;
    for (; at > 0 && rules->list.at[at - 1].weight > rule.weight; at--)
        rules->list.at[at] = rules->list.at[at - 1];
    rules->list.at[at] = rule;
}

static void read_rule(wh_env *env, wh_str selectors, wh_str declarations, bool sure, wh_rules *rules)
{
    wh_rule rule = {.plain = wh_read_style(declarations, false), .doubt = !sure};
    if (wh_find_byte(declarations, '!', 0) != WH_NONE_AT) rule.important = wh_read_style(declarations, true);
    if (!says(&rule.plain) && !says(&rule.important)) return;
    for (size_t at = 0; at < selectors.n && !rules->lost;) {
        size_t comma = wh_find_byte(selectors, ',', at), end = comma == WH_NONE_AT ? selectors.n : comma;
        wh_str selector = wh_trim(wh_sub(selectors, at, end));
        if (selector.n) add_rule(env, selector, rule, rules);
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

void wh_read_sheet(wh_env *env, wh_str css, bool sure, wh_rules *rules, wh_buf *words)
{
    read_rules(env, wh_plain_css(env, css, words), sure, 0, rules);
}
