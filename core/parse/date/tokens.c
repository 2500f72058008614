/* A date as tokens: numbers, words, marks, comments (RFC 5322 3.2.2, nested). */
#include "parse/date/reader.h"

/* The index after the comment that opens at `at`; the end of s where it never closes. */
static size_t comment_end(wh_str s, size_t at)
{
    size_t depth = 0;
    for (; at < s.n; at++) {
        if (s.p[at] == '\\') at++;
        else if (s.p[at] == '(') depth++;
        else if (s.p[at] == ')' && --depth == 0) return at + 1;
    }
    return s.n;
}

static bool word_byte(char c) { return wh_is_alpha(c) || (unsigned char)c >= 0x80; }

/* A comment is white space, but two things are read out of it: the weekday of "2022年2月1日(火)", and the
 * zone of "14:50:12 (JST)" where no other is given. */
static void read_comment(date_reader *r, wh_str comment)
{
    wh_zone_name zone;
    size_t n;
    char means = wh_date_cjk(comment, false, &n);
    if (means >= '1' && means <= '7' && !r->weekday) r->weekday = means - '0';
    if (wh_absent(r->zone_comment) && comment.n > 1 && wh_zone_named(comment, &zone))
        r->zone_comment = comment;
}

void wh_date_tokenize(date_reader *r)
{
    bool spaced = true;
    for (size_t at = 0; at < r->s.n && r->n < WH_DATE_TOKENS;) {
        char c = r->s.p[at];
        size_t end = at + 1;
        if (wh_is_space(c) || c == '"' || c == '(') { /* quotes: a zone is seen as "+0000 (GMT+00:00)" */
            if (c == '(') {
                end = comment_end(r->s, at);
                read_comment(r, wh_trim(wh_sub(r->s, at + 1, r->s.p[end - 1] == ')' ? end - 1 : end)));
            }
            spaced = true;
            at = end;
            continue;
        }
        token *t = &r->tokens[r->n++];
        t->kind = TOKEN_MARK;
        if (wh_is_digit(c)) {
            while (end < r->s.n && wh_is_digit(r->s.p[end])) end++;
            t->kind = TOKEN_NUMBER;
        } else if (word_byte(c)) {
            while (end < r->s.n && word_byte(r->s.p[end])) end++;
            t->kind = TOKEN_WORD;
        }
        t->text = wh_sub(r->s, at, end);
        t->start = (uint32_t)at;
        t->end = (uint32_t)end;
        t->spaced = spaced;
        spaced = false;
        at = end;
    }
}
