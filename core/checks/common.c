/* What several checks ask. */
#include "checks/common.h"

wh_str wh_host_of(wh_str name)
{
    return name.n && name.p[name.n - 1] == '.' ? wh_sub(name, 0, name.n - 1) : name;
}

bool wh_same_org(wh_env *env, wh_str a, wh_str b)
{
    wh_name one = {0}, other = {0};
    a = wh_host_of(a);
    b = wh_host_of(b);
    if (a.n == 0 || b.n == 0) return false;
    if (wh_eq_nocase(a, b)) return true;
    const wh_provider *x = wh_provider_of(a), *y = wh_provider_of(b);
    if (x && x == y) return true;
    wh_parse_name(env, a, &one);
    wh_parse_name(env, b, &other);
    return one.registrable.n && wh_eq(one.registrable, other.registrable);
}

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

wh_str wh_client_shown(wh_env *env, const wh_received *r)
{
    if (r->ip.family) return wh_format_ip(env, &r->ip);
    return r->rdns.n ? r->rdns : r->helo.n ? r->helo : WH_LIT("?");
}

bool wh_is_submission(const wh_facts *facts) { return facts->handover.submitted; }

bool wh_is_localhost(wh_str name)
{
    name = wh_host_of(name);
    return wh_under_domain(name, WH_LIT("localhost")) || wh_starts_nocase(name, WH_LIT("localhost.")) ||
           wh_eq_nocase(name, WH_LIT("localdomain"));
}

bool wh_is_private_name(wh_str name)
{
    static const wh_str suffixes[] = {
        WH_LIT_INIT("local"),    WH_LIT_INIT("lan"),         WH_LIT_INIT("internal"),
        WH_LIT_INIT("intranet"), WH_LIT_INIT("home"),        WH_LIT_INIT("corp"),
        WH_LIT_INIT("private"),  WH_LIT_INIT("localdomain"), WH_LIT_INIT("home.arpa"),
        WH_LIT_INIT("invalid"),  WH_LIT_INIT("test"),        WH_LIT_INIT("workgroup"),
        WH_LIT_INIT("domain"),   WH_LIT_INIT("localnet"),
    };
    name = wh_host_of(name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (name.n > suffixes[i].n && wh_under_domain(name, suffixes[i])) return true;
    return false;
}

bool wh_has_list_fields(const wh_facts *facts)
{
    return wh_field_named(&facts->fields, WH_LIT("List-Id"), 0) ||
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
