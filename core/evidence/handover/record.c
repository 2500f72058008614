/* The receiver's own record of the address that it took the mail to come from, where that is not the address
 * that connected: its administrator has told it which relays in front are the house's own. Exchange Online is
 * known to do so (enhanced filtering for connectors), Gmail (inbound gateway), and whatever writes a
 * Received-SPF. It stands above the field that tells of the connection, where no author writes. What the
 * client named (HELO, MAIL FROM) stands in it too: but each of these always writes the address, so a forged
 * one makes two, and then none is taken. */
#include "evidence/handover/handover.h"
#include "base/limits.h"

typedef bool reads_address(wh_facts *facts, wh_str value, wh_ip *out);

typedef struct record {
    wh_str field;
    wh_str provider; /* whose servers write it so; absent: anybody's */
    bool anywhere;   /* above fields of the house, too: a filter behind several of its servers writes it */
    reads_address *read;
} record;

/* Where the only one of its kind begins; WH_NONE_AT for none, several, or quotes that may hide one. */
static size_t only(wh_str value, wh_str label)
{
    size_t at = wh_find_nocase(value, label, 0);
    if (at == WH_NONE_AT || wh_find_nocase(value, label, at + 1) != WH_NONE_AT) return WH_NONE_AT;
    bool quoted = wh_find_byte(value, '"', 0) != WH_NONE_AT || wh_find_byte(value, '\\', 0) != WH_NONE_AT;
    return quoted ? WH_NONE_AT : at;
}

/* "(sender IP is 192.0.2.1)" in the Authentication-Results without a name that Microsoft writes. */
static bool in_results(wh_facts *facts, wh_str value, wh_ip *out)
{
    wh_str label = WH_LIT("sender IP is ");
    wh_authres results;
    if (only(value, label) == WH_NONE_AT) return false;
    wh_parse_authres(facts->env, value, &results);
    if (!results.ok || results.authserv_id.n || results.results.n == 0) return false;
    const wh_authresult *first = &results.results.at[0];
    size_t at = wh_find_nocase(first->comment, label, 0);
    if (!wh_eq(first->method, WH_LIT("spf")) || at == WH_NONE_AT) return false;
    return wh_parse_ip(wh_trim_bytes(wh_from(first->comment, at + label.n), WH_LIT(" ()")), out);
}

/* "client-ip=" of Received-SPF (RFC 7208 9.1). */
static bool in_received_spf(wh_facts *facts, wh_str value, wh_ip *out)
{
    wh_received_spf spf;
    if (only(value, WH_LIT("client-ip=")) == WH_NONE_AT) return false;
    wh_parse_received_spf(facts->env, value, &spf);
    return spf.ok && wh_parse_ip(wh_spf_pair_named(&spf, WH_LIT("client-ip")), out);
}

/* The same by whatever software. What stands before it is the result and a comment: one that names somebody
 * (the domain is the client's choice, and may end the comment with a bracket of its own) must name the same
 * address. */
static bool in_any_received_spf(wh_facts *facts, wh_str value, wh_ip *out)
{
    static const char marks[] = {'.', ':', '@'};
    wh_received_spf spf;
    bool plain = true;
    if (!in_received_spf(facts, value, out)) return false;
    wh_parse_received_spf(facts->env, value, &spf);
    for (size_t i = 0; i < sizeof marks; i++) plain &= wh_find_byte(spf.comment, marks[i], 0) == WH_NONE_AT;
    wh_str ip = wh_spf_pair_named(&spf, WH_LIT("client-ip"));
    size_t at = wh_find_nocase(spf.comment, ip, 0), end = at + ip.n;
    bool told = at != WH_NONE_AT && at > 0 && end < spf.comment.n && spf.comment.p[at - 1] == ' ' &&
                spf.comment.p[end] == ' '; /* no address of an envelope holds a space outside quotes */
    return plain || told;
}

/* "spf=pass (google.com: domain of a@example.org designates 192.0.2.1 as permitted sender)" in the results
 * that Gmail writes above its own field: behind an inbound gateway that the administrator named it is the
 * address before that. What the client named stands before the word; where it holds another, nothing is
 * taken. */
static bool in_arc_results(wh_facts *facts, wh_str value, wh_ip *out)
{
    static const wh_str labels[] = {WH_LIT_INIT(" designates "), WH_LIT_INIT(" does not designate ")};
    wh_authres results;
    wh_parse_authres(facts->env, value, &results);
    if (!results.ok || !wh_eq_nocase(results.authserv_id, WH_LIT("mx.google.com"))) return false;
    for (uint32_t i = 0; i < results.results.n; i++) {
        const wh_authresult *r = &results.results.at[i];
        if (!wh_eq(r->method, WH_LIT("spf"))) continue;
        if (!wh_starts_nocase(r->comment, WH_LIT("google.com: "))) continue;
        for (size_t k = 0; k < 2; k++) {
            if (only(value, labels[k]) == WH_NONE_AT) continue;
            wh_str rest = wh_from(r->comment, wh_find_nocase(r->comment, labels[k], 0) + labels[k].n);
            size_t end = wh_find_byte(rest, ' ', 0);
            return wh_parse_ip(end == WH_NONE_AT ? rest : wh_sub(rest, 0, end), out);
        }
    }
    return false;
}

