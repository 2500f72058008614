/* Everything -> JSON (contract: report version 1). */
#ifndef WHENCE_REPORT_H
#define WHENCE_REPORT_H

#include "checks/auth/auth.h"
#include "checks/checks.h"
#include "checks/results.h"
#include "verdict/verdict.h"

struct wh_json;

/* The whole report; owned by the caller (wh_json_free). NULL when out of memory. */
struct wh_json *wh_report_mail(const wh_case *c, const wh_verdict *verdict);
/* Questions that are open, with why. */
struct wh_json *wh_report_questions(const wh_oracle *oracle);

/* What SPF or DMARC alone come to, after one step; null where it is not known yet. Owned by the caller. */
struct wh_json *wh_spf_result(wh_env *env, wh_oracle *oracle, const wh_spf_input *input);
struct wh_json *wh_dmarc_result(wh_env *env, wh_oracle *oracle, const wh_dmarc_input *input);

/* Pieces of it, each also the answer of a single grammar. facts NULL: spans are offsets into `base`. */
struct wh_json *wh_report_received(wh_env *env, const wh_received *r, const wh_facts *facts, wh_str base);
struct wh_json *wh_report_msgid(wh_env *env, const wh_msgid *id, const wh_facts *facts, wh_str base);
/* more, may be NULL: puts what else is to be said of a result at its end. */
struct wh_json *wh_report_authres(wh_env *env, const wh_authres *a,
                                  void (*more)(wh_env *env, struct wh_json *result, const wh_authresult *r));
struct wh_json *wh_report_date(wh_env *env, const wh_date *d);

#endif
