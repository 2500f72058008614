/* Whether the client of a trusted Received field is on the reader's side: its address, a name that is proven,
 * the reader's word, a lookup. A name that only the client gave leaves it open at best. */
#include "evidence/handover/handover.h"
#include "base/limits.h"

static wh_step made(wh_place client, double confidence, wh_str reason)
{
    return (wh_step){client, confidence, reason};
}

static const wh_received *below(const wh_facts *facts, uint32_t i)
{
    return i + 1 < facts->hops.n ? &facts->hops.at[i + 1].r : NULL;
}

static bool keyword(wh_str with, wh_str word)
{
    return wh_starts_nocase(with, word) && (with.n == word.n || !wh_is_alnum(with.p[word.n]));
}

static bool any_keyword(wh_str with, const wh_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (keyword(with, words[i])) return true;
    return false;
}

/* RFC 3848: an A at the end of the keyword says that the client logged in. Exchange's clients speak MAPI, and
 * only they. */
static bool logged_in(const wh_received *r)
{
    static const wh_str words[] = {WH_LIT_INIT("ESMTPA"),    WH_LIT_INIT("ESMTPSA"),    WH_LIT_INIT("ASMTP"),
                                   WH_LIT_INIT("UTF8SMTPA"), WH_LIT_INIT("UTF8SMTPSA"), WH_LIT_INIT("mapi")};
    return r->auth.n || r->authenticated || any_keyword(r->with, words, sizeof words / sizeof *words);
}

/* The server fetched the mail from a mailbox: what stands below was written where that mailbox is. */
static bool fetched(const wh_received *r)
{
    static const wh_str words[] = {WH_LIT_INIT("POP3"), WH_LIT_INIT("POP3S"), WH_LIT_INIT("APOP"),
                                   WH_LIT_INIT("IMAP"), WH_LIT_INIT("IMAP4"), WH_LIT_INIT("IMAPS"),
                                   WH_LIT_INIT("ETRN"), WH_LIT_INIT("ODMR")};
    return wh_eq(r->family, WH_LIT("fetchmail")) || wh_eq(r->family, WH_LIT("getmail")) ||
           any_keyword(r->with, words, sizeof words / sizeof *words);
}

static bool is_lmtp(const wh_received *r)
{
    static const wh_str words[] = {WH_LIT_INIT("LMTP"), WH_LIT_INIT("LMTPS"), WH_LIT_INIT("LMTPA"),
                                   WH_LIT_INIT("LMTPSA")};
    return any_keyword(r->with, words, sizeof words / sizeof *words);
}

/* Narrower than wh_is_localhost, which is for bad news: "localdomain" is no machine's name, and believed here
 * it would make its client one of the inside. */
static bool is_localhost(wh_str name)
{
    name = wh_bare_host(name);
    return wh_under_domain(name, WH_LIT("localhost")) || wh_starts_nocase(name, WH_LIT("localhost."));
}

/* ---- the line below ---- */

/* Whether it could have been written by the client: by its name, its organisation, an internal name, or for
 * want of any. */
static bool continues(wh_facts *facts, const wh_received *r, const wh_received *next, wh_str name)
{
    if (!next) return false;
    if (next->by.n == 0 || wh_is_inner_name(next->by)) return true;
    if (wh_eq_nocase(wh_bare_host(next->by), wh_bare_host(r->helo)) ||
        wh_eq_nocase(wh_bare_host(next->by), wh_bare_host(r->rdns)))
        return true;
    return wh_same_house(facts->env, next->by, name);
}

/* The mail is sent in the name of the client's organisation. */
static bool speaks_for_sender(wh_facts *facts, wh_str client)
{
    const wh_persons *lists[] = {&facts->who.from, &facts->who.return_path};
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++)
            if (wh_same_house(facts->env, client, lists[k]->at[i].mailbox.domain)) return true;
    return false;
}

/* A host of the very domain that the mail is from: no mail server of the recipient's. */
static bool is_senders_own(const wh_facts *facts, wh_str client)
{
    for (uint32_t i = 0; i < facts->who.from.n; i++) {
        wh_str domain = facts->who.from.at[i].mailbox.domain;
        if (domain.n && wh_under_domain(client, domain)) return true;
    }
    return false;
}

/* ---- names: the reader's servers, houses, providers ---- */

static bool is_recipients(wh_facts *facts, uint32_t i, wh_str name)
{
    wh_strs domains = {0};
    if (name.n == 0) return false;
    wh_recipient_domains(facts, i, &domains);
    for (uint32_t k = 0; k < domains.n; k++)
        if (!wh_house_provider(facts->env, domains.at[k]) && wh_same_house(facts->env, name, domains.at[k]))
            return true;
    return false;
}

/* 1: the reader named this server; 0: the reader named one that the client merely claims to be; -1: neither.
 */
