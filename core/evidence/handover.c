/* The trust boundary. Received fields are read from the top: the newest was written by the reader's own side. As long as the client
 * that a trusted field names is on that side too, the next field below is trusted as well. The first field whose client comes from
 * outside is the handover: its connecting address is the one network fact that a header holds; everything below is the sender's word. */
#include "evidence/evidence.h"
#include "evidence/providers.h"

/* What a trusted field says about its client. */
typedef enum place { OUTSIDE, INSIDE, SUBMITTED } place;

typedef struct step {
    place client;
    double confidence; /* that the judgement is right */
    wh_str reason;
} step;

static step made(place client, double confidence, wh_str reason) { return (step){client, confidence, reason}; }

static wh_str bare(wh_str host) { return host.n && host.p[host.n - 1] == '.' ? wh_sub(host, 0, host.n - 1) : host; }

/* The name of a host's organisation, for comparing: its registrable domain. */
static wh_str organisation(wh_facts *facts, wh_str host)
{
    wh_name name = {0};
    host = bare(host);
    if (host.n == 0 || wh_find_byte(host, '.', 0) == WH_NONE_AT) return WH_ABSENT;
    wh_parse_name(facts->env, host, &name);
    return name.registrable;
}

static bool same_organisation(wh_facts *facts, wh_str a, wh_str b)
{
    const wh_provider *one = wh_provider_of(bare(a)), *other = wh_provider_of(bare(b));
    if (one || other) return one == other;
    wh_str x = organisation(facts, a), y = organisation(facts, b);
    return x.n && wh_eq_nocase(x, y);
}

static bool own_server(const wh_facts *facts, const wh_received *r)
{
    for (uint32_t i = 0; i < facts->options->own_servers.n; i++) {
        wh_str own = facts->options->own_servers.at[i];
        wh_ip ip;
        if (wh_parse_ip(own, &ip) ? wh_ip_eq(&ip, &r->ip) : r->rdns.n && wh_under_domain(bare(r->rdns), own)) return true;
        /* Software that writes no reverse name leaves only the HELO to go by. */
        if (wh_absent(r->rdns) && r->helo.n && wh_under_domain(bare(r->helo), own)) return true;
    }
    return false;
}

static bool has_client(const wh_received *r) { return r->helo.n || r->rdns.n || r->ip.family; }

/* An address that only means something inside a network. Examples' addresses (RFC 5737, 3849) count as real ones. */
static bool internal(const wh_ip *ip)
{
    wh_ip_kind kind = wh_ip_kind_of(ip);
    return ip->family && kind != WH_IP_PUBLIC && kind != WH_IP_DOCUMENTATION;
}

static bool keyword(wh_str with, wh_str word)
{
    return wh_starts_nocase(with, word) && (with.n == word.n || !wh_is_alnum(with.p[word.n]));
}

/* RFC 3848: an A at the end of the keyword says that the client logged in. */
static bool authenticated(const wh_received *r)
{
    static const wh_str words[] = {WH_LIT_INIT("ESMTPA"), WH_LIT_INIT("ESMTPSA"), WH_LIT_INIT("ASMTP"), WH_LIT_INIT("UTF8SMTPA"), WH_LIT_INIT("UTF8SMTPSA")};
    if (r->auth.n) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (keyword(r->with, words[i])) return true;
    return false;
}

/* The server fetched the mail from a mailbox: what stands below was written where that mailbox is. */
static bool fetched(const wh_received *r)
{
    static const wh_str words[] = {WH_LIT_INIT("POP3"), WH_LIT_INIT("APOP"), WH_LIT_INIT("IMAP"), WH_LIT_INIT("IMAP4"), WH_LIT_INIT("ETRN"), WH_LIT_INIT("ODMR")};
    if (wh_eq(r->family, WH_LIT("fetchmail")) || wh_eq(r->family, WH_LIT("getmail"))) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (keyword(r->with, words[i])) return true;
    return false;
}

