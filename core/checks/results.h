/* What checks find out beside findings: the verified results, the receiver's claims, the facts that lookups
 * brought. */
#ifndef WHENCE_RESULTS_H
#define WHENCE_RESULTS_H

#include "checks/checks.h"
#include "checks/receiver/filter_table.h"

/* RFC 8601 2.7: the results that SPF, DKIM, DMARC and ARC can have. NOT_EVALUATED is not one of those:
 * nothing was asked or answered. */
typedef enum wh_auth_result {
    WH_NOT_EVALUATED,
    WH_AUTH_PENDING,
    WH_AUTH_NONE,
    WH_AUTH_PASS,
    WH_AUTH_FAIL,
    WH_AUTH_SOFTFAIL,
    WH_AUTH_NEUTRAL,
    WH_AUTH_POLICY,
    WH_AUTH_TEMPERROR,
    WH_AUTH_PERMERROR
} wh_auth_result;
wh_str wh_auth_result_name(wh_auth_result result); /* "pass"; absent for pending and not evaluated */
wh_auth_result wh_auth_result_named(wh_str name);  /* WH_NOT_EVALUATED for none of them */

typedef struct wh_claim { /* one Authentication-Results-like field */
    uint32_t field;
    wh_authres parsed;
    wh_str source;  /* "authentication-results", "arc-authentication-results", "received-spf", ... */
    bool trusted;   /* above the handover and bearing the recipient's side's name */
    bool at_border; /* written right above the handover's Received field: about the client of the handover */
    bool bad_only;  /* bears our side's name where the author may write as well (right below our Received
                       field, where Postfix's milters put theirs; above a field that may be ours): what it
                       says against the mail counts, nothing else */
} wh_claim;

/* What "authentic" rests on: RFC 6376's signature, or RFC 7208's address where facts have settled the
 * handover. */
typedef enum wh_basis { WH_BASIS_NONE, WH_BASIS_SIGNATURE, WH_BASIS_ADDRESS } wh_basis;
wh_str wh_basis_name(wh_basis basis); /* "signature", "address"; absent for none */
/* Reads what was verified; checks/auth/basis.c. */
wh_basis wh_authentic_basis(const wh_case *c);

typedef struct wh_filter_item { /* one thing that a filter wrote */
    wh_str name;                /* as written; absent for what stands without a name */
    wh_str key;                 /* id of what the thing is */
    wh_str value;               /* unfolded, at most WH_MAX_FILTER_VALUE bytes */
    wh_str raw;                 /* the slice; absent where the value was encoded */
    wh_str meaning; /* id of what the code means, "unknown-code" for an undocumented one; absent where the
                       value speaks for itself */
    wh_filter_hint hint;
} wh_filter_item;

typedef struct wh_vendor { /* a field of a known filter, explained: web/i18n has the texts of the ids */
    uint32_t field;
    wh_str vendor, value; /* id; the raw value, trimmed */
    bool opaque;          /* data for the vendor's own eyes: nothing is read from it */
    bool trusted; /* above the handover and, where the field names its server, bearing our side's name */
    bool guarded; /* not above it, but the recipient's provider removes such fields from incoming mail, so
                     this is its own */
    WH_LIST(wh_filter_item) items;
} wh_vendor;

typedef struct wh_netfact {
    wh_str subject, kind, value; /* contract.md: network */
} wh_netfact;

typedef struct wh_results {
    WH_LIST(wh_claim) claims;
    WH_LIST(wh_vendor) vendors;
    WH_LIST(wh_netfact) network;
    struct wh_standing *standing; /* checks/standing.h */
    struct wh_spf *spf;           /* checks/auth/ */
    bool spf_everywhere;          /* it passes for each candidate of the handover */
    struct wh_spf *list_spf; /* of the author's domain where a known list took the mail; NULL: not asked */
    bool list_refused;       /* ... which says that the author did not give it to the list */
    struct wh_dkim *dkim;
    struct wh_dmarc *dmarc;
    struct wh_arc *arc;
    const struct wh_phrase_hits *wants; /* what the words want; NULL: not read. checks/content/phrases.h */
    wh_strs proven;                     /* domains that a fact ties to the mail; checks/proven.h */
    uint32_t signers_n;                 /* of these, the first are those of signatures */
    struct wh_domain_verdict *domains;  /* as many as facts.domains; checks/lookalike/ */
} wh_results;

#endif
