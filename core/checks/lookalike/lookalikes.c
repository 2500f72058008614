/* Each domain of the mail, judged; and what follows from it. */
#include "checks/common.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"

/* Places where a name speaks for the sender. Recipients' own names and the servers on the reader's side are
 * not suspected. */
#define SPEAKING                                                                                             \
    (1u << WH_ROLE_FROM | 1u << WH_ROLE_SENDER | 1u << WH_ROLE_REPLY_TO | 1u << WH_ROLE_RETURN_PATH |        \
     1u << WH_ROLE_DISPLAY | 1u << WH_ROLE_MESSAGE_ID | 1u << WH_ROLE_HELO | 1u << WH_ROLE_RDNS |            \
     1u << WH_ROLE_DKIM | 1u << WH_ROLE_LINK | 1u << WH_ROLE_LINK_TEXT | 1u << WH_ROLE_SUBJECT |             \
     1u << WH_ROLE_BODY)
/* Names that are shown to people, or lead somewhere; the others are servers' names, which nobody reads. */
#define SHOWN                                                                                                \
    (1u << WH_ROLE_FROM | 1u << WH_ROLE_SENDER | 1u << WH_ROLE_REPLY_TO | 1u << WH_ROLE_DISPLAY |            \
     1u << WH_ROLE_LINK | 1u << WH_ROLE_LINK_TEXT | 1u << WH_ROLE_SUBJECT | 1u << WH_ROLE_BODY)

/* Names that the mail comes from. */
#define SENDING                                                                                              \
    (1u << WH_ROLE_FROM | 1u << WH_ROLE_SENDER | 1u << WH_ROLE_REPLY_TO | 1u << WH_ROLE_RETURN_PATH |        \
     1u << WH_ROLE_DKIM | 1u << WH_ROLE_RDNS)

/* Names that an address of the mail may be under, or that the text mentions. */
#define ADDRESSED                                                                                            \
    (1u << WH_ROLE_FROM | 1u << WH_ROLE_SENDER | 1u << WH_ROLE_REPLY_TO | 1u << WH_ROLE_RETURN_PATH |        \
     1u << WH_ROLE_DISPLAY | 1u << WH_ROLE_SUBJECT | 1u << WH_ROLE_BODY | 1u << WH_ROLE_RECIPIENT)

static wh_severity lower(wh_severity s) { return s == WH_HIGH || s == WH_CRITICAL ? WH_MEDIUM : WH_LOW; }

void wh_finding_brand(wh_case *c, wh_finding *f, uint32_t brand)
{
    wh_str english = wh_brand_english(c->brands, brand);
    wh_finding_text(c, f, "brand", wh_brand_name(c->brands, brand));
    if (english.n) wh_finding_text(c, f, "brandEnglish", english);
}

static void tell_match(wh_case *c, wh_finding *f, wh_str domain, wh_str registrable, const wh_match *match)
{
    wh_finding_text(c, f, "domain", domain);
    wh_finding_brand(c, f, match->brand);
    wh_finding_text(c, f, "official", match->official);
    wh_finding_text(c, f, "technique", wh_technique_name(match->technique));
    wh_finding_text(c, f, "part", match->shown.n ? match->shown : match->part);
    wh_finding_text(c, f, "registrable", registrable);
}

static void add_match(wh_case *c, const wh_domain *domain, const wh_domain_verdict *verdict,
                      const wh_match *match)
{
    wh_finding_id id = match->brand == WH_NO_BRAND                 ? WH_F_DOMAIN_STRUCTURE
                       : match->technique == WH_TECHNIQUE_TLD_SWAP ? WH_F_DOMAIN_OTHER_TLD
                                                                   : WH_F_DOMAIN_LOOKALIKE;
    wh_finding *f = wh_finding_add(c, id);
    if (!f) return;
    f->severity = domain->roles & SHOWN ? match->severity : lower(match->severity);
    tell_match(c, f, verdict->name.unicode.n ? verdict->name.unicode : domain->key, verdict->name.registrable,
               match);
    for (uint32_t i = 0; i < domain->spans.n; i++) wh_finding_span(c, f, domain->spans.at[i]);
}

