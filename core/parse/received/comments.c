/* What the comments of a Received field may say wherever they stand: envelope sender, authenticated user,
 * TLS, and the name of the software that wrote the field. */
#include "parse/received/parts.h"

#define LETTER(c) (1u << ((c) - 'a'))

static wh_str after(wh_str s, wh_str prefix)
{
    return wh_starts_nocase(s, prefix) ? wh_from(s, prefix.n) : WH_ABSENT;
}

/* ---- envelope sender ---- */

static void read_envelope(wh_str comment, wh_received *out)
{
    static const wh_str names[] = {
        WH_LIT_INIT("envelope-from"),
        WH_LIT_INIT("envelope-sender"),
        WH_LIT_INIT("return-path"),
        WH_LIT_INIT("mailfrom"),
    };
    size_t at = 0;
    wh_str atom;
    while (wh_absent(out->envelope_from) && wh_received_atom(comment, &at, &atom)) {
        if (wh_eq_nocase(atom, WH_LIT("from")) &&
            wh_ends_nocase(wh_trim(wh_sub(comment, 0, at - 4)), WH_LIT("envelope")) &&
            wh_received_atom(comment, &at, &atom)) { /* chasquid */
            out->envelope_from = wh_received_bare(wh_trim_bytes(atom, WH_LIT("\"")));
            break;
        }
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            wh_str rest = after(atom, names[i]);
            if (wh_absent(rest)) continue;
            if (rest.n && (rest.p[0] == ':' || rest.p[0] == '=')) rest = wh_from(rest, 1);
            else if (rest.n && rest.p[0] != '<') continue;
            if (rest.n == 0 && !wh_received_atom(comment, &at, &rest)) return;
            out->envelope_from = wh_received_bare(rest);
            break;
        }
    }
}

/* ---- authenticated user ---- */

