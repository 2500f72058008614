/* Verification: SPF, DKIM, ARC and DMARC, and the inputs of the two that can be asked for alone. */
#ifndef WHENCE_AUTH_H
#define WHENCE_AUTH_H

#include "checks/auth/spf.h"
#include "checks/results.h"

struct cJSON;

/* The input and the result of WHENCE_SPF and WHENCE_DMARC (whence.h), both JSON. */
typedef struct wh_spf_input {
    wh_spf_query query;
} wh_spf_input;
typedef struct wh_dmarc_input {
    wh_strs from;
} wh_dmarc_input;

bool wh_spf_read_input(wh_env *env, wh_str json, wh_spf_input *out);     /* false: no JSON object */
bool wh_dmarc_read_input(wh_env *env, wh_str json, wh_dmarc_input *out); /* false: no JSON object */
struct cJSON *wh_spf_result(wh_env *env, wh_oracle *oracle, const wh_spf_input *input);
struct cJSON *wh_dmarc_result(wh_env *env, wh_oracle *oracle, const wh_dmarc_input *input);

#endif
