/* The table of findings, and how a check adds one. */
#include "base/limits.h"
#include "checks/checks.h"

#include <stddef.h>

/* The ids one after another: a pointer to each would be larger than most of them. */
static const struct ids {
#define X(name, id, severity, weight) char name[sizeof id - 1];
#include "checks/findings/all.def"
#undef X
} ids = {
#define X(name, id, severity, weight) id,
#include "checks/findings/all.def"
#undef X
};

typedef struct row {
    uint16_t at; /* the id, in ids */
    uint8_t n, area, severity;
    int8_t weight;
} row;

static const row rows[] = {
#define X(name, id, severity, weight)                                                                        \
    [WH_F_##name] = {offsetof(struct ids, name), sizeof id - 1, WH_AREA_HERE, severity, weight},
#include "checks/findings/all.def"
#undef X
};

_Static_assert(sizeof rows / sizeof *rows == WH_FINDING_COUNT, "a row for each finding");
_Static_assert(sizeof ids <= UINT16_MAX, "offsets of two bytes are enough");

wh_str wh_finding_name(wh_finding_id id) { return (wh_str){(const char *)&ids + rows[id].at, rows[id].n}; }
wh_area wh_finding_area(wh_finding_id id) { return (wh_area)rows[id].area; }
wh_severity wh_finding_severity(wh_finding_id id) { return (wh_severity)rows[id].severity; }
int wh_finding_weight(wh_finding_id id) { return rows[id].weight; }

wh_str wh_area_name(wh_area area)
{
    static const wh_str names[] = {
#define X(name, id) {id, sizeof id - 1},
        WH_AREAS(X)
#undef X
    };
    return names[area];
}

wh_str wh_severity_name(wh_severity severity)
{
    static const wh_str names[] = {WH_LIT_INIT("critical"), WH_LIT_INIT("high"), WH_LIT_INIT("medium"),
                                   WH_LIT_INIT("low"),      WH_LIT_INIT("info"), WH_LIT_INIT("good")};
    return names[severity];
}

wh_finding *wh_finding_add(wh_case *c, wh_finding_id id)
{
    if (c->raised[id] >= WH_MAX_FINDINGS) {
        wh_note_cut(c->env, WH_CUT_FINDINGS, WH_ABSENT);
        return NULL;
    }
    wh_finding *f = wh_push(c->env->arena, &c->findings);
    if (!f) return NULL;
    c->raised[id]++;
    f->id = id;
    f->severity = wh_finding_severity(id);
    f->origin = WH_LIT("offline");
    return f;
}

void wh_finding_span(wh_case *c, wh_finding *f, wh_span span)
{
    if (!f || span.end <= span.start || f->spans.n >= WH_MAX_SPANS) return;
    for (uint32_t i = 0; i < f->spans.n; i++)
        if (f->spans.at[i].start == span.start && f->spans.at[i].end == span.end) return;
    wh_span *at = wh_push(c->env->arena, &f->spans);
    if (at) *at = span;
}

void wh_finding_slice(wh_case *c, wh_finding *f, wh_str slice)
{
    wh_finding_span(c, f, wh_fact_span(c->facts, slice));
}

void wh_finding_text(wh_case *c, wh_finding *f, const char *name, wh_str text)
{
    wh_arg *arg = f ? wh_push(c->env->arena, &f->args) : NULL;
    if (arg) *arg = (wh_arg){name, wh_absent(text) ? WH_LIT("") : text, 0};
}

void wh_finding_number(wh_case *c, wh_finding *f, const char *name, int64_t number)
{
    wh_arg *arg = f ? wh_push(c->env->arena, &f->args) : NULL;
    if (arg) *arg = (wh_arg){name, WH_ABSENT, number};
}
