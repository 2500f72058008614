/* The built-in table of brands, as core/tables/make-brands.mjs packs it and brand_table.c reads it. Internal
 * to checks/lookalike.
 *
 * One text of two halves with an empty row between; what resembles one another stands together, since that
 * packs to nine tenths. Rows end in a line feed, cells in a tab, but for empty cells at a row's end.
 *
 * The first half has a row for each brand: id, labels, domains, owned, mail (core/tables/brands/README.md).
 * Words have a blank between. A row that begins with a tab names the category of the rows behind it. A label
 * that is an everyday word (core/tables/common_words.txt) has "~" at its end. What a row repeats is shorter,
 * alone or as the first label of a host name: "=" is the id, "-" the id without hyphens, "/" the row's first
 * label; and ".jp" goes on as the host name before did. The cell of mail is written out.
 *
 * The second half has, in the same order, names with a comma between, and the English name, which is the
 * number of one of the names where it is one. "=" is the id with blanks for its hyphens, "^" the same with
 * capitals,
 * "!" in capitals; "~" before a name makes it a weak one. */
#ifndef WHENCE_LOOKALIKE_BRAND_TABLE_H
#define WHENCE_LOOKALIKE_BRAND_TABLE_H

#include "checks/lookalike/brands.h"

extern const unsigned char wh_brand_table[];
extern const uint32_t wh_brand_table_n;

/* Adds the table's brands, before any other; the table is borrowed. What is no such table sets b->failed. */
void wh_read_brand_table(wh_brands *b, wh_str table);

#endif
