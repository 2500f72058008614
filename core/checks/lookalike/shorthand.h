/* How the built-in table of brands writes what a row repeats (core/tables/make-brands.mjs). Internal to
 * checks/lookalike. */
#ifndef WHENCE_LOOKALIKE_SHORTHAND_H
#define WHENCE_LOOKALIKE_SHORTHAND_H

#include "base/base.h"

/* What a row's words refer to. last: the first label of the host name that was read before. */
typedef struct wh_shorthand {
    wh_str id, label, last;
} wh_shorthand;

/* "=" is the id, "-" the id without hyphens, "+" the row's first label: alone, or as the first label of a
 * host name; ".jp" goes on as the host name before did. Anything else is itself. A slice, or in the arena;
 * absent when memory is out. */
wh_str wh_unabbreviate(wh_arena *arena, wh_str word, wh_shorthand *row);

/* "=" is the id with blanks for its hyphens, "^" the same with capitals, "!" in capitals. */
wh_str wh_unabbreviate_name(wh_arena *arena, wh_str name, wh_str id);

#endif
