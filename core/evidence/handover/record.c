/* The receiver's own record of the address that it took the mail to come from, where that is not the address
 * that connected: its administrator has told it which relays in front are his. Exchange Online is known to
 * do so (enhanced filtering for connectors), and Gmail (inbound gateway). Both write it always, so that
 * a HELO or MAIL FROM that holds another makes two, and nothing is taken. */
#include "evidence/handover/handover.h"
#include "base/limits.h"

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

bool wh_recorded_address(wh_facts *facts, uint32_t i, wh_ip *out)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_provider *by = wh_provider_of(wh_bare_host(hop->r.by));
    bool known = false;
    uint32_t read = 0;
    bool google = by && wh_eq(by->id, WH_LIT("google"));
    if (!by || (!google && !wh_eq(by->id, WH_LIT("microsoft")))) return false;
    for (uint32_t f = i ? facts->hops.at[i - 1].field + 1 : 0; f < hop->field; f++) {
        const wh_field *field = &facts->fields.at[f];
        wh_ip ip = {0};
        bool arc = google && wh_eq_nocase(field->name, WH_LIT("ARC-Authentication-Results"));
        bool results = !google && wh_eq_nocase(field->name, WH_LIT("Authentication-Results"));
        bool spf = !google && wh_eq_nocase(field->name, WH_LIT("Received-SPF"));
        if ((results || spf || arc) && read++ == WH_MAX_SERVER_RECORDS) return false;
        bool told = arc && in_arc_results(facts, field->value, &ip);
        told |= results && in_results(facts, field->value, &ip);
        if (!told && !(spf && in_received_spf(facts, field->value, &ip))) continue;
        if (known && !wh_ip_eq(&ip, out)) return false; /* two servers saw two */
        *out = ip;
        known = true;
    }
    return known;
}
