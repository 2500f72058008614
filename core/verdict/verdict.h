/* Findings -> verdict, in one function, so that it can be explained as a sum. */
#ifndef WHENCE_VERDICT_H
#define WHENCE_VERDICT_H

#include "checks/checks.h"

typedef enum wh_level { WH_FORGED, WH_SUSPICIOUS, WH_UNCLEAR, WH_CONSISTENT, WH_AUTHENTIC } wh_level;

typedef struct wh_verdict {
    wh_level level;
    int score;             /* 0..100, 100: surely forged */
    WH_LIST(uint32_t) findings; /* those that carry it, heaviest first: indices into the case's findings */
    int sum;               /* of the weights, from which the score is made */
} wh_verdict;

/* What a finding adds to the sum: its weight, in proportion when its severity was set away from its default. */
int wh_points_of(const wh_finding *f);
/* Takes down the findings that say what another said: once.def. After all checks, before wh_judge. */
void wh_weigh_once(wh_case *c);
void wh_judge(const wh_case *c, wh_verdict *out);
wh_str wh_level_name(wh_level level);

#endif
