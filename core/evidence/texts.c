/* A text of the mail: what its reader sees of it, and where that leads. */
#include "evidence/evidence.h"

void wh_read_content(wh_facts *facts, uint32_t index, wh_str unfolded)
{
    wh_content *content = &facts->contents.at[index];
    wh_anchors anchors = {0};
    if (content->page) {
        wh_buf visible;
        wh_buf_init(&visible, facts->env->arena);
        content->turned = wh_parse_html(facts->env, content->utf8, &anchors, &visible);
        content->visible = wh_buf_str(&visible);
    } else {
        content->visible = unfolded;
        wh_parse_plain(facts->env, unfolded, &anchors);
    }
    content->visible = wh_within_bound(facts, content->visible);
    wh_add_links(facts, index, &anchors);
}

void wh_add_made_text(wh_facts *facts, uint32_t part, wh_str utf8, bool page)
{
    wh_str body = facts->parts.at[part].body;
    wh_text bytes = {.bytes = utf8};
    for (uint32_t i = 0; i < facts->contents.n; i++) {
        const wh_content *other = &facts->contents.at[i];
        if (other->page == page && wh_eq(wh_trim(other->utf8), wh_trim(utf8))) return;
    }
    wh_piece *all = wh_push(facts->env->arena, &bytes.pieces);
    wh_content *content = all ? wh_push(facts->env->arena, &facts->contents) : NULL;
    if (!content) return;
    *all = (wh_piece){.made = true, .width = (uint16_t)(body.n < UINT16_MAX ? body.n : UINT16_MAX)};
    *content = (wh_content){.part = part, .bytes = bytes, .utf8 = utf8, .page = page};
    wh_read_content(facts, facts->contents.n - 1, utf8);
}
