/* The Gregorian calendar, and ISO 8601 out of it. */
#include "parse/date/reader.h"

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
int64_t wh_days_of(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int wh_weekday_of(int year, int month, int day)
{
    int64_t rest = (wh_days_of(year, month, day) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(rest < 0 ? rest + 7 : rest) + 1;
}

bool wh_day_exists(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap);
}

/* Decimal digits, `width` of them or as many as there are; returns their end. */
static char *put_padded(char *to, uint32_t value, int width)
{
    char digits[10], *const end = digits + sizeof digits, *at = end;
    for (; value > 0 || width > 0; value /= 10, width--) *--at = (char)('0' + value % 10);
    memcpy(to, at, (size_t)(end - at));
    return to + (end - at);
}

wh_str wh_format_iso(wh_env *env, int64_t ms)
{
    int64_t days = ms / 86400000, rest = ms % 86400000;
    if (rest < 0) {
        rest += 86400000;
        days--;
    }
    /* The inverse of wh_days_of: eras of 400 years, counted from March. */
    int64_t shifted = days + 719468, era = (shifted >= 0 ? shifted : shifted - 146096) / 146097,
            of_era = shifted - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100),
            part = (5 * of_year + 2) / 153;
    int64_t month = part + (part < 10 ? 3 : -9), year = year_of_era + era * 400 + (month <= 2);
    char text[48], *to = text;               /* of 64 bits come nine digits of a year */
    bool expanded = year < 0 || year > 9999; /* ECMAScript's form of years beyond four digits */
    if (expanded) *to++ = year < 0 ? '-' : '+';
    to = put_padded(to, (uint32_t)(year < 0 ? -year : year), expanded ? 6 : 4);
    uint32_t of_day = (uint32_t)rest;
    const uint32_t parts[] = {(uint32_t)month,    (uint32_t)(of_year - (153 * part + 2) / 5 + 1),
                              of_day / 3600000,   of_day / 60000 % 60,
                              of_day / 1000 % 60, of_day % 1000};
    for (size_t i = 0; i < 6; i++) {
        *to++ = "--T::."[i];
        to = put_padded(to, parts[i], i < 5 ? 2 : 3);
    }
    *to++ = 'Z';
    return wh_copy(env->arena, (wh_str){text, (size_t)(to - text)});
}
