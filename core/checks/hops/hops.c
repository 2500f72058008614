/* The checks of the way the mail came, one after the other. */
#include "checks/hops/hops.h"

void wh_check_hops(wh_case *c)
{
    wh_check_client(c);
    wh_check_helo(c);
    wh_check_times(c);
    wh_check_chain(c);
    wh_check_software(c);
    wh_check_zone(c);
    wh_check_stranger(c);
    wh_group_hop_findings(c);
}
