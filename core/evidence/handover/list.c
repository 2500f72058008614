/* Mail that a list handed over: whether that is proven, and where the list had taken it. Everything that a
 * list shows (List-Id, HELO, envelope) anybody can write; nobody else has its server's name, confirmed, or is
 * in the list of its domain's senders (RFC 7208). RFC 2369, RFC 2919. */
#include "evidence/handover/handover.h"

bool wh_has_list_fields(const wh_facts *facts) { return facts->list_fields; }

void wh_gather_list_fields(wh_facts *facts)
{
    facts->list_fields = wh_field_named(&facts->fields, WH_LIT("List-Id"), 0) ||
                         wh_field_named(&facts->fields, WH_LIT("List-Post"), 0) ||
                         wh_field_named(&facts->fields, WH_LIT("Mailing-List"), 0);
}

static const wh_hop *proven_client(const wh_facts *facts, wh_str *name)
{
    if (facts->handover.hop < 0 || !facts->handover.settled) return NULL;
    const wh_hop *hop = &facts->hops.at[facts->handover.hop];
    *name = wh_proven_name(hop);
    return name->n ? hop : NULL;
}

/* The domain of a List-Id (RFC 2919) or of the address of a List-Post (RFC 2369). */
static wh_str list_domain(const wh_facts *facts)
{
    const wh_field *field = wh_field_named(&facts->fields, WH_LIT("List-Id"), 0);
    if (!field) field = wh_field_named(&facts->fields, WH_LIT("List-Post"), 0);
    if (!field) return WH_ABSENT;
    size_t open = wh_rfind_byte(field->value, '<'), close = wh_rfind_byte(field->value, '>');
    wh_str inside = open != WH_NONE_AT && close != WH_NONE_AT && close > open
                        ? wh_sub(field->value, open + 1, close)
                        : wh_trim(field->value);
    return wh_domain_in(inside);
}

/* Who sends from a domain of his own is no list, whatever he calls his letters. A list that puts its address
 * in place of its writers' looks the same. */
static bool is_authors(const wh_facts *facts)
{
    const wh_persons *from = &facts->who.from;
    return from->n && wh_same_org(facts->env, from->at[0].mailbox.domain, list_domain(facts));
}

bool wh_is_list_mail(const wh_facts *facts)
{
    wh_str name;
    if (!wh_has_list_fields(facts)) return false;
    if (wh_is_known_list(facts)) return true;
    if (is_authors(facts)) return false;
    return facts->list_listed ||
           (proven_client(facts, &name) && wh_same_org(facts->env, name, list_domain(facts)));
}

bool wh_is_known_list(const wh_facts *facts)
{
    wh_str name;
    if (!wh_has_list_fields(facts) || !proven_client(facts, &name)) return false;
    const wh_provider *client = wh_house_provider(facts->env, name);
    if (!client) return false;
    if (client->kind == WH_PROVIDER_LIST) return true;
    /* Google's groups leave by the servers that its mailboxes leave by, but with an envelope that nobody else
     * there can have. */
    return wh_eq(client->id, WH_LIT("google")) &&
           wh_under_domain(wh_certain_envelope(&facts->who), WH_LIT("googlegroups.com"));
}

/* The first field below the entrance is the list's own: its server puts one on top of whatever it takes.
 * Google's machines have addresses for names. */
static bool is_lists(const wh_facts *facts, const wh_received *r, wh_str client)
{
    const wh_provider *provider = wh_house_provider(facts->env, client);
    bool google = provider && wh_eq(provider->id, WH_LIT("google"));
    if (r->by.n == 0) return google && wh_eq(r->family, WH_LIT("gmail")) && r->by_ip.family;
    return wh_same_house(facts->env, r->by, client);
}

void wh_gather_list(wh_facts *facts)
{
    uint32_t next = (uint32_t)(facts->handover.hop + 1);
    wh_str client;
    facts->list = (wh_handover){.hop = -1};
    if (!wh_is_list_mail(facts) || next >= facts->hops.n) return;
    /* Where only its domain's list of senders proves a server, the server's name is its own word, and so are
     * the fields below. */
    if (!proven_client(facts, &client)) client = wh_bare_host(facts->hops.at[facts->handover.hop].r.helo);
    if (client.n && is_lists(facts, &facts->hops.at[next].r, client))
        wh_find_entrance(facts, next, &facts->list);
}

void wh_note_list_spf(wh_facts *facts, bool listed)
{
    if (facts->list_listed == listed) return;
    facts->list_listed = listed;
    wh_gather_list(facts);
}

const wh_handover *wh_senders_entrance(const wh_facts *facts)
{
    if (facts->list.hop >= 0 && wh_is_known_list(facts)) return &facts->list;
    return facts->handover.hop < 0 ? NULL : &facts->handover;
}
