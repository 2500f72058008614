/* Matching: which positions each step can end at, step by step, then the way back from the end. Each step looks at each
 * position once, so a pattern costs its steps times the length, and nothing in the id can make it cost more. */
#include "evidence/pattern.h"

#include <string.h>

#define WORDS (WH_PATTERN_TEXT / 64u + 1u)

typedef struct positions {
    uint64_t bits[WORDS];
} positions;

static bool has(const positions *p, size_t at) { return p->bits[at / 64] >> (at % 64) & 1; }
static void add(positions *p, size_t at) { p->bits[at / 64] |= (uint64_t)1 << (at % 64); }

static bool in_class(uint8_t class_, char c)
{
    unsigned char byte = (unsigned char)c;
    return wh_pattern_classes[class_][byte / 32] >> (byte % 32) & 1;
}

static bool literal_at(const wh_pattern_table *table, const wh_pattern_step *step, wh_str s, size_t at)
{
    if (s.n - at < step->length) return false;
    wh_str here = wh_sub(s, at, at + step->length), want = {table->text + step->text, step->length};
    return step->fold ? wh_eq_nocase(here, want) : wh_eq(here, want);
}

/* How many bytes of the class stand right before `at`, up to the step's most. */
static size_t run_before(const wh_pattern_step *step, wh_str s, size_t at)
{
    size_t most = step->max == WH_PATTERN_UNBOUNDED ? at : step->max, n = 0;
    while (n < most && n < at && in_class(step->class_, s.p[at - n - 1])) n++;
    return n;
}

/* to: where the step can end when it starts at one of `from`. False when nowhere. */
static bool advance(const wh_pattern_table *table, const wh_pattern_step *step, wh_str s, const positions *from, positions *to)
{
    bool any = false;
    memset(to, 0, sizeof *to);
    if (step->length) {
        for (size_t at = 0; at + step->length <= s.n; at++) {
            if (!has(from, at) || !literal_at(table, step, s, at)) continue;
            add(to, at + step->length);
            any = true;
        }
        return any;
    }
    size_t run = 0, latest = WH_NONE_AT; /* the latest start that leaves room for the least number of bytes */
    for (size_t end = 0; end <= s.n; end++) {
        if (end > 0) run = in_class(step->class_, s.p[end - 1]) ? run + 1 : 0;
        if (end >= step->min && has(from, end - step->min)) latest = end - step->min;
        if (latest == WH_NONE_AT || end - latest > run) continue;
        if (step->max != WH_PATTERN_UNBOUNDED && end - latest > step->max) continue;
        add(to, end);
        any = true;
    }
    return any;
}

bool wh_pattern_match(const wh_pattern_table *table, const wh_pattern *pattern, wh_str s, uint16_t where[WH_PATTERN_STEPS + 1])
{
    positions reached[WH_PATTERN_STEPS + 1];
    const wh_pattern_step *steps = table->steps + pattern->step;
    if (s.n < pattern->shortest || s.n > WH_PATTERN_TEXT || pattern->steps > WH_PATTERN_STEPS) return false;
    if (steps[0].length ? !literal_at(table, &steps[0], s, 0) : steps[0].min && !in_class(steps[0].class_, s.p[0])) return false;
    memset(&reached[0], 0, sizeof reached[0]);
    add(&reached[0], 0);
    for (size_t i = 0; i < pattern->steps; i++)
        if (!advance(table, &steps[i], s, &reached[i], &reached[i + 1])) return false;
    if (!has(&reached[pattern->steps], s.n)) return false;
    size_t at = s.n;
    where[pattern->steps] = (uint16_t)at;
    for (size_t i = pattern->steps; i-- > 0;) {
        if (steps[i].length) {
            at -= steps[i].length;
        } else {
            size_t longest = run_before(&steps[i], s, at), n = steps[i].min;
            while (n < longest && !has(&reached[i], at - n)) n++;
            at -= n;
        }
        where[i] = (uint16_t)at;
    }
    return true;
}
