/* An environment for each test of a file, with an arena of its own. */
#ifndef WHENCE_TEST_ENV_H
#define WHENCE_TEST_ENV_H

#include "support/exact.h"
#include "support/iconv_host.h"

static wh_env env;

static int setup(void **state)
{
    (void)state;
    env = (wh_env){.arena = wh_arena_new(512u << 20), .charset = iconv_host};
    return env.arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(env.arena);
    return 0;
}

#endif
