/* Facts by DNS: what an investigator would look up by hand. Private to network*.c and the table of
 * services. */
#ifndef WHENCE_CHECKS_NETWORK_H
#define WHENCE_CHECKS_NETWORK_H

#include "checks/auth/auth.h"

/* core/tables/services.tsv, a row for each: the service, a tab, names with a blank between (domains that
 * server names end in, or, with "*" behind, what one of their labels begins with), a line feed. */
extern const unsigned char wh_services[];
extern const uint32_t wh_services_n;

/* The service that runs a server of this name; absent when not known. */
wh_str wh_service_of(wh_str host);

/* Notes a fact once; there is a limit. */
void wh_net_note(wh_case *c, wh_str subject, wh_str kind, wh_str value);

/* ---- addresses: network/address.c ---- */

/* Reverse names and whether they lead back; `name` gets the first that does, in the oracle's memory. False:
 * not settled yet. */
bool wh_net_reverse(wh_case *c, const wh_ip *ip, wh_str about, wh_str *name);
/* Network, owner and country, from Team Cymru's DNS service. */
void wh_net_owner(wh_case *c, const wh_ip *ip, wh_why why);
void wh_net_block_lists(wh_case *c, const wh_ip *ip, wh_str about);

/* What Team Cymru's origin service answers: "23028 | 216.90.108.0/24 | US | arin | 1998-09-25". */
typedef struct wh_origin_record {
    wh_str asn, prefix, country, registry;
} wh_origin_record;
bool wh_read_origin(wh_str txt, wh_origin_record *out);

/* ---- domains: network/domain.c ---- */

/* The author's domain: whether it exists, takes mail, who runs it, and whether it has anything to do with
 * `ip`. name: the address's confirmed reverse name, absent when there is none; name_settled: that is
 * known. */
void wh_net_sender(wh_case *c, const wh_ip *ip, wh_str name, bool name_settled);
/* A host that links point to. */
void wh_net_link(wh_case *c, const wh_domain *domain);

#endif
