/* What several checks ask. */
#ifndef WHENCE_CHECKS_COMMON_H
#define WHENCE_CHECKS_COMMON_H

#include "checks/checks.h"
#include "evidence/names.h"
#include "evidence/providers.h"

/* The domain of the (first) From address; absent when there is none. */
wh_str wh_from_domain(const wh_facts *facts);
/* The Received field of the handover; NULL when there is none. */
const wh_received *wh_handover_hop(const wh_facts *facts);
/* The field in which the sender's own side handed the mail in: a known list's where one passed it on, else
 * the handover's; NULL when there is none. */
const wh_received *wh_senders_hop(const wh_facts *facts);
/* What texts call the client of a Received field by: its address; where there is none, or two, a name. */
wh_str wh_client_shown(wh_env *env, const wh_received *r);
/* Whether it is a user who handed the mail in, having logged in: a machine of his is no mail server. */
bool wh_is_submission(const wh_facts *facts);
<<<<<<< HEAD
=======
/* The fields of RFC 2369 and 2919 are there. Anybody can write them. */
bool wh_has_list_fields(const wh_facts *facts);
/* The List-Id's own name, without the words before it; absent when there is none. */
wh_str wh_list_id(const wh_facts *facts);
/* The fields are there, and the server that handed the mail over is proven to be of the list's own
 * organisation: then they explain why the envelope, the sender and the like are another's. */
bool wh_is_list_mail(const wh_facts *facts);
/* ... of a known list service's: only then does a list explain that the author is not proven. Whoever forges
 * can run a list as well. */
bool wh_is_known_list(const wh_facts *facts);
>>>>>>> 187ad58 (parse: what a parser offers stands in four headers by subject; a List-Id's name is read in one place)

#endif
