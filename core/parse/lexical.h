/* RFC 5322 3.2 lexical tokens, for the parsers of structured fields. Internal to them. */
#ifndef WHENCE_LEXICAL_H
#define WHENCE_LEXICAL_H

#include "base/base.h"

/* How text is stepped through: which bytes could be part of a character, and how many comments never closed.
 */
typedef struct wh_lexer {
    wh_str s;
    wh_str guess;  /* of its charset, where a byte of a character could be taken for ASCII; else absent */
    unsigned lost; /* comments that never closed: after a few, "(" counts as an ordinary letter, which keeps
                      the work linear */
} wh_lexer;

void wh_lexer_init(wh_lexer *lexer, wh_str s);

/* Where the token that begins at `at` (< s.n) ends: a comment, a quoted string, an encoded word, a run of raw
 * ISO 2022, or one character. Comments and strings that never close are one character. */
size_t wh_lex_other(wh_lexer *lexer, size_t at);
static inline size_t wh_lex(wh_lexer *lexer, size_t at)
{
    return wh_is_alnum(lexer->s.p[at]) ? at + 1 : wh_lex_other(lexer, at); /* most are of one byte */
}

/* Where the quoted string that begins at `at` ends; `at` itself when there is none, or it never closes. */
size_t wh_lex_quoted(const wh_lexer *lexer, size_t at);
/* Over white space and comments. */
size_t wh_lex_all_cfws(wh_lexer *lexer, size_t at);
static inline size_t wh_lex_cfws(wh_lexer *lexer, size_t at)
{
    bool none = at < lexer->s.n && !wh_is_space(lexer->s.p[at]) && lexer->s.p[at] != '(';
    return none ? at : wh_lex_all_cfws(lexer, at);
}

/* The end of the encoded word that begins at `at`, closed and in one piece (words.c); `at` when there is
 * none. */
size_t wh_encoded_word_end(wh_str s, size_t at);

/* Puts quoted text without its quoted-pairs and line ends. */
void wh_put_unquoted(wh_buf *buf, wh_str inside);

#endif
