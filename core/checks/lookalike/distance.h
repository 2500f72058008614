/* How far a text is from a label, and by which edit. */
#ifndef WHENCE_DISTANCE_H
#define WHENCE_DISTANCE_H

#include "base/base.h"

typedef enum wh_edit_kind {
    WH_EDIT_NONE,
    WH_EDIT_REPLACED,
    WH_EDIT_INSERTED,
    WH_EDIT_LEFT_OUT,
    WH_EDIT_SWAPPED,
    WH_EDIT_SEVERAL
} wh_edit_kind;

typedef struct wh_edit {
    uint32_t distance;
    wh_edit_kind kind;
    wh_str from,
        to; /* what differs, between what both begin and end with: slices of the label and of the text */
} wh_edit;

/* Damerau's distance (optimal string alignment) of two texts of up to 95 letters; max + 1 when it is more
 * than max. */
uint32_t wh_distance(wh_str a, wh_str b, uint32_t max);
/* The same with the edit; false when it is more than max. */
bool wh_compare_near(wh_str label, wh_str text, uint32_t max, wh_edit *out);

bool wh_keys_adjacent(char a, char b); /* on a QWERTY, QWERTZ or AZERTY keyboard */
bool wh_is_vowel(char c);
bool wh_one_bit_apart(char a, char b);
/* Two single letters that the eye confuses, though skeletons keep them apart: n and r, h and n, c and e,
 * ... */
bool wh_looks_near(char a, char b);

#endif
