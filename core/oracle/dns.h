/* Reading the answer to a DNS question; private to the oracle. */
#ifndef WHENCE_ORACLE_DNS_H
#define WHENCE_ORACLE_DNS_H

#include "oracle/oracle.h"

/* Lower case, without the final dot, in the arena; absent when it cannot be asked for (RFC 1035 2.3.4: labels
 * of 1 to 63 octets, 253 in all as text; printable ASCII only, which is all that every host can carry). */
wh_str wh_dns_name(wh_arena *arena, wh_str name);

/* answer: JSON {"rcode", "answers": [{name, type, ttl, data}]}. Sets out->state to WH_ANSWERED, WH_EMPTY or
 * WH_TEMPFAIL. */
void wh_read_dns(wh_arena *arena, wh_str answer, wh_rr type, wh_dns *out);

#endif
