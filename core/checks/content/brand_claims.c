/* A brand is named, but the mail neither comes from it nor leads there. Most phishing has no lookalike at all
 * and is found here. */
#include "checks/bounce.h"
#include "checks/common.h"
#include "checks/standing.h"
#include "checks/content/brand_ties.h"
#include "checks/content/office.h"
#include "checks/content/phrases.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "evidence/known.h"
#include "evidence/lists.h"

/* "PayPay対応 まるや", "任天堂取扱店": a shop that takes or sells what the brand makes. */
static bool is_served_by(wh_str text, wh_str slice)
{
    static const wh_str words[] = {WH_LIT_INIT("対応"), WH_LIT_INIT("取扱"), WH_LIT_INIT("加盟"),
                                   WH_LIT_INIT("買取"), WH_LIT_INIT("修理"), WH_LIT_INIT("が使える")};
    wh_str after = wh_trim(wh_from(text, (size_t)(slice.p - text.p) + slice.n));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wh_starts_nocase(after, words[i])) return true;
    return false;
}

/* A weak name (a common word, or short) is a claim only when nothing else stands beside it, or nothing but an
 * office of the house behind it ("Chase Fraud Department"), which the sender's domain is not named after. */
static bool is_claim(const wh_mention *mention, wh_str text, wh_str domain)
{
    if (is_served_by(text, mention->slice)) return false;
    if (!mention->weak || wh_trim(text).n == mention->slice.n) return true;
    wh_str name = mention->slice, rest = wh_from(text, (size_t)(name.p + name.n - text.p));
    return name.p == wh_trim(text).p && name.n >= 3 && (unsigned char)name.p[0] < 0x80 &&
           wh_find_nocase(domain, name, 0) == WH_NONE_AT && wh_is_only_office(rest);
}

static void add(wh_case *c, wh_finding_id id, wh_severity severity, uint32_t brand, wh_str name, wh_str from,
                wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    if (!f) return;
    f->severity = severity;
    wh_finding_brand(c, f, brand);
    wh_finding_text(c, f, "name", name);
    wh_finding_text(c, f, "official", wh_brand_official(c->brands, brand));
    wh_finding_text(c, f, "domain", from);
    wh_finding_slice(c, f, slice);
}

/* Nobody is a fan of a bank, an exchange or a tax office, and none of them sends its customers' mail from a
 * partner's domain with links that lead to the partner. */
static bool guards_money(const wh_case *c, uint32_t brand)
{
    static const wh_str kinds[] = {WH_LIT_INIT("bank"),       WH_LIT_INIT("card"), WH_LIT_INIT("crypto"),
                                   WH_LIT_INIT("securities"), WH_LIT_INIT("pay"),  WH_LIT_INIT("gov")};
    wh_str category = wh_brand_category(c->brands, brand);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wh_starts_nocase(category, kinds[i])) return true;
    return false;
}

/* How sure it is that a mail in a brand's name is not its own: links that lead to the brand speak for a
 * partner's or a service's mail. bare: the brand's name is all that is shown, and nobody else has it. */
static wh_severity severity_of(const wh_case *c, uint32_t brand, wh_str from, bool bare)
{
    wh_destinations to = wh_brand_destinations(c, brand, from);
    bool money = guards_money(c, brand), grave = false, wants = wh_wants_something(c, &grave) || money;
    if (wh_is_sending_service(from)) return to.elsewhere && !to.home ? WH_MEDIUM : WH_LOW;
    if (to.home && !(to.elsewhere && wants)) return to.elsewhere || wants ? WH_MEDIUM : WH_LOW;
    return to.elsewhere || wh_is_free_mail(from) || ((wants || bare) && to.any) || (money && bare)
               ? WH_HIGH
               : WH_MEDIUM;
}

static bool is_bare(const wh_mention *mention, wh_str display)
{
    return !mention->weak && wh_trim(display).n == mention->slice.n;
}

static bool is_disguised(const wh_mention *mention)
{
    return mention->how == WH_WRITTEN_DISGUISED || mention->how == WH_WRITTEN_SPACED;
}

/* ---- the shown name ---- */

/* The customers of a mail provider have its domain; they are not the provider. A name such as "Hotmail" alone
 * is what many people use: a name that poses as the provider mentions an office. */
static bool is_customer_posing(const wh_case *c, const wh_mention *mention, const wh_person *person)
{
    if (!wh_is_free_mail(person->mailbox.domain) || wh_is_sending_service(person->mailbox.domain))
        return false;
    wh_str display = wh_trim(person->mailbox.display);
    bool whole = display.n <= mention->slice.n + 2 &&
                 wh_eq(wh_brand_category(c->brands, mention->brand), WH_LIT("carrier-jp"));
    return whole || wh_names_office(display);
}

/* A report of a mail system (Exchange's come from "Microsoft Outlook"), or software that people run on
 * servers of their own ("WordPress" at a blog's address), bears its maker's name by default. It poses as the
 * maker only where the mail wants something or leads away; a mail that does neither has nothing of posing. */
