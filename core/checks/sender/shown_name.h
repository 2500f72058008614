/* The words of names that are shown beside an address: core/tables/shown_names.tsv. */
#ifndef WHENCE_SHOWN_NAME_H
#define WHENCE_SHOWN_NAME_H

#include "base/base.h"

extern const wh_str wh_office_words[], wh_common_name_words[];
extern const size_t wh_office_words_n, wh_common_name_words_n;

#endif
