/* Words of offices. */
#include "checks/content/office.h"

#include "evidence/lists.h"

bool wh_names_office(wh_str text)
{
    return wh_holds_listed_word(&wh_name_office, text) || wh_holds_listed(&wh_name_office_within, text);
}
