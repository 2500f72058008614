/* The canvas on which letters and cells are drawn as they are read; whatever on it is square, one way or
 * another, becomes a picture (PGM). */
#include "parse/html/grid.h"

#include "base/limits.h"

#define SIDE_LEAST 21u /* modules of a QR code: ISO/IEC 18004 5.1 */
#define DOTS 4u        /* of a module in the picture */
#define MARGIN 4u      /* modules around it: ISO/IEC 18004 5.3.8 */

static bool is_dark(const wh_canvas *c, uint32_t row, uint32_t column)
{
    return row < c->rows && column < c->width[row] && c->dark[row][column];
}

/* The smallest box around what is dark. */
static bool bounds(const wh_canvas *c, uint32_t *top, uint32_t *left, uint32_t *rows, uint32_t *columns)
{
    uint32_t bottom = 0, right = 0;
    *top = *left = UINT32_MAX;
    for (uint32_t y = 0; y < c->rows; y++)
        for (uint32_t x = 0; x < c->width[y]; x++) {
            if (!c->dark[y][x]) continue;
            if (y < *top) *top = y;
            if (x < *left) *left = x;
            if (x >= right) right = x + 1;
            bottom = y + 1;
        }
    if (bottom == 0) return false;
    *rows = bottom - *top;
    *columns = right - *left;
    return true;
}

static void put_picture(wh_canvas *c, uint32_t top, uint32_t left, uint32_t side, uint32_t down,
                        uint32_t across)
{
    uint32_t length = (side + 2 * MARGIN) * DOTS;
    wh_buf buf;
    if (c->out->n >= WH_MAX_GRIDS) {
        wh_note_cut(c->env, WH_CUT_FILES, WH_ABSENT);
        return;
    }
    wh_buf_init(&buf, c->env->arena);
    wh_put(&buf, WH_LIT("P5 "));
    wh_put_int(&buf, length);
    wh_put_byte(&buf, ' ');
    wh_put_int(&buf, length);
    wh_put(&buf, WH_LIT(" 255\n"));
    for (uint32_t y = 0; y < length; y++)
        for (uint32_t x = 0; x < length; x++) {
            uint32_t row = y / DOTS, column = x / DOTS;
            bool inside = row >= MARGIN && column >= MARGIN && row < side + MARGIN && column < side + MARGIN;
            bool dark = inside && is_dark(c, top + (row - MARGIN) * down, left + (column - MARGIN) * across);
            wh_put_byte(&buf, dark ? '\0' : '\xFF');
        }
    wh_str *one = buf.failed ? NULL : wh_push(c->env->arena, c->out);
    if (one) *one = wh_buf_str(&buf);
}

/* One letter makes a module, or two beside each other do, or half a letter. */
void wh_grid_finish(wh_canvas *c)
{
    uint32_t top, left, rows, columns;
    if (c->rows >= SIDE_LEAST && bounds(c, &top, &left, &rows, &columns)) {
        uint32_t lines = (rows + 1) / 2;
        if (c->halves && columns >= SIDE_LEAST && (columns == rows || columns == rows + 1))
            put_picture(c, top, left, columns, 1, 1);
        else if (!c->halves && lines >= SIDE_LEAST && columns == lines)
            put_picture(c, top, left, lines, 2, 1);
        else if (!c->halves && lines >= SIDE_LEAST && columns == lines * 2)
            put_picture(c, top, left, lines, 2, 2);
    }
    c->rows = 0;
    c->halves = false;
}

/* ---- letters ---- */

void wh_grid_cell(wh_grid_line *l, bool upper, bool lower)
{
    if (l->n >= WH_MAX_GRID) {
        l->other = true;
        return;
    }
    l->upper[l->n] = upper;
    l->lower[l->n++] = lower;
    l->halves |= upper != lower;
}

void wh_grid_rune(wh_grid_line *l, uint32_t rune)
{
    bool blank =
        rune == ' ' || rune == 0xA0 || rune == 0x3000 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2800;
    bool full = rune == 0x2588 || rune == 0x2593 || rune == 0x25A0 || rune == 0x2B1B, upper = rune == 0x2580,
         lower = rune == 0x2584;
    bool light = rune == 0x25A1 || rune == 0x2B1C || rune == 0x2591;
    if (rune == '\r' || rune == 0xFE0F) return;
    if (!blank && !full && !upper && !lower && !light) {
        l->other |= rune > ' ';
        return;
    }
    l->blocks += full || upper || lower || light;
    wh_grid_cell(l, full || upper, full || lower);
}

void wh_grid_end_line(wh_canvas *c, wh_grid_line *l)
{
    bool belongs = !l->other && l->n && c->rows + 2 <= WH_MAX_GRID * 2;
    if (!belongs || (c->rows == 0 && l->blocks == 0)) wh_grid_finish(c);
    if (belongs && (c->rows || l->blocks)) {
        for (uint32_t i = 0; i < l->n; i++) {
            c->dark[c->rows][i] = l->upper[i];
            c->dark[c->rows + 1][i] = l->lower[i];
        }
        c->width[c->rows] = c->width[c->rows + 1] = l->n;
        c->rows += 2;
        c->halves |= l->halves;
    }
    l->n = l->blocks = 0;
    l->other = l->halves = false;
}
