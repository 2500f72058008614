/* What was not read, and why: nothing is passed over in silence. */
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
        if (other->what == unread.what && other->reason == unread.reason &&
            other->span.start == unread.span.start && other->span.end == unread.span.end)
            return;
    }
    if (facts->unread.n >= WH_MAX_UNREAD) {
        wh_note_cut(facts->env, WH_CUT_UNREAD, WH_ABSENT);
        return;
    }
    wh_unread *one = wh_push(facts->env->arena, &facts->unread);
    if (one) *one = unread;
}

wh_str wh_within_bound(wh_facts *facts, wh_str visible)
{
    size_t room = WH_MAX_VISIBLE - facts->visible_bytes, n = visible.n;
    if (n > room) {
        wh_note_cut(facts->env, WH_CUT_TEXT, WH_ABSENT);
        for (n = room; n > 0 && ((unsigned char)visible.p[n] & 0xC0) == 0x80;) n--;
    }
    facts->visible_bytes += n;
    return wh_sub(visible, 0, n);
}

size_t wh_letters(wh_str text, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < most; i++)
        n += wh_is_alnum(text.p[i]) || (unsigned char)text.p[i] >= 0x80;
    return n;
}
