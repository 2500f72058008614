/* What the name after "from" is. RFC 5321 4.4 has the HELO there and the reverse name in the comment;
 * sendmail, Postfix, Exchange and most others do so. Exim, qmail, IronPort, Momentum, ZMailer write the
 * reverse name there and the HELO in the comment, and leave the HELO out when it is the same; others write a
 * user's name, or something else entirely. */
#include "parse/received/parts.h"

/* Families whose name after "from" is the reverse name; `both`: a HELO that is not there was the same. */
static const struct {
    wh_str family;
    bool both;
} reverse_first[] = {
    {WH_LIT_INIT("exim"), true},          {WH_LIT_INIT("qmail"), true},
    {WH_LIT_INIT("qpsmtpd"), true},       {WH_LIT_INIT("ironport"), true},
    {WH_LIT_INIT("momentum"), true},      {WH_LIT_INIT("zmailer"), true},
    {WH_LIT_INIT("critical-path"), true}, {WH_LIT_INIT("gmx"), true},
    {WH_LIT_INIT("yahoo"), true},         {WH_LIT_INIT("messagelabs"), true},
    {WH_LIT_INIT("obtuse-smtpd"), false}, {WH_LIT_INIT("smap"), false},
    {WH_LIT_INIT("fetchmail"), false},
};

static bool names_reverse_first(wh_str family, bool *both)
{
    *both = false;
    for (size_t i = 0; i < sizeof reverse_first / sizeof reverse_first[0]; i++) {
        if (!wh_eq(family, reverse_first[i].family)) continue;
        *both = reverse_first[i].both;
        return true;
    }
    return false;
}

static wh_str host_of(wh_str s)
{
    s = wh_bare_host(s);
    wh_ip ip;
    if (wh_received_is_nameless(s) || !wh_received_is_hostlike(s) || wh_parse_ip(s, &ip)) return WH_ABSENT;
    return s;
}

static void set(wh_str *place, wh_str value)
{
    if (wh_absent(*place)) *place = value;
}

/* The first two words of the from clause. */
static bool starts_with(const wh_rline *line, wh_str first, wh_str second)
{
    const wh_rclause *from = &line->clause[WH_RC_FROM];
    if (from->end - from->first < 2) return false;
    const wh_rtoken *token = &line->tokens.at[from->first];
    if (token[0].kind != WH_R_WORD || token[1].kind != WH_R_WORD) return false;
    return (wh_absent(first) || wh_eq_nocase(token[0].s, first)) && wh_eq_nocase(token[1].s, second);
}

/* Names of users, queues and services instead of hosts: true when the name was one and nothing is left to
 * do. */
static bool is_no_host(const wh_rline *line, wh_received *out, const wh_rclient *client)
{
    static const wh_str sendgrid = WH_LIT_INIT("sendgrid");
    if (client->has_address && !wh_absent(out->name) && line->own != UINT32_MAX)
        return false; /* a client with an address is a host */
    if (starts_with(line, WH_LIT("mail"), WH_LIT("pickup"))) {
        out->local = true;
        return true;
    }
    if (wh_ends_nocase(out->name, WH_LIT("SpoolDir"))) { /* Mercury's queue */
        out->local = true;
        return true;
    }
    if (starts_with(line, WH_ABSENT, WH_LIT("named")) || wh_eq_nocase(out->name, WH_LIT("MAILER-DAEMON")))
        return true;
    if (client->has_address) return false;
    if (wh_starts_nocase(out->with, WH_LIT("local"))) {
        set(&out->ident, out->name);
        out->local = true;
        return true;
    }
    if (!client->helo_said && wh_find_byte(out->name, '@', 0) != WH_NONE_AT) {
        set(&out->envelope_from, wh_received_bare(out->name));
        return true;
    }
    if (!wh_eq(out->family, sendgrid)) return false;
    if (!wh_starts_nocase(out->with, WH_LIT("HTTP"))) {
        set(&out->helo, out->name); /* be it an address: the client's own is never told */
    } else {
        set(&out->auth, out->name); /* the account's number, in base64 */
        out->authenticated = true;
    }
    return true;
}

