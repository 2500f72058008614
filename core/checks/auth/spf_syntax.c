/* SPF records: their terms and syntax. RFC 7208 4.5, 4.6.1, 5, 6 and the collected grammar of its section 12.
 * Terms are read one at a time and nothing is kept: a record of 64 KB costs no memory. */
#include "checks/auth/spf.h"

#include <string.h>

static const wh_str version = WH_LIT_INIT("v=spf1");

bool wh_spf_is_record(wh_str txt)
{
    return wh_starts_nocase(txt, version) && (txt.n == version.n || txt.p[version.n] == ' ');
}

/* ---- addresses ---- */

/* ip4-network: four qnums, which have no zeros in front. */
static bool is_ip4(wh_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (s.p[i] == '0' && wh_is_digit(s.p[i + 1]) && (i == 0 || s.p[i - 1] == '.')) return false;
    wh_ip ip;
    return wh_find_byte(s, ':', 0) == WH_NONE_AT && wh_parse_ip(s, &ip) && ip.family == 4 &&
           wh_is_digit(s.p[0]);
}

static bool is_ip6(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_hex(s.p[i]) && s.p[i] != ':' && s.p[i] != '.') return false;
    wh_ip ip;
    return wh_find_byte(s, ':', 0) != WH_NONE_AT && wh_parse_ip(s, &ip);
}

bool wh_spf_ip_matches(const wh_spf_term *term, const wh_ip *client)
{
    wh_ip network;
    if (!wh_parse_ip(term->ip, &network)) return false;
    if (term->kind == WH_SPF_IP4) return wh_ip_within(client, &network, term->cidr4);
    if (network.family ==
        4) { /* written as IPv4-mapped: of the client's addresses only the IPv6 ones are meant */
        wh_ip six = {.family = 6};
        six.b[10] = six.b[11] = 0xFF;
        memcpy(six.b + 12, network.b, 4);
        network = six;
    }
    return wh_ip_within(client, &network, term->cidr6);
}

/* ---- prefix lengths ---- */

static bool read_length(wh_str digits, unsigned most, unsigned *out)
{
    uint64_t value;
    if (digits.n > 3 || !wh_to_u64(digits, &value) || value > most) return false;
    if (digits.n > 1 && digits.p[0] == '0') return false;
    *out = (unsigned)value;
    return true;
}

/* Where the digits at the end of s begin, when a '/' stands before them; WH_NONE_AT otherwise. */
static size_t slash_digits(wh_str s)
{
    size_t at = s.n;
    while (at > 0 && wh_is_digit(s.p[at - 1])) at--;
    return at < s.n && at > 0 && s.p[at - 1] == '/' ? at : WH_NONE_AT;
}

/* [ dual-cidr-length ] at the end of *rest, which is cut off. A domain-spec may hold slashes, so it is read
 * from the right. */
static bool take_cidr(wh_str *rest, wh_spf_term *term)
{
    size_t at = slash_digits(*rest);
    if (at != WH_NONE_AT && at > 1 && rest->p[at - 2] == '/') {
        if (!read_length(wh_from(*rest, at), 128, &term->cidr6)) return false;
        *rest = wh_sub(*rest, 0, at - 2);
        at = slash_digits(*rest);
    }
    if (at != WH_NONE_AT) {
        if (!read_length(wh_from(*rest, at), 32, &term->cidr4)) return false;
        *rest = wh_sub(*rest, 0, at - 1);
    }
    return true;
}

/* ---- terms ---- */

static bool read_domain_spec(wh_str rest, wh_spf_term *term)
{
    if (rest.n == 0 || rest.p[0] != ':') return false;
    term->spec = wh_from(rest, 1);
    return wh_spf_domain_spec_valid(term->spec);
}

static bool read_network(wh_str rest, wh_spf_term *term)
{
    bool four = term->kind == WH_SPF_IP4;
    if (rest.n == 0 || rest.p[0] != ':') return false;
    size_t slash = wh_find_byte(rest, '/', 1);
    term->ip = wh_sub(rest, 1, slash == WH_NONE_AT ? rest.n : slash);
    if (four ? !is_ip4(term->ip) : !is_ip6(term->ip)) return false;
    if (slash == WH_NONE_AT) return true;
    wh_str length = wh_from(rest, slash + 1);
    return four ? read_length(length, 32, &term->cidr4) : read_length(length, 128, &term->cidr6);
}

