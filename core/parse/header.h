/* The header: fields, and those that have a grammar of their own. Part of parse.h. */
#ifndef WHENCE_PARSE_HEADER_H
#define WHENCE_PARSE_HEADER_H

#include "parse/values.h"

/* ---- fields, RFC 5322 2.2: fields.c ---- */

typedef struct wh_field {
    wh_str name;  /* without the colon or white space before it */
    wh_str value; /* as written: folded, without the last line end */
    wh_str whole; /* name, colon, value, line end */
} wh_field;

typedef WH_LIST(wh_field) wh_fields;

/* Line ends are CRLF, LF or CR. A line that is no field and continues nothing is kept with an empty name. */
void wh_parse_fields(wh_env *env, wh_str head, wh_fields *out);
/* The n-th field (0 is the topmost) of that name, or NULL. */
const wh_field *wh_field_named(const wh_fields *fields, wh_str name, uint32_t n);
/* Without line ends: each folding (line end and the white space after it) becomes one space. Borrowed when
 * nothing is folded. */
wh_str wh_unfold(wh_env *env, wh_str value);

/* ---- Received, RFC 5321 4.4: received/ ---- */

typedef struct wh_received {
    wh_str raw;
    wh_str helo, rdns, ident, auth; /* of the client; absent when not there */
    wh_ip ip;                       /* of the client: family 0 when not there */
    wh_str ip_raw;                  /* the slice it was read from */
    wh_str by, with, via, id, for_, envelope_from;
    wh_ip by_ip;
    wh_str tls_version, tls_cipher; /* as written, "TLS1_2" becomes "TLSv1.2" */
    bool encrypted;                 /* TLS named, or a with keyword of RFC 3848 ending in S or SA */
    wh_date date;
    wh_str family;     /* the software whose form this is: "postfix", "exim", "sendmail", "qmail", "exchange",
                          "gmail", ... or absent */
    uint32_t problems; /* bits 1u << wh_received_problem */
    wh_str name; /* the word after "from", as written: HELO, reverse name, address or user, as the family has
                    it */
    wh_str software;    /* what the writing server calls itself, as written: "Postfix", "Exim 4.92",
                           "8.16.1/8.16.1" */
    wh_str by_name;     /* the by host's own name from the comment after it, where it gives one */
    wh_strs comments;   /* all of them, without their parentheses, in order */
    uint16_t port;      /* of the client; 0 when not there */
    bool authenticated; /* a with keyword of RFC 3848 ending in A, or words that say so */
    bool doubted; /* the server says itself that the reverse name may be forged, or that it did not verify it
                   */
    bool local;   /* handed over on the same machine (a user, a pipe, a socket), not over a network */
} wh_received;

/* clang-format off */
#define WH_RECEIVED_PROBLEMS(X)                                                                              \
    X(NO_FROM, "no-from")                                                                                    \
    X(NO_BY, "no-by") X(NO_DATE, "no-date") X(BAD_DATE, "unreadable-date") X(NO_IP, "no-address")            \
        X(UNKNOWN_FORM, "unknown-form") X(BAD_IP, "impossible-address")                                      \
            X(RDNS_UNKNOWN, "no-reverse-name") /* the server looked for a reverse name and found none */     \
        X(MAY_BE_FORGED,                                                                                     \
          "reverse-name-not-confirmed") /* sendmail's "(may be forged)" and others' ways to say it */        \
        X(STUFFED_NAME,                                                                                      \
          "name-holds-more") /* the HELO holds blanks, comments or clauses: it was made to be misread */     \
        X(TWO_ADDRESSES, "two-addresses") /* either could be the client's: none is taken */
/* clang-format on */

typedef enum wh_received_problem {
#define X(name, id) WH_RECEIVED_##name,
    WH_RECEIVED_PROBLEMS(X)
#undef X
        WH_RECEIVED_PROBLEM_COUNT
} wh_received_problem;

