/* From the source's bytes to syntax: one grammar a file, no judgement. Everything returned borrows from the
 * text that was parsed or from the arena; nothing is ever written into the input. Parsers never fail as a
 * whole: what is not there is absent, what is odd is a problem bit. */
#ifndef WHENCE_PARSE_H
#define WHENCE_PARSE_H

#include "base/base.h"
#include "base/limits.h"

/* ---- the text that is parsed, and where each byte of it stood in the source ---- */

typedef struct wh_piece { /* text[at ...] stood at source[from ...], until the next piece */
    uint32_t at, from;
    bool made; /* these bytes were put in by a repair: they stand for source[from, from + width) */
    uint16_t width;
    uint8_t rate; /* of an encoding: three bytes of text stood in so many (base64: 4, quoted-printable
                     escapes: 9); 0: byte for byte */
} wh_piece;

typedef struct wh_text {
    wh_str bytes;
    WH_LIST(wh_piece) pieces; /* none: the text is the source itself */
} wh_text;

/* The position in the text of what stood at an offset of the source: the first that stood there or behind it.
 * O(log text log pieces). */
size_t wh_text_at(const wh_text *text, uint32_t offset);
/* The source span of a slice of text.bytes; {0,0} for a slice that lies elsewhere. O(log pieces). */
wh_span wh_text_span(const wh_text *text, wh_str slice);

/* ---- pastes: paste/ ---- */

/* X(name, "id"): every repair that a damaged paste can need. */
/* clang-format off */
#define WH_REPAIRS(X)                                                                                        \
    X(BOM, "byte-order-mark")                                                                                \
    X(UTF16, "utf-16") X(MBOX_FROM, "mbox-from-line") X(LINE_ENDINGS, "mixed-line-endings")                  \
        X(INDENT, "lost-indentation") X(QUOTED, "quoted-lines") X(LEADING_SPACE, "leading-spaces")           \
            X(LINE_NUMBERS, "line-numbers") X(BLANK_LINES, "blank-lines") X(ENTITIES, "html-entities")       \
            X(TAGS, "html-tags")                                                                             \
                X(SPACES, "special-spaces") X(TABLE, "field-table") X(JP_QUOTES, "japanese-quotation-marks") \
                    X(WIDE_COLON, "full-width-colon") X(LOST_LETTER, "lost-first-letter")                    \
                        X(TEXT_BEFORE, "text-before") X(TEXT_AFTER, "text-after")                            \
                            X(SINGLE_VALUE, "bare-value") X(INVISIBLE, "invisible-characters")               \
                                X(TRUNCATED, "too-long") X(LINE_BREAKS, "lost-line-breaks")                  \
                                    X(CHARSET, "other-charset") X(ESCAPES, "lost-escapes")                   \
                                        X(MERGED, "merged-received")
/* clang-format on */

typedef enum wh_repair_id {
#define X(name, id) WH_REPAIR_##name,
    WH_REPAIRS(X)
#undef X
        WH_REPAIR_COUNT
} wh_repair_id;

wh_str wh_repair_name(wh_repair_id id);

typedef struct wh_repair {
    wh_repair_id id;
    wh_spans spans; /* in the source; at most WH_MAX_SPANS, the first ones */
    uint32_t count; /* how often, spans or not */
} wh_repair;

typedef enum wh_source_kind { WH_SOURCE_MESSAGE, WH_SOURCE_HEADERS, WH_SOURCE_FRAGMENT } wh_source_kind;

typedef struct wh_paste {
    wh_source_kind kind; /* a message with body, a header block, or a few fields torn out of one */
    wh_text text;        /* repaired; the source itself where nothing needed repair */
    wh_str head, body;   /* slices of text.bytes; body absent when there is none, empty when a blank line
                          * ends the text, everything when there is no field at all */
    wh_str prose;        /* text around the fields that is not part of the mail (a blog's words): slice of
                            text.bytes,        or absent */
    WH_LIST(wh_repair) repairs;
    bool body_exact; /* the body's bytes are as they were given (no repair touched them): signatures may be
                        tried */
    bool head_exact;
} wh_paste;

