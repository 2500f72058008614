/* SPF macros: RFC 7208 7 and 6.2, RFC 8616 4 for what is not ASCII. */
#include "checks/auth/spf.h"
#include "base/limits.h"

static const wh_str delimiters = WH_LIT_INIT(".-+,/_=");

typedef struct macro { /* %{letter digits r delimiters} */
    char letter;       /* lower case */
    bool escaped;      /* written in upper case */
    bool reversed;
    unsigned parts;    /* 0: all */
    wh_str delimiters; /* empty: "." */
    size_t n;          /* of its text, braces included */
} macro;

static bool is_delimiter(char c) { return c != '\0' && wh_find_byte(delimiters, c, 0) != WH_NONE_AT; }

/* The macro-expand that begins at s.p[0] == '%' with a brace. */
static bool read_macro(wh_str s, macro *m)
{
    size_t at = 3;
    *m = (macro){0};
    if (s.n < 4 || s.p[1] != '{') return false;
    m->letter = wh_lower(s.p[2]);
    m->escaped = wh_is_upper(s.p[2]);
    if (wh_find_byte(WH_LIT("slodiphcrtv"), m->letter, 0) == WH_NONE_AT) return false;
    bool digits = false;
    for (; at < s.n && wh_is_digit(s.p[at]); at++) {
        digits = true;
        if (m->parts < 1000) m->parts = m->parts * 10 + (unsigned)(s.p[at] - '0');
    }
    if (digits && m->parts == 0) return false;
    if (at < s.n && wh_lower(s.p[at]) == 'r') {
        m->reversed = true;
        at++;
    }
    size_t start = at;
    while (at < s.n && is_delimiter(s.p[at])) at++;
    m->delimiters = wh_sub(s, start, at);
    if (at >= s.n || s.p[at] != '}') return false;
    m->n = at + 1;
    return true;
}

/* The macro that begins at the '%': its length, 0 when there is none. m->letter is '\0' for %%, %_ and %-. */
static size_t read_expand(wh_str s, macro *m)
{
    *m = (macro){0};
    if (s.n >= 2 && (s.p[1] == '%' || s.p[1] == '_' || s.p[1] == '-')) return 2;
    return read_macro(s, m) ? m->n : 0;
}

bool wh_spf_macro_valid(wh_str text, bool explain)
{
    for (size_t at = 0; at < text.n;) {
        char c = text.p[at];
        if (c != '%') {
            if (c < (explain ? 0x20 : 0x21) || c > 0x7E) return false;
            at++;
            continue;
        }
        macro m;
        size_t n = read_expand(wh_from(text, at), &m);
        if (n == 0 || (!explain && (m.letter == 'c' || m.letter == 'r' || m.letter == 't'))) return false;
        at += n;
    }
    return true;
}

/* domain-end's toplabel (7.1): letters, digits and inner hyphens, not digits alone. */
static bool is_toplabel(wh_str label)
{
    bool more_than_digits = false;
    if (label.n == 0 || !wh_is_alnum(label.p[0]) || !wh_is_alnum(label.p[label.n - 1])) return false;
    for (size_t i = 0; i < label.n; i++) {
        if (!wh_is_alnum(label.p[i]) && label.p[i] != '-') return false;
        if (!wh_is_digit(label.p[i])) more_than_digits = true;
    }
    return more_than_digits;
}

bool wh_spf_domain_spec_valid(wh_str spec)
{
    if (spec.n == 0 || !wh_spf_macro_valid(spec, false)) return false;
    size_t literal = 0; /* where the text after the last macro begins */
    macro m;
    for (size_t at = 0; at < spec.n;) {
        size_t n = spec.p[at] == '%' ? read_expand(wh_from(spec, at), &m) : 0;
        at += n ? n : 1;
        if (n) literal = at;
    }
    wh_str end = wh_from(spec, literal);
    if (end.n == 0) return true; /* domain-end = macro-expand */
    end = wh_bare_host(end);
    size_t dot = wh_rfind_byte(end, '.');
    return dot != WH_NONE_AT && is_toplabel(wh_from(end, dot + 1));
}

bool wh_spf_macro_uses(wh_str text, wh_str letters)
{
    macro m;
    for (size_t at = 0; at < text.n;) {
        size_t n = text.p[at] == '%' ? read_expand(wh_from(text, at), &m) : 0;
        if (n && m.letter && wh_find_byte(letters, m.letter, 0) != WH_NONE_AT) return true;
        at += n ? n : 1;
    }
    return false;
}

/* ---- values ---- */

static unsigned nibble(const wh_ip *ip, size_t i) { return i % 2 ? ip->b[i / 2] & 0xF : ip->b[i / 2] >> 4; }

/* %{i}: for IPv6 the nibbles, in upper case as in the RFC's examples (7.4). */
static wh_str dotted_ip(wh_env *env, const wh_ip *ip)
{
    if (ip->family == 4) return wh_format_ip(env, ip);
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < 32; i++) {
        if (i) wh_put_byte(&buf, '.');
        wh_put_byte(&buf, wh_hex_digit_upper(nibble(ip, i)));
    }
    return wh_buf_str(&buf);
}

