/* The clauses of a Received field but "from": by, via, with, id, for (RFC 5321 4.4, RFC 3848). */
#include "parse/received/parts.h"

/* ---- by ---- */

/* Critical Path writes its version where others have their address, "by host (7.0.030.2) id
 * 414B418B002D65F1": recognised by its ids and by zeros that no address has there. */
static bool is_version(const wh_rline *line, const wh_received *out, wh_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (s.p[i] == '0' && wh_is_digit(s.p[i + 1]) && (i == 0 || s.p[i - 1] == '.')) return true;
    if (line->clause[WH_RC_WITH].present || out->id.n != 16) return false;
    for (size_t i = 0; i < out->id.n; i++)
        if (!wh_is_hex(out->id.p[i])) return false;
    return true;
}

/* "(192.0.2.1)", "([192.0.2.1]:25)", "(host [192.0.2.1])", "(KumoMTA 192.0.2.1)" */
static void by_comment(const wh_rline *line, wh_received *out, wh_str comment)
{
    size_t at = 0;
    wh_str atom, host = WH_ABSENT, raw;
    wh_ip ip;
    uint16_t port;
    for (uint32_t n = 0; n < 3 && wh_received_atom(comment, &at, &atom); n++) {
        size_t open = wh_find_byte(atom, '[', 0);
        bool kumo = n == 1 && wh_eq_nocase(host, WH_LIT("KumoMTA"));
        bool bare = kumo || (n == 0 && at == comment.n && !is_version(line, out, atom));
        if (open == WH_NONE_AT && !bare) {
            if (n == 0) host = atom;
            continue;
        }
        if (!wh_received_ip(open == WH_NONE_AT ? atom : wh_from(atom, open), &ip, &raw, &port)) continue;
        out->by_ip = ip;
        if (open != WH_NONE_AT && open > 0) host = wh_sub(atom, 0, open);
        if (!kumo && wh_received_is_hostlike(host) && !wh_received_is_nameless(host)) out->by_name = host;
        return;
    }
}

/* Two words in a row and no dot in the first: a title ("Inbound Mail Agent", "Barricade host.example"), not a
 * host. */
static void by_title(const wh_rline *line, wh_received *out, wh_str second)
{
    if (wh_find_byte(out->by, '.', 0) != WH_NONE_AT || !wh_is_alpha(second.p[0])) return;
    if (!wh_eq(out->by, line->tokens.at[line->clause[WH_RC_BY].first].s))
        return; /* there is a comma between them */
    bool host = wh_find_byte(second, '.', 0) != WH_NONE_AT && wh_received_is_hostlike(second);
    out->by = host ? second : WH_ABSENT;
}

static void read_by(const wh_rline *line, wh_received *out)
{
    const wh_rclause *by = &line->clause[WH_RC_BY];
    wh_str host = wh_received_bare(wh_received_word(line, WH_RC_BY)), raw;
    wh_ip ip;
    uint16_t port;
    bool address = wh_received_ip(host, &ip, &raw, &port);
    if (address) {
        out->by_ip = ip;
        host = raw;
    }
    host = wh_bare_host(host);
    if (host.n && !wh_received_is_nameless(host)) out->by = host;
    for (uint32_t i = by->first; by->present && i < by->end; i++) {
        const wh_rtoken *token = &line->tokens.at[i];
        if (token->kind == WH_R_COMMENT) {
            if (out->by_ip.family == 0) by_comment(line, out, token->s);
            continue;
        }
        if (i == by->first) continue;
        if (token->s.p[0] == '[' && out->by_ip.family == 0 && wh_received_ip(token->s, &ip, &raw, &port))
            out->by_ip = ip;
        else if (token->s.p[0] == '<' && wh_absent(out->id)) out->id = wh_received_bare(token->s);
        else if (i == by->first + 1 && !address) by_title(line, out, token->s);
    }
}

/* ---- with ---- */

/* RFC 3848 and its like: what a protocol's name says of TLS and authentication. */
static void read_keyword(wh_str word, wh_received *out)
{
    static const wh_str bases[] = {
        WH_LIT_INIT("ESMTP"),    WH_LIT_INIT("SMTP"),     WH_LIT_INIT("LMTP"),
        WH_LIT_INIT("UTF8SMTP"), WH_LIT_INIT("UTF8LMTP"), WH_LIT_INIT("ASMTP"),
        WH_LIT_INIT("HTTP"),     WH_LIT_INIT("IMAP"),     WH_LIT_INIT("POP3"),
    };
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        if (!wh_starts_nocase(word, bases[i])) continue;
        wh_str rest = wh_from(word, bases[i].n);
        bool secure = wh_eq_nocase(rest, WH_LIT("S")) || wh_eq_nocase(rest, WH_LIT("SA")) ||
                      wh_eq_nocase(rest, WH_LIT("-TLS")); /* CommuniGate */
        bool known = secure || rest.n == 0 || wh_eq_nocase(rest, WH_LIT("A"));
        if (!known) continue;
        if (secure) out->encrypted = true;
        if (wh_ends_nocase(rest, WH_LIT("A")) || wh_eq_nocase(bases[i], WH_LIT("ASMTP")))
            out->authenticated = true;
    }
}

