/* A value's words as text (RFC 8259). */
#include "base/limits.h"
#include "report/json.h"
#include "report/words.h"

#include <stdlib.h>

typedef struct printed {
    char *p;
    size_t n, cap;
} printed;

static bool reserve(printed *out, size_t more)
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

static bool put_bytes(printed *out, const char *bytes, size_t n)
{
    if (!reserve(out, n)) return false;
    wh_move(out->p + out->n, bytes, n);
    out->n += n;
    return true;
}

static bool put_char(printed *out, char c)
{
    if (!reserve(out, 1)) return false;
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
static bool put_odd(printed *out, wh_str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];
    if (c >= 0x80) {
        char utf8[4] = {0};
        return put_bytes(out, utf8, wh_encode_rune(wh_next_rune(s, at, NULL), utf8));
    }
    ++*at;
    char letter = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c >= 0x20 ? (char)c : '\0';
    if (letter) return put_char(out, '\\') && put_char(out, letter);
    const char escaped[] = {'\\', 'u', '0', '0', wh_hex_digit(c >> 4), wh_hex_digit(c)};
    return put_bytes(out, escaped, sizeof escaped);
}

static bool put_text(printed *out, wh_str s)
{
    if (!reserve(out, s.n + 2)) return false;
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
        if (!put_odd(out, s, &at) || !reserve(out, s.n - at + 1)) return false;
    }
    out->p[out->n++] = '"';
    return true;
}

/* A text for which there is no room is left out; what is small may still be told. */
static bool put_text_or_null(printed *out, wh_str s)
{
    size_t before = out->n;
    if (put_text(out, s)) return true;
    out->n = before;
    return put_bytes(out, "null", 4);
}

static bool put_key(printed *out, const char *key)
{
    if (!reserve(out, WH_MAX_JSON_KEY + 3)) return false;
    char *to = out->p + out->n;
    *to++ = '"';
    for (const char *end = to + WH_MAX_JSON_KEY; *key && to < end; key++) *to++ = *key;
    *to++ = '"';
    *to++ = ':';
    out->n = (size_t)(to - out->p);
    return true;
}

/* ---- numbers ---- */

static bool put_digits(printed *out, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    return put_bytes(out, digits + at, sizeof digits - at);
}

static bool put_number(printed *out, int64_t number, size_t places)
{
    uint64_t all = number < 0 ? 0 - (uint64_t)number : (uint64_t)number, unit = 1;
    while (places-- > 0) unit *= 10;
    bool whole = (number >= 0 || put_char(out, '-')) && put_digits(out, all / unit);
    uint64_t rest = all % unit;
    if (rest) whole = whole && put_char(out, '.');
    for (; rest; rest = rest * 10 % unit) whole = whole && put_char(out, (char)('0' + rest * 10 / unit));
    return whole;
}

static bool put_span(printed *out, const wh_word *pair)
{
    return put_char(out, '[') && put_digits(out, pair[0]) && put_char(out, ',') && put_digits(out, pair[1]) &&
           put_char(out, ']');
}

static bool put_spans(printed *out, const wh_word *pairs, size_t n)
{
    bool whole = put_char(out, '[');
    for (size_t i = 0; whole && i < n; i++)
        whole = (i == 0 || put_char(out, ',')) && put_span(out, pairs + 2 * i);
    return whole && put_char(out, ']');
}

/* ---- words ---- */

/* Whether something stands before what comes next at the same level. */
static bool has_one_before(const printed *out)
{
    char last = out->n ? out->p[out->n - 1] : '[';
    return last != '[' && last != '{' && last != ':';
}

/* What *at begins with; moves *at past it. */
static bool put_next(printed *out, const wh_word **at)
{
    const wh_word *p = *at, word = *p++;
    size_t number = wh_word_number(word);
    unsigned kind = wh_word_kind(word);
    if (kind == WH_WORD_OBJECT_END || kind == WH_WORD_LIST_END) {
        *at = p;
        return put_char(out, kind == WH_WORD_OBJECT_END ? '}' : ']');
    }
    if (has_one_before(out) && !put_char(out, ',')) return false;
    bool whole = false;
    switch (kind) {
    case WH_WORD_OBJECT: whole = put_char(out, '{'); break;
    case WH_WORD_LIST: whole = put_char(out, '['); break;
    case WH_WORD_NULL: whole = put_bytes(out, "null", 4); break;
    case WH_WORD_FALSE: whole = put_bytes(out, "false", 5); break;
    case WH_WORD_TRUE: whole = put_bytes(out, "true", 4); break;
    case WH_WORD_KEY: whole = put_key(out, (const char *)number); break;
    case WH_WORD_TEXT: whole = put_text_or_null(out, (wh_str){(const char *)*p++, number}); break;
    case WH_WORD_SMALL: whole = put_number(out, (int64_t)number - (int64_t)WH_SMALL, 0); break;
    case WH_WORD_NUMBER:
        whole = put_number(out, wh_word_int64(p), number);
        p += 2;
        break;
    case WH_WORD_SPAN:
        whole = put_span(out, p);
        p += 2;
        break;
    case WH_WORD_SPANS:
        whole = put_spans(out, p, number);
        p += 2 * number;
        break;
    }
    *at = p;
    return whole;
}

char *wh_json_take(wh_json *v, size_t *n)
{
    printed out = {0};
    *n = 0;
    bool whole = v && wh_json_end(v) && reserve(&out, 8 * v->n);
    for (const wh_word *at = whole ? v->p : NULL, *end = whole ? at + v->n : NULL; whole && at < end;)
        whole = put_next(&out, &at);
    wh_json_free(v);
    if (!whole || !put_char(&out, '\0')) {
        free(out.p);
        return NULL;
    }
    *n = out.n - 1;
    return out.p;
}
