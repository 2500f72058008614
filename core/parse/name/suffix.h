/* Where a name's owner begins: public suffixes. */
#ifndef WHENCE_SUFFIX_H
#define WHENCE_SUFFIX_H

#include "base/base.h"

typedef struct wh_split {
    wh_str suffix, registrable; /* slices; absent: registrable of a suffix or a bare label */
    bool private_suffix;        /* tenants below it: a private rule of the list, or our shared-hosting table */
    bool known;                 /* the top-level label is in the list */
} wh_split;

/* ascii: lower case, no final dot. */
wh_split wh_split_suffix(wh_str ascii);

/* Our table (core/tables/shared_hosting.tsv), generated: sorted names, each with a length byte before it. */
extern const unsigned char wh_shared_hosting[];
extern const uint16_t wh_shared_hosting_at[];
extern const uint32_t wh_shared_hosting_n;

#endif
