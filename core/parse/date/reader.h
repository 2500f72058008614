/* A date being read: its tokens and what they said so far. Internal to date/. */
#ifndef WHENCE_DATE_READER_H
#define WHENCE_DATE_READER_H

#include "parse/date/names.h"
#include "parse/parse.h"

#define WH_DATE_TOKENS 40u /* more than any date has; what follows is text after it */

typedef enum token_kind { TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK } token_kind;

typedef struct token {
    token_kind kind;
    wh_str text;
    uint32_t start, end;
    bool spaced; /* white space or a comment stands before it */
} token;

typedef struct date_reader {
    wh_str s;
    token tokens[WH_DATE_TOKENS];
    uint32_t n, at;
    int year, month, day, weekday; /* 0: not seen; of the year, -1 */
    int hour, minute, second, ms;
    bool time_seen, zone_seen, pm_seen, pm;
    wh_str zone_comment; /* a comment that names a zone */
    int offset;
    uint32_t start, end; /* of what was read */
    uint32_t problems;
} date_reader;

/* date/tokens.c */
void wh_date_tokenize(date_reader *r);

static inline void problem(date_reader *r, wh_date_problem which) { r->problems |= 1u << which; }
static inline const token *peek(const date_reader *r, uint32_t ahead)
{
    return r->at + ahead < r->n ? &r->tokens[r->at + ahead] : NULL;
}
/* Takes `count` tokens as part of the date. */
static inline bool take(date_reader *r, uint32_t count)
{
    if (r->end == 0) r->start = r->tokens[r->at].start;
    r->at += count;
    r->end = r->tokens[r->at - 1].end;
    return true;
}
/* Takes the first n bytes of the next token; the rest of it stands for itself. */
static inline void take_part(date_reader *r, size_t n)
{
    token *t = &r->tokens[r->at];
    take(r, 1);
    if (n == t->text.n) return;
    r->at--;
    t->start += (uint32_t)n;
    t->text = wh_from(t->text, n);
    r->end = t->start;
}
static inline bool is_mark(const token *t, char c) { return t && t->kind == TOKEN_MARK && t->text.p[0] == c; }
static inline bool is_number(const token *t) { return t && t->kind == TOKEN_NUMBER; }
static inline bool is_word(const token *t, wh_str word)
{
    return t && t->kind == TOKEN_WORD && wh_eq_nocase(t->text, word);
}
/* The value of at most nine digits; -1 for more. */
static inline int value_of(wh_str digits)
{
    int value = 0;
    if (digits.n == 0 || digits.n > 9) return -1;
    for (size_t i = 0; i < digits.n; i++) value = value * 10 + (digits.p[i] - '0');
    return value;
}

/* date/clock.c: each takes what it can read and tells whether it did. */
bool wh_date_read_time(date_reader *r);
bool wh_date_read_half_day(date_reader *r); /* "PM" */
bool wh_date_read_numeric_zone(date_reader *r);
bool wh_date_read_named_zone(date_reader *r);
void wh_date_set_basic_time(date_reader *r, wh_str digits); /* "145012" */

/* date/calendar.c */
int wh_weekday_of(int year, int month, int day); /* 1: Monday */

#endif
