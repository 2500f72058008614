/* Values of JSON as texts: a member is appended to its object, an object to its parent. No tree is built, so
 * nothing is printed and torn down afterwards; a byte is copied once for each level that it lies deep. */
#include "report/json.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

struct wh_json {
    char *p; /* few, or a block */
    size_t n, cap;
    char close;    /* what ends it when it is put somewhere; NUL: it is whole */
    char few[231]; /* most values need no block */
};

/* ---- growing ---- */

static bool grow(wh_json *v, size_t more)
{
    if (more > SIZE_MAX / 4 - v->n) return false;
    size_t cap = v->cap * 2 > v->n + more ? v->cap * 2 : v->n + more;
    if (cap < 512) cap = 512;
    char *block = v->p == v->few ? malloc(cap) : realloc(v->p, cap);
    if (!block) return false;
    if (v->p == v->few) memcpy(block, v->few, v->n);
    v->p = block;
    v->cap = cap;
    return true;
}

static inline bool reserve(wh_json *v, size_t more) { return v->cap - v->n >= more || grow(v, more); }

static bool put_bytes(wh_json *v, const char *bytes, size_t n)
{
    if (!reserve(v, n)) return false;
    wh_move(v->p + v->n, bytes, n);
    v->n += n;
    return true;
}

static bool put_char(wh_json *v, char c)
{
    if (!reserve(v, 1)) return false;
    v->p[v->n++] = c;
    return true;
}

/* Few digits: written where they are to stand. */
static char *write_small(char *to, uint32_t number)
{
    size_t n = 1;
    for (uint32_t rest = number; rest >= 10; rest /= 10) n++;
    for (size_t at = n; at-- > 0; number /= 10) to[at] = (char)('0' + number % 10);
    return to + n;
}

static bool put_int(wh_json *v, int64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    for (; rest > UINT32_MAX; rest /= 10) digits[--at] = (char)('0' + rest % 10);
    uint32_t small = (uint32_t)rest; /* nearly always all of it, and divided in half the time */
    do digits[--at] = (char)('0' + small % 10);
    while (small /= 10);
    return (number >= 0 || put_char(v, '-')) && put_bytes(v, digits + at, sizeof digits - at);
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
static bool put_odd(wh_json *v, wh_str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];
    if (c >= 0x80) {
        char utf8[4] = {0};
        return put_bytes(v, utf8, wh_encode_rune(wh_next_rune(s, at, NULL), utf8));
    }
    ++*at;
    char letter = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c >= 0x20 ? (char)c : '\0';
    if (letter) return put_char(v, '\\') && put_char(v, letter);
    const char escaped[] = {'\\', 'u', '0', '0', wh_hex_digit(c >> 4), wh_hex_digit(c)};
    return put_bytes(v, escaped, sizeof escaped);
}

static bool put_text(wh_json *v, wh_str s)
{
    if (wh_absent(s)) return put_bytes(v, "null", 4);
    if (s.n > SIZE_MAX / 8 || !reserve(v, s.n + 2)) return false;
    v->p[v->n++] = '"';
    for (size_t at = 0;;) { /* there is room for what is left of the text, and for its quotation mark */
        char *to = v->p + v->n;
        for (uint64_t eight; s.n - at >= sizeof eight; at += sizeof eight, to += sizeof eight) {
            memcpy(&eight, s.p + at, sizeof eight);
            if (!all_plain(eight)) break;
            memcpy(to, &eight, sizeof eight);
        }
        for (; at < s.n && is_plain(s.p[at]); at++) *to++ = s.p[at];
        v->n = (size_t)(to - v->p);
        if (at == s.n) break;
        if (!put_odd(v, s, &at) || !reserve(v, s.n - at + 1)) return false;
    }
    v->p[v->n++] = '"';
    return true;
}

/* ---- values ---- */

static wh_json *value_new(const char *start, size_t n, char close)
{
    wh_json *v = malloc(sizeof *v);
    if (!v) return NULL;
    v->p = v->few;
    v->n = n;
    v->cap = sizeof v->few;
    v->close = close;
    memcpy(v->few, start, n);
    return v;
}

void wh_json_free(wh_json *v)
{
    if (!v) return;
    if (v->p != v->few) free(v->p);
    free(v);
}

/* The value, when it was written whole. */
static wh_json *whole_or_null(wh_json *v, bool whole)
{
    if (whole) return v;
    wh_json_free(v);
    return NULL;
}

wh_json *wh_json_object(void) { return value_new("{", 1, '}'); }
wh_json *wh_json_array(void) { return value_new("[", 1, ']'); }
wh_json *wh_json_null(void) { return value_new("null", 4, '\0'); }

wh_json *wh_json_number(int64_t number)
{
    wh_json *v = value_new("", 0, '\0');
    return whole_or_null(v, v && put_int(v, number));
}

wh_json *wh_json_text(wh_env *env, wh_str s)
{
    (void)env;
    wh_json *v = value_new("", 0, '\0');
    return whole_or_null(v, v && put_text(v, s));
}

char *wh_json_take(wh_json *v, size_t *n)
{
    char *text = NULL;
    *n = 0;
    if (v && (!v->close || put_char(v, v->close)) && put_char(v, '\0')) {
        text = v->p == v->few ? malloc(v->n) : v->p;
        if (text == v->p) v->p = v->few;
        else if (text) memcpy(text, v->few, v->n);
        if (text) *n = v->n - 1;
    }
    wh_json_free(v);
    return text;
}

