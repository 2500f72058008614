/* What the list of brands is made of, one by one. The texts are kept: they are in the arena, or the built-in
 * table's. Internal to checks/lookalike. */
#ifndef WHENCE_LOOKALIKE_BRAND_ADD_H
#define WHENCE_LOOKALIKE_BRAND_ADD_H

#include "checks/lookalike/brands.h"

/* What does not fit into memory sets b->failed. */
uint32_t wh_add_brand(wh_brands *b, wh_str id); /* WH_NO_BRAND: memory is out */
/* common: an everyday word */
void wh_add_target(wh_brands *b, uint32_t brand, wh_str text, bool domain, bool common);
void wh_add_owned(wh_brands *b, uint32_t brand, wh_str domain, bool mail, bool top_level);
void wh_add_alias(wh_brands *b, uint32_t brand, wh_str name, bool weak);
char *wh_brand_room(wh_brands *b, size_t n); /* for letters, unaligned; NULL: memory is out */

#endif
