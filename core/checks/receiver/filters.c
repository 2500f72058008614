/* What filters on the way said: stamps in the subject, spam flags, and the results that servers claim to have
 * found. A field counts only where the reader's own side wrote it: above the handover, under its own name
 * (RFC 8601 1.2, 5). */
#include "checks/common.h"
#include "checks/receiver/filters.h"

static wh_str stamp_in(wh_str subject)
{
    static const wh_str stamps[] = {
        WH_LIT_INIT("[spam]"),
        WH_LIT_INIT("***spam***"),
        WH_LIT_INIT("*****spam*****"),
        WH_LIT_INIT("[***spam***]"),
        WH_LIT_INIT("**spam**"),
        WH_LIT_INIT("{spam?}"),
        WH_LIT_INIT("{spam}"),
        WH_LIT_INIT("(spam)"),
        WH_LIT_INIT("spam:"),
        WH_LIT_INIT("[suspected spam]"),
        WH_LIT_INIT("[bulk]"),
        WH_LIT_INIT("[junk]"),
        WH_LIT_INIT("[phishing]"),
        WH_LIT_INIT("[possible spam]"),
        WH_LIT_INIT("[spam?]"),
        WH_LIT_INIT("[probable spam]"),
        WH_LIT_INIT("[meiwaku]"),
        WH_LIT_INIT("meiwaku"),
        WH_LIT_INIT("[迷惑メール]"),
        WH_LIT_INIT("【迷惑メール】"),
        WH_LIT_INIT("迷惑メール:"),
        WH_LIT_INIT("[迷惑メールの可能性]"),
        WH_LIT_INIT("[迷惑]"),
        WH_LIT_INIT("【迷惑】"),
        WH_LIT_INIT("[スパム]"),
        WH_LIT_INIT("【スパム】"),
        WH_LIT_INIT("[フィッシング]"),
        WH_LIT_INIT("【フィッシング"),
        WH_LIT_INIT("[詐欺]"),
        WH_LIT_INIT("【詐欺"),
        WH_LIT_INIT("[迷惑メール判定]"),
        WH_LIT_INIT("<spam>"),
        WH_LIT_INIT("[warning: spam]"),
    };
    for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
        if (wh_starts_nocase(subject, stamps[i])) return wh_sub(subject, 0, stamps[i].n);
    return WH_ABSENT;
}

static void check_subject(wh_case *c)
{
    wh_str subject = wh_trim(c->facts->who.subject);
    /* Replies and forwards carry the stamp behind their own prefix. */
    for (unsigned i = 0; i < 4; i++) {
        if (!wh_starts_nocase(subject, WH_LIT("Re:")) && !wh_starts_nocase(subject, WH_LIT("Fw:")) &&
            !wh_starts_nocase(subject, WH_LIT("Fwd:")))
            break;
        subject = wh_trim(wh_from(subject, wh_find_byte(subject, ':', 0) + 1));
    }
    wh_str stamp = stamp_in(subject);
    if (stamp.n == 0) return;
    wh_finding *f = wh_finding_add(c, WH_F_SUBJECT_STAMP);
    wh_finding_text(c, f, "stamp", stamp);
    wh_finding_slice(c, f, c->facts->who.subject_raw);
    if (f) f->origin = WH_LIT("receiver");
}

void wh_check_filters(wh_case *c)
{
    check_subject(c);
    wh_check_claims(c);
    wh_check_vendors(c);
}
