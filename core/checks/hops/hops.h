/* The checks of the way the mail came, a file each. */
#ifndef WHENCE_CHECKS_HOPS_H
#define WHENCE_CHECKS_HOPS_H

#include "checks/common.h"

#include "base/limits.h"

/* The fields whose client may be the sender's: the path's findings are about each of them. Where it is open
 * which field is the entrance, the outermost, and if that has no address, those down to one that has. Where a
 * list passed the mail on, the field in which the list took it: instead of the reader's for a known list, as
 * well as it for any other, whose word may be the author's. */
typedef struct wh_doors {
    uint32_t n;
    struct {
        const wh_hop *hop;
        bool submitted; /* its client is a user who logged in */
    } at[WH_MAX_CANDIDATES + 2];
} wh_doors;
wh_doors wh_path_doors(const wh_facts *facts); /* hops/doors.c */

/* A finding about the client of a field, with its names and its address; hops/doors.c */
wh_finding *wh_finding_of_hop(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice);

void wh_check_client(wh_case *c);       /* hops/client.c */
void wh_check_helo(wh_case *c);         /* hops/helo.c */
void wh_check_times(wh_case *c);        /* hops/times.c */
void wh_check_chain(wh_case *c);        /* hops/chain.c */
void wh_check_software(wh_case *c);     /* hops/software.c */
void wh_check_zone(wh_case *c);         /* hops/zone.c */
void wh_check_stranger(wh_case *c);     /* hops/stranger.c */
void wh_group_hop_findings(wh_case *c); /* hops/group.c */

#endif
