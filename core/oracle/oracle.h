/* What the core asks its host. Checks are pure functions of facts and answers: they call the ask functions
 * each time they run; a question that was answered gives its answer, one that was not is registered (once)
 * and gives PENDING. */
#ifndef WHENCE_ORACLE_H
#define WHENCE_ORACLE_H

#include "parse/parse.h"

typedef enum wh_state {
    WH_PENDING,  /* asked, no answer yet: come again */
    WH_ANSWERED, /* records, or the digest, or yes/no */
    WH_EMPTY,    /* NXDOMAIN or no data (see nxdomain) */
    WH_TEMPFAIL, /* no usable answer: temperror */
    WH_NOT_ASKED /* refused, offline or over the limit: not evaluated */
} wh_state;

typedef enum wh_rr {
    WH_RR_A,
    WH_RR_AAAA,
    WH_RR_MX,
    WH_RR_TXT,
    WH_RR_PTR,
    WH_RR_NS,
    WH_RR_CNAME,
    WH_RR_OTHER
} wh_rr;

typedef struct wh_record {
    wh_rr type;
    wh_str owner; /* lower case, no final dot */
    uint32_t ttl;
    wh_str data; /* A, AAAA: as given; NS, PTR, CNAME, MX exchange: lower-case name without final dot */
    wh_ip ip;    /* A, AAAA */
    uint16_t preference; /* MX */
    wh_strs strings;     /* TXT: the character-strings as bytes; data: all of them joined */
} wh_record;

typedef struct wh_dns {
    wh_state state;
    bool nxdomain;              /* state is WH_EMPTY because the name does not exist */
    WH_LIST(wh_record) records; /* of the type asked for, CNAMEs followed by the host left out */
} wh_dns;

/* Why something is asked, shown to the person before it is sent. X(name, "id") */
/* clang-format off */
#define WH_WHYS(X) \
    X(SPF, "spf") X(DKIM_KEY, "dkim-key") X(DMARC, "dmarc") X(ARC_KEY, "arc-key") \
    X(REVERSE, "reverse-name") X(FORWARD, "forward-confirm") X(DOMAIN_ADDRESS, "domain-address") \
    X(DOMAIN_MX, "domain-mx") X(DOMAIN_NS, "domain-ns") X(ASN, "network-owner") X(LINK_HOST, "link-host") \
    X(BLOCK_LIST, "block-list") X(BIMI, "bimi") X(DOMAIN_SPF, "domain-spf") X(CLIENT_NAME, "client-name") \
    X(RECIPIENT_MX, "recipient-mx")
/* clang-format on */

typedef enum wh_why {
#define X(name, id) WH_WHY_##name,
    WH_WHYS(X)
#undef X
        WH_WHY_COUNT
} wh_why;

typedef struct wh_oracle wh_oracle;

/* Everything the oracle keeps lies in env's arena. lookups false: a question of DNS is WH_NOT_ASKED from the
 * start and only kept to say what would be asked. NULL when out of memory. */
wh_oracle *wh_oracle_new(wh_env *env, bool lookups);
bool wh_oracle_lookups(const wh_oracle *oracle);
/* Whether DNS is to be asked and has not answered yet: what is reported now is the result without lookups. */
bool wh_oracle_waits(const wh_oracle *oracle);
/* Whose questions come now: 0 the mail itself, others the mails enclosed in it. Digests and signatures of one
 * scope are never shared with another; DNS names are shared by all. What the enclosed mails ask,
 * WH_MAX_ENCLOSED_QUESTIONS of a kind for all of them, is counted apart, and kept in that arena, so that they
 * use up nothing of what the mail itself needs. Questions for which there is no room are noted in `cuts`:
 * those that a proof needs, and apart from them those that tell more (WH_MAX_LOOKUPS). */
void wh_oracle_scope(wh_oracle *oracle, uint32_t scope, wh_arena *arena, wh_env *cuts);
/* Where bytes must lie that a question keeps for the session. */
wh_arena *wh_oracle_arena(const wh_oracle *oracle);

/* The answer to (name, type). name: a DNS name, any case, final dot optional; one that cannot be a DNS name
 * (RFC 1035 2.3.4 lengths, empty labels; bytes outside printable ASCII) is WH_EMPTY without being asked. The
 * pointer stays valid for the session. Never NULL. Over the limit of questions, and when memory is out:
 * WH_NOT_ASKED. */
