/* What goes out: JSON (RFC 8259), written once and in order. What comes in is cJSON's. Mail bytes become
 * valid UTF-8 here, and nowhere later. */
#ifndef WHENCE_REPORT_JSON_H
#define WHENCE_REPORT_JSON_H

#include "evidence/evidence.h"

/* Where the spans of slices are taken from: a mail's facts, or the single value that was parsed. */
typedef struct wh_origin {
    wh_env *env;
    const wh_facts *facts; /* NULL: offsets into base */
    wh_str base;
} wh_origin;

wh_span wh_origin_span(const wh_origin *origin, wh_str slice);

/* A value under construction, in memory of its own and not in an arena, so that a report can be written when
 * the checks have used theirs up. Every function takes NULL, the value of a caller that ran out of memory:
 * what cannot be written is left out. */
typedef struct wh_json wh_json;

/* Owned by the caller until put, added, taken or freed; NULL when out of memory. */
wh_json *wh_json_object(void);
wh_json *wh_json_array(void);
wh_json *wh_json_null(void);
wh_json *wh_json_number(int64_t number);
/* Malformed UTF-8 as U+FFFD, a NUL kept; null when absent. The bytes are borrowed until the value, or the one
 * that it was put into, is taken or freed: those of an arena, of the source, or constants. */
wh_json *wh_json_text(wh_env *env, wh_str s);
wh_json *wh_json_span(wh_span span); /* [start, end] */

/* Both take the value over. Keys are constants of plain ASCII, 40 characters at most, put once each. */
void wh_json_put(wh_json *object, const char *key, wh_json *value);
void wh_json_add(wh_json *array, wh_json *value);
void wh_json_put_text(wh_env *env, wh_json *object, const char *key, wh_str s);
void wh_json_put_number(wh_json *object, const char *key, int64_t number);
/* number / 10^places, without zeros at its end. */
void wh_json_put_decimal(wh_json *object, const char *key, int64_t number, unsigned places);
void wh_json_put_span(wh_json *object, const char *key, wh_span span);     /* [start, end] */
void wh_json_put_one_span(wh_json *object, const char *key, wh_span span); /* [[start, end]]; [] when empty */
void wh_json_put_spans(wh_json *object, const char *key, const wh_spans *spans); /* [[start, end], ...] */
/* The names of the bits that are set. names: one for each bit. */
void wh_json_put_bits(wh_json *object, const char *key, uint32_t bits, const wh_str *names, size_t n);
void wh_json_put_null(wh_json *object, const char *key);
void wh_json_put_bool(wh_json *object, const char *key, bool value);
void wh_json_put_ip(wh_env *env, wh_json *object, const char *key, const wh_ip *ip); /* canonical, or null */
void wh_json_add_text(wh_env *env, wh_json *array, wh_str s);

void wh_json_free(wh_json *value);
/* The text with a NUL after it, *n long without that; owned by the caller, who frees it; NULL for NULL, or
 * when out of memory. Takes the value over. In the module it may be no text: see wasm/words.c. */
char *wh_json_take(wh_json *value, size_t *n);

#endif
