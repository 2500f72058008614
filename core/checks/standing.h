/* Who stands behind the mail, as far as the mail itself tells: computed once, asked by several checks.
 * Nothing here is proven: a name in an unverified signature or in an envelope supports the sender only in
 * that its absence would speak against him. */
#ifndef WHENCE_STANDING_H
#define WHENCE_STANDING_H

#include "checks/common.h"
#include "base/limits.h"

typedef struct wh_standing {
    wh_str from, from_org;    /* the domain of the From field and its organisation; empty: none */
    const wh_received *entry; /* the Received field of the handover; NULL: none */
    wh_str helo, rdns;        /* of its client, without a final dot; helo empty where it is an address */
    wh_str helo_org, rdns_org;
    const wh_provider *provider; /* whose the client is, by its reverse name: HELO is its own word */
    bool served;                 /* ... a sending service's */
    bool free_mail;              /* the From's domain is open to anybody */
    bool list;                   /* it went through a mailing list, which is proven */
    bool known_list;             /* ... a known service's: only that excuses what the mail says */
    bool list_listed;            /* ... by the SPF record of the list's own domain */
    bool claims_list;            /* it says so: that may speak against it, and for nothing */
    bool is_signed;              /* there is a DKIM-Signature at all */
    bool signed_for;             /* a signature of From's organisation holds (proven.h) */
    bool aligned;   /* ... or one is there that nobody has looked at: no fact speaks against it, and
                       none for it */
    bool from_tied; /* From's organisation is home by more than From: aligned, or the envelope that SPF
                       allows, the client or the list are its; or a provider of mailboxes handed it over */
    bool recent;    /* handed over since 2018, when mail without TLS had become rare */
    bool threaded;  /* it says that it answers another mail, which anybody can write */
    bool bulk;      /* HTML with links, through no proven list, not from a free-mail address */
    wh_str reader;  /* the reader's own organisation, for whom the mail was taken in; empty where strangers
                       have pages or mailboxes under it, or where no fact says it */
    wh_str homes[WH_MAX_HOMES]; /* organisations of From, first; of a proven list; of what a fact ties to
                                   the mail (proven.h); last that of the client, by a proven name */
    uint32_t homes_n, tied_n;   /* tied_n: without the client's */
} wh_standing;

/* Computes it; false when memory is out. The second: what rests on the results of verification, once these
 * are there. */
bool wh_stand(wh_case *c);
void wh_stand_verified(wh_case *c);
const wh_standing *wh_standing_of(const wh_case *c); /* never NULL once the checks run */

/* Whether a registrable name is one of the mail's homes, or owned by the same company as one of them. The
 * author writes From, and everybody sees it; what else he can write (Reply-To, Sender, Message-ID, the d= of
 * a signature, an envelope) makes no home, as a lure would only have to name itself there. */
bool wh_is_home(const wh_case *c, const wh_name *name);
/* The same without the home that the client is: for what is asked about the client. */
bool wh_is_home_of_mail(const wh_case *c, const wh_name *name);
/* The same of From's organisation alone: what speaks for a mail asks this. */
bool wh_is_house_of_from(const wh_case *c, const wh_name *name);
/* A place of the reader's own house: nobody is lured there. */
bool wh_is_readers_house(const wh_case *c, const wh_name *name);
/* Sends mail for others, or counts their clicks. */
bool wh_is_sending_service(wh_str host);
/* The same where the host's provider, or NULL, is known. */
bool wh_sends_for_others(const wh_provider *provider, wh_str host);
/* Sets entry, helo, rdns and what follows from them for that field; NULL: none of them. */
void wh_stand_at(const wh_case *c, const wh_received *r, wh_standing *s);
/* Adds a finding about the client of a field, with its names and address. */
wh_finding *wh_finding_of_client(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice);

#endif
