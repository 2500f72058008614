/* RFC 5322 3.2 lexical tokens: comments (3.2.2), quoted strings (3.2.4), and what else must be stepped over
 * as a whole. */
#include "parse/lexical.h"

#include "base/limits.h"
#include "parse/charset/charset.h"

#define LOST_COMMENTS 4u

void wh_lexer_init(wh_lexer *lexer, wh_str s)
{
    *lexer = (wh_lexer){.s = s};
    if (wh_is_utf8(s)) return;
    wh_str guess = wh_charset_guess(s);
    if (wh_eq(guess, WH_LIT("shift_jis")) || wh_eq(guess, WH_LIT("gb18030"))) lexer->guess = guess;
}

static size_t character(const wh_lexer *lexer, size_t at)
{
    return wh_absent(lexer->guess) ? 1 : wh_charset_step(lexer->guess, lexer->s, at);
}

/* A run of ISO 2022 from its first escape to the one that returns to ASCII. */
static size_t iso2022_end(wh_str s, size_t at)
{
    size_t n;
    bool wide;
    if (s.p[at] != '\x1B' || !wh_iso2022_escape(s, at, &n, &wide) || !wide) return at;
    for (at += n; at < s.n; at++) {
        if (!wh_iso2022_escape(s, at, &n, &wide)) continue;
        at += n - 1;
        if (!wide) return at + 1;
    }
    return s.n;
}

/* As wh_lex_quoted, of a comment. */
static size_t comment_end(wh_lexer *lexer, size_t at)
{
    wh_str s = lexer->s;
    size_t depth = 0;
    if (at >= s.n || s.p[at] != '(' || lexer->lost >= LOST_COMMENTS) return at;
    for (size_t i = at; i < s.n; i += character(lexer, i)) {
        size_t over = iso2022_end(s, i);
        if (over > i) i = over - 1;
        else if (s.p[i] == '\\') i++;
        else if (s.p[i] == '(') depth++;
        else if (s.p[i] == ')' && --depth == 0) return i + 1;
        if (i >= s.n) break;
    }
    lexer->lost++;
    return at;
}

size_t wh_lex_quoted(const wh_lexer *lexer, size_t at)
{
    wh_str s = lexer->s;
    if (at >= s.n || s.p[at] != '"') return at;
    for (size_t i = at + 1; i < s.n; i += character(lexer, i)) {
        size_t over = iso2022_end(s, i);
        if (over > i) i = over - 1;
        else if (s.p[i] == '\\') i++;
        else if (s.p[i] == '"') return i + 1;
        if (i >= s.n) break;
    }
    return at;
}

size_t wh_lex_all_cfws(wh_lexer *lexer, size_t at)
{
    for (;;) {
        size_t start = at;
        while (at < lexer->s.n && wh_is_space(lexer->s.p[at])) at++;
        at = comment_end(lexer, at);
        if (at == start) return at;
    }
}

size_t wh_lex_other(wh_lexer *lexer, size_t at)
{
    wh_str s = lexer->s;
    size_t end = at;
    switch (s.p[at]) {
    case '(': end = comment_end(lexer, at); break;
    case '"': end = wh_lex_quoted(lexer, at); break;
    case '=': end = wh_encoded_word_end(s, at); break;
    case '\x1B': end = iso2022_end(s, at); break;
    case '\\': end = at + 1 < s.n && !wh_is_space(s.p[at + 1]) ? at + 2 : at; break;
    default: break;
    }
    return end > at ? end : at + character(lexer, at);
}

void wh_put_unquoted(wh_buf *buf, wh_str inside)
{
    wh_lexer lexer;
    wh_lexer_init(&lexer, inside);
    for (size_t at = 0; at < inside.n;) {
        if (inside.p[at] == '\\' && at + 1 < inside.n) at++;
        else if (inside.p[at] == '\r' || inside.p[at] == '\n') {
            at++;
            continue;
        }
        size_t over = iso2022_end(inside, at), end = over > at ? over : at + character(&lexer, at);
        wh_put(buf, wh_sub(inside, at, end));
        at = end;
    }
}
