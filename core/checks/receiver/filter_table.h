/* In which fields filters write, how their values are taken apart, and what their codes mean: looked up in
 * core/tables/filters/. */
#ifndef WHENCE_FILTER_TABLE_H
#define WHENCE_FILTER_TABLE_H

#include "parse/filter/value.h"

/* X(name, "id"): what a code comes to. */
/* clang-format off */
#define WH_FILTER_HINTS(X)                                                                                 \
    X(NONE, "none") X(CLEAN, "clean") X(SPAM, "spam") X(PHISH, "phish") X(MALWARE, "malware")              \
    X(BULK, "bulk") X(BYPASS, "bypass") X(SUSPECT, "suspect")
/* clang-format on */

typedef enum wh_filter_hint {
#define X(name, id) WH_HINT_##name,
    WH_FILTER_HINTS(X)
#undef X
        WH_HINT_COUNT
} wh_filter_hint;

typedef enum wh_filter_match {
    WH_MATCH_WORD,
    WH_MATCH_AROUND, /* head*tail */
    WH_MATCH_RANGE
} wh_filter_match;

typedef struct wh_filter_code {
    wh_filter_match kind;
    wh_str head, tail; /* WORD: head is the whole */
    int32_t low, high; /* RANGE: in thousandths */
    wh_str meaning;
    wh_filter_hint hint;
} wh_filter_code;

typedef struct wh_filter_key {
    wh_str name; /* absent: for what stands without a name */
    wh_str id;
    uint16_t codes, codes_n; /* in wh_filter_codes */
    bool server;             /* the value names the server that wrote the field */
    bool name_only;          /* codes are compared with what stands before "=", "(", ":" or white space */
} wh_filter_key;

typedef struct wh_filter_field {
    wh_str name, tail; /* tail absent: the name is the whole; else what follows the "*" */
    bool open;         /* anything may follow the tail */
    wh_str vendor;
    wh_filter_form form;
    uint16_t keys, keys_n; /* in wh_filter_keys */
    wh_str guard;          /* the provider that takes the field out of incoming mail; "never": it is never the
                              receiver's; or absent */
} wh_filter_field;

typedef struct wh_filter_vendor {
    wh_str id, name;
} wh_filter_vendor;

extern const wh_filter_code wh_filter_codes[];
extern const wh_filter_key wh_filter_keys[];
extern const wh_filter_field wh_filter_exact[]; /* by name */
extern const size_t wh_filter_exact_n;
extern const wh_filter_field wh_filter_patterns[]; /* the first that fits counts */
extern const size_t wh_filter_patterns_n;
/* Stands for the methods of Authentication-Results and their results. */
extern const wh_filter_field wh_filter_authres;
extern const wh_filter_vendor wh_filter_vendors[];
extern const size_t wh_filter_vendors_n;

/* The row of the header field of that name (any case); NULL when no known filter writes that field. */
const wh_filter_field *wh_filter_field_of(wh_str name);
/* The row of a key in a field; NULL when the table does not know it. An absent key is one, too. */
const wh_filter_key *wh_filter_key_of(const wh_filter_field *field, wh_str key);
/* What a value means: the row of the first code that matches; NULL when there is none. *any: whether the key
 * has codes at all. */
const wh_filter_code *wh_filter_code_of(const wh_filter_key *key, wh_str value, bool *any);
wh_str wh_filter_vendor_name(wh_str id); /* as people know it; the id when it is unknown */
wh_str wh_filter_hint_name(wh_filter_hint hint);

#endif
