/* A brand is named, but the mail neither comes from its domains nor leads there. Most phishing has no lookalike at all and is found here. */
#include "checks/common.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"

static uint32_t owner_of(const wh_case *c, wh_str domain)
{
    wh_name name = {0};
    if (domain.n == 0) return WH_NO_BRAND;
    wh_parse_name(c->env, domain, &name);
    return wh_brand_owning(c->brands, &name);
}

static bool at_home(const wh_case *c, uint32_t brand, wh_str domain)
{
    uint32_t owner = owner_of(c, domain);
    return owner != WH_NO_BRAND && (owner == brand || wh_brands_related(c->brands, owner, brand));
}

/* A weak name (a common word, or short) is a claim only when nothing else stands beside it. */
static bool is_claim(const wh_mention *mention, wh_str text) { return !mention->weak || wh_trim(text).n == mention->slice.n; }

static void add(wh_case *c, wh_finding_id id, const wh_mention *mention, wh_str from, wh_str slice)
{
    wh_finding *f = wh_find_add(c, id);
    wh_find_text(c, f, "brand", wh_brand_name(c->brands, mention->brand));
    wh_find_text(c, f, "name", mention->name);
    wh_find_text(c, f, "official", wh_brand_official(c->brands, mention->brand));
    wh_find_text(c, f, "domain", from);
    wh_find_slice(c, f, slice);
}

static bool check_display(wh_case *c, const wh_person *person)
{
    wh_mentions found = {0};
    wh_str display = person->mailbox.display, domain = person->mailbox.domain;
    if (display.n == 0 || domain.n == 0) return false;
    wh_find_brands_in_text(c->env, c->brands, display, &found);
    for (uint32_t i = 0; i < found.n; i++) /* a name that fits the address settles it: "Amazon Pay via PayPal" */
        if (at_home(c, found.at[i].brand, domain)) return false;
    for (uint32_t i = 0; i < found.n; i++) {
        if (wh_brand_is_own(c->brands, found.at[i].brand) || !is_claim(&found.at[i], display)) continue;
        bool disguised = found.at[i].how == WH_WRITTEN_DISGUISED || found.at[i].how == WH_WRITTEN_SPACED;
        add(c, disguised ? WH_F_BRAND_DISGUISED : WH_F_BRAND_CLAIMED, &found.at[i], domain, person->mailbox.raw);
        return true;
    }
    return false;
}

/* Whether any link leads to the brand, and whether any leads to somebody who is neither the brand nor the sender. */
static void look_at_links(const wh_case *c, uint32_t brand, wh_str from, bool *home, bool *elsewhere)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        if (link->anchor.kind == WH_LINK_IMAGE || link->uri.host.n == 0) continue;
        if (at_home(c, brand, link->uri.host)) *home = true;
        else if (!wh_same_org(c->env, link->uri.host, from)) *elsewhere = true;
    }
}

static void check_subject(wh_case *c)
{
    wh_mentions found = {0};
    wh_str from = wh_from_domain(c->facts);
    if (from.n == 0 || c->facts->who.subject.n == 0 || wh_is_list_mail(c->facts)) return;
    wh_find_brands_in_text(c->env, c->brands, c->facts->who.subject, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        bool home = false, elsewhere = false;
        if (found.at[i].weak || wh_brand_is_own(c->brands, found.at[i].brand) || at_home(c, found.at[i].brand, from)) continue;
        look_at_links(c, found.at[i].brand, from, &home, &elsewhere);
        if (!elsewhere || home) continue;
        add(c, WH_F_BRAND_IN_SUBJECT, &found.at[i], from, c->facts->who.subject_raw);
        return;
    }
}

void wh_check_brand_claims(wh_case *c)
{
    bool claimed = false;
    for (uint32_t i = 0; i < c->facts->who.from.n && i < 10; i++) claimed |= check_display(c, &c->facts->who.from.at[i]);
    if (!claimed) check_subject(c);
}
