/* taglist.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_tags tags;
    wh_parse_tags(env, input, &tags);
    PROMISE(tags.list.n <= WH_MAX_TAGS);
    for (uint32_t i = 0; i < tags.list.n; i++) {
        PROMISE(inside(tags.list.at[i].raw_value, input) && inside(tags.list.at[i].value, input));
        PROMISE(!wh_absent(wh_tag_named(&tags, tags.list.at[i].name)));
    }
}
