/* The Received fields, newest first, and the time between them: RFC 5321 4.4. */
#include "base/limits.h"
#include "evidence/evidence.h"

/* ---- fields that a converter ran together ---- */

/* The line begins, in the source too, with what begins a Received field: a server that folds its field
 * indents (RFC 5322 2.2.3), and no client can put a line end into a name. */
static bool begins_field(const wh_facts *facts, wh_str value, size_t at)
{
    wh_str rest = wh_from(value, at);
    if (!wh_starts_nocase(rest, WH_LIT("from ")) && !wh_starts_nocase(rest, WH_LIT("by ")) &&
        !wh_starts_nocase(rest, WH_LIT("(qmail ")))
        return false;
    wh_span span = wh_text_span(&facts->paste.text, wh_sub(rest, 0, 1));
    return span.start > 0 &&
           (facts->source.p[span.start - 1] == '\n' || facts->source.p[span.start - 1] == '\r');
}

/* What stands before it is a field to its end: after its last semicolon there is a date. */
static bool ends_field(wh_str part)
{
    wh_date date = {0};
    part = wh_sub(part, part.n > 100 ? part.n - 100 : 0, part.n);
    size_t semicolon = wh_rfind_byte(part, ';');
    if (semicolon != WH_NONE_AT) wh_parse_date(wh_trim(wh_from(part, semicolon + 1)), &date);
    return date.ok;
}

/* Where the first of several fields in value ends; its length when there is one. */
static size_t first_field(const wh_facts *facts, wh_str value)
{
    for (size_t at = wh_find_byte(value, '\n', 0); at != WH_NONE_AT; at = wh_find_byte(value, '\n', at + 1)) {
        size_t next = at + 1;
        while (next < value.n && wh_is_space(value.p[next])) next++;
        if (next < value.n && begins_field(facts, value, next) && ends_field(wh_sub(value, 0, at)))
            return next;
    }
    return value.n;
}

static void note_merged(wh_facts *facts, wh_str part)
{
    wh_repair *repair = NULL;
    for (uint32_t i = 0; i < facts->paste.repairs.n; i++)
        if (facts->paste.repairs.at[i].id == WH_REPAIR_MERGED) repair = &facts->paste.repairs.at[i];
    if (!repair) repair = wh_push(facts->env->arena, &facts->paste.repairs);
    if (!repair) return;
    repair->id = WH_REPAIR_MERGED;
    repair->count++;
    wh_span *span = repair->spans.n < WH_MAX_SPANS ? wh_push(facts->env->arena, &repair->spans) : NULL;
    if (span) *span = wh_text_span(&facts->paste.text, part);
}

/* ---- hops ---- */

#define USUAL_HOPS 8u /* what most mails have at most: room for them at once, for a hop is large */

static void add_hop(wh_facts *facts, uint32_t field, wh_str value)
{
    if (facts->hops.n >= WH_MAX_HOPS) {
        wh_note_cut(facts->env, WH_CUT_HOPS, value);
        return;
    }
    wh_hop *hop = wh_push(facts->env->arena, &facts->hops);
    if (!hop) return;
    hop->field = field;
    hop->side = WH_SIDE_CLAIMED;
    wh_parse_received(facts->env, value, &hop->r);
    hop->names_checked = wh_checks_reverse_names(&hop->r);
}

static void add_field(wh_facts *facts, uint32_t field)
{
    wh_str rest = facts->fields.at[field].value;
    size_t end = first_field(facts, rest);
    for (; end < rest.n && facts->hops.n < WH_MAX_HOPS; end = first_field(facts, rest)) {
        add_hop(facts, field, wh_trim(wh_sub(rest, 0, end)));
        rest = wh_from(rest, end);
        note_merged(facts, wh_trim(rest));
    }
    add_hop(facts, field, rest);
}

/* A line that lost its field name and never had an indentation: below a Received field it is the next one. */
static bool add_nameless(wh_facts *facts, uint32_t field)
{
    wh_received r;
    wh_str value = wh_trim(facts->fields.at[field].whole);
    if (facts->fields.at[field].name.n ||
        !(wh_starts_nocase(value, WH_LIT("from ")) || wh_starts_nocase(value, WH_LIT("by "))))
        return false;
    wh_parse_received(facts->env, value, &r);
    if (r.by.n == 0 || !r.date.ok) return false;
    add_hop(facts, field, value);
    note_merged(facts, value);
    return true;
}

void wh_gather_hops(wh_facts *facts)
{
    bool trace = false;
    wh_reserve(facts->env->arena, &facts->hops, USUAL_HOPS);
    for (uint32_t i = 0; i < facts->fields.n; i++) {
        bool named = wh_eq_nocase(facts->fields.at[i].name, WH_LIT("Received"));
        if (named) add_field(facts, i);
        trace = named || (trace && add_nameless(facts, i));
    }
    const wh_date *before = NULL;
    for (uint32_t i = facts->hops.n; i-- > 0;) {
        wh_hop *hop = &facts->hops.at[i];
        if (!hop->r.date.ok) continue;
        if (before) {
            hop->has_delay = true;
            hop->delay_ms = hop->r.date.ms - before->ms;
        }
        before = &hop->r.date;
    }
}
