/* Patterns over ids: a sequence of literals and runs of characters of a class, compiled from a TSV file by
 * core/tables/make-patterns.mjs. No alternatives, no nesting: matching is linear in the id, whatever it
 * holds. */
#ifndef WHENCE_PATTERN_H
#define WHENCE_PATTERN_H

#include "evidence/generator.h"

#define WH_PATTERN_TEXT 500u /* longest id that is matched */
#define WH_PATTERN_STEPS 40u /* most steps of one pattern */
#define WH_PATTERN_UNBOUNDED 255u

/* What a run of characters means. X(name, "name in the table") */
/* clang-format off */
#define WH_PATTERN_FIELDS(X)                                                                                 \
    X(NONE, "") X(YEAR, "Y") X(YEAR2, "y") X(MONTH, "M") X(DAY, "D") X(HOUR, "h") X(MINUTE, "m") \
    X(SECOND, "s") X(EPOCH, "epoch") X(MS, "ms") X(CS, "cs") X(US, "us") X(HEXEPOCH, "hexepoch") \
    X(HEXEPOCH_REVERSED, "hexepoch-reversed") X(HEXMS, "hexms") X(EPOCH_HIGH, "epoch-high") \
    X(EPOCH_LOW, "epoch-low") X(FILETIME, "filetime") X(FILETIME_HIGH, "filetime-high") \
    X(FILETIME_LOW, "filetime-low") X(BASE62, "base62") X(GNUS, "gnus") X(BASE64EPOCH, "base64-epoch") \
    X(ULID, "ulid") X(TICKS36, "ticks36") X(TICKS, "ticks") X(INN, "inn") X(SENDMAIL, "sendmail-time") \
    X(BASE52, "base52-time") X(PROCESS, "process") X(USER, "user") X(HOST, "host") X(QUEUE, "queue")
/* clang-format on */

typedef enum wh_pattern_field {
#define X(name, id) WH_FIELD_##name,
    WH_PATTERN_FIELDS(X)
#undef X
        WH_FIELD_COUNT
} wh_pattern_field;

typedef struct wh_pattern_step {
    uint16_t text;    /* of a literal: where it stands in the table's text */
    uint8_t length;   /* of a literal; 0: a run */
    uint8_t class_;   /* of a run */
    uint8_t min, max; /* of a run; WH_PATTERN_UNBOUNDED: no upper bound */
    uint8_t field;    /* wh_pattern_field */
    uint8_t fold;     /* of a literal: letters match in either case (host names) */
} wh_pattern_step;

typedef struct wh_pattern {
    uint16_t step, owner; /* first step; the index of its owner */
    uint8_t steps, shortest, marks;
    uint8_t at_step; /* the literal that ends in "@"; WH_PATTERN_NO_STEP: none */
} wh_pattern;

#define WH_PATTERN_NO_STEP 255u

#define WH_MARK_FILLS_IN 1u
#define WH_MARK_SHARED 2u
#define WH_MARK_LOCAL 4u
#define WH_MARK_PACIFIC 8u /* its time is that of Los Angeles, which is undone */

typedef struct wh_pattern_owner {
    wh_str id, name;
    uint8_t kind;
} wh_pattern_owner;

typedef struct wh_pattern_table {
    const wh_pattern *patterns;
    const wh_pattern_owner *owners;
    const wh_pattern_step *steps;
    const char *text;
    uint32_t patterns_n, owners_n;
} wh_pattern_table;

extern const wh_pattern_table wh_msgid_patterns, wh_queue_id_patterns;
extern const uint32_t wh_pattern_classes[][8]; /* a bit for each byte */

/* Matches all of s, whose only "@" stands at `at` (WH_NONE_AT: there is none); where (WH_PATTERN_STEPS + 1 of
 * them) gets the start of each step and, last, the end. */
bool wh_pattern_match(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s, size_t at,
                      uint16_t where[]);

/* The time that the fields of a matched pattern give. False when they give an impossible one, so that the
 * pattern does not match after all; *found tells whether there was any. */
bool wh_pattern_time(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s,
                     const uint16_t *where, bool *found, int64_t *ms);

#endif