/* "IP='192.0.2.1', Host='...', ..." of Fastmail's filter. */
static bool in_spam_source(wh_facts *facts, wh_str value, wh_ip *out)
{
    (void)facts;
    wh_str label = WH_LIT("IP='");
    if (!wh_starts_nocase(value, label) || only(value, label) == WH_NONE_AT) return false;
    size_t end = wh_find_byte(value, '\'', label.n);
    return end != WH_NONE_AT && wh_parse_ip(wh_sub(value, label.n, end), out);
}

/* "[192.0.2.1]", and nothing else. */
static bool in_brackets(wh_facts *facts, wh_str value, wh_ip *out)
{
    (void)facts;
    if (value.n < 2 || value.p[0] != '[' || value.p[value.n - 1] != ']') return false;
    return wh_parse_ip(wh_sub(value, 1, value.n - 1), out);
}

/* clang-format off */
static const record records[] = {
    {WH_LIT_INIT("Authentication-Results"), WH_LIT_INIT("microsoft"), false, in_results},
    {WH_LIT_INIT("ARC-Authentication-Results"), WH_LIT_INIT("google"), false, in_arc_results},
    {WH_LIT_INIT("X-Spam-source"), WH_LIT_INIT("fastmail"), true, in_spam_source},
    {WH_LIT_INIT("X-Originating-IP"), WH_LIT_INIT("yahoo"), false, in_brackets},
    {WH_LIT_INIT("Received-SPF"), WH_LIT_INIT("microsoft"), false, in_received_spf},
    {WH_LIT_INIT("Received-SPF"), {NULL, 0}, false, in_any_received_spf},
};
/* clang-format on */

static const record *record_of(const wh_provider *by, wh_str field, bool directly)
{
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        const record *one = &records[i];
        if (!wh_eq_nocase(field, one->field) || !(directly || one->anywhere)) continue;
        if (wh_absent(one->provider) || (by && wh_eq(by->id, one->provider))) return one;
    }
    return NULL;
}

bool wh_recorded_address(wh_facts *facts, uint32_t i, wh_ip *out)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_provider *by = wh_provider_of(wh_bare_host(hop->r.by));
    uint32_t directly = i ? facts->hops.at[i - 1].field + 1 : 0, read = 0;
    bool known = false;
    for (uint32_t f = 0; f < hop->field; f++) {
        const wh_field *field = &facts->fields.at[f];
        const record *one = record_of(by, field->name, f >= directly);
        wh_ip ip = {0};
        if (!one) continue;
        if (read++ == WH_MAX_SERVER_RECORDS) return false;
        if (!one->read(facts, wh_trim(field->value), &ip)) continue;
        if (known && !wh_ip_eq(&ip, out)) return false; /* two servers saw two */
        *out = ip;
        known = true;
    }
    return known;
}

/* "SPF skipped for whitelisted relay - client-ip=192.0.2.1; helo=...": spf-engine's policy service writes it
 * above the Received field that Postfix writes, about a client that its administrator has named a relay of
 * his. The address tells it from a filter's that stands below the field above. */
bool wh_named_a_relay(const wh_facts *facts, uint32_t i)
{
    const wh_hop *hop = &facts->hops.at[i];
    wh_str label = WH_LIT("client-ip=");
    if (!wh_eq(hop->r.family, WH_LIT("postfix"))) return false;
    for (uint32_t f = i ? facts->hops.at[i - 1].field + 1 : 0; f < hop->field; f++) {
        const wh_field *field = &facts->fields.at[f];
        wh_ip ip;
        if (!wh_eq_nocase(field->name, WH_LIT("X-Comment"))) continue;
        wh_str value = wh_trim(field->value);
        if (!wh_starts_nocase(value, WH_LIT("SPF skipped for whitelisted relay - "))) continue;
        size_t at = only(value, label);
        if (at == WH_NONE_AT) continue;
        wh_str rest = wh_from(value, at + label.n);
        size_t end = wh_find_byte(rest, ';', 0);
        if (end != WH_NONE_AT && wh_parse_ip(wh_sub(rest, 0, end), &ip) && wh_ip_eq(&ip, &hop->r.ip))
            return true;
    }
    return false;
}
