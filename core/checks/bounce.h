/* Delivery reports: RFC 3464, RFC 6522, and the many that predate both. */
#ifndef WHENCE_BOUNCE_H
#define WHENCE_BOUNCE_H

#include "checks/checks.h"

/* Whether the mail has the form of a delivery report: a report part (RFC 3464), or a mail system's own
 * address as sender beside an envelope that is empty (RFC 5321 4.5.5) or a mail system's too. Anybody can
 * write that form: it explains what is missing in a header, and excuses nothing else. */
bool wh_is_bounce(const wh_facts *facts);

/* ... and the address in From is a mail system's own: one that no mailbox provider gives to a customer. */
bool wh_is_daemons_bounce(const wh_facts *facts);

/* A feedback report (RFC 5965), and the reader's own server wrote that it took it for the desk to which such
 * reports are sent (RFC 2142): what the reported mail holds is its author's doing, not the reporter's. Sent
 * to anybody else's mailbox, the form excuses nothing. */
bool wh_is_abuse_report(const wh_facts *facts);

#endif
