/* The trust boundary. Received fields are read from the top: the newest was written by the reader's own side.
 * As long as a fact says that the client of a trusted field is on that side too, the field below is trusted
 * as well. What is a fact, and what is the sender's word: core/TRUST.md. Private to this room. */
#ifndef WHENCE_HANDOVER_H
#define WHENCE_HANDOVER_H

#include "evidence/evidence.h"
#include "evidence/names.h"
#include "evidence/providers.h"

/* What a trusted field says about its client. */
typedef enum wh_place {
    WH_OUTSIDE,  /* the field is the entrance */
    WH_INSIDE,   /* the client is the reader's own, by a fact */
    WH_OPEN,     /* it may be: the field may be the entrance, or one further down */
    WH_SUBMITTED /* the client is a user who logged in */
} wh_place;

typedef struct wh_step {
    wh_place client;
    double confidence; /* that the judgement is right */
    wh_str reason;
} wh_step;

/* client.c: judges the client of field i, whose writer is trusted; the house that it may be of begins at
 * field `first`: 0 for the reader's, else a list's, where the reader's own domains and servers are nobody's.
 */
wh_step wh_judge_client(wh_facts *facts, uint32_t first, uint32_t i);
/* entrance.c: the first field from `first` on whose client no fact makes one of the house, and where that is
 * open the candidates below it. */
void wh_find_entrance(wh_facts *facts, uint32_t first, wh_handover *out);
/* list.c: facts.list, from the handover. */
void wh_gather_list(wh_facts *facts);
/* Whether lookups of the client's names, and of the recipient's mail servers, could settle whose field i's
 * client is. */
bool wh_asks_names(wh_facts *facts, uint32_t i);
bool wh_asks_mx(wh_facts *facts, uint32_t i);

/* ---- what a field proves: client.c, proof.c ---- */

/* The client's address only says that the connection came through the host's own gateway: a container's or a
 * NAT's. */
bool wh_is_nat(const wh_received *r);

/* The one address that the fields between field i and the Received field above it say the mail came from
 * (some providers': that any field above it says); false where they say none, or several, or are too many.
 * Trusted where field i is: record.c. */
bool wh_recorded_address(wh_facts *facts, uint32_t i, wh_ip *out);
/* The server that wrote field i says in a field above it that its administrator has named the client a relay
 * of his: record.c. */
bool wh_named_a_relay(const wh_facts *facts, uint32_t i);

/* ---- the recipient: recipient.c ---- */

/* The domains that the mail is delivered to, as far as fields above field i and the lines up to it say, and
 * the reader's own domains; lower case, at most 8. */
void wh_recipient_domains(const wh_facts *facts, uint32_t i, wh_strs *out);

#endif
