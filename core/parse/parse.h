/* From the source's bytes to syntax: one grammar a file, no judgement. Everything returned borrows from the
 * text that was parsed or from the arena; nothing is ever written into the input. Parsers never fail as a
 * whole: what is missing is absent, what is odd is a problem bit. */
#ifndef WHENCE_PARSE_H
#define WHENCE_PARSE_H

#include "parse/body.h"
#include "parse/header.h"
#include "parse/source.h"
#include "parse/values.h"

#endif
