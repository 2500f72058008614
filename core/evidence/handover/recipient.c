/* Whose mail it is: only what the reader's side wrote tells that. To and Cc, and a Delivered-To further down,
 * are the author's. */
#include "evidence/handover/handover.h"
#include "base/limits.h"

static void add(const wh_facts *facts, wh_str address, wh_strs *out)
{
    wh_str domain = wh_domain_of_address(address);
    if (domain.n == 0 || domain.p[0] == '[' || out->n >= WH_MAX_RECIPIENT_DOMAINS) return;
    for (uint32_t i = 0; i < out->n; i++)
        if (wh_eq_nocase(out->at[i], domain)) return;
    wh_str *slot = wh_push(facts->env->arena, out);
    if (slot) *slot = wh_copy_lower(facts->env->arena, domain);
}

static bool names_recipient(wh_str name)
{
    static const wh_str names[] = {WH_LIT_INIT("Delivered-To"),   WH_LIT_INIT("X-Original-To"),
                                   WH_LIT_INIT("Envelope-To"),    WH_LIT_INIT("X-Envelope-To"),
                                   WH_LIT_INIT("X-Delivered-To"), WH_LIT_INIT("Original-Recipient"),
                                   WH_LIT_INIT("X-Rcpt-To")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_eq_nocase(name, names[i])) return true;
    return false;
}

void wh_recipient_domains(const wh_facts *facts, uint32_t i, wh_strs *out)
{
    for (uint32_t k = 0; k < facts->options->own_domains.n && out->n < WH_MAX_RECIPIENT_DOMAINS; k++) {
        wh_str *slot = wh_push(facts->env->arena, out);
        if (slot) *slot = facts->options->own_domains.at[k];
    }
    for (uint32_t f = 0; f < facts->hops.at[i].field; f++)
        if (names_recipient(facts->fields.at[f].name)) add(facts, wh_trim(facts->fields.at[f].value), out);
    for (uint32_t k = 0; k <= i; k++) add(facts, facts->hops.at[k].r.for_, out);
}
