/* What the files that read HTML share: html/tag.c splits tags, html/style.c says what is hidden, html.c
 * reads. */
#ifndef WHENCE_HTML_H
#define WHENCE_HTML_H

#include "parse/parse.h"

/* ---- entities.c ---- */

/* The character reference that s begins with: bytes it takes, 0 when s begins with none. */
size_t wh_entity_at(wh_str s, bool in_attribute, uint32_t *rune);
/* Appends s with its character references replaced. */
void wh_put_unescaped(wh_buf *out, wh_str s, bool in_attribute);

/* ---- runs.c: text for showing, as it is read ---- */

void wh_shown_gap(wh_shown_runs *runs, char c);
void wh_shown_text(wh_env *env, wh_shown_runs *runs, wh_str s, bool hidden, int32_t link);

/* ---- tags: html/tag.c ---- */

/* X(NAME, "attribute"): those that are looked at. */
/* clang-format off */
#define WH_ATTRIBUTES(X)                                                                                     \
    X(HREF, "href") X(SRC, "src") X(ACTION, "action") X(FORMACTION, "formaction") X(STYLE, "style") \
    X(HIDDEN, "hidden") X(CONTENT, "content") X(HTTP_EQUIV, "http-equiv") X(BACKGROUND, "background") \
    X(DATA, "data") X(XLINK, "xlink:href") X(SIZE, "size") X(CLASS, "class") X(ID, "id") \
    X(SRCDOC, "srcdoc") X(ONCLICK, "onclick") X(ALT, "alt") X(BGCOLOR, "bgcolor") X(COLOR, "color") \
    X(COLSPAN, "colspan") X(DIR, "dir") X(SRCSET, "srcset") X(POSTER, "poster") X(PING, "ping") X(TO, "to") \
    X(VALUES, "values") X(VALUE, "value") X(TYPE, "type") X(PLACEHOLDER, "placeholder")
/* clang-format on */

typedef enum wh_attribute {
#define X(name, text) WH_ATTR_##name,
    WH_ATTRIBUTES(X)
#undef X
        WH_ATTR_COUNT
} wh_attribute;

typedef struct wh_markup {
    wh_str name;
    wh_str text; /* what stands between the name and the end of the tag */
    bool closing;
    wh_str attr[WH_ATTR_COUNT]; /* raw values, slices; absent when not there */
} wh_markup;

/* Reads the tag whose "<" stands at html[at]: the position after it, or `at` when there is no tag. */
size_t wh_read_markup(wh_str html, size_t at, wh_markup *tag);
/* The value of any attribute of the tag, as it is written; absent when it is not there. */
wh_str wh_attribute_named(const wh_markup *tag, wh_str name);
/* The position of "</name" from `at` on, html.n when it never comes. */
size_t wh_find_end_tag(wh_str html, size_t at, wh_str name);

/* ---- css.c ---- */

#define WH_CSS_ANY '\x01' /* stands for a letter that was written as an escape or in quotes */

/* Without comments, escapes and what is quoted. words: what the sheet itself writes ("content: 'x'") is put
 * there, a line each; may be NULL. */
bool wh_is_plain_css(wh_str css); /* there is nothing of that in it */
wh_str wh_plain_css(wh_env *env, wh_str css, wh_buf *words);

/* ---- what is shown: html/style.c ---- */

