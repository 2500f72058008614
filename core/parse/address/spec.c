/* addr-spec: RFC 5322 3.4.1, 4.4 (obsolete forms and routes), RFC 6531 (UTF-8). */
#include "base/limits.h"
#include "parse/address/parts.h"

wh_mailbox *wh_address_new(wh_address_reader *r)
{
    if (r->out->n >= WH_MAX_ADDRESSES) {
        wh_note_cut(r->env, WH_CUT_ADDRESSES, r->lexer.s);
        return NULL;
    }
    wh_mailbox *mailbox = wh_push(r->env->arena, r->out);
    if (mailbox)
        *mailbox = (wh_mailbox){.in_group = r->in_group}; /* the list may have been cut back before */
    return mailbox;
}

wh_str wh_address_slice(const wh_address_reader *r, size_t from, size_t to)
{
    return wh_trim(wh_sub(r->lexer.s, from, to));
}

/* As UTF-8, in the arena. */
static wh_str meant(wh_address_reader *r, const wh_buf *buf)
{
    wh_str bytes = wh_buf_str(buf);
    return wh_absent(bytes) ? bytes : wh_decode_charset(r->env, WH_ABSENT, bytes);
}

/* A dot-atom of ASCII, as nearly all are: nothing to decode. Not with "=", which may begin an encoded word.
 */
static bool is_dot_atom(wh_str s)
{
    bool word = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool atom = (unsigned char)c < 0x80 && c != '=' && wh_is_atext(c);
        if (!atom && (c != '.' || !word)) return false;
        word = atom;
    }
    return word;
}

/* dot-atom, quoted-string, or the obsolete mixture of both; and whether it is one of them. */
static wh_str local_part(wh_address_reader *r, size_t from, size_t to, bool *valid)
{
    wh_buf buf;
    bool word = false, spaced = false; /* the last thing was a word; white space came after it */
    wh_str whole = wh_sub(r->lexer.s, from, to);
    if (is_dot_atom(whole)) return wh_copy(r->env->arena, whole);
    wh_buf_init(&buf, r->env->arena);
    for (size_t at = from; at < to;) {
        size_t after = wh_lex_cfws(&r->lexer, at);
        if (after > at) {
            spaced = true;
            at = after;
            continue;
        }
        size_t end = wh_lex(&r->lexer, at);
        if (end > to) end = to;
        char c = r->lexer.s.p[at];
        if (c == '.') {
            if (!word) *valid = false;
            word = spaced = false;
        } else {
            if (word && spaced) { /* two words without a dot */
                *valid = false;
                wh_put_byte(&buf, ' ');
            }
            if (c != '"' && c != '\\' && !wh_is_atext(c)) *valid = false;
            word = true;
            spaced = false;
        }
        if (c == '"' && end > at + 1) wh_put_unquoted(&buf, wh_sub(r->lexer.s, at + 1, end - 1));
        else if (c == '\\' && end > at + 1) wh_put(&buf, wh_sub(r->lexer.s, at + 1, end));
        else wh_put(&buf, wh_sub(r->lexer.s, at, end));
        at = end;
    }
    if (!word) *valid = false;
    return meant(r, &buf);
}

static bool is_domain(wh_str domain)
{
    if (domain.n > 2 && domain.p[0] == '[' && domain.p[domain.n - 1] == ']') return true;
    bool label = false;
    for (size_t i = 0; i < domain.n; i++) {
        char c = domain.p[i];
        if (c == '.' ? !label : !wh_is_hostname_char(c) && (unsigned char)c < 0x80) return false;
        label = c != '.';
    }
    return label;
}

static bool is_host(wh_str s)
{
    size_t n = 0;
    while (n < s.n && wh_is_hostname_char(s.p[n])) n++;
    return n > 0 && n == s.n;
}

