/* The author's domain at the door of a known mailing list. The list sends under an envelope of its own, so
 * SPF at the reader's door is about the list. A field by the list's own servers tells where it took the mail
 * from; whether the author's domain lists that address (RFC 7208) is what the reader would have been told
 * without the list. */
#include "checks/auth/auth.h"

#include "checks/common.h"

static const wh_received *door_of(const wh_facts *facts)
{
    const wh_handover *list = &facts->list;
    if (list->hop < 0 || wh_senders_entrance(facts) != list || !list->settled || list->submitted) return NULL;
    const wh_received *r = &facts->hops.at[list->hop].r;
    bool told = list->confidence >= 0.5 && wh_ip_is_public(&r->ip);
    return told && !(r->problems & 1u << WH_RECEIVED_STUFFED_NAME) ? r : NULL;
}

void wh_check_list_spf(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_received *r = door_of(facts);
    if (!r || !wh_oracle_lookups(c->oracle) || facts->who.from_fields != 1 || facts->who.from.n != 1) return;
    const wh_mailbox *box = &facts->who.from.at[0].mailbox;
    if (box->bad || box->domain.n == 0) return;
    wh_spf *spf = wh_alloc(c->env->arena, sizeof *spf);
    wh_spf_query query = {
        .ip = r->ip, .helo = r->helo, .mail_from = box->address, .now_ms = facts->options->now_ms};
    if (spf) wh_spf_check(c->env, c->oracle, &query, spf);
    c->results->list_spf = spf;
}

/* Nothing in the mail says that the author's domain signed it, nor do the list's servers say that it had been
 * authenticated: what its policy then asks for is not the list's doing. */
bool wh_refused_at_list(const wh_case *c)
{
    const wh_spf *spf = c->results->list_spf;
    const wh_dkim *dkim = c->results->dkim;
    if (!spf || spf->result != WH_AUTH_FAIL || wh_list_has_passed(c)) return false;
    for (uint32_t i = 0; i < dkim->signatures.n; i++)
        if (dkim->signatures.at[i].aligned) return false;
    return true;
}

void wh_judge_list_spf(wh_case *c)
{
    const wh_spf *spf = c->results->list_spf;
    const wh_received *r = door_of(c->facts);
    if (!spf || !r) return;
    bool pass = spf->result == WH_AUTH_PASS && !spf->everyone;
    if (!pass && !c->results->list_refused) return;
    wh_finding *f = wh_finding_of_auth(c, pass ? WH_F_LIST_SPF_PASS : WH_F_LIST_SPF_FAIL,
                                       r->ip_raw.n ? r->ip_raw : r->raw);
    wh_finding_text(c, f, "domain", spf->domain);
    wh_finding_text(c, f, "ip", wh_format_ip(c->env, &r->ip));
    wh_finding_text(c, f, "by", r->by.n ? r->by : WH_LIT("?"));
}