static int own_server(const wh_facts *facts, const wh_hop *hop)
{
    const wh_received *r = &hop->r;
    wh_str proven = wh_proven_name(hop);
    int said = -1;
    for (uint32_t i = 0; i < facts->options->own_servers.n; i++) {
        wh_str own = facts->options->own_servers.at[i];
        wh_ip ip;
        if (wh_parse_ip(own, &ip)) {
            if (wh_ip_eq(&ip, &r->ip)) return 1;
            continue;
        }
        if (proven.n && wh_under_domain(proven, own)) return 1;
        if (wh_under_domain(wh_bare_host(r->helo), own) || wh_under_domain(wh_bare_host(r->rdns), own))
            said = 0;
    }
    return said;
}

/* The client is the machine that wrote a field above: mail that went through a filter and came back. */
static bool wrote_above(const wh_facts *facts, uint32_t first, uint32_t i, wh_str proven)
{
    for (uint32_t k = first; k < i && proven.n; k++)
        if (wh_eq_nocase(wh_bare_host(facts->hops.at[k].r.by), proven)) return true;
    return false;
}

/* The client has a name of the house that wrote the field, or of the recipient's: proven, or merely claimed.
 */
static wh_step judge_house(wh_facts *facts, uint32_t i, wh_str proven, wh_str reason)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_received *next = below(facts, i);
    if (proven.n == 0)
        return hop->name_shown == WH_SHOWN_FALSE ? made(WH_OUTSIDE, 0.9, WH_LIT("name-refuted"))
                                                 : made(WH_OPEN, 0.5, reason);
    switch (wh_house_of(proven, &hop->r.ip)) {
    case WH_OF_CUSTOMER: return made(WH_OUTSIDE, 0.9, WH_LIT("customer"));
    case WH_OF_EITHER: return made(WH_OPEN, 0.5, reason);
    case WH_OF_HOUSE: break;
    }
    if (!next) return made(WH_OUTSIDE, 0.6, reason); /* it made the mail */
    return continues(facts, &hop->r, next, proven) ? made(WH_INSIDE, 0.9, reason)
                                                   : made(WH_OUTSIDE, 0.6, reason);
}

/* A field below tells of a client with that address. */
static bool told_below(const wh_facts *facts, uint32_t i, const wh_ip *ip)
{
    for (uint32_t k = i + 1; k < facts->hops.n && k <= i + WH_MAX_CANDIDATES; k++)
        if (wh_ip_eq(&facts->hops.at[k].r.ip, ip)) return true;
    return false;
}

/* A field by a server of a known provider, whose servers' names and networks are known. False: this settles
 * nothing. */
static bool judge_provider(wh_facts *facts, uint32_t i, const wh_provider *by, wh_step *out)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_received *r = &hop->r, *next = below(facts, i);
    wh_str proven = wh_proven_name(hop),
           name = proven.n ? proven : wh_bare_host(r->rdns.n ? r->rdns : r->helo);
    const wh_provider *client = wh_house_provider(facts->env, name);
    bool outbound = client == by && wh_provider_outbound(by, name);
    bool continued = next && (next->by.n == 0 || wh_house_provider(facts->env, wh_bare_host(next->by)) == by);
    if (wh_provider_edge(by, wh_bare_host(r->by))) {
        wh_ip behind;
        bool relayed = next && wh_recorded_address(facts, i, &behind) && !wh_ip_eq(&behind, &r->ip) &&
                       told_below(facts, i, &behind);
        *out = made(WH_OUTSIDE, 0.95, WH_LIT("known-provider"));
        if (relayed) *out = made(WH_OPEN, 0.7, WH_LIT("receiver-record"));
        return !client || client == by || client->kind != WH_PROVIDER_GATEWAY;
    }
    if (client != by) return false;
    if (wh_provider_inside(by, &r->ip) && !outbound) *out = made(WH_INSIDE, 0.95, WH_LIT("known-provider"));
    else if (outbound) *out = made(WH_OUTSIDE, 0.9, WH_LIT("known-provider"));
    else if (!continued) *out = made(WH_OUTSIDE, 0.6, WH_LIT("known-provider"));
    else *out = judge_house(facts, i, proven, WH_LIT("known-provider"));
    return true;
}

