/* What the readers of containers' lists share. */
#include "parse/file/list.h"

#include "base/limits.h"

uint32_t wh_little(wh_str s, size_t at, unsigned n)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < n; i++)
        if (at + i < s.n) value |= (uint32_t)(unsigned char)s.p[at + i] << 8 * i;
    return value;
}

wh_entry *wh_list_add(wh_env *env, wh_listing *list)
{
    list->more = list->more || list->entries.n >= WH_MAX_ENTRIES;
    return list->more ? NULL : wh_push(env->arena, &list->entries);
}
