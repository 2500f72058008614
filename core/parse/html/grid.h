/* Shared by the files that read pictures drawn with letters and cells. */
#ifndef WHENCE_GRID_H
#define WHENCE_GRID_H

#include "base/limits.h"
#include "parse/html/html.h"

typedef struct wh_canvas { /* rows of cells, true: dark; a line of letters is two of them */
    wh_env *env;
    wh_strs *out;
    bool dark[WH_MAX_GRID * 2][WH_MAX_GRID];
    uint32_t width[WH_MAX_GRID * 2];
    uint32_t rows;
    bool halves; /* some letter shows two halves */
} wh_canvas;

typedef struct wh_grid_line {
    bool upper[WH_MAX_GRID], lower[WH_MAX_GRID];
    uint32_t n, blocks; /* blocks: those that are dark, or may be */
    bool other;         /* something else stands in it */
    bool halves;
} wh_grid_line;

void wh_grid_cell(wh_grid_line *line, bool upper, bool lower);
void wh_grid_rune(wh_grid_line *line, uint32_t rune);
/* The line joins the canvas, or, when it does not belong to it, ends what is drawn there; the canvas is empty
 * then. */
void wh_grid_end_line(wh_canvas *canvas, wh_grid_line *line);
void wh_grid_finish(
    wh_canvas *canvas); /* what is on it is drawn, if it is square, and the canvas is then empty */

void wh_draw_page(wh_env *env, wh_str html, wh_strs *out); /* grid_page.c */

/* ---- colour.c ---- */

typedef enum wh_shade {
    WH_SHADE_LIGHT,
    WH_SHADE_DARK,
    WH_SHADE_NONE
} wh_shade;                            /* NONE: that of what lies behind it */
wh_shade wh_read_shade(wh_str colour); /* CSS Color 4, as far as such pictures use it */
/* The value of a property in the text of a style; absent when it is not there. */
wh_str wh_style_property(wh_str style, wh_str name);

typedef struct wh_classes { /* what ".name{...}" says in a style sheet, of the names met last */
    wh_str css;
    struct {
        wh_str name, style;
    } known[4];
    uint32_t next, looks;
} wh_classes;
wh_str wh_style_of_class(wh_classes *classes, wh_str name);

#endif
