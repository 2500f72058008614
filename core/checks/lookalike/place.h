/* A resemblance with its surroundings: what the guards look at. Internal to checks/lookalike. */
#ifndef WHENCE_PLACE_H
#define WHENCE_PLACE_H

#include "checks/lookalike/decide.h"

typedef struct wh_place {
    const wh_scene *scene;
    const wh_hit *hit;
    const wh_target *target;
    const wh_label_part *piece; /* the label it lies in, or begins in */
    wh_str text;
    wh_rest rest;      /* what stands beside it in its label */
    size_t letters;    /* of the target */
    bool registrable;  /* its label is the registrable one */
    bool hosted;       /* ... of a tenant */
    bool whole;        /* it is all of its label */
    bool spans;        /* it goes over dots */
    bool starts, ends; /* at a "-" or an end of its label */
    bool idn;
    bool common, brief; /* the target is an everyday word; has four letters or fewer */
    bool same_suffix;   /* registrable, under the suffix of the brand's main domain */
    bool built_in;   /* nobody says that the brand's list of domains is complete: more evidence is needed */
    bool bad_place;  /* a tenant's, a throw-away top-level label, a suffix where none belongs: no honest name
                        needs to be here */
    bool rest_known; /* all of the rest is words of the table and digits */
} wh_place;

void wh_look_around(const wh_scene *scene, const wh_hit *hit, wh_place *out);
wh_technique wh_name_edit(const wh_place *p);

#endif
