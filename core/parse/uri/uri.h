/* What the files that read addresses of links share. */
#ifndef WHENCE_URI_H
#define WHENCE_URI_H

#include "parse/parse.h"

/* Every %XX replaced by its byte. Borrowed when there is none. */
wh_str wh_percent_decode(wh_env *env, wh_str s);
/* A host that a browser takes for an IPv4 address (WHATWG URL 3.5): one to four numbers, decimal, octal (0…)
 * or hexadecimal (0x…), the last one filling what is left. */
bool wh_parse_number_host(wh_str host, wh_ip *out);

#endif
