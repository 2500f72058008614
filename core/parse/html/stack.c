/* The elements that are open at a place of an HTML text: just enough of the tree construction (HTML Living
 * Standard 13.2.6) to know where a hidden element ends, with end tags missing, misplaced or never opened. */
#include "parse/html/html.h"
#include "base/limits.h"

static const struct {
    wh_str name;
    uint8_t kind;
    bool formats;
} elements[] = {
#define X(id, name, kind, formats) {{name, sizeof(name) - 1}, WH_##kind, formats},
    WH_ELEMENTS(X)
#undef X
};

wh_element wh_element_named(wh_str name)
{
    char lower[12];
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < name.n; i++) {
        char c = wh_lower(name.p[i]);
        if (i < sizeof lower) lower[i] = c;
        hash = (hash ^ (unsigned char)c) * 16777619u;
    }
    size_t low = 0, high = name.n <= sizeof lower ? WH_EL_COUNT : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = wh_compare((wh_str){lower, name.n}, elements[middle].name);
        if (order == 0) return (wh_element)middle;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return hash | 0x80000000u;
}

wh_element_kind wh_element_kind_of(wh_element element)
{
    return element < WH_EL_COUNT ? (wh_element_kind)elements[element].kind : WH_INLINE;
}

static bool formats(wh_element element) { return element < WH_EL_COUNT && elements[element].formats; }

/* ---- where the search for an open element stops ---- */

static bool is_cell(wh_element e) { return e == WH_EL_TD || e == WH_EL_TH || e == WH_EL_CAPTION; }
static bool is_table_part(wh_element e)
{
    return is_cell(e) || e == WH_EL_TR || e == WH_EL_TBODY || e == WH_EL_THEAD || e == WH_EL_TFOOT ||
           e == WH_EL_TABLE;
}
static bool is_list(wh_element e)
{
    return e == WH_EL_UL || e == WH_EL_OL || e == WH_EL_MENU || e == WH_EL_DIR || e == WH_EL_DL;
}

static size_t counter_of(wh_element element) { return element < WH_EL_COUNT ? element : WH_EL_COUNT; }

/* The topmost level of this element that is in scope; WH_HTML_DEPTH when there is none. */
static uint32_t find_level(const wh_elements *open, wh_element element)
{
    if (open->open[counter_of(element)] == 0) return WH_HTML_DEPTH;
    for (uint32_t i = open->n; i-- > 0;) {
        wh_element at = open->at[i].element;
        if (at == element) return i;
        if (at == WH_EL_TABLE && element != WH_EL_BODY && element != WH_EL_HTML) break;
        if (is_cell(at) && !is_table_part(element)) break;
        if (is_list(at) && (element == WH_EL_LI || element == WH_EL_DD || element == WH_EL_DT)) break;
        if (at == WH_EL_BUTTON && element == WH_EL_P) break;
    }
    return WH_HTML_DEPTH;
}

/* Closes everything from that level up. */
static void cut(wh_elements *open, uint32_t level)
{
    if (level >= WH_HTML_DEPTH) return;
    while (open->n > level) open->open[counter_of(open->at[--open->n].element)]--;
}

void wh_close_implied(wh_elements *open, wh_element element)
{
    switch (element) {
    case WH_EL_LI:
    case WH_EL_OPTION: cut(open, find_level(open, element)); break;
    case WH_EL_DD:
    case WH_EL_DT:
        cut(open, find_level(open, WH_EL_DD));
        cut(open, find_level(open, WH_EL_DT));
        break;
    case WH_EL_TD:
    case WH_EL_TH:
        cut(open, find_level(open, WH_EL_TD));
        cut(open, find_level(open, WH_EL_TH));
        break;
    case WH_EL_TBODY:
    case WH_EL_THEAD:
    case WH_EL_TFOOT:
        cut(open, find_level(open, WH_EL_TBODY));
        cut(open, find_level(open, WH_EL_THEAD));
        cut(open, find_level(open, WH_EL_TFOOT));
        break;
    case WH_EL_TR: cut(open, find_level(open, WH_EL_TR)); break;
    default: break;
    }
    wh_element_kind kind = wh_element_kind_of(element);
    if ((kind == WH_BLOCK && !is_table_part(element)) || element == WH_EL_HR)
        cut(open, find_level(open, WH_EL_P));
}

/* ---- how it is shown ---- */

bool wh_is_unknown_to_some(wh_element e)
{
    return e == WH_EL_TEMPLATE || e == WH_EL_DIALOG || e == WH_EL_DATALIST || e == WH_EL_OBJECT ||
           e == WH_EL_AUDIO || e == WH_EL_VIDEO || e == WH_EL_CANVAS || e == WH_EL_RP;
}

