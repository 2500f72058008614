/* Whose a host name is: RFC 1035 names, by the public suffix list, core/tables/providers.tsv, and how
 * providers name the machines of their customers. */
#include "evidence/handover/handover.h"

wh_str wh_bare_host(wh_str host)
{
    return host.n && host.p[host.n - 1] == '.' ? wh_sub(host, 0, host.n - 1) : host;
}

/* The name of a host's organisation, for comparing: its registrable domain. */
static wh_str organisation(wh_facts *facts, wh_str host)
{
    wh_name name = {0};
    host = wh_bare_host(host);
    if (host.n == 0 || wh_find_byte(host, '.', 0) == WH_NONE_AT) return WH_ABSENT;
    wh_parse_name(facts->env, host, &name);
    return name.registrable;
}

bool wh_same_organisation(wh_facts *facts, wh_str a, wh_str b)
{
    const wh_provider *one = wh_provider_of(wh_bare_host(a)), *other = wh_provider_of(wh_bare_host(b));
    if (one || other) return one == other;
    wh_str x = organisation(facts, a), y = organisation(facts, b);
    return x.n && wh_eq_nocase(x, y);
}

bool wh_is_inner_name(wh_str name)
{
    static const wh_str suffixes[] = {
        WH_LIT_INIT("local"),     WH_LIT_INIT("lan"),         WH_LIT_INIT("internal"),
        WH_LIT_INIT("intranet"),  WH_LIT_INIT("home"),        WH_LIT_INIT("corp"),
        WH_LIT_INIT("private"),   WH_LIT_INIT("localdomain"), WH_LIT_INIT("home.arpa"),
        WH_LIT_INIT("localhost"), WH_LIT_INIT("localnet")};
    name = wh_bare_host(name);
    if (name.n == 0 || wh_find_byte(name, '.', 0) == WH_NONE_AT) return true;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (wh_under_domain(name, suffixes[i])) return true;
    return false;
}

/* ---- customers' machines ---- */

static bool is_any(wh_str s, const wh_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq_nocase(s, words[i])) return true;
    return false;
}

/* Whole words between dots, hyphens and digits. */
static bool has_word(wh_str name, const wh_str *words, size_t n)
{
    for (size_t at = 0; at < name.n;) {
        size_t end = at;
        while (end < name.n && wh_is_alpha(name.p[end])) end++;
        if (end > at && is_any(wh_sub(name, at, end), words, n)) return true;
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

/* Names that providers give to lines of homes and to rented machines whose owner set none: the address in it,
 * or a word for it. */
bool wh_looks_dynamic(wh_str rdns, const wh_ip *ip)
{
    static const wh_str words[] = {
        WH_LIT_INIT("dynamic"), WH_LIT_INIT("dyn"),       WH_LIT_INIT("dhcp"), WH_LIT_INIT("ppp"),
        WH_LIT_INIT("pppoe"),   WH_LIT_INIT("dialup"),    WH_LIT_INIT("adsl"), WH_LIT_INIT("dsl"),
        WH_LIT_INIT("cable"),   WH_LIT_INIT("broadband"), WH_LIT_INIT("pool"), WH_LIT_INIT("cust"),
        WH_LIT_INIT("ftth"),    WH_LIT_INIT("home"),      WH_LIT_INIT("nat"),  WH_LIT_INIT("ppp-bas"),
        WH_LIT_INIT("vdsl"),    WH_LIT_INIT("fttx"),      WH_LIT_INIT("hsb"),  WH_LIT_INIT("res")};
    return has_word(rdns, words, sizeof words / sizeof *words) || holds_address(rdns, ip);
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
    static const wh_str lines[] = {
        WH_LIT_INIT("ipngn"),      WH_LIT_INIT("ngn"),      WH_LIT_INIT("flets"),
        WH_LIT_INIT("static"),     WH_LIT_INIT("customer"), WH_LIT_INIT("customers"),
        WH_LIT_INIT("client"),     WH_LIT_INIT("clients"),  WH_LIT_INIT("user"),
        WH_LIT_INIT("users"),      WH_LIT_INIT("vs"),       WH_LIT_INIT("vps"),
        WH_LIT_INIT("vm"),         WH_LIT_INIT("compute"),  WH_LIT_INIT("ec"),
        WH_LIT_INIT("instance"),   WH_LIT_INIT("rev"),      WH_LIT_INIT("reverse"),
        WH_LIT_INIT("catv"),       WH_LIT_INIT("bb"),       WH_LIT_INIT("bbtec"),
        WH_LIT_INIT("openmobile"), WH_LIT_INIT("mobile"),   WH_LIT_INIT("ip"),
        WH_LIT_INIT("dedicated"),  WH_LIT_INIT("colo"),     WH_LIT_INIT("unassigned"),
        WH_LIT_INIT("spmode"),     WH_LIT_INIT("lte"),      WH_LIT_INIT("wimax"),
        WH_LIT_INIT("linode"),     WH_LIT_INIT("droplet"),  WH_LIT_INIT("host"),
        WH_LIT_INIT("srv"),
    };
    /* clang-format off */
    static const wh_str services[] = {
        WH_LIT_INIT("mx"), WH_LIT_INIT("mail"), WH_LIT_INIT("smtp"), WH_LIT_INIT("mta"), WH_LIT_INIT("relay"), WH_LIT_INIT("mxg"),
        WH_LIT_INIT("imap"), WH_LIT_INIT("pop"), WH_LIT_INIT("store"), WH_LIT_INIT("filter"), WH_LIT_INIT("spam"), WH_LIT_INIT("gw"),
        WH_LIT_INIT("fsav"), WH_LIT_INIT("dmail"), WH_LIT_INIT("virusgw"), WH_LIT_INIT("scan"),
        WH_LIT_INIT("avscan"),
        WH_LIT_INIT("mailgw"), WH_LIT_INIT("spamgw"), WH_LIT_INIT("antispam"), WH_LIT_INIT("antivirus"),
        WH_LIT_INIT("mgw"), WH_LIT_INIT("inbound"), WH_LIT_INIT("smtpin"), WH_LIT_INIT("mbox"), WH_LIT_INIT("av"),
    };
    /* clang-format on */
    const wh_provider *provider = wh_provider_of(name);
    if (wh_looks_dynamic(name, ip)) return WH_OF_CUSTOMER;
    if (!provider) return WH_OF_HOUSE; /* who has a domain of his own names machines as he likes */
    if (provider->kind == WH_PROVIDER_GATEWAY) return WH_OF_HOUSE;
    if (has_word(name, lines, sizeof lines / sizeof *lines) || is_numbered(name)) return WH_OF_CUSTOMER;
    if (provider->kind == WH_PROVIDER_MAILBOX) return WH_OF_HOUSE;
    /* Who rents a web server there sends from it under its name. */
    return has_word(name, services, sizeof services / sizeof *services) ? WH_OF_HOUSE : WH_OF_EITHER;
}
