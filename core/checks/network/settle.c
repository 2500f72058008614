/* Lookups settle whose a Received field is where names alone leave it open: whether the name that the client
 * gave, or the one that its address has, leads to the address (RFC 1035), and whether the recipient's domain
 * names the client as a mail server of its own (RFC 5321 5.1: a backup, a filter provider). */
#include "checks/network/network.h"
#include "base/limits.h"
#include "evidence/handover/handover.h"

typedef struct inquiry {
    wh_facts *facts;
    wh_oracle *oracle;
    wh_hop *hop;
    wh_str subject;
    bool waiting, lost; /* an answer is still to come; one will not come */
} inquiry;

static const wh_dns *ask(inquiry *q, wh_str name, wh_rr type, wh_why why)
{
    const wh_dns *dns = wh_ask_dns(q->oracle, name, type, why, q->subject);
    q->waiting |= dns->state == WH_PENDING;
    q->lost |= dns->state == WH_TEMPFAIL || dns->state == WH_NOT_ASKED;
    return dns;
}

static bool leads_to_client(inquiry *q, wh_str name, wh_why why)
{
    const wh_ip *ip = &q->hop->r.ip;
    if (name.n == 0 || wh_is_inner_name(name) || name.p[0] == '[' || wh_parse_ip(name, &(wh_ip){0}))
        return false;
    const wh_dns *dns = ask(q, name, ip->family == 6 ? WH_RR_AAAA : WH_RR_A, why);
    for (uint32_t i = 0; i < dns->records.n; i++)
        if (wh_ip_eq(&dns->records.at[i].ip, ip)) return true;
    return false;
}

/* Every name is asked for at once; the one that the client gave counts first. */
static wh_shown show_name(inquiry *q, wh_str *name)
{
    wh_str given[] = {wh_bare_host(q->hop->r.helo), wh_bare_host(q->hop->r.rdns)};
    *name = WH_ABSENT;
    for (size_t i = 0; i < 2; i++)
        if ((i == 0 || !wh_eq_nocase(given[0], given[1])) &&
            leads_to_client(q, given[i], WH_WHY_CLIENT_NAME) && wh_absent(*name))
            *name = given[i];
    const wh_dns *ptr = ask(q, wh_reversed_ip(q->facts->env, &q->hop->r.ip, true), WH_RR_PTR, WH_WHY_REVERSE);
    for (uint32_t i = 0; i < ptr->records.n && i < WH_MAX_SETTLE_NAMES; i++)
        if (leads_to_client(q, ptr->records.at[i].data, WH_WHY_FORWARD) && wh_absent(*name))
            *name = ptr->records.at[i].data;
    if (!wh_absent(*name)) return WH_SHOWN_TRUE;
    return q->waiting || q->lost ? WH_SHOWN_NOTHING : WH_SHOWN_FALSE;
}

static bool is_mail_server(inquiry *q, wh_str exchange, wh_str proven)
{
    if (exchange.n == 0) return false;
    if (proven.n == 0) return leads_to_client(q, exchange, WH_WHY_RECIPIENT_MX);
    if (wh_eq_nocase(exchange, proven)) return true;
    return wh_same_house(q->facts->env, exchange, proven) &&
           wh_house_of(proven, &q->hop->r.ip) == WH_OF_HOUSE;
}

static wh_shown show_mx(inquiry *q, uint32_t at)
{
    wh_strs domains = {0};
    wh_recipient_domains(q->facts, at, &domains);
    wh_str proven = wh_proven_name(q->hop);
    if (domains.n == 0) return WH_SHOWN_NOTHING;
    for (uint32_t i = 0; i < domains.n && i < WH_MAX_SETTLE_DOMAINS; i++) {
        q->subject = domains.at[i];
        const wh_dns *mx = ask(q, domains.at[i], WH_RR_MX, WH_WHY_RECIPIENT_MX);
        for (uint32_t k = 0; k < mx->records.n && k < WH_MAX_SETTLE_SERVERS; k++)
            if (is_mail_server(q, mx->records.at[k].data, proven)) return WH_SHOWN_TRUE;
    }
    return q->waiting || q->lost ? WH_SHOWN_NOTHING : WH_SHOWN_FALSE;
}

/* Whether anything became known of the client of field `at`. */
static bool show(wh_facts *facts, wh_oracle *oracle, uint32_t at)
{
    wh_hop *hop = &facts->hops.at[at];
    inquiry q = {
        .facts = facts, .oracle = oracle, .hop = hop, .subject = wh_format_ip(facts->env, &hop->r.ip)};
    wh_shown name = hop->name_shown, mx = hop->mx_shown;
    if (name == WH_SHOWN_NOTHING && wh_asks_names(facts, at))
        hop->name_shown = show_name(&q, &hop->shown_name);
    if (mx == WH_SHOWN_NOTHING && wh_asks_mx(facts, at)) {
        q = (inquiry){.facts = facts, .oracle = oracle, .hop = hop};
        hop->mx_shown = show_mx(&q, at);
    }
    return hop->name_shown != name || hop->mx_shown != mx;
}

void wh_settle_handover(wh_facts *facts, wh_oracle *oracle)
{
    if (!wh_oracle_lookups(oracle) || facts->handover.hop < 0 || facts->handover.chosen) return;
    for (unsigned turn = 0; turn < WH_MAX_SETTLE_TURNS; turn++) {
        bool news = false;
        for (uint32_t i = 0; i < facts->handover.candidates.n; i++)
            news |= show(facts, oracle, (uint32_t)facts->handover.candidates.at[i].hop);
        if (!news) return;
        wh_gather_handover(facts);
    }
}
