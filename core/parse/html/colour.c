/* Colours of cells and letters that draw a picture: dark or light. CSS Color 4, CSS 2.2 4.1. */
#include "parse/html/grid.h"

static wh_shade shade_of(uint32_t red, uint32_t green, uint32_t blue) /* ITU-R BT.601 */
{
    return red * 299 + green * 587 + blue * 114 < 128000 ? WH_SHADE_DARK : WH_SHADE_LIGHT;
}

static wh_shade read_rgb(wh_str value)
{
    uint32_t part[4] = {0, 0, 0, 1}, n = 0;
    for (size_t at = 0; at < value.n && n < 4;) {
        if (!wh_is_digit(value.p[at])) {
            at++;
            continue;
        }
        uint32_t number = 0;
        while (at < value.n && wh_is_digit(value.p[at]) && number < 1000)
            number = number * 10 + (uint32_t)(value.p[at++] - '0');
        part[n++] = number;
    }
    bool clear = n == 4 && part[3] == 0 && wh_find_byte(value, '.', 0) == WH_NONE_AT;
    return clear ? WH_SHADE_LIGHT : shade_of(part[0], part[1], part[2]);
}

wh_shade wh_read_shade(wh_str value)
{
    uint32_t hex[8], n = 0;
    value = wh_trim_bytes(value, WH_LIT(" \t\r\n'\""));
    if (wh_starts_nocase(value, WH_LIT("black"))) return WH_SHADE_DARK;
    if (wh_starts_nocase(value, WH_LIT("white")) || wh_starts_nocase(value, WH_LIT("transparent")))
        return WH_SHADE_LIGHT; /* mail is read on white */
    if (wh_starts_nocase(value, WH_LIT("rgb"))) return read_rgb(value);
    size_t at = value.n && value.p[0] == '#';
    while (at < value.n && n < 8 && wh_hex_value(value.p[at]) >= 0)
        hex[n++] = (uint32_t)wh_hex_value(value.p[at++]);
    if ((n == 4 && hex[3] == 0) || (n == 8 && hex[6] + hex[7] == 0)) return WH_SHADE_LIGHT; /* transparent */
    if (n == 3 || n == 4) return shade_of(hex[0] * 17, hex[1] * 17, hex[2] * 17);
    if (n >= 6) return shade_of(hex[0] * 16 + hex[1], hex[2] * 16 + hex[3], hex[4] * 16 + hex[5]);
    return WH_SHADE_NONE;
}

/* A name inside another name does not count. */
wh_str wh_style_property(wh_str style, wh_str name)
{
    for (size_t at = wh_find_nocase(style, name, 0); at != WH_NONE_AT;
         at = wh_find_nocase(style, name, at + 1)) {
        size_t colon = at + name.n;
        while (colon < style.n && wh_is_space(style.p[colon])) colon++;
        if ((at && (wh_is_alnum(style.p[at - 1]) || style.p[at - 1] == '-')) || colon >= style.n ||
            style.p[colon] != ':')
            continue;
        size_t end = colon + 1;
        while (end < style.n && style.p[end] != ';' && style.p[end] != '}') end++;
        return wh_sub(style, colon + 1, end);
    }
    return WH_ABSENT;
}

wh_str wh_style_of_class(wh_classes *s, wh_str name)
{
    name = wh_trim(name);
    if (name.n == 0 || s->css.n == 0) return WH_ABSENT;
    for (uint32_t i = 0; i < 4; i++)
        if (wh_eq(s->known[i].name, name)) return s->known[i].style;
    if (s->looks++ >= WH_MAX_CLASS_LOOKS) return WH_ABSENT;
    wh_str style = WH_ABSENT;
    for (size_t at = wh_find(s->css, name, 0); at != WH_NONE_AT && wh_absent(style);
         at = wh_find(s->css, name, at + 1)) {
        size_t end = at + name.n;
        if (at == 0 || s->css.p[at - 1] != '.' ||
            (end < s->css.n && (wh_is_alnum(s->css.p[end]) || s->css.p[end] == '-')))
            continue;
        size_t open = wh_find_byte(s->css, '{', end),
               close = open == WH_NONE_AT ? open : wh_find_byte(s->css, '}', open);
        if (close != WH_NONE_AT) style = wh_sub(s->css, open + 1, close);
    }
    s->known[s->next % 4].name = name;
    s->known[s->next++ % 4].style = style;
    return style;
}
