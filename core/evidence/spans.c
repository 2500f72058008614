/* Where something is in the source of the whole mail, also from inside an enclosed one. */
#include "evidence/evidence.h"

/* The place in the mail's own text of what stands in a multipart that was decoded whole. */
static wh_str undecoded(const wh_facts *facts, wh_str slice)
{
    for (uint32_t i = facts->unpacked.n; i-- > 0;) { /* what is in another one comes after it */
        const wh_part *part = &facts->parts.at[facts->unpacked.at[i]];
        uintptr_t start = (uintptr_t)part->unpacked->bytes.p, at = (uintptr_t)slice.p;
        if (wh_absent(slice) || at < start || at > start + part->unpacked->bytes.n) continue;
        wh_span inner = wh_text_span(part->unpacked, slice);
        slice = wh_sub(part->body, inner.start, inner.end);
    }
    return slice;
}

wh_span wh_outer_span(const wh_facts *facts, wh_span span)
{
    for (; facts->outer; facts = facts->outer) {
        if (span.end <= span.start) return (wh_span){0, 0};
        wh_span in_carrier = wh_text_span(&facts->carried, wh_sub(facts->source, span.start, span.end));
        wh_str place = wh_sub(facts->carrier, in_carrier.start, in_carrier.end);
        span = wh_text_span(&facts->outer->paste.text, undecoded(facts->outer, place));
    }
    return span;
}

wh_span wh_fact_span(const wh_facts *facts, wh_str slice)
{
    return wh_outer_span(facts, wh_text_span(&facts->paste.text, undecoded(facts, slice)));
}

wh_span wh_field_span(const wh_facts *facts, uint32_t field)
{
    if (field >= facts->fields.n) return (wh_span){0, 0};
    const wh_field *f = &facts->fields.at[field];
    size_t end = f->whole.n; /* the line end belongs to the field, but not to what is shown of it */
    while (end && (f->whole.p[end - 1] == '\n' || f->whole.p[end - 1] == '\r')) end--;
    return wh_fact_span(facts, wh_sub(f->whole, 0, end));
}

wh_span wh_part_span(const wh_facts *facts, const wh_part *part)
{
    wh_str head = part->fields.n ? part->fields.at[0].whole : part->body;
    wh_span from = wh_fact_span(facts, head), to = wh_fact_span(facts, part->body);
    return to.end > from.start ? (wh_span){from.start, to.end} : from;
}