/* What declarations say of the room that an element takes, a bit each. */
enum {
    WH_CSS_NONE = 1u << 0,     /* display: none */
    WH_CSS_INLINE = 1u << 1,   /* ... inline: a part of the line, which has no height of its own */
    WH_CSS_BLOCK = 1u << 2,    /* ... block and its kin: lines of its own */
    WH_CSS_BOX = 1u << 3,      /* ... inline-block and its kin */
    WH_CSS_TABLE = 1u << 4,    /* ... parts of tables: what does not fit widens them */
    WH_CSS_CONTENTS = 1u << 5, /* ... contents: no box at all */
    WH_CSS_DISPLAY = WH_CSS_NONE | WH_CSS_INLINE | WH_CSS_BLOCK | WH_CSS_BOX | WH_CSS_TABLE | WH_CSS_CONTENTS,
    WH_CSS_CLEAR = 1u << 6, /* opacity: 0 */
    WH_CSS_HEIGHT = 1u << 7,
    WH_CSS_MAX_HEIGHT = 1u << 8,
    WH_CSS_WIDTH = 1u << 9,
    WH_CSS_MAX_WIDTH = 1u << 10,
    WH_CSS_FLAT = WH_CSS_HEIGHT | WH_CSS_MAX_HEIGHT | WH_CSS_WIDTH | WH_CSS_MAX_WIDTH, /* each: 0 */
    WH_CSS_CUT = 1u << 11,                                                             /* overflow: hidden */
    WH_CSS_SCROLL = 1u << 12, /* overflow: auto, or hidden to one side */
    WH_CSS_ROOMY = 1u << 13,  /* min-height, min-width */
    WH_CSS_PADDED = 1u << 14, /* padding: what does not fit is seen in it */
    WH_CSS_PLACED = 1u << 15, /* position: absolute, which leaves what is around it */
    WH_CSS_MOVED = 1u << 16,  /* position: relative */
    WH_CSS_FLOATS = 1u << 17,
    WH_CSS_FAR = 1u << 18, /* left: -9999px */
    WH_CSS_OUT = 1u << 19, /* text-indent: -9999px */
    WH_CSS_CLIP = 1u << 20,
    WH_CSS_CLIP_PATH = 1u << 21,
    WH_CSS_SMALL = 1u << 22, /* transform: scale(0) */
    WH_CSS_VEIL = 1u << 23   /* content-visibility: hidden */
};

enum { WH_SAME = 2, WH_MINUTE = 3 }; /* of the following: as around it; of a letter that is hardly a dot */

typedef struct wh_style {
    uint32_t set, on; /* of the bits above: those that are declared, and those of them that hold */
    int8_t invisible; /* visibility, -1: shown, 0: not declared, 1: hidden */
    int8_t tiny;      /* font-size: 0 */
    int8_t rtl;       /* direction, -1: ltr */
    int8_t forced;    /* unicode-bidi: every letter stands in that direction */
} wh_style;

/* What those of the declarations say that are "!important", or that are not. */
wh_style wh_read_style(wh_str style, bool important);
wh_style wh_style_over(wh_style below, wh_style above); /* what above says counts */
extern const wh_style wh_style_all_shown;
/* Of styles that are in doubt: all that they may show. */
wh_style wh_style_joined(wh_style shown, wh_style also);
/* What hides in one, and is shown in the other for somebody, is shown. */
wh_style wh_style_loosened(wh_style style, wh_style shown);

bool wh_style_hides(wh_style style); /* it may hide something */

typedef struct wh_look {             /* with everything around it */
    bool gone, cut, invisible, tiny; /* cut: but for what is placed elsewhere */
    bool rtl, forced;
} wh_look;

/* Two readings. sure: what a browser of today shows; loose: what any program may show. */
typedef struct wh_styles {
    wh_style sure, loose;
} wh_styles;
typedef struct wh_looks {
    wh_look sure, loose;
} wh_looks;

/* ---- style sheets: html/sheet.c reads them, html/select.c asks whom they are about ---- */

typedef struct wh_rule {
    wh_str tag, id, class_name; /* the first of each; absent: any */
    wh_str selector;            /* all of what the element itself is asked; absent: nothing but those */
    wh_style plain, important;
    uint32_t weight; /* its specificity */
    bool doubt;      /* for some readers only, or for some of the elements it names */
} wh_rule;
typedef struct wh_rules {
    WH_LIST(wh_rule) list; /* what prevails last */
    bool lost;             /* there were more, which may show anything again: nothing is sure to be hidden */
} wh_rules;

