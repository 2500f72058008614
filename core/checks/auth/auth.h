/* Verification: SPF, DKIM, ARC and DMARC of a mail, and of the two that can be asked for alone (WHENCE_SPF,
 * WHENCE_DMARC). */
#ifndef WHENCE_AUTH_H
#define WHENCE_AUTH_H

#include "checks/auth/arc.h"
#include "checks/auth/dkim.h"
#include "checks/auth/dmarc.h"
#include "checks/auth/spf.h"
#include "checks/results.h"

/* ---- alone ---- */

/* What a session is asked in place of a mail (whence.h; read by inputs.c). */
typedef struct wh_spf_input {
    wh_spf_query query;
} wh_spf_input;
typedef struct wh_dmarc_input {
    wh_dmarc_query query;
} wh_dmarc_input;

/* ---- of a mail: authentication.c ---- */

/* How many days ago the mail was received, as far as the handover says, else sent; -1 when unknown. */
int64_t wh_age_days(const wh_facts *facts);
/* Whether the mail is old enough for its signature's key to have been retired since. */
bool wh_keys_may_be_gone(const wh_facts *facts);

/* What is found, said as findings: judge_spf.c, judge_dkim.c, judge_dmarc.c. */
void wh_judge_spf(wh_case *c);
void wh_judge_dkim(wh_case *c);
void wh_judge_dmarc(wh_case *c);
void wh_weigh_receivers(wh_case *c); /* by the verdict, when all checks have run: verdict/once.c */
void wh_judge_claims(wh_case *c);    /* where the receiver's results and ours differ */

/* SPF of the author's domain where a known list took the mail: results.list_spf, NULL where it is not asked.
 * list_door.c */
void wh_check_list_spf(wh_case *c);
void wh_judge_list_spf(wh_case *c);

/* How many days older than the delivery an aligned, valid signature is, where that is more than a queue
 * explains and nothing shows that the server that handed the mail over is the signer's; else 0. late.c */
int64_t wh_days_late(const wh_case *c, const wh_signature *s);

/* A finding that rests on lookups; about: the bytes it is about. NULL as wh_finding_add. */
wh_finding *wh_finding_of_auth(wh_case *c, wh_finding_id id, wh_str about);

#endif
