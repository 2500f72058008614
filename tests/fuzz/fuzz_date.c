/* date/ */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_date date;
    wh_parse_date(input, &date);
    PROMISE(inside(date.raw, input));
    PROMISE(date.offset_minutes >= -840 && date.offset_minutes <= 840);
    PROMISE((date.problems >> WH_DATE_PROBLEM_COUNT) == 0);
    if (!date.ok) return;
    PROMISE(date.raw.n > 0);
    wh_str iso = wh_format_iso(env, date.ms); /* what is written out reads as the same instant */
    PROMISE(iso.n >= 24);
    wh_date again;
    wh_parse_date(iso, &again);
    if (iso.n == 24) PROMISE(again.ok && again.ms == date.ms);
}
