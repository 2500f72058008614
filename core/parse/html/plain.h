/* What the files that read running text share. */
#ifndef WHENCE_PLAIN_H
#define WHENCE_PLAIN_H

#include "parse/parse.h"

/* A dot as people write it so that nothing links there: "[.]", "(dot)" ...; its length at the start of s, or
 * 0. */
size_t wh_defused_dot(wh_str s);

#endif
