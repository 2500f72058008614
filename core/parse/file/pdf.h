/* Pieces of PDF that its readers here share. */
#ifndef WHENCE_PDF_H
#define WHENCE_PDF_H

#include "parse/file/file.h"

/* A literal string, ISO 32000-1 7.3.4.2, that begins after its "(" at s[at]; *end (may be NULL): where its
 * ")" stands. At most 4,096 bytes. */
wh_str wh_pdf_literal(wh_env *env, wh_str s, size_t at, size_t *end);

/* How an image's samples are kept. */
typedef struct wh_pdf_image {
    size_t row, step; /* bytes of a row; of one sample, at least 1 */
    uint32_t width, height;
    unsigned bits, colours, predictor; /* predictor: 2 TIFF's, 10 and more PNG's */
    bool deflated, indexed;
} wh_pdf_image;

/* 7.4.3; what is decoded up to the first mistake, at most `most` bytes and a few more. pdf_samples.c */
wh_str wh_pdf_ascii85(wh_env *env, wh_str in, size_t most);
/* The samples of an image, row by row; fewer bytes than row * height where they end before. pdf_samples.c */
wh_str wh_pdf_samples(wh_env *env, wh_str stream, const wh_pdf_image *image);

#endif
