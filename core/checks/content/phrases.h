/* What running text wants, by phrases of core/tables/phrases.tsv: a dictionary, and one pass over the
 * text. */
#ifndef WHENCE_PHRASES_H
#define WHENCE_PHRASES_H

#include "base/base.h"
#include "base/limits.h"

/* X(NAME, "id"): wants; the ids are the table's first column. */
/* clang-format off */
#define WH_WANTS(X)                                                                                          \
    X(CREDENTIALS, "credentials")                                                                            \
    X(LOCKED, "locked")                                                                                      \
    X(DEADLINE, "deadline") X(PRIZE, "prize") X(MONEY, "money") X(INVEST, "invest") X(PARCEL, "parcel")      \
        X(DOCUMENT, "document") X(CHARGE, "charge") X(CALL, "call") X(EXTORTION, "extortion")                \
            X(FAVOUR, "favour") X(BANK, "bank") X(JOB, "job") X(REFUND, "refund") X(VIOLATION, "violation")  \
                X(LOAN, "loan") X(REMEDY, "remedy") X(DATING, "dating") X(SEO, "seo")                        \
                    X(PASTE_RUN, "paste-run") X(DEVICE_CODE, "device-code") X(SEED, "seed")                  \
                        X(PASSWORD, "password") X(ASSISTANT, "assistant") X(VERIFIED, "verified")            \
                            X(ENABLE, "enable") X(STAFF, "staff") X(RANK, "rank")                \
                                X(QUOTE, "quote") X(MESSENGER, "messenger") X(PURSUIT, "pursuit")         \
                                    X(RECORDS, "records")
/* clang-format on */

typedef enum wh_want {
#define X(name, id) WH_WANT_##name,
    WH_WANTS(X)
#undef X
        WH_WANT_COUNT
} wh_want;

#define WH_WANT_BIT(want) ((uint64_t)1 << (want)) /* sets of wants */

typedef struct wh_phrases wh_phrases; /* never changes once built */

extern const unsigned char wh_phrase_table[]; /* core/tables/make-phrases.mjs */
extern const uint32_t wh_phrase_table_n;

/* NULL when out of memory. The table is borrowed. */
const wh_phrases *wh_phrases_new(wh_arena *arena, wh_str table);

typedef struct wh_phrase_hits {
    uint32_t n[WH_WANT_COUNT]; /* how many there are, also beyond those that are kept; the same phrase counts
                                  once a text */
    wh_str at[WH_WANT_COUNT][WH_MAX_PHRASE_HITS]; /* slices of the text */
    wh_str disguised; /* the first phrase written with lookalike, invisible or spaced letters; absent: none */
    struct scan *room; /* to search in: made once, however many texts a mail has */
} wh_phrase_hits;

#define WH_ANY_WANT (~(uint64_t)0)
/* out: all zero before the first text. Adds what UTF-8 text says of the wants in `wanted` (WH_WANT_BIT
 * wh_want). Linear in the text. */
void wh_find_phrases(wh_env *env, const wh_phrases *phrases, wh_str text, uint64_t wanted,
                     wh_phrase_hits *out);

#endif
