/* Addresses without angle brackets, alone or in the middle of text, and display names: RFC 5322 3.4, and what
 * people write. */
#include "parse/address/parts.h"

/* ---- display names ---- */

wh_str wh_address_display(wh_address_reader *r, size_t from, size_t to)
{
    wh_buf text;
    wh_str s = r->lexer.s, comment = WH_ABSENT;
    bool any = false;
    wh_buf_init(&text, r->env->arena);
    for (size_t at = from, end; at < to; at = end) {
        end = wh_lex(&r->lexer, at);
        if (end > to) end = to;
        bool whole = end > at + 1;
        if (whole &&
            s.p[at] == '(') { /* "Example (Japan) <...>": readers are shown it, though it is a comment */
            comment = wh_sub(s, at + 1, end - 1);
            wh_put_byte(&text, '(');
            wh_put_unquoted(&text, comment);
            wh_put_byte(&text, ')');
        } else if (whole && s.p[at] == '"') {
            wh_put_unquoted(&text, wh_sub(s, at + 1, end - 1));
            any = any || end > at + 2;
        } else {
            wh_put(&text, wh_sub(s, at, end));
            any = any || !wh_is_space(s.p[at]);
        }
    }
    if (!any && !wh_absent(comment)) {
        text.n = 0;
        wh_put_unquoted(&text, comment);
    }
    wh_str display = wh_trim(wh_decode_header(r->env, wh_buf_str(&text)));
    return display.n ? display : WH_ABSENT;
}

/* ---- addresses in text ---- */

typedef struct run {
    size_t from, to; /* from == to: none */
} run;

static bool is_run_char(char c) { return wh_is_atext(c) || c == '.'; }

/* Where the domain ends that begins after an "@" at `at`. Obsolete white space around dots is let in. */
static size_t domain_end(wh_address_reader *r, size_t at, size_t to)
{
    wh_str s = r->lexer.s;
    size_t end = at;
    at = wh_lex_cfws(&r->lexer, at);
    if (at < to && s.p[at] == '[') {
        size_t close = wh_find_byte(wh_sub(s, 0, to), ']', at);
        return close == WH_NONE_AT ? to : close + 1;
    }
    while (at < to) {
        size_t start = at;
        while (at < to && (wh_is_hostname_char(s.p[at]) ||
                           ((unsigned char)s.p[at] >= 0x80 && !wh_is_full_width_at(s, at))))
            at++;
        if (at == start) break;
        end = at;
        size_t next = wh_lex_cfws(&r->lexer, at);
        bool dotted = s.p[at - 1] == '.' || (next < to && s.p[next] == '.');
        if (next == at || !dotted) break;
        at = next;
    }
    return end < to ? end : to;
}

/* "山田太郎a@example.jp": non-ASCII text that runs into an ASCII address without a space is a name in front
 * of it. */
static size_t without_glued_name(wh_str s, run local, size_t domain, size_t end)
{
    if (!wh_is_ascii(wh_sub(s, domain, end))) return local.from;
    for (size_t at = local.to; at > local.from; at--)
        if ((unsigned char)s.p[at - 1] >= 0x80) return at < local.to ? at : local.from;
    return local.from;
}

/* The next address in [from, to). */
static bool find_address(wh_address_reader *r, size_t from, size_t to, run *out)
{
    wh_str s = r->lexer.s;
    run local = {0, 0};
    for (size_t at = from, end; at < to; at = end) {
        end = wh_lex_cfws(&r->lexer, at);
        if (end > at) continue;
        end = wh_lex(&r->lexer, at);
        size_t sign = end == at + 1 && s.p[at] == '@' ? 1 : wh_is_full_width_at(s, at) ? 3 : 0;
        if (sign) {
            size_t stop = local.to > local.from ? domain_end(r, at + sign, to) : 0;
            while (stop > at + sign && stop < to &&
                   s.p[stop] == '@') { /* "a@b@c": as between brackets, the last "@" counts */
                size_t further = domain_end(r, stop + 1, to);
                if (further <= stop + 1) break;
                stop = further;
            }
            if (stop > at + sign) {
                *out = (run){without_glued_name(s, local, at + sign, stop), stop};
                return true;
            }
            local = (run){0, 0};
            end = at + sign;
        } else if (is_run_char(s.p[at]) || (s.p[at] == '"' && end > at + 1)) {
            bool goes_on =
                local.to > local.from && (local.to == at || s.p[local.to - 1] == '.' || s.p[at] == '.');
            if (!goes_on) local.from = at;
            local.to = end;
        } else {
            local = (run){0, 0};
        }
    }
    return false;
}

/* A word with an "@" inside it, whatever else it holds: "reply-[7]@example.com". */
static bool find_word(wh_address_reader *r, size_t from, size_t to, run *out)
{
    wh_str s = r->lexer.s;
    size_t sign = 0;
    for (size_t at = from, end; at <= to; at = end) {
        end = at < to ? wh_lex(&r->lexer, at) : at + 1;
        if (at == to || wh_is_space(s.p[at])) {
            *out = (run){from, at};
            if (sign > from && sign + 1 < at) return true;
            from = end;
        } else if (s.p[at] == '@') {
            sign = at;
        }
    }
    return false;
}

/* Text in front of an address without what only leads up to it: "Name [mailto:a@example.com]". */
static size_t without_lead(wh_str s, size_t from, size_t to)
{
    if (wh_ends_nocase(wh_sub(s, from, to), WH_LIT("mailto:"))) to -= 7;
    while (to > from && (wh_is_space(s.p[to - 1]) || s.p[to - 1] == '[')) to--;
    return to;
}

/* Text after an address without what belongs to the address or to nobody. */
static size_t without_tail(wh_str s, size_t from, size_t to)
{
    while (from < to && (wh_is_space(s.p[from]) || wh_find_byte(WH_LIT(",;>]"), s.p[from], 0) != WH_NONE_AT))
        from++;
    return from;
}

unsigned wh_address_bare(wh_address_reader *r, size_t from, size_t to)
{
    unsigned count = 0;
    size_t text = from; /* where the text begins that no address has used */
    run next;
    bool more = find_address(r, from, to, &next) || find_word(r, from, to, &next);
    while (more) {
        run this = next;
        more = find_address(r, this.to, to, &next);
        wh_mailbox *mailbox = wh_address_new(r);
        if (!mailbox) return count;
        count++;
        wh_address_spec(r, this.from, this.to, mailbox);
        mailbox->raw = wh_address_slice(r, this.from, this.to);
        mailbox->display = wh_address_display(r, text, without_lead(r->lexer.s, text, this.from));
        if (!wh_absent(mailbox->display)) mailbox->bad = true;
        text = without_tail(r->lexer.s, this.to, to);
        if (wh_absent(mailbox->display) && !more) mailbox->display = wh_address_display(r, text, to);
        if (more || wh_lex_cfws(&r->lexer, this.to) < to) mailbox->bad = true;
    }
    return count;
}
