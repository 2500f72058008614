/* A brand is named, but the mail neither comes from its domains nor leads there. Most phishing has no lookalike at all and is found here. */
#include "checks/common.h"
#include "checks/sender/identity.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"
#include "evidence/known.h"

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

/* Where the links of a mail lead, seen from a brand that it names. */
typedef struct destinations {
    bool home, elsewhere; /* to the brand; to somebody who is neither the brand, nor the sender, nor the list */
} destinations;

static wh_str list_domain(const wh_facts *facts)
{
    const wh_field *field = wh_field_named(&facts->fields, WH_LIT("List-Id"), 0);
    wh_str id = field ? wh_trim(field->value) : WH_ABSENT;
    size_t open = wh_rfind_byte(id, '<');
    if (open != WH_NONE_AT) id = wh_from(id, open + 1);
    return wh_trim_bytes(id, WH_LIT("> \t\r\n"));
}

static destinations look_at_links(const wh_case *c, uint32_t brand, wh_str from)
{
    destinations to = {false, false};
    wh_str list = list_domain(c->facts);
    for (uint32_t i = 0; i < c->facts->links.n && !(to.home && to.elsewhere); i++) {
        const wh_link *link = &c->facts->links.at[i];
        bool web = wh_eq(link->uri.scheme, WH_LIT("http")) || wh_eq(link->uri.scheme, WH_LIT("https"));
        if (link->anchor.kind == WH_LINK_IMAGE || !web || link->uri.host.n == 0) continue;
        if (at_home(c, brand, wh_link_end(link)->host)) to.home = true;
        else if (!wh_same_org(c->env, wh_link_end(link)->host, from) && !wh_same_org(c->env, wh_link_end(link)->host, list)) to.elsewhere = true;
    }
    return to;
}

/* A weak name (a common word, or short) is a claim only when nothing else stands beside it. */
static bool is_claim(const wh_mention *mention, wh_str text) { return !mention->weak || wh_trim(text).n == mention->slice.n; }

static bool is_sending_service(wh_str domain)
{
    const wh_provider *provider = wh_provider_of(domain);
    return (provider && provider->kind == WH_PROVIDER_SENDING) || (wh_domain_roles(domain) & WH_DOMAIN_SENDER);
}

static void add(wh_case *c, wh_finding_id id, wh_severity severity, const wh_mention *mention, wh_str from, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    if (!f) return;
    f->severity = severity;
    wh_finding_text(c, f, "brand", wh_brand_name(c->brands, mention->brand));
    wh_finding_text(c, f, "name", mention->name);
    wh_finding_text(c, f, "official", wh_brand_official(c->brands, mention->brand));
    wh_finding_text(c, f, "domain", from);
    wh_finding_slice(c, f, slice);
}

/* How sure it is that a mail in a brand's name is not its own: links that lead to the brand speak for a partner's or a service's mail. */
static wh_severity severity_of(const wh_case *c, const wh_mention *mention, wh_str from)
{
    destinations to = look_at_links(c, mention->brand, from);
    if (is_sending_service(from)) return to.elsewhere && !to.home ? WH_MEDIUM : WH_LOW;
    if (to.home) return to.elsewhere ? WH_MEDIUM : WH_LOW;
    return to.elsewhere || wh_is_free_mail(from) ? WH_HIGH : WH_MEDIUM;
}

static bool is_disguised(const wh_mention *mention) { return mention->how == WH_WRITTEN_DISGUISED || mention->how == WH_WRITTEN_SPACED; }

static bool check_display(wh_case *c, const wh_person *person)
{
    wh_mentions found = {0};
    wh_str display = person->mailbox.display, domain = person->mailbox.domain;
    if (display.n == 0) return false;
    wh_find_brands_in_text(c->env, c->brands, display, &found);
    for (uint32_t i = 0; i < found.n; i++) /* a name that fits the address settles it: "Amazon Pay via PayPal" */
        if (at_home(c, found.at[i].brand, domain)) return false;
    for (uint32_t i = 0; i < found.n; i++) {
        if (wh_brand_is_own(c->brands, found.at[i].brand) || !is_claim(&found.at[i], display)) continue;
        if (is_disguised(&found.at[i])) add(c, WH_F_BRAND_DISGUISED, WH_HIGH, &found.at[i], domain, person->mailbox.raw);
        else add(c, WH_F_BRAND_CLAIMED, severity_of(c, &found.at[i], domain), &found.at[i], domain, person->mailbox.raw);
        return true;
    }
    return false;
}

