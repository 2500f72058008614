/* Is what stands below a head the body of that mail, or somebody's words about it? */
#include "parse/paste/paste.h"

/* The value of the first boundary parameter in a multipart Content-Type of the head; absent when there is
 * none. */
static wh_str boundary_of(wh_str head)
{
    size_t at = wh_find_nocase(head, WH_LIT("\nContent-Type:"), 0);
    if (at == WH_NONE_AT) return WH_ABSENT;
    wh_str value = wh_sub(head, at, at + 600);
    if (wh_find_nocase(wh_sub(value, 0, 40), WH_LIT("multipart/"), 0) == WH_NONE_AT) return WH_ABSENT;
    size_t name = wh_find_nocase(value, WH_LIT("boundary="), 0);
    if (name == WH_NONE_AT) return WH_ABSENT;
    wh_str rest = wh_from(value, name + 9);
    bool quoted = rest.n && rest.p[0] == '"';
    if (quoted) rest = wh_from(rest, 1);
    size_t n = 0;
    while (n < rest.n && (quoted ? rest.p[n] != '"' : rest.p[n] != ';') && rest.p[n] != '\r' &&
           rest.p[n] != '\n')
        n++;
    return wh_trim(wh_sub(rest, 0, n < 200 ? n : 200));
}

/* A line that begins with "--", and a field of MIME right below it: parts, whatever the head calls their
 * boundary. */
static bool has_parts(wh_str body)
{
    for (size_t at = 0, next; at < body.n; at = next) {
        bool dashes = body.p[at] == '-' && at + 1 < body.n && body.p[at + 1] == '-';
        wh_line_end(body, at, &next);
        if (dashes && wh_starts_nocase(wh_from(body, next), WH_LIT("Content-"))) return true;
    }
    return false;
}

/* Two paragraphs: an empty line with text on both sides. */
static bool has_paragraphs(wh_str text)
{
    bool words = false, gap = false;
    for (size_t at = 0, next; at < text.n; at = next) {
        size_t end = wh_line_end(text, at, &next);
        bool blank = wh_trim(wh_sub(text, at, end)).n == 0;
        if (!blank && gap) return true;
        gap = blank && words;
        words |= !blank;
    }
    return false;
}

bool wh_reads_like_body(wh_str below)
{
    static const wh_str signs[] = {WH_LIT_INIT("https://"), WH_LIT_INIT("http://"), WH_LIT_INIT("href="),
                                   WH_LIT_INIT("mailto:"),  WH_LIT_INIT("<html"),   WH_LIT_INIT("<body"),
                                   WH_LIT_INIT("<div"),     WH_LIT_INIT("<p>"),     WH_LIT_INIT("<br")};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (wh_find_nocase(below, signs[i], 0) != WH_NONE_AT) return true;
    return has_parts(below) || has_paragraphs(below);
}

bool wh_body_contradicts(wh_str head, wh_str body)
{
    wh_str boundary = boundary_of(head);
    if (wh_absent(boundary) || boundary.n == 0 || wh_trim(body).n == 0) return false;
    return wh_find(body, boundary, 0) == WH_NONE_AT && !wh_reads_like_body(body);
}
