/* What was not read: parts, each by itself, and what the bounds of base/limits.h left out, each kind with its
 * count. */
#include "report/sections.h"

static void add(const wh_case *c, wh_json *list, wh_str what, wh_str reason, const wh_unread *about,
                uint64_t count)
{
    wh_json *one = wh_json_object();
    wh_json_put_text(c->env, one, "what", what);
    wh_json_put_text(c->env, one, "type", about->type);
    wh_json_put_text(c->env, one, "name", about->name);
    wh_json_put_text(c->env, one, "reason", reason);
    wh_json_put_number(one, "count", (int64_t)count);
    wh_json_put_one_span(one, "spans", about->span);
    wh_json_add(list, one);
}

wh_json *wh_report_unread(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->facts->unread.n; i++) {
        const wh_unread *unread = &c->facts->unread.at[i];
        add(c, list, wh_unread_what_name(unread->what), wh_unread_reason_name(unread->reason), unread, 1);
    }
    for (unsigned id = 0; list && id < WH_CUT_COUNT; id++) {
        wh_left_out cut = wh_cut_of(c, (wh_cut_id)id);
        if (cut.count) add(c, list, cut.what, cut.reason, &(wh_unread){.span = cut.span}, cut.count);
    }
    if (list && wh_memory_ran_out(c))
        add(c, list, wh_unread_what_name(WH_UNREAD_REST), wh_unread_reason_name(WH_UNREAD_BECAUSE_NO_MEMORY),
            &(wh_unread){.span = {0, 0}}, 1);
    return list;
}
