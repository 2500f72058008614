/* What a label looks like: readings of characters in [a-z0-9-], and skeletons in which lookalike letters are
 * one. */
#ifndef WHENCE_FOLD_H
#define WHENCE_FOLD_H

#include "base/base.h"
#include "base/limits.h"

/* core/tables/make-confusables.mjs: code point * 256 + index into the texts, sorted. */
extern const uint32_t wh_readings[];
extern const uint32_t wh_readings_n;
extern const uint16_t wh_reading_at[];
extern const unsigned char wh_reading_text[]; /* length byte, readings with commas between */

/* What a code point looks like, likeliest first; ASCII looks like itself. Returns how many, 0 for none. */
size_t wh_rune_readings(uint32_t rune, wh_str out[2]);

#define WH_UNKNOWN '?' /* stands for a character that looks like no ASCII letter */

typedef struct wh_form { /* one way to read a label */
    uint8_t n, unknown;  /* unknown: how many characters look like nothing */
    char text[WH_MAX_FORM];
} wh_form;

/* The ways to read a label in Unicode, the likeliest first; at most max (each character with two readings
 * doubles them). */
size_t wh_label_forms(const uint32_t *runes, size_t n, wh_form *out, size_t max);

/* UTS 39's idea with coarser folds, for ASCII: i, l, 1 are one; o, 0; s, 5; e, 3; a, 4; b, 6, 8; g, q, 9; z,
 * 2; t, 7; u, v; and rn and nn are m, vv and uu are w, cl is d, lc is k. Only skeletons of both sides may be
 * compared; none is shown. Never longer than the text. */
typedef struct wh_skeleton {
    uint8_t n;
    char text[WH_MAX_FORM];
    uint8_t at[WH_MAX_FORM + 1]; /* where each letter began in the text; at[n] is the text's end */
} wh_skeleton;
void wh_make_skeleton(wh_str text, wh_skeleton *out);
bool wh_has_pairs(wh_str text);              /* whether the skeleton is shorter than the text */
extern const char wh_letter_folds[0x80 + 1]; /* of ASCII: all but some letters, and digits, are themselves */
static inline char wh_fold_letter(char c)    /* one letter's or digit's fold */
{
    return (unsigned char)c < 0x80 ? wh_letter_folds[(unsigned char)c] : c;
}
/* Coarser: of a skeleton's letters, those that look alike at a glance are one (b, d, h; c, e, o; m, n, r; u,
 * v, y; ...). */
char wh_glance_letter(char c);

#endif