wh_str wh_reversed_ip(wh_env *env, const wh_ip *ip, bool arpa)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    if (ip->family == 4) {
        for (size_t i = 4; i-- > 0;) {
            wh_put_int(&buf, ip->b[i]);
            if (i) wh_put_byte(&buf, '.');
        }
        if (arpa) wh_put(&buf, WH_LIT(".in-addr.arpa"));
    } else if (ip->family == 6) {
        for (size_t i = 32; i-- > 0;) {
            wh_put_byte(&buf, wh_hex_digit(nibble(ip, i)));
            if (i) wh_put_byte(&buf, '.');
        }
        if (arpa) wh_put(&buf, WH_LIT(".ip6.arpa"));
    } else {
        return WH_ABSENT;
    }
    return wh_buf_str(&buf);
}

static wh_str value_of(wh_env *env, char letter, const wh_spf_macros *v)
{
    wh_buf buf;
    switch (letter) {
    case 's': return v->sender;
    case 'l': return v->local;
    case 'o': return v->sender_domain;
    case 'd': return v->domain;
    case 'i': return dotted_ip(env, &v->query->ip);
    case 'p': return wh_absent(v->p) ? WH_LIT("unknown") : v->p;
    case 'v': return v->query->ip.family == 6 ? WH_LIT("ip6") : WH_LIT("in-addr");
    case 'h': return v->query->helo.n ? v->query->helo : WH_LIT("unknown");
    case 'c': return wh_format_ip(env, &v->query->ip);
    case 't':
        wh_buf_init(&buf, env->arena);
        wh_put_int(&buf, v->query->now_ms == INT64_MIN ? 0 : v->query->now_ms / 1000);
        return wh_buf_str(&buf);
    default: return WH_LIT("unknown"); /* %{r}: the receiving host is not ours to know */
    }
}

static void put_escaped(wh_buf *out, char c, bool escaped)
{
    bool unreserved = wh_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; /* RFC 3986 2.3 */
    if (!escaped || unreserved) wh_put_byte(out, c);
    else wh_put_percent(out, c);
}

static void put_part(wh_buf *out, wh_str part, const macro *m)
{
    for (size_t i = 0; i < part.n && out->n <= WH_MAX_SPF_EXPANDED; i++)
        put_escaped(out, part.p[i], m->escaped);
}

/* 7.3: split at the delimiters, reversed, the rightmost parts kept, joined with dots. */
static void put_transformed(wh_buf *out, wh_str value, const macro *m)
{
    wh_str at = m->delimiters.n ? m->delimiters : WH_LIT(".");
    size_t parts = 1, seen = 0, end, i;
    for (i = 0; i < value.n; i++)
        if (wh_find_byte(at, value.p[i], 0) != WH_NONE_AT) parts++;
    size_t keep = m->parts && m->parts < parts ? m->parts : parts;
    if (!m->reversed) { /* the last `keep` parts, left to right */
        for (i = 0, end = 0; i <= value.n && out->n <= WH_MAX_SPF_EXPANDED; i++) {
            if (i < value.n && wh_find_byte(at, value.p[i], 0) == WH_NONE_AT) continue;
            if (seen++ >= parts - keep) {
                put_part(out, wh_sub(value, end, i), m);
                if (i < value.n) wh_put_byte(out, '.');
            }
            end = i + 1;
        }
        return;
    }
    for (i = value.n + 1, end = value.n;
         i-- > 0 && out->n <= WH_MAX_SPF_EXPANDED;) { /* the first `keep` parts, right to left */
        if (i > 0 && wh_find_byte(at, value.p[i - 1], 0) == WH_NONE_AT) continue;
        if (seen++ >= parts - keep) {
            put_part(out, wh_sub(value, i, end), m);
            if (i > 0) wh_put_byte(out, '.');
        }
        end = i ? i - 1 : 0;
    }
}

wh_str wh_spf_expand(wh_env *env, wh_str text, const wh_spf_macros *macros)
{
    if (wh_find_byte(text, '%', 0) == WH_NONE_AT) return text;
    wh_buf out;
    wh_buf_init(&out, env->arena);
    for (size_t at = 0; at < text.n && out.n <= WH_MAX_SPF_EXPANDED;) {
        macro m;
        size_t n = text.p[at] == '%' ? read_expand(wh_from(text, at), &m) : 0;
        if (n == 0) {
            wh_put_byte(&out, text.p[at]);
        } else if (m.letter == '\0') {
            wh_put(&out, text.p[at + 1] == '%'   ? WH_LIT("%")
                         : text.p[at + 1] == '_' ? WH_LIT(" ")
                                                 : WH_LIT("%20"));
        } else {
            put_transformed(&out, value_of(env, m.letter, macros), &m);
        }
        at += n ? n : 1;
    }
    return out.n > WH_MAX_SPF_EXPANDED ? WH_ABSENT : wh_buf_str(&out);
}

wh_str wh_spf_target(wh_str name)
{
    name = wh_bare_host(name);
    while (name.n > 253) {
        size_t dot = wh_find_byte(name, '.', 0);
        if (dot == WH_NONE_AT) return WH_ABSENT;
        name = wh_from(name, dot + 1);
    }
    size_t label = 0, labels = 0;
    for (size_t i = 0; i <= name.n; i++) {
        if (i < name.n && name.p[i] != '.') {
            if (name.p[i] < 0x20 || name.p[i] > 0x7E) return WH_ABSENT;
            label++;
            continue;
        }
        if (label == 0 || label > 63) return WH_ABSENT;
        label = 0;
        labels++;
    }
    size_t dot = wh_rfind_byte(name, '.');
    return labels >= 2 && is_toplabel(wh_from(name, dot + 1)) ? name : WH_ABSENT;
}
