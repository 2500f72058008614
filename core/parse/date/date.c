/* Dates: RFC 5322 3.3 and 4.3, RFC 3339 and ISO 8601, C's asctime and ctime, Go's, and the forms of mail
 * programs that write them in their own language. A date is a row of tokens; each says by itself what it can
 * be, so order matters only where it must. */
#include "parse/date/reader.h"

static int full_year(date_reader *r, wh_str digits)
{
    int year = value_of(digits);
    if (year < 0 || digits.n >= 4) return year < 0 ? 10000 : year;
    problem(r, WH_DATE_TWO_DIGIT_YEAR);
    return digits.n < 3 && year < 50 ? 2000 + year : 1900 + year; /* RFC 5322 4.3 */
}

/* ---- the day ---- */

/* Two small numbers of which one is the day and one the month: by which exists, by the weekday, else by the
 * clock (twelve hours: America's habit) and by the world's (day first). */
static void set_day_and_month(date_reader *r, int first, int second, bool day_first_only)
{
    bool as_day_first = wh_day_exists(r->year, second, first),
         as_month_first = wh_day_exists(r->year, first, second);
    bool day_first = day_first_only || as_day_first || !as_month_first;
    if (as_day_first && as_month_first && first != second && !day_first_only) {
        bool by_day = r->weekday == wh_weekday_of(r->year, second, first);
        bool by_month = r->weekday == wh_weekday_of(r->year, first, second);
        if (by_day != by_month) {
            day_first = by_day;
        } else {
            problem(r, WH_DATE_AMBIGUOUS);
            for (uint32_t i = r->at; i < r->n; i++)
                if (is_word(&r->tokens[i], WH_LIT("am")) || is_word(&r->tokens[i], WH_LIT("pm")))
                    day_first = false;
        }
    }
    r->day = day_first ? first : second;
    r->month = day_first ? second : first;
}

/* 2005-01-03, 2005/1/3, 03/01/2005, 3.1.05: three numbers with the same mark between them. */
static bool read_numeric_date(date_reader *r)
{
    const token *a = peek(r, 0), *mark = peek(r, 1), *b = peek(r, 2), *c = peek(r, 4);
    if (r->year >= 0 || r->month || r->day || !mark || mark->kind != TOKEN_MARK) return false;
    char m = mark->text.p[0];
    if (m != '-' && m != '/' && m != '.') return false;
    if (!is_number(b) || !is_mark(peek(r, 3), m) || !is_number(c) || b->text.n > 2) return false;
    problem(r, WH_DATE_NOT_RFC5322);
    int first = value_of(a->text), second = value_of(b->text);
    if (a->text.n == 4 || (a->text.n == 2 && first > 31)) {
        r->year = full_year(r, a->text);
        r->month = second;
        r->day = value_of(c->text);
        return take(r, 5);
    }
    if (a->text.n > 2 || (c->text.n != 4 && c->text.n != 2)) return false;
    r->year = full_year(r, c->text);
    take(r, 5);
    set_day_and_month(r, first, second, m == '.');
    return true;
}

/* 20050103, 20050103145012 */
static bool read_basic_date(date_reader *r, wh_str digits)
{
    if (r->year >= 0 || r->month || r->day || (digits.n != 8 && digits.n != 14)) return false;
    r->year = value_of(wh_sub(digits, 0, 4));
    r->month = value_of(wh_sub(digits, 4, 6));
    r->day = value_of(wh_sub(digits, 6, 8));
    if (digits.n == 14) wh_date_set_basic_time(r, wh_from(digits, 8));
    problem(r, WH_DATE_NOT_RFC5322);
    return take(r, 1);
}

/* A unit after a number, in the scripts that write it so: 2022年2月1日 8時11分. */
static bool read_number_with_unit(date_reader *r, const token *t)
{
    const token *next = peek(r, 1);
    size_t n;
    int value = value_of(t->text);
    if (!next || next->kind != TOKEN_WORD || value < 0) return false;
    char unit = wh_date_cjk(next->text, true, &n);
    switch (unit) {
    case 'Y': r->year = full_year(r, t->text); break;
    case 'M': r->month = value; break;
    case 'D': r->day = value; break;
    case 'h':
        r->hour = value;
        r->time_seen = true;
        break;
    case 'm': r->minute = value; break;
    case 's': r->second = value; break;
    default: return false;
    }
    problem(r, WH_DATE_NOT_RFC5322);
    take(r, 1);
    take_part(r, n); /* "1日火曜日" */
    return true;
}

