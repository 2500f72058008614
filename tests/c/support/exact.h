/* Inputs for parsers as hostile memory: each in a heap block of exactly its size, so that AddressSanitizer
 * sees every byte read past its end, and every prefix of it as an input of its own. */
#ifndef WHENCE_TESTS_EXACT_H
#define WHENCE_TESTS_EXACT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"

/* A copy to be freed with exact_free. An empty one is not NULL, which would mean absent. */
static inline wh_str exact(const char *bytes, size_t n)
{
    char *p = malloc(n ? n : 1);
    if (!p) abort();
    if (n) memcpy(p, bytes, n);
    if (n) return (wh_str){p, n};
    free(p);
    static const char nothing[1];
    return (wh_str){nothing, 0};
}
static inline void exact_free(wh_str s)
{
    if (s.n) free((void *)(uintptr_t)s.p);
}

static inline wh_str text_of(const char *c) { return (wh_str){c, strlen(c)}; }

/* Runs body with `name` bound to an exact copy of every prefix of the bytes, the whole included. */
#define EACH_PREFIX(name, bytes, length, body)                                                               \
    do {                                                                                                     \
        for (size_t n_##name = 0; n_##name <= (length); n_##name++) {                                        \
            wh_str name = exact((bytes), n_##name);                                                          \
            body;                                                                                            \
            exact_free(name);                                                                                \
        }                                                                                                    \
    } while (0)

/* Equal bytes, and both shown when they are not. */
static inline void same_(wh_str got, wh_str want, const char *about, const char *file, int line)
{
    if (wh_absent(got) == wh_absent(want) && wh_eq(got, want)) return;
    printf("%s:%d: %s\n  got  %s%.*s%s\n  want %s%.*s%s\n", file, line, about,
           wh_absent(got) ? "(absent)" : "[", (int)got.n, got.n ? got.p : "", wh_absent(got) ? "" : "]",
           wh_absent(want) ? "(absent)" : "[", (int)want.n, want.n ? want.p : "", wh_absent(want) ? "" : "]");
    fail();
}
#define assert_same(got, want) same_((got), text_of(want), #got, __FILE__, __LINE__)
#define assert_same_about(got, want, about) same_((got), text_of(want), (about), __FILE__, __LINE__)
#define assert_same_str(got, want) same_((got), (want), #got, __FILE__, __LINE__)
#define assert_absent(got) same_((got), WH_ABSENT, #got, __FILE__, __LINE__)

#endif
