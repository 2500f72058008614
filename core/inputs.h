/* What a session is given in place of a mail: inputs.c. */
#ifndef WHENCE_INPUTS_H
#define WHENCE_INPUTS_H

#include "checks/auth/auth.h"

/* False: no JSON object, or more of a kind than WH_MAX_INPUT_LIST. What it does not name is absent; the texts
 * are in the environment's arena. */
bool wh_spf_read_input(wh_env *env, wh_str json, wh_spf_input *out);
bool wh_dmarc_read_input(wh_env *env, wh_str json, wh_dmarc_input *out);

#endif
