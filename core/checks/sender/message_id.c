/* What the Message-ID gives away. RFC 5322 3.6.4. */
#include "checks/common.h"
#include "checks/results.h"
#include "checks/sender/message_id.h"

static wh_finding *add(wh_case *c, wh_finding_id id, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "id", c->facts->msgid.raw);
    wh_finding_text(c, f, "right", c->facts->msgid.right);
    wh_finding_slice(c, f, slice.n ? slice : c->facts->msgid.raw);
    return f;
}

/* Any host of the chain, or one that signed, belongs to the organisation of this name. */
static bool seen_on_the_way(wh_case *c, wh_str name)
{
    const wh_facts *facts = c->facts;
    for (uint32_t i = 0; i < facts->domains.n; i++) {
        const wh_domain *domain = &facts->domains.at[i];
        uint32_t places = 1u << WH_ROLE_HELO | 1u << WH_ROLE_RDNS | 1u << WH_ROLE_BY | 1u << WH_ROLE_DKIM |
                          1u << WH_ROLE_RETURN_PATH;
        if ((domain->roles & places) && wh_same_org(c->env, domain->key, name)) return true;
    }
    return false;
}

/* The server that took the mail over, or one above it, made the id: the sender sent none. */
static bool added_by_receiver(wh_case *c)
{
    const wh_facts *facts = c->facts;
    for (uint32_t i = 0; i < facts->hops.n && (int32_t)i <= facts->handover.hop; i++) {
        const wh_received *r = &facts->hops.at[i].r;
        if (wh_eq_nocase(wh_bare_host(r->by), facts->msgid.right)) return true;
        if (i < (uint32_t)facts->handover.hop && wh_eq_nocase(wh_bare_host(r->helo), facts->msgid.right))
            return true;
    }
    return false;
}

/* The same where the author cannot have written it: a client of the reader's own servers, a proven domain. */
static bool proven_on_the_way(wh_case *c, wh_str name)
{
    const wh_facts *facts = c->facts;
    for (uint32_t i = 0; i < facts->hops.n && (int32_t)i <= facts->handover.hop; i++)
        if (wh_same_org(c->env, wh_proven_name(&facts->hops.at[i]), name)) return true;
    for (uint32_t i = 0; i < c->results->proven.n; i++)
        if (wh_same_org(c->env, c->results->proven.at[i], name)) return true;
    return false;
}

/* The address that handed the mail over is one that the provider publishes: what many servers write down
 * holds no reverse name that was checked, and most firms have their mail at a provider. */
static bool sent_from_networks(const wh_case *c, const wh_provider *provider)
{
    const wh_handover *h = &c->facts->handover;
    return h->settled && h->hop >= 0 && wh_provider_sends(provider, &c->facts->hops.at[h->hop].r.ip);
}

/* Providers that make the ids of all mail that their own people send; nobody else's mail has such an id. */
static bool claims_provider(wh_case *c, wh_str right)
{
    const wh_provider *provider = wh_provider_of(right);
    if (!provider || provider->kind != WH_PROVIDER_MAILBOX) return false;
    if (sent_from_networks(c, provider)) return false;
    return !proven_on_the_way(c, right) && !wh_is_list_mail(c->facts);
}

static void check_relation(wh_case *c, wh_str right)
{
    const wh_facts *facts = c->facts;
    wh_str from = wh_from_domain(facts);
    const wh_received *entry = wh_handover_hop(facts);
    bool here = entry && (entry->local || wh_ip_kind_of(&entry->ip) == WH_IP_LOOPBACK); /* cron's, root's */
    if (facts->hops.n && !here && added_by_receiver(c)) {
        add(c, WH_F_MSGID_ADDED_BY_RECEIVER, right);
        return;
    }
    if (from.n && wh_same_org(c->env, right, from)) {
        add(c, WH_F_MSGID_OF_FROM, right);
        return;
    }
    if (facts->hops.n == 0 || facts->paste.kind == WH_SOURCE_FRAGMENT) return;
    if (claims_provider(c, right)) add(c, WH_F_MSGID_CLAIMS_PROVIDER, right);
    else if (!seen_on_the_way(c, right) && from.n)
        wh_finding_text(c, add(c, WH_F_MSGID_UNRELATED, right), "from", from);
}

static void check_right(wh_case *c, wh_str right)
{
    wh_ip ip;
    if (wh_is_localhost(right)) add(c, WH_F_MSGID_LOCALHOST, right);
    else if (wh_is_address_literal(right, &ip)) add(c, WH_F_MSGID_LITERAL, right);
    else if (wh_find_byte(right, '.', 0) == WH_NONE_AT) add(c, WH_F_MSGID_BARE, right);
    else if (wh_is_private_name(right)) add(c, WH_F_MSGID_PRIVATE, right);
    else check_relation(c, right);
}

static void check_syntax(wh_case *c)
{
    const uint32_t tolerated =
        1u << WH_MSGID_TEXT_AROUND | 1u << WH_MSGID_COMMENT | 1u << WH_MSGID_QUOTED | 1u << WH_MSGID_TOO_LONG;
    uint32_t problems = c->facts->msgid.problems & ~tolerated;
    if (problems == 0) return;
    wh_finding *f = add(c, WH_F_MSGID_INVALID, WH_ABSENT);
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_MSGID_PROBLEMS(X)
#undef X
    };
    for (uint32_t i = 0; i < WH_MSGID_PROBLEM_COUNT; i++)
        if (problems & 1u << i) {
            wh_finding_text(c, f, "problem", names[i]);
            break;
        }
}

void wh_check_message_id(wh_case *c)
{
    const wh_msgid *id = &c->facts->msgid;
    wh_check_message_id_origin(c);
    if (!id->present || id->raw.n == 0) {
        if (c->facts->paste.kind == WH_SOURCE_FRAGMENT && !id->present) return;
        wh_finding *f = wh_finding_add(c, WH_F_MSGID_MISSING);
        if (id->present) wh_finding_span(c, f, wh_field_span(c->facts, c->facts->msgid_field));
        else wh_finding_slice(c, f, c->facts->paste.head);
        return;
    }
    check_syntax(c);
    if (id->right.n) check_right(c, id->right);
}
