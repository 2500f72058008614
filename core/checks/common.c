/* What several checks ask. */
#include "checks/common.h"

wh_str wh_from_domain(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->who.from.n; i++)
        if (facts->who.from.at[i].mailbox.domain.n) return facts->who.from.at[i].mailbox.domain;
    return WH_ABSENT;
}

const wh_received *wh_handover_hop(const wh_facts *facts)
{
    return facts->handover.hop < 0 ? NULL : &facts->hops.at[facts->handover.hop].r;
}

const wh_received *wh_senders_hop(const wh_facts *facts)
{
    const wh_handover *h = wh_senders_entrance(facts);
    return h ? &facts->hops.at[h->hop].r : NULL;
}

wh_str wh_client_shown(wh_env *env, const wh_received *r)
{
    if (r->ip.family) return wh_format_ip(env, &r->ip);
    return r->rdns.n ? r->rdns : r->helo.n ? r->helo : WH_LIT("?");
}

bool wh_is_submission(const wh_facts *facts) { return facts->handover.submitted; }
<<<<<<< HEAD
=======

bool wh_has_list_fields(const wh_facts *facts)
{
    return wh_field_named(&facts->fields, WH_LIT("List-Id"), 0) ||
           wh_field_named(&facts->fields, WH_LIT("List-Post"), 0) ||
           wh_field_named(&facts->fields, WH_LIT("Mailing-List"), 0);
}

wh_str wh_list_id(const wh_facts *facts)
{
    const wh_field *field = wh_field_named(&facts->fields, WH_LIT("List-Id"), 0);
    wh_str id = field ? wh_trim(field->value) : WH_ABSENT;
    size_t open = wh_rfind_byte(id, '<');
    if (open != WH_NONE_AT) id = wh_from(id, open + 1);
    return wh_trim_bytes(id, WH_LIT("> \t\r\n"));
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
    size_t at = wh_rfind_byte(inside, '@');
    return at == WH_NONE_AT ? inside : wh_from(inside, at + 1);
}

bool wh_is_list_mail(const wh_facts *facts)
{
    wh_str name;
    if (!wh_has_list_fields(facts) || !proven_client(facts, &name)) return false;
    return wh_is_known_list(facts) || wh_same_org(facts->env, name, list_domain(facts));
}

bool wh_is_known_list(const wh_facts *facts)
{
    wh_str name;
    if (!wh_has_list_fields(facts) || !proven_client(facts, &name)) return false;
    const wh_provider *client = wh_provider_of(name);
    if (!client) return false;
    if (client->kind == WH_PROVIDER_LIST) return true;
    /* Google's groups leave by the servers that its mailboxes leave by, but with an envelope that nobody else
     * there can have. */
    wh_str envelope = facts->who.envelope_from;
    size_t at = facts->who.envelope_certain ? wh_rfind_byte(envelope, '@') : WH_NONE_AT;
    return wh_eq(client->id, WH_LIT("google")) && at != WH_NONE_AT &&
           wh_under_domain(wh_from(envelope, at + 1), WH_LIT("googlegroups.com"));
}
>>>>>>> 187ad58 (parse: what a parser offers stands in four headers by subject; a List-Id's name is read in one place)
