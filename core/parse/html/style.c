/* Which declarations hide text (CSS 2.2 and its successors, as far as mail uses them to hide something). */
#include "parse/html/values.h"

#define FAR_AWAY 900.0 /* pixels, to the left of everything */

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void set(wh_style *look, uint32_t of, uint32_t on)
{
    look->set |= of;
    look->on = (look->on & ~of) | on;
}

static void read_display(wh_style *look, wh_str value, uint32_t bits)
{
    static const wh_str blocks[] = {WH_LIT_INIT("block"),       WH_LIT_INIT("flex"),
                                    WH_LIT_INIT("grid"),        WH_LIT_INIT("list-item"),
                                    WH_LIT_INIT("flow-root"),   WH_LIT_INIT("run-in"),
                                    WH_LIT_INIT("-webkit-box"), WH_LIT_INIT("-webkit-flex")};
    static const wh_str boxes[] = {WH_LIT_INIT("inline-"), WH_LIT_INIT("-webkit-inline-"),
                                   WH_LIT_INIT("ruby"), WH_LIT_INIT("math")};
    size_t end = 0;
    while (end < value.n && !wh_is_space(value.p[end])) end++;
    wh_str first = wh_sub(value, 0, end);
    (void)bits;
    if (wh_eq_nocase(value, WH_LIT("none"))) set(look, WH_CSS_DISPLAY, WH_CSS_NONE);
    else if (wh_eq_nocase(value, WH_LIT("contents"))) set(look, WH_CSS_DISPLAY, WH_CSS_CONTENTS);
    else if (wh_eq_nocase(value, WH_LIT("inline")) || wh_eq_nocase(value, WH_LIT("initial")) ||
             wh_eq_nocase(value, WH_LIT("unset")))
        set(look, WH_CSS_DISPLAY, WH_CSS_INLINE);
    else if (wh_css_is_any(first, boxes, COUNT(boxes)) || wh_eq_nocase(first, WH_LIT("inline")))
        set(look, WH_CSS_DISPLAY, WH_CSS_BOX);
    else if (wh_css_is_any(first, blocks, COUNT(blocks))) set(look, WH_CSS_DISPLAY, WH_CSS_BLOCK);
    else if (wh_starts_nocase(first, WH_LIT("table"))) set(look, WH_CSS_DISPLAY, WH_CSS_TABLE);
    else if (wh_css_is_global(value)) set(look, WH_CSS_DISPLAY, 0); /* as the element is by itself */
}

static void read_visibility(wh_style *look, wh_str value, uint32_t bits)
{
    (void)bits;
    if (wh_eq_nocase(value, WH_LIT("hidden")) || wh_eq_nocase(value, WH_LIT("collapse"))) look->invisible = 1;
    else if (wh_eq_nocase(value, WH_LIT("visible")) || wh_eq_nocase(value, WH_LIT("initial")))
        look->invisible = -1;
    else if (wh_css_is_global(value)) look->invisible = WH_SAME;
}

static void read_size(wh_style *look, wh_str value, uint32_t bits)
{
    static const wh_str sizes[] = {WH_LIT_INIT("xx-"),     WH_LIT_INIT("x-"),     WH_LIT_INIT("xxx-"),
                                   WH_LIT_INIT("small"),   WH_LIT_INIT("medium"), WH_LIT_INIT("large"),
                                   WH_LIT_INIT("initial"), WH_LIT_INIT("calc("),  WH_LIT_INIT("min("),
                                   WH_LIT_INIT("max("),    WH_LIT_INIT("clamp("), WH_LIT_INIT("var("),
                                   WH_LIT_INIT("env("),    WH_LIT_INIT("math"),   WH_LIT_INIT("-")};
    static const wh_str relative[] = {WH_LIT_INIT("smaller"), WH_LIT_INIT("larger"), WH_LIT_INIT("inherit"),
                                      WH_LIT_INIT("unset"),   WH_LIT_INIT("revert"), WH_LIT_INIT("revert-")};
    (void)bits;
    wh_css_number number = wh_css_read_number(value);
    if (number.kind == WH_CSS_ZERO) look->tiny = 1;
    else if (number.kind == WH_CSS_MORE && !number.negative) {
        bool dots = wh_eq_nocase(number.unit, WH_LIT("px")) || wh_eq_nocase(number.unit, WH_LIT("pt"));
        if (wh_eq_nocase(number.unit, WH_LIT("em")) || wh_eq_nocase(number.unit, WH_LIT("%")))
            look->tiny = number.worth < 0.1 ? WH_MINUTE : WH_SAME;
        else look->tiny = dots && number.worth <= 1 ? WH_MINUTE : -1;
    } else if (wh_css_is_any(value, sizes, COUNT(sizes))) look->tiny = -1;
    else if (wh_css_is_any(value, relative, COUNT(relative))) look->tiny = WH_SAME;
}

