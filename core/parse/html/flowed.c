/* Text whose lines are broken for the way alone: format=flowed (RFC 3676), calendars (RFC 5545 3.1) and cards
 * (RFC 6350 3.2, vCard 2.1). */
#include "parse/name/hosts.h"

/* The end of the line that begins at `at`, without its line end; the next one begins at *next. */
static size_t line_end(wh_str text, size_t at, size_t *next)
{
    size_t end = wh_find_byte(text, '\n', at);
    *next = end == WH_NONE_AT ? text.n : end + 1;
    if (end == WH_NONE_AT) end = text.n;
    return end > at && text.p[end - 1] == '\r' ? end - 1 : end;
}

static size_t quote_depth(wh_str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == '>') n++;
    return n;
}

wh_str wh_unflow(wh_env *env, wh_str text, bool delsp)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    bool flowing = false; /* the line before goes on in this one */
    size_t depth = 0;
    for (size_t at = 0, next; at < text.n; at = next) {
        wh_str line = wh_sub(text, at, line_end(text, at, &next));
        size_t quoted = quote_depth(line);
        bool signature = wh_eq(wh_from(line, quoted), WH_LIT("-- "));
        if (flowing && quoted == depth && !signature) line = wh_from(line, quoted);
        else {
            if (at > 0) wh_put_byte(&buf, '\n');
            flowing = false;
        }
        depth = quoted;
        if (line.n && line.p[0] == ' ' && (flowing || quoted == 0))
            line = wh_from(line, 1); /* stuffed, section 4.4 */
        flowing = !signature && line.n && line.p[line.n - 1] == ' ';
        wh_put(&buf, flowing && delsp ? wh_sub(line, 0, line.n - 1) : line);
    }
    return text.n ? wh_buf_str(&buf) : text;
}

/* "URL;ENCODING=QUOTED-PRINTABLE:https=3A//..." (vCard 2.1, 2.1.3) */
static bool is_quoted_value(wh_str line)
{
    wh_str name = wh_sub(line, 0, wh_find_byte(line, ':', 0));
    return name.n < line.n && wh_find_nocase(name, WH_LIT("QUOTED-PRINTABLE"), 0) != WH_NONE_AT;
}

/* Without its escapes; whether it goes on in the next line. */
static bool put_quoted(wh_buf *buf, wh_str line)
{
    bool soft = line.n && line.p[line.n - 1] == '=';
    for (size_t at = 0; at < line.n - soft; at++) {
        int high = line.n - at > 2 && line.p[at] == '=' ? wh_hex_value(line.p[at + 1]) : -1;
        int low = high < 0 ? -1 : wh_hex_value(line.p[at + 2]);
        if (low < 0) {
            wh_put_byte(buf, line.p[at]);
            continue;
        }
        wh_put_byte(buf, (char)(unsigned char)(high << 4 | low));
        at += 2;
    }
    return soft;
}

wh_str wh_unfold_lines(wh_env *env, wh_str text)
{
    wh_buf buf;
    bool soft = false; /* a quoted value goes on */
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0, next; at < text.n; at = next) {
        wh_str line = wh_sub(text, at, line_end(text, at, &next));
        bool more = at > 0 && line.n && wh_is_wsp(line.p[0]) && !soft;
        if (at > 0 && !more && !soft) wh_put_byte(&buf, '\n');
        if (more) line = wh_from(line, 1);
        if (soft || is_quoted_value(line)) soft = put_quoted(&buf, line);
        else wh_put(&buf, line);
    }
    return text.n ? wh_buf_str(&buf) : text;
}
