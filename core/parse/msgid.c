/* Message-ID: RFC 5322 3.6.4 and 4.5.4 (obsolete forms), RFC 6532 3.2. Forms that are in no RFC are read as
 * far as possible, and problem bits say what is wrong. */
#include "base/limits.h"
#include "parse/cfws.h"
#include "parse/parse.h"

static bool has_space(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_space(s.p[i])) return true;
    return false;
}

/* Without white space anywhere, as if it had never been folded; borrowed where there is none. */
static wh_str without_space(wh_env *env, wh_str s)
{
    s = wh_trim(s);
    if (!has_space(s)) return s;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_space(s.p[i])) wh_put_byte(&buf, s.p[i]);
    return wh_buf_str(&buf);
}

/* dot-atom-text */
static bool is_dot_atom(wh_str s)
{
    bool dot = true; /* one may not stand here */
    for (size_t i = 0; i < s.n; i++) {
        bool here = s.p[i] == '.';
        if (here ? dot : !wh_is_atext(s.p[i])) return false;
        dot = here;
    }
    return s.n > 0 && !dot;
}

/* no-fold-literal */
static bool is_literal(wh_str s)
{
    if (s.n < 2 || s.p[0] != '[' || s.p[s.n - 1] != ']') return false;
    for (size_t i = 1; i + 1 < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] == 0x7F || s.p[i] == '[' || s.p[i] == ']' || s.p[i] == '\\') return false;
    return true;
}

static bool is_quoted(wh_str s)
{
    if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"') return false;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (s.p[i] == '\\') i++;
        else if (s.p[i] == '"') return false;
    }
    return true;
}

static uint32_t bit(wh_msgid_problem problem) { return 1u << problem; }

/* The last "@" that is not inside a literal or quoted string. */
static size_t find_at(wh_str s, uint32_t *problems)
{
    size_t end = s.n, at = WH_NONE_AT;
    if (s.n && s.p[s.n - 1] == ']') {
        size_t open = wh_rfind_byte(s, '[');
        if (open != WH_NONE_AT) end = open;
    }
    at = wh_rfind_byte(wh_sub(s, 0, end), '@');
    if (at == WH_NONE_AT) return at;
    wh_str left = wh_sub(s, 0, at);
    if (wh_find_byte(left, '@', 0) != WH_NONE_AT && !is_quoted(left)) *problems |= bit(WH_MSGID_MANY_AT);
    return at;
}

/* What stands between the angle brackets. */
static void read_inside(wh_env *env, wh_str s, wh_msgid *out)
{
    if (has_space(s)) out->problems |= bit(WH_MSGID_SPACE);
    s = without_space(env, s);
    if (s.n && s.p[0] == '(') { /* a comment, by the obsolete grammar */
        wh_cursor c = {.env = env, .s = s};
        wh_skip_cfws(&c);
        if (c.at < s.n) {
            out->problems |= bit(WH_MSGID_COMMENT);
            s = wh_from(s, c.at);
        }
    }
    size_t at = find_at(s, &out->problems);
    if (at == WH_NONE_AT) {
        out->left = s;
        out->problems |= bit(s.n ? WH_MSGID_NO_AT : WH_MSGID_EMPTY);
        return;
    }
    out->left = wh_sub(s, 0, at);
    out->right = wh_from(s, at + 1);
    if (out->left.n == 0) out->problems |= bit(WH_MSGID_NO_LEFT);
    else if (is_quoted(out->left)) out->problems |= bit(WH_MSGID_QUOTED);
    else if (!is_dot_atom(out->left) && !(out->problems & bit(WH_MSGID_MANY_AT)))
        out->problems |= bit(WH_MSGID_BAD_CHAR);
    if (out->right.n == 0) out->problems |= bit(WH_MSGID_NO_RIGHT);
    else if (!is_dot_atom(out->right) && !is_literal(out->right)) out->problems |= bit(WH_MSGID_BAD_RIGHT);
}

/* Text beside the id: comments are allowed; another id is a problem of its own. */
static uint32_t around(wh_env *env, wh_str s)
{
    wh_cursor c = {.env = env, .s = s};
    uint32_t problems = 0;
    wh_skip_cfws(&c);
    if (!wh_absent(c.comment)) problems |= bit(WH_MSGID_COMMENT);
    if (!wh_more(&c) && !c.stray) return problems;
    wh_str rest = wh_from(s, c.at);
    size_t open = wh_find_byte(rest, '<', 0);
    bool another = open != WH_NONE_AT && wh_find_byte(rest, '>', open) != WH_NONE_AT;
    return problems | bit(another ? WH_MSGID_SEVERAL : WH_MSGID_TEXT_AROUND);
}

/* No angle brackets, or only one: the word with an "@", or else all of it. */
static void read_bare(wh_env *env, wh_str s, wh_msgid *out)
{
    out->problems |= bit(WH_MSGID_NO_BRACKETS);
    s = wh_trim_bytes(s, WH_LIT("<> \t\r\n"));
    size_t at = wh_find_byte(s, '@', 0);
    if (at != WH_NONE_AT && has_space(s)) {
        size_t from = at, to = at;
        while (from > 0 && !wh_is_space(s.p[from - 1])) from--;
        while (to < s.n && !wh_is_space(s.p[to])) to++;
        out->problems |= around(env, wh_sub(s, 0, from)) | around(env, wh_from(s, to));
        s = wh_sub(s, from, to);
    }
    read_inside(env, s, out);
}

void wh_parse_msgid(wh_env *env, wh_str value, wh_msgid *out)
{
    wh_str s = wh_trim(value);
    *out = (wh_msgid){.present = s.n > 0, .raw = s};
    if (s.n == 0) {
        out->problems = bit(WH_MSGID_EMPTY);
        return;
    }
    if (s.n > WH_MAX_LINE) out->problems |= bit(WH_MSGID_TOO_LONG);
    if (wh_starts_nocase(s, WH_LIT("=?"))) {
        out->problems |= bit(WH_MSGID_ENCODED);
        s = wh_trim(wh_decode_header(env, s));
    }
    wh_cursor c = {.env = env, .s = s};
    wh_skip_to(&c, '<');
    size_t open = c.at, close = wh_find_byte(s, '>', open);
    if (open == s.n || close == WH_NONE_AT) {
        read_bare(env, s, out);
        return;
    }
    out->problems |= around(env, wh_sub(s, 0, open));
    while (open + 1 < close && s.p[open + 1] == '<') { /* "<<a@b>>" */
        open++;
        out->problems |= bit(WH_MSGID_BAD_CHAR);
    }
    size_t behind = close + 1;
    while (behind < s.n && s.p[behind] == '>') behind++;
    if (behind > close + 1) out->problems |= bit(WH_MSGID_BAD_CHAR);
    out->problems |= around(env, wh_from(s, behind));
    read_inside(env, wh_sub(s, open + 1, close), out);
}
