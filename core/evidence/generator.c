/* Message-IDs and queue ids against the tables. RFC 5322 3.6.4 leaves the form of an id to the software,
 * which is why the form tells the software; an id is still the sender's word unless a trusted server wrote
 * it. */
#include "evidence/pattern.h"

#include <string.h>

wh_str wh_generator_kind_name(wh_generator_kind kind)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_GENERATOR_KINDS(X)
#undef X
    };
    return kind < WH_GENERATOR_KIND_COUNT ? names[kind] : WH_ABSENT;
}

/* The slice of left or right that stood at [from, to) of left "@" right. */
static wh_str slice_of(wh_str left, wh_str right, size_t from, size_t to)
{
    if (to <= left.n) return wh_sub(left, from, to);
    if (from > left.n) return wh_sub(right, from - left.n - 1, to - left.n - 1);
    return WH_ABSENT;
}

static void take_parts(const wh_pattern_table *table, const wh_pattern *pattern, wh_str left, wh_str right,
                       const uint16_t *where, wh_id_parts *parts)
{
    for (size_t i = 0; i < pattern->steps; i++) {
        wh_str *place = NULL;
        switch (table->steps[pattern->step + i].field) {
        case WH_FIELD_PROCESS: place = &parts->process; break;
        case WH_FIELD_USER: place = &parts->user; break;
        case WH_FIELD_HOST: place = &parts->host; break;
        case WH_FIELD_QUEUE: place = &parts->queue_id; break;
        default: break;
        }
        if (place && where[i + 1] > where[i]) *place = slice_of(left, right, where[i], where[i + 1]);
    }
    parts->local_time = parts->has_time && (pattern->marks & WH_MARK_LOCAL);
}

/* The first pattern of the table that matches, its time possible; NULL when none does. */
static const wh_pattern *find(const wh_pattern_table *table, uint16_t owner, wh_str s, uint16_t *where,
                              wh_id_parts *parts)
{
    size_t at = wh_find_byte(s, '@', 0);
    for (uint32_t i = 0; i < table->patterns_n; i++) {
        const wh_pattern *pattern = &table->patterns[i];
        if (owner != UINT16_MAX && pattern->owner != owner) continue;
        if (!wh_pattern_match(table, pattern, s, at, where)) continue;
        if (wh_pattern_time(table, pattern, s, where, &parts->has_time, &parts->ms)) return pattern;
        *parts = (wh_id_parts){0};
    }
    return NULL;
}

void wh_msgid_origin_of(wh_str left, wh_str right, wh_msgid_origin *out)
{
    char id[WH_PATTERN_TEXT];
    uint16_t where[WH_PATTERN_STEPS + 1];
    *out = (wh_msgid_origin){.kind = WH_GENERATOR_SHAPE};
    if (wh_absent(left) || left.n > WH_PATTERN_TEXT || right.n + 1 > WH_PATTERN_TEXT - left.n) return;
    size_t n = left.n;
    for (size_t i = 0; i < left.n; i++)
        id[i] = left.p[i] == '@' ? 0x7F : left.p[i]; /* so that "@" divides only once */
    if (!wh_absent(right)) {
        id[n++] = '@';
        if (right.n) memcpy(id + n, right.p, right.n);
        n += right.n;
    }
    wh_id_parts parts = {0};
    const wh_pattern *pattern = find(&wh_msgid_patterns, UINT16_MAX, (wh_str){id, n}, where, &parts);
    if (!pattern) return;
    const wh_pattern_owner *owner = &wh_msgid_patterns.owners[pattern->owner];
    take_parts(&wh_msgid_patterns, pattern, left, right, where, &parts);
    out->parts = parts;
    if (owner->name.n) out->name = owner->name;
    out->kind = (wh_generator_kind)owner->kind;
    if (out->kind == WH_GENERATOR_SHAPE) out->shape = owner->id;
    else out->generator = owner->id;
    out->shared = pattern->marks & WH_MARK_SHARED;
    out->fills_in = pattern->marks & WH_MARK_FILLS_IN;
}

wh_fit wh_queue_id_fit(wh_str family, wh_str id, wh_id_parts *parts)
{
    const wh_pattern_table *table = &wh_queue_id_patterns;
    uint16_t where[WH_PATTERN_STEPS + 1];
    wh_id_parts found = {0};
    if (parts) *parts = found;
    if (wh_absent(id) || id.n == 0 || id.n > WH_PATTERN_TEXT) return WH_FIT_UNKNOWN;
    for (uint16_t owner = 0; owner < table->owners_n; owner++) {
        if (!wh_eq(table->owners[owner].id, family)) continue;
        const wh_pattern *pattern = find(table, owner, id, where, &found);
        if (!pattern) return WH_FIT_NO;
        take_parts(table, pattern, id, WH_ABSENT, where, &found);
        if (parts) *parts = found;
        return WH_FIT_YES;
    }
    return WH_FIT_UNKNOWN;
}
