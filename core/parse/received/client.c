/* The client as the from clause shows it: address, HELO, reverse name, ident, wherever they stand in the
 * comments and words after the name (RFC 5321 4.4 TCP-info, and what servers write in its place). Which of
 * two names is the HELO and which the reverse name is not decided here but in received/names.c. */
#include "parse/received/parts.h"

/* ---- addresses ---- */

/* Digits and dots or colons that were meant to be an address: damaged, masked, out of range. */
static bool resembles_ip(wh_str s)
{
    size_t at = 0, marks = 0;
    while (at < s.n && s.p[at] == '[') at++;
    size_t start = at;
    while (at < s.n && at - start < 4 && wh_is_hex(s.p[at])) at++;
    if (at == start || at == s.n || !(s.p[at] == ':' || (s.p[at] == '.' && wh_is_digit(s.p[start]))))
        return false;
    for (; at < s.n; at++)
        if (s.p[at] == '.' || s.p[at] == ':') marks++;
    return marks >= 3;
}

/* ---- names ---- */

bool wh_received_is_nameless(wh_str s)
{
    static const wh_str none[] = {
        WH_LIT_INIT("unknown.domain"),    WH_LIT_INIT("unverified"),   WH_LIT_INIT("softdnserr"),
        WH_LIT_INIT("no.name.available"), WH_LIT_INIT("nodnsquery"),   WH_LIT_INIT("no-rdns"),
        WH_LIT_INIT("unresolved"),        WH_LIT_INIT("noreversedns"), WH_LIT_INIT("none"),
    };
    s = wh_trim_bytes(s, WH_LIT("<[]>"));
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (wh_eq_nocase(s, none[i])) return true;
    /* "unknown", "Unknown_Domain", "unknown/local"; but unknown.example.net is somebody's */
    return s.n == 0 || (wh_starts_nocase(s, WH_LIT("unknown")) && wh_find_byte(s, '.', 0) == WH_NONE_AT);
}

/* ---- one comment ---- */

typedef struct reader {
    wh_received *out;
    wh_rclient *client;
    wh_str comment;
    size_t at;      /* in comment */
    uint32_t atoms; /* read so far */
    wh_str host;    /* the last word that could be the name beside an address */
    bool found;     /* this comment gave the address */
    bool own;       /* the server's: its last address counts, and nobody else's */
    bool helo_read; /* after the HELO nothing is the server's but its port and ident */
    wh_str before;  /* the word before the one that is read */
} reader;

static bool next_atom(reader *r, wh_str *atom)
{
    if (!wh_received_atom(r->comment, &r->at, atom)) return false;
    r->atoms++;
    return true;
}

static void set_helo(reader *r, wh_str helo)
{
    r->client->helo_said = r->helo_read = true;
    if (helo.n && wh_absent(r->out->helo)) r->out->helo = helo;
}

/* "user" of "user@host", "IDENT:user@host": cut off and kept. An address there is who logged in, but only
 * where the protocol says that somebody did: otherwise it is what the client's ident server answered (RFC
 * 1413), which can be anything. */
static wh_str take_ident(reader *r, wh_str s)
{
    size_t sign = wh_rfind_byte(s, '@');
    if (sign == WH_NONE_AT) return s;
    wh_str user = wh_sub(s, 0, sign);
    if (wh_starts_nocase(user, WH_LIT("IDENT:"))) user = wh_from(user, 6);
    if (user.n && wh_absent(r->out->ident)) r->out->ident = user;
    if (r->out->authenticated && wh_find_byte(user, '@', 0) != WH_NONE_AT && wh_absent(r->out->auth))
        r->out->auth = user;
    return wh_from(s, sign + 1);
}

static void set_ip(reader *r, const wh_ip *ip, wh_str raw, uint16_t port, bool bracketed)
{
    if (r->client->has_address && !(r->own && bracketed)) return;
    r->out->ip = *ip;
    r->out->ip_raw = raw;
    if (port) r->out->port = port;
    r->client->has_address = r->found = true;
    r->client->bracketed = bracketed;
}

