/* Where a name's owner begins: public suffixes. */
#ifndef WHENCE_SUFFIX_H
#define WHENCE_SUFFIX_H

#include "parse/name/table.h"

typedef struct wh_split {
    wh_str suffix, registrable; /* slices; absent: registrable of a suffix or a bare label */
    bool private_suffix; /* tenants below it: a private rule of the list, or our shared-hosting table */
    bool known;          /* the top-level label is in the list */
} wh_split;

/* ascii: lower case, no final dot. */
wh_split wh_split_suffix(wh_str ascii);

/* The list: core/tables/make-suffixes.mjs. */
extern const unsigned char wh_suffixes[];
extern const uint32_t wh_suffixes_n;
extern const uint32_t wh_suffixes_at[]; /* where every 32nd top-level label is */
extern const uint32_t wh_suffixes_at_n;

/* Our table: core/tables/shared_hosting.tsv. */
extern const wh_names wh_shared_hosting;

#endif
