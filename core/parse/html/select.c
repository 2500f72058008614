/* Which elements a rule of a style sheet is about (Selectors 4), and what the rules make of an element (CSS
 * Cascade 4). What only some reader's program knows, or what would need the whole document, is in doubt: it
 * hides nothing, and what it may show to somebody is not hidden. */
#include "parse/html/values.h"

typedef enum wh_match { NO, MAYBE, YES } wh_match;

static bool is_name_char(char c)
{
    return wh_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80 || c == WH_CSS_ANY;
}

static size_t name_end(wh_str s, size_t at)
{
    while (at < s.n && is_name_char(s.p[at])) at++;
    return at;
}

/* Letters of any case: pages without a doctype ask no more (Selectors 4, 6.6). */
static bool is_like(wh_str a, wh_str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (a.p[i] != WH_CSS_ANY && wh_lower(a.p[i]) != wh_lower(b.p[i])) return false;
    return true;
}

/* Is the name one of the words of an attribute? */
static wh_match has_word(wh_str words, wh_str name)
{
    wh_match met = NO;
    for (size_t at = 0; at < words.n && met != YES;) {
        size_t end = at;
        while (end < words.n && !wh_is_space(words.p[end]) && words.p[end] != '\f') end++;
        wh_str word = wh_sub(words, at, end);
        if (wh_eq(word, name)) met = YES;
        else if (met == NO && is_like(name, word)) met = MAYBE;
        at = end + 1;
    }
    return met;
}

/* ---- "[class~='x' i]" ---- */

static bool holds(char op, wh_str value, wh_str asked)
{
    if (op == '=') return is_like(asked, value);
    if (asked.n == 0) return false;
    if (op == '~') return has_word(value, asked) != NO;
    if (op == '|')
        return is_like(asked, wh_sub(value, 0, asked.n)) && (value.n <= asked.n || value.p[asked.n] == '-');
    if (asked.n > value.n) return false;
    if (op == '^') return is_like(asked, wh_sub(value, 0, asked.n));
    if (op == '$') return is_like(asked, wh_from(value, value.n - asked.n));
    for (size_t i = 0; i + asked.n <= value.n && op == '*'; i++)
        if (is_like(asked, wh_sub(value, i, i + asked.n))) return true;
    return false;
}

static wh_match ask_attribute(wh_str inside, const wh_markup *tag)
{
    size_t at = 0;
    inside = wh_trim(inside);
    wh_str bar = wh_starts_nocase(inside, WH_LIT("*|")) ? WH_LIT("*|") : WH_LIT("|"); /* a name space */
    if (wh_starts_nocase(inside, bar)) inside = wh_from(inside, bar.n);
    at = name_end(inside, 0);
    wh_str value = wh_attribute_named(tag, wh_sub(inside, 0, at)), rest = wh_trim(wh_from(inside, at));
    if (wh_find_byte(wh_sub(inside, 0, at), WH_CSS_ANY, 0) != WH_NONE_AT || at == 0) return MAYBE;
    if (wh_absent(value)) return NO;
    size_t equals = wh_find_byte(rest, '=', 0);
    if (equals == WH_NONE_AT || wh_find_byte(value, '&', 0) != WH_NONE_AT) return MAYBE;
    wh_str asked = wh_trim(wh_from(rest, equals + 1));
    if (asked.n && (asked.p[0] == '"' || asked.p[0] == '\'')) {
        size_t close = wh_find_byte(asked, asked.p[0], 1);
        asked = wh_sub(asked, 1, close == WH_NONE_AT ? asked.n : close);
    } else asked = wh_sub(asked, 0, name_end(asked, 0));
    return holds(equals ? rest.p[0] : '=', value, asked) ? MAYBE : NO;
}

/* ---- a selector ---- */

/* "::before" is a box of its own, which has none of the element's words. */
static bool is_other_box(wh_str name)
{
    static const wh_str boxes[] = {
        WH_LIT_INIT("before"),    WH_LIT_INIT("after"),    WH_LIT_INIT("marker"), WH_LIT_INIT("placeholder"),
        WH_LIT_INIT("selection"), WH_LIT_INIT("backdrop"), WH_LIT_INIT("-")};
    return wh_css_is_any(name, boxes, sizeof boxes / sizeof *boxes);
}

/* Past "(…)" at s[at]. */
static size_t brackets_end(wh_str s, size_t at)
{
    size_t depth = 0;
    for (; at < s.n; at++) {
        if (s.p[at] == '(') depth++;
        if (s.p[at] == ')' && --depth == 0) return at + 1;
    }
    return at;
}

/* The next condition of a compound selector, from *at on: its mark ('\0': a tag's name) and its text. */
static char next_condition(wh_str s, size_t *at, wh_str *text)
{
    char mark = s.p[*at];
    size_t start = *at + 1, end;
    if (mark == '[') {
        size_t close = wh_find_byte(s, ']', start);
        end = close == WH_NONE_AT ? s.n : close;
        *at = end + 1;
    } else if (mark == '.' || mark == '#') *at = end = name_end(s, start);
    else if (mark == ':') {
        if (start < s.n && s.p[start] == ':') start++;
        end = name_end(s, start);
        *at = end < s.n && s.p[end] == '(' ? brackets_end(s, end) : end;
    } else if (is_name_char(mark)) {
        start = *at;
        mark = '\0';
        *at = end = name_end(s, start);
    } else end = *at = start; /* "*", "&", "|" */
    *text = wh_sub(s, start, end);
    return mark;
}