/* What the server thinks of the name: true when the atom says so. "Not Verified" is MailMarshal's. */
static bool read_opinion(reader *r, wh_str atom)
{
    bool verified = wh_eq_nocase(atom, WH_LIT("verified")), not = wh_eq_nocase(r->before, WH_LIT("not"));
    if (verified && not ) r->host = WH_ABSENT;
    if (verified && !not ) r->client->verified = true;
    else if (verified || wh_eq_nocase(atom, WH_LIT("forged")) || wh_eq_nocase(atom, WH_LIT("softdnserr")) ||
             wh_eq_nocase(atom, WH_LIT("unverified")))
        r->out->doubted = true;
    else return wh_eq_nocase(atom, WH_LIT("really"));
    return true;
}

/* An atom with brackets in it: "[192.0.2.1]", "host[192.0.2.1]", "user@[192.0.2.1]:4711". */
static bool read_bracketed(reader *r, wh_str atom)
{
    size_t open = wh_find_byte(atom, '[', 0);
    if (open == WH_NONE_AT) return false;
    wh_ip ip;
    wh_str raw, before = wh_sub(atom, 0, open);
    uint16_t port;
    if (!wh_received_ip(wh_from(atom, open), &ip, &raw, &port)) {
        if (wh_starts_nocase(wh_from(atom, open), WH_LIT("[unix")) ||
            wh_starts_nocase(wh_from(atom, open), WH_LIT("[[unix")))
            r->out->local = true;
        else if (wh_absent(r->client->bad) && resembles_ip(wh_from(atom, open))) r->client->bad = atom;
        return true;
    }
    if (before.n) before = take_ident(r, before);
    if (before.n && !read_opinion(r, before)) r->host = before;
    else if (!before.n && r->own && r->found && wh_received_is_hostlike(r->before)) r->host = r->before;
    set_ip(r, &ip, raw, port, true);
    return true;
}

/* A bare address: only as the first word of a comment, or after a name that is the first. */
static bool read_bare(reader *r, wh_str atom)
{
    wh_ip ip;
    wh_str raw, host = atom;
    uint16_t port;
    size_t sign = wh_rfind_byte(atom, '@');
    if (sign != WH_NONE_AT) host = wh_from(atom, sign + 1);
    if (r->atoms > 2 || !wh_received_ip(host, &ip, &raw, &port)) {
        bool damaged = r->atoms == 1 && resembles_ip(atom) && !wh_received_is_hostlike(atom);
        if (damaged && wh_absent(r->client->bad)) r->client->bad = atom;
        return damaged;
    }
    /* "192.0.2.1 [192.0.2.1]": the bracketed one counts, this one stands in the name's place. */
    if (wh_find_byte(wh_from(r->comment, r->at), '[', 0) != WH_NONE_AT) return true;
    if (r->atoms == 2 && wh_absent(r->host)) return false;
    if (sign != WH_NONE_AT) (void)take_ident(r, atom);
    set_ip(r, &ip, raw, port, false);
    return true;
}

static bool is_helo_word(wh_str s)
{
    return wh_eq_nocase(s, WH_LIT("HELO")) || wh_eq_nocase(s, WH_LIT("EHLO")) ||
           wh_eq_nocase(s, WH_LIT("LHLO"));
}

/* "helo=x", "ident=x", "port=n", "HELO x", "EHLO x" in quotes: true when the atom was one of these. */
static bool read_named(reader *r, wh_str atom)
{
    static const wh_str helo = WH_LIT_INIT("helo="), ident = WH_LIT_INIT("ident="),
                        port = WH_LIT_INIT("port=");
    wh_str value;
    if (wh_starts_nocase(atom, helo)) {
        set_helo(r, wh_from(atom, helo.n));
    } else if (wh_starts_nocase(atom, ident)) {
        value = wh_from(atom, ident.n);
        if (value.n && wh_absent(r->out->ident)) r->out->ident = value;
    } else if (wh_starts_nocase(atom, port)) {
        (void)wh_received_port(wh_from(atom, port.n), &r->out->port);
    } else if (is_helo_word(atom)) {
        value = wh_trim(wh_from(r->comment, r->at)); /* to the end: a name may hold anything */
        r->at = r->comment.n;
        while (value.n && value.p[value.n - 1] == ')') value.n--;
        set_helo(r, value);
    } else if (atom.n > 6 && atom.p[0] == '"' && is_helo_word(wh_sub(atom, 1, 5))) {
        set_helo(r, wh_trim_bytes(wh_from(atom, 5), WH_LIT("\" ")));
    } else {
        return false;
    }
    return true;
}

