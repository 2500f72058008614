/* Values of CSS, as far as they say whether something has a size (CSS Values 4). */
#include "parse/html/values.h"

bool wh_css_is_alone(wh_str value)
{
    for (size_t i = 0; i < value.n; i++)
        if (wh_is_space(value.p[i])) return false;
    return value.n > 0;
}

bool wh_css_is_any(wh_str value, const wh_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool open = wh_ends_nocase(words[i], WH_LIT("-")) || wh_ends_nocase(words[i], WH_LIT("("));
        if (open ? wh_starts_nocase(value, words[i]) : wh_eq_nocase(value, words[i])) return true;
    }
    return false;
}

/* What every property takes, and functions of which nobody knows what they give. */
bool wh_css_is_global(wh_str value)
{
    static const wh_str words[] = {
        WH_LIT_INIT("initial"), WH_LIT_INIT("unset"), WH_LIT_INIT("revert"), WH_LIT_INIT("revert-layer"),
        WH_LIT_INIT("inherit"), WH_LIT_INIT("var("),  WH_LIT_INIT("env("),   WH_LIT_INIT("attr("),
        WH_LIT_INIT("if("),     WH_LIT_INIT("-")};
    return wh_css_is_any(value, words, sizeof words / sizeof *words);
}

static bool is_unit(wh_str unit)
{
    static const wh_str units[] = {
        WH_LIT_INIT(""),   WH_LIT_INIT("px"), WH_LIT_INIT("em"),   WH_LIT_INIT("%"),    WH_LIT_INIT("pt"),
        WH_LIT_INIT("ex"), WH_LIT_INIT("ch"), WH_LIT_INIT("pc"),   WH_LIT_INIT("in"),   WH_LIT_INIT("cm"),
        WH_LIT_INIT("mm"), WH_LIT_INIT("q"),  WH_LIT_INIT("ic"),   WH_LIT_INIT("cap"),  WH_LIT_INIT("lh"),
        WH_LIT_INIT("vw"), WH_LIT_INIT("vh"), WH_LIT_INIT("vmin"), WH_LIT_INIT("vmax"), WH_LIT_INIT("vi"),
        WH_LIT_INIT("vb")};
    if (unit.n > 2 && wh_find_byte(WH_LIT("rsldRSLD"), unit.p[0], 0) != WH_NONE_AT) unit = wh_from(unit, 1);
    if (wh_starts_nocase(unit, WH_LIT("cq"))) return true;
    return wh_css_is_any(unit, units, sizeof units / sizeof *units);
}

wh_css_number wh_css_read_number(wh_str value)
{
    wh_css_number number = {.kind = WH_CSS_NO_NUMBER};
    size_t at = 0;
    bool digit = false, point = false, zero = true;
    if (value.n && (value.p[0] == '+' || value.p[0] == '-')) at++;
    number.negative = at && value.p[0] == '-';
    double worth = 0, place = 1;
    for (; at < value.n && (wh_is_digit(value.p[at]) || (value.p[at] == '.' && !point)); at++) {
        if (value.p[at] == '.') {
            point = true;
            continue;
        }
        digit = true;
        zero &= value.p[at] == '0';
        if (point) worth += (value.p[at] - '0') * (place /= 10);
        else worth = worth * 10 + (value.p[at] - '0');
    }
    if (digit && at < value.n && wh_lower(value.p[at]) == 'e') { /* "1e-9px"; "1em" is none */
        size_t exponent = at + 1;
        bool down = exponent < value.n && value.p[exponent] == '-';
        if (exponent < value.n && (value.p[exponent] == '-' || value.p[exponent] == '+')) exponent++;
        size_t digits = exponent;
        while (exponent < value.n && wh_is_digit(value.p[exponent])) exponent++;
        if (exponent > digits) {
            at = exponent;
            worth = down ? 0.001 : 1000; /* of whatever size */
        }
    }
    number.unit = wh_from(value, at);
    if (!digit || !is_unit(number.unit)) return number;
    number.worth = worth;
    number.kind = zero ? WH_CSS_ZERO : WH_CSS_MORE;
    return number;
}

wh_css_kind wh_css_measure(wh_str value)
{
    static const wh_str words[] = {
        WH_LIT_INIT("none"),        WH_LIT_INIT("auto"),    WH_LIT_INIT("max-content"),
        WH_LIT_INIT("min-content"), WH_LIT_INIT("fit-"),    WH_LIT_INIT("stretch"),
        WH_LIT_INIT("content"),     WH_LIT_INIT("anchor-"), WH_LIT_INIT("medium")};
    static const wh_str sums[] = {WH_LIT_INIT("calc("), WH_LIT_INIT("min("), WH_LIT_INIT("max("),
                                  WH_LIT_INIT("clamp(")};
    if (wh_css_is_any(value, sums, sizeof sums / sizeof *sums)) {
        bool unknown = wh_find_nocase(value, WH_LIT("var("), 0) != WH_NONE_AT ||
                       wh_find_nocase(value, WH_LIT("env("), 0) != WH_NONE_AT ||
                       wh_find_nocase(value, WH_LIT("attr("), 0) != WH_NONE_AT;
        for (size_t i = 0; i < value.n; i++) unknown |= value.p[i] >= '1' && value.p[i] <= '9';
        return unknown ? WH_CSS_MORE : WH_CSS_ZERO;
    }
    if (wh_css_is_global(value) || wh_css_is_any(value, words, sizeof words / sizeof *words))
        return WH_CSS_MORE;
    if (!wh_css_is_alone(value)) return WH_CSS_NO_NUMBER;
    wh_css_number number = wh_css_read_number(value);
    return number.negative && number.kind == WH_CSS_MORE ? WH_CSS_NO_NUMBER : number.kind;
}
