/* msgid.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_msgid id;
    wh_parse_msgid(env, input, &id);
    PROMISE(inside(id.raw, input));
    PROMISE((id.problems >> WH_MSGID_PROBLEM_COUNT) == 0);
}
