/* Domains that a fact ties to the mail. Whatever else a mail names as its own (an unverified signature, an
 * envelope, Reply-To, Sender, a Message-ID) its author wrote as he liked. */
#ifndef WHENCE_PROVEN_H
#define WHENCE_PROVEN_H

#include "checks/checks.h"

struct wh_signature;

/* Fills results.proven once the mail is verified and the receivers' results are read: the domains of
 * signatures that hold (RFC 6376) and of the envelope where SPF allows the address that handed the mail over
 * (RFC 7208), by our own evaluation or by what the reader's own side found. The first WH_MAX_PROVEN. */
void wh_read_proven(wh_case *c);
/* Whether a fact shows that a signature does not hold: our verification (RFC 6376 6.1), where no known change
 * on the way explains it, or what the reader's own side found for its organisation (RFC 8601). False where
 * nobody has looked or could: offline, without an answer, or because the key may have been retired since. */
bool wh_is_refuted(const wh_case *c, const struct wh_signature *s);

#endif
