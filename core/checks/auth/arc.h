/* ARC (RFC 8617): the chain of sets that forwarders sealed, as a function of the oracle's answers. */
#ifndef WHENCE_AUTH_ARC_H
#define WHENCE_AUTH_ARC_H

#include "checks/auth/dkim.h"

/* Why a chain does not pass. X(name, "id") */
/* clang-format off */
#define WH_ARC_REASONS(X) \
    X(NONE, "") X(INSTANCE, "bad-instance") X(DOUBLED, "doubled-field") X(INCOMPLETE, "incomplete-set") \
    X(TOO_MANY, "too-many-sets") X(CV_FAIL, "sealed-as-failed") X(CV, "bad-chain-status") \
    X(SYNTAX, "syntax") X(SIGNS_SEAL, "signs-a-seal") X(MESSAGE, "message-signature") X(SEAL, "seal") \
    X(KEY, "seal-key") X(KEY_DNS, "key-dns-failure") X(NOT_ASKED, "not-asked") \
    X(HOST, "cannot-verify-here") X(DAMAGED, "header-damaged")
/* clang-format on */

typedef enum wh_arc_reason {
#define X(name, id) WH_ARC_##name,
    WH_ARC_REASONS(X)
#undef X
        WH_ARC_REASON_COUNT
} wh_arc_reason;
wh_str wh_arc_reason_name(wh_arc_reason reason); /* "" for none */

typedef struct wh_arc_set {
    uint32_t results, message, seal; /* indices into fields; UINT32_MAX: missing */
    wh_signature seal_tags;          /* d, s, algorithm, key_bits, head_state */
    wh_str cv;                       /* lower case; absent when not given */
} wh_arc_set;

typedef struct wh_arc {
    wh_auth_result result; /* none, pass, fail, temperror; also pending and not evaluated */
    wh_arc_reason reason;
    uint32_t at;              /* the instance that the reason is about; 0: none in particular */
    WH_LIST(wh_arc_set) sets; /* set i at index i - 1; as far as they could be told apart */
    wh_signature message;     /* the newest ARC-Message-Signature; field UINT32_MAX: none */
} wh_arc;

void wh_arc_check(wh_signed *m, int64_t present_ms, wh_arc *out);

/* Sorts the fields into sets and judges the structure (5.2 steps 1 to 3): arc_sets.c. False: result and
 * reason are set. */
bool wh_arc_collect(const wh_signed *m, wh_arc *out);

#endif
