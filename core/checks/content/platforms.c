/* A real platform carries a stranger's words: everything about the mail is genuine but who speaks. A fraudster writes an invoice, shares
 * a file or fills in a form, and the platform mails his text, signed, to whom he likes. The words alone can betray it. */
#include "checks/content/platforms.h"
#include "checks/common.h"
#include "checks/content/phrases.h"
#include "checks/content/prose.h"
#include "checks/results.h"
#include "checks/sender/identity.h"

const wh_platform *wh_platform_of(wh_str address, wh_str domain)
{
    const wh_platform *best = NULL;
    for (size_t i = 0; domain.n && i < wh_platforms_n; i++) {
        const wh_platform *one = &wh_platforms[i];
        bool whole = wh_find_byte(one->name, '@', 0) != WH_NONE_AT;
        if (whole ? !wh_eq_nocase(address, one->name) : !wh_under_domain(domain, one->name)) continue;
        if (!best || one->name.n > best->name.n) best = one;
    }
    return best;
}

/* What a platform's own words never hold: the want whose phrase is told; WH_WANT_COUNT: nothing. */
static wh_want strange_want(const wh_phrase_hits *w)
{
    static const wh_want never[] = {WH_WANT_EXTORTION, WH_WANT_MONEY, WH_WANT_SEED, WH_WANT_DEVICE_CODE, WH_WANT_PASTE_RUN,
                                    WH_WANT_FAVOUR,    WH_WANT_BANK,  WH_WANT_INVEST, WH_WANT_PRIZE, WH_WANT_VERIFIED, WH_WANT_JOB};
    static const uint32_t least[] = {2, 2, 1, 1, 1, 2, 2, 2, 2, 1, 2};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (w->n[never[i]] >= least[i]) return never[i];
    return WH_WANT_COUNT;
}

static wh_str free_reply_to(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->who.reply_to.n; i++)
        if (wh_is_free_mail(facts->who.reply_to.at[i].mailbox.domain)) return facts->who.reply_to.at[i].mailbox.raw;
    return WH_ABSENT;
}

/* A telephone number in a text that speaks of money: on PayPal's own invoices there is none. */
static wh_str number_for_call(const wh_case *c, const wh_phrase_hits *w)
{
    if (!w->n[WH_WANT_CALL] || !(w->n[WH_WANT_CHARGE] || w->n[WH_WANT_DOCUMENT] || w->n[WH_WANT_LOCKED])) return WH_ABSENT;
    for (uint32_t i = 0; i < c->facts->contents.n; i++) {
        size_t from = 0;
        wh_str number = wh_next_telephone(c->facts->contents.at[i].visible, &from);
        if (number.n) return number;
    }
    return WH_ABSENT;
}

static void tell(wh_case *c, const wh_platform *platform, wh_str what, bool header)
{
    wh_finding *f = wh_finding_add(c, WH_F_PLATFORM_STRANGER);
    wh_finding_text(c, f, "platform", platform->title);
    wh_finding_text(c, f, "text", wh_prose_line(c, what));
    if (header) wh_finding_slice(c, f, what);
    else wh_finding_prose(c, f, what);
}

void wh_check_platforms(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_phrase_hits *w = c->results->wants;
    if (!w || facts->who.from.n == 0) return;
    const wh_mailbox *from = &facts->who.from.at[0].mailbox;
    const wh_platform *platform = wh_platform_of(from->address, from->domain);
    if (!platform) return;
    wh_str number = number_for_call(c, w), reply = free_reply_to(facts);
    wh_want want = strange_want(w);
    bool paper = w->n[WH_WANT_DOCUMENT] || w->n[WH_WANT_CHARGE];
    if (number.n) tell(c, platform, number, false);
    else if (want != WH_WANT_COUNT) tell(c, platform, w->at[want][0], false);
    else if (reply.n && paper) tell(c, platform, reply, true);
}