/* The shorthand "font: 700 17px/25px arial": the size is the first number with a unit, and a family follows.
 */
static void read_font(wh_style *look, wh_str value, uint32_t bits)
{
    static const wh_str whole[] = {WH_LIT_INIT("caption"),       WH_LIT_INIT("icon"),
                                   WH_LIT_INIT("menu"),          WH_LIT_INIT("message-box"),
                                   WH_LIT_INIT("small-caption"), WH_LIT_INIT("status-bar"),
                                   WH_LIT_INIT("initial")};
    if (wh_css_is_alone(value)) {
        if (wh_css_is_any(value, whole, COUNT(whole))) look->tiny = -1;
        else if (wh_css_is_global(value)) look->tiny = WH_SAME;
        return;
    }
    for (size_t at = 0; at < value.n;) {
        size_t end = at;
        while (end < value.n && !wh_is_space(value.p[end]) && value.p[end] != '/') end++;
        wh_str word = wh_sub(value, at, end);
        wh_css_number number = wh_css_read_number(word);
        wh_style before = *look;
        look->tiny = 0;
        if (number.kind == WH_CSS_ZERO || (number.kind == WH_CSS_MORE && number.unit.n) ||
            (number.kind == WH_CSS_NO_NUMBER && !wh_starts_nocase(word, WH_LIT("small-caps"))))
            read_size(look, word, bits);
        if (look->tiny) return;
        *look = before;
        at = end + 1;
    }
    look->tiny = -1;
}

static void read_opacity(wh_style *look, wh_str value, uint32_t bits)
{
    wh_css_number number = wh_css_read_number(value);
    bool clear = number.kind == WH_CSS_ZERO || (number.kind == WH_CSS_MORE && number.negative);
    if (number.kind != WH_CSS_NO_NUMBER) set(look, bits, clear ? bits : 0);
    else if (wh_css_is_global(value) || wh_find_byte(value, '(', 0) != WH_NONE_AT) set(look, bits, 0);
}

static void read_direction(wh_style *look, wh_str value, uint32_t bits)
{
    (void)bits;
    look->rtl = wh_starts_nocase(value, WH_LIT("rtl")) ? 1 : -1;
}

static void read_bidi(wh_style *look, wh_str value, uint32_t bits)
{
    (void)bits;
    look->forced = wh_find_nocase(value, WH_LIT("override"), 0) != WH_NONE_AT ? 1 : -1;
}

static void read_overflow(wh_style *look, wh_str value, uint32_t bits)
{
    static const wh_str words[] = {WH_LIT_INIT("hidden"), WH_LIT_INIT("clip"),    WH_LIT_INIT("auto"),
                                   WH_LIT_INIT("scroll"), WH_LIT_INIT("visible"), WH_LIT_INIT("overlay")};
    bool cut = true, known = true;
    uint32_t n = 0;
    for (size_t at = 0; at < value.n; n++) {
        size_t end = at;
        while (end < value.n && !wh_is_space(value.p[end])) end++;
        wh_str word = wh_sub(value, at, end);
        cut &= wh_css_is_any(word, words, 2);
        known &= wh_css_is_any(word, words, COUNT(words)) || wh_css_is_global(word);
        for (at = end; at < value.n && wh_is_space(value.p[at]);) at++;
    }
    if (!known || n == 0 || n > 2) return;
    bool scrolls = !wh_eq_nocase(value, WH_LIT("visible")) && !wh_css_is_global(value);
    bool side = bits == WH_CSS_SCROLL; /* "overflow-x" */
    set(look, WH_CSS_CUT | WH_CSS_SCROLL, (cut && !side ? WH_CSS_CUT : 0) | (scrolls ? WH_CSS_SCROLL : 0));
}