static bool is_mechanism(wh_str s)
{
    static const wh_str names[] = {
        WH_LIT_INIT("LOGIN"),       WH_LIT_INIT("PLAIN"),         WH_LIT_INIT("CRAM-MD5"),
        WH_LIT_INIT("DIGEST-MD5"),  WH_LIT_INIT("CRAM-SHA1"),     WH_LIT_INIT("CRAM-SHA256"),
        WH_LIT_INIT("NTLM"),        WH_LIT_INIT("GSSAPI"),        WH_LIT_INIT("XOAUTH2"),
        WH_LIT_INIT("SCRAM-SHA-1"), WH_LIT_INIT("SCRAM-SHA-256"), WH_LIT_INIT("OAUTHBEARER"),
        WH_LIT_INIT("EXTERNAL"),
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (wh_eq_nocase(s, names[i])) return true;
    return false;
}

static bool is_label(wh_str s)
{
    static const wh_str names[] = {
        WH_LIT_INIT("user"),     WH_LIT_INIT("sender"), WH_LIT_INIT("as"),
        WH_LIT_INIT("username"), WH_LIT_INIT("id"),     WH_LIT_INIT("account"),
    };
    if (s.n && s.p[s.n - 1] == ':') s.n--;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (wh_eq_nocase(s, names[i])) return true;
    return false;
}

static void set_auth(wh_received *out, wh_str user)
{
    out->authenticated = true;
    user = wh_received_bare(wh_trim_bytes(user, WH_LIT("\"'")));
    if (user.n && wh_absent(out->auth)) out->auth = user;
}

/* "authenticated user x", "Authenticated sender: x", "authenticated as x", "smtp-auth username x": after the
 * word. */
static void read_labelled(wh_str comment, size_t at, wh_received *out)
{
    wh_str atom;
    bool label = false;
    out->authenticated = true;
    while (wh_received_atom(comment, &at, &atom)) {
        if (is_label(atom)) {
            label = true;
            continue;
        }
        wh_str value = after(atom, WH_LIT("user="));
        if (label || !wh_absent(value)) set_auth(out, wh_absent(value) ? atom : value);
        return;
    }
}

static void read_auth(wh_str comment, wh_received *out)
{
    size_t at = 0;
    wh_str atom, next, value;
    for (uint32_t n = 0; wh_received_atom(comment, &at, &atom); n++) {
        wh_str word = atom;
        if (word.n && word.p[word.n - 1] == ':') word.n--;
        if (wh_eq_nocase(word, WH_LIT("authenticated")) ||
            (n == 0 && wh_eq_nocase(word, WH_LIT("smtp-auth")))) {
            read_labelled(comment, at, out);
            return;
        }
        if (n == 0 && wh_eq_nocase(atom, WH_LIT("AUTH:"))) { /* Courier */
            if (!wh_received_atom(comment, &at, &next)) return;
            if (is_mechanism(next) && !wh_received_atom(comment, &at, &next)) next = WH_LIT("");
            set_auth(out, next);
            return;
        }
        if (n == 0 && wh_eq_nocase(atom, WH_LIT("account")) &&
            wh_received_atom(comment, &at, &next)) { /* CommuniGate */
            set_auth(out, next);
            return;
        }
        if (wh_eq_nocase(atom, WH_LIT("with")) &&
            wh_received_atom(comment, &at, &next)) { /* "user@192.0.2.1 with plain" */
            if (is_mechanism(next)) set_auth(out, wh_absent(out->ident) ? WH_LIT("") : out->ident);
            continue;
        }
        value = after(atom, WH_LIT("authid="));
        size_t behind = at;
        if (!value.n && wh_received_atom(comment, &behind, &next) &&
            is_mechanism(after(next, WH_LIT("mech="))))
            value = after(atom, WH_LIT("user=")); /* IronPort, FortiMail: both "unknown" of a stranger */
        if (value.n) set_auth(out, value);
    }
}

/* "Postfix, from userid 33", "uid 500" */
static void read_user_id(wh_str comment, wh_received *out)
{
    size_t at = 0;
    wh_str atom, next;
    while (wh_received_atom(comment, &at, &atom)) {
        if (!wh_eq_nocase(atom, WH_LIT("userid")) && !wh_eq_nocase(atom, WH_LIT("uid"))) continue;
        uint64_t number;
        if (!wh_received_atom(comment, &at, &next) || !wh_to_u64(next, &number)) return;
        if (wh_absent(out->ident)) out->ident = next;
        if (out->ip.family == 0) out->local = true;
    }
}

/* vger: "ORCPT <rfc822;user@example.com>" */
static void read_recipient(wh_str comment, wh_received *out)
{
    static const wh_str start = WH_LIT_INIT("ORCPT <rfc822;");
    if (!wh_absent(out->for_) || !wh_starts_nocase(comment, start)) return;
    size_t end = wh_find_byte(comment, '>', start.n);
    if (end != WH_NONE_AT && end > start.n) out->for_ = wh_sub(comment, start.n, end);
}

/* ---- software ---- */

/* Whether a comment after "by" or "with" names software: what is no address, user, sender or TLS does. */
static bool names_software(wh_str comment, const wh_ip *by)
{
    static const wh_str others[] = {
        WH_LIT_INIT("envelope-"),   WH_LIT_INIT("authenticated"),
        WH_LIT_INIT("auth"),        WH_LIT_INIT("node="),
        WH_LIT_INIT("uid "),        WH_LIT_INIT("may be"),
        WH_LIT_INIT("No client"),   WH_LIT_INIT("Client "),
        WH_LIT_INIT("via "),        WH_LIT_INIT("for "),
        WH_LIT_INIT("single-drop"), WH_LIT_INIT("multi-drop"),
        WH_LIT_INIT("ORCPT"),       WH_LIT_INIT("return-path"),
        WH_LIT_INIT("crosscheck"),  WH_LIT_INIT("peer crosscheck"),
        WH_LIT_INIT("code "),
    };
    size_t at = 0;
    wh_str atom, raw;
    wh_ip ip;
    uint16_t port;
    if (comment.n == 0 || !wh_received_atom(comment, &at, &atom)) return false;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (wh_starts_nocase(comment, others[i])) return false;
    if (wh_received_ip(atom, &ip, &raw, &port) && wh_trim(wh_from(comment, at)).n == 0)
        return !wh_ip_eq(&ip, by) && atom.p[0] != '[' && port == 0;
    if (!wh_received_atom(comment, &at, &atom)) return true;
    return !(atom.p[0] == '[' && wh_received_ip(atom, &ip, &raw, &port));
}

static bool in_clause(const wh_rline *line, wh_rclause_id id, uint32_t i)
{
    const wh_rclause *clause = &line->clause[id];
    return clause->present && i >= clause->first && i < clause->end;
}

/* What of a comment is the server's: in the from clause nothing before the address that it wrote last (which
 * login and TLS follow), nothing after the HELO where it writes the address before that. */
static wh_str servers_words(const wh_rline *line, uint32_t i)
{
    wh_str comment = line->tokens.at[i].s;
    if (!in_clause(line, WH_RC_FROM, i)) return comment;
    bool before = line->own != UINT32_MAX && i < line->own;
    bool behind = line->fronted && i > line->clause[WH_RC_FROM].first + 1;
    if (line->spilt || before || behind || wh_received_marks_helo(comment)) return WH_ABSENT;
    if (i == line->own && line->stuffed) return WH_ABSENT;
    return wh_sub(comment, 0, wh_received_helo_at(comment));
}

void wh_received_comments(const wh_rline *line, wh_received *out)
{
    for (uint32_t i = 0; i < line->tokens.n; i++) {
        const wh_rtoken *token = &line->tokens.at[i];
        if (token->kind != WH_R_COMMENT || (i >= line->date_first && i < line->date_end)) continue;
        wh_str *kept = wh_push(line->env->arena, &out->comments);
        if (kept) *kept = token->s;
        wh_str own = servers_words(line, i);
        if (wh_absent(own)) continue;
        bool tls = wh_received_tls_comment(own, out);
        uint32_t begins = wh_received_beginnings(own);
        if (begins & (LETTER('e') | LETTER('r') | LETTER('m'))) read_envelope(own, out);
        if (begins & (LETTER('a') | LETTER('s') | LETTER('u') | LETTER('w'))) read_auth(own, out);
        if (begins & LETTER('u')) read_user_id(own, out);
        read_recipient(own, out);
        wh_str via = after(own, WH_LIT("via "));
        if (via.n && wh_absent(out->via)) out->via = via;
        if (tls || !wh_absent(out->software) || !names_software(token->s, &out->by_ip)) continue;
        bool here =
            in_clause(line, WH_RC_BY, i) || in_clause(line, WH_RC_WITH, i) || in_clause(line, WH_RC_TLS, i);
        if (!here && !in_clause(line, WH_RC_VIA, i)) continue;
        out->software = token->s;
        if (wh_ends_nocase(token->s, WH_LIT("/Submit")))
            out->local = true; /* sendmail's own submission program */
    }
}
