/* The whole C API of Whence. The core is pure: it opens no socket and no file, reads no clock, and keeps no
 * state outside the objects it hands out. What it needs from outside it asks for (whence_questions), and
 * whoever drives it answers. All texts are UTF-8 JSON or raw bytes with a length; none needs to end in NUL,
 * none is kept longer than the call unless said so. */
#ifndef WHENCE_H
#define WHENCE_H

#include <stddef.h>
#include <stdint.h>

/* ---- host ---- */

/* What a host lends the core for the life of a session. */
typedef struct whence_host {
    void *context;
    /* Decodes bytes in the charset `label` into UTF-8: writes at most cap bytes to out, returns the length of
     * the whole result, or -1 for a label it does not know. It is called again with more room when the result
     * did not fit. May be NULL: then only UTF-8, ASCII, ISO-8859-1 and windows-1252 are read. */
    long (*charset)(void *context, const char *label, size_t label_n, const char *bytes, size_t n, char *out,
                    size_t cap);
} whence_host;

/* ---- profile: options that outlive one mail ---- */

typedef struct whence_profile whence_profile;

/* options: JSON {"ownDomains": [..], "ownServers": [..], "brands": [{id, names, domains, mailDomains}],
 * "handover": hop index, "blockLists": [..], "linkLookups": bool (hosts of links may be looked up),
 * "container": "msg" (the mail was converted from that: its bytes are not as they were sent), "incomplete":
 * bool (not all of the file could be read)}, or n == 0 for none. Returned: owned by the caller, freed with
 * whence_profile_close after every session that uses it. NULL when out of memory. Broken options are passed
 * over and listed by whence_profile_problem. */
whence_profile *whence_profile_open(const char *options, size_t n);
/* The same, without making the tables ready once more: they are taken from `base`, which is to be closed
 * after the new one. Only brands and own domains of the options need tables of their own. base: NULL for
 * none. */
whence_profile *whence_profile_like(const whence_profile *base, const char *options, size_t n);
/* NULL when the options were understood, else a NUL-terminated English sentence, owned by the profile. */
const char *whence_profile_problem(const whence_profile *profile);
void whence_profile_close(whence_profile *profile);

/* ---- session: one mail, from source to report ---- */

typedef struct whence_session whence_session;

typedef enum whence_status {
    WHENCE_ASKING = 0, /* questions are open; the report so far can be had */
    WHENCE_DONE = 1,   /* nothing more to ask */
    WHENCE_FAILED = 2  /* out of memory or input too large: see whence_problem */
} whence_status;

/* What a session evaluates. */
typedef enum whence_kind {
    WHENCE_MAIL = 0, /* input: the source of a mail, in any state */
    WHENCE_SPF = 1,  /* input: JSON {"ip", "helo", "mailFrom"} */
    WHENCE_DMARC = 2 /* input: JSON {"from": string or [string], "spf": {result, domain} or null, "dkim":
                        [{result, domain}]} */
} whence_kind;

/* input is borrowed until whence_close. now_ms: the present in milliseconds since 1970 UTC, or INT64_MIN when
 * the host has no clock. lookups: nonzero when the host may be asked for DNS (else DNS is "not evaluated" and
 * nothing is asked). profile and host are borrowed until whence_close; both may be NULL. Returned: owned,
 * freed by whence_close; NULL when out of memory. */
whence_session *whence_open(whence_kind kind, const char *input, size_t n, const whence_profile *profile,
                            const whence_host *host, int64_t now_ms, int lookups);

/* For a host that answers at once what it can answer alone: asks about the mail's files (pictures, digests,
 * Outlook's) before any check has run, so that the first step has the answers. May be left out; there is no
 * report before a step. Returned: WHENCE_ASKING while there are open questions, else WHENCE_DONE. */
whence_status whence_prepare(whence_session *session);
/* Runs every check over the facts and the answers there are. */
whence_status whence_step(whence_session *session);

