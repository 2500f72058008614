/* The entrance: the first field whose client no fact makes one of the house. Where it is open whether it is,
 * those below it are candidates too. */
#include "evidence/handover/handover.h"
#include "base/limits.h"

static void add_candidate(wh_handover *h, uint32_t at, double confidence, wh_str reason)
{
    if (h->candidates.n < WH_MAX_CANDIDATES)
        h->candidates.at[h->candidates.n++] = (wh_candidate){(int32_t)at, confidence, reason};
}

static void settle(wh_handover *h, uint32_t at, double confidence, wh_str reason, bool settled)
{
    h->hop = (int32_t)at;
    h->confidence = confidence;
    h->reason = reason;
    h->settled = settled;
}

static bool has_public_address(const wh_facts *facts, uint32_t i)
{
    return wh_ip_is_public(&facts->hops.at[i].r.ip);
}

/* Every field was written inside: mail that never left the house, or whose last step was not recorded. */
static void settle_at_the_end(wh_facts *facts, double confidence)
{
    wh_handover *h = &facts->handover;
    for (uint32_t i = facts->hops.n; i-- > 0;)
        if (has_public_address(facts, i)) {
            settle(h, i, confidence * 0.5, WH_LIT("internal"), true);
            return;
        }
    settle(h, facts->hops.n - 1, confidence * 0.4, WH_LIT("internal"), true);
}

/* Where there are several, the outermost counts; one whose address says nothing (there is none, or only a
 * gateway's) only where no other has one. */
static void choose(const wh_facts *facts, wh_handover *h)
{
    for (uint32_t k = 0; k < h->candidates.n; k++) {
        const wh_candidate *one = &h->candidates.at[k];
        if (k > 0 && !has_public_address(facts, (uint32_t)one->hop)) continue;
        settle(h, (uint32_t)one->hop, one->confidence, one->reason, h->candidates.n == 1);
        if (has_public_address(facts, (uint32_t)one->hop)) return;
    }
}

/* The server that wrote the outermost candidate has looked past the client that connected, and recorded the
 * address behind it: its administrator's word that the client is his own. The record only chooses among the
 * candidates; a record of the address that connected says no more than its field already does. */
static void pin(wh_facts *facts, wh_handover *h)
{
    wh_ip ip;
    if (h->candidates.n < 2) return;
    uint32_t outer = (uint32_t)h->candidates.at[0].hop;
    if (!wh_recorded_address(facts, outer, &ip)) return;
    if (wh_ip_is_internal(&ip)) return;
    if (wh_ip_eq(&facts->hops.at[outer].r.ip, &ip)) return;
    for (uint32_t k = 1; k < h->candidates.n; k++) {
        uint32_t hop = (uint32_t)h->candidates.at[k].hop;
        if (!wh_ip_eq(&facts->hops.at[hop].r.ip, &ip)) continue;
        h->candidates.n = 0;
        add_candidate(h, hop, 0.9, WH_LIT("receiver-record"));
        settle(h, hop, 0.9, WH_LIT("receiver-record"), true);
        return;
    }
}

void wh_find_entrance(wh_facts *facts, uint32_t first, wh_handover *h)
{
    double confidence = 1;
    bool open = false;
    for (uint32_t i = first; i < facts->hops.n; i++) {
        wh_step s = wh_judge_client(facts, first, i);
        if (s.client == WH_INSIDE) {
            confidence *= s.confidence;
            continue;
        }
        /* A single field torn out of a mail says little about what stood above it. */
        if (facts->hops.n == 1 && facts->paste.kind == WH_SOURCE_FRAGMENT) {
            add_candidate(h, i, confidence * s.confidence * 0.4, WH_LIT("only-hop"));
            break;
        }
        add_candidate(h, i, confidence * s.confidence, s.reason);
        open |= s.client == WH_OPEN;
        if (s.client != WH_OPEN || h->candidates.n == WH_MAX_CANDIDATES) break;
        confidence *= 1 - s.confidence;
    }
    if (h->candidates.n) choose(facts, h);
    else if (first == 0) settle_at_the_end(facts, confidence);
    if (open || wh_eq(h->reason, WH_LIT("two-addresses"))) h->settled = false;
    pin(facts, h);
    /* What that field's writer says about who logged in counts where its position is certain. */
    h->submitted = h->settled && wh_judge_client(facts, first, (uint32_t)h->hop).client == WH_SUBMITTED;
}
