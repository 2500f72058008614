/* What every fuzz target needs: an arena as large as a session's, a charset host, and promises that abort
 * when broken. */
#ifndef WHENCE_FUZZ_H
#define WHENCE_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "base/limits.h"
#include "parse/parse.h"
#include "support/iconv_host.h"

#define PROMISE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);                  \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static inline wh_env fuzz_env(size_t size)
{
    return (wh_env){.arena = wh_arena_new(WH_ARENA_BASE + WH_ARENA_PER_BYTE * size), .charset = iconv_host};
}

/* A slice that must lie in the input: absent, empty or inside. */
static inline bool inside(wh_str slice, wh_str input)
{
    return slice.n == 0 || (slice.p >= input.p && slice.p + slice.n <= input.p + input.n);
}

/* Each target defines this; the input is never written and the environment is thrown away. */
static void fuzz(wh_env *env, wh_str input);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wh_env env = fuzz_env(size);
    if (!env.arena) return 0;
    static const char nothing[1];
    fuzz(&env, size ? (wh_str){(const char *)data, size} : (wh_str){nothing, 0});
    PROMISE(!wh_arena_failed(env.arena)); /* memory stays in proportion to the input */
    wh_arena_free(env.arena);
    return 0;
}

#endif
