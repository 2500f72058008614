/* Addresses that carry the one they lead on to: core/tables/wrappers.tsv. Nothing is opened: all that is
 * known is what the address itself says. */
#ifndef WHENCE_UNWRAP_H
#define WHENCE_UNWRAP_H

#include "parse/parse.h"

typedef enum wh_wrapper_kind {
    WH_WRAPPER_GATEWAY,  /* a mail filter rewrote the link for its reader */
    WH_WRAPPER_COUNTER,  /* a service counts clicks for the sender */
    WH_WRAPPER_REDIRECT, /* a well-known site that leads wherever the address says */
    WH_WRAPPER_COPY,     /* shows another site's page under its own name */
    WH_WRAPPER_GENERIC,  /* anybody's */
    WH_WRAPPER_SHARE     /* speaks of another address, and does not lead there */
} wh_wrapper_kind;

typedef enum wh_wrapper_place {
    WH_PLACE_QUERY,
    WH_PLACE_REST,
    WH_PLACE_SEGMENT,
    WH_PLACE_LAST,
    WH_PLACE_AFTER,
    WH_PLACE_BETWEEN,
    WH_PLACE_HOST,
    WH_PLACE_FRAGMENT,
    WH_PLACE_ANY
} wh_wrapper_place;

typedef enum wh_wrapper_coding {
    WH_CODED_PLAIN,
    WH_CODED_HOST,
    WH_CODED_BARE,
    WH_CODED_SEGMENT,
    WH_CODED_DASHES,
    WH_CODED_STARS,
    WH_CODED_BASE64,
    WH_CODED_BING,
    WH_CODED_TRANSLATE,
    WH_CODED_GOOGLE,
    WH_CODED_NAME
} wh_wrapper_coding;

struct wh_wrapper {
    wh_str id, hosts, path, word; /* word: the place's parameter names or text */
    wh_wrapper_kind kind;
    wh_wrapper_place place;
    wh_wrapper_coding coding;
};
extern const wh_wrapper wh_wrappers[]; /* made by core/tables/make-wrappers.mjs */
extern const size_t wh_wrappers_n;

/* What stands in a wrapper as the address it is meant to be; absent when it is not one. unwrap_coding.c */
wh_str wh_decode_wrapped(wh_env *env, wh_wrapper_coding coding, wh_str coded);
/* The address that one token of base64 holds, by itself or inside JSON; absent when there is none. */
wh_str wh_decode_wrapped_base64(wh_env *env, wh_str token);

#endif
