/* Sets of names that are compiled in: core/tables/lib.mjs (cNames) makes them. */
#ifndef WHENCE_NAME_TABLE_H
#define WHENCE_NAME_TABLE_H

#include "base/base.h"

#define WH_NAMES_STRIDE 16u /* the same in lib.mjs */

typedef struct wh_names {
    const unsigned char *entries; /* sorted: length, number (two bytes, the lower first), letters */
    const uint16_t *at;           /* where every WH_NAMES_STRIDE-th entry starts */
    uint32_t n;
} wh_names;

/* What the longest name of the table that `name` is or lies below has as its number, and how many bytes of
 * `name` stand before it (may be NULL); -1: there is none. Any case. */
int32_t wh_names_find(const wh_names *names, wh_str name, size_t *before);

#endif
