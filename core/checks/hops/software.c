/* Whether the sender's Received fields are what the software they name writes, in the order in which servers
 * write them; who logged in. RFC 5321 4.4; RFC 3848. */
#include "checks/hops/hops.h"
#include "evidence/generator.h"

#define HOUR 3600000

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "by", r->by);
    wh_finding_slice(c, f, slice.n ? slice : r->raw);
    return f;
}

/* Fields that the reader's side wrote are not faked: only those below are looked at. */
static void check_queue_id(wh_case *c, const wh_received *r)
{
    if (r->id.n == 0 || wh_queue_id_fit(r->family, r->id, NULL) != WH_FIT_NO) return;
    wh_finding *f = add(c, WH_F_HOP_ID_MISFIT, r, r->id);
    wh_finding_text(c, f, "id", r->id);
    wh_finding_text(c, f, "software", r->software.n ? r->software : r->family);
}

/* Nobody below the handover can have had the mail after the handover. An hour or so is a badly set clock. */
static void check_later(wh_case *c, const wh_received *r, const wh_received *at)
{
    if (!r->date.ok || !at->date.ok || r->date.ms - at->date.ms < 3 * (int64_t)HOUR) return;
    wh_finding *f = add(c, WH_F_HOP_AFTER_HANDOVER, r, r->date.raw);
    wh_finding_number(c, f, "seconds", (r->date.ms - at->date.ms) / 1000);
    wh_finding_slice(c, f, at->date.raw);
}

static bool is_host(wh_str a, wh_str b)
{
    return a.n && b.n && wh_eq_nocase(wh_bare_host(a), wh_bare_host(b));
}

/* Every server writes above what it finds. Here the lower of two fields says that it took the mail from the
 * writer of the upper one. */
static void check_order(wh_case *c, const wh_received *upper, const wh_received *lower)
{
    bool joined =
        is_host(upper->helo, lower->by) || is_host(upper->rdns, lower->by) || is_host(upper->by, lower->by);
    if (joined || !(is_host(lower->helo, upper->by) || is_host(lower->rdns, upper->by))) return;
    wh_finding_slice(c, add(c, WH_F_HOP_ORDER, lower, lower->by), upper->by);
}

static void check_claimed(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_handover *h = wh_senders_entrance(facts);
    if (!h) return;
    const wh_received *at = &facts->hops.at[h->hop].r;
    bool later = false;
    for (uint32_t i = (uint32_t)h->hop + 1; i < facts->hops.n; i++) {
        const wh_received *r = &facts->hops.at[i].r;
        check_queue_id(c, r);
        if (!later) check_later(c, r, at);
        later |= r->date.ok && at->date.ok && r->date.ms - at->date.ms >= 3 * (int64_t)HOUR;
        if ((int32_t)i > h->hop + 1) check_order(c, &facts->hops.at[i - 1].r, r);
    }
}

/* The client made the mail itself: no line speaks of a server of the sender's that took it from a person or a
 * program. */
static void check_history(wh_case *c, const wh_received *r)
{
    const wh_facts *facts = c->facts;
    bool last = r == &facts->hops.at[facts->hops.n - 1].r;
    if (!last || facts->paste.kind == WH_SOURCE_FRAGMENT || r->auth.n || r->authenticated || r->local) return;
    if (!wh_ip_is_public(&r->ip) || wh_provider_of(wh_bare_host(r->rdns.n ? r->rdns : r->helo))) return;
    add(c, WH_F_HOP_NO_HISTORY, r, r->raw);
}

/* Who logged in to send, as the first server that took the mail from a person noted it. */
static void check_login(wh_case *c)
{
    for (uint32_t i = c->facts->hops.n; i-- > 0;) {
        const wh_received *r = &c->facts->hops.at[i].r;
        if (r->auth.n == 0) continue;
        wh_finding *f = add(c, WH_F_HOP_LOGIN, r, r->auth);
        wh_finding_text(c, f, "user", r->auth);
        wh_finding_text(c, f, "ip", r->ip.family ? wh_format_ip(c->env, &r->ip) : WH_ABSENT);
        return;
    }
}

void wh_check_software(wh_case *c)
{
    wh_doors doors = wh_path_doors(c->facts);
    check_claimed(c);
    for (uint32_t i = 0; i < doors.n; i++)
        if (!doors.at[i].submitted) check_history(c, &doors.at[i].hop->r);
    check_login(c);
}
