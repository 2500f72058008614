/* The links of a text, each with its place in the source. */
#include "base/limits.h"
#include "evidence/evidence.h"

/* Where a link stands in the source: the address is looked for, onwards from the last one, in the decoded
 * bytes of the part (it is ASCII in every charset that mail uses), and from there back through the transfer
 * encoding. */
static wh_span link_span(const wh_facts *facts, const wh_content *content, wh_str body, wh_str at,
                         size_t *from, uint32_t *misses)
{
    size_t hit = at.n && *misses < WH_MAX_LINK_MISSES ? wh_find(content->bytes.bytes, at, *from) : WH_NONE_AT;
    if (hit == WH_NONE_AT) (*misses)++;
    if (hit == WH_NONE_AT) return wh_fact_span(facts, body);
    *from = hit + at.n;
    wh_span inner = wh_text_span(&content->bytes, wh_sub(content->bytes.bytes, hit, hit + at.n));
    return wh_fact_span(facts, wh_sub(body, inner.start, inner.end));
}

/* Whether the i-th link of a text is looked at: decoys in one text do not use up the first links of the next.
 */
static bool has_room(const wh_facts *facts, uint32_t i)
{
    uint32_t most = WH_MAX_LINKS + WH_MAX_LINKS_UNSEEN;
    return facts->links.n < most || (i < WH_MAX_LINKS_FIRST && facts->links.n < most + WH_MAX_LINKS_MORE);
}

void wh_add_links(wh_facts *facts, uint32_t content_index, const wh_anchors *anchors)
{
    const wh_content *content = &facts->contents.at[content_index];
    wh_str body = facts->parts.at[content->part].body;
    size_t from = 0;
    uint32_t misses = 0;
    for (uint32_t i = 0; i < anchors->n; i++) {
        if (!has_room(facts, i)) {
            wh_note_cut(facts->env, WH_CUT_LINKS, body);
            return;
        }
        wh_link *link = wh_push(facts->env->arena, &facts->links);
        if (!link) return;
        link->anchor = anchors->at[i];
        link->content = content_index;
        link->domain = -1;
        wh_parse_uri(facts->env, link->anchor.href, &link->uri);
        link->span = link_span(facts, content, body, link->anchor.at, &from, &misses);
    }
}
