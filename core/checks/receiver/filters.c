/* What filters on the way said: stamps in the subject, spam flags, and the results that servers claim to have
 * found. A field counts only where the reader's own side wrote it: above the handover, under its own name
 * (RFC 8601 1.2, 5). */
#include "checks/common.h"
#include "checks/receiver/filters.h"
#include "evidence/lists.h"

static void check_subject(wh_case *c)
{
    wh_str subject = wh_trim(c->facts->who.subject);
    /* Replies and forwards carry the stamp after their own prefix. */
    for (unsigned i = 0; i < 4; i++) {
        if (!wh_starts_nocase(subject, WH_LIT("Re:")) && !wh_starts_nocase(subject, WH_LIT("Fw:")) &&
            !wh_starts_nocase(subject, WH_LIT("Fwd:")))
            break;
        subject = wh_trim(wh_from(subject, wh_find_byte(subject, ':', 0) + 1));
    }
    wh_str stamp = wh_listed_start(&wh_subject_stamps, subject);
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