/* ---- members ---- */

/* What a member starts with: the comma after the one before, and its key. */
static bool begin(wh_json *parent, const char *key)
{
    if (!reserve(parent, key ? WH_MAX_JSON_KEY + 4 : 1)) return false;
    char *to = parent->p + parent->n;
    if (parent->n > 1) *to++ = ',';
    if (key) {
        *to++ = '"';
        for (const char *end = to + WH_MAX_JSON_KEY; *key && to < end; key++) *to++ = *key;
        *to++ = '"';
        *to++ = ':';
    }
    parent->n = (size_t)(to - parent->p);
    return true;
}

/* A member that could not be written whole is left out. */
static void end(wh_json *parent, size_t before, bool whole)
{
    if (!whole) parent->n = before;
}

static void put_value(wh_json *parent, const char *key, wh_json *value)
{
    if (parent && value) {
        size_t before = parent->n;
        end(parent, before,
            begin(parent, key) && put_bytes(parent, value->p, value->n) &&
                (!value->close || put_char(parent, value->close)));
    }
    wh_json_free(value);
}

void wh_json_put(wh_json *object, const char *key, wh_json *value) { put_value(object, key, value); }
void wh_json_add(wh_json *array, wh_json *value) { put_value(array, NULL, value); }

static void put_member_text(wh_json *parent, const char *key, wh_str s)
{
    if (!parent) return;
    size_t before = parent->n;
    end(parent, before, begin(parent, key) && put_text(parent, s));
}

void wh_json_put_text(wh_env *env, wh_json *object, const char *key, wh_str s)
{
    (void)env;
    put_member_text(object, key, s);
}

void wh_json_add_text(wh_env *env, wh_json *array, wh_str s)
{
    (void)env;
    put_member_text(array, NULL, s);
}

void wh_json_put_number(wh_json *object, const char *key, int64_t number)
{
    if (!object) return;
    size_t before = object->n;
    end(object, before, begin(object, key) && put_int(object, number));
}

void wh_json_put_decimal(wh_json *object, const char *key, int64_t number, unsigned places)
{
    if (!object) return;
    uint64_t all = number < 0 ? 0 - (uint64_t)number : (uint64_t)number, unit = 1;
    for (unsigned i = 0; i < places; i++) unit *= 10;
    size_t before = object->n;
    bool whole = begin(object, key) && (number >= 0 || put_char(object, '-')) &&
                 put_int(object, (int64_t)(all / unit));
    uint64_t rest = all % unit;
    if (rest) whole = whole && put_char(object, '.');
    for (; rest; rest = rest * 10 % unit) whole = whole && put_char(object, (char)('0' + rest * 10 / unit));
    end(object, before, whole);
}

void wh_json_put_bool(wh_json *object, const char *key, bool value)
{
    if (!object) return;
    size_t before = object->n;
    end(object, before,
        begin(object, key) && (value ? put_bytes(object, "true", 4) : put_bytes(object, "false", 5)));
}

void wh_json_put_ip(wh_env *env, wh_json *object, const char *key, const wh_ip *ip)
{
    wh_json_put_text(env, object, key, ip->family ? wh_format_ip(env, ip) : WH_ABSENT);
}

/* ---- spans and bits ---- */

wh_span wh_origin_span(const wh_origin *origin, wh_str slice)
{
    if (origin->facts) return wh_fact_span(origin->facts, slice);
    wh_text text = {.bytes = origin->base};
    return wh_text_span(&text, slice);
}

static bool put_span(wh_json *v, wh_span span)
{
    if (!reserve(v, sizeof "[4294967295,4294967295]")) return false;
    char *to = v->p + v->n;
    *to++ = '[';
    to = write_small(to, span.start);
    *to++ = ',';
    to = write_small(to, span.end);
    *to++ = ']';
    v->n = (size_t)(to - v->p);
    return true;
}

wh_json *wh_json_span(wh_span span)
{
    wh_json *v = value_new("", 0, '\0');
    return whole_or_null(v, v && put_span(v, span));
}

wh_json *wh_json_spans(const wh_spans *spans)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < spans->n; i++) {
        size_t before = list->n;
        end(list, before, begin(list, NULL) && put_span(list, spans->at[i]));
    }
    return list;
}

void wh_json_put_span(wh_json *object, const char *key, wh_span span)
{
    if (!object) return;
    size_t before = object->n;
    end(object, before, begin(object, key) && put_span(object, span));
}

void wh_json_put_one_span(wh_json *object, const char *key, wh_span span)
{
    if (!object) return;
    size_t before = object->n;
    bool empty = span.end <= span.start;
    end(object, before,
        begin(object, key) && put_char(object, '[') && (empty || put_span(object, span)) &&
            put_char(object, ']'));
}

void wh_json_put_null(wh_json *object, const char *key)
{
    if (!object) return;
    size_t before = object->n;
    end(object, before, begin(object, key) && put_bytes(object, "null", 4));
}

wh_json *wh_json_bits(wh_env *env, uint32_t bits, const wh_str *names, size_t n)
{
    wh_json *list = wh_json_array();
    for (size_t i = 0; i < n; i++)
        if (bits & (1u << i)) wh_json_add_text(env, list, names[i]);
    return list;
}
