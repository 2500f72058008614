/* Files written into the text of a mail: uuencode (POSIX), yEnc (yenc.org, draft 1.3). */
#include "parse/file/file.h"

static size_t next_line(wh_str s, size_t at)
{
    size_t end = wh_find_byte(s, '\n', at);
    return end == WH_NONE_AT ? s.n : end + 1;
}

/* "begin 644 name": the name; absent for another line. */
static wh_str uu_name(wh_str line)
{
    size_t at = 6;
    if (!wh_eq(wh_sub(line, 0, 6), WH_LIT("begin "))) return WH_ABSENT;
    while (at < line.n && line.p[at] >= '0' && line.p[at] <= '7') at++;
    if (at < 9 || at > 10 || at >= line.n || line.p[at] != ' ') return WH_ABSENT;
    wh_str name = wh_trim(wh_from(line, at));
    return name.n ? name : WH_ABSENT;
}

static wh_str y_name(wh_str line)
{
    size_t at = wh_starts_nocase(line, WH_LIT("=ybegin ")) ? wh_find(line, WH_LIT("name="), 0) : WH_NONE_AT;
    return at == WH_NONE_AT ? WH_ABSENT : wh_trim(wh_from(line, at + 5));
}

static wh_str decode_y(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0, next; at < s.n; at = next) {
        next = next_line(s, at);
        if (wh_starts_nocase(wh_sub(s, at, next), WH_LIT("=y"))) continue;
        for (; at < next; at++) {
            unsigned char c = (unsigned char)s.p[at];
            if (c == '\r' || c == '\n') continue;
            if (c == '=' && at + 1 < next) c = (unsigned char)((unsigned char)s.p[++at] - 64);
            wh_put_byte(&buf, (char)(unsigned char)(c - 42));
        }
    }
    return wh_buf_str(&buf);
}

/* A line of uuencode says how long it is: in POSIX, though in no RFC. What follows "begin" is a file only if
 * it does. */
static bool is_uu_line(wh_str line)
{
    line = wh_sub(line, 0, wh_find_byte(line, '\n', 0));
    if (line.n && line.p[line.n - 1] == '\r') line.n--;
    if (line.n == 0 || line.p[0] < ' ' || line.p[0] > '`') return false;
    size_t bytes = (size_t)(line.p[0] - ' ') & 63, digits = (bytes + 2) / 3 * 4;
    return line.n >= 1 + bytes * 4 / 3 && line.n <= 2 + digits;
}

/* Where the file ends: after the line `last`, or with the text. */
static size_t end_of(wh_str text, size_t at, wh_str last)
{
    while (at < text.n) {
        size_t next = next_line(text, at);
        if (wh_starts_nocase(wh_sub(text, at, next), last)) return next;
        at = next;
    }
    return text.n;
}

bool wh_next_inline_file(wh_env *env, wh_str text, size_t *at, wh_inline_file *out)
{
    for (size_t next; *at < text.n; *at = next) {
        next = next_line(text, *at);
        wh_str line = wh_sub(text, *at, next), uu = uu_name(line),
               y = wh_absent(uu) ? y_name(line) : WH_ABSENT;
        if (wh_absent(uu) && wh_absent(y)) continue;
        if (wh_absent(y) && !is_uu_line(wh_from(text, next))) continue;
        size_t end = end_of(text, next, wh_absent(y) ? WH_LIT("end") : WH_LIT("=yend"));
        wh_text decoded = {0};
        *out = (wh_inline_file){.name = wh_decode_charset(env, WH_ABSENT, wh_absent(y) ? uu : y),
                                .whole = wh_sub(text, *at, end)};
        if (wh_absent(y)) wh_decode_transfer(env, WH_LIT("x-uuencode"), out->whole, &decoded);
        out->data = wh_absent(y) ? decoded.bytes : decode_y(env, wh_sub(text, next, end));
        *at = end;
        return true;
    }
    return false;
}
