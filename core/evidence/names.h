/* Whose a host name is, as far as names alone can tell: RFC 1035 names by the public suffix list and
 * core/tables/providers.tsv; names that only mean something inside; machines of customers. A name is as good
 * as its source: whether anything proves it is asked elsewhere (handover/proof.c). */
#ifndef WHENCE_NAMES_H
#define WHENCE_NAMES_H

#include "parse/parse.h"

/* The domain of an address: what is behind its last "@" (a quoted local part may hold others: RFC
 * 5321 4.1.2), without the brackets around it and the final dot. Absent where there is no "@". */
wh_str wh_domain_of_address(wh_str address);
/* ... of what may be a domain alone, as in the properties of RFC 8601 2.7: itself then. */
wh_str wh_domain_in(wh_str value);

/* Two names of one organisation, for what explains a difference or makes a forgery likely: they are the same
 * name, or have the same organisational domain (RFC 7489 3.2, here the registrable one), or servers of one
 * known provider bear them. */
bool wh_same_org(wh_env *env, wh_str a, wh_str b);
/* ... for what decides whose a server is, where the weaker question would give trust away: a provider's name
 * and a customer's are not the same, whatever domain they share, and a name without an organisational domain
 * ("localhost", "mx") is no organisation's, though it equals the other. */
bool wh_same_house(wh_env *env, wh_str a, wh_str b);

/* An address where a name may stand, in brackets (RFC 5321 4.1.3) or without. */
bool wh_is_address_literal(wh_str host, wh_ip *ip);
bool wh_is_localhost(wh_str name); /* localhost, localhost.localdomain and their kin */
/* "store3", "ex02.corp.local", "localhost": a name that only means something inside. Also none at all. */
bool wh_is_inner_name(wh_str name);
/* A name below a suffix that no DNS of the internet has: RFC 2606, RFC 6762, RFC 8375, and habits. */
bool wh_is_private_name(wh_str name);

/* Whether a reverse name is one of those that providers give to lines of homes and to rented machines whose
 * owner set none: the address is in it, or a word for it. */
bool wh_looks_dynamic(wh_str rdns, const wh_ip *ip);
/* Who a name belongs to, to distinguish an organisation's own machines from those that it rents out or
 * connects. */
typedef enum wh_owner { WH_OF_HOUSE, WH_OF_CUSTOMER, WH_OF_EITHER } wh_owner;
wh_owner wh_house_of(wh_str name, const wh_ip *ip);

#endif