static bool read_mechanism(wh_str rest, wh_spf_term *term)
{
    switch (term->kind) {
    case WH_SPF_ALL: return rest.n == 0;
    case WH_SPF_INCLUDE:
    case WH_SPF_EXISTS: return read_domain_spec(rest, term);
    case WH_SPF_PTR: return rest.n == 0 || read_domain_spec(rest, term);
    case WH_SPF_A:
    case WH_SPF_MX: return take_cidr(&rest, term) && (rest.n == 0 || read_domain_spec(rest, term));
    default: return read_network(rest, term);
    }
}

static bool mechanism_named(wh_str name, wh_spf_kind *kind)
{
    static const struct {
        wh_str name;
        wh_spf_kind kind;
    } names[] = {{WH_LIT_INIT("all"), WH_SPF_ALL}, {WH_LIT_INIT("include"), WH_SPF_INCLUDE},
                 {WH_LIT_INIT("a"), WH_SPF_A},     {WH_LIT_INIT("mx"), WH_SPF_MX},
                 {WH_LIT_INIT("ptr"), WH_SPF_PTR}, {WH_LIT_INIT("ip4"), WH_SPF_IP4},
                 {WH_LIT_INIT("ip6"), WH_SPF_IP6}, {WH_LIT_INIT("exists"), WH_SPF_EXISTS}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!wh_eq_nocase(name, names[i].name)) continue;
        *kind = names[i].kind;
        return true;
    }
    return false;
}

static bool read_modifier(wh_str name, wh_str value, wh_spf_term *term)
{
    if (name.n == 0 || !wh_is_alpha(name.p[0])) return false;
    for (size_t i = 0; i < name.n; i++)
        if (!wh_is_alnum(name.p[i]) && name.p[i] != '-' && name.p[i] != '_' && name.p[i] != '.') return false;
    term->kind = wh_eq_nocase(name, WH_LIT("redirect")) ? WH_SPF_REDIRECT
                 : wh_eq_nocase(name, WH_LIT("exp"))    ? WH_SPF_EXP
                                                        : WH_SPF_UNKNOWN;
    term->spec = value;
    return term->kind == WH_SPF_UNKNOWN ? wh_spf_macro_valid(value, true) : wh_spf_domain_spec_valid(value);
}

static bool read_term(wh_str text, wh_spf_term *term)
{
    size_t at = 0;
    *term = (wh_spf_term){.qualifier = '+', .text = text, .cidr4 = 32, .cidr6 = 128};
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < 0x21 || text.p[i] > 0x7E) return false;
    while (at < text.n && text.p[at] != ':' && text.p[at] != '/' && text.p[at] != '=') at++;
    if (at < text.n && text.p[at] == '=')
        return read_modifier(wh_sub(text, 0, at), wh_from(text, at + 1), term);
    size_t name = text.n && wh_find_byte(WH_LIT("+-~?"), text.p[0], 0) != WH_NONE_AT;
    if (name) term->qualifier = text.p[0];
    return mechanism_named(wh_sub(text, name, at), &term->kind) && read_mechanism(wh_from(text, at), term);
}

bool wh_spf_next_term(wh_str record, size_t *at, wh_spf_term *term, bool *ok)
{
    if (*at < version.n) *at = version.n;
    while (*at < record.n && record.p[*at] == ' ') (*at)++;
    if (*at >= record.n) return false;
    size_t end = wh_find_byte(record, ' ', *at);
    if (end == WH_NONE_AT) end = record.n;
    *ok = read_term(wh_sub(record, *at, end), term);
    *at = end;
    return true;
}

bool wh_spf_valid(wh_str record, wh_str *bad)
{
    wh_spf_term term;
    bool ok, redirect = false, exp = false;
    for (size_t at = 0; wh_spf_next_term(record, &at, &term, &ok);) {
        bool *once = term.kind == WH_SPF_REDIRECT ? &redirect : term.kind == WH_SPF_EXP ? &exp : NULL;
        if (!ok || (once && *once)) { /* 6: redirect and exp at most once each */
            *bad = term.text;
            return false;
        }
        if (once) *once = true;
    }
    return true;
}
