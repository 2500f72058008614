/* The date of a Received field: after its last semicolon (RFC 5321 4.4), or where some servers leave it, at
 * the end without one. */
#include "parse/received/parts.h"
#include "base/limits.h"

static bool is_weekday(wh_str word)
{
    static const char names[] = "montuewedthufrisatsun";
    if (word.n && word.p[word.n - 1] == ',') word.n--;
    if (word.n < 3 || word.n > 9) return false;
    for (size_t i = 0; i + 3 < sizeof names; i += 3)
        if (wh_eq_nocase(wh_sub(word, 0, 3), (wh_str){names + i, 3})) return true;
    return false;
}

/* "2018-04-22", "2018/04/22", "22/04/2018" */
static bool is_numeric_date(wh_str word)
{
    size_t digits = 0, strokes = 0;
    for (size_t i = 0; i < word.n; i++) {
        if (wh_is_digit(word.p[i])) digits++;
        else if (word.p[i] == '-' || word.p[i] == '/') strokes++;
        else return i > 0 && word.p[i] == 'T' && strokes == 2;
    }
    return strokes == 2 && digits >= 5 && digits <= 8;
}

/* Tries to read a date at token `from` up to token `to`; what it covered becomes the date's tokens. */
static bool try_date(wh_rline *line, uint32_t from, uint32_t to, wh_received *out)
{
    if (from >= to) return false;
    const wh_rtoken *first = &line->tokens.at[from];
    if (first->kind != WH_R_WORD) return false;
    const char *end = to < line->tokens.n ? line->tokens.at[to].s.p : line->value.p + line->value.n;
    wh_date date;
    wh_parse_date((wh_str){first->s.p, (size_t)(end - first->s.p)}, &date);
    if (!date.ok) return false;
    out->date = date;
    const char *covered = wh_absent(date.raw) ? end : date.raw.p + date.raw.n;
    line->date_first = line->date_end = from;
    while (line->date_end < to && line->tokens.at[line->date_end].s.p < covered) line->date_end++;
    line->weekday = is_weekday(first->s);
    return true;
}

/* A client that calls itself something with a semicolon or a date in it does not thereby write the server's
 * date. */
static uint32_t earliest(const wh_rline *line)
{
    return line->named && line->by != UINT32_MAX ? line->by : 0;
}

static bool date_behind_semicolon(wh_rline *line, wh_received *out, bool *semicolon)
{
    uint32_t to = line->tokens.n, tries = 0;
    for (uint32_t i = line->tokens.n; i-- > earliest(line) && tries < WH_MAX_DATE_TRIES;) {
        if (line->tokens.at[i].kind != WH_R_SEMICOLON) continue;
        tries++;
        if (i + 1 < to) *semicolon = true;
        if (try_date(line, i + 1, to, out)) return true;
        to = i;
    }
    return false;
}

/* No semicolon, or no date after it: the last place in the words that reads as one. */
static bool date_without_semicolon(wh_rline *line, wh_received *out)
{
    uint32_t tries = 0;
    for (uint32_t i = line->tokens.n; i-- > 1 + earliest(line) && tries < WH_MAX_DATE_TRIES;) {
        const wh_rtoken *token = &line->tokens.at[i];
        if (token->kind != WH_R_WORD || !(is_weekday(token->s) || is_numeric_date(token->s))) continue;
        tries++;
        if (try_date(line, i, line->tokens.n, out)) return true;
    }
    return false;
}

void wh_received_date(wh_rline *line, wh_received *out)
{
    bool semicolon = false;
    if (date_behind_semicolon(line, out, &semicolon) || date_without_semicolon(line, out)) return;
    out->problems |= 1u << (semicolon ? WH_RECEIVED_BAD_DATE : WH_RECEIVED_NO_DATE);
}
