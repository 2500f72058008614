/* What the files of the paste repair share. The way: paste.c (byte order, paste/wrapped.c, refang.c, mbox
 * line) -> paste/quick.c (undamaged?)
 * -> paste/mend.c, the slow way: paste/escape.c (entities), paste/collapsed.c (lost line ends), paste/lines.c
 * and paste/label.c (lines, what stands before them, field names) -> paste/runs.c with paste/fold.c and
 * paste/forms.c (which lines are the header) -> paste/below.c (and its body) -> paste/build.c (the repaired
 * text, woven by paste/weave.c). */
#ifndef WHENCE_PASTE_H
#define WHENCE_PASTE_H

#include "parse/parse.h"
#include "base/limits.h"

/* ---- repairs and the repaired text: paste/weave.c ---- */

void wh_note_repair(wh_env *env, wh_paste *out, wh_repair_id id, wh_span span);
bool wh_was_repaired(const wh_paste *out, wh_repair_id id);

/* A text under construction from slices of another one, with pieces that lead to the source of that one. */
typedef struct wh_weave {
    wh_env *env;
    const wh_text *in;
    wh_text out;
    wh_buf buf;
    bool failed;
} wh_weave;

#define WH_FINE_PIECES 262144u /* so far each piece leads to its own bytes, then stretches to theirs: */
#define WH_SHORT_PIECE 4096u   /* ... made of what is no longer than this */

void wh_weave_begin(wh_weave *weave, wh_env *env, const wh_text *in);
void wh_weave_keep(wh_weave *weave, size_t from, size_t to);               /* in[from, to) as it is */
void wh_weave_made(wh_weave *weave, wh_str bytes, size_t from, size_t to); /* bytes instead of in[from, to) */
bool wh_weave_end(wh_weave *weave, wh_text *out); /* false: memory ran out, out untouched */

/* ---- whole-text repairs: paste/escape.c ---- */

/* UTF-16 with a byte-order mark to UTF-8. False when it is not UTF-16, or memory ran out. */
bool wh_paste_utf16(wh_env *env, wh_paste *out, wh_text *text);
/* The text was copied in its escaped form ("&lt;id@host&gt;"), perhaps with tags around it: undoes it once.
 * False when it was not. */
bool wh_paste_entities(wh_env *env, wh_paste *out, wh_text *text, size_t from);

/* A source that a program wrapped whole, in base64 or as a string with escapes: what was in it. False when it
 * was not, or memory ran out. wrapped.c */
bool wh_paste_unwrap(wh_env *env, wh_paste *out, wh_text *text);
/* Writes what the string in[from, to) of a program stands for. value: it is that of a field, whose lines are
 * folded. */
void wh_weave_string(wh_weave *weave, size_t from, size_t to, char escape, bool value);
/* Fields that a program wrote as data: exported.c */
bool wh_paste_exported(wh_env *env, wh_paste *out, wh_text *text);
bool wh_paste_rows(wh_env *env, wh_paste *out, wh_text *text); /* the same as rows of CSV: rows.c */

#define WH_HEAD_WITHIN 65536u
wh_str wh_paste_head(wh_str s); /* the header, if it is one: up to the first empty line. refang.c */
/* Undo what made links of the addresses of a header, and its quotation marks curly. decorated.c */
void wh_paste_undecorate(wh_env *env, wh_paste *out, wh_text *text);
void wh_paste_uncurl(wh_env *env, wh_paste *out, wh_text *text);
/* Undoes what made the addresses of a header harmless. refang.c */
void wh_paste_refang(wh_env *env, wh_paste *out, wh_text *text);

/* ---- tags around the source: paste/markup.c ---- */

typedef enum wh_paste_tag { /* what a tag stands for */
                            WH_TAG_NOTHING,
                            WH_TAG_BLOCK, /* a line of its own */
                            WH_TAG_BREAK, /* a line end */
                            WH_TAG_CELL,  /* apart from what stands before it on the line */
                            WH_TAG_CELL_END
} wh_paste_tag;

/* The tag of a known element, comment or document type at s[at]: the position after it (of a script or
 * a style sheet after its content too), `at` when none is there. Looks at 4 KB at most. */
size_t wh_paste_tag_at(wh_str s, size_t at, wh_paste_tag *tag);
/* The field whose known name and colon stand at s[at]; NULL when none does. */
const struct wh_known *wh_paste_field_at(wh_str s, size_t at);
/* The end of a header whose lines stand in tags though nothing in it is escaped; `from` when there is none.
 */
size_t wh_paste_tagged_head(wh_str s, size_t from);
/* Writes what the tag in[from, to) stands for; where the text goes on. All before `from` is woven already. */
size_t wh_paste_put_tag(wh_weave *weave, wh_paste_tag tag, size_t from, size_t to);

