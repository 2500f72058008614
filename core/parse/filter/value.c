/* Values of filters' fields: forms that are lists of pairs, or a few words. Those of SpamAssassin and Rspamd
 * are in filter/verdict.c. */
#include "parse/filter/value.h"
#include "base/limits.h"
#include "parse/base64.h"
#include "parse/filter/parts.h"

static wh_str unquoted(wh_str s)
{
    s = wh_trim(s);
    if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0]) return wh_sub(s, 1, s.n - 1);
    return s;
}

static bool separates(char c, char separator) { return separator == ' ' ? wh_is_space(c) : c == separator; }

/* The end of the item that starts at `at`. A quote opens only right after the `equals` and holds separators
 * back until it closes. */
static size_t item_end(wh_str s, size_t at, char separator, char equals)
{
    char quote = '\0', before = '\0';
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (quote) {
            if (c == quote) quote = '\0';
        } else if (separates(c, separator)) {
            break;
        } else if ((c == '"' || c == '\'') && equals && before == equals &&
                   wh_find_byte(s, c, at + 1) != WH_NONE_AT) {
            quote = c;
        }
        before = c;
    }
    return at;
}

/* Pairs between separators (' ': any white space); equals 0: things without a name. */
static void parse_list(wh_env *env, wh_str s, char separator, char equals, wh_filter_pairs *out)
{
    for (size_t at = 0; at < s.n;) {
        size_t end = item_end(s, at, separator, equals);
        wh_str item = wh_trim(wh_sub(s, at, end));
        size_t middle = equals ? wh_find_byte(item, equals, 0) : WH_NONE_AT;
        at = end + 1;
        if (item.n == 0) continue;
        bool room = middle == WH_NONE_AT ? wh_filter_push(env, out, WH_ABSENT, unquoted(item))
                                         : wh_filter_push(env, out, wh_trim(wh_sub(item, 0, middle)),
                                                          unquoted(wh_from(item, middle + 1)));
        if (!room) return;
    }
}

static void parse_word(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    size_t end = 0;
    while (end < s.n && !wh_is_space(s.p[end]) && s.p[end] != '(' && s.p[end] != ';' && s.p[end] != ',')
        end++;
    wh_str rest = wh_trim_bytes(wh_from(s, end), WH_LIT(" \t\r\n();,"));
    wh_filter_push(env, out, WH_ABSENT, wh_sub(s, 0, end));
    if (rest.n) wh_filter_push(env, out, WH_LIT("remark"), rest);
}

static void parse_dashes(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    static const wh_str places[] = {WH_LIT_INIT("0"), WH_LIT_INIT("1"), WH_LIT_INIT("2"), WH_LIT_INIT("3"),
                                    WH_LIT_INIT("4")};
    size_t end = 0;
    while (end < s.n && !wh_is_space(s.p[end]) && s.p[end] != ',' && s.p[end] != ';')
        end++; /* the first of several results */
    s = wh_sub(s, 0, end);
    size_t at = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places && at < s.n; i++) {
        size_t next = wh_find_byte(s, '-', s.p[at] == '-' ? at + 1 : at);
        if (next == WH_NONE_AT) next = s.n;
        wh_filter_push(env, out, places[i], wh_sub(s, at, next));
        at = next + 1;
    }
}

static void parse_base64(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    wh_base64 state = {0};
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < s.n && buf.n < WH_MAX_FILTER_VALUE; i++) {
        char byte;
        if (wh_base64_step(&state, s.p[i], &byte)) wh_put_byte(&buf, byte);
    }
    wh_str text = wh_buf_str(&buf);
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < 0x20 || (unsigned char)text.p[i] > 0x7E)
            return; /* no such list after all */
    parse_list(env, text, ';', '=', out);
}

static wh_str without_by(wh_str program)
{
    program = wh_trim(program);
    return wh_starts_nocase(program, WH_LIT("by ")) ? wh_trim(wh_from(program, 3)) : program;
}

