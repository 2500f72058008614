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

typedef struct boxed { /* a box without room, what does not fit cut off */
    bool flat, cut;
} boxed;

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

static void declare(wh_style *look, boxed *box, wh_str property, wh_str value)
{
    bool relative = false;
    if (wh_eq_nocase(property, WH_LIT("display"))) {
        bool none = wh_starts_nocase(value, WH_LIT("none"));
        if (!none || is_alone(value)) look->gone = none ? 1 : -1;
    } else if (wh_eq_nocase(property, WH_LIT("visibility"))) {
        bool hidden = wh_starts_nocase(value, WH_LIT("hidden"));
        if ((hidden || wh_starts_nocase(value, WH_LIT("collapse"))) && is_alone(value)) look->invisible = 1;
        else if (wh_starts_nocase(value, WH_LIT("visible"))) look->invisible = -1;
    } else if (wh_eq_nocase(property, WH_LIT("font-size"))) read_size(look, value);
    else if (wh_eq_nocase(property, WH_LIT("font"))) read_size(look, font_size(value));
    else if (wh_eq_nocase(property, WH_LIT("opacity"))) {
        if (is_number(value) && is_zero(value, &relative) && is_alone(value)) look->gone = 1;
    } else if (wh_eq_nocase(property, WH_LIT("max-height")) || wh_eq_nocase(property, WH_LIT("height")) ||
               wh_eq_nocase(property, WH_LIT("max-width")) || wh_eq_nocase(property, WH_LIT("width"))) {
        if (is_number(value) && is_zero(value, &relative)) box->flat = true;
    } else if (wh_eq_nocase(property, WH_LIT("direction"))) {
        look->rtl = wh_starts_nocase(value, WH_LIT("rtl")) ? 1 : -1;
    } else if (wh_eq_nocase(property, WH_LIT("unicode-bidi"))) {
        look->forced = wh_find_nocase(value, WH_LIT("override"), 0) != WH_NONE_AT ? 1 : -1;
    } else if (wh_eq_nocase(property, WH_LIT("overflow"))) {
        if (wh_starts_nocase(value, WH_LIT("hidden")) || wh_starts_nocase(value, WH_LIT("clip")))
            box->cut = true;
    }
}

wh_style wh_read_style(wh_str style)
{
    boxed box = {false, false};
    wh_style look = {0};
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
    if (box.flat && box.cut) look.gone = 1;
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
