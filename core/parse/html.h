/* What the files that read HTML share. */
#ifndef WHENCE_HTML_H
#define WHENCE_HTML_H

#include "parse/parse.h"

/* ---- entities.c ---- */

/* The character reference that s begins with: bytes it takes, 0 when s begins with none. */
size_t wh_entity_at(wh_str s, bool in_attribute, uint32_t *rune);
/* Appends s with its character references replaced. */
void wh_put_unescaped(wh_buf *out, wh_str s, bool in_attribute);

#endif
