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
/* Whether a user who had logged in handed the mail in: a user's machine is no mail server. */
bool wh_is_submission(const wh_facts *facts);
/* The List-Id's own name, without the words before it; absent when there is none. */
wh_str wh_list_id(const wh_facts *facts);

/* Whether a known list that passed the mail on explains that its author is not proven: by what its servers
 * change. Not where they themselves had found no proof when they took it. receiver/our_side.c */
bool wh_list_explains(const wh_case *c);
/* Whether the list's own servers found the author's DMARC to pass when they took the mail. */
bool wh_list_has_passed(const wh_case *c);

#endif
