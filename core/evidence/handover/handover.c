/* Where the mail came in: RFC 5598's boundary between the recipient's domain of administration and the rest.
 * What the reader chose, else the entrance as entrance.c finds it, and what follows from it. */
#include "evidence/handover/handover.h"
#include "base/limits.h"

int32_t wh_outermost_entrance(const wh_facts *facts)
{
    const wh_handover *h = &facts->handover;
    return h->candidates.n && h->candidates.at[0].hop < h->hop ? h->candidates.at[0].hop : h->hop;
}

/* The envelope's sender as the reader's side wrote it, Return-Path above the entrance or in its field, counts
 * before one that the author may have written (RFC 5321 4.4: the final delivery puts it on top). Exchange
 * writes its own further down, and takes others out. */
static void note_envelope(wh_facts *facts)
{
    int32_t outermost = wh_outermost_entrance(facts);
    wh_identities *who = &facts->who;
    const wh_hop *hop = &facts->hops.at[facts->handover.hop];
    const wh_provider *by = wh_house_provider(facts->env, wh_bare_host(hop->r.by));
    const wh_persons *back = &who->return_path;
    bool exchange = by && wh_eq(by->id, WH_LIT("microsoft"));
    who->envelope_from =
        who->has_return_path ? (back->n ? back->at[0].mailbox.address : WH_LIT("")) : WH_ABSENT;
    who->envelope_certain =
        who->has_return_path && (who->return_path_field < facts->hops.at[outermost].field || exchange);
    if (who->envelope_certain || wh_absent(hop->r.envelope_from)) return;
    who->envelope_from = hop->r.envelope_from;
    who->envelope_certain = facts->handover.hop == outermost;
}

void wh_gather_handover(wh_facts *facts)
{
    wh_handover *h = &facts->handover;
    *h = facts->list = (wh_handover){.hop = -1};
    facts->list_listed = false;
    if (facts->hops.n == 0) return;
    if (facts->options->handover >= 0 && (uint32_t)facts->options->handover < facts->hops.n) {
        *h = (wh_handover){.hop = facts->options->handover,
                           .confidence = 1,
                           .reason = WH_LIT("chosen"),
                           .settled = true,
                           .chosen = true}; /* with what the writer of that field says of a login */
        h->submitted = wh_judge_client(facts, 0, (uint32_t)h->hop).client == WH_SUBMITTED;
    } else {
        wh_find_entrance(facts, 0, h);
    }
    if (h->candidates.n == 0)
        h->candidates.at[h->candidates.n++] = (wh_candidate){h->hop, h->confidence, h->reason};
    for (uint32_t i = 0; i < facts->hops.n; i++) {
        facts->hops.at[i].side = (int32_t)i < h->hop    ? WH_SIDE_RECIPIENT
                                 : (int32_t)i == h->hop ? WH_SIDE_HANDOVER
                                                        : WH_SIDE_CLAIMED;
    }
    note_envelope(facts);
    wh_gather_list(facts);
}
