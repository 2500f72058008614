/* The reader's own domain, named by somebody else who threatens to close it or asks for its accounts; or
 * whose office writes to its staff. */
#include "checks/bounce.h"
#include "checks/content/office.h"
#include "checks/content/phrases.h"
#include "checks/content/prose.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "checks/standing.h"

#define LOOKED 65536u /* bytes of a text in which the name is sought */
#define READERS 4u    /* of each field */

static bool joins(char c) { return wh_is_alnum(c) || c == '-' || c == '.' || c == '@' || c == '_'; }

/* The domain as a word of its own, not behind an "@" or within a longer name. */
static wh_str named_in(wh_str text, wh_str domain)
{
    text = wh_sub(text, 0, LOOKED);
    for (size_t at = 0; (at = wh_find_nocase(text, domain, at)) != WH_NONE_AT; at++) {
        size_t end = at + domain.n;
        bool starts = at == 0 || !joins(text.p[at - 1]);
        bool ends = end == text.n || !(wh_is_alnum(text.p[end]) || text.p[end] == '-');
        if (starts && ends) return wh_sub(text, at, end);
    }
    return WH_ABSENT;
}

/* "Payroll" writes about pay: who serves a firm from elsewhere does not call himself an office of it. */
static bool writes_to_staff(const wh_case *c)
{
    const wh_persons *from = &c->facts->who.from;
    return c->results->wants->n[WH_WANT_STAFF] && from->n && wh_names_office(from->at[0].mailbox.display);
}

static bool check_domain(wh_case *c, wh_str domain)
{
    const wh_facts *facts = c->facts;
    wh_str named = named_in(facts->who.subject, domain);
    for (uint32_t i = 0; i < facts->contents.n && named.n == 0; i++)
        if (!facts->contents.at[i].file) named = named_in(facts->contents.at[i].visible, domain);
    if (named.n == 0) return false;
    wh_finding *f = wh_finding_add(c, WH_F_HOUSE_THREATENED);
    wh_finding_text(c, f, "domain", domain);
    wh_finding_text(c, f, "from", wh_standing_of(c)->from);
    wh_finding_prose(c, f, named);
    return true;
}

void wh_check_house(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    const wh_phrase_hits *w = c->results->wants;
    const wh_persons *readers[] = {&c->facts->who.delivered_to, &c->facts->who.to};
    wh_name from = {0};
    if (!w || !(w->n[WH_WANT_LOCKED] || w->n[WH_WANT_CREDENTIALS] || writes_to_staff(c))) return;
    if (s->from.n == 0 || s->known_list || wh_is_daemons_bounce(c->facts)) return;
    wh_parse_name(c->env, s->from, &from);
    if (wh_brand_owning(c->brands, &from) != WH_NO_BRAND) return; /* a registrar that people know */
    /* Whoever writes one of the fields hides none of the other. */
    for (uint32_t i = 0; i < 2 * READERS; i++) {
        const wh_persons *some = readers[i / READERS];
        if (i % READERS >= some->n) continue;
        wh_str domain = some->at[i % READERS].mailbox.domain;
        if (domain.n < 4 || wh_is_free_mail(domain) || wh_same_org(c->env, domain, s->from)) continue;
        if (check_domain(c, domain)) return;
    }
}
