/* Domains that a fact ties to the mail. Whatever else a mail names as its own (an unverified signature, an
 * envelope, Reply-To, Sender, a Message-ID) its author wrote as he liked. */
#ifndef WHENCE_PROVEN_H
#define WHENCE_PROVEN_H

#include "checks/checks.h"

/* Fills results.proven once the mail is verified and the receivers' results are read: the domains of
 * signatures that hold (RFC 6376) and of the envelope where SPF allows the address that handed the mail over
 * (RFC 7208), by our own evaluation or by what the reader's own side found. The first WH_MAX_PROVEN. */
void wh_read_proven(wh_case *c);
/* The domain that a receiver's result of "dkim" or "spf" is about; absent when it names none. */
wh_str wh_domain_of_result(const wh_case *c, const wh_authresult *result);

#endif
