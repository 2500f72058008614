/* The times that ids hold, in the notations that mail software has for them. */
#include "evidence/pattern.h"

#define EARLIEST 473385600000     /* 1985: no mail with a Message-ID is older */
#define LATEST 2524608000000      /* 2050: a later one was read out of something else */
#define TICKS_1601 11644473600000 /* ms from 1601 (FILETIME) to 1970 */
#define TICKS_1 62135596800000    /* ms from the year 1 (.NET) to 1970 */

typedef struct clock {
    int64_t year, month, day, hour, minute, second; /* -1: not given */
    uint64_t high;
    bool found, bad;
    int64_t ms;
} clock;

/* The value of digits in a base whose alphabet is given; false when it does not fit or a byte is not a digit.
 */
static bool number(wh_str s, wh_str alphabet, bool least_first, uint64_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        size_t digit = wh_find_byte(alphabet, s.p[least_first ? s.n - 1 - i : i], 0);
        if (digit == WH_NONE_AT || value > (UINT64_MAX - digit) / alphabet.n) return false;
        value = value * alphabet.n + digit;
    }
    *out = value;
    return s.n > 0;
}

static const wh_str decimal = WH_LIT_INIT("0123456789");
static const wh_str hex_lower = WH_LIT_INIT("0123456789abcdef");
static const wh_str hex_upper = WH_LIT_INIT("0123456789ABCDEF");
static const wh_str base36 = WH_LIT_INIT("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
static const wh_str base36_down = WH_LIT_INIT("zyxwvutsrqponmlkjihgfedcba9876543210"); /* Gnus counts so */
static const wh_str base62 = WH_LIT_INIT("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
static const wh_str base60 = WH_LIT_INIT("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx");
static const wh_str base52 = WH_LIT_INIT("0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz");
static const wh_str base64url =
    WH_LIT_INIT("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
static const wh_str base64std =
    WH_LIT_INIT("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
static const wh_str base32hex = WH_LIT_INIT("0123456789abcdefghijklmnopqrstuv");
static const wh_str crockford = WH_LIT_INIT("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

static void set_ms(clock *c, int64_t ms)
{
    c->found = true;
    c->ms = ms;
    if (ms < EARLIEST || ms >= LATEST) c->bad = true;
}

/* digits of a base that count `unit`s: ms = value * times / divisor - offset */
static void count(clock *c, wh_str s, wh_str alphabet, uint64_t times, uint64_t divisor, int64_t offset)
{
    uint64_t value;
    if (!number(s, alphabet, false, &value) || value > (uint64_t)INT64_MAX / times) {
        c->bad = true;
        return;
    }
    set_ms(c, (int64_t)(value * times / divisor) + offset);
}

/* Gnus: two numbers of four digits, each ending in 16 bits of the time. */
static void gnus(clock *c, wh_str s)
{
    uint64_t high, low;
    if (s.n != 8 || !number(wh_sub(s, 0, 4), base36_down, false, &high) ||
        !number(wh_from(s, 4), base36_down, false, &low))
        c->bad = true;
    else set_ms(c, (int64_t)((high & 0xFFFF) << 16 | (low & 0xFFFF)) * 1000);
}

/* sendmail: year since 1900 modulo 60, month from 0, day, hour, minute, second: a digit each. */
static void sendmail(clock *c, wh_str s)
{
    size_t v[6];
    for (size_t i = 0; i < 6; i++) {
        v[i] = i < s.n ? wh_find_byte(base60, s.p[i], 0) : WH_NONE_AT;
        if (v[i] == WH_NONE_AT) {
            c->bad = true;
            return;
        }
    }
    c->year = 1960 + (int64_t)v[0];
    while (c->year < 1997) c->year += 60; /* 8.9, which began with it, is of that time */
    c->month = (int64_t)v[1] + 1;
    c->day = (int64_t)v[2];
    c->hour = (int64_t)v[3];
    c->minute = (int64_t)v[4];
    c->second = (int64_t)v[5];
}

/* Mutt 2: the first 32 bits of what base64 holds are seconds. */
static void base64_epoch(clock *c, wh_str s)
{
    uint64_t value;
    wh_str six = wh_sub(s, 0, 6);
    if (!number(six, base64url, false, &value) && !number(six, base64std, false, &value)) c->bad = true;
    else set_ms(c, (int64_t)(value >> 4) * 1000);
    if (c->ms < 1577836800000) c->bad = true; /* before 2020: random text is likelier */
}

static void part(clock *c, int64_t *place, wh_str s)
{
    uint64_t value;
    if (!number(s, decimal, false, &value)) c->bad = true;
    else *place = (int64_t)value;
}

static wh_str hex_of(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'A' && s.p[i] <= 'F') return hex_upper;
    return hex_lower;
}

/* Momentum and Symantec: hexadecimal digits, the least first. */
static void reversed(clock *c, wh_str s)
{
    uint64_t seconds;
    if (!number(s, hex_of(s), true, &seconds)) c->bad = true;
    else set_ms(c, (int64_t)seconds * 1000);
}

/* Emacs: the time's 16 upper and its 16 lower bits. */
static void epoch_low(clock *c, wh_str s)
{
    uint64_t low;
    if (!number(s, decimal, false, &low) || low > 0xFFFF || c->high > 0xFFFF) c->bad = true;
    else set_ms(c, (int64_t)(c->high << 16 | low) * 1000);
}

static void filetime_low(clock *c, wh_str s)
{
    uint64_t low;
    if (!number(s, hex_of(s), false, &low)) c->bad = true;
    else set_ms(c, (int64_t)((c->high << 32 | low) / 10000) - TICKS_1601);
}

static void ticks36(clock *c, wh_str s)
{
    uint64_t ticks;
    if (!number(s, base36, true, &ticks)) c->bad = true;
    else set_ms(c, (int64_t)(ticks / 10000) - TICKS_1);
}

static void read_field(clock *c, wh_pattern_field field, wh_str s)
{
    switch (field) {
    case WH_FIELD_YEAR: part(c, &c->year, s); break;
    case WH_FIELD_YEAR2:
        part(c, &c->year, s);
        c->year += c->year < 80 ? 2000 : 1900;
        break;
    case WH_FIELD_MONTH: part(c, &c->month, s); break;
    case WH_FIELD_DAY: part(c, &c->day, s); break;
    case WH_FIELD_HOUR: part(c, &c->hour, s); break;
    case WH_FIELD_MINUTE: part(c, &c->minute, s); break;
    case WH_FIELD_SECOND: part(c, &c->second, s); break;
    case WH_FIELD_EPOCH: count(c, s, decimal, 1000, 1, 0); break;
    case WH_FIELD_MS: count(c, s, decimal, 1, 1, 0); break;
    case WH_FIELD_CS: count(c, s, decimal, 10, 1, 0); break;
    case WH_FIELD_US: count(c, s, decimal, 1, 1000, 0); break;
    case WH_FIELD_HEXEPOCH: count(c, s, hex_of(s), 1000, 1, 0); break;
    case WH_FIELD_HEXEPOCH_REVERSED: reversed(c, s); break;
    case WH_FIELD_HEXMS: count(c, s, hex_of(s), 1, 1, 0); break;
    case WH_FIELD_EPOCH_HIGH:
        if (!number(s, decimal, false, &c->high)) c->bad = true;
        break;
    case WH_FIELD_EPOCH_LOW: epoch_low(c, s); break;
    case WH_FIELD_FILETIME: count(c, s, hex_of(s), 1, 10000, -TICKS_1601); break;
    case WH_FIELD_FILETIME_HIGH:
        if (!number(s, hex_of(s), false, &c->high)) c->bad = true;
        break;
    case WH_FIELD_FILETIME_LOW: filetime_low(c, s); break;
    case WH_FIELD_BASE62: count(c, s, base62, 1000, 1, 0); break;
    case WH_FIELD_GNUS: gnus(c, s); break;
    case WH_FIELD_BASE64EPOCH: base64_epoch(c, s); break;
    case WH_FIELD_ULID: count(c, wh_sub(s, 0, 10), crockford, 1, 1, 0); break;
    case WH_FIELD_TICKS36: ticks36(c, s); break;
    case WH_FIELD_TICKS: count(c, s, decimal, 1, 10000, -TICKS_1); break;
    case WH_FIELD_INN:
        count(c, s, base32hex, 1000, 1, 673416000000);
        break; /* its own beginning of time, in 1991 */
    case WH_FIELD_SENDMAIL: sendmail(c, s); break;
    case WH_FIELD_BASE52: count(c, s, base52, 1000, 1, 0); break;
    default: break;
    }
}

/* A date and time given in parts. */
static void assemble(clock *c)
{
    if (c->month < 1 || c->month > 12 || c->day < 1 ||
        !wh_day_exists((int)c->year, (int)c->month, (int)c->day) || c->hour > 23 || c->minute > 59 ||
        c->second > 60) {
        c->bad = true;
        return;
    }
    int64_t days = wh_days_of(c->year, (int)c->month, (int)c->day);
    int64_t hour = c->hour < 0 ? 0 : c->hour, minute = c->minute < 0 ? 0 : c->minute,
            second = c->second < 0 ? 0 : c->second;
    set_ms(c, (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000);
}

/* The day in ms of the n-th Sunday of a month (5: the last one). */
static int64_t sunday(int64_t year, int month, int n)
{
    int64_t day = wh_days_of(year, month, 1);
    int64_t first = day + (10 - day % 7) % 7; /* 1970 began on a Thursday */
    int64_t found = first + 7 * (n - 1);
    while (n == 5 && found >= wh_days_of(year, month + 1, 1)) found -= 7;
    return found * 86400000;
}

/* Los Angeles to UTC: the rules of the United States since 2007, and from 1987 to 2006. */
static int64_t from_pacific(int64_t ms, int64_t year)
{
    bool recent = year >= 2007;
    int64_t start = sunday(year, recent ? 3 : 4, recent ? 2 : 1) + 7200000;
    int64_t end = sunday(year, recent ? 11 : 10, recent ? 1 : 5) + 7200000;
    return ms + (ms >= start && ms < end ? 7 : 8) * (int64_t)3600000;
}

bool wh_pattern_time(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s,
                     const uint16_t *where, bool *found, int64_t *ms)
{
    clock c = {.year = -1, .month = -1, .day = -1, .hour = -1, .minute = -1, .second = -1};
    const wh_pattern_step *steps = table->steps + pattern->step;
    for (size_t i = 0; i < pattern->steps && !c.bad; i++)
        read_field(&c, (wh_pattern_field)steps[i].field, wh_sub(s, where[i], where[i + 1]));
    if (c.year >= 0 && c.year < 9999 && !c.bad) assemble(&c);
    if (c.found && !c.bad && (pattern->marks & WH_MARK_PACIFIC)) c.ms = from_pacific(c.ms, c.year);
    *found = c.found;
    *ms = c.ms;
    return !c.bad;
}
