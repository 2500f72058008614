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

typedef struct wh_filter_code {
    wh_str meaning;
    wh_filter_hint hint;
} wh_filter_code;

typedef struct wh_filter_key {
    wh_str id;
    uint8_t codes;  /* the set of them that its values are; 0: there is none */
    bool server;    /* the value names the server that wrote the field */
    bool name_only; /* codes are compared with what stands before "=", "(", ":" or white space */
} wh_filter_key;

typedef struct wh_filter_field {
    wh_str vendor;
    wh_filter_form form;
    uint8_t keys; /* the set of them that its value has; 0: there is none */
    wh_str guard; /* the provider that takes the field out of incoming mail; "never": it is never the
                     receiver's; or empty */
} wh_filter_field;

/* The tables, as core/tables/make-filters.mjs packs them: letters of ASCII, and bytes of which the first,
 * 0x80 or more, ends them. Numbers of sets begin at 1.
 *
 * Behind the last row of each stands room to read eight bytes at once.
 *
 *   exact     name, END + form * guards + guard, vendor, keys; sorted, and where every eighth begins
 *   patterns  length of the name, letters before its "*", then the same; the wild ones first.
 *             The first that fits counts: "a*" begins so, "a*b" ends so, too, "a*b*" holds b behind a
 *   keys      by sets: name (empty: of what stands without one; "*": any other), tab, id,
 *             END + flag (1: server, 2: name only), codes
 *   codes     by sets: match, tab, meaning, END + hint. The first that matches counts:
 *             "a*b" as above, "1..2.5" numbers
 *   vendors   id, tab, name as people know it, line feed; sorted */
extern const unsigned char wh_filter_exact[], wh_filter_patterns[], wh_filter_keys[], wh_filter_codes[];
extern const uint16_t wh_filter_exact_at[], wh_filter_keys_at[], wh_filter_codes_at[], wh_filter_vendors_at[];
extern const uint32_t wh_filter_exact_n, wh_filter_patterns_n, wh_filter_guards_n;
extern const wh_str wh_filter_guards[], wh_filter_vendors;
/* Which hashes the first four letters of fields' names have, a bit for each; but of the patterns with less
 * than four letters before the "*", which stand first and take wild_n bytes. */
extern const uint32_t wh_filter_starts[], wh_filter_wild_n;
/* Stands for the methods of Authentication-Results and their results. */
extern const wh_filter_field wh_filter_authres;

/* What is known of the header field of that name (any case); false when no known filter writes that field. */
bool wh_filter_field_of(wh_str name, wh_filter_field *out);
/* What is known of a key in a field; false when nothing is. An absent key is one, too. */
bool wh_filter_key_of(const wh_filter_field *field, wh_str key, wh_filter_key *out);
/* What a value means: as the first code that matches says; false when there is none. */
bool wh_filter_code_of(const wh_filter_key *key, wh_str value, wh_filter_code *out);
wh_str wh_filter_vendor_name(wh_str id); /* as people know it; the id when it is unknown */
wh_str wh_filter_hint_name(wh_filter_hint hint);

#endif
