/* Whose a host name is: names.h. */
#include "evidence/names.h"
#include "evidence/lists.h"
#include "evidence/providers.h"

wh_str wh_domain_of_address(wh_str address)
{
    size_t at = wh_rfind_byte(address, '@');
    if (at == WH_NONE_AT) return WH_ABSENT;
    return wh_bare_host(wh_trim_bytes(wh_from(address, at + 1), WH_LIT("<> ")));
}

wh_str wh_domain_in(wh_str value)
{
    wh_str domain = wh_domain_of_address(value);
    return wh_absent(domain) ? value : domain;
}

static bool same_registrable(wh_env *env, wh_str a, wh_str b)
{
    wh_name one = {0}, other = {0};
    wh_parse_name(env, a, &one);
    wh_parse_name(env, b, &other);
    return one.registrable.n && wh_eq(one.registrable, other.registrable);
}

bool wh_same_org(wh_env *env, wh_str a, wh_str b)
{
    a = wh_bare_host(a);
    b = wh_bare_host(b);
    if (a.n == 0 || b.n == 0) return false;
    if (wh_eq_nocase(a, b)) return true;
    const wh_provider *one = wh_house_provider(env, a);
    return (one && one == wh_house_provider(env, b)) || same_registrable(env, a, b);
}

bool wh_same_house(wh_env *env, wh_str a, wh_str b)
{
    a = wh_bare_host(a);
    b = wh_bare_host(b);
    const wh_provider *one = wh_house_provider(env, a), *other = wh_house_provider(env, b);
    if (one || other) return one == other;
    return a.n && b.n && same_registrable(env, a, b);
}

bool wh_is_address_literal(wh_str host, wh_ip *ip)
{
    return wh_parse_ip(wh_trim_bytes(host, WH_LIT("[]")), ip);
}

bool wh_is_localhost(wh_str name)
{
    name = wh_bare_host(name);
    return wh_under_domain(name, WH_LIT("localhost")) || wh_starts_nocase(name, WH_LIT("localhost.")) ||
           wh_eq_nocase(name, WH_LIT("localdomain"));
}

bool wh_is_inner_name(wh_str name)
{
    name = wh_bare_host(name);
    if (name.n == 0 || wh_find_byte(name, '.', 0) == WH_NONE_AT) return true;
    return wh_is_under_listed(&wh_host_inside, name) || wh_under_domain(name, WH_LIT("localhost"));
}

bool wh_is_private_name(wh_str name)
{
    name = wh_bare_host(name);
    if (wh_is_listed(&wh_host_inside, name) || wh_is_listed(&wh_host_unreal, name)) return false;
    return wh_is_under_listed(&wh_host_inside, name) || wh_is_under_listed(&wh_host_unreal, name);
}

/* ---- customers' machines ---- */

/* Whole words between dots, hyphens and digits. */
static bool has_word(wh_str name, const wh_list *words)
{
    for (size_t at = 0; at < name.n;) {
        size_t end = at;
        while (end < name.n && wh_is_alpha(name.p[end])) end++;
        if (end > at && wh_is_listed(words, wh_sub(name, at, end))) return true;
        at = end + 1;
    }
    return false;
}

/* The octets of the address as numbers of the name. */
static bool holds_address(wh_str name, const wh_ip *ip)
{
    unsigned found = 0;
    if (ip->family != 4) return false;
    for (size_t at = 0; at < name.n;) {
        size_t end = at;
        uint64_t number;
        while (end < name.n && wh_is_digit(name.p[end])) end++;
        if (end > at && wh_to_u64(wh_sub(name, at, end), &number) && number <= 255)
            for (unsigned i = 0; i < 4; i++)
                if (number == ip->b[i] && !(found & 1u << i)) {
                    found |= 1u << i;
                    break;
                }
        at = end + 1;
    }
    return found == 15;
}

bool wh_looks_dynamic(wh_str rdns, const wh_ip *ip)
{
    return has_word(rdns, &wh_host_dynamic) || holds_address(rdns, ip);
}

/* Six digits and more in one label, or eight hexadecimal ones with a digit: numbers of lines and machines,
 * not names of servers. */
static bool is_numbered(wh_str name)
{
    for (size_t at = 0, digits = 0, hex = 0; at < name.n; at++) {
        char c = name.p[at];
        digits = c == '.' ? 0 : digits + wh_is_digit(c);
        hex = wh_is_hex(c) ? hex + 1 : 0;
        if (digits >= 6 || (hex >= 8 && digits >= 3)) return true;
    }
    return false;
}

wh_owner wh_house_of(wh_str name, const wh_ip *ip)
{
    const wh_provider *provider = wh_provider_of(name);
    if (wh_looks_dynamic(name, ip)) return WH_OF_CUSTOMER;
    if (!provider) return WH_OF_HOUSE; /* who has a domain of his own names machines as he likes */
    if (provider->kind == WH_PROVIDER_GATEWAY) return WH_OF_HOUSE;
    if (has_word(name, &wh_host_customer) || is_numbered(name)) return WH_OF_CUSTOMER;
    if (provider->kind == WH_PROVIDER_MAILBOX) return WH_OF_HOUSE;
    /* Who rents a web server there sends from it under its name. */
    return has_word(name, &wh_host_service) ? WH_OF_HOUSE : WH_OF_EITHER;
}
