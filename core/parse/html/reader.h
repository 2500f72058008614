/* What the two halves of the reader of HTML share: html.c reads tags and text, anchors.c the links in them.
 */
#ifndef WHENCE_HTML_READER_H
#define WHENCE_HTML_READER_H

#include "parse/html/html.h"

/* Houses that many links of a text lead to: html/repeats.c. */
#define WH_REPEATED_SLOTS 1024u
typedef struct wh_repeats {
    struct wh_repeated {
        wh_str house;
        uint32_t n;
    } * at; /* WH_REPEATED_SLOTS of them; NULL: not needed so far */
} wh_repeats;
/* Counts the house that href leads to, its registrable domain (where it names no host, its scheme), from the
 * link number WH_MAX_LINKS_FREE on: true when it has had more than its share of links. */
bool wh_is_repeated(wh_env *env, wh_repeats *repeats, uint32_t number, wh_str href);

#define WH_INNER_PAGES 3u /* pages in attributes of pages in attributes */

typedef struct wh_html_reader {
    /* Reads a page that stands in an attribute of this one: its links count, its text is not what the mail
     * shows. Set by html.c: html.c and whoever calls this need each other. */
    void (*read_inner)(struct wh_html_reader *r, wh_str html);
    wh_env *env;
    wh_str html;
    wh_anchors *links;
    uint32_t unseen; /* of them, those that nobody clicks */
    wh_buf *visible;
    wh_shown_runs *runs; /* NULL: nobody wants to be shown it */
    wh_elements *open;
    wh_repeats repeats;
    wh_rules rules; /* of the style sheets so far */
    wh_rules ahead; /* of those that follow, when they have been looked for */
    uint32_t looks; /* how often */
    bool looked_ahead;
    wh_str base;               /* of <base href>, absent when none */
    size_t comment_end;        /* inside of a conditional comment: where it ends; 0 otherwise */
    uint32_t anchor;           /* 1 + index of the open <a>, 0: none */
    size_t anchor_text;        /* where its text begins in visible */
    size_t anchor_end;         /* where the text of the last one ended; WH_NONE_AT: none */
    size_t read_to;            /* addresses in the visible text before it are among the links */
    bool pictured;             /* there is a picture in it */
    bool interrupted;          /* after some of its text came letters that nobody sees */
    wh_str alt;                /* what its first image says in its place */
    wh_str turned;             /* the first words that a style shows from their end; absent: none */
    bool unended[WH_EL_COUNT]; /* raw elements whose end tag does not come any more */
    bool comment_unended;      /* ... and comments */
    unsigned depth;            /* of such a page: 0 the text itself */
    wh_buf *other;             /* lines of the text as others may see them */
    wh_buf *written;           /* what style sheets write */
    size_t line;               /* where the line begins in visible */
    bool doubted, doubting; /* the line is read in two ways; what is read now is seen in one of them only */
    char other_gap;         /* as `gap`, for other */
    char gap;               /* white space to put before the next visible character: 0, ' ' or '\n' */
} wh_html_reader;

/* Text, white space and breaks as they are seen: html/words.c */
void wh_put_text(wh_html_reader *r, wh_str s);
void wh_put_gap(wh_html_reader *r, char c);
void wh_put_gaps(wh_html_reader *r, char c, char other); /* '\0': none; in either reading of the line */
/* At the end, the lines that others may see otherwise. */
void wh_put_other(wh_html_reader *r);

/* What a start tag links to. */
void wh_read_tag_links(wh_html_reader *r, wh_element element, const wh_markup *tag);
/* "location = 'https://…'", "window.open('https://…')": where a script sends the reader. */
void wh_read_script_links(wh_html_reader *r, wh_str script);
/* "background: url(…)", "@import '…'": what a style loads. */
void wh_read_style_links(wh_html_reader *r, wh_str css);
/* The open <a> ends, if there is one; its text is what became visible since it began. */
void wh_end_anchor(wh_html_reader *r);
/* Addresses in the visible text since the last link: programs make links of them. */
void wh_read_text_links(wh_html_reader *r);
/* wh_parse_plain of a text that the page shows: its addresses share the room of the page's links. plain.c */
void wh_parse_plain_of_page(wh_html_reader *r, wh_str text);
/* An attribute's value without white space around it and with its character references replaced. */
wh_str wh_attribute_value(wh_html_reader *r, wh_str raw);

#endif
