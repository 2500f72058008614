/* address/, lexical.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_mailboxes list;
    wh_parse_addresses(env, input, &list);
    PROMISE(list.n <= WH_MAX_ADDRESSES);
    for (uint32_t i = 0; i < list.n; i++) {
        const wh_mailbox *m = &list.at[i];
        PROMISE(inside(m->raw, input));
        PROMISE(inside(m->raw_domain, m->raw));
        PROMISE(wh_is_utf8(m->display) && wh_is_utf8(m->local) && wh_is_utf8(m->domain) &&
                wh_is_utf8(m->address));
        PROMISE(wh_absent(m->domain) || !wh_absent(m->local));
        PROMISE(wh_absent(m->domain) || m->address.n == m->local.n + 1 + m->domain.n);
    }
}
