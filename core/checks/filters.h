/* What filters and receivers wrote: checks/filters.c, vendors.c. */
#ifndef WHENCE_CHECKS_FILTERS_H
#define WHENCE_CHECKS_FILTERS_H

#include "checks/checks.h"

void wh_check_vendors(wh_case *c); /* vendors.c: the fields of known filters, explained */
bool wh_field_is_ours(const wh_facts *facts, uint32_t field);
bool wh_names_our_side(wh_env *env, const wh_facts *facts, wh_str authserv_id);

#endif
