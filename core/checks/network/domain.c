/* Facts about domains: addresses, mail servers, name servers and whose they are (RFC 1035, RFC 7505), BIMI,
 * and whether the author's domain has anything to do with the address that handed the mail over. */
#include "checks/common.h"
#include "base/limits.h"
#include "checks/network/network.h"

#include <string.h>

/* ---- what a domain publishes ---- */

static wh_str mail_server(wh_case *c, const wh_record *r)
{
    wh_buf buf;
    wh_buf_init(&buf, c->env->arena);
    wh_put_int(&buf, r->preference);
    wh_put_byte(&buf, ' ');
    wh_put(&buf, r->data.n ? r->data : WH_LIT("."));
    return wh_buf_str(&buf);
}

static void note_records(wh_case *c, wh_str subject, wh_str kind, const wh_dns *dns)
{
    for (uint32_t i = 0; i < dns->records.n && i < WH_MAX_RECORDS_SHOWN; i++) {
        const wh_record *r = &dns->records.at[i];
        wh_net_note(c, subject, kind, r->type == WH_RR_MX ? mail_server(c, r) : r->data);
    }
}

static void note_services(wh_case *c, wh_str subject, const wh_dns *dns)
{
    for (uint32_t i = 0; i < dns->records.n && i < WH_MAX_RECORDS_SHOWN; i++)
        wh_net_note(c, subject, WH_LIT("hosting"), wh_service_of(dns->records.at[i].data));
}

static const wh_dns *ask(wh_case *c, wh_str name, wh_rr type, wh_why why, wh_str subject, wh_str kind)
{
    const wh_dns *dns = wh_ask_dns(c->oracle, name, type, why, subject);
    note_records(c, subject, kind, dns);
    if (type == WH_RR_MX || type == WH_RR_NS) note_services(c, subject, dns);
    return dns;
}

/* The registrable part, which has name servers; the name itself when there is no such part. */
static wh_str zone_of(wh_case *c, wh_str domain)
{
    wh_name name;
    wh_parse_name(c->env, domain, &name);
    return name.registrable.n ? name.registrable : domain;
}

static void ask_bimi(wh_case *c, wh_str domain)
{
    wh_buf name;
    wh_buf_init(&name, c->env->arena);
    wh_put(&name, WH_LIT("default._bimi."));
    wh_put(&name, domain);
    const wh_dns *dns = wh_ask_dns(c->oracle, wh_buf_str(&name), WH_RR_TXT, WH_WHY_BIMI, domain);
    for (uint32_t i = 0; i < dns->records.n; i++)
        if (wh_starts_nocase(dns->records.at[i].data, WH_LIT("v=BIMI1")))
            wh_net_note(c, domain, WH_LIT("bimi"), dns->records.at[i].data);
}

/* ---- does it take mail? ---- */

static wh_finding *about_sender(wh_case *c, wh_finding_id id, wh_str domain)
{
    wh_finding *f = wh_finding_of_auth(
        c, id, c->facts->who.from.n ? c->facts->who.from.at[0].mailbox.raw_domain : WH_ABSENT);
    wh_finding_text(c, f, "domain", domain);
    return f;
}

static bool settled(const wh_dns *dns) { return dns->state == WH_ANSWERED || dns->state == WH_EMPTY; }

/* False: the name does not exist at all. */
static bool judge_existence(wh_case *c, wh_str domain, const wh_dns *a, const wh_dns *mx, const wh_dns *ns)
{
    if (!settled(a) || !settled(mx)) return true;
    if (a->nxdomain && mx->nxdomain) {
        wh_net_note(c, domain, WH_LIT("exists"), WH_LIT("no"));
        about_sender(c, WH_F_SENDER_DOMAIN_MISSING, domain);
        return false;
    }
    bool null_mx = mx->records.n == 1 && mx->records.at[0].data.n == 0; /* RFC 7505 */
    if (null_mx || (mx->state == WH_EMPTY && a->state == WH_EMPTY && ns->state != WH_PENDING))
        about_sender(c, WH_F_SENDER_DOMAIN_NO_MAIL, domain);
    return true;
}

/* ---- has it to do with the address? ---- */

/* The same address, or one of the same small network. */
static bool near(const wh_ip *a, const wh_ip *b) { return wh_ip_within(a, b, a->family == 6 ? 64 : 24); }

static bool any_near(const wh_dns *dns, const wh_ip *ip)
{
    for (uint32_t i = 0; i < dns->records.n; i++)
        if (near(&dns->records.at[i].ip, ip)) return true;
    return false;
}

/* The addresses of its mail servers. */
static wh_state mail_servers_near(wh_case *c, const wh_dns *mx, const wh_ip *ip, wh_str domain, bool *found)
{
    wh_state worst = WH_ANSWERED;
    for (uint32_t i = 0; i < mx->records.n && i < WH_MAX_MX_COMPARED; i++) {
        if (mx->records.at[i].data.n == 0) continue;
        const wh_dns *dns = wh_ask_dns(c->oracle, mx->records.at[i].data,
                                       ip->family == 6 ? WH_RR_AAAA : WH_RR_A, WH_WHY_DOMAIN_ADDRESS, domain);
        if (any_near(dns, ip)) *found = true;
        if (!settled(dns) && worst != WH_PENDING) worst = dns->state;
    }
    return worst;
}