const wh_dns *wh_ask_dns(wh_oracle *oracle, wh_str name, wh_rr type, wh_why why, wh_str subject);

typedef struct wh_digest {
    wh_state state;
    wh_str bytes;
} wh_digest;
/* SHA-256 or SHA-1 ("sha256", "sha1") of data, which must stay as it is for the session. key identifies the
 * question across steps (same key, same data). */
const wh_digest *wh_ask_digest(wh_oracle *oracle, wh_str key, wh_str algorithm, wh_str data);
/* The same without asking: NULL when no such question was put. It saves making the data again at each step.
 */
const wh_digest *wh_digest_known(const wh_oracle *oracle, wh_str key);

typedef struct wh_verify {
    wh_state state;
    bool valid;
} wh_verify;
/* Whether signature over data verifies. algorithm: "rsa-sha256" (key: SubjectPublicKeyInfo DER),
 * "ed25519-sha256" (key: 32 bytes; RFC 8463: the data is what is hashed by the host with SHA-256 first and
 * the digest is signed). */
const wh_verify *wh_ask_verify(wh_oracle *oracle, wh_str key_id, wh_str algorithm, wh_str key,
                               wh_str signature, wh_str data);
const wh_verify *wh_verify_known(const wh_oracle *oracle, wh_str key_id);

typedef struct wh_codes {
    wh_state state; /* WH_NOT_ASKED too where the host cannot decode such a picture, WH_TEMPFAIL where it is
                       broken */
    wh_strs texts;  /* of the QR codes in it, UTF-8 */
} wh_codes;
/* What the QR codes in a picture say (ISO/IEC 18004). data: a file (PNG, JPEG, ...), or a PGM ("P5") that was
 * drawn from text; it must stay as it is for the session. */
const wh_codes *wh_ask_picture(wh_oracle *oracle, wh_str key, wh_str data);

typedef struct wh_converted {
    wh_state state;
    wh_str mail;     /* as RFC 5322 has it */
    bool incomplete; /* a part of the file was not there or not understood */
} wh_converted;
/* Outlook's .msg (MS-OXMSG) as the mail that it was made of. data must stay as it is for the session. */
const wh_converted *wh_ask_msg(wh_oracle *oracle, wh_str key, wh_str data);

/* ---- the host's side ---- */

typedef enum wh_question_kind { WH_Q_DNS, WH_Q_DIGEST, WH_Q_VERIFY, WH_Q_PICTURE, WH_Q_MSG } wh_question_kind;

typedef struct wh_question {
    uint32_t id; /* never 0 */
    wh_question_kind kind;
    uint32_t scope; /* who asked it first */
    wh_state state;
    bool unasked;                           /* dns: there are no lookups; state is WH_NOT_ASKED */
    wh_str name;                            /* dns; of the others the key */
    wh_rr type;                             /* dns */
    uint32_t whys;                          /* dns: bits 1u << wh_why */
    wh_str subject;                         /* dns: the address or domain it is about, for the person */
    wh_str algorithm, key, signature, data; /* digest, verify; data: picture, msg */
    wh_dns dns;
    wh_digest digest_answer;
    wh_verify verify_answer;
    wh_codes codes;
    wh_converted converted;
} wh_question;

uint32_t wh_oracle_count(const wh_oracle *oracle);
const wh_question *wh_oracle_at(const wh_oracle *oracle, uint32_t index);
uint32_t wh_oracle_open(const wh_oracle *oracle); /* how many wait for an answer */
/* state: WH_ANSWERED with the answer's bytes (dns: the JSON {"rcode", "answers"}; digest: its bytes; verify:
 * "1" or "0"; picture: the texts in UTF-8, each ended by NUL; msg: "1" when it is not whole, else "0", and
 * the mail), WH_TEMPFAIL or WH_NOT_ASKED. An answer that is
 * not of that shape is a temporary failure. Unknown ids and answered questions are passed over. */
void wh_oracle_answer(wh_oracle *oracle, uint32_t id, wh_state state, wh_str answer);

wh_str wh_rr_name(wh_rr type); /* "A", "TXT", ... */
wh_str wh_why_name(wh_why why);

#endif
