/* Which resemblances are reported, and how grave each is. Internal to checks/lookalike. */
#ifndef WHENCE_RULES_H
#define WHENCE_RULES_H

#include "checks/lookalike/place.h"

#define WH_NO_MATCH ((wh_severity)-1)

typedef enum wh_resemblance {
    WH_RESEMBLES_DOMAIN,  /* a whole official domain inside another's name */
    WH_RESEMBLES_LETTERS, /* the brand's label in letters that only look like its own */
    WH_RESEMBLES_LABEL,   /* the label itself, all of another's label */
    WH_RESEMBLES_PART,    /* the label itself, with something beside it */
    WH_RESEMBLES_NEAR     /* the label but for an edit */
} wh_resemblance;

/* WH_NO_MATCH: it may be chance, or an honest owner's, often enough. technique: of a near label the edit. */
wh_severity wh_grade(const wh_place *p, wh_resemblance kind, wh_technique technique);

#endif
