/* Values as words: a member is appended to its object, an object to its parent. No tree is built, so nothing
 * is walked and torn down afterwards; a word is copied once for each level that it lies deep, a text only
 * when the whole is taken. */
#include "report/json.h"

#include "report/words.h"

#include <stdlib.h>

/* ---- growing ---- */

static bool grow(wh_json *v, size_t more)
{
    if (more > SIZE_MAX / 4 / sizeof *v->p - v->n) return false;
    size_t cap = v->cap * 2 > v->n + more ? v->cap * 2 : v->n + more;
    wh_word *block = v->p == v->few ? malloc(cap * sizeof *v->p) : realloc(v->p, cap * sizeof *v->p);
    if (!block) return false;
    if (v->p == v->few) memcpy(block, v->few, v->n * sizeof *v->p);
    v->p = block;
    v->cap = cap;
    return true;
}

static inline bool reserve(wh_json *v, size_t more) { return v->cap - v->n >= more || grow(v, more); }

static inline wh_word word(unsigned kind, size_t number) { return (wh_word)number << 4 | kind; }

#define ANY_MEMBER 5u /* words of a key and a value that is put in one go, and more */

/* ---- what a value is written with: there is room ---- */

static void put_text(wh_json *v, wh_str s)
{
    if (wh_absent(s) || s.n > WH_MAX_JSON_TEXT) {
        v->p[v->n++] = WH_WORD_NULL;
        return;
    }
    v->p[v->n++] = word(WH_WORD_TEXT, s.n);
    v->p[v->n++] = (wh_word)s.p;
}

static void put_number(wh_json *v, int64_t number, unsigned places)
{
    if (!places && number >= -(int64_t)WH_SMALL && number < (int64_t)WH_SMALL) {
        v->p[v->n++] = word(WH_WORD_SMALL, (size_t)(number + WH_SMALL));
        return;
    }
    v->p[v->n++] = word(WH_WORD_NUMBER, places);
    v->p[v->n++] = (uint32_t)(uint64_t)number;
    v->p[v->n++] = (uint32_t)((uint64_t)number >> 32);
}

static void put_pair(wh_json *v, wh_span span)
{
    v->p[v->n++] = span.start;
    v->p[v->n++] = span.end;
}

/* ---- values ---- */

static wh_json *value_new(void)
{
    wh_json *v = wh_json_room();
    if (!v) return NULL;
    v->n = 0;
    v->end = 0;
    return v;
}

static wh_json *value_open(unsigned kind, unsigned end)
{
    wh_json *v = value_new();
    if (!v) return NULL;
    v->p[v->n++] = kind;
    v->end = end;
    return v;
}

void wh_json_free(wh_json *v)
{
    if (v) wh_json_give_back(v);
}

bool wh_json_end(wh_json *v)
{
    if (v->end) {
        if (!reserve(v, 1)) return false;
        v->p[v->n++] = v->end;
        v->end = 0;
    }
    return true;
}

wh_json *wh_json_object(void) { return value_open(WH_WORD_OBJECT, WH_WORD_OBJECT_END); }
wh_json *wh_json_array(void) { return value_open(WH_WORD_LIST, WH_WORD_LIST_END); }
wh_json *wh_json_null(void) { return value_open(WH_WORD_NULL, 0); }

wh_json *wh_json_number(int64_t number)
{
    wh_json *v = value_new();
    if (v) put_number(v, number, 0);
    return v;
}

wh_json *wh_json_text(wh_env *env, wh_str s)
{
    (void)env;
    wh_json *v = value_new();
    if (v) put_text(v, s);
    return v;
}

wh_json *wh_json_span(wh_span span)
{
    wh_json *v = value_open(WH_WORD_SPAN, 0);
    if (v) put_pair(v, span);
    return v;
}

/* ---- members ---- */

/* Room for a member and its key; false when it must be left out. */
static inline bool begin(wh_json *parent, const char *key, size_t words)
{
    if (!parent || !reserve(parent, words)) return false;
    if (key) parent->p[parent->n++] = word(WH_WORD_KEY, (size_t)key);
    return true;
}

static void put_value(wh_json *parent, const char *key, wh_json *value)
{
    if (value && begin(parent, key, value->n + 2)) {
        memcpy(parent->p + parent->n, value->p, value->n * sizeof *value->p);
        parent->n += value->n;
        if (value->end) parent->p[parent->n++] = value->end;
    }
    wh_json_free(value);
}

void wh_json_put(wh_json *object, const char *key, wh_json *value) { put_value(object, key, value); }
void wh_json_add(wh_json *array, wh_json *value) { put_value(array, NULL, value); }

void wh_json_put_text(wh_env *env, wh_json *object, const char *key, wh_str s)
{
    (void)env;
    if (begin(object, key, ANY_MEMBER)) put_text(object, s);
}

void wh_json_add_text(wh_env *env, wh_json *array, wh_str s) { wh_json_put_text(env, array, NULL, s); }

void wh_json_put_number(wh_json *object, const char *key, int64_t number)
{
    if (begin(object, key, ANY_MEMBER)) put_number(object, number, 0);
}

void wh_json_put_decimal(wh_json *object, const char *key, int64_t number, unsigned places)
{
    for (; places && number % 10 == 0; places--) number /= 10;
    if (begin(object, key, ANY_MEMBER)) put_number(object, number, places);
}

static void put_kind(wh_json *object, const char *key, unsigned kind)
{
    if (begin(object, key, ANY_MEMBER)) object->p[object->n++] = kind;
}

void wh_json_put_null(wh_json *object, const char *key) { put_kind(object, key, WH_WORD_NULL); }

void wh_json_put_bool(wh_json *object, const char *key, bool value)
{
    put_kind(object, key, value ? WH_WORD_TRUE : WH_WORD_FALSE);
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

void wh_json_put_span(wh_json *object, const char *key, wh_span span)
{
    if (!begin(object, key, ANY_MEMBER)) return;
    object->p[object->n++] = WH_WORD_SPAN;
    put_pair(object, span);
}

void wh_json_put_spans(wh_json *object, const char *key, const wh_spans *spans)
{
    if (!begin(object, key, 2 + 2 * (size_t)spans->n)) return;
    object->p[object->n++] = word(WH_WORD_SPANS, spans->n);
    for (uint32_t i = 0; i < spans->n; i++) put_pair(object, spans->at[i]);
}

void wh_json_put_one_span(wh_json *object, const char *key, wh_span span)
{
    wh_json_put_spans(object, key, &(wh_spans){.at = &span, .n = span.end > span.start});
}

void wh_json_put_bits(wh_json *object, const char *key, uint32_t bits, const wh_str *names, size_t n)
{
    if (!begin(object, key, 3 + 2 * n)) return;
    object->p[object->n++] = WH_WORD_LIST;
    for (size_t i = 0; i < n; i++)
        if (bits & (1u << i)) put_text(object, names[i]);
    object->p[object->n++] = WH_WORD_LIST_END;
}