/* The length of the mbox separator at the start of s ("From someone@example.com Tue Feb  1 10:00:00 2022";
 * ">From " is the same quoted once), with its line end; 0 when there is none. mbox.c */
size_t wh_mbox_line(wh_str s);

/* A header in one line: begins a new line at each field. False when it is not one. paste/collapsed.c */
bool wh_paste_collapsed(wh_env *env, wh_paste *out, wh_text *text, size_t from);

/* ---- field names: paste/names.c ---- */

/* What kind of value a field holds, as far as finding its end is concerned. */
typedef enum wh_shape {
    WH_SHAPE_TRACE,   /* Received, X-Received */
    WH_SHAPE_ID,      /* one id in angle brackets */
    WH_SHAPE_IDS,     /* References and kin */
    WH_SHAPE_PATH,    /* Return-Path */
    WH_SHAPE_ADDRESS, /* mailboxes */
    WH_SHAPE_DATE,
    WH_SHAPE_TEXT, /* words for people */
    WH_SHAPE_TAGS, /* tag=value lists, results */
    WH_SHAPE_MIME, /* value; parameter=value */
    WH_SHAPE_OTHER
} wh_shape;

typedef struct wh_known {
    wh_str name;   /* as usually written */
    uint8_t shape; /* wh_shape */
    uint8_t worth; /* 1..3: how much it says that this is the header of a mail */
    bool word;     /* an everyday word too ("Date"): little evidence in prose */
} wh_known;

const wh_known *wh_known_field(wh_str name);         /* NULL when unknown; any case */
const wh_known *wh_known_without_first(wh_str rest); /* "eceived": the field whose first letter was lost */
/* A label of a Japanese or other mail program at the start of s ("件名"): the field it stands for, and its
 * length. */
const wh_known *wh_label_at(wh_str s, size_t *length);

/* ---- the undamaged case: paste/quick.c ---- */

typedef struct wh_split {
    size_t head, head_end; /* the fields, the last line end included */
    size_t body;           /* only with has_body */
    bool has_body;
    uint32_t fields;
} wh_split;

/* Splits text[from ...] if it is an undamaged message or header block; false when anything looks odd. */
bool wh_paste_quick(wh_str text, size_t from, bool sure, wh_split *split);
bool wh_is_name_char(char c);
/* Start of the next line, and with *end the end of this one. */
size_t wh_line_end(wh_str text, size_t from, size_t *next);
void wh_note_line_endings(wh_env *env, wh_paste *out, wh_str text);

/* ---- what stands below the head: paste/below.c ---- */

/* It holds what a reader of mail would be led by (an address, markup, parts), or more than a remark: a body,
 * even where the head is not ended by an empty line, or names a boundary that is nowhere. */
bool wh_reads_like_body(wh_str below);
/* True when the head says "multipart" with a boundary that the body does not have, and nothing else in it
 * reads like one: so it is no body of this head. */
bool wh_body_contradicts(wh_str head, wh_str body);

/* ---- special characters: paste/chars.c ---- */

size_t
wh_wide_space_at(wh_str s); /* U+00A0, U+2000..200A, U+202F, U+205F, U+3000: bytes, 0 when none is there */
size_t wh_invisible_at(wh_str s);           /* zero-width and direction characters, U+FEFF, U+00AD */
size_t wh_any_space_at(wh_str s);           /* SP, TAB or one of the above two */
size_t wh_skip_spaces(wh_str s, size_t at); /* past all of them */
size_t wh_skip_blanks(wh_str s, size_t at); /* the same, up to what turns the text's direction by force */
bool wh_has_cjk(wh_str s);                  /* Japanese, Chinese or Korean letters or punctuation */
size_t wh_opening_quote_at(wh_str s, wh_str *closing); /* quotation marks people put around values */

/* ---- the damaged case: lines, paste/lines.c ---- */

#define WH_PASTE_LINES 65536u /* lines looked at; what is after them belongs to the body */

typedef enum wh_line_kind { WH_LINE_BLANK, WH_LINE_FIELD, WH_LINE_TEXT } wh_line_kind;

typedef enum wh_line_plan {                /* what becomes of a line */
                            WH_PLAN_APART, /* no part of the header */
                            WH_PLAN_FIELD, /* begins a field */
                            WH_PLAN_FOLD,  /* continues the field before it, as it stands */
                            WH_PLAN_JOIN,  /* continues it, its indentation was lost */
                            WH_PLAN_VALUE, /* is the value of the name on the line before */
                            WH_PLAN_SKIP,  /* a blank line that copying put in */
                            WH_PLAN_KEEP   /* amid the header and no field: left for the field parser to judge
                                            */
} wh_line_plan;