static bool read_number(date_reader *r)
{
    const token *t = peek(r, 0);
    if (read_number_with_unit(r, t) || wh_date_read_time(r) || read_numeric_date(r) ||
        read_basic_date(r, t->text))
        return true;
    if (!r->time_seen && r->day && r->month && r->year >= 0 && (t->text.n == 6 || t->text.n == 4)) {
        wh_date_set_basic_time(r, t->text);
        problem(r, WH_DATE_NOT_RFC5322);
        return take(r, 1);
    }
    if (t->text.n <= 2 && !r->day) {
        r->day = value_of(t->text);
        take(r, 1);
        const token *suffix = peek(r, 0); /* "3rd", "1er" */
        if (suffix && suffix->kind == TOKEN_WORD && suffix->text.n == 2 && !suffix->spaced &&
            wh_lower(suffix->text.p[0]) != 'a' && wh_lower(suffix->text.p[0]) != 'p') {
            problem(r, WH_DATE_NOT_RFC5322);
            take(r, 1);
        }
        return true;
    }
    if (r->year < 0 && t->text.n >= 2 && (r->month || t->text.n == 4)) {
        if (r->time_seen || !r->month) problem(r, WH_DATE_NOT_RFC5322); /* asctime's order */
        r->year = full_year(r, t->text);
        return take(r, 1);
    }
    return false;
}

/* ---- words ---- */

/* "mar" is March or mardi: another month's name, or a date in numbers, makes it the weekday. */
static bool month_follows(const date_reader *r)
{
    wh_date_word word;
    for (uint32_t i = 1; peek(r, i) && i < 6; i++) {
        const token *t = peek(r, i);
        if (t->kind == TOKEN_WORD && wh_date_word_named(t->text, &word) && word.month) return true;
        if (is_number(t) && (is_mark(peek(r, i + 1), '/') || is_mark(peek(r, i + 1), '-')) &&
            is_number(peek(r, i + 2)))
            return true;
    }
    return false;
}

static bool read_cjk(date_reader *r, const token *t)
{
    size_t n;
    char means = wh_date_cjk(t->text, false, &n);
    if (!means) return false;
    if (means == 'a' || means == 'p') {
        if (r->pm_seen) return false;
        r->pm_seen = true;
        r->pm = means == 'p';
    } else {
        if (r->weekday) return false;
        r->weekday = means - '0';
    }
    problem(r, WH_DATE_NOT_RFC5322);
    take_part(r, n);
    return true;
}

static bool read_month_or_weekday(date_reader *r, const token *t)
{
    wh_date_word word;
    if (!wh_date_word_named(t->text, &word)) return false;
    bool month = word.month && !r->month && !(word.weekday && !r->weekday && month_follows(r));
    if (month) {
        r->month = word.month;
        if (!r->day) problem(r, WH_DATE_NOT_RFC5322); /* "Jan 3" */
    } else if (word.weekday && !r->weekday && !r->time_seen) {
        r->weekday = word.weekday;
    } else {
        return false;
    }
    if (!word.english_short) problem(r, WH_DATE_NOT_RFC5322);
    take(r, 1);
    if (is_mark(peek(r, 0), '.')) { /* "janv." */
        problem(r, WH_DATE_NOT_RFC5322);
        take(r, 1);
    }
    return true;
}

static bool read_word(date_reader *r)
{
    const token *t = peek(r, 0);
    if (read_cjk(r, t) || read_month_or_weekday(r, t)) return true;
    if (r->time_seen && wh_date_read_half_day(r)) return true;
    if (is_word(t, WH_LIT("t")) && !r->time_seen && r->day && is_number(peek(r, 1))) {
        problem(r, WH_DATE_NOT_RFC5322);
        return take(r, 1);
    }
    /* "1 de enero de 2005", "22 Feb 2005 at 8:11", "um 8:11 Uhr" */
    bool filler = r->time_seen
                      ? is_word(t, WH_LIT("uhr"))
                      : is_word(t, WH_LIT("de")) || is_word(t, WH_LIT("at")) || is_word(t, WH_LIT("um"));
    if (filler && r->end > 0) {
        problem(r, WH_DATE_NOT_RFC5322);
        return take(r, 1);
    }
    if (r->time_seen && !r->zone_seen) return wh_date_read_named_zone(r);
    wh_zone_name zone;
    if (r->zone_seen && t->spaced && wh_zone_named(t->text, &zone) && t->text.n > 1) { /* "+0000 UTC" */
        problem(r, WH_DATE_NOT_RFC5322);
        return take(r, 1);
    }
    if (r->at == 0 && (is_mark(peek(r, 1), ',') ||
                       (unsigned char)t->text.p[0] >= 0x80)) { /* a weekday in a language unknown here */
        problem(r, WH_DATE_NOT_RFC5322);
        return take(r, 1);
    }
    return false;
}

