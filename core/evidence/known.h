/* Domains with a role of their own, whoever owns them. */
#ifndef WHENCE_KNOWN_H
#define WHENCE_KNOWN_H

#include "parse/name/table.h"

extern const wh_names wh_known_domains; /* their numbers: roles */

#define WH_DOMAIN_FREE_MAIL 1u /* anybody may have an address there */
#define WH_DOMAIN_DYNAMIC_DNS 2u
#define WH_DOMAIN_SHORTENER 4u
#define WH_DOMAIN_SENDER 8u       /* sends mail for others */
#define WH_DOMAIN_CLICK 16u       /* counts the clicks on links in mail that is sent for others */
#define WH_DOMAIN_PUBLISHING 32u  /* shows what anybody put there: never its owner's word */
#define WH_DOMAIN_IMAGE_HOST 64u  /* anybody may put a picture there */
#define WH_DOMAIN_STORAGE 128u    /* rented space for files and pages */
#define WH_DOMAIN_CHEAP 256u      /* under a suffix whose names cost next to nothing */
#define WH_DOMAIN_IMITATIONS 512u /* under a top-level label where brands are imitated in numbers */

/* The roles of a name, its own or those of the nearest listed name above it; 0 for none. Takes ASCII lower
 * case. */
unsigned wh_domain_roles(wh_str name);

#endif
