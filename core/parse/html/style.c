/* Which declarations of a style attribute hide text (CSS 2.2, as far as mail uses it to hide something). */
#include "parse/html/html.h"

/* The number a value begins with is zero: "0", "0px", "0.0em", ".0". *relative: in a unit of the font's own
 * size. */
static bool is_zero(wh_str value, bool *relative)
{
    size_t at = 0;
    bool digit = false, zero = true;
    if (at < value.n && value.p[at] == '+') at++;
    for (; at < value.n && (wh_is_digit(value.p[at]) || value.p[at] == '.'); at++) {
        digit |= value.p[at] != '.';
        zero &= value.p[at] == '0' || value.p[at] == '.';
    }
    wh_str unit = wh_from(value, at);
    *relative = wh_starts_nocase(unit, WH_LIT("em")) || wh_starts_nocase(unit, WH_LIT("%"));
    return digit && zero;
}

static bool is_number(wh_str value)
{
    return value.n && (wh_is_digit(value.p[0]) || value.p[0] == '.' || value.p[0] == '+');
}

/* The size in the shorthand "font: 700 17px/25px arial": the first number with a unit. */
static wh_str font_size(wh_str value)
{
    for (size_t at = 0; at < value.n;) {
        size_t end = at;
        while (end < value.n && !wh_is_space(value.p[end]) && value.p[end] != '/') end++;
        wh_str word = wh_sub(value, at, end);
        if (is_number(word) && !(wh_is_digit(word.p[word.n - 1]) && word.n == 3))
            return word; /* 700 is a weight */
        at = end + 1;
    }
    return WH_LIT("");
}

/* What takes an element's place away; of a property that is declared twice the last counts. */
typedef struct boxed {
    unsigned flat;   /* a bit for each property that leaves no room, where what does not fit is cut off */
    bool cut, roomy; /* roomy: by "min-height" or "min-width" */
    bool none, clear, declared; /* "display: none"; "opacity: 0"; one of both in whatever words */
} boxed;

#define UNHIDDEN ((wh_style){.gone = -1, .invisible = -1, .tiny = -1})

/* One word, as these properties have: with more the declaration says nothing ("display: none foo"). */
static bool is_alone(wh_str value)
{
    size_t end = 0;
    while (end < value.n && !wh_is_space(value.p[end]) && value.p[end] != '!') end++;
    wh_str rest = wh_trim(wh_from(value, end));
    return rest.n == 0 || rest.p[0] == '!';
}

static void read_size(wh_style *look, wh_str size)
{
    bool relative = false;
    bool zero = is_zero(size, &relative);
    if (zero && is_alone(size)) look->tiny = 1;
    else if (!zero && !relative && size.n && !wh_starts_nocase(size, WH_LIT("inherit"))) look->tiny = -1;
}

static void measure(boxed *box, wh_str property, wh_str value)
{
    static const wh_str sizes[] = {WH_LIT_INIT("max-height"), WH_LIT_INIT("height"), WH_LIT_INIT("max-width"),
                                   WH_LIT_INIT("width")};
    bool relative = false, zero = is_number(value) && is_zero(value, &relative);
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (wh_eq_nocase(property, sizes[i])) box->flat = zero ? box->flat | 1u << i : box->flat & ~(1u << i);
    if (!zero && wh_starts_nocase(property, WH_LIT("min-"))) box->roomy = true;
}

static void declare(wh_style *look, boxed *box, wh_str property, wh_str value)
{
    bool relative = false;
    if (wh_eq_nocase(property, WH_LIT("display"))) {
        bool none = wh_starts_nocase(value, WH_LIT("none"));
        if (none && !is_alone(value)) return;
        box->none = none;
        box->declared = true;
    } else if (wh_eq_nocase(property, WH_LIT("visibility"))) {
        bool hidden = wh_starts_nocase(value, WH_LIT("hidden"));
        if ((hidden || wh_starts_nocase(value, WH_LIT("collapse"))) && is_alone(value)) look->invisible = 1;
        else if (wh_starts_nocase(value, WH_LIT("visible"))) look->invisible = -1;
    } else if (wh_eq_nocase(property, WH_LIT("font-size"))) read_size(look, value);
    else if (wh_eq_nocase(property, WH_LIT("font"))) read_size(look, font_size(value));
    else if (wh_eq_nocase(property, WH_LIT("opacity"))) {
        box->clear = is_number(value) && is_zero(value, &relative) && is_alone(value);
        box->declared = true;
    } else if (wh_eq_nocase(property, WH_LIT("direction"))) {
        look->rtl = wh_starts_nocase(value, WH_LIT("rtl")) ? 1 : -1;
    } else if (wh_eq_nocase(property, WH_LIT("unicode-bidi"))) {
        look->forced = wh_find_nocase(value, WH_LIT("override"), 0) != WH_NONE_AT ? 1 : -1;
    } else if (wh_eq_nocase(property, WH_LIT("overflow"))) {
        box->cut = wh_starts_nocase(value, WH_LIT("hidden")) || wh_starts_nocase(value, WH_LIT("clip"));
    } else if (wh_eq_nocase(property, WH_LIT("all"))) {
        *look = UNHIDDEN;
        *box = (boxed){.declared = true};
    } else measure(box, property, value);
}

wh_style wh_read_style(wh_str style)
{
    boxed box = {0};
    wh_style look = {0};
    /* Escapes and comments (CSS Syntax 4.3) say who knows what: anything may be shown. */
    if (wh_find_byte(style, '\\', 0) != WH_NONE_AT || wh_find(style, WH_LIT("/*"), 0) != WH_NONE_AT)
        return UNHIDDEN;
    for (size_t at = 0; at < style.n;) {
        size_t end = wh_find_byte(style, ';', at);
        if (end == WH_NONE_AT) end = style.n;
        wh_str declaration = wh_sub(style, at, end);
        size_t colon = wh_find_byte(declaration, ':', 0);
        if (colon != WH_NONE_AT)
            declare(&look, &box, wh_trim(wh_sub(declaration, 0, colon)),
                    wh_trim(wh_from(declaration, colon + 1)));
        at = end + 1;
    }
    if (box.declared) look.gone = box.none || box.clear ? 1 : -1;
    if (box.flat && box.cut && !box.roomy) look.gone = 1;
    return look;
}

wh_style wh_style_over(wh_style below, wh_style above)
{
    if (above.gone) below.gone = above.gone;
    if (above.invisible) below.invisible = above.invisible;
    if (above.tiny) below.tiny = above.tiny;
    if (above.rtl) below.rtl = above.rtl;
    if (above.forced) below.forced = above.forced;
    return below;
}
