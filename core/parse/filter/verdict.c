/* Verdicts with the tests behind them: X-Spam-Status (SpamAssassin, amavis, MailScanner, Barracuda,
 * bogofilter) and X-Spamd-Result (Rspamd). */
#include "parse/filter/parts.h"

static bool is_name_char(char c) { return wh_is_alnum(c) || c == '_' || c == '-' || c == '.'; }

static bool is_number(wh_str s)
{
    size_t at = s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0, digits = 0;
    for (; at < s.n; at++) {
        if (wh_is_digit(s.p[at])) digits++;
        else if (s.p[at] != '.') return false;
    }
    return digits > 0;
}

static size_t token_end(wh_str s, size_t at)
{
    while (at < s.n && !wh_is_space(s.p[at]) && s.p[at] != ',' && s.p[at] != ';' && s.p[at] != ')') at++;
    return at;
}

/* "name=" stands here. */
static bool starts_pair(wh_str s, size_t at)
{
    size_t start = at;
    while (at < s.n && is_name_char(s.p[at])) at++;
    return at > start && at < s.n && s.p[at] == '=';
}

/* What ends a value that begins like this. */
static char closing(char open) { return open == '[' ? ']' : open == '"' || open == '\'' ? open : '\0'; }

/* The value from `at` on: in brackets or quotes; else one word; else words as long as commas join them:
 * "A,B,\r\n C". *next: after it. */
static wh_str take_value(wh_str s, size_t at, size_t *next)
{
    char close = at < s.n ? closing(s.p[at]) : '\0';
    size_t end = close ? wh_find_byte(s, close, at + 1) : WH_NONE_AT;
    if (end != WH_NONE_AT) {
        *next = end + 1;
        return wh_sub(s, at + 1, end);
    }
    end = token_end(s, at);
    bool list = !is_number(wh_sub(s, at, end));
    while (list && end < s.n && s.p[end] == ',') {
        size_t more = wh_filter_word_start(s, end + 1);
        if (more >= s.n || starts_pair(s, more)) break;
        end = token_end(s, more);
        if (end == more) break;
    }
    *next = end;
    return wh_sub(s, at, end);
}

static bool push_tests(wh_env *env, wh_str tests, wh_filter_pairs *out)
{
    for (size_t at = 0; at < tests.n;) {
        size_t end = at;
        while (end < tests.n && !wh_is_space(tests.p[end]) && tests.p[end] != ',') end++;
        if (end > at && !wh_filter_push(env, out, WH_LIT("test"), wh_sub(tests, at, end))) return false;
        at = end + 1;
    }
    return true;
}

/* What stands before the first pair: "Yes", "No", "not spam", "Ham". Returns where it ends. */
static size_t take_verdict(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    size_t end = 0;
    while (end < s.n && s.p[end] != ',' && s.p[end] != '(' && s.p[end] != ';') end++;
    if (wh_find_byte(wh_sub(s, 0, end), '=', 0) != WH_NONE_AT)
        end = starts_pair(s, 0) ? 0 : wh_filter_word_end(s, 0);
    if (end > 0) wh_filter_push(env, out, WH_ABSENT, wh_sub(s, 0, end));
    return end;
}

void wh_parse_filter_verdict(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    size_t from = take_verdict(env, s, out);
    for (size_t at = wh_find_byte(s, '=', from); at != WH_NONE_AT; at = wh_find_byte(s, '=', from)) {
        size_t start = at;
        while (start > from && is_name_char(s.p[start - 1])) start--;
        wh_str name = wh_sub(s, start, at);
        if (name.n == 0) {
            from = at + 1;
            continue;
        }
        wh_str value = take_value(s, at + 1, &from);
        if (!(wh_eq_nocase(name, WH_LIT("tests")) ? push_tests(env, value, out)
                                                  : wh_filter_push(env, out, name, value)))
            return;
    }
}

/* "SYMBOL(1.00)[options]": options may hold semicolons and brackets; the one that ends them is followed by
 * ";" or by nothing. */
static size_t symbol_end(wh_str s, size_t at)
{
    for (size_t end = at; end < s.n; end++) {
        if (s.p[end] != ';' || end == at) continue;
        char before = s.p[end - 1];
        if (before == ']' || before == ')') return end;
    }
    return s.n;
}

void wh_parse_filter_rspamd(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    size_t colon = wh_find_byte(s, ':', 0), end = wh_find_byte(s, ';', 0);
    wh_str head = wh_sub(s, colon == WH_NONE_AT || (end != WH_NONE_AT && colon > end) ? 0 : colon + 1,
                         end == WH_NONE_AT ? s.n : end);
    size_t open = wh_find_byte(head, '[', 0);
    wh_filter_push(env, out, WH_ABSENT, wh_sub(head, 0, open == WH_NONE_AT ? head.n : open));
    if (open != WH_NONE_AT) {
        wh_str scores = wh_trim_bytes(wh_from(head, open), WH_LIT(" \t\r\n[]"));
        size_t slash = wh_find_byte(scores, '/', 0);
        wh_filter_push(env, out, WH_LIT("score"), wh_sub(scores, 0, slash == WH_NONE_AT ? scores.n : slash));
        if (slash != WH_NONE_AT) wh_filter_push(env, out, WH_LIT("required"), wh_from(scores, slash + 1));
    }
    for (size_t at = end == WH_NONE_AT ? s.n : end + 1; at < s.n;) {
        size_t stop = symbol_end(s, at);
        wh_str symbol = wh_trim(wh_sub(s, at, stop));
        if (symbol.n && !wh_filter_push(env, out, WH_LIT("test"), symbol)) return;
        at = stop + 1;
    }
}
