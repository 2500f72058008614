/* Verifies a mail: SPF for the handover's address, every DKIM signature, the ARC chain, DMARC from the first
 * two. What is missing is asked for; what cannot be known stays "not evaluated", with its reason. */
#include "checks/auth/auth.h"

#include "checks/common.h"

/* ---- SPF ---- */

static void leave_spf(wh_spf *out, wh_spf_problem why)
{
    *out = (wh_spf){.result = WH_NOT_EVALUATED, .problem = why};
}

static void check_spf_at(wh_case *c, const wh_received *r, wh_spf *out)
{
    const wh_facts *facts = c->facts;
    if (!wh_ip_is_public(&r->ip)) { /* no domain lists an address that is not on the internet */
        leave_spf(out, WH_SPF_PRIVATE_ADDRESS);
        return;
    }
    wh_spf_query query = {.ip = r->ip,
                          .helo = r->helo,
                          .mail_from = facts->who.envelope_from,
                          .now_ms = facts->options->now_ms};
    if (wh_absent(query.mail_from) && !facts->who.has_return_path) {
        leave_spf(out, WH_SPF_NO_SENDER);
        return;
    }
    wh_spf_check(c->env, c->oracle, &query, out);
}

static void check_spf(wh_case *c, wh_spf *out)
{
    const wh_facts *facts = c->facts;
    const wh_received *r = wh_handover_hop(facts);
    if (!r || r->ip.family == 0) {
        leave_spf(out, WH_SPF_NO_HANDOVER);
        return;
    }
    if (wh_is_submission(facts)) { /* RFC 6409: a user's machine is no mail server, and no domain lists it */
        leave_spf(out, WH_SPF_SUBMISSION);
        return;
    }
    check_spf_at(c, r, out);
    c->results->spf_everywhere = out->result == WH_AUTH_PASS;
    for (uint32_t i = 0; i < facts->handover.candidates.n; i++) {
        int32_t hop = facts->handover.candidates.at[i].hop;
        wh_spf other;
        if (hop == facts->handover.hop) continue;
        check_spf_at(c, &facts->hops.at[hop].r, &other);
        if (other.result != WH_AUTH_PASS) c->results->spf_everywhere = false;
    }
}

/* ---- DMARC ---- */

static wh_dmarc_id spf_identifier(const wh_facts *facts, const wh_spf *spf)
{
    wh_dmarc_id id = {.domain = spf->domain, .result = spf->result};
    /* If we do not know whom the envelope named, we do not know whether SPF would have spoken for the author.
     */
    if (spf->problem == WH_SPF_NO_HANDOVER || spf->problem == WH_SPF_NO_SENDER ||
        spf->problem == WH_SPF_PRIVATE_ADDRESS || spf->problem == WH_SPF_SUBMISSION)
        id = (wh_dmarc_id){.domain = wh_from_domain(facts), .result = WH_NOT_EVALUATED};
    return id;
}

static void check_dmarc(wh_case *c, wh_dmarc *out)
{
    const wh_facts *facts = c->facts;
    wh_dkim *dkim = c->results->dkim;
    wh_dmarc_query query = {.from_fields = facts->who.from_fields,
                            .spf = spf_identifier(facts, c->results->spf)};
    for (uint32_t i = 0; i < facts->who.from.n; i++) {
        wh_str *slot = wh_push(c->env->arena, &query.from);
        const wh_mailbox *box = &facts->who.from.at[i].mailbox;
        /* The local part may be quoted and hold an "@" of its own (RFC 5322 3.4.1): the domain alone will do.
         */
        if (slot) *slot = box->bad || box->domain.n == 0 ? box->address : box->domain;
    }
    for (uint32_t i = 0; i < dkim->signatures.n; i++) {
        wh_dmarc_id *slot = wh_push(c->env->arena, &query.dkim);
        if (slot)
            *slot =
                (wh_dmarc_id){.domain = dkim->signatures.at[i].d, .result = dkim->signatures.at[i].result};
    }
    wh_dmarc_check(c->env, c->oracle, &query, out);
    wh_str author = wh_absent(out->author) ? wh_from_domain(facts) : out->author;
    for (uint32_t i = 0; i < query.dkim.n; i++) {
        wh_signature *s = &dkim->signatures.at[i];
        s->aligned = query.dkim.at[i].aligned ||
                     (s->d.n && author.n && wh_eq(wh_organizational(s->d), wh_organizational(author)));
    }
}

/* ---- all of it ---- */

static bool make_results(wh_case *c)
{
    wh_results *r = c->results;
    r->spf = wh_alloc(c->env->arena, sizeof *r->spf);
    r->dkim = wh_alloc(c->env->arena, sizeof *r->dkim);
    r->arc = wh_alloc(c->env->arena, sizeof *r->arc);
    r->dmarc = wh_alloc(c->env->arena, sizeof *r->dmarc);
    if (r->spf && r->dkim && r->arc && r->dmarc) return true;
    r->spf = NULL;
    r->dkim = NULL;
    r->arc = NULL;
    r->dmarc = NULL;
    return false;
}

bool wh_verify_mail(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_paste *paste = &facts->paste;
    if (!make_results(c)) return false;
    bool headers_only = paste->kind != WH_SOURCE_MESSAGE && paste->body.n == 0;
    const wh_received *r = wh_handover_hop(facts);
    wh_signed m = {.env = c->env, .oracle = c->oracle, .fields = &facts->fields, .head = paste->head};
    m.body = headers_only ? WH_ABSENT : paste->body;
    m.head_exact = paste->head_exact && paste->kind != WH_SOURCE_FRAGMENT && !facts->options->from_msg;
    m.body_exact = paste->body_exact && !facts->options->from_msg;
    m.now_ms =
        r && r->date.ok
            ? r->date.ms
            : facts->options->now_ms; /* Date is the sender's word: it cannot save an expired signature */
    check_spf(c, c->results->spf);
    wh_dkim_check(&m, facts->options->now_ms, c->results->dkim);
    wh_arc_check(&m, facts->options->now_ms, c->results->arc);
    check_dmarc(c, c->results->dmarc);
    wh_check_list_spf(c);
    return true;
}

void wh_check_authentication(wh_case *c)
{
    /* What can be told without them is another check's. */
    if (!wh_oracle_lookups(c->oracle) || wh_oracle_waits(c->oracle)) return;
    wh_judge_spf(c);
    wh_judge_list_spf(c);
    wh_judge_dkim(c);
    wh_judge_dmarc(c);
    wh_judge_claims(c);
}
