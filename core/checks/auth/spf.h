/* SPF (RFC 7208): check_host as a function of the oracle's answers. */
#ifndef WHENCE_AUTH_SPF_H
#define WHENCE_AUTH_SPF_H

#include "checks/results.h"

/* Why a result is not one of the policy's own. X(name, "id") */
/* clang-format off */
#define WH_SPF_PROBLEMS(X)                                                                              \
    X(NONE, "") X(NO_RECORD, "no-record") X(BAD_DOMAIN, "bad-domain") X(NO_ADDRESS, "no-address")       \
    X(SEVERAL_RECORDS, "several-records") X(SYNTAX, "syntax") X(LOOKUPS, "too-many-lookups")            \
    X(VOID_LOOKUPS, "too-many-void-lookups") X(MX_HOSTS, "too-many-mx-hosts")                           \
    X(INCLUDE_NONE, "include-without-record") X(REDIRECT_NONE, "redirect-without-record")               \
    X(BAD_TARGET, "bad-target") X(DNS, "dns-failure") X(REFUSED, "not-asked")                            \
    X(NO_HANDOVER, "no-handover") X(PRIVATE_ADDRESS, "private-address") X(NO_SENDER, "no-envelope-sender") \
    X(SUBMISSION, "submission")
/* clang-format on */

typedef enum wh_spf_problem {
#define X(name, id) WH_SPF_##name,
    WH_SPF_PROBLEMS(X)
#undef X
        WH_SPF_PROBLEM_COUNT
} wh_spf_problem;

typedef enum wh_spf_event {
    WH_SPF_RECORD, /* a record was read: text is all of it */
    WH_SPF_MATCH,  /* text: the term */
    WH_SPF_NO_MATCH,
    WH_SPF_STOP /* an error, or its answer is not there yet */
} wh_spf_event;

typedef struct wh_spf_step { /* what was evaluated, in order, for showing */
    wh_spf_event event;
    unsigned depth; /* of include and redirect */
    wh_str domain;  /* whose record */
    wh_str text;
    wh_str target; /* the name that was asked; absent when none was */
} wh_spf_step;

typedef struct wh_spf_query {
    wh_ip ip;
    wh_str helo;      /* absent when unknown */
    wh_str mail_from; /* address, "<>" or empty: then the HELO name is checked (RFC 7208 2.4) */
    int64_t now_ms;   /* for %{t}; INT64_MIN when unknown */
    wh_why why;       /* what the questions are for; WH_WHY_SPF when left out */
} wh_spf_query;

typedef struct wh_spf {
    wh_auth_result result; /* also WH_AUTH_PENDING and WH_NOT_EVALUATED */
    wh_spf_problem problem;
    wh_str problem_domain, problem_term; /* where; absent when that says nothing */
    wh_str domain;                       /* that was checked, ASCII lower case */
    bool everyone;                       /* a term that matched, of whatever record, lets everybody send */
    bool from_helo;                      /* it is the HELO name, because MAIL FROM is empty */
    wh_str sender;                       /* local@domain as macros see it */
    wh_str record;                       /* the domain's own */
    wh_str mechanism;                    /* the term that decided; absent for the default result */
    wh_str explanation;                  /* after fail, the domain's own words; absent when there are none */
    unsigned lookups, void_lookups;
    WH_LIST(wh_spf_step) trace;
} wh_spf;

/* Evaluates as far as the answers go and asks for what is missing. Slices of the result lie in env's arena,
 * the oracle's, or the query. */
void wh_spf_check(wh_env *env, wh_oracle *oracle, const wh_spf_query *query, wh_spf *out);
wh_str wh_spf_problem_name(wh_spf_problem problem); /* "" for none */

/* ---- the record's syntax (RFC 7208 4.6.1): spf_syntax.c ---- */

typedef enum wh_spf_kind {
    WH_SPF_ALL,
    WH_SPF_INCLUDE,
    WH_SPF_A,
    WH_SPF_MX,
    WH_SPF_PTR,
    WH_SPF_IP4,
    WH_SPF_IP6,
    WH_SPF_EXISTS,
    WH_SPF_REDIRECT,
    WH_SPF_EXP,
    WH_SPF_UNKNOWN /* a modifier to be ignored */
} wh_spf_kind;

typedef struct wh_spf_term {
    wh_spf_kind kind;
    char qualifier; /* + - ~ ? */
    wh_str text;    /* as written */
    wh_str spec;    /* domain-spec; absent when not given */
    wh_str ip;      /* ip4, ip6: the address as written */
    unsigned cidr4, cidr6;
} wh_spf_term;

/* TXT data that is an SPF record (4.5): "v=spf1" and then a space or nothing. */
bool wh_spf_is_record(wh_str txt);
/* The next term of a record from *at on; false at its end. A term that breaks the syntax has *ok false. */
bool wh_spf_next_term(wh_str record, size_t *at, wh_spf_term *term, bool *ok);
/* The whole record, doubled redirect and exp included; false: *bad is the term. */
bool wh_spf_valid(wh_str record, wh_str *bad);
bool wh_spf_ip_matches(const wh_spf_term *term, const wh_ip *client); /* of ip4 and ip6 */

/* ---- macros (RFC 7208 7): spf_macro.c ---- */

typedef struct wh_spf_macros {
    const wh_spf_query *query;
    wh_str sender, local, sender_domain;
    wh_str domain; /* %{d}: the one being evaluated */
    wh_str p;      /* %{p} */
} wh_spf_macros;

/* Syntax of a macro-string; explain: an explain-string (spaces, %{c} %{r} %{t}). */
bool wh_spf_macro_valid(wh_str text, bool explain);
bool wh_spf_domain_spec_valid(wh_str spec);
/* Whether one of the letters (lower case) is used. */
bool wh_spf_macro_uses(wh_str text, wh_str letters);
/* The text must be valid. Absent when the result is out of bounds. */
wh_str wh_spf_expand(wh_env *env, wh_str text, const wh_spf_macros *macros);
/* A name to be asked for: cut to 253 octets from the left, without the final dot; absent when it cannot be
 * one. */
wh_str wh_spf_target(wh_str expanded);

/* An address reversed for DNS: "4.3.2.1", or the 32 nibbles of IPv6; with ".in-addr.arpa" or ".ip6.arpa" when
 * arpa. */
wh_str wh_reversed_ip(wh_env *env, const wh_ip *ip, bool arpa);

#endif
