/* Names of hosts as people write them in running text: hosts.c. */
#ifndef WHENCE_HOSTS_H
#define WHENCE_HOSTS_H

#include "parse/parse.h"

/* A dot as people write it to keep a name from becoming a link: "[.]", "(dot)" ...; its length at the start
 * of s, or 0. */
size_t wh_defused_dot(wh_str s);
/* The name with plain dots for the defused ones. */
void wh_put_host(wh_buf *buf, wh_str name);
/* Whether a word is the name of a host under a top-level domain that exists, and not the name of a file. It
 * takes no memory. */
bool wh_is_host_name(wh_str name);

#endif
