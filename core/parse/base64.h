/* Base64, RFC 4648. Internal to the decoders. */
#ifndef WHENCE_BASE64_H
#define WHENCE_BASE64_H

#include "base/base.h"

int wh_base64_value(char c); /* 0..63; -1: not of the alphabet */

/* A decoder that takes one byte at a time and skips whatever is not part of its alphabet. "=" ends a run;
 * another may follow. */
typedef struct wh_base64 {
    uint32_t bits;
    unsigned n; /* bits that wait */
} wh_base64;
/* True when it made a byte. */
bool wh_base64_step(wh_base64 *state, char c, char *out);

#endif