/* A filter provider's server stands in front of the reader's server, or behind the sender's. */
static wh_step judge_gateway(wh_facts *facts, uint32_t i, const wh_provider *gateway, wh_str proven)
{
    const wh_hop *hop = &facts->hops.at[i];
    if (hop->mx_shown == WH_SHOWN_FALSE || (proven.n == 0 && hop->name_shown == WH_SHOWN_FALSE))
        return made(WH_OUTSIDE, 0.9, WH_LIT("gateway"));
    for (uint32_t k = i + 1; k < facts->hops.n && proven.n;
         k++) { /* proven: what the gateway wrote is its word */
        const wh_received *r = &facts->hops.at[k].r;
        if (wh_house_provider(facts->env, wh_bare_host(r->by)) != gateway) break;
        wh_str client = r->rdns.n ? r->rdns : r->helo;
        if (!wh_ip_is_public(&r->ip) || wh_house_provider(facts->env, wh_bare_host(client)) == gateway)
            continue;
        if (speaks_for_sender(facts, client)) return made(WH_OPEN, 0.3, WH_LIT("gateway"));
        break;
    }
    const wh_received *next = below(facts, i);
    bool continued = next && wh_house_provider(facts->env, wh_bare_host(next->by)) == gateway;
    return continued ? made(WH_OPEN, proven.n ? 0.5 : 0.7, WH_LIT("gateway"))
                     : made(WH_OUTSIDE, 0.8, WH_LIT("gateway"));
}

static wh_step judge_name(wh_facts *facts, uint32_t first, uint32_t i)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_received *r = &hop->r, *next = below(facts, i);
    wh_str proven = wh_proven_name(hop), said = wh_bare_host(r->rdns.n ? r->rdns : r->helo);
    const wh_provider *by = wh_house_provider(facts->env, wh_bare_host(r->by)),
                      *client = wh_house_provider(facts->env, proven.n ? proven : said);
    wh_step step;
    if (next && wrote_above(facts, first, i, proven))
        return made(WH_INSIDE, 0.95, WH_LIT("same-organisation"));
    /* No outside name server resolves such a name: the server that confirmed it knows it from its own
     * network. */
    if (proven.n && hop->name_shown != WH_SHOWN_TRUE && wh_is_inner_name(proven) && next)
        return made(WH_INSIDE, 0.9, WH_LIT("inner-name"));
    if (hop->mx_shown == WH_SHOWN_TRUE && continues(facts, r, next, proven))
        return made(WH_INSIDE, 0.9, WH_LIT("recipient-mx"));
    if (by && judge_provider(facts, i, by, &step)) return step;
    if (client && client->kind == WH_PROVIDER_GATEWAY && client != by)
        return judge_gateway(facts, i, client, proven);
    if (proven.n && wh_same_house(facts->env, proven, r->by))
        return judge_house(facts, i, proven, WH_LIT("same-organisation"));
    if (first == 0 && proven.n && is_recipients(facts, i, proven))
        return judge_house(facts, i, proven, WH_LIT("recipient-domain"));
    if (!continues(facts, r, next, said) || proven.n) return made(WH_OUTSIDE, 0.8, WH_LIT("outside-client"));
    /* The name is only the client's word, or that of a reverse zone which nobody compared. */
    wh_str names[] = {wh_bare_host(r->helo), wh_bare_host(r->rdns)};
    for (size_t k = 0; k < 2; k++) {
        if (names[k].n == 0 || wh_is_inner_name(names[k])) continue;
        if (wh_same_house(facts->env, names[k], r->by))
            return judge_house(facts, i, WH_ABSENT, WH_LIT("same-organisation"));
        if (first == 0 && is_recipients(facts, i, names[k]))
            return judge_house(facts, i, WH_ABSENT, WH_LIT("recipient-domain"));
    }
    return made(WH_OUTSIDE, 0.8, WH_LIT("outside-client"));
}

/* ---- addresses ---- */

/* An address from inside, but the client calls itself a host of somebody else's, and the line below is that
 * host's: a proxy, a load balancer or a NAT may have hidden the address that connected. */
static bool may_hide(wh_facts *facts, const wh_received *r, const wh_received *next)
{
    bool foreign = r->helo.n && !wh_is_inner_name(r->helo) && r->helo.p[0] != '[' && r->by.n &&
                   !wh_is_inner_name(r->by) && !wh_same_house(facts->env, r->helo, r->by);
    if (!foreign || (r->rdns.n && !is_localhost(r->rdns)) || !next || next->by.n == 0) return false;
    return !wh_is_inner_name(next->by) && !wh_same_house(facts->env, next->by, r->by);
}

static wh_step judge_internal(wh_facts *facts, uint32_t i)
{
    const wh_received *r = &facts->hops.at[i].r, *next = below(facts, i);
    if (wh_is_nat(r)) return made(WH_OPEN, 0.3, WH_LIT("nat"));
    if (may_hide(facts, r, next)) return made(WH_OPEN, 0.4, WH_LIT("hidden"));
    return wh_ip_kind_of(&r->ip) == WH_IP_LOOPBACK ? made(WH_INSIDE, 0.95, WH_LIT("local"))
                                                   : made(WH_INSIDE, 0.9, WH_LIT("private-address"));
}

