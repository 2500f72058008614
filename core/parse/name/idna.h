/* Punycode over code points, for the files that take labels apart (RFC 3492, RFC 5891). */
#ifndef WHENCE_IDNA_H
#define WHENCE_IDNA_H

#include "base/base.h"
#include "base/limits.h"

/* The code points of a label after its "xn--"; WH_NONE_AT when it is broken or has more than cap. */
size_t wh_punycode_runes(wh_str encoded, uint32_t *out, size_t cap);
/* The encoded form, without "xn--", in out; WH_NONE_AT when it needs more than cap bytes. */
size_t wh_punycode_bytes(const uint32_t *runes, size_t n, char *out, size_t cap);

/* The problems (bits of wh_name_problem) of a label in Unicode, UTS 46 4.1: without ContextJ where both sides
 * join. */
uint32_t wh_label_problems(const uint32_t *runes, size_t n);

#endif
