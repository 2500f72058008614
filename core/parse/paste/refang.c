/* A header that was made harmless before it was passed on: "info[@]example[.]com", "203[.]0[.]113[.]5". It is
 * one where no address of mail is left as it was, or no network address and one in brackets that was changed:
 * what an author writes into his own fields makes none of a mail that a server has received (RFC 5322 3.4.1).
 */
#include "parse/paste/paste.h"

/* Bytes of the mark at s[at], and what it stands for; 0 where there is none. */
static size_t mark_at(wh_str s, size_t at, char *plain)
{
    static const struct {
        wh_str text;
        char plain;
    } marks[] = {{WH_LIT_INIT("[.]"), '.'},   {WH_LIT_INIT("[@]"), '@'},  {WH_LIT_INIT("[dot]"), '.'},
                 {WH_LIT_INIT("(dot)"), '.'}, {WH_LIT_INIT("[at]"), '@'}, {WH_LIT_INIT("(at)"), '@'}};
    if ((s.p[at] != '[' && s.p[at] != '(') || at == 0 || !wh_is_alnum(s.p[at - 1])) return 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t end = at + marks[i].text.n;
        if (end >= s.n || !wh_is_alnum(s.p[end])) continue;
        if (!wh_eq_nocase(wh_sub(s, at, end), marks[i].text)) continue;
        *plain = marks[i].plain;
        return marks[i].text.n;
    }
    return 0;
}

static bool has_mark(wh_str s, char opening)
{
    char plain;
    for (size_t at = 0; (at = wh_find_byte(s, opening, at)) != WH_NONE_AT; at++)
        if (mark_at(s, at, &plain)) return true;
    return false;
}

wh_str wh_paste_head(wh_str s)
{
    bool field = false;
    size_t at = 0, next, limit = s.n < WH_HEAD_WITHIN ? s.n : WH_HEAD_WITHIN;
    for (; at < limit; at = next) {
        size_t end = wh_line_end(s, at, &next);
        if (end == at && field) break;
        const wh_known *known = wh_paste_field_at(s, at);
        field = field || (known && !known->word);
    }
    return field ? wh_sub(s, 0, at) : WH_LIT("");
}

/* The end of the run of name characters and dots that begins at `at`. */
static size_t run_end(wh_str s, size_t at)
{
    while (at < s.n && wh_is_hostname_char(s.p[at])) at++;
    return at;
}

static bool is_defanged(wh_str head)
{
    size_t marks = 0, dots = 0; /* dots: marks in a row between digits */
    bool mail = false, address = false, changed = false;
    char plain;
    wh_ip ip;
    for (size_t at = 0, end; at < head.n; at = end) {
        size_t n = mark_at(head, at, &plain);
        end = n ? at + n : run_end(head, at);
        if (n) {
            marks++;
            dots = plain == '.' ? dots + 1 : 0;
            continue;
        }
        bool behind = at > 0 && head.p[at - 1] == '@';
        if (end == at) {
            changed = changed || (dots == 3 && (head.p[at] == ']' || head.p[at] == ')'));
            dots = 0;
            end = at + 1;
            continue;
        }
        wh_str run = wh_sub(head, at, end);
        mail = mail || (behind && wh_find_byte(run, '.', 1) != WH_NONE_AT);
        address = address || (wh_is_digit(run.p[0]) && wh_parse_ip(run, &ip));
        for (size_t i = 0; i < run.n; i++)
            if (!wh_is_digit(run.p[i])) dots = 0;
    }
    return marks >= 2 && (!mail || (changed && !address));
}

void wh_paste_refang(wh_env *env, wh_paste *out, wh_text *text)
{
    wh_str near = wh_sub(text->bytes, 0, WH_HEAD_WITHIN);
    bool any = has_mark(near, '[') || has_mark(near, '(');
    wh_str head = any ? wh_paste_head(text->bytes) : WH_LIT("");
    if (!is_defanged(head)) return;
    wh_weave weave;
    wh_weave_begin(&weave, env, text);
    size_t kept = 0;
    for (size_t at = 0, n; at < head.n; at += n ? n : 1) {
        char plain;
        n = mark_at(head, at, &plain);
        if (n == 0) continue;
        wh_weave_keep(&weave, kept, at);
        wh_weave_made(&weave, (wh_str){&plain, 1}, at, at + n);
        wh_note_repair(env, out, WH_REPAIR_DEFANGED, wh_text_span(text, wh_sub(head, at, at + n)));
        kept = at + n;
    }
    wh_weave_keep(&weave, kept, text->bytes.n);
    wh_text mended;
    if (wh_weave_end(&weave, &mended)) *text = mended;
}
