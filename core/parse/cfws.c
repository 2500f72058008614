/* Comments, folding white space and quoted strings: RFC 5322 3.2.2 and 3.2.4. */
#include "parse/cfws.h"

static void skip_comment(wh_cursor *c)
{
    size_t depth = 0, start = c->at + 1;
    for (; c->at < c->s.n; c->at++) {
        char byte = c->s.p[c->at];
        if (byte == '\\' && c->at + 1 < c->s.n) c->at++;
        else if (byte == '(') depth++;
        else if (byte == ')' && --depth == 0) break;
    }
    if (wh_absent(c->comment)) c->comment = wh_trim(wh_sub(c->s, start, c->at));
    if (c->at < c->s.n) c->at++;
}

void wh_skip_cfws(wh_cursor *c)
{
    while (wh_more(c)) {
        if (wh_is_space(c->s.p[c->at])) {
            c->at++;
        } else if (c->s.p[c->at] == '(') {
            skip_comment(c);
        } else if (c->s.p[c->at] == ')') {
            c->stray = true;
            c->at++;
        } else {
            return;
        }
    }
}

bool wh_accept(wh_cursor *c, char byte)
{
    wh_cursor ahead = *c;
    wh_skip_cfws(&ahead);
    if (wh_here(&ahead) != byte || !wh_more(&ahead)) return false;
    ahead.at++;
    *c = ahead;
    return true;
}

bool wh_quoted(wh_cursor *c, wh_str *out)
{
    bool escaped = false;
    if (c->no_quote || wh_here(c) != '"') return false;
    size_t end = c->at + 1;
    while (end < c->s.n && c->s.p[end] != '"') {
        if (c->s.p[end] == '\\' && end + 1 < c->s.n) {
            escaped = true;
            end++;
        }
        end++;
    }
    if (end >= c->s.n) {
        c->no_quote = true;
        return false;
    }
    wh_str inside = wh_sub(c->s, c->at + 1, end);
    c->at = end + 1;
    bool folded = wh_find_byte(inside, '\n', 0) != WH_NONE_AT || wh_find_byte(inside, '\r', 0) != WH_NONE_AT;
    if (!escaped && !folded) {
        *out = inside;
        return true;
    }
    wh_buf buf;
    wh_buf_init(&buf, c->env->arena);
    for (size_t i = 0; i < inside.n; i++) {
        if (inside.p[i] == '\r' || inside.p[i] == '\n') continue; /* unfolding keeps the white space after */
        if (inside.p[i] == '\\' && i + 1 < inside.n) i++;
        wh_put_byte(&buf, inside.p[i]);
    }
    *out = wh_buf_str(&buf);
    return true;
}

void wh_skip_to(wh_cursor *c, char byte)
{
    wh_str ignored;
    while (wh_more(c)) {
        wh_skip_cfws(c);
        if (!wh_more(c) || wh_here(c) == byte) return;
        if (!wh_quoted(c, &ignored)) c->at++;
    }
}

wh_str wh_lowered(wh_env *env, wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_upper(s.p[i])) return wh_copy_lower(env->arena, s);
    return s;
}
