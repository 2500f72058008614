/* DKIM (RFC 6376, 8301, 8463): every signature, as a function of the oracle's answers. What it shares with
 * ARC is here too. */
#ifndef WHENCE_AUTH_DKIM_H
#define WHENCE_AUTH_DKIM_H

#include "checks/results.h"

/* Why a signature did not pass. X(name, "id") */
/* clang-format off */
#define WH_DKIM_REASONS(X) \
    X(NONE, "") X(SYNTAX, "syntax") X(VERSION, "version") X(ALGORITHM, "unknown-algorithm") \
    X(WEAK_ALGORITHM, "weak-algorithm") X(CANON, "unknown-canonicalization") X(QUERY, "query-method") \
    X(FROM_UNSIGNED, "from-not-signed") X(IDENTITY, "identity-mismatch") X(TIMES, "expires-before-signed") \
    X(EXPIRED, "expired") X(NO_KEY, "no-key") X(REVOKED, "key-revoked") X(KEY_SYNTAX, "key-syntax") \
    X(KEY_VERSION, "key-version") X(KEY_HASH, "key-hash") X(KEY_SERVICE, "key-service") \
    X(KEY_TYPE, "key-type") X(WEAK_KEY, "weak-key") X(KEY_DNS, "key-dns-failure") X(NOT_ASKED, "not-asked") \
    X(HOST, "cannot-verify-here") X(BODY_HASH, "body-hash") X(SIGNATURE, "signature") \
    X(BODY_MISSING, "body-missing") X(BODY_DAMAGED, "body-damaged") X(HEAD_DAMAGED, "header-damaged") \
    X(TOO_MANY, "too-many-signatures")
/* clang-format on */

typedef enum wh_dkim_reason {
#define X(name, id) WH_DKIM_##name,
    WH_DKIM_REASONS(X)
#undef X
        WH_DKIM_REASON_COUNT
} wh_dkim_reason;
wh_str wh_dkim_reason_name(wh_dkim_reason reason); /* "" for none */

/* A change which, once undone, makes the signature verify. X(name, "id") */
/* clang-format off */
#define WH_DKIM_REPAIRS(X) \
    X(NOTHING, "") X(FOOTER, "without-footer") X(PART, "without-added-parts") \
    X(SUBJECT, "without-subject-tag") X(FROM, "with-original-from") X(FOLDING, "with-other-folding") \
    X(MBOX, "without-from-quoting") X(DOTS, "without-doubled-dots") X(DASHES, "with-trailing-spaces") \
    X(BLANKS, "without-leading-blank-lines") X(DECODED, "before-re-encoding") \
    X(ESCAPES, "with-escape-characters")
/* clang-format on */

typedef enum wh_dkim_repair {
#define X(name, id) WH_DKIM_FIX_##name,
    WH_DKIM_REPAIRS(X)
#undef X
        WH_DKIM_REPAIR_COUNT
} wh_dkim_repair;
wh_str wh_dkim_repair_name(wh_dkim_repair repair); /* "" for nothing */

typedef enum wh_dkim_half { WH_HALF_UNKNOWN, WH_HALF_PENDING, WH_HALF_GOOD, WH_HALF_BAD } wh_dkim_half;

/* The message as signatures see it. */
typedef struct wh_signed {
    wh_env *env;
    wh_oracle *oracle;
    const wh_fields *fields;
    wh_str head;                 /* only its size matters */
    wh_str body;                 /* absent: not given */
    bool head_exact, body_exact; /* the bytes are as they were given */
    int64_t now_ms;              /* when it was received, as far as known: for x=; INT64_MIN when unknown */
    wh_str canon[2]; /* the body, simple and relaxed, when it was made in this step; absent before */
} wh_signed;

typedef struct wh_signature { /* a DKIM-Signature, or an ARC-Message-Signature */
    uint32_t field;           /* index into fields */
    bool arc;
    bool assume_relaxed; /* what no c= is taken to mean */
    wh_tags tags;
    wh_str d, s;      /* ASCII, lower case */
    wh_str identity;  /* i=, decoded; absent when not given */
    wh_str algorithm; /* a=, lower case */
    bool relaxed_head, relaxed_body, ed25519;
    bool has_length;
    uint64_t length;               /* l= */
    int64_t signed_at, expires_at; /* seconds; -1 when not given */
    wh_strs names;                 /* h=, trimmed, as written */

    wh_auth_result result; /* WH_NOT_EVALUATED too: see the reason */
    wh_dkim_reason reason;
    wh_dkim_half head_state, body_state;     /* of the two things it covers */
    wh_dkim_repair head_repair, body_repair; /* what makes the half verify that does not as it is */
    wh_str record;                           /* the key's */
    unsigned key_bits;                       /* 0 when no key was read */
    bool testing;                            /* t=y */
    bool aligned;       /* d= and the author are of one organisation; set by the checks of the whole mail */
    bool expired_since; /* valid when received, expired by now */
    uint64_t unsigned_bytes; /* of the body, after what l= covers */
} wh_signature;

