/* A value's words as text (RFC 8259). */
#include "base/limits.h"
#include "report/json.h"
#include "report/words.h"

#include <stdlib.h>

bool wh_block_reserve(wh_block *out, size_t more)
{
    if (out->cap - out->n >= more) return true;
    if (more > SIZE_MAX / 4 - out->n) return false;
    size_t cap = out->cap * 2 > out->n + more ? out->cap * 2 : out->n + more;
    char *block = realloc(out->p, cap);
    if (!block) return false;
    out->p = block;
    out->cap = cap;
    return true;
}

static bool put_char(wh_block *out, char c)
{
    if (!wh_block_reserve(out, 1)) return false;
    out->p[out->n++] = c;
    return true;
}

/* ---- texts ---- */

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* The same of eight at once, in whatever order they lie. */
static bool all_plain(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';
    uint64_t odd = eight | (eight - ones * 0x20) | (quote - ones) | (slash - ones);
    return !(odd & high);
}

/* The character at *at, which is not plain: escaped (RFC 8259 7), or as UTF-8. */
static bool put_odd(wh_block *out, wh_str s, size_t *at)
{
    if (!wh_block_reserve(out, sizeof "\\u001f")) return false;
    char *to = out->p + out->n;
    unsigned char c = (unsigned char)s.p[*at];
    if (c >= 0x80) {
        out->n += wh_encode_rune(wh_next_rune(s, at, NULL), to);
        return true;
    }
    ++*at;
    char letter = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c >= 0x20 ? (char)c : '\0';
    *to++ = '\\';
    if (letter) *to = letter;
    else memcpy(to, (const char[]){'u', '0', '0', wh_hex_digit(c >> 4), wh_hex_digit(c)}, 5);
    out->n += letter ? 2 : 6;
    return true;
}

static bool put_text(wh_block *out, wh_str s)
{
    if (!wh_block_reserve(out, s.n + 2)) return false;
    out->p[out->n++] = '"';
    for (size_t at = 0;;) { /* there is room for what is left of the text, and for its quotation mark */
        char *to = out->p + out->n;
        for (uint64_t eight; s.n - at >= sizeof eight; at += sizeof eight, to += sizeof eight) {
            memcpy(&eight, s.p + at, sizeof eight);
            if (!all_plain(eight)) break;
            memcpy(to, &eight, sizeof eight);
        }
        for (; at < s.n && is_plain(s.p[at]); at++) *to++ = s.p[at];
        out->n = (size_t)(to - out->p);
        if (at == s.n) break;
        if (!put_odd(out, s, &at) || !wh_block_reserve(out, s.n - at + 1)) return false;
    }
    out->p[out->n++] = '"';
    return true;
}

/* ---- what is short: written to `to`, where there is room; returns where it ends ---- */

#define ROOM (WH_MAX_JSON_KEY + 8) /* for a comma and any of these: a key is the longest */

static char *write_key(char *to, const char *key)
{
    *to++ = '"';
    size_t n = 0;
    for (; n < WH_MAX_JSON_KEY && key[n]; n++) to[n] = key[n];
    to += n;
    *to++ = '"';
    *to++ = ':';
    return to;
}

static char *write_literal(char *to, wh_str literal)
{
    for (size_t i = 0; i < literal.n; i++) to[i] = literal.p[i];
    return to + literal.n;
}

static char *write_digits(char *to, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    for (; number > UINT32_MAX; number /= 10) digits[--at] = (char)('0' + number % 10);
    uint32_t small = (uint32_t)number; /* nearly always all of it, and divided in half the time */
    do digits[--at] = (char)('0' + small % 10);
    while (small /= 10);
    return write_literal(to, (wh_str){digits + at, sizeof digits - at});
}

/* number / 10^places */
static char *write_number(char *to, int64_t number, size_t places)
{
    uint64_t all = number < 0 ? 0 - (uint64_t)number : (uint64_t)number, unit = 1;
    while (places-- > 0) unit *= 10;
    if (number < 0) *to++ = '-';
    to = write_digits(to, unit > 1 ? all / unit : all);
    uint64_t rest = unit > 1 ? all % unit : 0;
    if (rest) *to++ = '.';
    for (; rest; rest = rest * 10 % unit) *to++ = (char)('0' + rest * 10 / unit);
    return to;
}

