/* The shape of the paste and of the header as a whole: what was repaired, what is doubled or missing. RFC
 * 5322 3.6. */
#include "checks/common.h"

static void report_repairs(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->paste.repairs.n; i++) {
        const wh_repair *repair = &c->facts->paste.repairs.at[i];
        wh_finding *f = wh_finding_add(c, WH_F_PASTE_REPAIRED);
        wh_finding_text(c, f, "repair", wh_repair_name(repair->id));
        wh_finding_number(c, f, "count", repair->count);
        for (uint32_t k = 0; k < repair->spans.n; k++) wh_finding_span(c, f, repair->spans.at[k]);
    }
}

static void find_doubled(wh_case *c, wh_str name, uint32_t count, wh_finding_id id)
{
    if (count < 2) return;
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "name", name);
    wh_finding_number(c, f, "count", count);
    for (uint32_t i = 0; i < c->facts->fields.n; i++)
        if (wh_eq_nocase(c->facts->fields.at[i].name, name))
            wh_finding_span(c, f, wh_field_span(c->facts, i));
}

/* A structure that mail programs read differently: what one shows, another hides, and a filter may never
 * see. */
static void report_structure(wh_case *c)
{
    const uint32_t evasive =
        WH_MIME_BIT(BOUNDARY) | WH_MIME_BIT(CLOSED_EARLY) | WH_MIME_BIT(ENCODED) | WH_MIME_BIT(DOUBLED);
    for (uint32_t i = 0; i < c->facts->parts.n; i++) {
        const wh_part *part = &c->facts->parts.at[i];
        for (uint32_t k = 0; k < WH_MIME_DAMAGE_COUNT; k++) {
            uint32_t bit = 1u << k;
            if (!(part->damage & bit)) continue;
            wh_finding *f = wh_finding_add(c, bit & evasive ? WH_F_MIME_EVASIVE : WH_F_MIME_DAMAGED);
            wh_finding_text(c, f, "damage", wh_mime_damage_name((wh_mime_damage)k));
            wh_finding_slice(c, f, wh_sub(part->body, 0, 200));
        }
    }
}

static wh_span whole_head(const wh_facts *facts) { return wh_fact_span(facts, facts->paste.head); }

static wh_span whole(const wh_facts *facts)
{
    return (wh_span){0, facts->source.n < UINT32_MAX ? (uint32_t)facts->source.n : UINT32_MAX};
}

void wh_check_format(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_identities *who = &facts->who;
    report_repairs(c);
    report_structure(c);
    find_doubled(c, WH_LIT("From"), who->from_fields, WH_F_FROM_DOUBLED);
    find_doubled(c, WH_LIT("Subject"), who->subject_fields, WH_F_FIELD_DOUBLED);
    find_doubled(c, WH_LIT("Date"), who->date_fields, WH_F_FIELD_DOUBLED);
    find_doubled(c, WH_LIT("Message-ID"), who->message_id_fields, WH_F_FIELD_DOUBLED);
    if (facts->options->from_msg && (!facts->outer || !facts->outer->options->from_msg)) {
        bool bare = facts->paste.kind == WH_SOURCE_FRAGMENT;
        wh_finding_span(c, wh_finding_add(c, bare ? WH_F_FROM_MSG_BARE : WH_F_FROM_MSG), whole_head(facts));
        if (bare) return;
    }
    if (facts->paste.kind == WH_SOURCE_FRAGMENT) {
        bool shown = facts->fields.n == 0 && facts->contents.n && facts->contents.at[0].page;
        wh_finding_id id = shown ? WH_F_ONLY_SHOWN : WH_F_ONLY_FRAGMENT;
        wh_finding_span(c, wh_finding_add(c, id), shown ? whole(facts) : whole_head(facts));
        return;
    }
    if (who->from_fields == 0) wh_finding_span(c, wh_finding_add(c, WH_F_FROM_MISSING), whole_head(facts));
    if (who->date_fields == 0) wh_finding_span(c, wh_finding_add(c, WH_F_DATE_MISSING), whole_head(facts));
    if (facts->hops.n == 0) wh_finding_span(c, wh_finding_add(c, WH_F_NO_HOPS), whole_head(facts));
    if (wh_absent(facts->paste.body)) wh_finding_span(c, wh_finding_add(c, WH_F_NO_BODY), whole_head(facts));
}
