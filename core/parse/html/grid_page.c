/* Pictures drawn by a page: by block characters, each with a colour of its own or none, and by the cells of a
 * table. */
#include "parse/html/grid.h"

typedef struct page {
    wh_canvas letters, table;
    wh_grid_line row, cells;
    wh_classes classes;
    wh_shade ink, ground; /* of the letters: what the innermost inline element says */
    bool unended[WH_EL_COUNT];
} page;

static wh_shade shade_of(page *p, const wh_markup *tag, wh_str name, wh_str attribute)
{
    wh_str places[] = {tag->attr[WH_ATTR_STYLE], wh_style_of_class(&p->classes, tag->attr[WH_ATTR_CLASS])};
    for (size_t i = 0; i < 2; i++) {
        wh_str value = wh_absent(places[i]) ? WH_ABSENT : wh_style_property(places[i], name);
        if (wh_absent(value) && !wh_absent(places[i]) && wh_eq(name, WH_LIT("background-color")))
            value = wh_style_property(places[i], WH_LIT("background"));
        if (!wh_absent(value)) return wh_read_shade(value);
    }
    return wh_absent(attribute) ? WH_SHADE_NONE : wh_read_shade(attribute);
}

static void add_cells(page *p, const wh_markup *tag)
{
    bool dark = shade_of(p, tag, WH_LIT("background-color"), tag->attr[WH_ATTR_BGCOLOR]) == WH_SHADE_DARK;
    wh_str span = wh_trim(tag->attr[WH_ATTR_COLSPAN]);
    uint32_t times = 0;
    for (size_t i = 0; i < span.n && i < 3 && wh_is_digit(span.p[i]); i++)
        times = times * 10 + (uint32_t)(span.p[i] - '0');
    for (uint32_t i = 0; i < (times ? times : 1) && i < WH_MAX_GRID; i++) wh_grid_cell(&p->cells, dark, dark);
    p->cells.blocks++;
}

/* A light block on a light ground is a gap, and a blank on a dark one a block. */
static uint32_t as_seen(const page *p, uint32_t rune)
{
    bool block = rune == 0x2588 || rune == 0x25A0 || rune == 0x2B1B, blank = rune == ' ' || rune == 0xA0;
    if (block && p->ink == WH_SHADE_LIGHT) return 0x2591;
    if (blank && p->ground == WH_SHADE_DARK) return 0x2588;
    return blank && p->ground == WH_SHADE_LIGHT ? 0x2591 : rune;
}

static void put_letters(page *p, wh_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t rune;
        size_t n = text.p[at] == '&' ? wh_entity_at(wh_from(text, at), false, &rune) : 0;
        if (n) at += n;
        else rune = wh_next_rune(text, &at, NULL);
        if (rune != '\n' && rune != '\t' && rune != '\r') wh_grid_rune(&p->row, as_seen(p, rune));
    }
}

static size_t read_tag(page *p, wh_str html, const wh_markup *tag, size_t next)
{
    wh_element element = wh_element_named(tag->name);
    wh_element_kind kind = wh_element_kind_of(element);
    if (kind == WH_RAW && !tag->closing) {
        size_t end = wh_raw_end(html, next, tag->name, element, p->unended);
        if (element == WH_EL_STYLE && p->classes.css.n == 0) p->classes.css = wh_sub(html, next, end);
        return end;
    }
    if (element == WH_EL_TD && !tag->closing) add_cells(p, tag);
    if (element == WH_EL_TR && p->cells.n) wh_grid_end_line(&p->table, &p->cells);
    if (element == WH_EL_TABLE && p->cells.n) wh_grid_end_line(&p->table, &p->cells);
    if (element == WH_EL_TABLE) wh_grid_finish(&p->table);
    if ((kind == WH_BLOCK || kind == WH_VOIDBLOCK) && (p->row.n || p->row.other))
        wh_grid_end_line(&p->letters, &p->row);
    if (kind == WH_INLINE) {
        p->ink = tag->closing ? WH_SHADE_NONE : shade_of(p, tag, WH_LIT("color"), tag->attr[WH_ATTR_COLOR]);
        p->ground = tag->closing ? WH_SHADE_NONE : shade_of(p, tag, WH_LIT("background-color"), WH_ABSENT);
    }
    return next;
}

void wh_draw_page(wh_env *env, wh_str html, wh_strs *out)
{
    page *p = wh_alloc(env->arena, sizeof *p); /* zeroed */
    if (!p) return;
    p->letters.env = p->table.env = env;
    p->letters.out = p->table.out = out;
    p->ink = p->ground = WH_SHADE_NONE;
    for (size_t at = 0; at < html.n;) {
        size_t found = wh_find_byte(html, '<', at), end = found == WH_NONE_AT ? html.n : found;
        wh_markup tag;
        put_letters(p, wh_sub(html, at, end));
        if (end == html.n) break;
        at = wh_read_markup(html, end, &tag);
        at = at == end ? at + 1 : read_tag(p, html, &tag, at);
    }
    wh_grid_end_line(&p->letters, &p->row);
    wh_grid_finish(&p->letters);
    wh_grid_end_line(&p->table, &p->cells);
    wh_grid_finish(&p->table);
}
