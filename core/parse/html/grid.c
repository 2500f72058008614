/* Pictures drawn without a picture, as senders of QR codes do to get past filters: by block characters in
 * lines of text, or by a page (grid_page.c). */
#include "parse/html/grid.h"

#define CELLS_LEAST                                                                                          \
    100u                 /* block characters, and cells of a table, without which there is nothing to draw   \
                          */
#define TABLE_LEAST 441u /* of the smallest QR code: ISO/IEC 18004 5.1 */

static void read_lines(wh_env *env, wh_str text, wh_strs *out)
{
    wh_canvas *canvas = wh_alloc(env->arena, sizeof *canvas);
    wh_grid_line line = {.n = 0};
    if (!canvas) return;
    canvas->env = env;
    canvas->out = out;
    for (size_t at = 0; at < text.n;) {
        uint32_t rune = wh_next_rune(text, &at, NULL);
        if (rune == '\n') wh_grid_end_line(canvas, &line);
        else wh_grid_rune(&line, rune);
    }
    wh_grid_end_line(canvas, &line);
    wh_grid_finish(canvas);
}

/* Whether it stands there so many times. */
static bool has_many(wh_str text, wh_str word, uint32_t times)
{
    for (size_t at = 0; times; times--) {
        at = wh_find(text, word, at);
        if (at == WH_NONE_AT) return false;
        at += word.n;
    }
    return true;
}

void wh_draw_grids(wh_env *env, wh_str text, bool page, wh_strs *out)
{
    bool blocks =
        has_many(text, WH_LIT("\xE2\x96"), CELLS_LEAST) || has_many(text, WH_LIT("\xE2\xAC"), CELLS_LEAST);
    *out = (wh_strs){0};
    if (!page && blocks) read_lines(env, text, out);
    if (!page) return;
    blocks = blocks || has_many(text, WH_LIT("&#9"), CELLS_LEAST) ||
             has_many(text, WH_LIT("&#x2"), CELLS_LEAST) || has_many(text, WH_LIT("&block;"), CELLS_LEAST);
    if (blocks || has_many(text, WH_LIT("<td"), TABLE_LEAST) || has_many(text, WH_LIT("<TD"), TABLE_LEAST))
        wh_draw_page(env, text, out);
}