/* The questions that are open, JSON: [{id, kind: "dns" | "digest" | "verify" | "picture" | "msg", ...}].
 * dns: name, type ("A", "TXT", ...), why (what for: ["spf", "dkim-key", ...]), subject (the address or domain
 * it is about, or null). digest: algorithm "sha256" | "sha1", the bytes in blob "data". verify: algorithm
 * "rsa-sha256" | "ed25519-sha256", blobs "key" (SubjectPublicKeyInfo, DER, or the 32 bytes of Ed25519),
 * "signature", "data". picture: what QR codes are in it? The file is in blob "data", or a PGM ("P5") drawn
 * from text. msg: the mail in the Outlook file in blob "data". Owned by the session until the next call on
 * it; NULL when out of memory. */
const char *whence_questions(whence_session *session, size_t *n);
/* A question's bytes: "data", "key", "signature". NULL when there are none. Owned by the session. */
const char *whence_question_blob(whence_session *session, uint32_t id, const char *which, size_t which_n,
                                 size_t *n);

/* Answers a question; each is answered once, later answers and unknown ids are passed over.
 * dns: JSON {"rcode": "NOERROR", "answers": [{name, type, ttl, data}]} as in the library's Resolver.
 * digest: the raw digest bytes. verify: "1" or "0". picture: the texts of its codes in UTF-8, each ended by
 * NUL; refused: such a picture cannot be decoded here. state tells how it went. */
typedef enum whence_answer_state {
    WHENCE_ANSWERED = 0,
    WHENCE_NO_ANSWER = 1, /* time-out, server failure: temporary */
    WHENCE_REFUSED = 2    /* offline, or the person said no: not evaluated */
} whence_answer_state;
void whence_answer(whence_session *session, uint32_t id, whence_answer_state state, const char *answer,
                   size_t n);

/* The report as it stands: JSON, version 1. For WHENCE_SPF and WHENCE_DMARC: their result object. Owned by
 * the session until the next call on it. NULL when it failed. */
const char *whence_report(whence_session *session, size_t *n);
/* After WHENCE_FAILED: a code such as "too-large" or "out-of-memory". */
const char *whence_problem(const whence_session *session);
void whence_close(whence_session *session); /* NULL is fine */

/* ---- single grammars ---- */

typedef enum whence_grammar {
    WHENCE_RECEIVED = 0,     /* -> Hop */
    WHENCE_MESSAGE_ID = 1,   /* -> MessageId */
    WHENCE_AUTH_RESULTS = 2, /* -> {authservId, version, results} or null */
    WHENCE_DATE = 3,         /* -> {iso, offsetMinutes, problems} or null */
    WHENCE_HEADER = 4,       /* -> string, RFC 2047 decoded */
    WHENCE_DOMAIN = 5,       /* -> DomainVerdict */
    WHENCE_MBOX = 6,         /* -> [[start, end], ...] of the messages */
    WHENCE_RTF = 7           /* compressed RTF, MS-OXRTFCP -> {text, html, whole}, or null: it is none */
} whence_grammar;

/* Reads one value. Returned: JSON, owned by the caller, freed with whence_free; NULL when out of memory.
 * profile and host may be NULL. */
char *whence_parse(whence_grammar grammar, const char *value, size_t n, const whence_profile *profile,
                   const whence_host *host, size_t *length);

/* ---- a mail for reading ---- */

/* A mail's texts as a person would have read them, and places of its source decoded (from base64,
 * quoted-printable, encoded words, charsets). places: `count` pairs of offsets into the source, start and
 * end; at most 2000 pairs are looked at. Links are indices into the report's links. Returned: JSON {texts:
 * [{type, spans, runs: [{text, hidden?, link?}], cut}], excerpts: [{before, inside, after, decoded} or
 * null]}, owned by the caller, freed with whence_free; NULL when out of memory or too large. host may be
 * NULL. */
char *whence_read(const char *source, size_t n, const uint32_t *places, size_t count, const whence_host *host,
                  size_t *length);
void whence_free(char *json);

/* The version of the core and its tables, as package.json states it ("1.2.3"). Never freed. */
const char *whence_version(void);

#endif