/* The domain that the mail is sent in the name of, for telling whose gateway stands in front of whom. */
static bool speaks_for_sender(wh_facts *facts, const wh_received *r)
{
    const wh_identities *who = &facts->who;
    wh_str client = r->rdns.n ? r->rdns : r->helo;
    for (uint32_t i = 0; i < who->from.n; i++)
        if (same_organisation(facts, client, who->from.at[i].mailbox.domain)) return true;
    for (uint32_t i = 0; i < who->return_path.n; i++)
        if (same_organisation(facts, client, who->return_path.at[i].mailbox.domain)) return true;
    return false;
}

static wh_str person_domain(const wh_persons *persons, uint32_t i) { return persons->at[i].mailbox.domain; }

static bool is_recipient_domain(const wh_facts *facts, wh_str domain)
{
    const wh_persons *lists[] = {&facts->who.delivered_to, &facts->who.to, &facts->who.cc};
    for (size_t k = 0; k < 3; k++)
        for (uint32_t i = 0; i < lists[k]->n && i < 50; i++)
            if (domain.n && wh_eq_nocase(person_domain(lists[k], i), domain)) return true;
    return false;
}

/* A gateway filters for the recipient (then its fields are the recipient's side's) or for the sender, who sends through it. */
static bool gateway_is_ours(wh_facts *facts, uint32_t next)
{
    for (uint32_t i = next; i < facts->hops.n; i++) {
        const wh_received *r = &facts->hops.at[i].r;
        const wh_provider *by = wh_provider_of(bare(r->by));
        if (!by || by->kind != WH_PROVIDER_GATEWAY) return false;
        if (r->ip.family == 0 || internal(&r->ip)) continue;
        if (same_organisation(facts, r->rdns.n ? r->rdns : r->helo, r->by)) continue;
        return !speaks_for_sender(facts, r);
    }
    return false;
}

static const wh_received *below(const wh_facts *facts, uint32_t i) { return i + 1 < facts->hops.n ? &facts->hops.at[i + 1].r : NULL; }

/* A field by a server of a known provider. */
static step judge_provider(wh_facts *facts, uint32_t i, const wh_provider *provider)
{
    const wh_received *r = &facts->hops.at[i].r, *next = below(facts, i);
    wh_str name = bare(r->rdns.n ? r->rdns : r->helo);
    bool same = wh_provider_of(name) == provider && !wh_provider_outbound(provider, name);
    bool continued = next && wh_provider_of(bare(next->by)) == provider;
    if (wh_provider_edge(provider, bare(r->by))) return made(OUTSIDE, 0.95, WH_LIT("known-provider"));
    if (same && wh_provider_inside(provider, &r->ip)) return made(INSIDE, 0.95, WH_LIT("known-provider"));
    if (same && continued && (r->rdns.n || r->ip.family == 0)) return made(INSIDE, 0.9, WH_LIT("known-provider"));
    if (same && continued && wh_eq_nocase(bare(next->by), bare(r->helo))) return made(INSIDE, 0.75, WH_LIT("known-provider"));
    return made(OUTSIDE, same ? 0.6 : 0.9, WH_LIT("known-provider"));
}

/* The next field below was written by the very host that this field's client called itself. */
static bool continues(const wh_received *r, const wh_received *next)
{
    if (!next || next->by.n == 0) return false;
    if (!wh_eq_nocase(bare(next->by), bare(r->helo)) && !wh_eq_nocase(bare(next->by), bare(r->rdns))) return false;
    if (!r->date.ok || !next->date.ok) return true;
    int64_t apart = r->date.ms - next->date.ms;
    return apart > -600000 && apart < 86400000;
}

