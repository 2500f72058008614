/* A real platform carries a stranger's words: everything about the mail is genuine except who is speaking. A
 * fraudster writes an invoice, shares a file or fills in a form, and the platform mails his text, signed, to
 * whom he likes. The words alone can betray it. */
#include "checks/content/platforms.h"
#include "checks/common.h"
#include "checks/content/links.h"
#include "checks/content/office.h"
#include "checks/content/phrases.h"
#include "checks/content/prose.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "checks/standing.h"

bool wh_platform_of(wh_str address, wh_str domain, wh_platform *out)
{
    const char *at = (const char *)wh_platforms, *end = at + (domain.n ? wh_platforms_n : 0);
    wh_str bare = wh_bare_host(domain);
    char last = bare.n ? wh_lower(bare.p[bare.n - 1]) : '\0';
    *out = (wh_platform){0};
    while (at < end) {
        const char *title = at;
        while (*at != '\t') at++;
        wh_str called = {title, (size_t)(at - title)};
        while (*at++ != '\n') {
            bool shares = *at == '~';
            const char *name = at += shares;
            while (*at > ' ') at++;
            wh_str one = {name, (size_t)(at - name)};
            if (at[-1] != last || one.n <= out->name.n) continue; /* most of them */
            bool whole = wh_find_byte(one, '@', 0) != WH_NONE_AT;
            if (whole ? wh_eq_nocase(address, one) : wh_under_domain(domain, one))
                *out = (wh_platform){one, called, shares};
        }
    }
    return out->name.n > 0;
}

/* What a platform's own words never hold: the want whose phrase is reported; WH_WANT_COUNT: none. */
static wh_want strange_want(const wh_phrase_hits *w)
{
    static const wh_want never[] = {WH_WANT_EXTORTION, WH_WANT_MONEY,    WH_WANT_SEED, WH_WANT_DEVICE_CODE,
                                    WH_WANT_PASTE_RUN, WH_WANT_FAVOUR,   WH_WANT_BANK, WH_WANT_INVEST,
                                    WH_WANT_PRIZE,     WH_WANT_VERIFIED, WH_WANT_JOB,  WH_WANT_DATING,
                                    WH_WANT_REMEDY,    WH_WANT_SEO};
    static const uint32_t least[] = {2, 2, 1, 1, 1, 2, 2, 2, 2, 1, 2, 2, 2, 2};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (w->n[never[i]] >= least[i]) return never[i];
    return WH_WANT_COUNT;
}

/* "Sign in with your work e-mail", "会社のアカウントで": a platform knows its own accounts and no others; who
 * wants those of the reader's firm wrote that himself. */
static bool wants_work_account(const wh_phrase_hits *w)
{
    static const wh_str words[] = {WH_LIT_INIT("work"),      WH_LIT_INIT("business"), WH_LIT_INIT("office"),
                                   WH_LIT_INIT("corporate"), WH_LIT_INIT("company"),  WH_LIT_INIT("会社"),
                                   WH_LIT_INIT("業務"),      WH_LIT_INIT("職場"),     WH_LIT_INIT("勤務先")};
    uint32_t n = w->n[WH_WANT_CREDENTIALS];
    for (uint32_t i = 0; i < n && i < WH_MAX_PHRASE_HITS; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (wh_find_nocase(w->at[WH_WANT_CREDENTIALS][i], words[k], 0) != WH_NONE_AT) return true;
    return false;
}

/* What a platform does say, but never with a link to somebody else. */
static wh_want threatening_want(const wh_phrase_hits *w)
{
    static const wh_want wants[] = {WH_WANT_LOCKED, WH_WANT_VIOLATION, WH_WANT_PARCEL,     WH_WANT_PRIZE,
                                    WH_WANT_REFUND, WH_WANT_INVEST,    WH_WANT_CREDENTIALS};
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        if (w->n[wants[i]]) return wants[i];
    return WH_WANT_COUNT;
}

/* Whether the mail says anything that a stranger would: most say nothing, and whose they are is not looked
 * up. */
static bool says_anything(const wh_phrase_hits *w)
{
    for (size_t i = 0; i < WH_WANT_COUNT; i++)
        if (w->n[i]) return true;
    return false;
}

static wh_str free_reply_to(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->who.reply_to.n; i++)
        if (wh_is_free_mail(facts->who.reply_to.at[i].mailbox.domain))
            return facts->who.reply_to.at[i].mailbox.raw;
    return WH_ABSENT;
}

/* A link to neither the platform nor a place that everybody links to: in the stranger's words. */
static const wh_link *link_away(const wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        int32_t domain = wh_link_end_domain(link);
        wh_link_stranger(c, link, &domain);
        if (domain < 0 || link->anchor.kind == WH_LINK_IMAGE ||
            wh_is_sending_service(wh_link_sure_host(c, link)))
            continue;
        const wh_name *name = &c->facts->domains.at[domain].name;
        if (!wh_is_home(c, name) && !wh_is_readers_house(c, name)) return link;
    }
    return NULL;
}

/* Whether whoever had the platform write appears to belong to the reader's own house. */
static bool writes_from_own_house(const wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    for (uint32_t i = 0; i < who->reply_to.n; i++)
        for (uint32_t k = 0; k < who->to.n; k++)
            if (wh_same_org(c->env, who->reply_to.at[i].mailbox.domain, who->to.at[k].mailbox.domain))
                return true;
    return false;
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
    if (!w || facts->who.from.n == 0 || !says_anything(w)) return;
    const wh_mailbox *from = &facts->who.from.at[0].mailbox;
    wh_platform platform;
    if (!wh_platform_of(from->address, from->domain, &platform)) return;
    wh_str words = WH_ABSENT, number = w->n[WH_WANT_CALL] ? wh_number_to_call(c, &words) : WH_ABSENT;
    wh_str reply = free_reply_to(facts);
    wh_want want = strange_want(w), threat = threatening_want(w);
    bool paper = w->n[WH_WANT_DOCUMENT] || w->n[WH_WANT_CHARGE];
    /* A friend shares a file by his own name; an office, or somebody who threatens, has an address of his
     * own. */
    if (platform.shares && threat == WH_WANT_COUNT && !wh_names_office(from->display)) paper = false;
    if (number.n) tell(c, &platform, number, false);
    else if (want != WH_WANT_COUNT) tell(c, &platform, w->at[want][0], false);
    else if (wants_work_account(w)) tell(c, &platform, w->at[WH_WANT_CREDENTIALS][0], false);
    else if (reply.n && paper) tell(c, &platform, reply, true);
    else if (w->n[WH_WANT_STAFF] && !writes_from_own_house(c))
        tell(c, &platform, w->at[WH_WANT_STAFF][0], false);
    else if (threat != WH_WANT_COUNT && link_away(c)) tell(c, &platform, w->at[threat][0], false);
}
