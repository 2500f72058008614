/* Facts about an address: its names (RFC 1035 3.5), its network (Team Cymru's IP to ASN mapping over DNS),
 * block lists (RFC 5782). */
#include "checks/common.h"
#include "base/limits.h"
#include "checks/network/network.h"

static bool waits(const wh_dns *dns) { return dns->state == WH_PENDING; }

/* ---- names ---- */

/* Whether the name leads back to the address. */
static wh_state leads_back(wh_case *c, wh_str name, const wh_ip *ip, wh_str subject, bool *back)
{
    const wh_dns *dns =
        wh_ask_dns(c->oracle, name, ip->family == 6 ? WH_RR_AAAA : WH_RR_A, WH_WHY_FORWARD, subject);
    for (uint32_t i = 0; i < dns->records.n; i++)
        if (wh_ip_eq(&dns->records.at[i].ip, ip)) *back = true;
    return dns->state;
}

bool wh_net_reverse(wh_case *c, const wh_ip *ip, wh_str about, wh_str *name)
{
    wh_str subject = wh_format_ip(c->env, ip);
    const wh_dns *ptr =
        wh_ask_dns(c->oracle, wh_reversed_ip(c->env, ip, true), WH_RR_PTR, WH_WHY_REVERSE, subject);
    bool settled = true, answered = true;
    *name = WH_ABSENT;
    if (waits(ptr)) return false;
    for (uint32_t i = 0; i < ptr->records.n && i < WH_MAX_PTR_NAMES; i++) {
        wh_str host = ptr->records.at[i].data;
        bool back = false;
        wh_state state = leads_back(c, host, ip, subject, &back);
        wh_net_note(c, subject, WH_LIT("ptr"), host);
        if (state == WH_PENDING) settled = false;
        if (state != WH_ANSWERED && state != WH_EMPTY) answered = false;
        if (back) wh_net_note(c, subject, WH_LIT("ptr-confirmed"), host);
        if (back && wh_absent(*name)) *name = host;
    }
    if (!settled) return false;
    wh_finding *f = NULL;
    if (ptr->state == WH_EMPTY) f = wh_finding_of_auth(c, WH_F_ADDRESS_NAME_MISSING, about);
    else if (ptr->state == WH_ANSWERED && answered && wh_absent(*name))
        f = wh_finding_of_auth(c, WH_F_ADDRESS_NAME_UNCONFIRMED, about);
    wh_finding_text(c, f, "ip", subject);
    wh_finding_text(c, f, "name", ptr->records.n ? ptr->records.at[0].data : WH_ABSENT);
    return true;
}

/* ---- networks ---- */

/* The n-th column of "a | b | c". */
static wh_str column(wh_str text, unsigned n)
{
    size_t at = 0;
    for (; n > 0; n--) {
        size_t bar = wh_find_byte(text, '|', at);
        if (bar == WH_NONE_AT) return WH_ABSENT;
        at = bar + 1;
    }
    return wh_trim(wh_sub(text, at, wh_find_byte(text, '|', at)));
}

static wh_str first_word(wh_str s) { return wh_sub(s, 0, wh_find_byte(s, ' ', 0)); }

bool wh_read_origin(wh_str txt, wh_origin_record *out)
{
    uint64_t number = 0;
    *out = (wh_origin_record){first_word(column(txt, 0)), column(txt, 1), column(txt, 2), column(txt, 3)};
    return wh_to_u64(out->asn, &number) && number > 0 && number <= UINT32_MAX && out->prefix.n > 0 &&
           out->prefix.n < 64;
}

static uint64_t prefix_length(wh_str prefix)
{
    uint64_t length = 0;
    size_t slash = wh_find_byte(prefix, '/', 0);
    return slash != WH_NONE_AT && wh_to_u64(wh_from(prefix, slash + 1), &length) ? length : 0;
}

/* Several announcements may hold the address: the narrowest counts. */
static bool best_origin(const wh_dns *dns, wh_origin_record *best)
{
    wh_origin_record one;
    bool any = false;
    for (uint32_t i = 0; i < dns->records.n; i++) {
        if (!wh_read_origin(dns->records.at[i].data, &one)) continue;
        if (!any || prefix_length(one.prefix) > prefix_length(best->prefix)) *best = one;
        any = true;
    }
    return any;
}

static wh_str joined(wh_case *c, wh_str a, wh_str b)
{
    wh_buf buf;
    wh_buf_init(&buf, c->env->arena);
    wh_put(&buf, a);
    wh_put(&buf, b);
    return wh_buf_str(&buf);
}

static bool is_country(wh_str s) { return s.n == 2 && wh_is_alpha(s.p[0]) && wh_is_alpha(s.p[1]); }

void wh_net_owner(wh_case *c, const wh_ip *ip, wh_why why)
{
    wh_origin_record origin;
    wh_str subject = wh_format_ip(c->env, ip), reversed = wh_reversed_ip(c->env, ip, false);
    wh_str name = joined(
        c, reversed, ip->family == 6 ? WH_LIT(".origin6.asn.cymru.com") : WH_LIT(".origin.asn.cymru.com"));
    const wh_dns *dns = wh_ask_dns(c->oracle, name, WH_RR_TXT, why, subject);
    if (!best_origin(dns, &origin)) return;
    wh_str as = joined(c, WH_LIT("AS"), origin.asn);
    wh_net_note(c, subject, WH_LIT("asn"), as);
    wh_net_note(c, subject, WH_LIT("prefix"), origin.prefix);
    if (is_country(origin.country)) wh_net_note(c, subject, WH_LIT("country"), origin.country);
    if (origin.registry.n) wh_net_note(c, subject, WH_LIT("registry"), origin.registry);
    dns = wh_ask_dns(c->oracle, joined(c, as, WH_LIT(".asn.cymru.com")), WH_RR_TXT, why, subject);
    for (uint32_t i = 0; i < dns->records.n; i++) {
        wh_str owner = column(dns->records.at[i].data, 4);
        if (owner.n == 0) continue;
        wh_net_note(c, subject, WH_LIT("as-name"), owner);
        return;
    }
}

/* ---- block lists ---- */

/* RFC 5782 2.1: 127.0.0.0/8 says listed; 127.255.255.0/24 is how lists say that they do not answer whoever
 * asks. */
static bool says_listed(const wh_ip *ip) { return ip->b[0] == 127 && !(ip->b[1] == 255 && ip->b[2] == 255); }

void wh_net_block_lists(wh_case *c, const wh_ip *ip, wh_str about)
{
    const wh_strs *zones = &c->facts->options->block_lists;
    wh_str subject = wh_format_ip(c->env, ip),
           reversed = joined(c, wh_reversed_ip(c->env, ip, false), WH_LIT("."));
    for (uint32_t i = 0; i < zones->n; i++) {
        const wh_dns *dns =
            wh_ask_dns(c->oracle, joined(c, reversed, zones->at[i]), WH_RR_A, WH_WHY_BLOCK_LIST, subject);
        for (uint32_t k = 0; k < dns->records.n; k++) {
            if (!says_listed(&dns->records.at[k].ip)) continue;
            wh_net_note(c, subject, WH_LIT("block-list"), zones->at[i]);
            wh_finding *f = wh_finding_of_auth(c, WH_F_ADDRESS_LISTED, about);
            wh_finding_text(c, f, "ip", subject);
            wh_finding_text(c, f, "list", zones->at[i]);
            break;
        }
    }
}
