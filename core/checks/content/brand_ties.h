/* Facts that tie a mail to a brand that it names: what its author alone could write ties it to nobody. */
#ifndef WHENCE_BRAND_TIES_H
#define WHENCE_BRAND_TIES_H

#include "checks/standing.h"
#include "checks/lookalike/lookalike.h"

/* Where the links of a mail lead, seen from a brand. */
typedef struct wh_destinations {
    bool home;      /* to the brand's own pages */
    bool elsewhere; /* to somebody who is neither the brand, nor the sender, nor the list */
    bool any;       /* somewhere at all, the sender's own pages too */
} wh_destinations;

/* The brand that a domain belongs to, WH_NO_BRAND for none. */
uint32_t wh_owner_of_domain(const wh_case *c, wh_str domain);
/* Whether a domain belongs to the brand or to its group of companies. */
bool wh_is_brands(const wh_case *c, uint32_t brand, wh_str domain);
/* Whether the brand's own signature (verified, or found good by the reader's side), a reverse name that the
 * reader's server confirmed, or an envelope that SPF passed shows that the mail comes from the brand: from
 * itself, not from a customer of its. */
bool wh_brand_sent(const wh_case *c, uint32_t brand);
/* Whether a server of the brand's handed the mail over, including those that its customers send through. */
bool wh_brands_server(const wh_case *c, uint32_t brand);
/* Whether there is a signature in the brand's name at all that nobody has found to be broken. */
bool wh_brand_signature_claimed(const wh_case *c, uint32_t brand);
/* Whether the words want what phishers want; grave: what they want most, passwords and cards. */
bool wh_wants_something(const wh_case *c, bool *grave);
wh_destinations wh_brand_destinations(const wh_case *c, uint32_t brand, wh_str from);

#endif
