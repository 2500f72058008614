/* How much of a mail's words is judged. */
#include "base/limits.h"
#include "evidence/evidence.h"

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
