/* What filters and receivers wrote: checks/receiver/filters.c, vendors.c, claims.c. */
#ifndef WHENCE_CHECKS_FILTERS_H
#define WHENCE_CHECKS_FILTERS_H

#include "checks/checks.h"

void wh_check_vendors(wh_case *c); /* vendors.c: the fields of known filters, explained */
void wh_read_claims(wh_case *c);   /* claims.c: Authentication-Results and its kin, into the results */
void wh_check_claims(wh_case *c);  /* ... and what they mean */
/* Whether the field stands above the handover's: written after the mail had arrived on the reader's side. */
bool wh_field_is_ours(const wh_facts *facts, uint32_t field);
/* Whether the server that the field names is on the side that took the mail over. Absent: only Outlook's
 * fields name none. */
bool wh_names_our_side(wh_env *env, const wh_facts *facts, wh_str authserv_id, uint32_t field);

#endif