static wh_str server_word(wh_str s, size_t at)
{
    at = wh_filter_word_start(s, at);
    return wh_trim_bytes(wh_sub(s, at, wh_filter_word_end(s, at)), WH_LIT("()[];,"));
}

/* "... on SERVER", "... at SERVER". Returns where the words before it end; the length where there is none. */
static size_t find_server(wh_str s, wh_str *server)
{
    for (size_t at = wh_filter_word_start(s, 0); at < s.n;) {
        size_t end = wh_filter_word_end(s, at);
        wh_str word = wh_sub(s, at, end);
        if ((wh_eq_nocase(word, WH_LIT("on")) || wh_eq_nocase(word, WH_LIT("at"))) &&
            wh_filter_word_start(s, end) < s.n) {
            *server = server_word(s, end);
            return at;
        }
        at = wh_filter_word_start(s, end);
    }
    return s.n;
}

static void parse_server(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    wh_str server = WH_ABSENT, program = without_by(wh_sub(s, 0, find_server(s, &server)));
    if (program.n) wh_filter_push(env, out, WH_LIT("program"), program);
    if (server.n) wh_filter_push(env, out, WH_LIT("server"), server);
}

static void parse_stamp(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    size_t last = 0, before = 0, words = 0;
    for (size_t at = wh_filter_word_start(s, 0); at < s.n;
         at = wh_filter_word_start(s, wh_filter_word_end(s, at))) {
        before = last;
        last = at;
        words++;
    }
    if (words < 3) {
        wh_filter_push(env, out, WH_LIT("program"), s);
        return;
    }
    wh_filter_push(env, out, WH_LIT("program"), wh_sub(s, 0, before));
    wh_filter_push(env, out, WH_LIT("server"), wh_sub(s, before, wh_filter_word_end(s, before)));
}

static void parse_delay(wh_env *env, wh_str s, wh_filter_pairs *out)
{
    wh_str status = s, server = WH_ABSENT;
    size_t end = wh_find_byte(status, ';', 0);
    if (end != WH_NONE_AT) status = wh_sub(status, 0, end);
    size_t open = wh_find_byte(status, '(', 0);
    if (open != WH_NONE_AT) {
        server = server_word(status, open + 1);
        status = wh_sub(status, 0, open);
    } else {
        status = wh_sub(status, 0, find_server(status, &server));
    }
    wh_filter_push(env, out, WH_ABSENT, status);
    if (server.n) wh_filter_push(env, out, WH_LIT("server"), server);
}

void wh_parse_filter_value(wh_env *env, wh_filter_form form, wh_str value, wh_filter_pairs *out)
{
    *out = (wh_filter_pairs){0};
    value = wh_trim(value);
    if (value.n == 0) return;
    switch (form) {
    case WH_FILTER_TEXT: wh_filter_push(env, out, WH_ABSENT, value); break;
    case WH_FILTER_WORD: parse_word(env, value, out); break;
    case WH_FILTER_LIST: parse_list(env, value, ',', '\0', out); break;
    case WH_FILTER_SEMI_COLON: parse_list(env, value, ';', ':', out); break;
    case WH_FILTER_SEMI_EQUALS: parse_list(env, value, ';', '=', out); break;
    case WH_FILTER_SPACE_EQUALS: parse_list(env, value, ' ', '=', out); break;
    case WH_FILTER_COMMA_EQUALS: parse_list(env, value, ',', '=', out); break;
    case WH_FILTER_VERDICT: wh_parse_filter_verdict(env, value, out); break;
    case WH_FILTER_RSPAMD: wh_parse_filter_rspamd(env, value, out); break;
    case WH_FILTER_DASHES: parse_dashes(env, value, out); break;
    case WH_FILTER_BASE64: parse_base64(env, value, out); break;
    case WH_FILTER_SERVER: parse_server(env, value, out); break;
    case WH_FILTER_STAMP: parse_stamp(env, value, out); break;
    case WH_FILTER_DELAY: parse_delay(env, value, out); break;
    case WH_FILTER_OPAQUE:
    case WH_FILTER_FORM_COUNT: break;
    }
}
