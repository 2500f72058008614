/* Canonical forms of header fields and bodies: RFC 6376 3.4. Input with bare LF is read as if it were CRLF,
 * because that is how mail is saved on disk. */
#include "checks/auth/dkim.h"

#include <string.h>

/* ---- body (3.4.3, 3.4.4) ---- */

/* The line at `at` without its end; *next: where the one after it begins. A CR that no LF follows is
 * content. */
static wh_str body_line(wh_str body, size_t at, size_t *next)
{
    size_t lf = wh_find_byte(body, '\n', at);
    if (lf == WH_NONE_AT) {
        *next = body.n;
        return wh_from(body, at);
    }
    *next = lf + 1;
    return wh_sub(body, at, lf > at && body.p[lf - 1] == '\r' ? lf - 1 : lf);
}

/* White space runs as one space, none at the end. to NULL: only counts. */
static size_t put_relaxed_line(char *to, wh_str line)
{
    size_t n = 0;
    bool space = false;
    for (size_t i = 0; i < line.n; i++) {
        if (wh_is_wsp(line.p[i])) {
            space = true;
            continue;
        }
        if (to && space) to[n] = ' ';
        n += space;
        space = false;
        if (to) to[n] = line.p[i];
        n++;
    }
    return n;
}

size_t wh_canon_length(wh_str body, bool relaxed)
{
    size_t n = 0, end = 0;
    for (size_t at = 0, next; at < body.n; at = next) {
        wh_str line = body_line(body, at, &next);
        size_t length = relaxed ? put_relaxed_line(NULL, line) : line.n;
        n += length + 2;
        if (length) end = n;
    }
    return end || relaxed ? end : 2;
}

/* Bytes that the canonical form can have at most. */
static size_t most_bytes(wh_str body)
{
    size_t n = body.n + 2;
    for (size_t at = wh_find_byte(body, '\n', 0); at != WH_NONE_AT; at = wh_find_byte(body, '\n', at + 1))
        if (at == 0 || body.p[at - 1] != '\r') n++;
    return n;
}

/* If a body is already in the simple form but for empty lines at its end, the slice without them; else
 * absent. */
static wh_str already_simple(wh_str body)
{
    if (body.n < 2 || body.p[body.n - 1] != '\n' || most_bytes(body) != body.n + 2) return WH_ABSENT;
    while (body.n >= 4 && memcmp(body.p + body.n - 4, "\r\n\r\n", 4) == 0) body.n -= 2;
    return body;
}

wh_str wh_canon_body(wh_arena *arena, wh_str body, bool relaxed)
{
    wh_str slice = relaxed ? WH_ABSENT : already_simple(body);
    if (!wh_absent(slice)) return slice;
    char *out = wh_alloc(arena, most_bytes(body));
    if (!out) return WH_ABSENT;
    size_t n = 0, end = 0; /* end: after the last line that is not empty */
    for (size_t at = 0, next; at < body.n; at = next) {
        wh_str line = body_line(body, at, &next);
        size_t length = line.n;
        if (relaxed) length = put_relaxed_line(out + n, line);
        else if (line.n) memcpy(out + n, line.p, line.n);
        out[n + length] = '\r';
        out[n + length + 1] = '\n';
        n += length + 2;
        if (length) end = n;
    }
    if (end == 0 && !relaxed) { /* an empty body is one CRLF in the simple form, nothing in the relaxed one */
        memcpy(out, "\r\n", 2);
        end = 2;
    }
    return (wh_str){out, end};
}

/* ---- header fields (3.4.1, 3.4.2) ---- */

static bool is_line_end(char c) { return c == '\r' || c == '\n'; }

static void put_relaxed_field(wh_buf *out, wh_str whole)
{
    size_t colon = wh_find_byte(whole, ':', 0);
    if (colon == WH_NONE_AT) colon = whole.n;
    wh_str name = wh_trim(wh_sub(whole, 0, colon));
    for (size_t i = 0; i < name.n; i++) wh_put_byte(out, wh_lower(name.p[i]));
    wh_put_byte(out, ':');
    bool space = false, any = false;
    for (size_t i = colon + 1; i < whole.n; i++) {
        if (is_line_end(whole.p[i])) continue;
        if (wh_is_wsp(whole.p[i])) {
            space = true;
            continue;
        }
        if (space && any) wh_put_byte(out, ' ');
        space = false;
        any = true;
        wh_put_byte(out, whole.p[i]);
    }
}

static void put_simple_field(wh_buf *out, wh_str whole, char fold)
{
    while (whole.n && is_line_end(whole.p[whole.n - 1])) whole.n--;
    for (size_t i = 0; i < whole.n; i++) {
        if (!is_line_end(whole.p[i])) {
            wh_put_byte(out, whole.p[i]);
            continue;
        }
        if (whole.p[i] == '\r' && i + 1 < whole.n && whole.p[i + 1] == '\n') i++;
        wh_put(out, WH_LIT("\r\n"));
        if (!fold) continue;
        while (i + 1 < whole.n && wh_is_wsp(whole.p[i + 1])) i++;
        wh_put_byte(out, fold);
    }
}

void wh_canon_field(wh_buf *out, wh_str whole, bool relaxed, char fold)
{
    if (relaxed) put_relaxed_field(out, whole);
    else put_simple_field(out, whole, fold);
    wh_put(out, WH_LIT("\r\n"));
}
