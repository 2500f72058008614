/* Facts and answers -> findings. One file a subject. First wh_read_results works out what several checks
 * need; then the checks run, in any order: none looks at another's findings (verdict/once.def lists the facts
 * that are said twice), and all run again at every step. */
#ifndef WHENCE_CHECKS_H
#define WHENCE_CHECKS_H

#include "evidence/evidence.h"
#include "oracle/oracle.h"

typedef enum wh_severity { WH_CRITICAL, WH_HIGH, WH_MEDIUM, WH_LOW, WH_INFO, WH_GOOD } wh_severity;

/* clang-format off */
#define WH_AREAS(X) \
    X(HOPS, "hops") X(MESSAGE_ID, "message-id") X(IDENTITY, "identity") X(LOOKALIKE, "lookalike") \
    X(AUTHENTICATION, "authentication") X(LINKS, "links") X(ATTACHMENTS, "attachments") \
    X(FILTERS, "filters") X(FORMAT, "format") X(TEXT, "text")
/* clang-format on */

typedef enum wh_area {
#define X(name, id) WH_AREA_##name,
    WH_AREAS(X)
#undef X
        WH_AREA_COUNT
} wh_area;

/* findings/AREA.def, rows of X(name, "id", severity, weight): the weight is what the finding adds to the sum
 * from which the verdict's score is made (verdict/verdict.c): negative for reassuring ones. A finding raised
 * several times counts once. */
typedef enum wh_finding_id {
#define X(name, id, severity, weight) WH_F_##name,
#include "checks/findings/all.def"
#undef X
    WH_FINDING_COUNT
} wh_finding_id;

typedef struct wh_arg { /* a value that the finding's text names in braces */
    const char *name;   /* a literal */
    wh_str text;        /* UTF-8 or raw; absent: number is meant */
    int64_t number;
} wh_arg;

typedef struct wh_finding {
    wh_finding_id id;
    wh_severity severity;
    WH_LIST(wh_arg) args;
    wh_spans spans;
    wh_str origin; /* "offline", "lookup", "receiver": what kind of evidence it stands on */
} wh_finding;

typedef struct wh_case { /* everything a check sees, and where it puts what it finds */
    wh_env *env;
    const wh_facts *facts;
    wh_oracle *oracle;
    const struct wh_brands *brands;
    const struct wh_phrases *phrases;
    WH_LIST(wh_finding) findings;
    uint16_t raised[WH_FINDING_COUNT]; /* how many of each kind */
    struct wh_judged
        *enclosed;  /* one for each of facts.enclosed, verdict/verdict.h; NULL: none, or not judged */
    uint32_t scope; /* 0; of an enclosed mail its number: oracle/oracle.h */
    struct wh_results *results; /* what checks find out beside findings; checks/results.h */
} wh_case;

/* Adds a finding with its default severity; NULL when there are too many or memory is out. The functions
 * below accept NULL. */
wh_finding *wh_finding_add(wh_case *c, wh_finding_id id);
void wh_finding_span(wh_case *c, wh_finding *f, wh_span span);  /* empty spans are passed over */
void wh_finding_slice(wh_case *c, wh_finding *f, wh_str slice); /* of the repaired text */
void wh_finding_text(wh_case *c, wh_finding *f, const char *name, wh_str text);
void wh_finding_number(wh_case *c, wh_finding *f, const char *name, int64_t number);
wh_str wh_finding_name(wh_finding_id id); /* "hop-time-reversed" */
wh_area wh_finding_area(wh_finding_id id);
wh_severity wh_finding_severity(wh_finding_id id); /* its default */
int wh_finding_weight(wh_finding_id id);
wh_str wh_area_name(wh_area area);
wh_str wh_severity_name(wh_severity severity);

/* ---- results, then the checks ---- */

/* What the receivers claim and what we verify ourselves: c->results, which every check may read. False: out
 * of memory. */
bool wh_read_results(wh_case *c);
void wh_read_wants(wh_case *c);  /* its part that reads the words; content/text.c */
bool wh_verify_mail(wh_case *c); /* its part that verifies: spf, dkim, arc, dmarc; auth/authentication.c */
/* Whether a known list took the mail from an address that the author's domain says is not one of its
 * servers', and nothing else can speak for the author: results.list_refused. Once the claims are read. */
bool wh_refused_at_list(const wh_case *c);

void wh_check_format(wh_case *c);      /* repairs, doubled fields, missing fields */
void wh_check_bounce(wh_case *c);      /* delivery reports, true and pretended */
void wh_check_backscatter(wh_case *c); /* reports about mail that the reader never sent */
void wh_check_hops(wh_case *c);
void wh_check_message_id(wh_case *c);
void wh_check_identity(wh_case *c);
void wh_check_filters(wh_case *c); /* what the receiver's filters said */
void wh_check_lookalikes(wh_case *c);
void wh_check_brand_claims(wh_case *c); /* a brand in the shown name, the subject, the sender's domain */
void wh_check_brand_body(wh_case *c);   /* ... in the texts and the links' texts */
void wh_check_links(wh_case *c);
void wh_check_destinations(wh_case *c); /* the links taken together, and their hosts */
void wh_check_shape(wh_case *c);        /* words, pictures, links, files beside each other */
void wh_check_attachments(wh_case *c);
void wh_check_text(wh_case *c);      /* what the words want */
void wh_check_platforms(wh_case *c); /* a real platform, a stranger's words */
void wh_check_tricks(wh_case *c);    /* how they are written */
void wh_check_talk(wh_case *c);      /* where the talk is to go on, and where it says it began */
void wh_check_house(wh_case *c);     /* the reader's own domain, threatened */
void wh_check_passed_on(wh_case *c); /* another mail within the text */
void wh_check_forms(wh_case *c);     /* sums, accounts and numbers in the text */
void wh_check_errand(wh_case *c);    /* a sender who says what he does, and not who he is */
void wh_check_readers(wh_case *c);   /* the names that the mail is addressed to, imitated */
const wh_digest *wh_attachment_digest(const wh_case *c, uint32_t index); /* its SHA-256, asked by the check */
void wh_check_authentication(wh_case *c);                                /* what the verified results mean */
void wh_check_network(wh_case *c);                                       /* facts by DNS */

/* What the bounds of base/limits.h left out; when all checks have run. */
void wh_check_unread(wh_case *c);
typedef struct wh_left_out { /* by a bound */
    wh_str what, reason;     /* ids */
    uint64_t count;          /* at least; 0: nothing */
    wh_span span;            /* of the first; may be empty */
} wh_left_out;
wh_left_out wh_cut_of(const wh_case *c, wh_cut_id id);
bool wh_memory_ran_out(const wh_case *c);
bool wh_all_read(const wh_case *c); /* no bound was met, and memory was enough */

/* All of them; their order here is the order of the report's findings, and nothing else depends on it. */
typedef void wh_check(wh_case *c);
/* Before all of them: settles, by what lookups have shown, where the mail came in (evidence/handover/), and
 * asks for it. */
void wh_settle_handover(wh_facts *facts, wh_oracle *oracle);
/* ... and what the QR codes in pictures say become links: content/codes.c. env: where the facts lie. */
void wh_settle_codes(wh_facts *facts, wh_env *env, wh_oracle *oracle);
/* ... and the mails in attached .msg files are enclosed: content/outlook.c. inner: where enclosed mails'
 * facts lie. */
void wh_settle_msgs(wh_facts *facts, wh_env *env, wh_env *inner, wh_oracle *oracle);
extern wh_check *const wh_checks[];
extern const uint32_t wh_checks_n;

#endif
