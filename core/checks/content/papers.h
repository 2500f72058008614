/* Papers of business, by the names of files. */
#ifndef WHENCE_PAPERS_H
#define WHENCE_PAPERS_H

#include "base/base.h"

/* The word of a file's name, without its extension, that calls it an invoice, an order, a contract; absent:
 * none. A slice of the name. */
wh_str wh_paper_named(wh_str stem);

#endif
