/* Words of offices: what a person's name does not hold. */
#ifndef WHENCE_OFFICE_H
#define WHENCE_OFFICE_H

#include "base/base.h"

/* Whether UTF-8 text holds a word such as "Support", "Security", "サポート" or "事務局". */
bool wh_names_office(wh_str text);

#endif
