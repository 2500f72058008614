/* Holds the place of what is still being built, so that the whole can be tried. */
#include "checks/auth/auth.h"

void wh_check_network(wh_case *c) { (void)c; }
void wh_judge_spf(wh_case *c) { (void)c; }
void wh_judge_dkim(wh_case *c) { (void)c; }
void wh_judge_claims(wh_case *c) { (void)c; }

void wh_judge_dmarc(wh_case *c)
{
    const wh_dmarc *dmarc = c->results->dmarc;
    if (dmarc->result != WH_AUTH_PASS || c->facts->who.from.n == 0) return;
    wh_find_text(c, wh_auth_finding(c, WH_F_DMARC_PASS, c->facts->who.from.at[0].mailbox.raw_domain), "domain", dmarc->author);
}