/* sure: the sheet is for every reader, else it hides nothing. words: as above. */
void wh_read_sheet(wh_env *env, wh_str css, bool sure, wh_rules *rules, wh_buf *words);
/* Reads what a selector asks of the element itself; false: it is about no element ("::before"). */
bool wh_read_selector(wh_str selector, wh_rule *rule);
/* An element's style: `below` is what the program says by itself, `own` and `own_important` its attribute. */
wh_styles wh_cascade(const wh_rules *rules, const wh_rules *ahead, const wh_markup *tag, wh_styles below,
                     wh_style own, wh_style own_important);

/* ---- open elements: html/stack.c ---- */

/* X(NAME, "name", kind, formats): formatting elements are opened again when an element around them is closed
 * first. In the order of their bytes; others are inline. */
/* clang-format off */
#define WH_ELEMENTS(X)                                                                                       \
    X(A, "a", INLINE, 1) X(ADDRESS, "address", BLOCK, 0) X(AREA, "area", VOID, 0)                            \
    X(ARTICLE, "article", BLOCK, 0) X(ASIDE, "aside", BLOCK, 0) X(AUDIO, "audio", INLINE, 0)                 \
    X(B, "b", INLINE, 1) X(BASE, "base", VOID, 0) X(BDO, "bdo", INLINE, 0) X(BIG, "big", INLINE, 1)          \
    X(BLOCKQUOTE, "blockquote", BLOCK, 0) X(BODY, "body", BLOCK, 0) X(BR, "br", VOIDBLOCK, 0)                \
    X(BUTTON, "button", INLINE, 0) X(CANVAS, "canvas", INLINE, 0) X(CAPTION, "caption", BLOCK, 0)            \
    X(CENTER, "center", BLOCK, 0) X(CODE, "code", INLINE, 1) X(COL, "col", VOID, 0)                          \
    X(DATALIST, "datalist", INLINE, 0) X(DD, "dd", BLOCK, 0) X(DETAILS, "details", BLOCK, 0)                 \
    X(DIALOG, "dialog", BLOCK, 0) X(DIR, "dir", BLOCK, 0) X(DIV, "div", BLOCK, 0) X(DL, "dl", BLOCK, 0)      \
    X(DT, "dt", BLOCK, 0) X(EM, "em", INLINE, 1) X(EMBED, "embed", VOID, 0)                                  \
    X(FIELDSET, "fieldset", BLOCK, 0) X(FIGURE, "figure", BLOCK, 0) X(FONT, "font", INLINE, 1)               \
    X(FOOTER, "footer", BLOCK, 0) X(FORM, "form", BLOCK, 0) X(H1, "h1", BLOCK, 0) X(H2, "h2", BLOCK, 0)      \
    X(H3, "h3", BLOCK, 0) X(H4, "h4", BLOCK, 0) X(H5, "h5", BLOCK, 0) X(H6, "h6", BLOCK, 0)                  \
    X(HEAD, "head", BLOCK, 0) X(HEADER, "header", BLOCK, 0) X(HR, "hr", VOIDBLOCK, 0)                        \
    X(HTML, "html", BLOCK, 0) X(I, "i", INLINE, 1) X(IFRAME, "iframe", RAW, 0) X(IMG, "img", VOID, 0)        \
    X(INPUT, "input", VOID, 0) X(LI, "li", BLOCK, 0) X(LINK, "link", VOID, 0) X(MAIN, "main", BLOCK, 0)      \
    X(MENU, "menu", BLOCK, 0) X(META, "meta", VOID, 0) X(NAV, "nav", BLOCK, 0) X(NOBR, "nobr", INLINE, 1)    \
    X(NOEMBED, "noembed", RAW, 0) X(NOFRAMES, "noframes", RAW, 0) X(OBJECT, "object", INLINE, 0)             \
    X(OL, "ol", BLOCK, 0) X(OPTION, "option", BLOCK, 0) X(P, "p", BLOCK, 0) X(PARAM, "param", VOID, 0)       \
    X(PRE, "pre", BLOCK, 0) X(RP, "rp", INLINE, 0) X(S, "s", INLINE, 1) X(SCRIPT, "script", RAW, 0)          \
    X(SECTION, "section", BLOCK, 0) X(SMALL, "small", INLINE, 1) X(SOURCE, "source", VOID, 0)                \
    X(STRIKE, "strike", INLINE, 1) X(STRONG, "strong", INLINE, 1) X(STYLE, "style", RAW, 0)                  \
    X(TABLE, "table", BLOCK, 0) X(TBODY, "tbody", BLOCK, 0) X(TD, "td", CELL, 0)                             \
    X(TEMPLATE, "template", INLINE, 0) X(TEXTAREA, "textarea", RAW, 0) X(TFOOT, "tfoot", BLOCK, 0)           \
    X(TH, "th", CELL, 0) X(THEAD, "thead", BLOCK, 0) X(TITLE, "title", RAW, 0) X(TR, "tr", BLOCK, 0)         \
    X(TRACK, "track", VOID, 0) X(TT, "tt", INLINE, 1) X(U, "u", INLINE, 1) X(UL, "ul", BLOCK, 0)             \
    X(VIDEO, "video", INLINE, 0) X(WBR, "wbr", VOID, 0) X(XMP, "xmp", RAW, 0)
