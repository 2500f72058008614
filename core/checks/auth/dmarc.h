/* DMARC (RFC 9989): policy discovery by the DNS tree walk, alignment and result, as a function of the
 * oracle's answers. */
#ifndef WHENCE_AUTH_DMARC_H
#define WHENCE_AUTH_DMARC_H

#include "checks/results.h"

/* X(name, "id") */
/* clang-format off */
#define WH_DMARC_PROBLEMS(X) \
    X(NO_AUTHOR, "no-author-domain") X(SEVERAL_AUTHORS, "several-author-domains") \
    X(SEVERAL_FIELDS, "several-from-fields") X(BAD_AUTHOR, "bad-author-domain") X(NO_RECORD, "no-record") \
    X(NO_POLICY, "no-valid-policy") X(ASSUMED_NONE, "invalid-policy-taken-as-none") X(DNS, "dns-failure") \
    X(EXISTENCE, "existence-unknown") X(TEST_MODE, "test-mode") X(NOT_ASKED, "not-asked") \
    X(IDENTIFIER, "identifier-unknown")
/* clang-format on */

typedef enum wh_dmarc_problem {
#define X(name, id) WH_DMARC_##name,
    WH_DMARC_PROBLEMS(X)
#undef X
        WH_DMARC_PROBLEM_COUNT
} wh_dmarc_problem;
wh_str wh_dmarc_problem_name(wh_dmarc_problem problem);

typedef enum wh_dmarc_policy {
    WH_POLICY_UNSET,
    WH_POLICY_INVALID,
    WH_POLICY_NONE,
    WH_POLICY_QUARANTINE,
    WH_POLICY_REJECT
} wh_dmarc_policy;
wh_str wh_dmarc_policy_name(wh_dmarc_policy policy); /* "reject"; absent for unset and invalid */

typedef struct wh_dmarc_id { /* an authenticated identifier: SPF's domain, or a signature's d= */
    wh_str domain;
    wh_auth_result result; /* pending and not evaluated too */
    bool aligned;          /* set by the check, whatever the result */
} wh_dmarc_id;

typedef struct wh_dmarc_query {
    wh_strs from;         /* the addresses of the From field, local@domain, or domains alone */
    uint32_t from_fields; /* how many From fields there are; 0: not known */
    wh_dmarc_id spf;      /* domain absent: there is none */
    WH_LIST(wh_dmarc_id) dkim;
} wh_dmarc_query;

typedef struct wh_dmarc {
    wh_auth_result result;            /* none, pass, fail, temperror; also pending and not evaluated */
    uint32_t problems;                /* bits 1u << wh_dmarc_problem */
    wh_str author;                    /* the Author Domain; absent when there is none */
    wh_str org_domain, policy_domain; /* absent when unknown */
    wh_str record;                    /* of the policy domain */
    wh_dmarc_policy policy;           /* p, sp or np, as it applies to the author */
    wh_dmarc_policy disposition; /* what the domain's owner asks for with this mail: none when it passes */
    bool strict_spf, strict_dkim;
    bool spf_aligned, dkim_aligned; /* and passing */
} wh_dmarc;

/* Sets the aligned flags of the query's identifiers too. */
void wh_dmarc_check(wh_env *env, wh_oracle *oracle, wh_dmarc_query *query, wh_dmarc *out);

/* ---- the author (5.3.1): dmarc_author.c ---- */

/* The one domain of all addresses, ASCII lower case. Absent: *problem says why. */
wh_str wh_dmarc_author(wh_env *env, const wh_dmarc_query *query, wh_dmarc_problem *problem);
/* A domain as it is compared: ASCII lower case, without the final dot. Absent when it cannot be one. */
wh_str wh_dmarc_domain(wh_env *env, wh_str domain);

/* ---- records (4.7, 4.8): dmarc_record.c ---- */

typedef struct wh_dmarc_record {
    bool versioned; /* it begins with v=DMARC1 */
    bool ok;        /* and is a valid tag list */
    wh_str text;
    wh_dmarc_policy p, sp, np;
    bool strict_spf, strict_dkim, test, reports; /* reports: rua has a valid address */
    char psd;                                    /* 'y', 'n' or 'u' */
} wh_dmarc_record;
void wh_dmarc_read(wh_str txt, wh_dmarc_record *out);

/* ---- the tree walk (4.10): dmarc_walk.c ---- */

#define WH_DMARC_WALK 8u
typedef struct wh_dmarc_walk {
    unsigned n; /* names */
    wh_str name[WH_DMARC_WALK];
    wh_dmarc_record record[WH_DMARC_WALK]; /* ok false: none there */
    wh_state state;                        /* WH_ANSWERED: walked to its end; else why it could not be */
    unsigned walked;                       /* names whose answers are there and that count */
} wh_dmarc_walk;
/* Asks for the whole chain at once, and walks it as far as the answers go. */
void wh_dmarc_walk_from(wh_env *env, wh_oracle *oracle, wh_str domain, wh_dmarc_walk *out);
wh_str wh_dmarc_org_domain(const wh_dmarc_walk *walk); /* 4.10.2, of a finished walk */
/* Asks for what a walk from here would need below the part that it shares with the author's. */
void wh_dmarc_ask_ahead(wh_env *env, wh_oracle *oracle, wh_str domain, wh_str author);

#endif
