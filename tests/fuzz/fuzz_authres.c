/* authres.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_authres results;
    wh_parse_authres(env, input, &results);
    for (uint32_t i = 0; i < results.results.n; i++)
        PROMISE(!wh_absent(results.results.at[i].method) && !wh_absent(results.results.at[i].result));
}
