/* What an author multiplies is reported a few times and then counted: 5,000 invented lines do not fill the
 * report with one finding. */
#include "checks/hops/hops.h"
#include "base/limits.h"

/* Runs when the checks of the hops are done, when nobody holds a pointer into the list of findings. */
void wh_group_hop_findings(wh_case *c)
{
    uint32_t met[WH_FINDING_COUNT] = {0}, last[WH_FINDING_COUNT] = {0}, kept = 0;
    for (uint32_t i = 0; i < c->findings.n; i++) {
        wh_finding *f = &c->findings.at[i];
        wh_finding_id id = f->id;
        if (wh_finding_area(id) != WH_AREA_HOPS || met[id]++ < WH_MAX_OF_A_KIND) {
            last[id] = kept;
            c->findings.at[kept++] = *f;
            continue;
        }
        for (uint32_t k = 0; k < f->spans.n; k++)
            wh_finding_span(c, &c->findings.at[last[id]], f->spans.at[k]);
    }
    /* The list hands its places out again as they are. */
    for (uint32_t i = kept; i < c->findings.n; i++) c->findings.at[i] = (wh_finding){0};
    c->findings.n = kept;
    for (uint32_t id = 0; id < WH_FINDING_COUNT; id++)
        if (met[id] > WH_MAX_OF_A_KIND)
            wh_finding_number(c, &c->findings.at[last[id]], "more", met[id] - WH_MAX_OF_A_KIND);
}
