/* Delivery reports, real and fake. A mail system writes them itself: with an empty envelope, often
 * without a Message-ID, handed over on the same machine. A fake one speaks of undelivered mail and wants a
 * link clicked. RFC 3464, RFC 5321 4.5.5, 6.1. */
#include "checks/bounce.h"
#include "checks/common.h"
#include "checks/content/phrases.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "evidence/lists.h"

static bool has_part(const wh_facts *facts, wh_str type)
{
    for (uint32_t i = 0; i < facts->parts.n; i++)
        if (wh_eq(facts->parts.at[i].type, type)) return true;
    return false;
}

static bool has_report(const wh_facts *facts)
{
    return has_part(facts, WH_LIT("message/delivery-status")) ||
           has_part(facts, WH_LIT("message/global-delivery-status"));
}

/* An empty envelope, that of a mail system, or none on record (a copy without Return-Path does not tell). */
static bool envelope_fits(const wh_identities *who)
{
    wh_str from = who->envelope_from;
    size_t at = wh_find_byte(from, '@', 0);
    return from.n == 0 || wh_is_listed(&wh_local_daemon, wh_sub(from, 0, at == WH_NONE_AT ? from.n : at));
}

bool wh_is_bounce(const wh_facts *facts)
{
    const wh_identities *who = &facts->who;
    bool daemon = who->from.n && wh_is_listed(&wh_local_daemon, who->from.at[0].mailbox.local);
    if (has_report(facts)) return daemon || envelope_fits(who);
    if (!envelope_fits(who) || who->from.n == 0) return false;
    /* a postmaster is an office that anybody can open: what he writes himself returns no mail */
    if (wh_starts_nocase(who->envelope_from, WH_LIT("postmaster@"))) return false;
    const wh_mailbox *box = &who->from.at[0].mailbox;
    if (!wh_absent(box->address) && box->address.n == 0) return who->has_return_path; /* "From: <>" */
    return daemon;
}

bool wh_is_daemons_bounce(const wh_facts *facts)
{
    return facts->who.from.n && wh_is_listed(&wh_local_daemon, facts->who.from.at[0].mailbox.local) &&
           wh_is_bounce(facts);
}

static bool is_desk(wh_str address)
{
    address = wh_trim_bytes(address, WH_LIT("<> "));
    size_t at = wh_rfind_byte(address, '@');
    return at != WH_NONE_AT && wh_is_listed(&wh_local_desk, wh_sub(address, 0, at));
}

bool wh_is_abuse_report(const wh_facts *facts)
{
    if (!has_part(facts, WH_LIT("message/feedback-report"))) return false;
    for (uint32_t i = 0; i < facts->hops.n && (int32_t)i <= facts->handover.hop; i++)
        if (is_desk(facts->hops.at[i].r.for_)) return true;
    return false;
}

/* ---- pretended ones ---- */

static wh_str speaks_of_undelivered(wh_str subject)
{
    static const wh_str words[] = {
        WH_LIT_INIT("undelivered m"),
        WH_LIT_INIT("undeliverable"),
        WH_LIT_INIT("undelivered e"),
        WH_LIT_INIT("delivery failure"),
        WH_LIT_INIT("delivery has failed"),
        WH_LIT_INIT("delivery failed"),
        WH_LIT_INIT("returned mail"),
        WH_LIT_INIT("delivery status notification"),
        WH_LIT_INIT("failure notice"),
        WH_LIT_INIT("messages pending"),
        WH_LIT_INIT("pending messages"),
        WH_LIT_INIT("mail delivery"),
        WH_LIT_INIT("incoming messages"),
        WH_LIT_INIT("unzustellbar"),
        WH_LIT_INIT("non distribu"),
        WH_LIT_INIT("no entregado"),
        WH_LIT_INIT("未配信"),
        WH_LIT_INIT("未配達"),
        WH_LIT_INIT("配信不能"),
        WH_LIT_INIT("配信エラー"),
        WH_LIT_INIT("配信に失敗"),
        WH_LIT_INIT("保留中のメ"),
        WH_LIT_INIT("保留されたメ"),
        WH_LIT_INIT("受信保留"),
        WH_LIT_INIT("未受信メ"),
        WH_LIT_INIT("送信できませんでした"),
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = wh_find_nocase(subject, words[i], 0);
        if (at != WH_NONE_AT) return wh_sub(subject, at, at + words[i].n);
    }
    return WH_ABSENT;
}

/* A link that the reader is meant to follow, and that leads to somebody other than the domain that the report
 * comes from. */
static const wh_link *stranger_link(wh_case *c, wh_str from)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        if (link->anchor.kind == WH_LINK_ANCHOR && wh_is_web_uri(&link->uri) && link->uri.host.n &&
            !wh_same_org(c->env, link->uri.host, from))
            return link;
    }
    return NULL;
}

/* The form of a report is anybody's to write: no server asks for a password, or threatens an account. */
static bool wants_login(const wh_case *c)
{
    const wh_phrase_hits *wants = c->results->wants;
    return wants && (wants->n[WH_WANT_CREDENTIALS] || wants->n[WH_WANT_LOCKED]);
}

void wh_check_bounce(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str from = wh_from_domain(facts);
    if (facts->paste.kind == WH_SOURCE_FRAGMENT) return;
    wh_str words = speaks_of_undelivered(facts->who.subject);
    const wh_link *link = words.n && from.n ? stranger_link(c, from) : NULL;
    if (wh_is_bounce(facts) && !(link && wants_login(c))) {
        wh_finding *f = wh_finding_add(c, WH_F_DELIVERY_REPORT);
        wh_finding_text(c, f, "domain", from);
        wh_finding_slice(c, f, facts->who.from.n ? facts->who.from.at[0].mailbox.raw : facts->paste.head);
        return;
    }
    if (!link || wh_is_list_mail(facts)) return;
    wh_finding *f = wh_finding_add(c, WH_F_DELIVERY_REPORT_FAKE);
    wh_finding_text(c, f, "words", words);
    wh_finding_text(c, f, "host", link->uri.host);
    wh_finding_slice(c, f, facts->who.subject_raw);
    wh_finding_span(c, f, link->span);
}
