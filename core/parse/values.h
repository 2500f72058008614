/* Single values that stand in fields and texts: words, parameters, addresses, dates, hosts' addresses, names.
 * Part of parse.h. */
#ifndef WHENCE_PARSE_VALUES_H
#define WHENCE_PARSE_VALUES_H

#include "parse/source.h"

/* ---- encoded words and charsets, RFC 2047, 2231, 6532: words.c, charset.c ---- */

/* A header value for reading: unfolded, trimmed, adjacent encoded words of one charset joined before
 * decoding, raw 8-bit and raw ISO-2022-JP recognised, as UTF-8. */
wh_str wh_decode_header(wh_env *env, wh_str value);
/* RFC 2047 alone: the same, but line ends and white space that do not stand between encoded words stay as
 * they are. */
wh_str wh_decode_words(wh_env *env, wh_str value);
/* Bytes of a named charset as UTF-8; label absent or unknown: UTF-8 where it is valid, then guessed. */
wh_str wh_decode_charset(wh_env *env, wh_str label, wh_str bytes);

/* What was done to a text whose label was not enough. */
typedef enum wh_charset_mend {
    WH_CHARSET_AS_LABELLED,
    WH_CHARSET_CONTRADICTED,
    WH_CHARSET_ESCAPES_LOST,
    WH_CHARSET_FROM_META,
    WH_CHARSET_GUESSED
} wh_charset_mend;
/* As wh_decode_charset, of a whole part. A label that the bytes contradict is not believed: text under the
 * label UTF-8 that is not UTF-8, text in 7 bits whose escapes (RFC 1468) were lost on the way. html: where
 * nothing is said, the page's own <meta charset> is. */
wh_str wh_decode_part_text(wh_env *env, wh_str label, wh_str bytes, bool html, wh_charset_mend *mend);

/* ---- parameters, RFC 2045 5.1, RFC 2231: params.c ---- */

typedef struct wh_param {
    wh_str name, value; /* name in lower case; value decoded to UTF-8, continuations joined */
} wh_param;
typedef struct wh_params {
    wh_str value;           /* what stands before the first ';', lower case, comments removed */
    WH_LIST(wh_param) list; /* of a parameter in several forms: what counts, then each plain form */
} wh_params;
void wh_parse_params(wh_env *env, wh_str value, wh_params *out);
wh_str wh_param_named(const wh_params *params, wh_str name); /* absent when missing */

/* ---- addresses, RFC 5322 3.4, RFC 6531: address.c ---- */

typedef struct wh_mailbox {
    wh_str display; /* decoded; absent when there is none */
    wh_str local;  /* as meant: quotes and comments removed; absent for words that are no address ("From: Jane
                      Doe") */
    wh_str domain; /* absent when missing; as written, lower case, comments removed, without a final dot; may
                      be a literal "[...]" */
    wh_str address;     /* local@domain as meant; empty for "<>", absent like local */
    wh_str raw;         /* slice of the text: the whole mailbox */
    wh_str raw_domain;  /* slice of the text: the domain */
    bool in_group, bad; /* bad: not valid even by the obsolete grammar, best effort */
} wh_mailbox;
typedef WH_LIST(wh_mailbox) wh_mailboxes;
void wh_parse_addresses(wh_env *env, wh_str value, wh_mailboxes *out);

/* ---- dates, RFC 5322 3.3 and everything else that is written there: date.c ---- */

/* X(name, "id") */
/* clang-format off */
#define WH_DATE_PROBLEMS(X)                                                                                  \
    X(OBSOLETE_ZONE, "obsolete-zone")                                                                        \
    X(UNKNOWN_ZONE, "unknown-zone") X(NO_ZONE, "no-zone") X(BAD_ZONE, "impossible-zone")                     \
        X(TWO_DIGIT_YEAR, "two-digit-year") X(WRONG_WEEKDAY, "wrong-weekday") X(NOT_RFC5322, "other-form")   \
            X(TRAILING, "text-after") X(AMBIGUOUS, "day-month-ambiguous") X(IMPOSSIBLE, "impossible-date")
/* clang-format on */

typedef enum wh_date_problem {
#define X(name, id) WH_DATE_##name,
    WH_DATE_PROBLEMS(X)
#undef X
        WH_DATE_PROBLEM_COUNT
} wh_date_problem;

