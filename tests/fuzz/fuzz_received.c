/* received/, received/spf.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_received received;
    wh_received_spf spf;
    wh_parse_received(env, input, &received);
    PROMISE((received.problems >> WH_RECEIVED_PROBLEM_COUNT) == 0);
    PROMISE(received.ip.family == 0 || received.ip.family == 4 || received.ip.family == 6);
    wh_parse_received_spf(env, input, &spf);
}