/* The author's own list of senders, where the envelope named another organisation. */
static wh_auth_result own_spf(wh_case *c, const wh_ip *ip, wh_str domain)
{
    const wh_spf *envelope = c->results->spf;
    if (!envelope->from_helo && wh_same_org(c->env, envelope->domain, domain)) return envelope->result;
    wh_spf own;
    wh_spf_query query = {
        .ip = *ip, .mail_from = domain, .now_ms = c->facts->options->now_ms, .why = WH_WHY_DOMAIN_SPF};
    wh_spf_check(c->env, c->oracle, &query, &own);
    wh_net_note(c, domain, WH_LIT("spf"), wh_auth_result_name(own.result));
    return own.result;
}

static bool known(wh_auth_result result)
{
    return result != WH_AUTH_PENDING && result != WH_NOT_EVALUATED && result != WH_AUTH_TEMPERROR;
}

static void compare(wh_case *c, const wh_ip *ip, wh_str domain, const wh_dns *a, const wh_dns *mx,
                    wh_str name, bool name_settled)
{
    wh_str zone = zone_of(c, domain);
    wh_auth_result spf = own_spf(c, ip, domain);
    bool by_mx = false;
    if (name.n && wh_under_domain(name, zone)) wh_net_note(c, domain, WH_LIT("covered-by"), name);
    else if (spf == WH_AUTH_PASS) wh_net_note(c, domain, WH_LIT("covered-by"), WH_LIT("SPF"));
    else if (any_near(a, ip)) wh_net_note(c, domain, WH_LIT("covered-by"), WH_LIT("A"));
    else if (!name_settled || !known(spf) || !settled(a) || !settled(mx)) return;
    else if (mail_servers_near(c, mx, ip, domain, &by_mx) != WH_ANSWERED && !by_mx) return;
    else if (by_mx) wh_net_note(c, domain, WH_LIT("covered-by"), WH_LIT("MX"));
    else {
        wh_str address = wh_format_ip(c->env, ip);
        wh_net_note(c, domain, WH_LIT("not-covered"), address);
        if (c->results->dmarc->result != WH_AUTH_PASS)
            wh_finding_text(c, about_sender(c, WH_F_SENDER_DOMAIN_ELSEWHERE, domain), "ip", address);
    }
}

/* ---- all of it ---- */

void wh_net_sender(wh_case *c, const wh_ip *ip, wh_str name, bool name_settled)
{
    wh_str domain = wh_dmarc_domain(c->env, wh_from_domain(c->facts));
    if (domain.n == 0 || domain.p[0] == '[' || wh_is_private_name(domain) ||
        wh_find_byte(domain, '.', 0) == WH_NONE_AT)
        return;
    bool six = ip->family == 6;
    const wh_dns *a = ask(c, domain, six ? WH_RR_AAAA : WH_RR_A, WH_WHY_DOMAIN_ADDRESS, domain,
                          six ? WH_LIT("aaaa") : WH_LIT("a"));
    const wh_dns *mx = ask(c, domain, WH_RR_MX, WH_WHY_DOMAIN_MX, domain, WH_LIT("mx"));
    const wh_dns *ns = ask(c, zone_of(c, domain), WH_RR_NS, WH_WHY_DOMAIN_NS, domain, WH_LIT("ns"));
    ask_bimi(c, domain);
    if (judge_existence(c, domain, a, mx, ns) && ip->family)
        compare(c, ip, domain, a, mx, name, name_settled);
}

void wh_net_link(wh_case *c, const wh_domain *domain)
{
    wh_str host = domain->name.ascii;
    const wh_dns *a = ask(c, host, WH_RR_A, WH_WHY_LINK_HOST, host, WH_LIT("a"));
    const wh_dns *ns = ask(c, domain->name.registrable, WH_RR_NS, WH_WHY_LINK_HOST, host, WH_LIT("ns"));
    /* As a rule a tenant's name has no name servers: those of the name above it are the landlord's. */
    if (ns->state == WH_EMPTY && domain->name.private_suffix)
        ask(c, domain->name.suffix, WH_RR_NS, WH_WHY_LINK_HOST, host, WH_LIT("ns"));
    ask(c, domain->name.registrable, WH_RR_MX, WH_WHY_LINK_HOST, host, WH_LIT("mx"));
    if (a->state == WH_EMPTY && a->nxdomain) wh_net_note(c, host, WH_LIT("exists"), WH_LIT("no"));
    for (uint32_t i = 0; i < a->records.n && i < 1; i++)
        if (wh_ip_is_public(&a->records.at[i].ip)) wh_net_owner(c, &a->records.at[i].ip, WH_WHY_LINK_HOST);
}
