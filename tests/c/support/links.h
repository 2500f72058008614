/* Links found in a text, as one line each: "kind href [text]". */
#ifndef WHENCE_TESTS_LINKS_H
#define WHENCE_TESTS_LINKS_H

#include "support/exact.h"

#include "parse/parse.h"

/* Where each address stands must lie in the text that was parsed; those that a page shows as text stand in
 * what it shows. */
static inline void check_links(wh_str text, const wh_anchors *links)
{
    uintptr_t start = (uintptr_t)text.p;
    bool page = wh_find_byte(text, '<', 0) != WH_NONE_AT;
    for (uint32_t i = 0; i < links->n; i++) {
        uintptr_t at = (uintptr_t)links->at[i].at.p;
        if (wh_absent(links->at[i].at) || (page && links->at[i].kind == WH_LINK_PLAIN)) continue;
        assert_true(at >= start && at + links->at[i].at.n <= start + text.n);
        assert_true(links->at[i].href.n > 0);
    }
}

static inline wh_str listed(wh_arena *arena, const wh_anchors *links)
{
    static const wh_str kinds[] = {{"anchor", 6}, {"plain", 5}, {"image", 5}, {"form", 4}, {"other", 5}};
    wh_buf buf;
    wh_buf_init(&buf, arena);
    for (uint32_t i = 0; i < links->n; i++) {
        const wh_anchor *link = &links->at[i];
        if (i) wh_put_byte(&buf, '\n');
        wh_put(&buf, kinds[link->kind]);
        wh_put_byte(&buf, ' ');
        wh_put(&buf, link->href);
        if (wh_absent(link->text)) continue;
        wh_put(&buf, WH_LIT(" ["));
        wh_put(&buf, link->text);
        wh_put_byte(&buf, ']');
    }
    return wh_buf_str(&buf);
}

#endif
