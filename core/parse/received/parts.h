/* Shared by the files that take a Received field apart (RFC 5321 4.4). The value is cut into words, comments
 * and semicolons; the words into clauses by their keywords; the date is found; then each clause is read, and
 * the form that results tells which software wrote it, which in turn says what the name after "from"
 * means. */
#ifndef WHENCE_RECEIVED_PARTS_H
#define WHENCE_RECEIVED_PARTS_H

#include "parse/parse.h"

/* ---- received/tokens.c ---- */

typedef enum wh_rkind { WH_R_WORD, WH_R_COMMENT, WH_R_SEMICOLON } wh_rkind;

typedef struct wh_rtoken {
    wh_rkind kind;
    wh_str s; /* a comment without its outer parentheses */
} wh_rtoken;
typedef WH_LIST(wh_rtoken) wh_rtokens;

/* The id that ends in the HELO, where the server writes one: bytes [start, end) of the value; end == 0: none.
 * Lost: there may be one, but where it ends cannot be told. echo.c */
typedef struct wh_recho {
    size_t start, end;
    bool lost;
} wh_recho;
wh_recho wh_received_echo(wh_str value);

/* Cuts value into tokens, at most WH_MAX_RECEIVED_TOKENS; echo is one word. Parentheses that do not match
 * cost as little as possible. */
void wh_received_tokens(wh_env *env, wh_str value, const wh_recho *echo, wh_rtokens *out);

/* Walks through a comment: words between white space, commas and inner parentheses; "[...]", "<...>" and
 * quoted strings stay whole. False at the end. */
bool wh_received_atom(wh_str comment, size_t *at, wh_str *atom);
/* Bits 1u << (letter - 'a'), small letters for capitals: those that some word of a comment may begin with. */
uint32_t wh_received_beginnings(wh_str comment);

/* ---- received/clauses.c ---- */

typedef enum wh_rclause_id {
    WH_RC_HEAD, /* what stands before the first keyword */
    WH_RC_FROM,
    WH_RC_BY,
    WH_RC_VIA,
    WH_RC_WITH,
    WH_RC_ID,
    WH_RC_FOR,
    WH_RC_TLS,    /* RFC 8314 4.3: "tls CIPHER" */
    WH_RC_SENDER, /* "envelope-from <...>", or a second "from <...>" (XMail, Domino) */
    WH_RC_OTHER,  /* keywords that say nothing to us: "pod-id" */
    WH_RC_COUNT
} wh_rclause_id;

typedef struct wh_rclause { /* tokens [first, end), the keyword not among them; first == end: no such clause
                             */
    uint32_t first, end;
    bool present;
} wh_rclause;

typedef struct wh_rline {
    wh_env *env;
    wh_str value;
    wh_rtokens tokens;
    uint32_t date_first, date_end; /* tokens of the date; equal: none */
    bool weekday;                  /* the date begins with one: qmail's and IronPort's do not */
    wh_recho echo;
    bool named;  /* begins with "from": what stands before its "by" may be the client's own words */
    uint32_t by; /* token of the server's "by"; UINT32_MAX: none */
    uint32_t
        own; /* token of the from clause in which the server wrote the address; UINT32_MAX: cannot tell */
    bool stuffed; /* the name before it is more than a name: it holds blanks, comments, clauses */
    bool spilt;   /* the server wrote the address first, and the name after it goes on where it should end */
    bool fronted; /* it begins as with the servers that write the address before the HELO */
    wh_ip front, last; /* ... the address there; the last one before "by" where that differs */
    wh_str front_raw, last_raw, front_helo;
    bool front_equals; /* ... the HELO is marked by "helo=" */
    wh_rclause clause[WH_RC_COUNT];
} wh_rline;

void wh_received_clauses(wh_rline *line);

/* ---- received/server.c ---- */

uint32_t
wh_received_by(const wh_rline *line); /* the token of the "by" that the server wrote; UINT32_MAX: none */
void wh_received_own(wh_rline *line); /* sets own and stuffed, from the clauses */
bool wh_received_marks_helo(wh_str comment); /* "HELO x", "EHLO x", "helo=x" */
size_t wh_received_helo_at(wh_str comment);  /* where "helo=x" begins; the comment's length: nowhere */
bool wh_received_starts_aside(wh_str comment);
bool wh_received_is_aside(wh_str comment); /* about TLS or a login: no part of the client's names */
/* The first word of a clause, without a comma after it; absent when there is none. */
wh_str wh_received_word(const wh_rline *line, wh_rclause_id id);
/* Words that follow each other, from the clause's first one up to a comment, as one slice without folds. */
wh_str wh_received_phrase(const wh_rline *line, wh_rclause_id id);
wh_str wh_received_bare(wh_str s); /* without "<>" around it, and without a comma after */

/* ---- received/date.c ---- */

void wh_received_date(wh_rline *line, wh_received *out);

/* ---- received/address.c ---- */

/* An address as Received fields have it: in brackets or not, with a port (":25", ".63559"), "IPv6:", a zone
 * id, or between the question marks that qmail makes of brackets. *port is 0 when none was given. */
bool wh_received_ip(wh_str s, wh_ip *ip, wh_str *raw, uint16_t *port);
bool wh_received_port(wh_str digits, uint16_t *port); /* false: no number, or too large */
bool wh_received_is_hostlike(wh_str s); /* could be a host name, with or without a dot, "_" allowed */

/* ---- received/client.c, received/names.c ---- */

bool wh_received_is_nameless(wh_str s); /* "unknown", "<unknown>", "no.name.available", ...: no name at all */

typedef struct wh_rclient {
    wh_str host;      /* the name beside the address in the comment */
    wh_str lone;      /* the only word of the first comment */
    wh_str bad;       /* what stands where an address belongs but is not one */
    bool helo_said;   /* a HELO was marked as such, even if it was empty */
    bool has_address; /* out->ip came from a comment or from a word of its own after the name */
    bool bracketed;   /* ... and stood in brackets */
    bool verified;    /* CommuniGate: the name was checked against the address */
} wh_rclient;

/* What comments and words of the from clause say by themselves, whoever wrote them. */
void wh_received_client(const wh_rline *line, wh_received *out, wh_rclient *client);
/* What the name after "from" is in this family, and what follows from it. */
void wh_received_names(const wh_rline *line, wh_received *out, wh_rclient *client);

/* ---- received/with.c ---- */

void wh_received_with(const wh_rline *line, wh_received *out);
/* What any comment may say: envelope sender, authenticated user, TLS. */
void wh_received_comments(const wh_rline *line, wh_received *out);

/* ---- received/tls.c ---- */

/* Reads a comment about TLS into out; false when it is not about TLS. */
bool wh_received_tls_comment(wh_str comment, wh_received *out);
wh_str
wh_received_tls_version(wh_str s); /* "TLSv1.2" for "TLS1_2" and the like; absent for what is no version */
bool wh_received_is_cipher(wh_str s);

/* ---- received/family.c, received_ids.c ---- */

wh_str wh_received_family(const wh_rline *line, const wh_received *out, const wh_rclient *client);

#endif
