/* A bump allocator that is freed as a whole. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_FIRST (32u << 10)
#define CHUNK_LARGE (4u << 20)
#define SMALL 64u /* most of what is asked for is less */

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    max_align_t bytes[];
} chunk;

struct wh_arena {
    chunk *newest;
    size_t total, limit;
    bool failed;
};

wh_arena *wh_arena_new(size_t limit_bytes)
{
    wh_arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->limit = limit_bytes;
    return arena;
}

void wh_arena_reset(wh_arena *arena)
{
    for (chunk *c = arena->newest; c;) {
        chunk *next = c->next;
        free(c);
        c = next;
    }
    *arena = (wh_arena){.limit = arena->limit};
}

void wh_arena_free(wh_arena *arena)
{
    if (!arena) return;
    wh_arena_reset(arena);
    free(arena);
}

bool wh_arena_failed(const wh_arena *arena) { return arena->failed; }

static chunk *add_chunk(wh_arena *arena, size_t need)
{
    size_t size = arena->newest ? arena->newest->size * 2 : CHUNK_FIRST;
    if (size > CHUNK_LARGE) size = CHUNK_LARGE;
    if (size < need) size = need;
    if (size > arena->limit || arena->total > arena->limit - size) return NULL;
    chunk *c = malloc(sizeof *c + size + SMALL); /* wh_alloc may write behind the last bytes */
    if (!c) return NULL;
    c->next = arena->newest;
    c->used = 0;
    c->size = size;
    arena->newest = c;
    arena->total += size;
    return c;
}

void *wh_alloc_unset(wh_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        arena->failed = true;
        return NULL;
    }
    size_t need = (size + align - 1) / align * align;
    if (need == 0) need = align;
    chunk *c = arena->newest;
    if (!c || c->size - c->used < need) c = add_chunk(arena, need);
    if (!c) {
        arena->failed = true;
        return NULL;
    }
    void *p = (char *)c->bytes + c->used;
    c->used += need;
    return p;
}

void *wh_alloc(wh_arena *arena, size_t size)
{
    void *p = wh_alloc_unset(arena, size);
    if (!p) return NULL;
    /* A few stores, where in WebAssembly a memset of unknown length is a call out of the module. What lies
     * behind is nobody's yet. */
    if (size <= SMALL) memset(p, 0, SMALL);
    else memset(p, 0, size);
    return p;
}

wh_str wh_copy(wh_arena *arena, wh_str s)
{
    if (wh_absent(s)) return s;
    char *p = wh_alloc_unset(arena, s.n);
    if (!p) return WH_ABSENT;
    wh_move(p, s.p, s.n);
    return (wh_str){p, s.n};
}

wh_str wh_copy_lower(wh_arena *arena, wh_str s)
{
    if (wh_absent(s)) return s;
    char *p = wh_alloc_unset(arena, s.n);
    if (!p) return WH_ABSENT;
    for (size_t i = 0; i < s.n; i++) p[i] = wh_lower(s.p[i]);
    return (wh_str){p, s.n};
}

void wh_list_reserve_(wh_arena *arena, void **at, uint32_t *cap, uint32_t room, size_t size)
{
    if (*cap || !(*at = wh_alloc(arena, (size_t)room * size))) return;
    *cap = room;
}

void *wh_list_grow_(wh_arena *arena, void **at, uint32_t *n, uint32_t *cap, size_t size)
{
    if (*n == *cap) {
        if (*cap > UINT32_MAX / 4) return NULL;
        uint32_t more = *cap ? *cap * 2 : 4;
        char *bigger = wh_alloc_unset(arena, (size_t)more * size);
        if (!bigger) return NULL;
        if (*n) memcpy(bigger, *at, (size_t)*n * size);
        memset(bigger + (size_t)*n * size, 0, (size_t)(more - *n) * size);
        *at = bigger;
        *cap = more;
    }
    return (char *)*at + (size_t)(*n)++ * size;
}

wh_env *wh_own_env(wh_env *env)
{
    wh_env *own = wh_alloc(env->arena, sizeof *own);
    if (!own) return env;
    *own = (wh_env){.arena = env->arena, .charset = env->charset, .host = env->host};
    return own;
}
