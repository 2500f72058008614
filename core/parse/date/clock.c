/* The time of day and the zone: RFC 5322 3.3 and 4.3, ISO 8601, twelve-hour clocks. */
#include "parse/date/reader.h"

/* ---- zones ---- */

static void set_offset(date_reader *r, int sign, int hours, int minutes)
{
    r->zone_seen = true;
    if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) { /* no place on earth: it says nothing */
        problem(r, WH_DATE_BAD_ZONE);
        return;
    }
    r->offset = sign * (hours * 60 + minutes);
}

/* A sign and digits: "+0900", "+9", "+09:00", "+900", "+090000". */
bool wh_date_read_numeric_zone(date_reader *r)
{
    const token *sign = peek(r, 0), *digits = peek(r, 1);
    if ((!is_mark(sign, '+') && !is_mark(sign, '-')) || !is_number(digits) || digits->text.n > 6)
        return false;
    int direction = is_mark(sign, '-') ? -1 : 1;
    wh_str text = digits->text;
    if (text.n != 4) problem(r, WH_DATE_NOT_RFC5322);
    if (text.n <= 2 && is_mark(peek(r, 2), ':') && is_number(peek(r, 3)) && peek(r, 3)->text.n == 2) {
        set_offset(r, direction, value_of(text), value_of(peek(r, 3)->text));
        return take(r, 4);
    }
    size_t hours = text.n <= 2 ? text.n : text.n == 3 ? 1 : 2;
    set_offset(r, direction, value_of(wh_sub(text, 0, hours)),
               text.n <= 2 ? 0 : value_of(wh_sub(text, hours, hours + 2)));
    return take(r, 2);
}

/* A name of three to five capitals: an obsolete zone by RFC 5322 4.3 even where nobody knows which. */
static bool could_be_zone(wh_str word)
{
    if (word.n < 3 || word.n > 5) return false;
    for (size_t i = 0; i < word.n; i++)
        if (!wh_is_upper(word.p[i])) return false;
    return true;
}

bool wh_date_read_named_zone(date_reader *r)
{
    const token *t = peek(r, 0);
    wh_zone_name zone;
    if (!wh_zone_named(t->text, &zone)) {
        if (!could_be_zone(t->text)) return false;
        problem(r, WH_DATE_UNKNOWN_ZONE);
        r->zone_seen = true;
        return take(r, 1);
    }
    take(r, 1);
    problem(r, zone.in_rfc ? WH_DATE_OBSOLETE_ZONE : WH_DATE_NOT_RFC5322);
    if (wh_date_read_numeric_zone(r)) { /* "GMT+0900", "EST -0500": the number says more */
        problem(r, WH_DATE_NOT_RFC5322);
        return true;
    }
    r->zone_seen = true;
    r->offset = zone.minutes;
    return true;
}

/* ---- the time of day ---- */

static void read_fraction(date_reader *r)
{
    const token *t = peek(r, 1);
    if ((!is_mark(peek(r, 0), '.') && !is_mark(peek(r, 0), ',')) || !is_number(t) || t->spaced) return;
    int scale = 100;
    for (size_t i = 0; i < t->text.n && scale; i++, scale /= 10) r->ms += (t->text.p[i] - '0') * scale;
    problem(r, WH_DATE_NOT_RFC5322);
    take(r, 2);
}

/* "AM", "p.m." */
bool wh_date_read_half_day(date_reader *r)
{
    const token *t = peek(r, 0);
    if (!t || t->kind != TOKEN_WORD || r->pm_seen) return false;
    bool split = (is_word(t, WH_LIT("a")) || is_word(t, WH_LIT("p"))) && is_mark(peek(r, 1), '.') &&
                 is_word(peek(r, 2), WH_LIT("m"));
    if (!split && !is_word(t, WH_LIT("am")) && !is_word(t, WH_LIT("pm"))) return false;
    r->pm_seen = true;
    r->pm = wh_lower(t->text.p[0]) == 'p';
    problem(r, WH_DATE_NOT_RFC5322);
    return take(r, !split ? 1 : is_mark(peek(r, 3), '.') ? 4 : 3);
}

/* H:M, H:M:S, H.M.S, with a fraction and a half of the day. */
bool wh_date_read_time(date_reader *r)
{
    const token *mark = peek(r, 1), *minute = peek(r, 2), *second = peek(r, 4);
    char c = mark && mark->kind == TOKEN_MARK ? mark->text.p[0] : '\0';
    if (r->time_seen || peek(r, 0)->text.n > 2 || !is_number(minute) || minute->text.n > 2) return false;
    bool seconds = is_mark(peek(r, 3), c) && is_number(second) && second->text.n <= 2;
    if (c != ':' && !(c == '.' && seconds && r->year >= 0)) return false;
    r->time_seen = true;
    r->hour = value_of(peek(r, 0)->text);
    r->minute = value_of(minute->text);
    if (seconds) r->second = value_of(second->text);
    if (c == '.') problem(r, WH_DATE_NOT_RFC5322);
    take(r, seconds ? 5 : 3);
    if (seconds) read_fraction(r);
    wh_date_read_half_day(r);
    return true;
}

/* "145012", "1450" of ISO 8601's basic form. */
void wh_date_set_basic_time(date_reader *r, wh_str digits)
{
    r->time_seen = true;
    r->hour = value_of(wh_sub(digits, 0, 2));
    r->minute = value_of(wh_sub(digits, 2, 4));
    if (digits.n >= 6) r->second = value_of(wh_sub(digits, 4, 6));
}
