/* The order in which facts are gathered. */
#include "evidence/evidence.h"

/* A draft or a sent item has no header that came by mail: what is there are Outlook's own properties, a
 * fraction of what a header tells. */
static void mark_container(wh_facts *facts)
{
    if (facts->options->from_msg && facts->hops.n == 0) facts->paste.kind = WH_SOURCE_FRAGMENT;
    if (facts->options->incomplete && !facts->outer)
        wh_note_unread(facts, (wh_unread){WH_UNREAD_PART, WH_UNREAD_BECAUSE_BROKEN, WH_ABSENT, WH_ABSENT,
                                          wh_fact_span(facts, facts->paste.head)});
}

static void gather_fields(wh_facts *facts)
{
    if (facts->outer) wh_parse_enclosed(facts->env, facts->source, &facts->paste);
    else wh_parse_paste(facts->env, facts->source, &facts->paste);
    wh_parse_fields(facts->env, facts->paste.head, &facts->fields);
}

void wh_gather_mail(wh_facts *facts)
{
    gather_fields(facts);
    wh_gather_list_fields(facts);
    wh_gather_identities(facts);
    wh_gather_recipients(facts);
    wh_gather_hops(facts);
    mark_container(facts);
    wh_gather_handover(facts);
    wh_gather_parts(facts);
    wh_gather_targets(facts);
    wh_gather_pictures(facts);
    wh_gather_domains(facts);
}

static wh_facts start(wh_env *env, wh_str source, const wh_options *options)
{
    return (wh_facts){.env = env,
                      .reading = env,
                      .options = options,
                      .source = source,
                      .handover = {.hop = -1},
                      .list = {.hop = -1}};
}

void wh_gather(wh_env *env, wh_str source, const wh_options *options, wh_facts *facts)
{
    *facts = start(env, source, options);
    wh_gather_mail(facts);
}

void wh_gather_texts(wh_env *env, wh_str source, const wh_options *options, wh_facts *facts)
{
    *facts = start(env, source, options);
    gather_fields(facts);
    wh_gather_parts(facts);
    wh_gather_pictures(facts);
}
