/* Values of CSS: html/values.c reads them for html/style.c. */
#ifndef WHENCE_CSS_VALUES_H
#define WHENCE_CSS_VALUES_H

#include "parse/html/html.h"

typedef enum wh_css_kind {
    WH_CSS_NO_NUMBER, /* no value that the property could have: browsers pass it over */
    WH_CSS_ZERO,
    WH_CSS_MORE /* ... or of a size that nobody knows */
} wh_css_kind;
typedef struct wh_css_number {
    wh_css_kind kind;
    bool negative;
    double worth; /* without its sign */
    wh_str unit;
} wh_css_number;
wh_css_number wh_css_read_number(wh_str value); /* "0", "0px", "-12.5em" */
/* The value of a property that takes a length, none of them negative. */
wh_css_kind wh_css_measure(wh_str value);

bool wh_css_is_alone(wh_str value); /* one word */
/* One of those words; one that ends in "-" or "(" may go on. */
bool wh_css_is_any(wh_str value, const wh_str *words, size_t n);
bool wh_css_is_global(wh_str value); /* "inherit", "var(--x)" */

#endif
