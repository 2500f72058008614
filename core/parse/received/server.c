/* Which words of a Received field are the server's own. Everything before "by" but the address and the
 * reverse name is what the client called itself (RFC 5321 4.1.1.1), and many servers take any bytes for that:
 * blanks, brackets, a semicolon, a whole from clause. So the field is read from the end, which the server
 * wrote: its "by" is the last one that a host follows, and its address stands in the last comment before
 * that. What is left over is the HELO. */
#include "parse/received/parts.h"

static bool is_word(const wh_rline *line, uint32_t i, wh_str word)
{
    return i < line->tokens.n && line->tokens.at[i].kind == WH_R_WORD &&
           wh_eq_nocase(line->tokens.at[i].s, word);
}

static bool is_keyword(const wh_rline *line, uint32_t i)
{
    static const wh_str words[] = {WH_LIT_INIT("by"),  WH_LIT_INIT("via"),          WH_LIT_INIT("with"),
                                   WH_LIT_INIT("id"),  WH_LIT_INIT("for"),          WH_LIT_INIT("protocol:"),
                                   WH_LIT_INIT("tls"), WH_LIT_INIT("envelope-from")};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (is_word(line, i, words[k])) return true;
    return false;
}

/* "by" and a host, and after that what may follow a host. */
static bool names_server(const wh_rline *line, uint32_t i)
{
    wh_ip ip;
    wh_str raw, host;
    uint16_t port;
    if (!is_word(line, i, WH_LIT("by")) || i + 1 >= line->tokens.n) return false;
    const wh_rtoken *next = &line->tokens.at[i + 1];
    if (next->kind != WH_R_WORD) return next->kind == WH_R_COMMENT;
    host = wh_received_bare(next->s);
    if (!wh_received_is_hostlike(host) && !wh_received_ip(host, &ip, &raw, &port)) return false;
    return i + 2 >= line->tokens.n || line->tokens.at[i + 2].kind != WH_R_WORD || is_keyword(line, i + 2);
}

uint32_t wh_received_by(const wh_rline *line)
{
    uint32_t any = UINT32_MAX;
    for (uint32_t i = line->tokens.n; i-- > 1;) {
        if (names_server(line, i)) return i;
        if (is_word(line, i, WH_LIT("by"))) any = i; /* the first one, when none is as it should be */
    }
    return any;
}

bool wh_received_marks_helo(wh_str comment)
{
    static const wh_str words[] = {WH_LIT_INIT("HELO "), WH_LIT_INIT("EHLO "), WH_LIT_INIT("LHLO "),
                                   WH_LIT_INIT("helo=")};
    size_t at = 0;
    wh_str atom;
    if (wh_received_atom(comment, &at, &atom) &&
        (wh_eq_nocase(atom, WH_LIT("HELO")) || wh_eq_nocase(atom, WH_LIT("EHLO"))))
        return true;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (wh_starts_nocase(comment, words[k])) return true;
    return false;
}

size_t wh_received_helo_at(wh_str comment)
{
    static const wh_str helo = WH_LIT_INIT("helo=");
    size_t at = wh_find_nocase(comment, helo, 0);
    while (at != WH_NONE_AT && at > 0 && !wh_is_space(comment.p[at - 1]))
        at = wh_find_nocase(comment, helo, at + 1);
    return at == WH_NONE_AT ? comment.n : at;
}

static bool has_address(const wh_rtoken *token)
{
    wh_ip ip;
    wh_str raw, atom;
    uint16_t port;
    size_t at = 0;
    if (token->kind == WH_R_WORD) return token->s.p[0] == '[' && wh_received_ip(token->s, &ip, &raw, &port);
    for (uint32_t n = 0; wh_received_atom(token->s, &at, &atom); n++) {
        size_t open = wh_find_byte(atom, '[', 0), sign = wh_rfind_byte(atom, '@');
        wh_str bare = n < 2 && sign != WH_NONE_AT ? wh_from(atom, sign + 1) : atom;
        if (open != WH_NONE_AT ? wh_received_ip(wh_from(atom, open), &ip, &raw, &port)
                               : n < 2 && wh_received_ip(bare, &ip, &raw, &port))
            return true;
    }
    return false;
}

/* Between the name and the server's comment there is only a comment with the HELO (from servers that write
 * one) or, before an address without parentheses, a name: anything else is part of the name. */
static bool is_plain(const wh_rline *line, uint32_t first, uint32_t own)
{
    for (uint32_t i = first + 1; i < own; i++) {
        const wh_rtoken *token = &line->tokens.at[i];
        bool bare = line->tokens.at[own].kind == WH_R_WORD && i + 1 == own;
        if (bare && token->kind == WH_R_COMMENT && wh_received_is_hostlike(token->s)) return true;
        if (token->kind != WH_R_COMMENT || !wh_received_marks_helo(token->s) ||
            wh_find_byte(token->s, '(', 0) != WH_NONE_AT)
            return false;
        if (i + 1 != own) return false;
    }
    return true;
}

/* "from [192.0.2.1] (HELO name)": nothing but the name follows, not even where it closes the parenthesis
 * itself. */
static bool leads_with_address(const wh_rline *line)
{
    uint32_t i = line->clause[WH_RC_FROM].first;
    const wh_rtoken *token = &line->tokens.at[i];
    return token[0].kind == WH_R_WORD && has_address(&token[0]) && token[1].kind == WH_R_COMMENT &&
           wh_received_marks_helo(token[1].s);
}

static size_t skip_digits(wh_str s, size_t at)
{
    while (at < s.n && wh_is_digit(s.p[at])) at++;
    return at;
}

