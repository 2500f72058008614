/* From a resemblance and its surroundings to a match, or to nothing. Internal to checks/lookalike. */
#ifndef WHENCE_DECIDE_H
#define WHENCE_DECIDE_H

#include "checks/lookalike/subject.h"
#include "checks/lookalike/words.h"

typedef struct wh_scene { /* what holds for the whole name */
    wh_env *env;
    const wh_subject *s;
    bool cheap;      /* its top-level label is one that phishers buy by the hundred */
    bool gibberish;  /* its registrable label is not a word in any language */
    bool structured; /* a foreign suffix ("co.jp") stands left of the registrable label */
    uint16_t structure_start, structure_end; /* where, in subject.text */
} wh_scene;

void wh_set_scene(wh_scene *scene, wh_env *env, const wh_subject *s);
/* False: the guards let it pass. */
bool wh_decide(const wh_scene *scene, const wh_hit *hit, wh_match *out);

#endif