/* ---- all together ---- */

static bool read_mark(date_reader *r)
{
    char c = peek(r, 0)->text.p[0];
    if (r->time_seen && !r->zone_seen && wh_date_read_numeric_zone(r)) return true;
    bool inside = !r->time_seen && r->end > 0;
    if (c == ',' && r->end > 0 && r->year < 0) {
        if (!r->weekday || r->day || r->month) problem(r, WH_DATE_NOT_RFC5322); /* "January 3, 2005" */
        return take(r, 1);
    }
    if ((c == '-' || c == '.' || c == '/' || c == ',') &&
        inside) { /* 3-Jan-2005, "3. Januar 2005", "…2005, 14:50" */
        problem(r, WH_DATE_NOT_RFC5322);
        return take(r, 1);
    }
    if (c == ';' && r->end == 0) { /* what was cut from a Received field */
        r->at++;
        return true;
    }
    return false;
}

/* Go's time.String of a time with a monotonic clock: "m=+349867.49". */
static void skip_monotonic(date_reader *r)
{
    if (!is_word(peek(r, 0), WH_LIT("m")) || !is_mark(peek(r, 1), '=')) return;
    uint32_t count = 2;
    if (is_mark(peek(r, count), '+') || is_mark(peek(r, count), '-')) count++;
    if (!is_number(peek(r, count))) return;
    count++;
    if (is_mark(peek(r, count), '.') && is_number(peek(r, count + 1))) count += 2;
    take(r, count);
}

static void finish_zone(date_reader *r)
{
    if (r->zone_seen || !r->time_seen) {
        if (!r->zone_seen) problem(r, WH_DATE_NO_ZONE);
        return;
    }
    wh_zone_name zone;
    problem(r, WH_DATE_NO_ZONE);
    if (!wh_absent(r->zone_comment) && wh_zone_named(r->zone_comment, &zone))
        r->offset = zone.minutes; /* "14:50:12 (JST)" */
}

static bool finish(date_reader *r, wh_date *out)
{
    if (r->year < 0 || !r->month || !r->day) return false;
    if (!r->time_seen) problem(r, WH_DATE_NOT_RFC5322);
    if (r->pm_seen && r->hour >= 1 && r->hour <= 12) r->hour = r->hour % 12 + (r->pm ? 12 : 0);
    bool midnight_after = r->hour == 24 && r->minute == 0 && r->second == 0; /* ISO 8601 */
    if (midnight_after) problem(r, WH_DATE_NOT_RFC5322);
    if (!wh_day_exists(r->year, r->month, r->day) || (r->hour > 23 && !midnight_after) || r->minute > 59 ||
        r->second > 60) {
        problem(r, WH_DATE_IMPOSSIBLE);
        return false;
    }
    finish_zone(r);
    if (r->weekday && r->weekday != wh_weekday_of(r->year, r->month, r->day))
        problem(r, WH_DATE_WRONG_WEEKDAY);
    int64_t minutes = wh_days_of(r->year, r->month, r->day) * 1440 + r->hour * 60 + r->minute - r->offset;
    out->ms = (minutes * 60 + r->second) * 1000 + r->ms;
    out->offset_minutes = r->offset;
    return true;
}

void wh_parse_date(wh_str value, wh_date *out)
{
    date_reader r = {.s = value, .year = -1};
    *out = (wh_date){0};
    if (value.n > UINT32_MAX) return;
    wh_date_tokenize(&r);
    for (bool more = true; more && r.at < r.n;) {
        skip_monotonic(&r);
        if (r.at == r.n) break;
        switch (r.tokens[r.at].kind) {
        case TOKEN_NUMBER: more = read_number(&r); break;
        case TOKEN_WORD: more = read_word(&r); break;
        case TOKEN_MARK: more = read_mark(&r); break;
        }
    }
    out->ok = finish(&r, out);
    if (r.at < r.n) problem(&r, WH_DATE_TRAILING);
    out->problems = r.problems;
    if (out->ok) out->raw = wh_sub(value, r.start, r.end);
}
