/* Matching: which positions each step can end at, step by step, then the way back from the end. Each step
 * looks at each position once: a pattern costs its steps times the length, and nothing in the id can make it
 * cost more. */
#include "evidence/pattern.h"

#include <string.h>

#define WORDS (WH_PATTERN_TEXT / 64u + 1u)

typedef struct positions {
    uint64_t bits[WORDS];
    size_t first, last; /* of the set ones */
} positions;

static bool has(const positions *p, size_t at) { return p->bits[at / 64] >> (at % 64) & 1; }

static void start(positions *p)
{
    memset(p->bits, 0, sizeof p->bits);
    p->first = WH_NONE_AT;
}

static void add(positions *p, size_t at)
{
    p->bits[at / 64] |= (uint64_t)1 << (at % 64);
    if (p->first == WH_NONE_AT) p->first = at;
    p->last = at;
}

static bool in_class(uint8_t class_, char c)
{
    unsigned char byte = (unsigned char)c;
    return wh_pattern_classes[class_][byte / 32] >> (byte % 32) & 1;
}

/* step->length: not 0. */
static inline bool literal_at(const wh_pattern_table *table, const wh_pattern_step *step, wh_str s, size_t at)
{
    if (s.n - at < step->length) return false;
    const char *here = s.p + at, *want = table->text + step->text;
    if (step->fold) return wh_same_letters_(here, want, step->length);
    return *here == *want && memcmp(here, want, step->length) == 0;
}

/* How many bytes of the class stand right before `at`, up to the step's most. */
static size_t run_before(const wh_pattern_step *step, wh_str s, size_t at)
{
    size_t most = step->max == WH_PATTERN_UNBOUNDED ? at : step->max, n = 0;
    while (n < most && n < at && in_class(step->class_, s.p[at - n - 1])) n++;
    return n;
}

static void advance_literal(const wh_pattern_table *table, const wh_pattern_step *step, wh_str s,
                            const positions *from, positions *to)
{
    for (size_t at = from->first; at <= from->last && at + step->length <= s.n; at++)
        if (has(from, at) && literal_at(table, step, s, at)) add(to, at + step->length);
}

static void advance_run(const wh_pattern_step *step, wh_str s, const positions *from, positions *to)
{
    size_t run = 0, latest = WH_NONE_AT; /* the latest start that leaves room for the least number of bytes */
    size_t most = step->max == WH_PATTERN_UNBOUNDED ? s.n : from->last + step->max;
    if (most > s.n) most = s.n;
    if (from->first == from->last) { /* one start, as most often: each end of the run that is long enough */
        size_t end = from->first;
        while (end < most && in_class(step->class_, s.p[end])) end++;
        for (size_t at = from->first + step->min; at <= end; at++) add(to, at);
        return;
    }
    for (size_t end = from->first; end <= most; end++) {
        if (end > from->first) {
            run = in_class(step->class_, s.p[end - 1]) ? run + 1 : 0;
            if (run == 0 && end > from->last) return; /* no start lies beyond what broke the run */
        }
        if (end >= from->first + step->min && end - step->min <= from->last && has(from, end - step->min))
            latest = end - step->min;
        if (latest == WH_NONE_AT || end - latest > run) continue;
        if (step->max != WH_PATTERN_UNBOUNDED && end - latest > step->max) continue;
        add(to, end);
    }
}

/* to: where the step can end when it starts at one of `from`. False when nowhere. */
static bool advance(const wh_pattern_table *table, const wh_pattern_step *step, wh_str s,
                    const positions *from, positions *to)
{
    start(to);
    if (step->length) advance_literal(table, step, s, from, to);
    else advance_run(step, s, from, to);
    return to->first != WH_NONE_AT;
}

/* A step can neither begin nor end with this byte, and takes at least one. */
static bool refuses(const wh_pattern_step *step, char c)
{
    return step->length == 0 && step->min > 0 && !in_class(step->class_, c);
}

/* What can be checked straight away: what stands at the beginning and at the end, and the literal that holds
 * the "@". */
static inline bool is_hopeless(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s, size_t at)
{
    const wh_pattern_step *steps = table->steps + pattern->step;
    if (s.n < pattern->shortest || s.n > WH_PATTERN_TEXT || pattern->steps > WH_PATTERN_STEPS) return true;
    if (pattern->at_step != WH_PATTERN_NO_STEP) {
        const wh_pattern_step *step = &steps[pattern->at_step];
        if (at == WH_NONE_AT || at + 1 < step->length || !literal_at(table, step, s, at + 1 - step->length))
            return true;
    }
    const wh_pattern_step *last = &steps[pattern->steps - 1];
    if (s.n == 0) return false;
    if (refuses(steps, s.p[0]) || refuses(last, s.p[s.n - 1])) return true;
    if (steps->length && !literal_at(table, steps, s, 0)) return true;
    return last->length && (s.n < last->length || !literal_at(table, last, s, s.n - last->length));
}

/* wh_pattern_match for what is not hopeless. */
static bool match(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s, uint16_t where[])
{
    positions reached[WH_PATTERN_STEPS + 1];
    const wh_pattern_step *steps = table->steps + pattern->step;
    start(&reached[0]);
    add(&reached[0], 0);
    for (size_t i = 0; i < pattern->steps; i++)
        if (!advance(table, &steps[i], s, &reached[i], &reached[i + 1])) return false;
    if (!has(&reached[pattern->steps], s.n)) return false;
    size_t end = s.n;
    where[pattern->steps] = (uint16_t)end;
    for (size_t i = pattern->steps; i-- > 0;) {
        if (steps[i].length) {
            end -= steps[i].length;
        } else {
            size_t longest = run_before(&steps[i], s, end), n = steps[i].min;
            while (n < longest && !has(&reached[i], end - n)) n++;
            end -= n;
        }
        where[i] = (uint16_t)end;
    }
    return true;
}

bool wh_pattern_match(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s, size_t at,
                      uint16_t where[])
{
    return !is_hopeless(table, pattern, s, at) && match(table, pattern, s, where);
}
