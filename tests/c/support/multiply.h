/* Mails in which one kind of thing is multiplied, and their reports. */
#ifndef WHENCE_TESTS_MULTIPLY_H
#define WHENCE_TESTS_MULTIPLY_H

#include "support/exact.h"

#include "whence.h"

#include "cJSON.h"

#define MULTIPLIED_MOST 40000000

typedef struct text {
    char *p;
    size_t n;
} text;

static inline text text_new(void)
{
    text t = {malloc(MULTIPLIED_MOST), 0};
    if (!t.p) abort();
    return t;
}

static inline void put(text *t, const char *s)
{
    size_t n = strlen(s);
    assert_true(t->n + n < MULTIPLIED_MOST);
    memcpy(t->p + t->n, s, n);
    t->n += n;
}

/* The piece so many times; "#" in it is the number of the time. */
static inline void many(text *t, const char *piece, unsigned times)
{
    for (unsigned i = 0; i < times; i++)
        for (const char *c = piece; *c; c++) {
            char digits[16] = {*c, 0};
            if (*c == '#') snprintf(digits, sizeof digits, "%u", i);
            put(t, digits);
        }
}

/* The report after one step, without any lookup; to be deleted with cJSON_Delete. */
static inline cJSON *judged(const text *t, const whence_profile *profile)
{
    whence_session *session = whence_open(WHENCE_MAIL, t->p, t->n, profile, NULL, 1770084000000, 0);
    assert_non_null(session);
    assert_int_not_equal(whence_step(session), WHENCE_FAILED);
    size_t n;
    const char *json = whence_report(session, &n);
    assert_non_null(json);
    cJSON *report = cJSON_ParseWithLength(json, n);
    assert_non_null(report);
    whence_close(session);
    return report;
}

#endif
