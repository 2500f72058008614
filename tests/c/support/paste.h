/* Pastes as test inputs: every prefix first, then the whole, and what each repaired byte leads back to. */
#ifndef WHENCE_TESTS_PASTE_H
#define WHENCE_TESTS_PASTE_H

#include "support/exact.h"

#include "parse/parse.h"

typedef struct pasted {
    wh_str source;
    wh_arena *arena;
    wh_env env;
    wh_paste out;
} pasted;

/* Every slice of a result lies where it should, and leads to the source. */
static inline void check_paste(const pasted *p)
{
    const wh_str parts[] = {p->out.head, p->out.body, p->out.prose};
    uintptr_t start = (uintptr_t)p->out.text.bytes.p, end = start + p->out.text.bytes.n;
    for (size_t i = 0; i < 3; i++) {
        if (wh_absent(parts[i])) continue;
        uintptr_t at = (uintptr_t)parts[i].p;
        assert_true(at >= start && at + parts[i].n <= end);
        wh_span span = wh_text_span(&p->out.text, parts[i]);
        assert_true(span.start <= span.end && span.end <= p->source.n);
    }
    for (uint32_t i = 1; i < p->out.text.pieces.n; i++)
        assert_true(p->out.text.pieces.at[i].at >= p->out.text.pieces.at[i - 1].at);
    for (uint32_t i = 0; i < p->out.repairs.n; i++) {
        const wh_repair *repair = &p->out.repairs.at[i];
        assert_true(repair->count >= repair->spans.n);
        for (uint32_t k = 0; k < repair->spans.n; k++)
            assert_true(repair->spans.at[k].start <= repair->spans.at[k].end &&
                        repair->spans.at[k].end <= p->source.n);
    }
}

static inline pasted paste_once(wh_str source)
{
    pasted p = {.source = source};
    p.arena = wh_arena_new((1u << 20) + 24 * source.n);
    if (!p.arena) abort();
    p.env = (wh_env){.arena = p.arena};
    wh_parse_paste(&p.env, source, &p.out);
    check_paste(&p);
    return p;
}

static inline void done(pasted *p)
{
    wh_arena_free(p->arena);
    exact_free(p->source);
}

/* The result of the whole; every prefix is parsed and checked before it. */
static inline pasted paste_bytes(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        pasted p = paste_once(exact(bytes, i));
        done(&p);
    }
    return paste_once(exact(bytes, n));
}
static inline pasted paste(const char *text) { return paste_bytes(text, strlen(text)); }

static inline void print_paste(const pasted *p)
{
    printf("source [%.*s]\nkind %d, head [%.*s]\n", (int)p->source.n, p->source.p, (int)p->out.kind,
           (int)p->out.head.n, p->out.head.p);
    for (uint32_t i = 0; i < p->out.repairs.n; i++) {
        wh_str id = wh_repair_name(p->out.repairs.at[i].id);
        printf("  %.*s x%u\n", (int)id.n, id.p, (unsigned)p->out.repairs.at[i].count);
    }
}

/* "id count, id count": all repairs, in the order in which they were first made. */
static inline void assert_repairs_(const pasted *p, const char *want, const char *file, int line)
{
    char got[1024];
    size_t n = 0;
    for (uint32_t i = 0; i < p->out.repairs.n && n < sizeof got - 64; i++) {
        wh_str id = wh_repair_name(p->out.repairs.at[i].id);
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s %u", i ? ", " : "", (int)id.n, id.p,
                              (unsigned)p->out.repairs.at[i].count);
    }
    if (n == strlen(want) && memcmp(got, want, n) == 0) return;
    print_paste(p);
    printf("%s:%d: repairs\n  got  %.*s\n  want %s\n", file, line, (int)n, got, want);
    fail();
}
#define assert_repairs(p, want) assert_repairs_((p), (want), __FILE__, __LINE__)

/* The slice of the repaired text came from these bytes of the source. */
static inline void assert_leads_to_(const pasted *p, wh_str slice, const char *want, const char *file,
                                    int line)
{
    wh_span span = wh_text_span(&p->out.text, slice);
    same_(wh_sub(p->source, span.start, span.end), text_of(want), "source of a slice", file, line);
}
#define assert_leads_to(p, slice, want) assert_leads_to_((p), (slice), (want), __FILE__, __LINE__)

/* The whole of a damaged paste at once: its header as repaired, its body and prose (NULL: absent), its
 * repairs. */
static inline void mended_(const char *source, const char *head, const char *body, const char *repairs,
                           const char *file, int line)
{
    pasted p = paste(source);
    same_(p.out.head, text_of(head), "head", file, line);
    same_(p.out.body, body ? text_of(body) : WH_ABSENT, "body", file, line);
    assert_repairs_(&p, repairs, file, line);
    done(&p);
}
#define mended(source, head, body, repairs) mended_((source), (head), (body), (repairs), __FILE__, __LINE__)

#endif
