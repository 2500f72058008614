/* A sender who says what he does and not who he is: an office's name without a house's, and a domain that is
 * put together from words for errands. Whoever registers a domain for a lure calls it after the lure; whoever
 * has a house calls it after the house. */
#include "base/limits.h"
#include "checks/bounce.h"
#include "checks/lookalike/lookalike.h"
#include "checks/lookalike/words.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "checks/sender/nameless.h"
#include "checks/standing.h"
#include "evidence/providers.h"

#define ERRAND_LETTERS 8u /* of a label: short ones are made of everything */
#define ERRAND_SUM 5u     /* of its words: "fast mail" and "the register" are names */

static wh_str label_of(const wh_name *name)
{
    return wh_sub(name->registrable, 0, wh_find_byte(name->registrable, '.', 0));
}

/* Ends under which nobody registers a name unasked: the house that may is known by its end. */
static bool is_assigned(const wh_name *name)
{
    wh_str first = wh_sub(name->suffix, 0, wh_find_byte(name->suffix, '.', 0));
    return wh_lists_word(WH_LIT(" gov edu mil go ac ed lg gouv gob "), first);
}

static bool is_errand(wh_str label, wh_rest *rest)
{
    wh_weigh_rest(label, rest);
    return rest->letters >= ERRAND_LETTERS && rest->words >= 2 && rest->sum >= ERRAND_SUM &&
           rest->known + rest->digits >= rest->letters;
}

static void check_domain(wh_case *c, const wh_name *name)
{
    wh_rest rest = {0};
    if (wh_provider_of(name->registrable) || wh_is_sending_service(name->registrable)) return;
    if (is_assigned(name) || !is_errand(label_of(name), &rest)) return;
    wh_finding *f = wh_finding_add(c, WH_F_FROM_ERRAND);
    wh_finding_text(c, f, "domain", name->registrable);
    wh_finding_text(c, f, "word", rest.word);
    wh_finding_slice(c, f, c->facts->who.from.at[0].mailbox.raw);
}

void wh_check_errand(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    wh_name name = {0};
    if (c->facts->who.from.n == 0 || s->from.n == 0 || s->free_mail) return;
    wh_parse_name(c->env, s->from, &name);
    if (name.registrable.n == 0 || wh_brand_owning(c->brands, &name) != WH_NO_BRAND) return;
    if (s->known_list || wh_is_daemons_bounce(c->facts)) return;
    check_domain(c, &name);
    wh_str display = c->facts->who.from.at[0].mailbox.display;
    if (!wh_names_nobody(display)) return;
    wh_finding *f = wh_finding_add(c, WH_F_OFFICE_NAMELESS);
    wh_finding_text(c, f, "display", display);
    wh_finding_text(c, f, "domain", s->from);
    wh_finding_slice(c, f, c->facts->who.from.at[0].mailbox.raw);
}
