/* Delimiters of multiparts, RFC 2046 5.1.1, and what to take for them where a mail names none, or another
 * one. */
#include "parse/mime/parts.h"
#include "base/limits.h"

char wh_mime_line_end(wh_str s) { return wh_find_byte(s, '\n', 0) == WH_NONE_AT ? '\r' : '\n'; }

size_t wh_mime_next_line(wh_str s, size_t at, char line_end)
{
    size_t end = wh_find_byte(s, line_end, at);
    return end == WH_NONE_AT ? s.n : end + 1;
}

wh_mime_line wh_mime_line_kind(wh_str line, wh_str boundary)
{
    if (line.n < boundary.n + 2 || line.p[0] != '-' || line.p[1] != '-' ||
        !wh_eq(wh_sub(line, 2, 2 + boundary.n), boundary))
        return WH_MIME_OTHER;
    wh_str rest = wh_trim(wh_from(line, 2 + boundary.n));
    return rest.n == 0 ? WH_MIME_DELIMITER : wh_eq(rest, WH_LIT("--")) ? WH_MIME_CLOSE : WH_MIME_OTHER;
}

static bool looks_like_delimiter(wh_str line)
{
    return line.n > 2 && line.n <= WH_MAX_LINE && line.p[0] == '-' && line.p[1] == '-' &&
           wh_find_byte(line, ' ', 0) == WH_NONE_AT;
}

wh_str wh_mime_used_boundary(wh_str body, bool sure)
{
    char line_end = wh_mime_line_end(body);
    for (size_t at = 0, next; at < body.n; at = next) {
        next = wh_mime_next_line(body, at, line_end);
        wh_str line = wh_trim(wh_sub(body, at, next));
        if (!looks_like_delimiter(line) || (!sure && line.n <= 4)) continue;
        if (!sure || wh_starts_nocase(wh_from(body, next), WH_LIT("Content-"))) return wh_from(line, 2);
    }
    return WH_ABSENT;
}

bool wh_mime_occurs(wh_str body, wh_str boundary)
{
    char line_end = wh_mime_line_end(body);
    if (boundary.n == 0 || boundary.n > WH_MAX_LINE) return false;
    for (size_t at = 0, next; at < body.n; at = next) {
        next = wh_mime_next_line(body, at, line_end);
        if (wh_mime_line_kind(wh_sub(body, at, next), boundary) != WH_MIME_OTHER) return true;
    }
    return false;
}

wh_str wh_mime_begins_multipart(wh_str entity)
{
    char line_end = wh_mime_line_end(entity);
    size_t at = 0;
    while (at < entity.n && wh_is_space(entity.p[at])) at++;
    size_t next = wh_mime_next_line(entity, at, line_end);
    wh_str line = wh_trim(wh_sub(entity, at, next));
    if (!looks_like_delimiter(line) || !wh_starts_nocase(wh_from(entity, next), WH_LIT("Content-")))
        return WH_ABSENT;
    return wh_from(line, 2);
}
