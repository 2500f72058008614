/* The Author Domain: RFC 9989 5.3.1. Several mailboxes are one author when they share one domain. */
#include "checks/auth/dmarc.h"

/* An obsolete route, "@relay.example:user@example.com" (RFC 5322 4.4), is not part of the address. */
static wh_str without_route(wh_str s)
{
    bool literal = false;
    if (s.n == 0 || s.p[0] != '@') return s;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '[') literal = true;
        else if (s.p[i] == ']') literal = false;
        else if (s.p[i] == ':' && !literal) return wh_from(s, i + 1);
    }
    return s;
}

/* The next "@" from `at` on that stands neither in a quoted string at the beginning nor in a domain
 * literal. */
static size_t next_at(wh_str s, size_t at, bool quotes)
{
    bool quoted = false, literal = false;
    for (bool first = at == 0; at < s.n; at++) {
        char c = s.p[at];
        if (quoted && c == '\\') at++;
        else if (quoted) quoted = c != '"';
        else if (literal) literal = c != ']';
        else if (c == '"' && quotes && first) quoted = true;
        else if (c == '[' && !first) literal = true;
        else if (c == '@') return at;
    }
    return quoted ? next_at(s, 0, false) : WH_NONE_AT;
}

wh_str wh_dmarc_domain(wh_env *env, wh_str domain)
{
    domain = wh_trim(domain);
    domain = wh_bare_host(domain);
    if (domain.n == 0 || domain.n > 1024) return WH_ABSENT;
    if (domain.p[0] == '[' && domain.p[domain.n - 1] == ']') return wh_copy_lower(env->arena, domain);
    for (size_t i = 0; i < domain.n; i++) {
        if ((unsigned char)domain.p[i] <= ' ' ||
            wh_find_byte(WH_LIT("\"<>(),;:\\@[]\x7F"), domain.p[i], 0) != WH_NONE_AT)
            return WH_ABSENT;
        if (domain.p[i] == '.' && (i == 0 || domain.p[i - 1] == '.')) return WH_ABSENT;
    }
    if (wh_is_ascii(domain)) return wh_copy_lower(env->arena, domain);
    wh_name name;
    wh_parse_name(env, domain, &name);
    return name.ascii;
}

typedef struct authors {
    wh_str domain;
    bool several, bad;
} authors;

static void add_domain(wh_env *env, wh_str text, authors *a)
{
    wh_str domain = wh_dmarc_domain(env, text);
    if (wh_absent(domain)) a->bad = true;
    else if (wh_absent(a->domain)) a->domain = domain;
    else if (!wh_eq(a->domain, domain)) a->several = true;
}

/* An address with two "@" is malformed, and readers may see either domain: both count. */
static void add_address(wh_env *env, wh_str address, authors *a)
{
    address = wh_trim(address);
    if (wh_find_byte(address, '@', 0) == WH_NONE_AT) {
        add_domain(env, address, a);
        return;
    }
    address = without_route(address);
    size_t at = next_at(address, 0, true);
    if (at == WH_NONE_AT) a->bad = true;
    while (at != WH_NONE_AT) {
        size_t next = next_at(address, at + 1, false);
        add_domain(env, wh_sub(address, at + 1, next == WH_NONE_AT ? address.n : next), a);
        at = next;
    }
}

wh_str wh_dmarc_author(wh_env *env, const wh_dmarc_query *query, wh_dmarc_problem *problem)
{
    authors a = {0};
    for (uint32_t i = 0; i < query->from.n; i++) add_address(env, query->from.at[i], &a);
    if (query->from_fields > 1) *problem = WH_DMARC_SEVERAL_FIELDS;
    else if (a.several) *problem = WH_DMARC_SEVERAL_AUTHORS;
    else if (wh_absent(a.domain)) *problem = WH_DMARC_NO_AUTHOR;
    else if (a.bad) *problem = WH_DMARC_BAD_AUTHOR;
    else return a.domain;
    return WH_ABSENT;
}