static bool bears_software(const wh_case *c, const wh_mention *mention, wh_str display, wh_str domain)
{
    bool grave = false, run = wh_eq(wh_brand_category(c->brands, mention->brand), WH_LIT("tech-run"));
    if (wh_is_free_mail(domain) || (!run && !wh_is_daemons_bounce(c->facts))) return false;
    if (run && wh_names_office(display)) return false; /* "WordPress Security": no program has an office */
    return !wh_wants_something(c, &grave) && !wh_brand_destinations(c, mention->brand, domain).elsewhere;
}

/* What nobody wants who only bears the name: people send each other papers and invoices. */
static bool wants_as_company(const wh_case *c)
{
    static const wh_want wants[] = {WH_WANT_CREDENTIALS, WH_WANT_LOCKED,    WH_WANT_SEED, WH_WANT_PARCEL,
                                    WH_WANT_REFUND,      WH_WANT_VIOLATION, WH_WANT_PRIZE};
    const wh_phrase_hits *w = c->results->wants;
    for (size_t i = 0; w && i < sizeof wants / sizeof *wants; i++)
        if (w->n[wants[i]]) return true;
    return false;
}

/* "Tim" at free mail, or at tim@, or a name of Japanese letters, which no address has: somebody of that name,
 * as long as he wants nothing that the company would. */
static bool is_persons(const wh_case *c, const wh_person *person)
{
    wh_str name = wh_trim(person->mailbox.display);
    if (!wh_is_listed(&wh_name_person, name) || wants_as_company(c)) return false;
    return wh_is_free_mail(person->mailbox.domain) || (unsigned char)name.p[0] >= 0x80 ||
           wh_starts_nocase(person->mailbox.local, name);
}

static bool check_mention(wh_case *c, const wh_mention *mention, const wh_person *person)
{
    wh_str domain = person->mailbox.domain;
    if (wh_brand_is_own(c->brands, mention->brand) || !is_claim(mention, person->mailbox.display, domain))
        return false;
    bool home = wh_is_brands(c, mention->brand, domain);
    if (home && !is_customer_posing(c, mention, person)) return false;
    if (!home && wh_brand_sent(c, mention->brand)) return false;
    if (!home && !is_disguised(mention) && is_persons(c, person)) return false;
    if (!home && !is_disguised(mention) && bears_software(c, mention, person->mailbox.display, domain))
        return false;
    if (is_disguised(mention))
        add(c, WH_F_BRAND_DISGUISED, WH_HIGH, mention->brand, mention->name, domain, person->mailbox.raw);
    else {
        bool bare = is_bare(mention, person->mailbox.display);
        add(c, WH_F_BRAND_CLAIMED, severity_of(c, mention->brand, domain, bare), mention->brand,
            mention->name, domain, person->mailbox.raw);
        if (bare && !home) wh_check_domain_of_name(c, mention, person);
    }
    return true;
}

/* "no-reply@accounts.google.com" <somebody@gmail.com>: the shown name is the brand's host, the address a
 * customer's. */
static bool check_shown_host(wh_case *c, const wh_person *person)
{
    wh_anchors hosts = {0};
    wh_str display = person->mailbox.display, domain = person->mailbox.domain;
    if (!wh_is_free_mail(domain)) return false;
    wh_parse_hosts(c->env, wh_domain_in(display), &hosts);
    for (uint32_t i = 0; i < hosts.n; i++) {
        wh_str host = hosts.at[i].href;
        uint32_t brand = wh_owner_of_domain(c, host);
        if (brand == WH_NO_BRAND || wh_is_free_mail(host) || wh_brand_is_own(c->brands, brand)) continue;
        add(c, WH_F_BRAND_CLAIMED, WH_HIGH, brand, host, domain, person->mailbox.raw);
        return true;
    }
    return false;
}

static bool check_display(wh_case *c, const wh_person *person)
{
    wh_mentions found = {0};
    wh_str display = person->mailbox.display, domain = person->mailbox.domain;
    if (display.n == 0) return false;
    wh_find_brands_in_text(c->env, c->brands, display, &found);
    if (!wh_is_free_mail(domain))
        for (uint32_t i = 0; i < found.n;
             i++) /* a name that fits the address settles it: "Amazon Pay via PayPal" */
            if (wh_is_brands(c, found.at[i].brand, domain)) return false;
    for (uint32_t i = 0; i < found.n; i++)
        if (check_mention(c, &found.at[i], person)) return true;
    return check_shown_host(c, person);
}

/* ---- the subject ---- */

/* Whether the subject speaks in the brand's name rather than of it: the name leads, or stands in brackets,
 * after the tags that lists and filters put in front. */
