/* Reading structured values: comments and folding white space (RFC 5322 3.2.2), quoted strings (3.2.4). */
#ifndef WHENCE_CFWS_H
#define WHENCE_CFWS_H

#include "base/base.h"

typedef struct wh_cursor {
    wh_env *env;
    wh_str s;
    size_t at;
    wh_str comment; /* the first comment skipped since this was last cleared, without its parentheses */
    bool stray;     /* a ")" without a "(" was met */
    bool no_quote;  /* no quoted string closes from here on */
} wh_cursor;

static inline bool wh_more(const wh_cursor *c) { return c->at < c->s.n; }
static inline char wh_here(const wh_cursor *c) { return c->at < c->s.n ? c->s.p[c->at] : '\0'; }

/* Skips white space and comments, nested ones too; a comment that never closes takes the rest. */
void wh_skip_cfws(wh_cursor *c);
/* Consumes `byte` after CFWS; false and nothing consumed when it is not there. */
bool wh_accept(wh_cursor *c, char byte);
/* A quoted string at the cursor, without its quotes, escapes undone; false when there is none. One that never
 * closes ends where it started and is no string. */
bool wh_quoted(wh_cursor *c, wh_str *out);
/* Moves to the next `byte` outside comments and quoted strings, or to the end. */
void wh_skip_to(wh_cursor *c, char byte);
/* In lower case: borrowed where it is so already. */
wh_str wh_lowered(wh_env *env, wh_str s);

#endif