/* IronPort: "ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384". */
static wh_str split_strokes(wh_str with, wh_received *out)
{
    size_t first = wh_find_byte(with, '/', 0);
    if (first == WH_NONE_AT || first == 0) return with;
    size_t second = wh_find_byte(with, '/', first + 1);
    wh_str middle = wh_sub(with, first + 1, second == WH_NONE_AT ? with.n : second);
    if (!wh_starts_nocase(middle, WH_LIT("TLS")) && !wh_starts_nocase(middle, WH_LIT("SSL"))) return with;
    out->encrypted = true;
    wh_str version = wh_received_tls_version(middle);
    if (wh_absent(out->tls_version)) out->tls_version = version;
    wh_str cipher = second == WH_NONE_AT ? WH_ABSENT : wh_from(with, second + 1);
    if (wh_absent(out->tls_cipher) && wh_received_is_cipher(cipher)) out->tls_cipher = cipher;
    return wh_sub(with, 0, first);
}

/* qmail with TLS: "ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP". */
static wh_str split_encrypted(wh_str with, wh_received *out)
{
    static const wh_str word = WH_LIT_INIT(" encrypted ");
    size_t at = wh_find_nocase(with, word, 0);
    if (at == WH_NONE_AT) return with;
    out->encrypted = true;
    wh_str cipher = wh_sub(with, 0, at);
    if (wh_absent(out->tls_cipher) && wh_received_is_cipher(cipher)) out->tls_cipher = cipher;
    return wh_from(with, at + word.n);
}

static void read_with(const wh_rline *line, wh_received *out)
{
    wh_str with = wh_received_phrase(line, WH_RC_WITH);
    if (with.n >= 2 && with.p[0] == '[' && with.p[with.n - 1] == ']') with = wh_sub(with, 1, with.n - 1);
    with = split_strokes(split_encrypted(with, out), out);
    if (with.n) out->with = with;
    if (wh_starts_nocase(with, WH_LIT("local"))) out->local = true;
    size_t at = 0;
    wh_str word;
    while (wh_received_atom(with, &at, &word)) read_keyword(word, out);
    wh_str cipher = wh_received_word(line, WH_RC_TLS);
    if (wh_absent(cipher)) return;
    out->encrypted = true;
    if (wh_absent(out->tls_cipher) && wh_received_is_cipher(cipher)) out->tls_cipher = cipher;
}

/* ---- id, for, envelope sender ---- */

static bool has_alnum(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_alnum(s.p[i]) || (unsigned char)s.p[i] >= 0x80) return true;
    return false;
}

static void read_id(const wh_rline *line, wh_received *out)
{
    wh_str id = wh_received_bare(wh_received_word(line, WH_RC_ID));
    if (id.n) out->id = id;
    for (uint32_t i = line->named && line->by != UINT32_MAX ? line->by : 0; i < line->tokens.n;
         i++) { /* words that carry their own names: OpenSMTPD, debbugs, GNATS */
        wh_str word = line->tokens.at[i].s;
        if (line->tokens.at[i].kind != WH_R_WORD || word.n < 4 || word.n > 300) continue;
        if (wh_starts_nocase(word, WH_LIT("id=")) && wh_absent(out->id))
            out->id = wh_received_bare(wh_from(word, 3));
        else if (wh_starts_nocase(word, WH_LIT("user=")) && wh_absent(out->auth))
            out->auth = wh_received_bare(wh_from(word, 5));
        else if (wh_eq_nocase(word, WH_LIT("auth=yes"))) out->authenticated = true;
        else if (wh_eq_nocase(word, WH_LIT("STARTTLS")) ||
                 wh_eq_nocase(word, WH_LIT("secured"))) /* SMTPSVC: "over TLS secured channel" */
            out->encrypted = true;
    }
}

/* "id 846CF2117for <user@example.com>": a lost space. */
static wh_str split_id(const wh_rline *line, wh_received *out)
{
    const wh_rclause *id = &line->clause[WH_RC_ID];
    if (out->id.n < 5 || !wh_ends_nocase(out->id, WH_LIT("for")) || id->end - id->first < 2) return WH_ABSENT;
    const wh_rtoken *next = &line->tokens.at[id->first + 1];
    if (next->kind != WH_R_WORD || next->s.p[0] != '<' || wh_find_byte(next->s, '@', 0) == WH_NONE_AT)
        return WH_ABSENT;
    out->id.n -= 3;
    return next->s;
}

static void read_for(const wh_rline *line, wh_received *out)
{
    const wh_rclause *to = &line->clause[WH_RC_FOR];
    bool named = to->present, prose = named && to->end - to->first > 1; /* "LSMTP for Windows NT" */
    wh_str for_ = wh_received_bare(named ? wh_received_word(line, WH_RC_FOR) : split_id(line, out));
    prose =
        prose && line->tokens.at[to->first + 1].kind == WH_R_WORD && wh_find_byte(for_, '@', 0) == WH_NONE_AT;
    /* "<multiple recipients>" names nobody. */
    if (!prose && has_alnum(for_) && wh_find_byte(for_, ' ', 0) == WH_NONE_AT) out->for_ = for_;
    wh_str sender = wh_received_word(line, WH_RC_SENDER);
    if (wh_absent(sender)) return;
    if (sender.p[0] == '<' || wh_find_byte(wh_received_bare(sender), '@', 1) != WH_NONE_AT) {
        wh_str bare = wh_received_bare(sender);
        if (wh_find_byte(bare, '=', 0) == WH_NONE_AT || wh_find_byte(bare, ',', 0) == WH_NONE_AT)
            out->envelope_from = bare;
    }
}

void wh_received_with(const wh_rline *line, wh_received *out)
{
    read_id(line, out);
    read_by(line, out);
    read_with(line, out);
    wh_str via = wh_received_phrase(line, WH_RC_VIA);
    if (via.n) out->via = via;
    read_for(line, out);
}