/* Finds the header block in what somebody pasted and undoes the damage that copying did. */
void wh_parse_paste(wh_env *env, wh_str source, wh_paste *out);
/* The same for the content of a part that is a mail (RFC 2046 5.2.1): however little its header holds, it
 * ends at the first empty line. */
void wh_parse_enclosed(wh_env *env, wh_str source, wh_paste *out);

/* The messages of an mbox (RFC 4155), without their "From " lines: slices of source. Quoting of "From " in
 * bodies is not undone. What does not begin with such a line is one message. */
void wh_split_mbox(wh_env *env, wh_str source, wh_strs *messages);

/* ---- fields, RFC 5322 2.2: fields.c ---- */

typedef struct wh_field {
    wh_str name;  /* without the colon or white space before it */
    wh_str value; /* as written: folded, without the last line end */
    wh_str whole; /* name, colon, value, line end */
} wh_field;

typedef WH_LIST(wh_field) wh_fields;

/* Line ends are CRLF, LF or CR. A line that is no field and continues nothing is kept with an empty name. */
void wh_parse_fields(wh_env *env, wh_str head, wh_fields *out);
/* The n-th field (0 is the topmost) of that name, or NULL. */
const wh_field *wh_field_named(const wh_fields *fields, wh_str name, uint32_t n);
/* Without line ends: each folding (line end and the white space after it) becomes one space. Borrowed when
 * nothing is folded. */
wh_str wh_unfold(wh_env *env, wh_str value);

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
    WH_CHARSET_FROM_META
} wh_charset_mend;
/* As wh_decode_charset, of a whole part. A label that the bytes contradict is not believed: UTF-8 that is
 * none under it, text in 7 bits whose escapes (RFC 1468) were lost on the way. html: where nothing is said,
 * the page's own <meta charset> is. */
wh_str wh_decode_part_text(wh_env *env, wh_str label, wh_str bytes, bool html, wh_charset_mend *mend);

/* ---- parameters, RFC 2045 5.1, RFC 2231: params.c ---- */

