/* The body: transfer encodings, parts, texts and links. Part of parse.h. */
#ifndef WHENCE_PARSE_BODY_H
#define WHENCE_PARSE_BODY_H

#include "parse/header.h"

/* ---- transfer encodings, RFC 2045 6: transfer.c ---- */

/* Decodes a body (a slice of the text) into out: out->bytes are the decoded ones, its pieces lead to offsets
 * into `body`. encoding: "base64", "quoted-printable", "x-uuencode" ...; others are the identity. Broken
 * input is skipped, never refused. */
void wh_decode_transfer(wh_env *env, wh_str encoding, wh_str body, wh_text *out);
/* Of a body that is said to be base64 the lines that are not, as they stand; pieces as above. Empty: none. */
void wh_text_beside_base64(wh_env *env, wh_str body, wh_text *out);
bool wh_decode_base64(wh_env *env, wh_str in,
                      wh_str *out); /* strict but for white space; false when broken */

/* ---- MIME, RFC 2045-2046: mime/ ---- */

/* X(name, "id"): what can be wrong with the structure of a part, which was nevertheless read as far as
 * possible. */
/* clang-format off */
#define WH_MIME_DAMAGES(X)                                                                                   \
    X(BOUNDARY, "other-boundary")                                                                            \
    X(CLOSED_EARLY, "parts-behind-the-end") X(UNCLOSED, "no-end") X(NO_BLANK, "no-empty-line")               \
        X(NO_HEADER, "no-header") X(DEEP, "too-deep") X(MANY, "too-many") X(ENCODED, "encoded-parts")        \
            X(DOUBLED, "two-fields")
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
    const wh_text *unpacked; /* of a multipart under an encoding (RFC 2045 6.4 forbids it), and of an opaque
                                signature: its content, in which its parts stand, pieces leading back into
                                body; NULL: as it is */
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
    bool joined; /* an <a> whose text begins where the text of the <a> before it ended */
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
/* Lines that begin with white space belong to the one before (RFC 5545 3.1, calendars; RFC 6350 3.2, cards);
 * values in quoted-printable are decoded (vCard 2.1). */
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
    bool odd_slashes; /* not the "//" after the scheme that belongs there: "http:/\\host" */
    wh_str fragment;  /* as it is written; absent when none */
} wh_uri;
/* By uriparser (RFC 3986) after the clean-up that browsers do (WHATWG URL: control characters, backslashes,
 * full-width). */
void wh_parse_uri(wh_env *env, wh_str href, wh_uri *out);
bool wh_is_web_uri(const wh_uri *uri); /* http or https */

typedef struct wh_wrapper wh_wrapper; /* parse/uri/unwrap.h */
/* The address that a web address carries and leads on to, one step; NULL when it says nothing of the kind, or
 * is longer than WH_MAX_WRAPPED. href, target: what it carries, in the environment's arena. Linear in the
 * address. */
const wh_wrapper *wh_unwrap_uri(wh_env *env, const wh_uri *uri, wh_str *href, wh_uri *target);

#endif