static void add_domain(wh_case *c, wh_finding_id id, const wh_domain *domain,
                       const wh_domain_verdict *verdict)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "domain", verdict->name.unicode.n ? verdict->name.unicode : domain->key);
    wh_finding_text(c, f, "ascii", verdict->name.ascii);
    for (uint32_t i = 0; i < domain->spans.n; i++) wh_finding_span(c, f, domain->spans.at[i]);
}

/* eur05.prod.outlook.com: anybody may have an address at outlook.com, nobody at its provider's servers. */
static bool is_providers_server(const wh_domain *domain, const wh_domain_verdict *verdict)
{
    return verdict->kind == WH_KIND_FREE_MAIL && !(domain->roles & ADDRESSED) &&
           verdict->name.ascii.n > verdict->name.registrable.n;
}

void wh_check_lookalikes(wh_case *c)
{
    uint32_t n = c->facts->domains.n;
    c->results->domains = wh_alloc(c->env->arena, (n ? n : 1) * sizeof *c->results->domains);
    if (!c->results->domains) return;
    for (uint32_t i = 0; i < n; i++) {
        const wh_domain *domain = &c->facts->domains.at[i];
        wh_domain_verdict *verdict = &c->results->domains[i];
        wh_judge_domain(c->env, c->brands, domain->key, verdict);
        if (is_providers_server(domain, verdict))
            verdict->kind = verdict->owner == WH_NO_BRAND ? WH_KIND_OTHER : WH_KIND_OFFICIAL;
        if ((domain->roles & 1u << WH_ROLE_LINK) && !(domain->roles & SENDING)) wh_disown_published(verdict);
        if (!(domain->roles & SPEAKING)) continue;
        if (verdict->matches.n) add_match(c, domain, verdict, &verdict->matches.at[0]);
        if (verdict->unsafe_unicode && (domain->roles & SHOWN))
            add_domain(c, WH_F_DOMAIN_UNSAFE_UNICODE, domain, verdict);
        if (verdict->shortener && (domain->roles & 1u << WH_ROLE_LINK))
            add_domain(c, WH_F_LINK_SHORTENED, domain, verdict);
        if (verdict->dynamic_dns && (domain->roles & SHOWN))
            add_domain(c, WH_F_DOMAIN_DYNAMIC_DNS, domain, verdict);
    }
}

/* ---- the domain of who bears a brand's name ---- */

/* The word of a domain, between its hyphens and dots, that is the name shown; absent: none is. */
static wh_str word_of_domain(wh_str name, wh_str domain)
{
    for (size_t at = 0; at < domain.n;) {
        size_t end = at, k = 0;
        while (end < domain.n && domain.p[end] != '.' && domain.p[end] != '-') end++;
        for (size_t i = at; i < end && k < name.n; i++, k++) {
            while (k < name.n && !wh_is_alnum(name.p[k])) k++;
            if (k == name.n || wh_lower(name.p[k]) != wh_lower(domain.p[i])) break;
            if (i + 1 == end && k + 1 == name.n && end - at >= 4) return wh_sub(domain, at, end);
        }
        at = end + 1;
    }
    return WH_ABSENT;
}

void wh_check_domain_of_name(wh_case *c, const wh_mention *mention, const wh_person *person)
{
    wh_name name = {0};
    wh_str domain = person->mailbox.domain;
    wh_parse_name(c->env, domain, &name);
    wh_str word = word_of_domain(mention->slice, wh_sub(domain, 0, domain.n - name.suffix.n));
    size_t dot = wh_find_byte(name.registrable, '.', 0);
    if (word.n == 0 || name.suffix.n >= domain.n || wh_eq_nocase(word, wh_sub(name.registrable, 0, dot)))
        return;
    wh_match match = {.brand = mention->brand,
                      .technique = WH_TECHNIQUE_COMBOSQUAT,
                      .official = wh_brand_official(c->brands, mention->brand),
                      .part = word};
    wh_finding *f = wh_finding_add(c, WH_F_DOMAIN_LOOKALIKE);
    if (f) f->severity = WH_MEDIUM;
    tell_match(c, f, domain, name.registrable, &match);
    wh_finding_slice(c, f, person->mailbox.raw);
}
