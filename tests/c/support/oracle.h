/* An environment for each test, and an oracle that may ask. */
#ifndef WHENCE_TEST_ORACLE_H
#define WHENCE_TEST_ORACLE_H

#include "support/env.h"
#include "support/zone.h"

#include "oracle/oracle.h"

static wh_oracle *oracle;

static int setup_oracle(void **state)
{
    if (setup(state)) return -1;
    oracle = wh_oracle_new(&env, true);
    return oracle ? 0 : -1;
}

#endif