/* A field without any address of the client. */
static wh_step judge_nameless(wh_facts *facts, uint32_t i)
{
    const wh_received *r = &facts->hops.at[i].r;
    const wh_provider *by = wh_house_provider(facts->env, wh_bare_host(r->by));
    bool bare = wh_find_byte(r->by, '.', 0) == WH_NONE_AT && wh_find_byte(r->helo, '.', 0) == WH_NONE_AT;
    if (r->helo.n == 0 && r->rdns.n == 0) return made(WH_INSIDE, 0.9, WH_LIT("local"));
    if (r->local || is_lmtp(r) || is_localhost(r->helo) || is_localhost(r->rdns))
        return made(WH_INSIDE, 0.9, WH_LIT("local"));
    if (by && bare && wh_house_provider(facts->env, wh_bare_host(r->helo)) == by)
        return made(WH_INSIDE, 0.9, WH_LIT("known-provider"));
    /* "from tcp-daemon.HOST by HOST": a channel of its own; for a client that connected it writes the
     * address.
     */
    if (wh_eq(r->family, WH_LIT("iplanet")) && r->by.n && wh_under_domain(r->helo, wh_bare_host(r->by)))
        return made(WH_INSIDE, 0.9, WH_LIT("local"));
    return made(WH_OPEN, 0.4, WH_LIT("no-address"));
}

wh_step wh_judge_client(wh_facts *facts, uint32_t first, uint32_t i)
{
    const wh_hop *hop = &facts->hops.at[i];
    const wh_received *r = &hop->r;
    int own = first ? -1 : own_server(facts, hop);
    if (r->problems & 1u << WH_RECEIVED_TWO_ADDRESSES) return made(WH_OUTSIDE, 0.3, WH_LIT("two-addresses"));
    if (own == 1) return made(WH_INSIDE, 0.99, WH_LIT("own-server"));
    if (fetched(r)) return made(WH_INSIDE, 0.9, WH_LIT("local"));
    /* LMTPA is one server of the house to another. */
    if (logged_in(r) && !is_lmtp(r)) return made(WH_SUBMITTED, 0.85, WH_LIT("submission"));
    if (r->ip.family == 0) return judge_nameless(facts, i);
    if (is_lmtp(r)) return made(WH_INSIDE, 0.9, WH_LIT("local")); /* RFC 2033 5: never over the internet */
    if (wh_ip_is_internal(&r->ip)) return judge_internal(facts, i);
    if (below(facts, i) && wh_named_a_relay(facts, i)) return made(WH_INSIDE, 0.9, WH_LIT("receiver-record"));
    if (own == 0)
        return hop->name_shown == WH_SHOWN_FALSE ? made(WH_OUTSIDE, 0.9, WH_LIT("name-refuted"))
                                                 : made(WH_OPEN, 0.6, WH_LIT("own-server"));
    return judge_name(facts, first, i);
}

bool wh_asks_names(wh_facts *facts, uint32_t i)
{
    const wh_hop *hop = &facts->hops.at[i];
    wh_step step = wh_judge_client(facts, 0, i);
    if (!wh_ip_is_public(&hop->r.ip) || wh_proven_name(hop).n || step.client == WH_SUBMITTED) return false;
    if (i == 0 || facts->handover.hop == (int32_t)i)
        return true; /* what is said of the client rests on it, too */
    return step.client == WH_OPEN || wh_eq(step.reason, WH_LIT("name-refuted")) || wh_asks_mx(facts, i);
}

/* The recipient has a domain that is not the provider's, and may have a server of his own in front. */
static bool has_domain_of_own(wh_facts *facts, uint32_t i, const wh_provider *by)
{
    wh_strs domains = {0};
    wh_recipient_domains(facts, i, &domains);
    for (uint32_t k = 0; k < domains.n; k++)
        if (wh_house_provider(facts->env, domains.at[k]) != by) return true;
    return false;
}

bool wh_asks_mx(wh_facts *facts, uint32_t i)
{
    const wh_received *r = &facts->hops.at[i].r, *next = below(facts, i);
    wh_str said = wh_bare_host(r->rdns.n ? r->rdns : r->helo);
    if (!next || !wh_ip_is_public(&r->ip) || logged_in(r) || next->by.n == 0 || wh_is_inner_name(next->by))
        return false;
    const wh_provider *by = wh_house_provider(facts->env, wh_bare_host(r->by)),
                      *client = wh_house_provider(facts->env, said);
    if (client && client->kind == WH_PROVIDER_SENDING) return false;
    bool edge = by && wh_provider_edge(by, wh_bare_host(r->by));
    bool gateway = client && client->kind == WH_PROVIDER_GATEWAY;
    if (edge && !gateway && !has_domain_of_own(facts, i, by)) return false;
    return continues(facts, r, next, said) && !is_senders_own(facts, said);
}
