/* Words of offices: what a person's name does not hold. */
#ifndef WHENCE_OFFICE_H
#define WHENCE_OFFICE_H

#include "base/base.h"

/* Whether UTF-8 text holds a word such as "Support", "Security", "サポート" or "事務局". */
bool wh_names_office(wh_str text);
/* Whether text is made of such words and nothing else, and there is one: "Fraud Dept", not "Fraud Dept
 * Leeds". Words of ASCII only. */
bool wh_is_only_office(wh_str text);

#endif