static bool leads(wh_str subject, wh_str slice)
{
    static const wh_str open = WH_LIT_INIT("[("),
                        wide[] = {WH_LIT_INIT("【"), WH_LIT_INIT("［"), WH_LIT_INIT("〔"),
                                  WH_LIT_INIT("「"), WH_LIT_INIT("『"), WH_LIT_INIT("＜"),
                                  WH_LIT_INIT("≪"),  WH_LIT_INIT("《"), WH_LIT_INIT("〈")};
    wh_str before = wh_trim(wh_sub(subject, 0, (size_t)(slice.p - subject.p)));
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (wh_ends_nocase(before, wide[i])) return true;
    if (before.n && wh_find_byte(open, before.p[before.n - 1], 0) != WH_NONE_AT) return true;
    while (before.n && before.p[0] == '[') { /* "[list-name] " */
        size_t close = wh_find_byte(before, ']', 0);
        if (close == WH_NONE_AT) break;
        before = wh_trim(wh_from(before, close + 1));
    }
    return before.n == 0;
}

/* "国税庁をかたるメールにご注意": the name is what somebody else poses as. */
static bool is_posed_as(wh_str subject, wh_str slice)
{
    static const wh_str verbs[] = {WH_LIT_INIT("をかた"), WH_LIT_INIT("を騙"), WH_LIT_INIT("を装"),
                                   WH_LIT_INIT("をよそお"), WH_LIT_INIT("になりすま")};
    wh_str after = wh_from(subject, (size_t)(slice.p - subject.p) + slice.n);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (wh_starts_nocase(after, verbs[i])) return true;
    return false;
}

static void check_subject(wh_case *c)
{
    wh_mentions found = {0};
    wh_str from = wh_from_domain(c->facts), subject = c->facts->who.subject;
    if (subject.n == 0) return;
    if (wh_owner_of_domain(c, from) != WH_NO_BRAND && !wh_is_free_mail(from))
        return; /* one company that writes about another */
    wh_find_brands_in_text(c->env, c->brands, subject, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        const wh_mention *m = &found.at[i];
        if (m->weak || wh_brand_is_own(c->brands, m->brand) || !leads(subject, m->slice) ||
            is_posed_as(subject, m->slice) || wh_brand_sent(c, m->brand))
            continue;
        wh_destinations to = wh_brand_destinations(c, m->brand, from);
        bool grave = false, wants = wh_wants_something(c, &grave);
        if (!to.elsewhere && c->facts->links.n) continue;
        add(c, WH_F_BRAND_IN_SUBJECT, to.elsewhere && wants ? WH_MEDIUM : WH_LOW, m->brand, m->name, from,
            c->facts->who.subject_raw);
        return;
    }
}

/* ---- the sender's domain ---- */

/* The mail is written in a brand's own domain, but no fact ties it to the brand. A HELO, a line below the
 * handover or a signature that nobody verified is the author's word; where there is such a signature it is
 * another finding, for most of them are real. */
static void check_support(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str from = wh_from_domain(facts);
    uint32_t brand = wh_owner_of_domain(c, from);
    if (brand == WH_NO_BRAND || wh_brand_is_own(c->brands, brand) || wh_is_free_mail(from)) return;
    if (facts->handover.hop < 0 || wh_is_sending_service(from)) return;
    if (wh_brand_sent(c, brand) || wh_brands_server(c, brand)) return;
    wh_destinations to = wh_brand_destinations(c, brand, from);
    const wh_received *r = wh_handover_hop(facts);
    /* Companies rent their mail from providers who do not let customers use anybody else's name. */
    const wh_provider *provider = wh_provider_of(wh_bare_host(r->rdns));
    bool hidden = wh_outermost_entrance(facts) != facts->handover.hop; /* the author may have written r */
    bool rented = provider && !hidden &&
                  (provider->kind == WH_PROVIDER_MAILBOX || provider->kind == WH_PROVIDER_GATEWAY ||
                   provider->kind == WH_PROVIDER_SENDING);
    bool is_signed = wh_brand_signature_claimed(c, brand);
    /* The staff of firms that make things write to lists, whose servers break signatures. */
    wh_str category = wh_brand_category(c->brands, brand);
    bool staff = wh_is_list_mail(facts) && wh_starts_nocase(category, WH_LIT("tech"));
    if (is_signed && (rented || staff || (to.home && !to.elsewhere))) return;
    wh_finding *f =
        wh_finding_add(c, is_signed ? WH_F_BRAND_SIGNATURE_UNVERIFIED : WH_F_BRAND_DOMAIN_UNSUPPORTED);
    if (!f) return;
    if (rented || staff || (to.home && !to.elsewhere)) f->severity = WH_LOW;
    wh_finding_brand(c, f, brand);
    wh_finding_text(c, f, "domain", from);
    wh_finding_text(c, f, "client",
                    r->rdns.n      ? r->rdns
                    : r->ip.family ? wh_format_ip(c->env, &r->ip)
                                   : r->helo);
    wh_finding_slice(c, f, facts->who.from.at[0].mailbox.raw);
    wh_finding_slice(c, f, r->raw);
}

void wh_check_brand_claims(wh_case *c)
{
    bool claimed = false;
    for (uint32_t i = 0; i < c->facts->who.from.n; i++)
        claimed |= check_display(c, &c->facts->who.from.at[i]);
    if (!claimed) check_subject(c);
    check_support(c);
}