static void read_room(wh_style *look, wh_str value, uint32_t bits)
{
    wh_css_kind kind = wh_css_measure(value);
    if (kind == WH_CSS_NO_NUMBER) return;
    if (kind == WH_CSS_ZERO && bits & (WH_CSS_HEIGHT | WH_CSS_MAX_HEIGHT) &&
        wh_find_byte(value, '%', 0) != WH_NONE_AT)
        kind = WH_CSS_MORE; /* of a height that depends on the text (CSS 2.2 10.5) */
    bool holds = kind == (bits & WH_CSS_FLAT ? WH_CSS_ZERO : WH_CSS_MORE);
    if (bits == WH_CSS_ROOMY && !holds) return; /* "min-width: 0" says nothing of "min-height" */
    set(look, bits, holds ? bits : 0);
}

static void read_padding(wh_style *look, wh_str value, uint32_t bits)
{
    bool padded = false;
    for (size_t at = 0; at < value.n;) {
        size_t end = at;
        while (end < value.n && !wh_is_space(value.p[end])) end++;
        padded |= wh_css_measure(wh_sub(value, at, end)) == WH_CSS_MORE;
        at = end + 1;
    }
    set(look, bits, padded ? bits : 0);
}

static void read_position(wh_style *look, wh_str value, uint32_t bits)
{
    bool placed = wh_eq_nocase(value, WH_LIT("absolute")) || wh_eq_nocase(value, WH_LIT("fixed"));
    bool moved = wh_eq_nocase(value, WH_LIT("relative")) || wh_eq_nocase(value, WH_LIT("sticky"));
    (void)bits;
    if (!placed && !moved && !wh_eq_nocase(value, WH_LIT("static")) && !wh_css_is_global(value)) return;
    set(look, WH_CSS_PLACED | WH_CSS_MOVED, placed ? WH_CSS_PLACED : moved ? WH_CSS_MOVED : 0);
}

static void read_float(wh_style *look, wh_str value, uint32_t bits)
{
    bool floats = wh_eq_nocase(value, WH_LIT("left")) || wh_eq_nocase(value, WH_LIT("right"));
    set(look, bits, floats ? bits : 0);
}

static void read_place(wh_style *look, wh_str value, uint32_t bits)
{
    bool away = false;
    for (size_t at = 0; at < value.n;) {
        size_t end = at;
        while (end < value.n && !wh_is_space(value.p[end])) end++;
        wh_css_number number = wh_css_read_number(wh_sub(value, at, end));
        double of =
            wh_eq_nocase(number.unit, WH_LIT("px")) || wh_eq_nocase(number.unit, WH_LIT("pt")) ? 1 : 9;
        away |= number.negative && number.worth * of >= FAR_AWAY;
        at = end + 1;
    }
    set(look, bits, away ? bits : 0);
}

static void read_clip(wh_style *look, wh_str value, uint32_t bits)
{
    bool clips = !wh_eq_nocase(value, WH_LIT("none")) && !wh_eq_nocase(value, WH_LIT("auto")) &&
                 !wh_css_is_global(value) && wh_find_byte(value, '(', 0) != WH_NONE_AT;
    set(look, bits, clips ? bits : 0);
}