static step judge_organisation(wh_facts *facts, uint32_t i)
{
    const wh_received *r = &facts->hops.at[i].r, *next = below(facts, i);
    if (r->rdns.n && same_organisation(facts, r->rdns, r->by))
        return next && next->by.n && same_organisation(facts, next->by, r->by) ? made(INSIDE, 0.9, WH_LIT("same-organisation"))
                                                                              : made(OUTSIDE, 0.6, WH_LIT("same-organisation"));
    if (r->helo.n && same_organisation(facts, r->helo, r->by) && continues(r, next))
        return made(INSIDE, wh_absent(r->rdns) ? 0.7 : 0.55, WH_LIT("same-organisation"));
    if (r->helo.n && continues(r, next) && is_recipient_domain(facts, organisation(facts, next->by)) && next->for_.n)
        return made(INSIDE, 0.55, WH_LIT("recipient-domain"));
    return made(OUTSIDE, 0.8, WH_LIT("outside-client"));
}

static step judge(wh_facts *facts, uint32_t i)
{
    const wh_received *r = &facts->hops.at[i].r, *next = below(facts, i);
    const wh_provider *by = wh_provider_of(bare(r->by));
    const wh_provider *client = wh_provider_of(bare(r->rdns.n ? r->rdns : r->helo));
    if (own_server(facts, r)) return made(INSIDE, 0.99, WH_LIT("own-server"));
    if (fetched(r) || !has_client(r)) return made(INSIDE, 0.9, WH_LIT("local"));
    if (authenticated(r)) return made(SUBMITTED, 0.85, WH_LIT("submission"));
    if (r->ip.family && wh_ip_kind_of(&r->ip) == WH_IP_LOOPBACK) return made(INSIDE, 0.95, WH_LIT("local"));
    if (internal(&r->ip)) return made(INSIDE, 0.9, WH_LIT("private-address"));
    if (client && client->kind == WH_PROVIDER_GATEWAY && client != by && next)
        return gateway_is_ours(facts, i + 1) ? made(INSIDE, 0.7, WH_LIT("gateway")) : made(OUTSIDE, 0.7, WH_LIT("gateway"));
    if (by) return judge_provider(facts, i, by);
    return judge_organisation(facts, i);
}

static void settle(wh_facts *facts, uint32_t at, double confidence, wh_str reason)
{
    facts->handover = (wh_handover){.hop = (int32_t)at, .confidence = confidence, .reason = reason};
}

/* Every field was written inside: mail that never left the house, or whose last step is not recorded. */
static void settle_at_the_end(wh_facts *facts, double confidence)
{
    for (uint32_t i = facts->hops.n; i-- > 0;)
        if (facts->hops.at[i].r.ip.family && !internal(&facts->hops.at[i].r.ip)) {
            settle(facts, i, confidence * 0.5, WH_LIT("internal"));
            return;
        }
    settle(facts, facts->hops.n - 1, confidence * 0.4, WH_LIT("internal"));
}

static void find(wh_facts *facts)
{
    double confidence = 1;
    for (uint32_t i = 0; i < facts->hops.n; i++) {
        step s = judge(facts, i);
        confidence *= s.confidence;
        if (s.client == INSIDE) continue;
        /* A single field torn out of a mail says little about what stood above it. */
        if (facts->hops.n == 1 && facts->paste.kind == WH_SOURCE_FRAGMENT) settle(facts, i, confidence * 0.4, WH_LIT("only-hop"));
        else settle(facts, i, confidence, s.reason);
        return;
    }
    settle_at_the_end(facts, confidence);
}

void wh_gather_handover(wh_facts *facts)
{
    facts->handover = (wh_handover){.hop = -1};
    if (facts->hops.n == 0) return;
    if (facts->options->handover >= 0 && (uint32_t)facts->options->handover < facts->hops.n) {
        settle(facts, (uint32_t)facts->options->handover, 1, WH_LIT("chosen"));
        facts->handover.chosen = true;
    } else {
        find(facts);
    }
    for (uint32_t i = 0; i < facts->hops.n; i++) {
        int32_t at = facts->handover.hop;
        facts->hops.at[i].side = (int32_t)i < at ? WH_SIDE_RECIPIENT : (int32_t)i == at ? WH_SIDE_HANDOVER : WH_SIDE_CLAIMED;
    }
    const wh_received *r = &facts->hops.at[facts->handover.hop].r;
    if (!facts->who.has_return_path && r->envelope_from.n) facts->who.envelope_from = r->envelope_from;
}
