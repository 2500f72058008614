/* Pieces of PDF that its readers here share. */
#ifndef WHENCE_PDF_H
#define WHENCE_PDF_H

#include "parse/file/file.h"

/* A literal string, ISO 32000-1 7.3.4.2, that begins after its "(" at s[at]; *end (may be NULL): where its
 * ")" stands. At most 4,096 bytes. */
wh_str wh_pdf_literal(wh_env *env, wh_str s, size_t at, size_t *end);

#endif