/* The name beside the address: in front of it, or, with ZoneMTA, after it. */
static void keep_host(reader *r, wh_str behind)
{
    wh_str host = wh_absent(r->host) ? behind : r->host;
    if (!r->found || wh_absent(host) || !wh_absent(r->client->host)) return;
    if (wh_starts_nocase(host, WH_LIT("IDENT:")) || wh_find_byte(host, '@', 0) != WH_NONE_AT)
        host = take_ident(r, host);
    r->client->host = wh_bare_host(host);
    if (wh_received_is_nameless(r->client->host)) r->out->problems |= 1u << WH_RECEIVED_RDNS_UNKNOWN;
}

/* One word of a comment that is about the client. */
static void read_atom(reader *r, wh_str atom, wh_str *only, wh_str *behind)
{
    if (read_named(r, atom)) return;
    if (!r->helo_read && read_bracketed(r, atom)) return;
    if (r->helo_read || read_opinion(r, atom) || read_bare(r, atom)) return;
    if (wh_eq_nocase(atom, WH_LIT("account")) && next_atom(r, only))
        return; /* read with the other comments */
    if (r->atoms == 1) r->host = *only = atom;
    if (r->found && r->client->bracketed && wh_find_byte(atom, '.', 0) != WH_NONE_AT &&
        wh_received_is_hostlike(atom))
        *behind = atom;
}

static void read_comment(reader *r, bool first)
{
    wh_str atom, only = WH_ABSENT, behind = WH_ABSENT;
    uint32_t words = 0;
    if (wh_received_is_aside(r->comment)) return;
    while (next_atom(r, &atom)) {
        words++;
        read_atom(r, atom, &only, &behind);
        r->before = atom;
    }
    keep_host(r, behind);
    if (!first || words != 1 || r->found || wh_absent(only)) return;
    size_t sign = wh_rfind_byte(only, '@');
    if (sign != WH_NONE_AT) only = take_ident(r, only);
    if (wh_received_is_hostlike(only)) r->client->lone = wh_bare_host(only);
}

/* ---- words after the name ---- */

/* "host [192.0.2.1]", "claiming to be "x"", "as user x", "N named unknown" */
static void read_word(reader *r, const wh_rline *line, uint32_t i, uint32_t end)
{
    wh_str word = line->tokens.at[i].s;
    wh_ip ip;
    wh_str raw, bare = wh_received_bare(word);
    uint16_t port;
    wh_str before = i > 0 ? line->tokens.at[i - 1].s : WH_ABSENT;
    if (word.n && word.p[0] == '[') {
        if (wh_received_ip(bare, &ip, &raw, &port)) set_ip(r, &ip, raw, port, true);
        else if (wh_absent(r->client->bad) && resembles_ip(bare)) r->client->bad = bare;
    } else if (word.n > 2 && word.p[0] == '"' && wh_eq_nocase(before, WH_LIT("be"))) {
        set_helo(r, wh_trim_bytes(bare, WH_LIT("\"")));
    } else if (wh_eq_nocase(word, WH_LIT("user")) && wh_eq_nocase(before, WH_LIT("as")) && i + 1 < end) {
        if (wh_absent(r->out->auth)) r->out->auth = wh_received_bare(line->tokens.at[i + 1].s);
    } else if (wh_eq_nocase(word, WH_LIT("named")) && !wh_absent(r->out->name)) {
        r->out->ident = r->out->name; /* Google's API: the project's number */
    }
}

