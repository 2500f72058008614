/* What one finding counts in the sum. */
#include "verdict/verdict.h"

/* Each kind of finding counts once, however often it was raised, at its default weight; a finding whose
 * severity was set away from its default counts in proportion. */
int wh_points_of(const wh_finding *f)
{
    static const int scale[] = {5, 4, 3, 2, 0, 0}; /* critical .. good */
    int weight = wh_finding_weight(f->id);
    wh_severity normal = wh_finding_severity(f->id);
    if (f->severity == normal || weight <= 0 || scale[normal] == 0) return weight;
    return weight * scale[f->severity] / scale[normal];
}
