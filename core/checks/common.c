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

wh_str wh_list_id(const wh_facts *facts)
{
    const wh_field *field = wh_field_named(&facts->fields, WH_LIT("List-Id"), 0);
    wh_str id = field ? wh_trim(field->value) : WH_ABSENT;
    size_t open = wh_rfind_byte(id, '<');
    if (open != WH_NONE_AT) id = wh_from(id, open + 1);
    return wh_trim_bytes(id, WH_LIT("> \t\r\n"));
}