typedef struct wh_date {
    bool ok;
    int64_t ms;         /* since 1970-01-01T00:00:00Z */
    int offset_minutes; /* of the zone it was written in; 0 when unknown */
    uint32_t problems;  /* bits 1u << wh_date_problem */
    wh_str raw;         /* the slice that was read as date */
} wh_date;
void wh_parse_date(wh_str value, wh_date *out);
/* "2021-01-14T23:36:59.000Z" or with the offset "+09:00", in the arena. */
wh_str wh_format_iso(wh_env *env, int64_t ms);
int64_t wh_days_of(int64_t year, int month, int day); /* since 1970-01-01, Gregorian throughout */
bool wh_day_exists(int year, int month, int day);     /* years 0 to 9999 */

/* ---- addresses of the network, RFC 791, 4291, 5952: ip.c ---- */

typedef struct wh_ip {
    uint8_t family; /* 0 none, 4, 6 */
    uint8_t b[16];  /* network order; IPv4 in b[0..3] */
} wh_ip;

typedef enum wh_ip_kind {
    WH_IP_PUBLIC,
    WH_IP_PRIVATE,
    WH_IP_LOOPBACK,
    WH_IP_LINK_LOCAL,
    WH_IP_SHARED /* RFC 6598 */,
    WH_IP_DOCUMENTATION,
    WH_IP_RESERVED,
    WH_IP_MULTICAST
} wh_ip_kind;

/* The whole of s must be an address: dotted quad, or IPv6 with optional "IPv6:" before it, "[...]" around it,
 * a zone id after it, IPv4-mapped (becomes IPv4). Four octets up to 255, no leading zeros beyond three
 * digits. */
bool wh_parse_ip(wh_str s, wh_ip *out);
wh_str wh_format_ip(wh_env *env, const wh_ip *ip); /* canonical, RFC 5952 */
wh_ip_kind wh_ip_kind_of(const wh_ip *ip);
/* Whether there is an address, and it is one of the internet's. Documentation addresses (RFC 5737, 3849,
 * 9637) count as such: people who write about mail use them. The only place that decides this. */
bool wh_ip_is_public(const wh_ip *ip);
/* Whether there is an address, and it is not one of the internet's: it only means something inside a network,
 * or is nobody's. No address is neither public nor internal: the caller decides how that counts by which of
 * the two it asks. */
bool wh_ip_is_internal(const wh_ip *ip);
bool wh_ip_eq(const wh_ip *a, const wh_ip *b);
bool wh_ip_within(const wh_ip *ip, const wh_ip *network, unsigned prefix_length);

/* ---- names, RFC 1035, RFC 5890-5893, UTS 46: idna.c, punycode.c, suffix.c ---- */

/* clang-format off */
#define WH_NAME_PROBLEMS(X)                                                                                  \
    X(EMPTY_LABEL, "empty-label")                                                                            \
    X(LONG_LABEL, "label-too-long") X(LONG_NAME, "name-too-long") X(BAD_CHAR, "bad-character")               \
        X(BAD_PUNYCODE, "broken-punycode") X(DISALLOWED, "disallowed-character")                             \
            X(HYPHENS, "misplaced-hyphen") X(MAPPED, "needed-mapping") X(BIDI, "mixed-direction")            \
                X(COMBINING, "leading-combining-mark")
/* clang-format on */

typedef enum wh_name_problem {
#define X(name, id) WH_NAME_##name,
    WH_NAME_PROBLEMS(X)
#undef X
        WH_NAME_PROBLEM_COUNT
} wh_name_problem;

typedef struct wh_name {
    wh_str ascii;   /* lower case, xn-- labels, no final dot; absent when it cannot be a name */
    wh_str unicode; /* for showing */
    /* The public suffix, a slice of ascii: of the list's ICANN and private rules, and of our shared-hosting
     * table. */
    wh_str suffix;
    wh_str
        registrable; /* slice of ascii; absent when the name is itself a suffix, an address or a bare label */
    bool private_suffix; /* a private rule of the list, or our shared-hosting table: tenants, not one owner */
    bool known_suffix;   /* the top-level label is in the list at all */
    uint32_t problems;
} wh_name;
void wh_parse_name(wh_env *env, wh_str name, wh_name *out);
/* The names that were parsed with `from` are known with env as well, from which none was parsed yet. Their
 * strings stay in the memory of `from`, which outlives that of env. */
void wh_keep_names(wh_env *env, const wh_env *from);
bool wh_punycode_decode(wh_env *env, wh_str label_after_xn, wh_str *utf8);
bool wh_punycode_encode(wh_env *env, wh_str utf8_label, wh_str *out);
/* RFC 9989's "organizational domain" where no lookups are made: the registrable domain of name, or name
 * itself. ASCII lower case in. */
wh_str wh_organizational(wh_str name);

#endif
