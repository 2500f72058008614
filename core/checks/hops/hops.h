/* The checks of the way the mail came, a file each. */
#ifndef WHENCE_CHECKS_HOPS_H
#define WHENCE_CHECKS_HOPS_H

#include "checks/common.h"

void wh_check_client(wh_case *c);       /* hops/client.c */
void wh_check_times(wh_case *c);        /* hops/times.c */
void wh_check_chain(wh_case *c);        /* hops/chain.c */
void wh_check_software(wh_case *c);     /* hops/software.c */
void wh_check_zone(wh_case *c);         /* hops/zone.c */
void wh_check_stranger(wh_case *c);     /* hops/stranger.c */
void wh_group_hop_findings(wh_case *c); /* hops/group.c */

#endif