static void read_transform(wh_style *look, wh_str value, uint32_t bits)
{
    static const wh_str forms[] = {WH_LIT_INIT("scale(0"), WH_LIT_INIT("scalex(0"), WH_LIT_INIT("scaley(0"),
                                   WH_LIT_INIT("scale3d(0"), WH_LIT_INIT("translate")};
    bool small = wh_starts_nocase(value, WH_LIT("0"));
    for (size_t i = 0; i < COUNT(forms); i++) small |= wh_find_nocase(value, forms[i], 0) != WH_NONE_AT;
    set(look, bits, small ? bits : 0);
}

static void read_veil(wh_style *look, wh_str value, uint32_t bits)
{
    bool veiled =
        wh_eq_nocase(value, WH_LIT("hidden")) || wh_find_nocase(value, WH_LIT("opacity(0"), 0) != WH_NONE_AT;
    set(look, bits, veiled ? bits : 0);
}

static void read_all(wh_style *look, wh_str value, uint32_t bits)
{
    bool initial = wh_eq_nocase(value, WH_LIT("initial")), unset = wh_eq_nocase(value, WH_LIT("unset"));
    if (!wh_css_is_global(value)) return;
    set(look, bits, initial || unset ? WH_CSS_INLINE : 0);
    look->invisible = look->tiny = initial ? -1 : WH_SAME;
}

/* By the length of their names. */
static const struct property {
    wh_str name;
    void (*read)(wh_style *look, wh_str value, uint32_t bits);
    uint32_t bits;
} properties[] = {
    {WH_LIT_INIT("top"), read_place, WH_CSS_FAR},
    {WH_LIT_INIT("all"), read_all, (1u << 24) - 1},
    {WH_LIT_INIT("font"), read_font, 0},
    {WH_LIT_INIT("left"), read_place, WH_CSS_FAR},
    {WH_LIT_INIT("clip"), read_clip, WH_CSS_CLIP},
    {WH_LIT_INIT("zoom"), read_transform, WH_CSS_SMALL},
    {WH_LIT_INIT("width"), read_room, WH_CSS_WIDTH},
    {WH_LIT_INIT("float"), read_float, WH_CSS_FLOATS},
    {WH_LIT_INIT("inset"), read_place, WH_CSS_FAR},
    {WH_LIT_INIT("scale"), read_transform, WH_CSS_SMALL},
    {WH_LIT_INIT("height"), read_room, WH_CSS_HEIGHT},
    {WH_LIT_INIT("margin"), read_place, WH_CSS_OUT},
    {WH_LIT_INIT("filter"), read_veil, WH_CSS_VEIL},
    {WH_LIT_INIT("display"), read_display, 0},
    {WH_LIT_INIT("opacity"), read_opacity, WH_CSS_CLEAR},
    {WH_LIT_INIT("padding"), read_padding, WH_CSS_PADDED},
    {WH_LIT_INIT("overflow"), read_overflow, 0},
    {WH_LIT_INIT("position"), read_position, 0},
    {WH_LIT_INIT("font-size"), read_size, 0},
    {WH_LIT_INIT("direction"), read_direction, 0},
    {WH_LIT_INIT("max-width"), read_room, WH_CSS_MAX_WIDTH},
    {WH_LIT_INIT("min-width"), read_room, WH_CSS_ROOMY},
    {WH_LIT_INIT("clip-path"), read_clip, WH_CSS_CLIP_PATH},
    {WH_LIT_INIT("transform"), read_transform, WH_CSS_SMALL},
    {WH_LIT_INIT("visibility"), read_visibility, 0},
    {WH_LIT_INIT("overflow-x"), read_overflow, WH_CSS_SCROLL},
    {WH_LIT_INIT("overflow-y"), read_overflow, WH_CSS_SCROLL},
    {WH_LIT_INIT("max-height"), read_room, WH_CSS_MAX_HEIGHT},
    {WH_LIT_INIT("min-height"), read_room, WH_CSS_ROOMY},
    {WH_LIT_INIT("margin-top"), read_place, WH_CSS_OUT},
    {WH_LIT_INIT("margin-left"), read_place, WH_CSS_OUT},
    {WH_LIT_INIT("text-indent"), read_place, WH_CSS_OUT},
    {WH_LIT_INIT("unicode-bidi"), read_bidi, 0},
    {WH_LIT_INIT("padding-left"), read_room, WH_CSS_PADDED},
    {WH_LIT_INIT("padding-right"), read_room, WH_CSS_PADDED},
    {WH_LIT_INIT("padding-bottom"), read_room, WH_CSS_PADDED},
    {WH_LIT_INIT("content-visibility"), read_veil, WH_CSS_VEIL},
};

