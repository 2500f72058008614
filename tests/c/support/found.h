/* What the checks raised. */
#ifndef WHENCE_TESTS_FOUND_H
#define WHENCE_TESTS_FOUND_H

#include "checks/checks.h"

static inline const wh_finding *found(const wh_case *c,
                                      wh_finding_id id) /* the first of its kind; NULL: none */
{
    for (uint32_t i = 0; i < c->findings.n; i++)
        if (c->findings.at[i].id == id) return &c->findings.at[i];
    return NULL;
}

#endif
