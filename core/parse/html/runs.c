/* The text of an HTML part in runs, for showing it: what is seen and what is hidden, and which link each
 * stands in. */
#include "parse/html/html.h"

#include "base/limits.h"

/* The run that the next letter belongs to; a new one where it is hidden or linked differently from the last.
 */
static wh_shown_run *run_for(wh_env *env, wh_shown_runs *runs, bool hidden, int32_t link)
{
    wh_shown_run *last = runs->list.n ? &runs->list.at[runs->list.n - 1] : NULL;
    if (last && last->hidden == hidden && last->link == link) return last;
    if (runs->list.n >= WH_MAX_RUNS) {
        runs->cut = true;
        return NULL;
    }
    wh_shown_run *run = wh_push(env->arena, &runs->list);
    if (run)
        *run = (wh_shown_run){
            .from = (uint32_t)runs->text.n, .to = (uint32_t)runs->text.n, .hidden = hidden, .link = link};
    return run;
}

void wh_shown_gap(wh_shown_runs *runs, char c)
{
    if (runs->gap != '\n') runs->gap = c;
}

static void put(wh_env *env, wh_shown_runs *runs, wh_str s, bool hidden, int32_t link)
{
    if (s.n == 0 || runs->cut) return;
    if (runs->text.n + s.n + 1 > WH_MAX_READ) {
        runs->cut = true;
        return;
    }
    wh_shown_run *run = run_for(env, runs, hidden, link);
    if (!run) return;
    if (runs->gap && runs->text.n) wh_put_byte(&runs->text, runs->gap);
    runs->gap = 0;
    wh_put(&runs->text, s);
    run->to = (uint32_t)runs->text.n;
}

/* White space collapses as it does in a browser; invisible letters are kept: the reader is told of them. */
void wh_shown_text(wh_env *env, wh_shown_runs *runs, wh_str s, bool hidden, int32_t link)
{
    for (size_t at = 0; at < s.n && !runs->cut;) {
        size_t end = at;
        while (end < s.n && s.p[end] > ' ' && s.p[end] != '&' && (unsigned char)s.p[end] < 0x7F) end++;
        put(env, runs, wh_sub(s, at, end), hidden, link);
        if (end == s.n) return;
        uint32_t rune;
        size_t n = wh_entity_at(wh_from(s, end), false, &rune);
        if (n) end += n;
        else rune = wh_next_rune(s, &end, NULL);
        char bytes[4];
        if (rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r' || rune == '\f' || rune == 0xA0)
            wh_shown_gap(runs, ' ');
        else put(env, runs, (wh_str){bytes, wh_encode_rune(rune, bytes)}, hidden, link);
        at = end;
    }
}
