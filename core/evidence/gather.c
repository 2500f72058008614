/* The order in which facts are gathered. */
#include "base/limits.h"
#include "evidence/evidence.h"

wh_span wh_fact_span(const wh_facts *facts, wh_str slice)
{
    return wh_outer_span(facts, wh_text_span(&facts->paste.text, slice));
}

wh_span wh_field_span(const wh_facts *facts, uint32_t field)
{
    if (field >= facts->fields.n) return (wh_span){0, 0};
    const wh_field *f = &facts->fields.at[field];
    size_t end = f->whole.n; /* the line end belongs to the field, but not to what is shown of it */
    while (end && (f->whole.p[end - 1] == '\n' || f->whole.p[end - 1] == '\r')) end--;
    return wh_fact_span(facts, wh_sub(f->whole, 0, end));
}

/* A draft or a sent item has no header that came by mail: what stands there are Outlook's own properties, a piece of what a header tells. */
static void mark_container(wh_facts *facts)
{
    if (facts->options->from_msg && facts->hops.n == 0) facts->paste.kind = WH_SOURCE_FRAGMENT;
    if (facts->options->incomplete && !facts->outer)
        wh_note_unread(facts, (wh_unread){WH_UNREAD_PART, WH_UNREAD_BECAUSE_BROKEN, WH_ABSENT, WH_ABSENT, wh_fact_span(facts, facts->paste.head)});
}

void wh_gather_mail(wh_facts *facts)
{
    wh_parse_paste(facts->env, facts->source, &facts->paste);
    wh_parse_fields(facts->env, facts->paste.head, &facts->fields);
    wh_gather_identities(facts);
    wh_gather_recipients(facts);
    wh_gather_hops(facts);
    mark_container(facts);
    wh_gather_handover(facts);
    wh_gather_parts(facts);
    wh_gather_targets(facts);
    wh_gather_domains(facts);
}

void wh_gather(wh_env *env, wh_str source, const wh_options *options, wh_facts *facts)
{
    *facts = (wh_facts){.env = env, .reading = env, .options = options, .source = source, .handover = {.hop = -1}};
    wh_gather_mail(facts);
}
