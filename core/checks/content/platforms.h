/* Platforms whose mail carries other people's words. The table is core/tables/platforms.tsv. */
#ifndef WHENCE_PLATFORMS_H
#define WHENCE_PLATFORMS_H

#include "base/base.h"

/* core/tables/platforms.tsv, a row for each: its title, a tab, domains and addresses with a blank between,
 * "~" before those that share, a line feed. */
extern const unsigned char wh_platforms[];
extern const uint32_t wh_platforms_n;

typedef struct wh_platform {
    wh_str name;  /* a domain, or a whole address */
    wh_str title; /* as people know it */
    bool shares;  /* its mail bears the name and the address of whoever shares: free mail with most people */
} wh_platform;

/* The platform that writes such mail from this address (local part and domain in any case); false: none is
 * known. */
bool wh_platform_of(wh_str address, wh_str domain, wh_platform *out);

#endif