static void read_name(wh_received *out, const wh_rclient *client)
{
    bool both, reverse = names_reverse_first(out->family, &both);
    wh_str name = out->name, host = host_of(name);
    if (client->helo_said) {
        set(&out->rdns, wh_absent(client->host) ? host : host_of(client->host));
    } else if (!wh_absent(client->host)) {
        set(&out->helo, name);
        set(&out->rdns, host_of(client->host));
    } else if (!wh_absent(client->lone)) {
        set(reverse ? &out->helo : &out->rdns, host_of(client->lone));
        if (reverse) set(&out->rdns, host);
        else if (!wh_received_is_nameless(name)) set(&out->helo, name);
    } else if ((reverse || client->verified) && client->has_address) {
        set(&out->rdns, host);
        if (both || client->verified) set(&out->helo, host);
    } else if (!wh_received_is_nameless(name)) {
        set(&out->helo, name);
    }
}

/* Nobody says HELO there: an address before another one is no name. */
static bool over_http(const wh_received *out)
{
    return wh_starts_nocase(out->with, WH_LIT("HTTP")) || wh_starts_nocase(out->via, WH_LIT("HTTP"));
}

/* The name is an address: who connected when nothing else says so, else a HELO or the place of a missing
 * name. */
static void read_name_address(wh_received *out, const wh_rclient *client, const wh_ip *ip, wh_str raw,
                              uint16_t port)
{
    bool both, reverse = names_reverse_first(out->family, &both);
    if (!client->has_address && !(out->problems & 1u << WH_RECEIVED_TWO_ADDRESSES)) {
        out->ip = *ip;
        out->ip_raw = raw;
        if (port) out->port = port;
    } else if (!client->helo_said && !over_http(out) && (!reverse || !wh_absent(client->host))) {
        set(&out->helo, out->name);
    }
    if (wh_eq(out->family, WH_LIT("chasquid"))) set(&out->helo, client->lone);
    if (!wh_absent(client->host)) set(&out->rdns, host_of(client->host));
}

/* Servers that write the address they saw last before "by", in a comment that is theirs alone, whatever the
 * name before it holds. */