/* clang-format on */

typedef enum wh_element_kind {
    WH_INLINE,
    WH_BLOCK,     /* a line of its own */
    WH_CELL,      /* apart from its neighbours */
    WH_VOID,      /* without content */
    WH_VOIDBLOCK, /* a line break */
    WH_RAW        /* its content is no HTML */
} wh_element_kind;

/* A known element by its place in the list; unknown ones by a hash with the highest bit set. */
typedef uint32_t wh_element;
enum {
#define X(id, name, kind, formats) WH_EL_##id,
    WH_ELEMENTS(X)
#undef X
        WH_EL_COUNT
};
wh_element wh_element_named(wh_str name);
wh_element_kind wh_element_kind_of(wh_element element);

/* Where the content of the raw element ends whose start tag ends at `at`. Of one that never ends browsers
 * show nothing, other programs everything: it ends at once, and hides nothing. unended: WH_EL_COUNT of them,
 * which remember what ends nowhere, so that it is looked for once. tag.c */
size_t wh_raw_end(wh_str html, size_t at, wh_str name, wh_element element, bool unended[]);

#define WH_HTML_DEPTH 512u /* as browsers have it */

typedef struct wh_level {
    wh_element element;
    wh_styles style;
    wh_looks looks;
} wh_level;

typedef struct wh_elements {
    uint32_t n;
    uint16_t open[WH_EL_COUNT + 1]; /* how many of each are open; the last one: of all unknown ones */
    wh_level at[WH_HTML_DEPTH];
} wh_elements;

/* Closes what a new element closes by itself (a paragraph, a list item, a table cell). */
void wh_close_implied(wh_elements *open, wh_element element);
void wh_open_element(wh_elements *open, wh_element element, wh_styles style);
wh_styles wh_close_element(wh_elements *open, wh_element element); /* its style */
wh_looks wh_looks_now(const wh_elements *open);
/* How an element is shown that is opened here: it may be moved out of a table (13.2.6.1). */
wh_looks wh_looks_around(const wh_elements *open, wh_element element);
/* Elements whose text browsers of today do not show, and programs that do not know them do. */
bool wh_is_unknown_to_some(wh_element element);
/* The kind that its style makes of an element. */
wh_element_kind wh_shown_kind(wh_element element, wh_style style);
static inline bool wh_is_hidden(wh_look look) { return look.gone || look.cut || look.invisible || look.tiny; }

#endif