/* Where the HELO begins in what stands after the address or the name: "HELO x", "helo=x", "port=25 helo=x";
 * WH_NONE_AT: nowhere. */
static size_t marked_helo(wh_str s)
{
    static const wh_str port = WH_LIT_INIT("port="), helo = WH_LIT_INIT("helo=");
    size_t at = 0;
    if (s.n && s.p[0] == ':') at = skip_digits(s, 1);
    while (at < s.n && wh_is_space(s.p[at])) at++;
    if (wh_starts_nocase(wh_from(s, at), port)) at = skip_digits(s, at + port.n);
    while (at < s.n && wh_is_space(s.p[at])) at++;
    wh_str rest = wh_from(s, at);
    if (wh_starts_nocase(rest, helo)) return at + helo.n;
    for (size_t i = 0; i < 3; i++) {
        static const wh_str words[] = {WH_LIT_INIT("HELO "), WH_LIT_INIT("EHLO "), WH_LIT_INIT("LHLO ")};
        if (wh_starts_nocase(rest, words[i])) return at + words[i].n;
    }
    return WH_NONE_AT;
}

/* The last address in brackets, or alone in parentheses, in what stands before "by". */
static void find_last(wh_rline *line, wh_str words)
{
    uint16_t port;
    wh_ip ip;
    wh_str raw;
    for (size_t i = words.n; i-- > 0;) {
        char end = words.p[i] == '[' ? ']' : words.p[i] == '(' ? ')' : 0;
        wh_str near = wh_sub(words, 0, words.n - i > 64 ? i + 64 : words.n);
        size_t close = end ? wh_find_byte(near, end, i) : WH_NONE_AT;
        if (end == ')' && close == WH_NONE_AT) close = near.n;
        if (close == WH_NONE_AT || !wh_received_ip(wh_sub(words, i + 1, close), &ip, &raw, &port)) continue;
        if (!wh_ip_eq(&ip, &line->front)) {
            line->last = ip;
            line->last_raw = raw;
        }
        return;
    }
}

/* "from [192.0.2.1] (HELO name)", "from 192.0.2.1 (EHLO name)", "from rdns ([192.0.2.1]:25 helo=name)":
 * CommuniGate, Yahoo, Exim. Read from the text, because the parentheses of a name need not match. Not
 * "from 127.0.0.1 (EHLO name) (192.0.2.1)": there Yahoo's own proxy comes first, and whoever connected last.
 */
static void find_front(wh_rline *line)
{
    const wh_rclause *from = &line->clause[WH_RC_FROM];
    uint16_t port;
    if (!from->present || from->first >= from->end) return;
    const wh_rtoken *first = &line->tokens.at[from->first];
    wh_str name = first->kind == WH_R_WORD ? first->s : wh_sub(first->s, 0, 0);
    uint32_t over = line->by != UINT32_MAX && line->by > from->first ? line->by : from->end;
    const char *end = over < line->tokens.n ? line->tokens.at[over].s.p : line->value.p + line->value.n;
    wh_str rest = wh_trim((wh_str){name.p + name.n, (size_t)(end - (name.p + name.n))});
    find_last(line, rest);
    if (name.n == 0 || rest.n == 0 || rest.p[0] != '(') return;
    size_t close = rest.n > 1 && rest.p[1] == '[' ? wh_find_byte(rest, ']', 0) : WH_NONE_AT, at = 1;
    wh_str before = name;
    if (close != WH_NONE_AT) {
        before = wh_sub(rest, 1, close + 1);
        at = close + 1;
    }
    size_t helo = marked_helo(wh_from(rest, at));
    line->fronted = helo != WH_NONE_AT && wh_received_ip(before, &line->front, &line->front_raw, &port);
    bool bare = close == WH_NONE_AT && name.p[0] != '[';
    if (line->fronted && bare && wh_ip_kind_of(&line->front) == WH_IP_LOOPBACK) {
        line->fronted = false;
        line->front = (wh_ip){0};
    }
    if (!line->fronted) return;
    line->front_helo = wh_from(rest, at + helo);
    if (line->front_helo.n && line->front_helo.p[line->front_helo.n - 1] == ')') line->front_helo.n--;
    line->front_equals = rest.p[at + helo - 1] == '=';
    wh_ip literal;
    wh_str raw;
    bool word = line->front_helo.n && wh_find_byte(line->front_helo, ' ', 0) == WH_NONE_AT;
    bool plain = word && line->front_helo.p[0] == '[';
    plain = plain && wh_received_ip(line->front_helo, &literal, &raw, &port);
    line->last = (wh_ip){0};
    if (!plain) find_last(line, line->front_helo);
}

void wh_received_own(wh_rline *line)
{
    const wh_rclause *from = &line->clause[WH_RC_FROM];
    line->own = UINT32_MAX;
    find_front(line);
    for (uint32_t i = from->end; from->present && i-- > from->first;) {
        const wh_rtoken *token = &line->tokens.at[i];
        if (token->kind == WH_R_COMMENT && (wh_received_is_aside(token->s) || !has_address(token))) {
            if (!wh_received_is_aside(token->s) && wh_received_marks_helo(token->s)) break;
            continue;
        }
        if (!has_address(token)) continue;
        line->own = i;
        break;
    }
    if (line->own != UINT32_MAX && wh_received_marks_helo(line->tokens.at[line->own].s))
        line->own = UINT32_MAX; /* the HELO's to the end */
    if (line->own == UINT32_MAX) {
        line->spilt = from->present && from->first + 2 < from->end && leads_with_address(line);
        return;
    }
    if (line->own == from->first) return;
    line->stuffed = line->tokens.at[from->first].kind != WH_R_WORD || !is_plain(line, from->first, line->own);
}