/* "! important" at the end of a declaration is taken off. */
static bool is_important(wh_str *declaration)
{
    size_t mark = wh_rfind_byte(*declaration, '!');
    if (mark == WH_NONE_AT) return false;
    bool important = wh_eq_nocase(wh_trim(wh_from(*declaration, mark + 1)), WH_LIT("important"));
    if (important) *declaration = wh_sub(*declaration, 0, mark);
    return important;
}

/* Where the declaration ends that begins at `at`: braces in it belong to it, and make it worth nothing. */
static size_t declaration_end(wh_str style, size_t at, bool *braces)
{
    size_t depth = 0;
    for (*braces = false; at < style.n && (depth || style.p[at] != ';'); at++) {
        if (style.p[at] == '{') depth++, *braces = true;
        if (style.p[at] == '}' && depth) depth--;
    }
    return at;
}

wh_style wh_read_style(wh_str style, bool important)
{
    wh_style look = {0};
    for (size_t at = 0; at < style.n;) {
        bool braces;
        size_t end = declaration_end(style, at, &braces);
        wh_str declaration = wh_sub(style, at, end);
        at = end + 1;
        if (braces || is_important(&declaration) != important) continue;
        size_t colon = wh_find_byte(declaration, ':', 0);
        if (colon == WH_NONE_AT) continue;
        wh_str name = wh_trim(wh_sub(declaration, 0, colon)),
               value = wh_trim(wh_from(declaration, colon + 1));
        for (size_t i = 0; i < COUNT(properties) && properties[i].name.n <= name.n; i++)
            if (wh_eq_nocase(name, properties[i].name)) {
                properties[i].read(&look, value, properties[i].bits);
                break;
            }
    }
    return look;
}

wh_style wh_style_over(wh_style below, wh_style above)
{
    below.set |= above.set;
    below.on = (below.on & ~above.set) | above.on;
    if (above.invisible) below.invisible = above.invisible;
    if (above.tiny) below.tiny = above.tiny;
    if (above.rtl) below.rtl = above.rtl;
    if (above.forced) below.forced = above.forced;
    return below;
}

/* What hides, and what undoes it. */
#define HIDES (WH_CSS_NONE | WH_CSS_CLEAR | WH_CSS_FLAT | WH_CSS_CUT | WH_CSS_SCROLL)
#define SHOWS (WH_CSS_ROOMY | WH_CSS_PADDED | WH_CSS_INLINE | WH_CSS_CONTENTS | WH_CSS_TABLE | WH_CSS_PLACED)

const wh_style wh_style_all_shown = {.set = HIDES, .invisible = -1, .tiny = -1};

wh_style wh_style_joined(wh_style shown, wh_style also)
{
    shown.on |= also.on & SHOWS;
    shown.set |= shown.on | (also.set & ~also.on & HIDES);
    if (also.invisible < 0 || (also.invisible == WH_SAME && !shown.invisible))
        shown.invisible = also.invisible;
    if (also.tiny < 0 || (also.tiny > 1 && !shown.tiny)) shown.tiny = also.tiny;
    return shown;
}

wh_style wh_style_loosened(wh_style style, wh_style shown)
{
    style.on = (style.on & ~(shown.set & ~shown.on)) | shown.on;
    if (shown.invisible < 0 || (shown.invisible && style.invisible > 0)) style.invisible = shown.invisible;
    if (shown.tiny < 0 || (shown.tiny && style.tiny == 1)) style.tiny = shown.tiny;
    return style;
}

bool wh_style_hides(wh_style style) { return style.on & HIDES || style.invisible > 0 || style.tiny > 0; }
