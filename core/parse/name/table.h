/* Sets of names that are compiled in: core/tables/lib.mjs (cNames) makes them. */
#ifndef WHENCE_NAME_TABLE_H
#define WHENCE_NAME_TABLE_H

#include "base/base.h"

#define WH_NAMES_STRIDE 8u /* the same in lib.mjs */

typedef struct wh_names {
    /* Sorted: letters, and a byte that ends them and says which number they have. Letters that follow letters
     * pack better than behind their length. */
    const unsigned char *entries;
    const uint16_t *at;      /* where every WH_NAMES_STRIDE-th entry starts */
    const uint16_t *numbers; /* of the bytes that end names: wh_names_number */
    uint32_t n;
} wh_names;

static inline bool wh_names_ends(unsigned char byte) { return byte < ' ' || byte >= 0x80; }
static inline int32_t wh_names_number(const wh_names *names, unsigned char end)
{
    return names->numbers[end < ' ' ? end : end - 96];
}

/* What the longest name of the table that `name` is or lies below has as its number, and how many bytes of
 * `name` stand before it (may be NULL); -1: there is none. Any case. */
int32_t wh_names_find(const wh_names *names, wh_str name, size_t *before);

#endif