/* As it is meant: without white space and comments. */
static wh_str read_domain(wh_address_reader *r, size_t from, size_t to)
{
    wh_buf buf;
    wh_str whole = wh_sub(r->lexer.s, from, to);
    if (is_host(whole)) return wh_copy_lower(r->env->arena, whole);
    wh_buf_init(&buf, r->env->arena);
    for (size_t at = from; at < to;) {
        size_t after = wh_lex_cfws(&r->lexer, at);
        if (after > at) {
            at = after;
            continue;
        }
        size_t end = wh_lex(&r->lexer, at);
        if (end > to) end = to;
        if (end == at + 1) wh_put_byte(&buf, wh_lower(r->lexer.s.p[at]));
        else wh_put(&buf, wh_sub(r->lexer.s, at, end));
        at = end;
    }
    return meant(r, &buf);
}

static wh_str domain_part(wh_address_reader *r, size_t from, size_t to, bool *valid)
{
    wh_str domain = wh_bare_host(read_domain(r, from, to));
    if (!is_domain(domain)) *valid = false;
    return domain;
}

/* The last "@" outside strings and comments, or a full-width one where there is no other; WH_NONE_AT. */
static size_t find_at(wh_address_reader *r, size_t from, size_t to, size_t *length, bool *valid)
{
    size_t hit = WH_NONE_AT, wide = WH_NONE_AT;
    for (size_t at = from, end; at < to; at = end) {
        end = wh_lex(&r->lexer, at);
        if (end == at + 1 && r->lexer.s.p[at] == '@') {
            if (hit != WH_NONE_AT) *valid = false;
            hit = at;
        }
        if (wh_is_full_width_at(r->lexer.s, at) && at + 3 <= to) wide = at;
    }
    *length = hit != WH_NONE_AT ? 1 : 3;
    if (hit != WH_NONE_AT || wide == WH_NONE_AT) return hit;
    *valid = false;
    return wide;
}

/* RFC 5322 4.4: "@a,@b:user@host". */
static size_t skip_route(wh_address_reader *r, size_t from, size_t to)
{
    if (from >= to || r->lexer.s.p[from] != '@') return from;
    for (size_t at = from; at < to; at = wh_lex(&r->lexer, at))
        if (r->lexer.s.p[at] == ':') return at + 1;
    return from;
}

static wh_str joined(wh_address_reader *r, const wh_mailbox *m)
{
    if (wh_absent(m->domain)) return m->local;
    wh_buf buf;
    wh_buf_init(&buf, r->env->arena);
    wh_put(&buf, m->local);
    wh_put_byte(&buf, '@');
    wh_put(&buf, m->domain);
    return wh_buf_str(&buf);
}

static void read_spec(wh_address_reader *r, size_t from, size_t to, wh_mailbox *out)
{
    bool valid = true;
    size_t length;
    from = wh_lex_cfws(&r->lexer, from);
    if (wh_starts_nocase(wh_sub(r->lexer.s, from, to), WH_LIT("mailto:"))) {
        from += 7;
        valid = false;
    }
    from = skip_route(r, from, to);
    if (wh_lex_cfws(&r->lexer, from) >= to) { /* "<>": the null address of bounces */
        out->local = out->address = WH_LIT("");
        return;
    }
    size_t at = find_at(r, from, to, &length, &valid);
    if (at == WH_NONE_AT) {
        out->local = local_part(r, from, to, &valid);
        valid = false;
    } else {
        out->local = local_part(r, from, at, &valid);
        out->domain = domain_part(r, at + length, to, &valid);
        out->raw_domain = wh_address_slice(r, at + length, to);
    }
    out->address = joined(r, out);
    if (!valid) out->bad = true;
}

/* RFC 2047 5 lets no encoded word into an address; programs that decode first show what it holds: another's
 * address, perhaps, and a NUL at which some of them stop. */
void wh_address_spec(wh_address_reader *r, size_t from, size_t to, wh_mailbox *out)
{
    wh_str written = wh_address_slice(r, from, to);
    if (wh_find(written, WH_LIT("=?"), 0) == WH_NONE_AT) {
        read_spec(r, from, to, out);
        return;
    }
    wh_address_reader decoded = {.env = r->env};
    wh_lexer_init(&decoded.lexer, wh_decode_header(r->env, written));
    read_spec(&decoded, 0, decoded.lexer.s.n, out);
    if (!wh_absent(out->domain)) out->raw_domain = written;
    out->bad = true;
}
