/* What the files that judge links share. */
#ifndef WHENCE_CHECKS_LINKS_H
#define WHENCE_CHECKS_LINKS_H

#include "checks/common.h"

/* A finding about a link: its text, the host where it leads to in the end, its place. */
wh_finding *wh_finding_of_link(wh_case *c, wh_finding_id id, const wh_link *link);
/* The same where the host that counts is not the last one. */
wh_finding *wh_finding_of_link_at(wh_case *c, wh_finding_id id, const wh_link *link, wh_str host);
/* The first host on a link's way that leads on by its own word alone, and is not a service known to do so;
 * NULL: there is none. Anybody can write any address after his own
 * ("https://attacker.example/?url=https://bank.example/") and lead where he likes. *domain (may be NULL): its
 * index into facts.domains, -1: none.
 */
const wh_uri *wh_link_stranger(const wh_case *c, const wh_link *link, int32_t *domain);
/* The host where a link leads for certain: the last one, or the stranger before it. */
wh_str wh_link_sure_host(const wh_case *c, const wh_link *link);
/* The same organisation, or two names of one brand or group of companies. */
bool wh_same_owner(wh_case *c, wh_str a, wh_str b);
/* The sender's own host, which may count clicks as well. */
bool wh_is_senders_host(wh_case *c, wh_str host);
/* A service that counts clicks for those who send through it, or a gateway that rewrites every link. */
bool wh_is_click_service(wh_str host);
/* A page of a company that the brand table knows, where nobody else can publish: no sender of a lure is there
 * to be found. */
bool wh_is_companys_page(const wh_case *c, wh_str host, const wh_name *name);

void wh_check_link_texts(wh_case *c);   /* what is shown, against where it leads: links_text.c */
void wh_check_codes(wh_case *c);        /* QR codes: codes.c */
void wh_check_link_paths(wh_case *c);   /* files and addresses that links hold: paths.c */
void wh_check_link_places(wh_case *c);  /* what the place at the end of a link says: places.c */
void wh_check_link_address(wh_case *c); /* the reader's own address in links: links_own.c */

#endif
