/* params.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_params params;
    wh_parse_params(env, input, &params);
    PROMISE(params.list.n <= WH_MAX_PARAMS);
    for (uint32_t i = 0; i < params.list.n; i++) {
        PROMISE(params.list.at[i].name.n > 0);
        PROMISE(wh_is_utf8(params.list.at[i].value));
        PROMISE(!wh_absent(wh_param_named(&params, params.list.at[i].name)));
    }
}