/* qmail's own lines, which have no from clause: "qmail 4711 invoked from network[192.0.2.1/host.example]". */
static void read_invocation(reader *r)
{
    wh_str atom, before = WH_ABSENT, raw;
    wh_ip ip;
    uint16_t port;
    while (next_atom(r, &atom)) {
        size_t open = wh_find_byte(atom, '[', 0), stroke = wh_find_byte(atom, '/', 0);
        if (wh_eq_nocase(before, WH_LIT("uid"))) {
            r->out->ident = atom;
            r->out->local = true;
        } else if (wh_eq_nocase(atom, WH_LIT("alias")) || wh_eq_nocase(atom, WH_LIT("bounce"))) {
            r->out->local = true;
        } else if (open != WH_NONE_AT && stroke != WH_NONE_AT && atom.p[atom.n - 1] == ']' && stroke > open) {
            wh_str host = wh_sub(atom, stroke + 1, atom.n - 1);
            if (!wh_received_ip(wh_sub(atom, open + 1, stroke), &ip, &raw, &port)) continue;
            set_ip(r, &ip, raw, port, true);
            if (!wh_received_is_nameless(host)) r->out->rdns = host;
        } else if (wh_eq_nocase(before, WH_LIT("ofmipd")) && wh_received_ip(atom, &ip, &raw, &port)) {
            set_ip(r, &ip, raw, port, false);
        }
        before = atom;
    }
}

/* What stands before the first keyword: "(qmail ...)", or sendmail's and ZMailer's "(from user@host)". */
static void read_head(const wh_rline *line, wh_received *out, wh_rclient *client)
{
    const wh_rclause *head = &line->clause[WH_RC_HEAD];
    if (head->first >= head->end || line->tokens.at[head->first].kind != WH_R_COMMENT) return;
    reader r = {.out = out, .client = client, .comment = line->tokens.at[head->first].s};
    size_t at = 0;
    wh_str atom;
    if (!wh_received_atom(r.comment, &at, &atom)) return;
    if (wh_find_nocase(r.comment, WH_LIT("invoked"), 0) != WH_NONE_AT ||
        wh_starts_nocase(atom, WH_LIT("ofmipd"))) {
        read_invocation(&r);
        return;
    }
    if (wh_eq_nocase(atom, WH_LIT("from")) && !wh_received_atom(r.comment, &at, &atom)) return;
    if (wh_find_byte(atom, '@', 0) == WH_NONE_AT) return;
    (void)take_ident(&r, atom);
    out->local = true;
}

/* The name holds more than a name: all of it, up to the server's comment, is what the client called
 * itself. */
static void read_stuffed(const wh_rline *line, wh_received *out, wh_rclient *client)
{
    const wh_rclause *from = &line->clause[WH_RC_FROM];
    const wh_rtoken *first = &line->tokens.at[from->first], *own = &line->tokens.at[line->own];
    const char *start = first->s.p - (first->kind == WH_R_COMMENT), *end = own->s.p;
    while (own->kind == WH_R_COMMENT && end > start && end[-1] != '(') end--;
    if (own->kind == WH_R_COMMENT && end > start) end--;
    wh_str all = wh_trim((wh_str){start, (size_t)(end - start)});
    reader r = {.out = out, .client = client, .comment = own->s, .own = true};
    bool literal = first->kind == WH_R_WORD && first->s.p[0] == '[';
    out->problems |= 1u << WH_RECEIVED_STUFFED_NAME;
    out->name = literal ? first->s : wh_unfold(line->env, all);
    read_comment(&r, true);
}

void wh_received_client(const wh_rline *line, wh_received *out, wh_rclient *client)
{
    const wh_rclause *from = &line->clause[WH_RC_FROM];
    bool first_comment = true;
    read_head(line, out, client);
    out->name = wh_received_word(line, WH_RC_FROM);
    if (line->stuffed) {
        read_stuffed(line, out, client);
        return;
    }
    if (line->spilt) out->problems |= 1u << WH_RECEIVED_STUFFED_NAME;
    for (uint32_t i = from->first; from->present && i < (line->spilt ? from->first + 2 : from->end); i++) {
        const wh_rtoken *token = &line->tokens.at[i];
        reader r = {.out = out, .client = client, .comment = token->s, .own = i == line->own};
        if (token->kind == WH_R_COMMENT) {
            read_comment(&r, first_comment);
            first_comment = false;
        } else if (i > from->first || wh_absent(out->name)) {
            read_word(&r, line, i, from->end);
        }
    }
}
