/* Platforms whose mail carries other people's words. The table is core/tables/platforms.tsv. */
#ifndef WHENCE_PLATFORMS_H
#define WHENCE_PLATFORMS_H

#include "base/base.h"

typedef struct wh_platform {
    wh_str name;  /* a domain, or a whole address */
    wh_str title; /* as people know it */
    bool shares;  /* its mail bears the name and the address of whoever shares: free mail with most people */
} wh_platform;

extern const wh_platform wh_platforms[];
extern const size_t wh_platforms_n;

/* The platform that writes such mail from this address (local part and domain in any case); NULL: none
 * known. */
const wh_platform *wh_platform_of(wh_str address, wh_str domain);

#endif