typedef struct wh_param {
    wh_str name, value; /* name in lower case; value decoded to UTF-8, continuations joined */
} wh_param;
typedef struct wh_params {
    wh_str value; /* what stands before the first ';', lower case, comments removed */
    WH_LIST(wh_param) list;
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
/* Whether there is an address, and it is one of the internet's. Examples' addresses (RFC 5737, 3849, 9637)
 * count as such: whoever writes of mail writes with them. The only place that decides it. */
bool wh_ip_is_public(const wh_ip *ip);
/* Whether there is an address, and it is not one of the internet's: it only means something inside a network,
 * or is nobody's. An address that is not there is neither public nor internal: whoever asks says by which of
 * the two he asks for how it counts. */
bool wh_ip_is_internal(const wh_ip *ip);
bool wh_ip_eq(const wh_ip *a, const wh_ip *b);
bool wh_ip_within(const wh_ip *ip, const wh_ip *network, unsigned prefix_length);

/* ---- Received, RFC 5321 4.4: received/ ---- */

typedef struct wh_received {
    wh_str raw;
    wh_str helo, rdns, ident, auth; /* of the client; absent when not there */
    wh_ip ip;                       /* of the client: family 0 when not there */
    wh_str ip_raw;                  /* the slice it was read from */
    wh_str by, with, via, id, for_, envelope_from;
    wh_ip by_ip;
    wh_str tls_version, tls_cipher; /* as written, "TLS1_2" becomes "TLSv1.2" */
    bool encrypted;                 /* TLS named, or a with keyword of RFC 3848 ending in S or SA */
    wh_date date;
    wh_str family;     /* the software whose form this is: "postfix", "exim", "sendmail", "qmail", "exchange",
                          "gmail", ... or absent */
    uint32_t problems; /* bits 1u << wh_received_problem */
    wh_str name; /* the word after "from", as written: HELO, reverse name, address or user, as the family has
                    it */
    wh_str software;    /* what the writing server calls itself, as written: "Postfix", "Exim 4.92",
                           "8.16.1/8.16.1" */
    wh_str by_name;     /* the by host's own name from the comment behind it, where it gives one */
    wh_strs comments;   /* all of them, without their parentheses, in order */
    uint16_t port;      /* of the client; 0 when not there */
    bool authenticated; /* a with keyword of RFC 3848 ending in A, or words that say so */
    bool doubted; /* the server says itself that the reverse name may be forged, or that it did not verify it
                   */
    bool local;   /* handed over on the same machine (a user, a pipe, a socket), not over a network */
} wh_received;

/* clang-format off */
#define WH_RECEIVED_PROBLEMS(X)                                                                              \
    X(NO_FROM, "no-from")                                                                                    \
    X(NO_BY, "no-by") X(NO_DATE, "no-date") X(BAD_DATE, "unreadable-date") X(NO_IP, "no-address")            \
        X(UNKNOWN_FORM, "unknown-form") X(BAD_IP, "impossible-address")                                      \
            X(RDNS_UNKNOWN, "no-reverse-name") /* the server looked for a reverse name and found none */     \
        X(MAY_BE_FORGED,                                                                                     \
          "reverse-name-not-confirmed") /* sendmail's "(may be forged)" and others' ways to say it */        \
        X(STUFFED_NAME,                                                                                      \
          "name-holds-more") /* the HELO holds blanks, comments or clauses: it was made to be misread */     \
        X(TWO_ADDRESSES, "two-addresses") /* either could be the client's: none is taken */
/* clang-format on */

typedef enum wh_received_problem {
#define X(name, id) WH_RECEIVED_##name,
    WH_RECEIVED_PROBLEMS(X)
#undef X
        WH_RECEIVED_PROBLEM_COUNT
} wh_received_problem;

/* value may be folded. Slices are of value, or in the arena where they had to be unfolded; tls_version may be
 * a constant, family always is. */
void wh_parse_received(wh_env *env, wh_str value, wh_received *out);

/* ---- Message-ID, RFC 5322 3.6.4: msgid.c ---- */

/* clang-format off */
#define WH_MSGID_PROBLEMS(X)                                                                                 \
    X(EMPTY, "empty")                                                                                        \
    X(NO_BRACKETS, "no-angle-brackets") X(NO_AT, "no-at") X(MANY_AT, "several-at") X(SPACE, "white-space")   \
        X(BAD_CHAR, "bad-character") X(QUOTED, "quoted-local-part") X(TEXT_AROUND, "text-around")            \
            X(NO_LEFT, "no-left-side") X(NO_RIGHT, "no-right-side") X(BAD_RIGHT, "bad-right-side")           \
                X(SEVERAL, "several-ids") X(ENCODED, "encoded-word") X(TOO_LONG, "too-long")                 \
                    X(COMMENT, "comment")
/* clang-format on */

typedef enum wh_msgid_problem {
#define X(name, id) WH_MSGID_##name,
    WH_MSGID_PROBLEMS(X)
#undef X
        WH_MSGID_PROBLEM_COUNT
} wh_msgid_problem;

typedef struct wh_msgid {
    bool present;
    wh_str raw;         /* the value without the white space around it */
    wh_str left, right; /* of the "@"; absent when missing */
    uint32_t problems;
} wh_msgid;
void wh_parse_msgid(wh_env *env, wh_str value, wh_msgid *out);
/* The ids of References or In-Reply-To, with the angle brackets. */
void wh_parse_msgids(wh_env *env, wh_str value, wh_strs *out);

/* ---- Authentication-Results, RFC 8601: authres.c ---- */

typedef struct wh_authprop {
    wh_str ptype, property, value;
} wh_authprop;
typedef struct wh_authresult {
    wh_str method, result, reason, comment, raw; /* method, result in lower case; raw a slice */
    uint32_t version;                            /* of the method, 0 when not given */
    WH_LIST(wh_authprop) props;
} wh_authresult;
typedef struct wh_authres {
    bool ok;
    wh_str authserv_id; /* absent when missing (Outlook's way) */
    uint32_t version;   /* 0 when not given */
    uint32_t instance;  /* of ARC-Authentication-Results ("i=1;"), else 0 */
    WH_LIST(wh_authresult) results;
} wh_authres;
/* Also ARC-Authentication-Results (RFC 8617 4.1.1). A result with broken syntax is left out, and nothing
 * inside a comment or a quoted string ever becomes one. ptype is absent where there is none (Outlook's
 * "action=none"). */
void wh_parse_authres(wh_env *env, wh_str value, wh_authres *out);

/* ---- Received-SPF, RFC 7208 9.1: received/spf.c ---- */

typedef struct wh_spf_pair {
    wh_str key, value;
} wh_spf_pair; /* key in lower case; value without quotes and "<>" */
typedef struct wh_received_spf {
    bool ok;
    wh_str result, comment; /* result in lower case */
    WH_LIST(wh_spf_pair) pairs;
} wh_received_spf;
void wh_parse_received_spf(wh_env *env, wh_str value, wh_received_spf *out);
wh_str wh_spf_pair_named(const wh_received_spf *spf, wh_str key); /* absent when missing */

/* ---- tag=value lists, RFC 6376 3.2: taglist.c ---- */

typedef struct wh_tag {
    wh_str name, value, raw_value;
} wh_tag; /* value trimmed; raw_value with its white space */
typedef struct wh_tags {
    bool ok; /* false: syntax broken, or a tag doubled (RFC 6376 3.2) */
    WH_LIST(wh_tag) list;
} wh_tags;
void wh_parse_tags(wh_env *env, wh_str value, wh_tags *out);
wh_str wh_tag_named(const wh_tags *tags, wh_str name); /* case-sensitive; absent when missing */

/* ---- transfer encodings, RFC 2045 6: transfer.c ---- */

/* Decodes a body (a slice of the text) into out: out->bytes are the decoded ones, its pieces lead to offsets
 * into `body`. encoding: "base64", "quoted-printable", "x-uuencode" ...; others are the identity. Broken
 * input is skipped, never refused. */
void wh_decode_transfer(wh_env *env, wh_str encoding, wh_str body, wh_text *out);
bool wh_decode_base64(wh_env *env, wh_str in,
                      wh_str *out); /* strict but for white space; false when broken */

/* ---- MIME, RFC 2045-2046: mime/ ---- */

/* X(name, "id"): what can be wrong with the structure of a part, which was read all the same as far as it
 * goes. */
/* clang-format off */
#define WH_MIME_DAMAGES(X)                                                                                   \
    X(BOUNDARY, "other-boundary")                                                                            \
    X(CLOSED_EARLY, "parts-behind-the-end") X(UNCLOSED, "no-end") X(NO_BLANK, "no-empty-line")               \
        X(NO_HEADER, "no-header") X(DEEP, "too-deep") X(MANY, "too-many")
/* clang-format on */

typedef enum wh_mime_damage {
#define X(name, id) WH_MIME_##name,
    WH_MIME_DAMAGES(X)
#undef X
        WH_MIME_DAMAGE_COUNT
} wh_mime_damage;
#define WH_MIME_BIT(name) (1u << WH_MIME_##name)
wh_str wh_mime_damage_name(wh_mime_damage damage);

typedef struct wh_part {
    int32_t parent; /* -1: the message itself */
    uint32_t depth;
    wh_fields fields;
    wh_str type;                           /* "text/html", lower case; "text/plain" when not said */
    wh_str charset, disposition, encoding; /* lower case; absent when not said */
    wh_str name;                           /* file name, decoded; absent when none */
    wh_str body;                           /* slice of the text, still encoded */
    bool flowed, delsp;                    /* RFC 3676 */
    bool multipart, broken;                /* broken: damage != 0 */
    uint32_t damage;                       /* bits of wh_mime_damage */
} wh_part;
typedef WH_LIST(wh_part) wh_parts;
/* The parts in order of appearance, the message first. At most WH_MAX_PARTS, WH_MAX_DEPTH deep. An enclosed
 * message is one part; its own are not listed. */
void wh_parse_mime(wh_env *env, const wh_fields *fields, wh_str body, wh_parts *out);

/* ---- text and links of a part: html.c, plain.c, uri.c ---- */

typedef enum wh_link_kind { /* QR: in a picture, as a QR code */
                            WH_LINK_ANCHOR,
                            WH_LINK_PLAIN,
                            WH_LINK_IMAGE,
                            WH_LINK_FORM,
                            WH_LINK_OTHER,
                            WH_LINK_QR
} wh_link_kind;
typedef struct wh_anchor {
    wh_link_kind kind;
    wh_str href; /* entities decoded, trimmed; UTF-8 */
    wh_str text; /* visible text of an <a>, white space collapsed, or what its image says in its place; absent
                    for others */
    wh_str at;   /* slice of the parsed text: where the address stands */
    bool joined; /* an <a> whose text goes on where the text of the <a> before it ended */
    bool broken; /* the text is interrupted by letters that nobody sees */
    bool by_base; /* the address is whole only by a <base> */
} wh_anchor;
typedef WH_LIST(wh_anchor) wh_anchors;
/* HTML in UTF-8: links and the text a reader sees (comments, scripts, styles, display:none left out), both
 * tolerant of anything. Returns the first words, a slice of the HTML, that a style shows from their end
 * ("drowssap"; visible has them as they are seen); absent: none. */
wh_str wh_parse_html(wh_env *env, wh_str html, wh_anchors *links, wh_buf *visible);
/* The same text in stretches, hidden ones too, white space collapsed as browsers do; what for: showing it. */
typedef struct wh_shown_run {
    uint32_t from, to; /* in text */
    int32_t link;      /* index of the <a> it stands in, as wh_parse_html counts its links; -1: none */
    bool hidden;       /* nobody was meant to see it */
} wh_shown_run;
typedef struct wh_shown_runs {
    wh_buf text;
    WH_LIST(wh_shown_run) list;
    bool cut; /* WH_MAX_READ or WH_MAX_RUNS was reached */
    char gap; /* white space to put before the next letter: 0, ' ' or '\n' */
} wh_shown_runs;
void wh_read_html(wh_env *env, wh_str html, wh_shown_runs *runs);
/* Pictures that block characters (U+2580 to U+2590) or the coloured cells of a table draw, and that may be a
 * QR code: square, each a PGM ("P5"). page: text is HTML. */
void wh_draw_grids(wh_env *env, wh_str text, bool page, wh_strs *out);
/* Addresses with a scheme, and www.-names, in running text; Japanese text around them does not belong to
 * them. Added to links. */
void wh_parse_plain(wh_env *env, wh_str text, wh_anchors *links);
/* format=flowed (RFC 3676): lines that end in a space go on in the next one; delsp: without that space. */
wh_str wh_unflow(wh_env *env, wh_str text, bool delsp);
/* Lines that begin with white space belong to the one before (RFC 5545 3.1, calendars). */
wh_str wh_unfold_lines(wh_env *env, wh_str text);
/* Names of hosts in running text about a mail, with a scheme or without, under a top-level domain that
 * exists: href is the name as meant, at as it is written. Names inside of e-mail addresses and of paths are
 * left out. At most WH_MAX_DOMAINS. */
void wh_parse_hosts(wh_env *env, wh_str text, wh_anchors *hosts);

typedef struct wh_uri {
    bool ok;
    wh_str scheme, userinfo, host, port, path,
        query; /* host: decoded, lower case, IDN as ASCII (xn--) where possible */
    wh_ip
        ip; /* when the host is an address, in any of the forms that browsers accept (decimal, hex, octal) */
    bool odd_ip;      /* written in a form meant to be overlooked */
    bool odd_slashes; /* not the "//" behind the scheme that belongs there: "http:/\\host" */
    wh_str fragment;  /* as it is written; absent when none */
} wh_uri;
/* By uriparser (RFC 3986) after the clean-up that browsers do (WHATWG URL: control characters, backslashes,
 * full-width). */
void wh_parse_uri(wh_env *env, wh_str href, wh_uri *out);

typedef struct wh_wrapper wh_wrapper; /* parse/uri/unwrap.h */
/* The address that a web address carries and leads on to, one step; NULL when it says nothing of the kind, or
 * is longer than WH_MAX_WRAPPED. href, target: what it carries, in the environment's arena. Linear in the
 * address. */
const wh_wrapper *wh_unwrap_uri(wh_env *env, const wh_uri *uri, wh_str *href, wh_uri *target);

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
bool wh_punycode_decode(wh_env *env, wh_str label_after_xn, wh_str *utf8);
bool wh_punycode_encode(wh_env *env, wh_str utf8_label, wh_str *out);
/* RFC 9989's "organizational domain" where no lookups are made: the registrable domain of name, or name
 * itself. ASCII lower case in. */
wh_str wh_organizational(wh_str name);

#endif