/* value may be folded. Slices are of value, or in the arena where they had to be unfolded; tls_version may be
 * a constant, family always is. */
void wh_parse_received(wh_env *env, wh_str value, wh_received *out);

/* ---- Message-ID, RFC 5322 3.6.4: msgid.c ---- */

/* clang-format off */
#define WH_MSGID_PROBLEMS(X)                                                                                 \
    X(EMPTY, "empty")                                                                                        \
    X(NO_BRACKETS, "no-angle-brackets") X(NO_AT, "no-at") X(MANY_AT, "several-at") X(SPACE, "white-space")   \
        X(BAD_CHAR, "bad-character") X(QUOTED, "quoted-local-part") X(TEXT_AROUND, "text-around")            \
            X(NO_LEFT, "no-left-side") X(NO_RIGHT, "no-right-side") X(BAD_RIGHT, "bad-right-side")           \
                X(SEVERAL, "several-ids") X(ENCODED, "encoded-word") X(TOO_LONG, "too-long")                 \
                    X(COMMENT, "comment")
/* clang-format on */

typedef enum wh_msgid_problem {
#define X(name, id) WH_MSGID_##name,
    WH_MSGID_PROBLEMS(X)
#undef X
        WH_MSGID_PROBLEM_COUNT
} wh_msgid_problem;

typedef struct wh_msgid {
    bool present;
    wh_str raw;         /* the value without the white space around it */
    wh_str left, right; /* of the "@"; absent when missing */
    uint32_t problems;
} wh_msgid;
void wh_parse_msgid(wh_env *env, wh_str value, wh_msgid *out);

/* ---- Authentication-Results, RFC 8601: authres.c ---- */

typedef struct wh_authprop {
    wh_str ptype, property, value;
} wh_authprop;
typedef struct wh_authresult {
    wh_str method, result, reason, comment, raw; /* method, result in lower case; raw a slice */
    uint32_t version;                            /* of the method, 0 when not given */
    WH_LIST(wh_authprop) props;
} wh_authresult;
typedef struct wh_authres {
    bool ok;
    wh_str authserv_id; /* absent when missing (Outlook's way) */
    uint32_t version;   /* 0 when not given */
    uint32_t instance;  /* of ARC-Authentication-Results ("i=1;"), else 0 */
    WH_LIST(wh_authresult) results;
} wh_authres;
/* Also ARC-Authentication-Results (RFC 8617 4.1.1). A result with broken syntax is left out, and nothing
 * inside a comment or a quoted string ever becomes one. ptype is absent where there is none (Outlook's
 * "action=none"). */
void wh_parse_authres(wh_env *env, wh_str value, wh_authres *out);

/* ---- Received-SPF, RFC 7208 9.1: received/spf.c ---- */

typedef struct wh_spf_pair {
    wh_str key, value;
} wh_spf_pair; /* key in lower case; value without quotes and "<>" */
typedef struct wh_received_spf {
    bool ok;
    wh_str result, comment; /* result in lower case */
    WH_LIST(wh_spf_pair) pairs;
} wh_received_spf;
void wh_parse_received_spf(wh_env *env, wh_str value, wh_received_spf *out);
wh_str wh_spf_pair_named(const wh_received_spf *spf, wh_str key); /* absent when missing */

/* ---- tag=value lists, RFC 6376 3.2: taglist.c ---- */

typedef struct wh_tag {
    wh_str name, value, raw_value;
} wh_tag; /* value trimmed; raw_value with its white space */
typedef struct wh_tags {
    bool ok; /* false: syntax broken, or a tag doubled (RFC 6376 3.2) */
    WH_LIST(wh_tag) list;
} wh_tags;
void wh_parse_tags(wh_env *env, wh_str value, wh_tags *out);
wh_str wh_tag_named(const wh_tags *tags, wh_str name); /* case-sensitive; absent when missing */

#endif
