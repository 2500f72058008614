/* Delivery reports: RFC 3464, RFC 6522, and the many that are older than both. */
#ifndef WHENCE_BOUNCE_H
#define WHENCE_BOUNCE_H

#include "checks/checks.h"

/* Whether the mail has the form of a delivery report: a report part (RFC 3464), or a mail system's own
 * address as sender beside an envelope that is empty (RFC 5321 4.5.5) or a mail system's too. Anybody can
 * write that form: it explains what is missing in a header, and excuses nothing else. */
bool wh_is_bounce(const wh_facts *facts);

/* ... and the address in From is a mail system's own: one that a provider of mailboxes gives to nobody. */
bool wh_is_daemons_bounce(const wh_facts *facts);

/* A feedback report (RFC 5965), and the reader's own server wrote that it took it for the desk to which such
 * reports are sent (RFC 2142): what stands in the mail reported is that one's, not the reporter's. To a
 * mailbox of anybody else its form excuses nothing. */
bool wh_is_abuse_report(const wh_facts *facts);

#endif
