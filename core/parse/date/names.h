/* Names that stand in dates: months, weekdays and zones. Internal to date.c. */
#ifndef WHENCE_DATE_NAMES_H
#define WHENCE_DATE_NAMES_H

#include "base/base.h"

#define WH_WORD_FOLDED 20u

typedef struct wh_date_word {
    int month;          /* 1..12, 0: none */
    int weekday;        /* 1 (Monday) .. 7, 0: none */
    bool english_short; /* one of the names that RFC 5322 has */
} wh_date_word;

/* Both are set for what is a month in one language and a weekday in another ("mar"). */
bool wh_date_word_named(wh_str word, wh_date_word *out);

typedef struct wh_zone_name {
    int minutes;
    bool in_rfc; /* one of RFC 5322 4.3 */
} wh_zone_name;
bool wh_zone_named(wh_str word, wh_zone_name *out);

/* What a Chinese, Japanese or Korean word begins with: 'Y', 'M', 'D', 'h', 'm', 's' (units after a number),
 * 'a', 'p' (half of the day), '1'..'7' (weekday); 0: none of them. *n is how many bytes it takes. */
char wh_date_cjk(wh_str word, bool after_number, size_t *n);

#endif
