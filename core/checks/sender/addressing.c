/* Whom the mail is addressed to: nobody, words that are not an address, many strangers at once, or somebody
 * whose name is just the address again. RFC 5322 3.6.3. */
#include "checks/sender/identity.h"
#include "checks/standing.h"

#define MANY 6u /* organisations among the recipients */

static const wh_field *field(const wh_case *c, wh_str name)
{
    return wh_field_named(&c->facts->fields, name, 0);
}

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_field *at)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_str value = at ? wh_trim(at->value) : WH_ABSENT;
    wh_finding_text(c, f, "to", wh_sub(value, 0, 200));
    wh_finding_slice(c, f, at ? at->whole : c->facts->paste.head);
    return f;
}

static bool has_address(const wh_persons *persons)
{
    for (uint32_t i = 0; i < persons->n; i++)
        if (persons->at[i].mailbox.domain.n) return true;
    return false;
}

static void check_to(wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    const wh_field *to = field(c, WH_LIT("To")), *cc = field(c, WH_LIT("Cc"));
    if ((!to && !cc) || (to && wh_find_nocase(to->value, WH_LIT("undisclosed"), 0) != WH_NONE_AT)) {
        add(c, WH_F_TO_UNDISCLOSED, to);
        return;
    }
    if (!to || wh_trim(to->value).n == 0) return;
    wh_str value = wh_trim(to->value);
    bool junk = wh_find(value, WH_LIT("__"), 0) != WH_NONE_AT ||
                wh_find(value, WH_LIT("***"), 0) != WH_NONE_AT ||
                wh_starts_nocase(value, WH_LIT("recipient"));
    if (junk || !has_address(&who->to)) add(c, WH_F_TO_JUNK, to);
}

/* The different organisations among the recipients, counted up to MANY. */
static uint32_t count_organisations(const wh_case *c)
{
    const wh_persons *lists[] = {&c->facts->who.to, &c->facts->who.cc};
    wh_str seen[MANY];
    uint32_t n = 0;
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n && n < MANY; i++) {
            wh_str domain = lists[k]->at[i].mailbox.domain;
            bool known = domain.n == 0;
            for (uint32_t j = 0; j < n && !known; j++) known = wh_eq_nocase(seen[j], domain);
            if (!known) seen[n++] = domain;
        }
    return n;
}

static void check_address_in(wh_case *c, wh_str text, wh_str slice)
{
    const wh_persons *lists[] = {&c->facts->who.delivered_to, &c->facts->who.to};
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n && i < 5; i++) {
            wh_str address = lists[k]->at[i].mailbox.address;
            if (address.n < 6 || wh_find_nocase(text, address, 0) == WH_NONE_AT) continue;
            wh_finding *f = wh_finding_add(c, WH_F_ADDRESS_IN_SUBJECT);
            wh_finding_text(c, f, "address", address);
            wh_finding_slice(c, f, slice);
            return;
        }
}

void wh_check_addressing(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    if (s->known_list || c->facts->paste.kind == WH_SOURCE_FRAGMENT || c->facts->who.from.n == 0) return;
    check_to(c);
    if (count_organisations(c) >= MANY)
        add(c, WH_F_MANY_STRANGERS, field(c, WH_LIT("To")) ? field(c, WH_LIT("To")) : field(c, WH_LIT("Cc")));
    check_address_in(c, c->facts->who.subject, c->facts->who.subject_raw);
}
