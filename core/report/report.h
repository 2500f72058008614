/* Everything -> JSON (contract: report version 1), with cJSON. */
#ifndef WHENCE_REPORT_H
#define WHENCE_REPORT_H

#include "checks/checks.h"
#include "checks/results.h"
#include "verdict/verdict.h"

struct cJSON;

/* The whole report; owned by the caller (cJSON_Delete). NULL when out of memory. */
struct cJSON *wh_report_mail(const wh_case *c, const wh_verdict *verdict);
/* Questions that are open, with why. */
struct cJSON *wh_report_questions(const wh_oracle *oracle);

/* Pieces of it, each also the answer of a single grammar. facts NULL: spans are offsets into `base`. */
struct cJSON *wh_report_received(wh_env *env, const wh_received *r, const wh_facts *facts, wh_str base);
struct cJSON *wh_report_msgid(wh_env *env, const wh_msgid *id, const wh_facts *facts, wh_str base);
struct cJSON *wh_report_authres(wh_env *env, const wh_authres *a);
struct cJSON *wh_report_date(wh_env *env, const wh_date *d);

#endif
