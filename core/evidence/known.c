/* Free mail, dynamic DNS, shorteners, sending services: core/tables/domains.tsv. */
#include "evidence/known.h"

unsigned wh_domain_roles(wh_str name)
{
    int32_t roles = wh_names_find(&wh_known_domains, name, NULL);
    return roles < 0 ? 0 : (unsigned)roles;
}
