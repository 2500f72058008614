/* What the files that read running text share. */
#ifndef WHENCE_PLAIN_H
#define WHENCE_PLAIN_H

#include "parse/parse.h"

/* A dot as people write it so that nothing links there: "[.]", "(dot)" ...; its length at the start of s, or
 * 0. */
size_t wh_defused_dot(wh_str s);
/* Whether a word is the name of a host, under a top-level domain that exists, and none of a file. No memory
 * is taken. name/hosts.c */
bool wh_is_host_name(wh_str name);

#endif