typedef struct wh_line {
    uint32_t start, end, next; /* of the text: [start, end), the next line begins at `next` */
    uint32_t ending; /* its own line end is [end, ending); up to `next` a blank line that copying put in */
    uint32_t from;   /* after quotation marks and line numbers that were taken off */
    uint32_t first;  /* after indentation too */
    uint32_t name, name_end, value; /* of a field */
    uint32_t stop;                  /* where the content ends: `end`, or before a closing quotation mark */
    const wh_known *field;          /* NULL: unknown name, or none */
    uint8_t kind, plan;
    bool indented;
    bool relabel;   /* the name is to be written as field->name */
    bool wide;      /* full-width colon */
    bool tabbed;    /* no colon: a table */
    bool cell;      /* a tab stands between name and value */
    bool alone;     /* the value is on the next line */
    bool lost;      /* the name's first letter is missing */
    bool quoted;    /* the value stands in quotation marks, which are taken off */
    bool bare;      /* no name at all: field was guessed */
    uint32_t run;   /* 1 + index of the run it belongs to; 0: none */
    uint32_t ahead; /* lines until the next known field, before any blank line; 0: none */
} wh_line;

typedef WH_LIST(wh_line) wh_lines;

void wh_read_lines(wh_env *env, wh_paste *out, const wh_text *text, size_t from, wh_lines *lines);
/* Reads the label of a line from line->first on: sets kind, name, value ... */
void wh_read_label(wh_str text, wh_line *line);

/* ---- what a line looks like: paste/forms.c ---- */

bool wh_has_time(wh_str s);        /* holds a time of day */
bool wh_is_zone(wh_str s);         /* begins with "+0900" */
bool wh_is_date_part(wh_str s);    /* begins with a date, the rest of one, or a zone */
bool wh_is_trace_part(wh_str s);   /* begins with a clause of Received, but for "from" */
bool wh_is_hungry(wh_str s);       /* ends with "by" or another word that a name must follow */
bool wh_is_address_part(wh_str s); /* begins with an IPv4 or IPv6 address */
bool wh_is_tag_part(wh_str s);     /* begins with "name=" */
bool wh_is_names_part(wh_str s);   /* "Subject:To:Date;": names and colons up to a semicolon */
bool wh_is_one_token(wh_str s);    /* one word of printable ASCII */
bool wh_is_technical(wh_str s);    /* holds a host, an address, parameters: what no sentence holds */
bool wh_is_named(wh_str s);        /* has the form "Name:…" */

/* ---- folding: paste/fold.c ---- */

typedef struct wh_open { /* the field that is being read */
    const wh_known *field;
    bool empty;         /* no value yet */
    bool angle;         /* a complete <...> was seen */
    bool dated;         /* Received: the date was seen */
    bool list_of_names; /* inside of the h= of a signature */
    bool forefront;     /* Microsoft's "CIP:…;CTRY:…;" */
    bool from;          /* Received: "from" was seen */
    bool nameless;      /* addresses: no "@" since the last comma */
    bool hungry;        /* the last line ends with "by" or another such word */
    uint32_t depth;     /* of parentheses */
    uint32_t lines;
    char last;            /* last visible character */
    uint32_t last_length; /* of the last line */
} wh_open;

void wh_open_field(wh_open *open, const wh_known *field, wh_str name, wh_str value);
void wh_open_more(wh_open *open, wh_str line);
/* Does an unindented line go on with the open field? dense: it stands amid a header block. between: a field
 * follows it. */
bool wh_goes_on(const wh_open *open, wh_str line, bool dense, bool between);
/* A line that has the form of a field, yet is part of the open one. */
bool wh_hides_in(const wh_open *open, wh_str name, wh_str value, bool known);

/* ---- which lines are the header: paste/runs.c ---- */

typedef struct wh_run {   /* fields that stand together */
    uint32_t first, last; /* lines */
    uint32_t fields, worth, trace;
    uint32_t close, gaps; /* fields right below another one; fields below a blank line */
    bool from, date, id, subject, mime, labels, wide;
    uint32_t shown; /* values after a tab, as a table has them */
} wh_run;
typedef WH_LIST(wh_run) wh_runs;

void wh_find_runs(wh_env *env, wh_str text, wh_lines *lines, wh_runs *runs);
/* A paste without any field: which lines are the beginning of bare values? Marks them; false when none is. */
bool wh_mark_bare(wh_str text, wh_lines *lines); /* paste/bare.c */
/* Takes the quotation marks off the value of line `at`; lines up to the closing one become part of it. The
 * last such line. */
uint32_t wh_unquote(wh_str text, wh_lines *lines, uint32_t at, bool words_too); /* paste/quotes.c */

/* ---- the slow way: paste/mend.c, paste/build.c ---- */

void wh_paste_mend(wh_env *env, wh_paste *out, wh_text *text, size_t from);
/* Writes the fields of lines [first, last] that are planned, cleaned. */
void wh_build_fields(wh_weave *weave, wh_paste *out, wh_lines *lines, uint32_t first, uint32_t last);

#endif
