/* What the parts of SPF's evaluation share; private to spf*.c. */
#ifndef WHENCE_AUTH_SPF_EVAL_H
#define WHENCE_AUTH_SPF_EVAL_H

#include "checks/auth/spf.h"

typedef struct spf_eval {
    wh_env *env;
    wh_oracle *oracle;
    wh_spf *out;
    wh_spf_macros macros;
    bool local_ascii;
    bool has_exp; /* the record that failed has exp=, in exp_spec, evaluated for exp_domain */
    wh_str exp_spec, exp_domain;
    unsigned ahead; /* names asked for before their turn */
} spf_eval;

typedef struct spf_frame { /* a record being evaluated */
    wh_str domain, text;
    unsigned depth;
    bool included; /* by include, at any level: no explanation from here (6.2) */
} spf_frame;

typedef enum spf_outcome { NO_MATCH, MATCH, STOP } spf_outcome; /* STOP: out->result says why */

/* from: the record that includes or redirects, NULL at the top. */
wh_auth_result wh_spf_check_host(spf_eval *e, const spf_frame *from, wh_str domain);
/* The validated names of the client (RFC 7208 5.5): names whose addresses hold it. term NULL: for exp=,
 * nothing counts. */
spf_outcome wh_spf_validated_names(spf_eval *e, const spf_frame *r, const wh_spf_term *term, wh_strs *names);
/* %{p}: the domain itself, else a name below it, else any (7.3). */
wh_str wh_spf_choose_name(const wh_strs *names, wh_str domain);
wh_auth_result wh_spf_set_problem(spf_eval *e, wh_auth_result result, wh_spf_problem why, wh_str domain,
                                  wh_str term);
const wh_dns *wh_spf_ask(spf_eval *e, wh_str name, wh_rr type);

#endif
