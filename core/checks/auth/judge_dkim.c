/* What the signatures' results mean for the reader. */
#include "checks/auth/auth.h"

#include "checks/common.h"

static wh_finding *raise(wh_case *c, const wh_signature *s, wh_finding_id id)
{
    wh_str d = wh_tag_named(&s->tags, WH_LIT("d"));
    wh_finding *f = wh_finding_of_auth(c, id, d.n ? d : c->facts->fields.at[s->field].whole);
    wh_finding_text(c, f, "method", WH_LIT("DKIM"));
    wh_finding_text(c, f, "domain", s->d.n ? s->d : d.n ? d : WH_LIT("?"));
    wh_finding_text(c, f, "selector", s->s);
    wh_finding_text(c, f, "from", wh_from_domain(c->facts));
    return f;
}

/* ---- changes on the way ---- */

static bool repair_finding(wh_dkim_repair repair, wh_finding_id *id)
{
    switch (repair) {
    case WH_DKIM_FIX_NOTHING:
    case WH_DKIM_REPAIR_COUNT: return false;
    case WH_DKIM_FIX_FOOTER:
    case WH_DKIM_FIX_PART: *id = WH_F_DKIM_FOOTER_ADDED; return true;
    case WH_DKIM_FIX_SUBJECT: *id = WH_F_DKIM_SUBJECT_TAGGED; return true;
    case WH_DKIM_FIX_FROM: *id = WH_F_DKIM_FROM_REPLACED; return true;
    default: *id = WH_F_DKIM_RE_ENCODED; return true;
    }
}

/* A half that fails: what changed, and whether undoing something known mends it, which takes the weight off
 * it. */
static void judge_half(wh_case *c, const wh_signature *s, wh_dkim_half half, wh_dkim_repair repair,
                       wh_finding_id id)
{
    wh_finding_id undone;
    if (half != WH_HALF_BAD) return;
    wh_finding *f = raise(c, s, id);
    if (f && s->testing) f->severity = WH_INFO;
    /* A signature of somebody else's proves nothing for the author, undone changes or not. That a list put
     * its own author in place of the signed one is reported nonetheless; it excuses nothing. */
    if (!repair_finding(repair, &undone) || (!s->aligned && undone != WH_F_DKIM_FROM_REPLACED)) return;
    if (f) f->severity = WH_INFO;
    raise(c, s, undone);
}

static void judge_failure(wh_case *c, const wh_signature *s)
{
    judge_half(c, s, s->body_state, s->body_repair, WH_F_DKIM_BODY_CHANGED);
    judge_half(c, s, s->head_state, s->head_repair, WH_F_DKIM_HEADER_CHANGED);
}

/* ---- a signature that holds ---- */

/* Fields that a mail has once, and of which a reader sees the first: any beyond those signed were added by
 * somebody else. */
static void judge_copies(wh_case *c, const wh_signature *s)
{
    static const wh_str names[] = {
        WH_LIT_INIT("From"),     WH_LIT_INIT("Subject"),      WH_LIT_INIT("To"),        WH_LIT_INIT("Date"),
        WH_LIT_INIT("Reply-To"), WH_LIT_INIT("Content-Type"), WH_LIT_INIT("Message-ID")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t signed_n = 0;
        for (uint32_t k = 0; k < s->names.n; k++) signed_n += wh_eq_nocase(s->names.at[k], names[i]);
        const wh_field *first = wh_field_named(&c->facts->fields, names[i], 0);
        if (signed_n == 0 || !first || !wh_field_named(&c->facts->fields, names[i], signed_n)) continue;
        wh_finding *f = wh_finding_of_auth(c, WH_F_DKIM_UNSIGNED_COPY, first->whole);
        wh_finding_text(c, f, "field", names[i]);
        wh_finding_text(c, f, "domain", s->d);
    }
}

static void judge_pass(wh_case *c, const wh_signature *s)
{
    raise(c, s, s->aligned ? WH_F_DKIM_PASS : WH_F_DKIM_OTHER_DOMAIN);
    if (s->testing) raise(c, s, WH_F_DKIM_TESTING);
    if (s->expired_since) raise(c, s, WH_F_DKIM_EXPIRED_SINCE);
    if (s->unsigned_bytes)
        wh_finding_number(c, raise(c, s, WH_F_DKIM_UNSIGNED_TAIL), "bytes",
                          (int64_t)(s->unsigned_bytes & INT64_MAX));
    int64_t days = wh_days_late(c, s);
    if (days) {
        wh_finding *f = raise(c, s, WH_F_DKIM_OLD_SIGNATURE);
        wh_finding_number(c, f, "days", days);
        wh_finding_slice(c, f, wh_handover_hop(c->facts)->date.raw);
    }
    judge_copies(c, s);
}

/* ---- the rest ---- */

static void judge_key(wh_case *c, const wh_signature *s)
{
    int64_t days = wh_age_days(c->facts);
    bool old = wh_keys_may_be_gone(c->facts);
    wh_finding *f;
    switch (s->reason) {
    case WH_DKIM_NO_KEY:
        f = raise(c, s, old ? WH_F_DKIM_KEY_GONE : WH_F_DKIM_KEY_MISSING);
        wh_finding_number(c, f, "days", days < 0 ? 0 : days);
        break;
    case WH_DKIM_REVOKED:
        f = raise(c, s, WH_F_DKIM_KEY_REVOKED);
        if (f && old) f->severity = WH_INFO;
        break;
    case WH_DKIM_WEAK_KEY: wh_finding_number(c, raise(c, s, WH_F_DKIM_WEAK_KEY), "bits", s->key_bits); break;
    case WH_DKIM_WEAK_ALGORITHM: raise(c, s, WH_F_DKIM_OLD_ALGORITHM); break;
    case WH_DKIM_EXPIRED: raise(c, s, WH_F_DKIM_EXPIRED); break;
    case WH_DKIM_KEY_SYNTAX:
    case WH_DKIM_KEY_VERSION:
    case WH_DKIM_KEY_HASH:
    case WH_DKIM_KEY_SERVICE:
    case WH_DKIM_KEY_TYPE: raise(c, s, WH_F_DKIM_KEY_UNUSABLE); break;
    default: raise(c, s, WH_F_DKIM_UNREADABLE); break;
    }
}

static void judge_not_evaluated(wh_case *c, const wh_signature *s)
{
    if (s->reason == WH_DKIM_BODY_MISSING || s->reason == WH_DKIM_BODY_DAMAGED)
        raise(c, s,
              s->head_state == WH_HALF_GOOD && s->aligned ? WH_F_DKIM_HEADER_VERIFIED
                                                          : WH_F_DKIM_CANNOT_TELL);
    else if (s->reason == WH_DKIM_HEAD_DAMAGED || s->reason == WH_DKIM_HOST)
        raise(c, s, WH_F_DKIM_CANNOT_TELL);
}

void wh_judge_dkim(wh_case *c)
{
    const wh_dkim *dkim = c->results->dkim;
    for (uint32_t i = 0; i < dkim->signatures.n; i++) {
        const wh_signature *s = &dkim->signatures.at[i];
        switch (s->result) {
        case WH_AUTH_PENDING: break;
        case WH_NOT_EVALUATED: judge_not_evaluated(c, s); break;
        case WH_AUTH_PASS: judge_pass(c, s); break;
        case WH_AUTH_FAIL: judge_failure(c, s); break;
        case WH_AUTH_TEMPERROR: raise(c, s, WH_F_AUTH_NO_ANSWER); break;
        default: judge_key(c, s); break;
        }
    }
}
