/* What was not read, and why: nothing is passed over without a word. */
#include "base/limits.h"
#include "evidence/evidence.h"

wh_str wh_unread_what_name(wh_unread_what what)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_UNREAD_WHATS(X)
#undef X
    };
    return names[what];
}

wh_str wh_unread_reason_name(wh_unread_reason reason)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_UNREAD_REASONS(X)
#undef X
    };
    return names[reason];
}

void wh_note_unread(wh_facts *facts, wh_unread unread)
{
    for (uint32_t i = 0; i < facts->unread.n; i++) {
        const wh_unread *other = &facts->unread.at[i];
        if (other->what == unread.what && other->reason == unread.reason && other->span.start == unread.span.start &&
            other->span.end == unread.span.end)
            return;
    }
    if (facts->unread.n >= WH_MAX_UNREAD) {
        wh_note_cut(facts->env, WH_CUT_UNREAD, WH_ABSENT);
        return;
    }
    wh_unread *one = wh_push(facts->env->arena, &facts->unread);
    if (one) *one = unread;
}
