/* The client at the handover beside the sender that the mail names: a server of the sender's, of a
 * provider's, or a stranger's. */
#include "checks/hops/hops.h"
#include "checks/standing.h"

static bool is_homes(wh_case *c, wh_str host)
{
    wh_name name = {0};
    wh_parse_name(c->env, host, &name);
    return wh_is_home_of_mail(c, &name);
}

/* A name with a dot whose last label is neither a top-level domain nor one that private networks use: nobody
 * can look it up. */
static bool is_impossible(wh_case *c, wh_str host)
{
    wh_name name = {0};
    size_t dot = wh_rfind_byte(host, '.');
    if (dot == WH_NONE_AT || wh_is_private_name(host) || wh_is_localhost(host)) return false;
    wh_parse_name(c->env, host, &name);
    return !name.known_suffix && wh_is_alpha(host.p[host.n - 1]);
}

/* People post to lists from anywhere: one whose reverse name belongs to the organisation that they name is
 * genuine. The list's server wrote both names; of a list that nobody knows, its keeper may have invented
 * them. */
static bool is_named_poster(const wh_case *c, const wh_standing *s, bool lists)
{
    const uint32_t doubt = 1u << WH_RECEIVED_MAY_BE_FORGED | 1u << WH_RECEIVED_STUFFED_NAME;
    if (!lists || s->rdns.n == 0 || s->entry->doubted || (s->entry->problems & doubt)) return false;
    return wh_same_org(c->env, s->helo, s->rdns) && wh_house_of(s->rdns, &s->entry->ip) == WH_OF_HOUSE;
}

static void check_helo(wh_case *c, const wh_standing *s, bool lists)
{
    if (s->helo.n == 0 || wh_find_byte(s->helo, '.', 0) == WH_NONE_AT || wh_is_private_name(s->helo) ||
        wh_is_localhost(s->helo))
        return;
    if (is_impossible(c, s->helo)) {
        wh_finding_of_client(c, WH_F_HELO_IMPOSSIBLE, s->entry, s->entry->helo);
        return;
    }
    if (wh_same_org(c->env, s->helo, s->entry->by)) return; /* that one says more: client.c */
    if (wh_absent(wh_from_domain(c->facts))) return;        /* a stranger to whom? */
    /* HELO is the client's choice, and a well-chosen one must be no better than none: only a reverse name
     * counts, and where the server records none, nobody can be distinguished from a stranger. */
    bool told = s->rdns.n || (s->entry->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN);
    if (is_named_poster(c, s, lists)) return;
    if (!told || (s->rdns.n && (s->provider || s->served || is_homes(c, s->rdns)))) return;
    if (s->rdns.n && wh_is_sending_service(s->from)) return; /* its customers' servers bear their names */
    wh_finding_of_client(c, WH_F_HELO_STRANGER, s->entry, s->entry->helo);
}

static void check_reverse_name(wh_case *c, const wh_standing *s)
{
    const wh_received *r = s->entry;
    if (s->rdns.n == 0) {
        /* sendmail writes the reverse name whenever there is one */
        if (wh_eq(r->family, WH_LIT("sendmail")) && r->ip.family && r->helo.n &&
            !(r->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN))
            wh_finding_of_client(c, WH_F_RDNS_NOT_WRITTEN, s->entry, r->ip_raw);
        return;
    }
    if (s->helo.n == 0 || wh_find_byte(s->helo, '.', 0) == WH_NONE_AT ||
        wh_eq_nocase(s->helo_org, s->rdns_org))
        return;
    if (wh_provider_of(s->rdns) || wh_is_sending_service(s->rdns) || wh_looks_dynamic(s->rdns, &r->ip) ||
        is_homes(c, s->rdns))
        return;
    wh_finding_of_client(c, WH_F_RDNS_OTHER, s->entry, r->rdns);
}

/* Whether the software that wrote the field records there that a connection was encrypted. Much does not:
 * access providers' InterMail, Yahoo! JAPAN's, qmail, the carriers' own. Their silence says nothing. The
 * writer is the receiver, which no sender chooses. */
static bool tells_encryption(const wh_received *r)
{
    static const wh_str families[] = {
        WH_LIT_INIT("postfix"),    WH_LIT_INIT("exim"),        WH_LIT_INIT("sendmail"),
        WH_LIT_INIT("exchange"),   WH_LIT_INIT("gmail"),       WH_LIT_INIT("opensmtpd"),
        WH_LIT_INIT("ironport"),   WH_LIT_INIT("iplanet"),     WH_LIT_INIT("haraka"),
        WH_LIT_INIT("halon"),      WH_LIT_INIT("mdaemon"),     WH_LIT_INIT("kerio"),
        WH_LIT_INIT("icewarp"),    WH_LIT_INIT("hmailserver"), WH_LIT_INIT("stalwart"),
        WH_LIT_INIT("kumomta"),    WH_LIT_INIT("momentum"),    WH_LIT_INIT("communigate"),
        WH_LIT_INIT("proofpoint"), WH_LIT_INIT("mimecast"),    WH_LIT_INIT("trend-micro"),
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (wh_eq(r->family, families[i])) return true;
    return false;
}

/* Gateways, lists and providers of mailboxes, by a name that the receiver confirmed: they encrypt wherever it
 * is offered: it was the receiver who did not offer it. */
static bool would_encrypt(const wh_hop *hop)
{
    bool certain = !(hop->r.problems & 1u << WH_RECEIVED_STUFFED_NAME);
    const wh_provider *provider = certain ? wh_provider_of(wh_proven_name(hop)) : NULL;
    return provider && (provider->kind == WH_PROVIDER_GATEWAY || provider->kind == WH_PROVIDER_LIST ||
                        provider->kind == WH_PROVIDER_MAILBOX);
}

void wh_check_stranger(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_doors doors = wh_path_doors(facts);
    for (uint32_t i = 0; i < doors.n; i++) {
        const wh_hop *hop = doors.at[i].hop;
        const wh_received *r = &hop->r;
        wh_standing at = *wh_standing_of(c);
        bool lists = facts->list.hop >= 0 && hop == &facts->hops.at[facts->list.hop];
        if (at.list && !lists) continue; /* a list's server is nobody's stranger */
        if (doors.at[i].submitted || wh_ip_is_internal(&r->ip) || r->authenticated || r->auth.n) continue;
        wh_stand_at(c, r, &at);
        bool plain = r->ip.family && !r->encrypted && wh_absent(r->tls_version) && r->with.n && !r->local;
        /* Whether a list's server offers encryption is the list's affair. */
        if (at.recent && plain && !lists && tells_encryption(r) && !would_encrypt(hop))
            wh_finding_of_client(c, WH_F_HOP_PLAIN_LATE, r, r->with);
        check_helo(c, &at, lists);
        check_reverse_name(c, &at);
    }
}
