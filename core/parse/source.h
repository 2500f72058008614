/* What was given, and the text that is read from it: where each byte was. Part of parse.h. */
#ifndef WHENCE_PARSE_SOURCE_H
#define WHENCE_PARSE_SOURCE_H

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

/* The position in the text of what stood at an offset of the source: the first that stood there or after it.
 * O(log text log pieces). */
size_t wh_text_at(const wh_text *text, uint32_t offset);
/* The source span of a slice of text.bytes; {0,0} for a slice that lies elsewhere. O(log pieces). */
wh_span wh_text_span(const wh_text *text, wh_str slice);

/* ---- pastes: paste/ ---- */

/* X(name, "id"): every repair that a damaged paste can need. */
/* clang-format off */
#define WH_REPAIRS(X)                                                                                       \
    X(BOM, "byte-order-mark") X(UTF16, "utf-16") X(MBOX_FROM, "mbox-from-line")                             \
    X(LINE_ENDINGS, "mixed-line-endings")                                                                   \
    X(INDENT, "lost-indentation") X(QUOTED, "quoted-lines")                                                 \
    X(LEADING_SPACE, "leading-spaces") X(LINE_NUMBERS, "line-numbers")                                      \
    X(BLANK_LINES, "blank-lines")                                                                           \
    X(ENTITIES, "html-entities") X(TAGS, "html-tags") X(SPACES, "special-spaces")                           \
    X(TABLE, "field-table") X(JP_QUOTES, "japanese-quotation-marks")                                        \
    X(WIDE_COLON, "full-width-colon")                                                                       \
    X(LOST_LETTER, "lost-first-letter") X(TEXT_BEFORE, "text-before") X(TEXT_AFTER, "text-after")           \
    X(SINGLE_VALUE, "bare-value") X(INVISIBLE, "invisible-characters") X(TRUNCATED, "too-long")             \
    X(LINE_BREAKS, "lost-line-breaks") X(CHARSET, "other-charset") X(ESCAPES, "lost-escapes")               \
    X(MERGED, "merged-received") X(NO_CHARSET, "no-charset") X(BASE64, "base64-source")                     \
    X(STRING, "escaped-string") X(DEFANGED, "defanged") X(EXPORTED, "exported-fields")                      \
    X(DECORATED, "linked-addresses") X(CURLED, "curly-quotation-marks")
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

#endif