static char *write_span(char *to, const wh_word *pair)
{
    *to++ = '[';
    to = write_digits(to, pair[0]);
    *to++ = ',';
    to = write_digits(to, pair[1]);
    *to++ = ']';
    return to;
}

/* ---- words ---- */

/* What a word of these kinds and the two after it are. */
static char *write_short(char *to, unsigned kind, size_t number, const wh_word *p)
{
    switch (kind) {
    case WH_WORD_OBJECT: *to++ = '{'; break;
    case WH_WORD_LIST: *to++ = '['; break;
    case WH_WORD_NULL: return write_literal(to, WH_LIT("null"));
    case WH_WORD_FALSE: return write_literal(to, WH_LIT("false"));
    case WH_WORD_TRUE: return write_literal(to, WH_LIT("true"));
    case WH_WORD_KEY: return write_key(to, (const char *)number);
    case WH_WORD_SMALL: return write_number(to, (int64_t)number - (int64_t)WH_SMALL, 0);
    case WH_WORD_NUMBER: return write_number(to, wh_word_int64(p), number);
    case WH_WORD_SPAN: return write_span(to, p);
    }
    return to;
}

static bool put_spans(wh_block *out, const wh_word *pairs, size_t n)
{
    if (!put_char(out, '[')) return false;
    for (size_t i = 0; i < n; i++) {
        if (!wh_block_reserve(out, ROOM)) return false;
        if (i) out->p[out->n++] = ',';
        out->n = (size_t)(write_span(out->p + out->n, pairs + 2 * i) - out->p);
    }
    return put_char(out, ']');
}

/* A text for which there is no room is left out; what is small may still be told. There is ROOM. */
static void put_text_or_null(wh_block *out, wh_str s)
{
    size_t before = out->n;
    if (!put_text(out, s)) out->n = (size_t)(write_literal(out->p + before, WH_LIT("null")) - out->p);
}

/* What *at begins with; moves *at past it. goes_on: something stands before it at the same level. */
static bool put_next(wh_block *out, bool *goes_on, const wh_word **at)
{
    const wh_word *p = *at, word = *p++;
    size_t number = wh_word_number(word);
    unsigned kind = wh_word_kind(word);
    *at = p;
    if (!wh_block_reserve(out, ROOM)) return false;
    bool comma = *goes_on;
    *goes_on = kind != WH_WORD_KEY && kind != WH_WORD_OBJECT && kind != WH_WORD_LIST;
    if (kind == WH_WORD_OBJECT_END || kind == WH_WORD_LIST_END) {
        out->p[out->n++] = kind == WH_WORD_OBJECT_END ? '}' : ']';
        return true;
    }
    if (comma) out->p[out->n++] = ',';
    if (kind == WH_WORD_TEXT) {
        *at = p + 1;
        put_text_or_null(out, (wh_str){(const char *)*p, number});
        return true;
    }
    if (kind == WH_WORD_SPANS) {
        *at = p + 2 * number;
        return put_spans(out, p, number);
    }
    if (kind == WH_WORD_NUMBER || kind == WH_WORD_SPAN) *at = p + 2;
    out->n = (size_t)(write_short(out->p + out->n, kind, number, p) - out->p);
    return true;
}

char *wh_json_print(wh_json *v, size_t *n)
{
    wh_block out = {0};
    bool goes_on = false;
    *n = 0;
    bool whole = v && wh_json_end(v) && wh_block_reserve(&out, 8 * v->n);
    for (const wh_word *at = whole ? v->p : NULL, *end = whole ? at + v->n : NULL; whole && at < end;)
        whole = put_next(&out, &goes_on, &at);
    wh_json_free(v);
    if (!whole || !put_char(&out, '\0')) {
        free(out.p);
        return NULL;
    }
    *n = out.n - 1;
    return out.p;
}