static bool writes_address_last(const wh_received *out)
{
    wh_str family = out->family;
    if (wh_eq(family, WH_LIT("yahoo"))) return wh_under_domain(out->by, WH_LIT("yahoo.co.jp"));
    /* clang-format off */
    static const wh_str known[] = {
        WH_LIT_INIT("postfix"), WH_LIT_INIT("sendmail"), WH_LIT_INIT("haraka"), WH_LIT_INIT("james"),
        WH_LIT_INIT("mdaemon"), WH_LIT_INIT("exchange"), WH_LIT_INIT("smtpsvc"), WH_LIT_INIT("gmail"),
        WH_LIT_INIT("opensmtpd"), WH_LIT_INIT("halon"), WH_LIT_INIT("ironport"), WH_LIT_INIT("qmail"),
        WH_LIT_INIT("qpsmtpd"), WH_LIT_INIT("courier"), WH_LIT_INIT("kerio"), WH_LIT_INIT("icewarp"),
        WH_LIT_INIT("hmailserver"), WH_LIT_INIT("axigen"), WH_LIT_INIT("domino"), WH_LIT_INIT("mimecast"),
        WH_LIT_INIT("barracuda"), WH_LIT_INIT("proofpoint"), WH_LIT_INIT("stalwart"), WH_LIT_INIT("maddy"),
        WH_LIT_INIT("mox"), WH_LIT_INIT("zonemta"), WH_LIT_INIT("kumomta"), WH_LIT_INIT("iplanet"),
        WH_LIT_INIT("coremail"), WH_LIT_INIT("docomo"), WH_LIT_INIT("au"), WH_LIT_INIT("biglobe"),
        WH_LIT_INIT("groupwise"), WH_LIT_INIT("mercury"), WH_LIT_INIT("yandex"), WH_LIT_INIT("qq"),
        WH_LIT_INIT("trend-micro"), WH_LIT_INIT("symantec"), WH_LIT_INIT("mailenable"),
        WH_LIT_INIT("zimbra"), WH_LIT_INIT("intermail"), WH_LIT_INIT("nemesis"), WH_LIT_INIT("surgemail"),
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (wh_eq(family, known[i])) return true;
    return false;
}

/* Servers that write the address first, "from [192.0.2.1] (HELO name)": what follows is the name's, even if
 * an address is in it. */
static bool writes_address_first(const wh_rline *line, wh_str family)
{
    if (line->front_equals) return wh_eq(family, WH_LIT("exim")) || wh_eq(family, WH_LIT("momentum"));
    return wh_eq(family, WH_LIT("communigate")) || wh_eq(family, WH_LIT("yahoo"));
}

/* "from NAME ([192.0.2.1]:25 helo=x) ([198.51.100.1]:25)": Exim's, with a name that goes on after its
 * bracket, or, where it does not say that it is Exim, the name of one who connected to a server that writes
 * the address last (mail.ru's). */
static bool is_either(const wh_rline *line, const wh_received *out)
{
    if (out->software.n) return false;
    if (!line->last.family || !line->front_equals) return false;
    const char *raw = line->last_raw.p; /* a slice of the value */
    return raw - line->value.p > 2 && raw[-1] == '[' && raw[-2] == '(';
}

/* The name has an address in brackets, a "by", a semicolon, and then begins anew with "from": a client that
 * calls itself a whole field, or two fields that a converter ran together in one line. In the one the last
 * address is the server's, in the other the first. */
static bool is_whole_field(const wh_rline *line, wh_str name)
{
    wh_ip ip;
    wh_str raw;
    uint16_t port;
    size_t by = line->stuffed ? wh_find_nocase(name, WH_LIT(" by "), 0) : WH_NONE_AT;
    size_t date = by == WH_NONE_AT ? WH_NONE_AT : wh_find_byte(name, ';', by);
    if (date == WH_NONE_AT || wh_find_nocase(name, WH_LIT("from "), date) == WH_NONE_AT) return false;
    for (size_t at = wh_find_byte(name, '[', 0); at < by; at = wh_find_byte(name, '[', at + 1)) {
        size_t close = wh_find_byte(wh_sub(name, 0, at + 64 < name.n ? at + 64 : name.n), ']', at);
        if (close != WH_NONE_AT && wh_received_ip(wh_sub(name, at + 1, close), &ip, &raw, &port)) return true;
    }
    return false;
}

/* Where the name holds an address of its own: the server's one is the last before "by", unless the line
 * begins as with the servers that write it first. Its form tells whether it is one of theirs; where the form
 * is nobody's, no address is taken. */
static void settle_address(const wh_rline *line, wh_received *out, wh_rclient *client)
{
    bool first = writes_address_first(line, out->family);
    bool last = !first && (writes_address_last(out) || wh_eq(out->family, WH_LIT("exim")));
    bool told = line->last.family && (line->fronted || (last && !client->has_address));
    bool lost = line->echo.lost || is_whole_field(line, out->name);
    if (!told && !lost) return;
    first &= !lost && !is_either(line, out);
    last &= !lost;
    client->host = out->rdns = out->ip_raw = WH_ABSENT;
    out->ip = (wh_ip){0};
    out->problems |= 1u << (first || last ? WH_RECEIVED_STUFFED_NAME : WH_RECEIVED_TWO_ADDRESSES);
    if (last) {
        out->ip = line->last;
        out->ip_raw = line->last_raw;
    } else if (first) {
        wh_str name = line->tokens.at[line->clause[WH_RC_FROM].first].s;
        wh_ip ip;
        wh_str raw;
        uint16_t port;
        out->ip = line->front;
        out->ip_raw = line->front_raw;
        out->helo = line->front_helo;
        out->name = name;
        if (!wh_received_ip(name, &ip, &raw, &port)) out->rdns = host_of(name);
    }
    client->has_address = client->helo_said = first || last;
}

void wh_received_names(const wh_rline *line, wh_received *out, wh_rclient *client)
{
    wh_ip ip;
    wh_str raw;
    uint16_t port;
    settle_address(line, out, client);
    if (!wh_absent(out->name) && !is_no_host(line, out, client)) {
        if (wh_received_ip(out->name, &ip, &raw, &port)) read_name_address(out, client, &ip, raw, port);
        else read_name(out, client);
    } else if (wh_absent(out->name) && !wh_absent(client->host)) {
        set(&out->rdns, host_of(client->host));
    }
    if (out->ip.family == 0 && !wh_absent(client->bad)) out->problems |= 1u << WH_RECEIVED_BAD_IP;
    if (wh_eq(out->family, WH_LIT("coremail"))) /* it writes "unknown" of everybody, and asks for no name */
        out->problems &= ~(1u << WH_RECEIVED_RDNS_UNKNOWN);
}
