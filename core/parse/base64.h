/* Base64, RFC 4648. Internal to the decoders. */
#ifndef WHENCE_BASE64_H
#define WHENCE_BASE64_H

#include "base/base.h"

extern const int8_t wh_base64_values[256];
/* 0..63; -1: not of the alphabet */
static inline int wh_base64_value(char c) { return wh_base64_values[(unsigned char)c]; }

/* A decoder that takes one byte at a time and skips whatever is not part of its alphabet. "=" ends a run;
 * another may follow. */
typedef struct wh_base64 {
    uint32_t bits;
    unsigned n; /* bits that wait */
} wh_base64;
/* True when it made a byte. */
static inline bool wh_base64_step(wh_base64 *state, char c, char *out)
{
    int value = wh_base64_value(c);
    if (c == '=') *state = (wh_base64){0};
    if (value < 0) return false;
    state->bits = (state->bits << 6 | (uint32_t)value) & 0xFFFF;
    state->n += 6;
    if (state->n < 8) return false;
    state->n -= 8;
    *out = (char)(unsigned char)(state->bits >> state->n & 0xFF);
    return true;
}
/* Decodes in[at, ...) by fours as long as all four are of the alphabet and out has room for `room` bytes.
 * Returns how many bytes that gave: three for every four. */
size_t wh_base64_fours(wh_str in, size_t at, char *out, size_t room);

#endif
