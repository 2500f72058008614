/* Facts into cJSON values. Mail bytes become valid UTF-8 here, and nowhere later. */
#ifndef WHENCE_REPORT_JSON_H
#define WHENCE_REPORT_JSON_H

#include "cJSON.h"
#include "evidence/evidence.h"

/* Where the spans of slices are taken from: a mail's facts, or the single value that was parsed. */
typedef struct wh_origin {
    wh_env *env;
    const wh_facts *facts; /* NULL: offsets into base */
    wh_str base;
} wh_origin;

wh_span wh_origin_span(const wh_origin *origin, wh_str slice);

/* A string value: malformed UTF-8 as U+FFFD, a NUL kept; null when absent. Owned by the caller.
 * Takes nothing from env's arena, so that a report can be written when the checks have used it up. */
cJSON *wh_json_text(wh_env *env, wh_str s);
void wh_json_put(cJSON *object, const char *key, cJSON *value); /* a NULL value is passed over */
void wh_json_put_text(wh_env *env, cJSON *object, const char *key, wh_str s);
void wh_json_put_number(cJSON *object, const char *key, double number);
void wh_json_put_bool(cJSON *object, const char *key, bool value);
void wh_json_put_ip(wh_env *env, cJSON *object, const char *key, const wh_ip *ip); /* canonical, or null */
cJSON *wh_json_span(wh_span span);            /* [start, end] */
cJSON *wh_json_spans(const wh_spans *spans);  /* [[start, end], ...] */
cJSON *wh_json_one_span(wh_span span);        /* [[start, end]], or [] when it is empty */
/* The names of the bits that are set. names: one for each bit. */
cJSON *wh_json_bits(wh_env *env, uint32_t bits, const wh_str *names, size_t n);

#endif