/* What of the selector tells the element itself: "td.y > .x:hover" is about ".x:hover". */
static wh_str subject_of(wh_str s)
{
    size_t start = 0, at = 0;
    wh_str text;
    while (at < s.n) {
        if (wh_is_space(s.p[at]) || wh_find_byte(WH_LIT(">+~"), s.p[at], 0) != WH_NONE_AT) start = ++at;
        else next_condition(s, &at, &text);
    }
    return wh_from(s, start);
}

bool wh_read_selector(wh_str selector, wh_rule *rule)
{
    wh_str text, subject = subject_of(wh_trim(selector));
    rule->tag = rule->id = rule->class_name = rule->selector = WH_ABSENT;
    rule->doubt |= subject.p != wh_trim(selector).p || subject.n == 0;
    rule->weight = 0;
    for (size_t at = 0; at < subject.n;) {
        char mark = next_condition(subject, &at, &text);
        wh_str *slot = mark == '.' ? &rule->class_name : mark == '#' ? &rule->id : &rule->tag;
        rule->weight += mark == '#' ? 0x10000 : mark == '\0' ? 1 : mark == '*' ? 0 : 0x100;
        if (mark == ':' && is_other_box(text)) return false;
        if (mark == '*') continue;
        bool named = mark == '.' || mark == '#' || mark == '\0';
        rule->doubt |= !named || text.n == 0;
        if (named && wh_absent(*slot) && text.n) *slot = text;
        else rule->selector = subject;
    }
    return true;
}

static wh_match ask_all(wh_str selector, const wh_markup *tag)
{
    wh_match met = YES;
    wh_str text;
    for (size_t at = 0; at < selector.n && met != NO;) {
        char mark = next_condition(selector, &at, &text);
        wh_match one = mark == '.'   ? has_word(tag->attr[WH_ATTR_CLASS], text)
                       : mark == '#' ? has_word(tag->attr[WH_ATTR_ID], text)
                       : mark == '[' ? ask_attribute(text, tag)
                       : mark        ? MAYBE
                                     : YES; /* the tag's name has been asked */
        if (one < met) met = one;
    }
    return met;
}

static wh_match is_about(const wh_rule *rule, const wh_markup *tag)
{
    if (!wh_absent(rule->tag) && !is_like(rule->tag, tag->name)) return NO;
    wh_match id = wh_absent(rule->id) ? YES : has_word(tag->attr[WH_ATTR_ID], rule->id);
    if (id == NO) return NO;
    wh_match of = wh_absent(rule->class_name) ? YES : has_word(tag->attr[WH_ATTR_CLASS], rule->class_name);
    if (of == NO) return NO;
    wh_match more = wh_absent(rule->selector) ? YES : ask_all(rule->selector, tag);
    return id < of ? (id < more ? id : more) : of < more ? of : more;
}

/* ---- the cascade ---- */

typedef struct layers { /* of the rules that are "!important", and of those that are not */
    wh_style sure[2], shown[2];
    bool met, doubted;
} layers;

static void apply(const wh_rules *rules, const wh_markup *tag, layers *of)
{
    for (uint32_t i = 0; i < rules->list.n; i++) {
        const wh_rule *rule = &rules->list.at[i];
        wh_match met = is_about(rule, tag);
        if (met == NO) continue;
        if (met == YES && !rule->doubt) {
            of->sure[0] = wh_style_over(of->sure[0], rule->plain);
            of->sure[1] = wh_style_over(of->sure[1], rule->important);
            of->met = true;
        } else {
            of->shown[0] = wh_style_joined(of->shown[0], rule->plain);
            of->shown[1] = wh_style_joined(of->shown[1], rule->important);
            of->doubted = true;
        }
    }
}

wh_styles wh_cascade(const wh_rules *rules, const wh_rules *ahead, const wh_markup *tag, wh_styles below,
                     wh_style own, wh_style own_important)
{
    layers of = {.met = false};
    apply(rules, tag, &of);
    apply(ahead, tag, &of);
    wh_styles style = below;
    if (rules->lost || ahead->lost) {
        of.shown[0] = of.shown[1] = wh_style_all_shown;
        of.doubted = true;
    }
    if (of.met) style.sure = wh_style_over(style.sure, of.sure[0]);
    if (of.met) style.loose = wh_style_over(style.loose, of.sure[0]);
    if (of.doubted) style.loose = wh_style_loosened(style.loose, of.shown[0]);
    own = wh_style_over(own, of.sure[1]);
    style.sure = wh_style_over(wh_style_over(style.sure, own), own_important);
    style.loose = wh_style_over(style.loose, own);
    if (of.doubted) style.loose = wh_style_loosened(style.loose, of.shown[1]);
    style.loose = wh_style_over(style.loose, own_important);
    return style;
}