/* Whether the subject speaks in the brand's name rather than of it: the name leads, or stands in brackets, behind the tags that lists and
 * filters put in front. */
static bool leads(wh_str subject, wh_str slice)
{
    static const wh_str open = WH_LIT_INIT("[("), wide[] = {WH_LIT_INIT("【"), WH_LIT_INIT("［"), WH_LIT_INIT("〔"), WH_LIT_INIT("「"), WH_LIT_INIT("『"),
                                                            WH_LIT_INIT("＜"), WH_LIT_INIT("≪"), WH_LIT_INIT("《"), WH_LIT_INIT("〈")};
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

static void check_subject(wh_case *c)
{
    wh_mentions found = {0};
    wh_str from = wh_from_domain(c->facts), subject = c->facts->who.subject;
    if (subject.n == 0 || owner_of(c, from) != WH_NO_BRAND) return; /* one company that writes about another */
    wh_find_brands_in_text(c->env, c->brands, subject, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        if (found.at[i].weak || wh_brand_is_own(c->brands, found.at[i].brand) || !leads(subject, found.at[i].slice)) continue;
        destinations to = look_at_links(c, found.at[i].brand, from);
        if (to.home || (!to.elsewhere && c->facts->links.n)) continue;
        add(c, WH_F_BRAND_IN_SUBJECT, to.elsewhere ? WH_MEDIUM : WH_LOW, &found.at[i], from, c->facts->who.subject_raw);
        return;
    }
}

/* The mail is written in a brand's own domain, but no server of the brand's stands on its way and no signature is in its name. */
static void check_support(wh_case *c)
{
    const uint32_t infrastructure = 1u << WH_ROLE_DKIM | 1u << WH_ROLE_RDNS | 1u << WH_ROLE_BY;
    const wh_facts *facts = c->facts;
    wh_str from = wh_from_domain(facts);
    uint32_t brand = owner_of(c, from);
    if (brand == WH_NO_BRAND || wh_brand_is_own(c->brands, brand) || wh_is_free_mail(from) || facts->handover.hop < 0 || wh_provider_of(from)) return;
    for (uint32_t i = 0; i < facts->domains.n; i++)
        if ((facts->domains.at[i].roles & infrastructure) && at_home(c, brand, facts->domains.at[i].key)) return;
    for (uint32_t i = 0; i < facts->hops.n; i++) { /* Exchange and others write no reverse name: then the HELO may be the brand's */
        const wh_received *r = &facts->hops.at[i].r;
        if (wh_absent(r->rdns) && !(r->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN) && at_home(c, brand, wh_host_of(r->helo))) return;
    }
    destinations to = look_at_links(c, brand, from);
    const wh_received *r = wh_handover_hop(facts);
    wh_finding *f = wh_finding_add(c, WH_F_BRAND_DOMAIN_UNSUPPORTED);
    if (!f) return;
    /* Companies rent their mail from providers who take no other's name from their customers. */
    const wh_provider *provider = wh_provider_of(wh_host_of(r->rdns.n ? r->rdns : r->helo));
    bool rented = provider && (provider->kind == WH_PROVIDER_MAILBOX || provider->kind == WH_PROVIDER_GATEWAY);
    if (rented || (to.home && !to.elsewhere)) f->severity = WH_LOW;
    wh_finding_text(c, f, "brand", wh_brand_name(c->brands, brand));
    wh_finding_text(c, f, "domain", from);
    wh_finding_text(c, f, "client", r->rdns.n ? r->rdns : r->ip.family ? wh_format_ip(c->env, &r->ip) : r->helo);
    wh_finding_slice(c, f, facts->who.from.at[0].mailbox.raw);
    wh_finding_slice(c, f, r->raw);
}

void wh_check_brand_claims(wh_case *c)
{
    bool claimed = false;
    for (uint32_t i = 0; i < c->facts->who.from.n && i < 10; i++) claimed |= check_display(c, &c->facts->who.from.at[i]);
    if (!claimed) check_subject(c);
    check_support(c);
}
