/* What checks find out beside findings: the verified results, the receiver's claims, the facts that lookups brought. */
#ifndef WHENCE_RESULTS_H
#define WHENCE_RESULTS_H

#include "checks/checks.h"

/* RFC 8601 2.7: the results that SPF, DKIM, DMARC and ARC can have. NOT_EVALUATED is none of theirs: nothing was asked or answered. */
typedef enum wh_auth_result {
    WH_NOT_EVALUATED, WH_AUTH_PENDING, WH_AUTH_NONE, WH_AUTH_PASS, WH_AUTH_FAIL, WH_AUTH_SOFTFAIL, WH_AUTH_NEUTRAL,
    WH_AUTH_POLICY, WH_AUTH_TEMPERROR, WH_AUTH_PERMERROR
} wh_auth_result;
wh_str wh_auth_result_name(wh_auth_result result); /* "pass"; absent for pending and not evaluated */
wh_auth_result wh_auth_result_named(wh_str name);  /* WH_NOT_EVALUATED for none of them */

typedef struct wh_claim { /* one Authentication-Results-like field */
    uint32_t field;
    wh_authres parsed;
    wh_str source;   /* "authentication-results", "arc-authentication-results", "received-spf", ... */
    bool trusted;    /* above the handover and bearing the recipient's side's name */
} wh_claim;

typedef struct wh_vendor { /* what a filter wrote, explained */
    uint32_t field;
    wh_str vendor, key, value; /* key: an id that web/i18n explains */
    bool trusted;
} wh_vendor;

typedef struct wh_netfact {
    wh_str subject, kind, value; /* contract.md: network */
} wh_netfact;

typedef struct wh_results {
    WH_LIST(wh_claim) claims;
    WH_LIST(wh_vendor) vendors;
    WH_LIST(wh_netfact) network;
    struct wh_spf *spf;     /* checks/auth/ */
    struct wh_dkim *dkim;
    struct wh_dmarc *dmarc;
    struct wh_arc *arc;
    struct wh_domain_verdict *domains; /* as many as facts.domains; checks/lookalike/ */
} wh_results;

#endif
