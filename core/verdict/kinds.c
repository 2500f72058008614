/* What kind of mail it is: for an accused mail by what accuses it, for others by their form. */
#include "checks/bounce.h"
#include "checks/common.h"
#include "verdict/verdict.h"

wh_str wh_kind_name(wh_mail_kind kind)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_MAIL_KINDS(X)
#undef X
    };
    return names[kind];
}

/* Which kind a finding speaks for. Findings that are not listed speak for none: a bad path can be anybody's.
 */
wh_mail_kind wh_kind_of_finding(wh_finding_id id)
{
    switch (id) {
#define K(kind, name)                                                                                        \
    case WH_F_##name:                                                                                        \
        return WH_MAIL_##kind;
#include "verdict/kinds.def"
#undef K
    default: return WH_MAIL_UNKNOWN;
    }
}

bool wh_is_normal_in(wh_mail_kind kind, wh_finding_id id)
{
    if (kind != WH_MAIL_BOUNCE) return false;
    switch (id) {
#define NORMAL_IN_BOUNCE(name) case WH_F_##name:
#include "verdict/normal.def"
#undef NORMAL_IN_BOUNCE
        return true;
    default: return false;
    }
}

static bool raised(const wh_case *c, wh_finding_id id)
{
    for (uint32_t i = 0; i < c->findings.n; i++)
        if (c->findings.at[i].id == id) return true;
    return false;
}

/* Words that a report of a full or closed mailbox has too, beside a link that it has not. */
static bool lures(const wh_case *c)
{
    return (raised(c, WH_F_TEXT_CREDENTIALS) || raised(c, WH_F_TEXT_LOCKED)) &&
           (raised(c, WH_F_ONLY_LINK) || raised(c, WH_F_LINKS_PLAIN_HTTP));
}

/* Something other than the form speaks of a forger or a fraud: a report's form around a lure excuses nothing.
 */
static bool accused(const wh_case *c)
{
    for (uint32_t i = 0; i < c->findings.n; i++) {
        const wh_finding *f = &c->findings.at[i];
        if (wh_points_of(f) <= 0 || wh_is_normal_in(WH_MAIL_BOUNCE, f->id)) continue;
        if (f->severity <= WH_MEDIUM || wh_kind_of_finding(f->id) != WH_MAIL_UNKNOWN) return true;
    }
    return lures(c);
}

wh_mail_kind wh_kind_by_form(const wh_case *c)
{
    if (c->facts->paste.kind == WH_SOURCE_FRAGMENT) return WH_MAIL_UNKNOWN;
    if (raised(c, WH_F_DELIVERY_REPORT)) return accused(c) ? WH_MAIL_UNKNOWN : WH_MAIL_BOUNCE;
    if (wh_has_list_fields(c->facts) &&
        !wh_field_named(&c->facts->fields, WH_LIT("List-Unsubscribe-Post"), 0))
        return WH_MAIL_LIST;
    if (wh_field_named(&c->facts->fields, WH_LIT("List-Unsubscribe"), 0) || raised(c, WH_F_BULK_FIELDS))
        return WH_MAIL_BULK;
    return WH_MAIL_UNKNOWN;
}

wh_mail_kind wh_kind_of(const wh_case *c, const wh_verdict *verdict, wh_mail_kind form)
{
    int said[WH_MAIL_KIND_COUNT] = {0};
    wh_mail_kind most = WH_MAIL_UNKNOWN;
    if (verdict->score < WH_SCORE_UNCLEAR) return form == WH_MAIL_UNKNOWN ? WH_MAIL_GENUINE : form;
    for (uint32_t i = 0; i < verdict->findings.n; i++) {
        const wh_finding *f = &c->findings.at[verdict->findings.at[i]];
        int points = wh_points_of(f);
        if (points > 0) said[wh_kind_of_finding(f->id)] += points;
    }
    for (uint32_t kind = WH_MAIL_FORGED; kind <= WH_MAIL_SCAM; kind++)
        if (said[kind] > said[most] || (most == WH_MAIL_UNKNOWN && said[kind] > 0)) most = (wh_mail_kind)kind;
    /* A domain and a name that are claimed are both a pretended sender, whatever the words are after. */
    bool named = said[WH_MAIL_FORGED] > 0 && said[WH_MAIL_IMPERSONATION] > 0;
    if (named && said[WH_MAIL_FORGED] + said[WH_MAIL_IMPERSONATION] > said[most])
        most = said[WH_MAIL_FORGED] >= said[WH_MAIL_IMPERSONATION] ? WH_MAIL_FORGED : WH_MAIL_IMPERSONATION;
    /* where nothing accuses it by name, an unclear mail is still the kind that its form says */
    return most == WH_MAIL_UNKNOWN && verdict->score < WH_SCORE_SUSPICIOUS ? form : most;
}