typedef struct wh_dkim {
    WH_LIST(wh_signature) signatures; /* one for each DKIM-Signature field, topmost first */
} wh_dkim;

/* Evaluates as far as the answers go and asks for what is missing. present_ms: the clock, for
 * expired_since. */
void wh_dkim_check(wh_signed *m, int64_t present_ms, wh_dkim *out);
/* One signature, read and verified. */
void wh_signature_check(wh_signed *m, int64_t present_ms, wh_signature *s);

/* ---- a signature's own syntax (6.1.1): dkim_tags.c ---- */

/* Fills what the tags say. False: result and reason are set, it is not to be verified. */
bool wh_signature_read(wh_env *env, const wh_fields *fields, wh_signature *s);
/* Of an ARC-Seal, whose tags are there: a=, d= and s=. */
bool wh_signature_read_names(wh_env *env, wh_signature *s);

/* ---- keys (3.6.1, 6.1.2): dkim_key.c, der.c ---- */

typedef struct wh_dkim_key {
    wh_auth_result result; /* WH_AUTH_PASS: usable */
    wh_dkim_reason reason;
    wh_str record;
    wh_str bytes; /* SubjectPublicKeyInfo, or the 32 bytes of Ed25519 */
    unsigned bits;
    bool testing, same_domain; /* t=y, t=s */
} wh_dkim_key;
void wh_dkim_key_find(wh_env *env, wh_oracle *oracle, wh_str selector, wh_str domain, bool ed25519,
                      wh_why why, wh_dkim_key *out);
/* From TXT data. */
void wh_dkim_key_read(wh_env *env, wh_str record, bool ed25519, wh_dkim_key *out);
/* An RSA public key, as SubjectPublicKeyInfo (RFC 5280) or bare RSAPublicKey (RFC 8017 A.1.1), as a
 * SubjectPublicKeyInfo in DER. *other: it is a well-formed key of another kind. False when it is not a key.
 */
bool wh_rsa_key(wh_env *env, wh_str der, wh_str *spki, unsigned *bits, bool *other);

/* Undoes what may have happened on the way to the half that fails, and notes what makes it verify. */
void wh_repair_body(wh_signed *m, wh_signature *s);
void wh_repair_head(wh_signed *m, wh_signature *s, const wh_dkim_key *key);

/* ---- canonical forms (3.4): canon.c, dkim_data.c ---- */

/* The whole body; line ends become CRLF whatever they were. May borrow. Absent when memory is out. */
wh_str wh_canon_body(wh_arena *arena, wh_str body, bool relaxed);
size_t wh_canon_length(wh_str body, bool relaxed); /* of the same */
/* A field with CRLF at its end. fold: what each folding becomes in the simple form, '\0': stays. */
void wh_canon_field(wh_buf *out, wh_str whole, bool relaxed, char fold);

/* How a header is read when something that happened on the way is undone. */
typedef struct wh_head_change {
    uint32_t field[2]; /* these fields are taken to be ... (UINT32_MAX: none) */
    wh_str whole[2];   /* ... these */
    char fold;         /* and every folding to be CRLF and this; '\0': as it is */
} wh_head_change;
/* What the signature signs: the fields that h= names, bottom up (5.4.2), then itself without the value of b=
 * (3.7). In the oracle's arena. change may be NULL. */
wh_str wh_signed_head(const wh_signed *m, const wh_signature *s, const wh_head_change *change);
/* The signature's own field without CRLF and without the value of b=. */
void wh_put_signature_field(const wh_signed *m, wh_buf *out, const wh_signature *s, char fold);
/* The body as it is hashed: canonical, cut to l=. */
wh_str wh_signed_body(wh_signed *m, const wh_signature *s);
wh_str wh_canonical_body(wh_signed *m, bool relaxed); /* before l= cuts it; made once a step */

/* A key for the oracle, "PREFIX:NUMBER:NUMBER", in env's arena. */
wh_str wh_question_key(wh_env *env, wh_str prefix, uint64_t a, uint64_t b);
/* Whether these bytes have the digest that bh= names. key: of the question; data: what to hash, absent: it
 * was asked before. */
wh_dkim_half wh_body_half(const wh_signed *m, const wh_signature *s, wh_str key, wh_str data);
/* Whether b= is the key's signature of data. */
wh_dkim_half wh_head_half(const wh_signed *m, const wh_signature *s, const wh_dkim_key *key, wh_str question,
                          wh_str data);

#endif
