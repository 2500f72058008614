/* html/, plain.c, entities.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_anchors links = {0}, plain = {0};
    wh_buf visible;
    wh_buf_init(&visible, env->arena);
    wh_parse_html(env, input, &links, &visible);
    for (uint32_t i = 0; i < links.n; i++) /* what is shown as text stands in `visible` */
        PROMISE(links.at[i].kind == WH_LINK_PLAIN || wh_absent(links.at[i].at) ||
                inside(links.at[i].at, input));
    wh_parse_plain(env, input, &plain);
    for (uint32_t i = 0; i < plain.n; i++) PROMISE(inside(plain.at[i].at, input));
    PROMISE(links.n <= WH_MAX_LINKS + WH_MAX_LINKS_UNSEEN && plain.n <= WH_MAX_LINKS + WH_MAX_LINKS_UNSEEN);
}
