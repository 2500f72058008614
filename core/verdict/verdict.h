/* Findings -> verdict, in one function, so that it can be explained as a sum. */
#ifndef WHENCE_VERDICT_H
#define WHENCE_VERDICT_H

#include "checks/checks.h"

typedef enum wh_level { WH_FORGED, WH_SUSPICIOUS, WH_UNCLEAR, WH_CONSISTENT, WH_AUTHENTIC } wh_level;

/* What kind of mail it is. X(name, "id") */
/* clang-format off */
#define WH_MAIL_KINDS(X) \
    X(UNKNOWN, "unknown") \
    X(FORGED, "forged")                 /* uses a domain that did not send it */ \
    X(IMPERSONATION, "impersonation")   /* poses as a company, an office or a person from elsewhere */ \
    X(ABUSED, "abused-account")         /* a real platform or account carries a stranger's words */ \
    X(SCAM, "scam") \
    X(BULK, "bulk")                     /* advertising that says who sends it */ \
    X(BOUNCE, "bounce")                 /* a delivery report */ \
    X(LIST, "list") X(GENUINE, "genuine")
/* clang-format on */

typedef enum wh_mail_kind {
#define X(name, id) WH_MAIL_##name,
    WH_MAIL_KINDS(X)
#undef X
        WH_MAIL_KIND_COUNT
} wh_mail_kind;

/* What set the score beside the sum. X(name, "id") */
/* clang-format off */
#define WH_BOUNDS(X) \
    X(NONE, "") \
    X(SERIOUS, "serious-finding")       /* never "consistent" beside one, whatever speaks for the mail */ \
    X(NOT_EARNED, "not-earned")         /* "authentic" is proven, not reached by a lack of findings */ \
    X(PIECE, "piece")                   /* a field torn out of a header: described, not accused */ \
    X(NOT_ALL_READ, "not-all-read")     /* what was left out may be what speaks against it */ \
    X(NO_WAY, "no-way")                 /* no Received field, or no sender: nothing to judge by */
/* clang-format on */

typedef enum wh_bound {
#define X(name, id) WH_BOUND_##name,
    WH_BOUNDS(X)
#undef X
        WH_BOUND_COUNT
} wh_bound;

typedef struct wh_verdict {
    wh_level level;
    int score; /* 0..100, 100: surely forged */
    wh_mail_kind kind;
    WH_LIST(uint32_t) findings; /* those that carry it, heaviest first: indices into the case's findings */
    int sum;                    /* of the weights, from which the score is made */
    int against, in_favour;     /* its two sides: together the sum */
    wh_bound bound;             /* what set the score where the sum did not */
    int lowest, highest;        /* between which lookups could move the score */
} wh_verdict;

#define WH_SCORE_CONSISTENT 10
#define WH_SCORE_UNCLEAR 30
#define WH_SCORE_SUSPICIOUS 50
#define WH_SCORE_FORGED 80
#define WH_SUM_UNCLEAR 24
#define WH_SUM_SUSPICIOUS 44
#define WH_SUM_FORGED 90

/* What a finding adds to the sum: its weight, in proportion when its severity was set away from its
 * default. */
int wh_points_of(const wh_finding *f);
/* Raises the findings that are made of others: combinations.def. After all checks, before wh_weigh_once. */
void wh_combine(wh_case *c);
/* Takes down the findings that say what another said: once.def. After all checks, before wh_judge. */
void wh_weigh_once(wh_case *c);
void wh_judge(const wh_case *c, wh_verdict *out);
/* Whether a finding is the normal state of that kind of mail, and so says nothing (kinds.c). */
bool wh_is_normal_in(wh_mail_kind kind, wh_finding_id id);
/* Which kind a finding speaks for; unknown for most (kinds.def). */
wh_mail_kind wh_kind_of_finding(wh_finding_id id);
/* The kind by structure alone, before anything is summed: bounce, list, bulk or unknown. */
wh_mail_kind wh_kind_by_form(const wh_case *c);
/* The kind in the end: what most of the sum speaks for, or the kind by form where nothing accuses. */
wh_mail_kind wh_kind_of(const wh_case *c, const wh_verdict *verdict, wh_mail_kind form);

/* What the findings on the Message-ID come to: "suspicious", "odd", "fits", or "plain" where they say
 * nothing. */
wh_str wh_message_id_verdict(const wh_case *c);

/* How far the score is from the next level, either way; 0: there is none. */
int wh_points_to_worse(const wh_verdict *verdict);
int wh_points_to_milder(const wh_verdict *verdict);
int wh_score_of(int sum);        /* monotone */
wh_level wh_level_of(int score); /* monotone */
wh_str wh_level_name(wh_level level);
wh_str wh_kind_name(wh_mail_kind kind);
wh_str wh_bound_name(wh_bound bound);

/* A mail enclosed in another, judged by itself. */
typedef struct wh_judged {
    wh_case c;
    wh_verdict verdict;
} wh_judged;
/* Findings about the mails that c's mail encloses. It is their senders that they speak of, not whoever passes
 * them on. */
void wh_check_enclosed(wh_case *c);
/* The header of an enclosed mail is what the mail around it says it is: nothing but a signature makes it
 * authentic. */
void wh_temper_enclosed(const wh_case *c, wh_verdict *verdict);

#endif