wh_element_kind wh_shown_kind(wh_element element, wh_style style)
{
    wh_element_kind kind = wh_element_kind_of(element);
    if (kind == WH_VOID || kind == WH_VOIDBLOCK || kind == WH_RAW) return kind;
    if (style.on & (WH_CSS_INLINE | WH_CSS_CONTENTS) && !(style.on & (WH_CSS_PLACED | WH_CSS_FLOATS)))
        return WH_INLINE;
    return style.on & WH_CSS_BLOCK ? WH_BLOCK : kind;
}

/* Whether it is a box that can be made too small for its text (CSS 2.2 9.7, 10.5): parts of a line and of
 * tables cannot. */
static bool is_box(wh_element element, uint32_t on)
{
    if (on & (WH_CSS_CONTENTS | WH_CSS_TABLE)) return false;
    if (on & (WH_CSS_PLACED | WH_CSS_FLOATS)) return true;
    if (on & WH_CSS_INLINE) return false;
    return on & (WH_CSS_BLOCK | WH_CSS_BOX) || element == WH_EL_BUTTON ||
           (wh_element_kind_of(element) == WH_BLOCK && !is_table_part(element));
}

static wh_look look_within(wh_look around, wh_element element, wh_style style, bool sure)
{
    static const uint32_t far = WH_CSS_CLIP | WH_CSS_FAR;
    uint32_t on = style.on;
    bool box = is_box(element, on), cut = on & WH_CSS_CUT || (sure && on & WH_CSS_SCROLL);
    around.gone |= on & WH_CSS_NONE || (on & WH_CSS_CLEAR && !(on & WH_CSS_CONTENTS));
    if (sure) /* not every program does this */
        around.gone |= (on & far && on & WH_CSS_PLACED) || (on & WH_CSS_FAR && on & WH_CSS_MOVED) ||
                       (box && on & (WH_CSS_OUT | WH_CSS_CLIP_PATH | WH_CSS_SMALL | WH_CSS_VEIL));
    if (on & WH_CSS_PLACED && !sure) around.cut = false; /* it may stand outside of what is around it */
    around.cut |= box && cut && on & WH_CSS_FLAT && !(on & (WH_CSS_ROOMY | WH_CSS_PADDED));
    if (style.invisible && style.invisible != WH_SAME) around.invisible = style.invisible > 0;
    if (style.tiny == WH_MINUTE) around.tiny = sure;
    else if (style.tiny && style.tiny != WH_SAME) around.tiny = style.tiny > 0;
    if (style.rtl) around.rtl = style.rtl > 0;
    if (style.forced) around.forced = style.forced > 0;
    return around;
}

static bool is_in_table_only(wh_element e) { return is_table_part(e) && !is_cell(e); }

/* The level that is around what is written directly into a table, outside of its cells. */
static uint32_t foster_level(const wh_elements *open)
{
    uint32_t level = open->n;
    while (level > 0 && is_in_table_only(open->at[level - 1].element))
        if (open->at[--level].element == WH_EL_TABLE) break;
    return level;
}

wh_looks wh_looks_around(const wh_elements *open, wh_element element)
{
    uint32_t level = is_table_part(element) && element != WH_EL_TABLE ? open->n : foster_level(open);
    return level ? open->at[level - 1].looks : (wh_looks){0};
}

wh_looks wh_looks_now(const wh_elements *open) { return wh_looks_around(open, WH_EL_COUNT); }

void wh_open_element(wh_elements *open, wh_element element, wh_styles style)
{
    if (open->n >= WH_HTML_DEPTH) return;
    wh_looks looks = wh_looks_around(open, element);
    looks.sure = look_within(looks.sure, element, style.sure, true);
    looks.loose = look_within(looks.loose, element, style.loose, false);
    open->at[open->n++] = (wh_level){element, style, looks};
    open->open[counter_of(element)]++;
}

wh_styles wh_close_element(wh_elements *open, wh_element element)
{
    uint32_t level = find_level(open, element);
    if (level == WH_HTML_DEPTH) return (wh_styles){0};
    wh_styles style = open->at[level].style;
    wh_level again[WH_MAX_REOPENED];
    uint32_t count = 0;
    /* "<div><b>x</div>y": y is bold. */
    if (!formats(element) && !is_table_part(element))
        for (uint32_t i = level + 1; i < open->n && count < WH_MAX_REOPENED; i++)
            if (formats(open->at[i].element) && open->at[i].element != WH_EL_A) again[count++] = open->at[i];
    cut(open, level);
    for (uint32_t i = 0; i < count; i++) wh_open_element(open, again[i].element, again[i].style);
    return style;
}
