/* The messages of an mbox (RFC 4155). A body may hold a line that begins with "From " where the writer did
 * not quote it: only one that follows a blank line and has a date like asctime's separates two messages. */
#include "parse/paste/paste.h"
#include "base/limits.h"

/* "Tue Feb  1 10:00:00 2022" or close to it: a time of day and a year on the line. */
static bool has_timestamp(wh_str line)
{
    bool time = false, year = false;
    for (size_t i = 0; i < line.n;) {
        size_t n = i;
        while (n < line.n && wh_is_digit(line.p[n])) n++;
        if (n == i) {
            i++;
            continue;
        }
        bool colon_after = n < line.n && line.p[n] == ':', space_before = i > 0 && wh_is_wsp(line.p[i - 1]);
        time |= n - i <= 2 && colon_after && n + 2 < line.n && wh_is_digit(line.p[n + 1]) &&
                wh_is_digit(line.p[n + 2]);
        year |= n - i == 4 && space_before && (line.p[i] == '1' || line.p[i] == '2') &&
                (n == line.n || wh_is_wsp(line.p[n]));
        i = n;
    }
    return time && year;
}

size_t wh_mbox_line(wh_str s)
{
    static const wh_str from = {"From ", 5};
    size_t start = s.n && s.p[0] == '>' ? 1 : 0, next;
    if (s.n < start + 6 || !wh_eq(wh_sub(s, start, start + 5), from)) return 0;
    size_t end = wh_line_end(wh_sub(s, 0, WH_MAX_SEPARATOR), 0, &next);
    if (end == WH_MAX_SEPARATOR || !has_timestamp(wh_sub(s, start + 5, end))) return 0;
    return next;
}

/* Text without its last line end: the blank line before a separator belongs to the mbox. */
static size_t without_line_end(wh_str s, size_t start, size_t end)
{
    if (end > start && s.p[end - 1] == '\n') end--;
    if (end > start && s.p[end - 1] == '\r') end--;
    return end;
}

void wh_split_mbox(wh_env *env, wh_str source, wh_strs *messages)
{
    *messages = (wh_strs){0};
    size_t at = 0, start = 0;
    bool mbox = source.n && source.p[0] != '>' && wh_mbox_line(source) > 0, blank = true, open = !mbox;
    while (mbox && at < source.n) {
        size_t next, end = wh_line_end(source, at, &next);
        size_t separator = blank && end > at && source.p[at] == 'F' ? wh_mbox_line(wh_from(source, at)) : 0;
        if (separator) {
            wh_str *slot = open ? wh_push(env->arena, messages) : NULL;
            if (slot) *slot = wh_sub(source, start, without_line_end(source, start, at));
            else if (open) return;
            open = true;
            start = next;
        }
        blank = end == at;
        at = next;
    }
    if (!open || (mbox && start == source.n)) return;
    wh_str *slot = wh_push(env->arena, messages);
    if (slot) *slot = wh_from(source, start);
}
