/* The receiver's own record of the address that it took the mail to come from, where that is not the address
 * that connected: its administrator has told it which relays in front are his. Exchange Online alone is known
 * to do so (enhanced filtering for connectors). It writes the address always, so that a HELO or MAIL FROM
 * that holds another makes two, and nothing is taken. */
#include "evidence/handover/handover.h"

#define MOST_RECORDS 8u /* that are read: a server writes one of each, and reading takes memory */

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

bool wh_recorded_address(wh_facts *facts, uint32_t i, wh_ip *out)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_provider *by = wh_provider_of(wh_bare_host(hop->r.by));
    bool known = false;
    uint32_t read = 0;
    if (!by || !wh_eq(by->id, WH_LIT("microsoft"))) return false;
    for (uint32_t f = i ? facts->hops.at[i - 1].field + 1 : 0; f < hop->field; f++) {
        const wh_field *field = &facts->fields.at[f];
        wh_ip ip = {0};
        bool results = wh_eq_nocase(field->name, WH_LIT("Authentication-Results"));
        bool spf = wh_eq_nocase(field->name, WH_LIT("Received-SPF"));
        if ((results || spf) && read++ == MOST_RECORDS) return false;
        bool told = results && in_results(facts, field->value, &ip);
        if (!told && !(spf && in_received_spf(facts, field->value, &ip))) continue;
        if (known && !wh_ip_eq(&ip, out)) return false; /* two servers saw two */
        *out = ip;
        known = true;
    }
    return known;
}
