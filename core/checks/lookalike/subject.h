/* A name taken apart for judging, and the places in it that resemble a brand. Internal to
 * checks/lookalike. */
#ifndef WHENCE_SUBJECT_H
#define WHENCE_SUBJECT_H

#include "checks/lookalike/brands.h"
#include "base/limits.h"
#include "checks/lookalike/distance.h"
#include "checks/lookalike/fold.h"

#define WH_SUBJECT_LABELS 64u /* the last ones */
#define WH_SUBJECT_HITS 40u

typedef struct wh_label_part { /* one label */
    uint16_t start, end;       /* in subject.text */
    wh_str ascii;              /* slice of the name */
    bool idn;                  /* read from Unicode */
    uint8_t unknown;           /* characters of it that look like no ASCII letter */
} wh_label_part;

typedef struct wh_hit { /* text[start, end) resembles a target */
    uint32_t target;
    uint16_t start, end;
    bool same;    /* the target's own letters; else lookalike letters (distance 0) or edits */
    bool glance;  /* several letters changed, each to one that looks like it at a glance */
    wh_edit edit; /* of letters without separators; the slices lie in the target's letters and in
                     subject.letters */
} wh_hit;

typedef struct wh_bones { /* folded letters without separators; letter k stands at text[at[k]], one or two
                             letters wide */
    uint16_t n;
    bool paired; /* pairs of letters are folded too */
    char fold[WH_MAX_SUBJECT];
    uint8_t width[WH_MAX_SUBJECT];
    uint16_t at[WH_MAX_SUBJECT];
} wh_bones;
static inline size_t wh_bone_end(const wh_bones *bones, size_t k)
{
    return (size_t)bones->at[k] + bones->width[k];
}

/* The part of a name left of its public suffix, read as ASCII, labels joined by dots. */
typedef struct wh_subject {
    const wh_brands *brands;
    const wh_name *name;
    char text[WH_MAX_SUBJECT];
    uint16_t n;
    wh_label_part labels[WH_SUBJECT_LABELS];
    uint16_t labels_n;
    bool registrable;             /* the last label is the registrable one */
    char letters[WH_MAX_SUBJECT]; /* text without "-" and "."; letter k is that of bones before pairs were
                                     folded */
    uint16_t letters_n, letter_at[WH_MAX_SUBJECT];
    bool has_pairs;
    wh_bones bones; /* its skeleton, label by label */
    wh_hit hits[WH_SUBJECT_HITS];
    uint16_t hits_n;
} wh_subject;

/* way: which of several readings of Unicode labels; returns how many ways there are. */
unsigned wh_read_subject(wh_subject *s, const wh_brands *brands, const wh_name *name, unsigned way);
void wh_find_hits(wh_subject *s); /* leaves bones without pairs */

static inline wh_str wh_subject_part(const wh_subject *s, size_t start, size_t end)
{
    return (wh_str){s->text + start, end - start};
}
/* The label that text position at lies in. */
unsigned wh_label_of(const wh_subject *s, size_t at);

#endif
