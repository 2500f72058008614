/* The slow way: finds the header among whatever was pasted with it, and writes the repaired text. */
#include "parse/paste/paste.h"
#include "base/limits.h"

typedef struct mender {
    wh_env *env;
    wh_paste *out;
    const wh_text *text;
    size_t from;
    wh_lines lines;
    wh_runs runs;
} mender;

/* ---- which run is the header? ---- */

static uint32_t first_visible(const mender *m)
{
    uint32_t i = 0;
    while (i < m->lines.n && m->lines.at[i].kind == WH_LINE_BLANK) i++;
    return i;
}

/* "-----Original Message-----" right above the fields: what is below them is what was forwarded. */
static bool is_forwarded(const mender *m, const wh_run *run)
{
    uint32_t i = run->first;
    while (i > 0 && m->lines.at[i - 1].kind == WH_LINE_BLANK) i--;
    if (i == 0) return false;
    wh_str above = wh_sub(m->text->bytes, m->lines.at[i - 1].first, m->lines.at[i - 1].end);
    return wh_starts_nocase(above, WH_LIT("---")) ||
           wh_starts_nocase(above, WH_LIT("Begin forwarded message"));
}

/* A header block of its own: by its weight, or because it stands where a message begins and says who sent
 * it. */
static bool is_whole(const mender *m, const wh_run *run)
{
    bool top = run->first == first_visible(m) && run->from && run->fields >= 3 && run->close >= 2;
    return (run->fields >= 4 && run->worth >= 9) || top;
}

/* The run that is a header block; NULL when there are only fields torn out of one. */
static wh_run *choose(const mender *m)
{
    wh_run *best = NULL;
    for (uint32_t i = 0; i < m->runs.n; i++) {
        wh_run *run = &m->runs.at[i];
        if (!is_whole(m, run)) continue;
        /* What a program shows of a mail ("Show original" and its table) gives way to the source below it. A
         * real header never does: what is in its body may be anybody's. */
        bool shown = best && !best->trace && (best->labels || best->shown >= 2);
        if (!best || (shown && run->trace)) best = run;
    }
    if (best || m->runs.n == 0) return best;
    for (uint32_t i = 0; i < m->runs.n; i++)
        if (m->runs.at[i].fields >= 3 && is_forwarded(m, &m->runs.at[i])) return &m->runs.at[i];
    wh_run *top = &m->runs.at[0];
    if (top->first != first_visible(m) || top->fields < 2 || top->close == 0) return NULL;
    for (uint32_t i = 1; i < m->runs.n; i++)
        if (m->runs.at[i].worth > top->worth) return NULL;
    /* A small message of its own; fields shown with quotation marks are somebody's quotations. */
    bool ends = top->last + 1 >= m->lines.n || m->lines.at[top->last + 1].kind == WH_LINE_BLANK;
    return ends && (!top->labels || top->fields >= 3) ? top : NULL;
}

/* A filter's report in the header may hold blank lines, and once their white space is lost they cut it in
 * two. The lower half is known by the fields that the upper one lacks. */
static void add_lower_half(mender *m, wh_run *run)
{
    for (wh_run *lower = run + 1; lower < m->runs.at + m->runs.n; lower++) {
        bool doubled = (run->from && lower->from) || (run->subject && lower->subject) ||
                       (run->date && lower->date) || (run->id && lower->id);
        bool supplies =
            (!run->from && lower->from) || (!run->subject && lower->subject) || (!run->date && lower->date);
        if (doubled || lower->first - run->last > WH_MAX_LINES_BETWEEN) return;
        if (!supplies || lower->fields < 3) continue;
        for (uint32_t i = run->last + 1; i < lower->first; i++) {
            wh_line *line = &m->lines.at[i];
            line->plan = line->kind == WH_LINE_BLANK ? WH_PLAN_SKIP
                         : line->indented            ? WH_PLAN_FOLD
                                                     : WH_PLAN_JOIN;
        }
        run->last = lower->last;
        run->fields += lower->fields;
        run->from |= lower->from;
        run->date |= lower->date;
        run->subject |= lower->subject;
        run->id |= lower->id;
        run->mime |= lower->mime;
    }
}

/* ---- fields torn out of a text ---- */

/* Fields that a message has once: when a text shows two, the first is taken. */
static int single_index(wh_str name)
{
    static const wh_str names[] = {{"From", 4},         {"Subject", 7},  {"Date", 4},   {"Message-ID", 10},
                                   {"Return-Path", 11}, {"Reply-To", 8}, {"Sender", 6}, {"To", 2}};
    for (int i = 0; i < 8; i++)
        if (wh_eq_nocase(names[i], name)) return i;
    return -1;
}

static void drop_repeated(mender *m)
{
    bool seen[8] = {false};
    bool dropping = false;
    for (uint32_t i = 0; i < m->lines.n; i++) {
        wh_line *line = &m->lines.at[i];
        if (line->plan == WH_PLAN_FIELD) {
            int single = line->field ? single_index(line->field->name) : -1;
            dropping = single >= 0 && seen[single];
            if (single >= 0) seen[single] = true;
        }
        if (line->plan == WH_PLAN_APART) dropping = false;
        else if (dropping) line->plan = WH_PLAN_APART;
    }
}

/* ---- writing ---- */

/* Is the text from line `first` on double-spaced, as the header is? */
static bool is_spaced(const mender *m, uint32_t first)
{
    uint32_t spaced = 0, tight = 0;
    for (uint32_t i = first; i + 1 < m->lines.n; i++) {
        if (m->lines.at[i].kind == WH_LINE_BLANK) continue;
        if (m->lines.at[i].next > m->lines.at[i].ending) spaced++;
        else tight++;
    }
    return tight * 10 <= spaced;
}

/* The text from line `first` on, without what was taken off before the lines or put between them. */
static void put_rest(mender *m, wh_weave *weave, uint32_t first)
{
    size_t kept = first < m->lines.n ? m->lines.at[first].start : m->text->bytes.n;
    bool spaced = is_spaced(m, first);
    for (uint32_t i = first; i < m->lines.n; i++) {
        const wh_line *line = &m->lines.at[i];
        if (line->from != line->start) {
            wh_weave_keep(weave, kept, line->start);
            kept = line->from;
        }
        if (!spaced || line->next == line->ending) continue;
        wh_weave_keep(weave, kept, line->ending);
        kept = line->next;
    }
    wh_weave_keep(weave, kept, m->text->bytes.n);
}

/* Lines [first, end) that are no part of the header, and their repair. True when anything visible was in
 * them. */
static bool put_apart(mender *m, wh_weave *weave, uint32_t first, uint32_t end, wh_repair_id id)
{
    bool any = false;
    for (uint32_t i = first; i < end; i++) {
        if (m->lines.at[i].plan != WH_PLAN_APART) continue;
        uint32_t from = i, last = i;
        bool visible = false;
        for (; i < end && m->lines.at[i].plan == WH_PLAN_APART; i++)
            if (m->lines.at[i].kind != WH_LINE_BLANK) {
                if (!visible) from = i;
                visible = true;
                last = i;
            }
        if (!visible) continue;
        any = true;
        wh_str slice = wh_sub(m->text->bytes, m->lines.at[from].start, m->lines.at[last].end);
        wh_note_repair(m->env, m->out, id, wh_text_span(m->text, slice));
        wh_weave_keep(weave, m->lines.at[from].start, m->lines.at[last].next);
    }
    return any;
}

/* The text as it is, if nothing needed repair after all, or memory ran out. */
static void stay(mender *m, bool body)
{
    wh_paste *out = m->out;
    uint32_t first = 0, last = m->lines.n;
    while (first < last && m->lines.at[first].plan == WH_PLAN_APART) first++;
    uint32_t end = first;
    for (uint32_t i = first; i < last && m->lines.at[i].plan != WH_PLAN_APART; i++) end = i + 1;
    wh_str text = m->text->bytes;
    size_t from = first < last ? m->lines.at[first].start : text.n,
           to = end > first ? m->lines.at[end - 1].next : from;
    out->text = *m->text;
    out->head = wh_sub(text, from, to);
    out->body = out->prose = WH_ABSENT;
    if (!body) return;
    size_t next = to, stop = wh_line_end(text, to, &next);
    out->body = wh_from(text, stop == to ? next : to);
}

/* What the parts of a woven text are; positions in it. */
typedef struct parts {
    size_t head_end, body, body_end, prose;
} parts;

static void finish(mender *m, wh_weave *weave, const parts *p, wh_source_kind kind)
{
    wh_text mended;
    if (!wh_weave_end(weave, &mended)) {
        stay(m, p->body != WH_NONE_AT);
        return;
    }
    m->out->text = mended;
    m->out->kind = kind;
    m->out->head = wh_sub(mended.bytes, 0, p->head_end);
    m->out->body = p->body == WH_NONE_AT ? WH_ABSENT : wh_sub(mended.bytes, p->body, p->body_end);
    m->out->prose = p->prose == WH_NONE_AT ? WH_ABSENT : wh_from(mended.bytes, p->prose);
}

/* Is what is below the header its body? Text around a header block goes on after it as it began before it. */
static bool has_body(const mender *m, const wh_run *run, bool text_before, wh_str head, wh_str below)
{
    bool full = run->mime || (run->from && run->date && run->trace);
    if (wh_trim(below).n == 0) return false;
    if (run->last + 1 < m->lines.n && m->lines.at[run->last + 1].kind != WH_LINE_BLANK)
        return wh_starts_nocase(below, WH_LIT("--")) ||
               ((run->mime || (run->from && run->trace)) && !text_before && wh_reads_like_body(below));
    if (wh_body_contradicts(head, below)) return false;
    return !text_before || full || is_forwarded(m, run);
}

static bool blank_before(mender *m, uint32_t first)
{
    uint32_t top = first_visible(m);
    if (top == first && first > 0) {
        wh_str lines = wh_sub(m->text->bytes, m->lines.at[0].start, m->lines.at[first].start);
        wh_note_repair(m->env, m->out, WH_REPAIR_BLANK_LINES, wh_text_span(m->text, lines));
    }
    return top == first;
}

static void mend_block(mender *m, const wh_run *run)
{
    wh_weave weave;
    parts p = {.body = WH_NONE_AT, .prose = WH_NONE_AT};
    if (run->labels && !run->trace) drop_repeated(m);
    wh_weave_begin(&weave, m->env, m->text);
    wh_build_fields(&weave, m->out, &m->lines, run->first, run->last);
    p.head_end = weave.buf.n;
    for (uint32_t i = 0; i < run->first; i++) m->lines.at[i].plan = WH_PLAN_APART;
    uint32_t after = run->last + 1;
    bool blank = after < m->lines.n && m->lines.at[after].kind == WH_LINE_BLANK;
    size_t below_at = after < m->lines.n ? m->lines.at[after].start : m->lines.at[run->last].next;
    wh_str below = wh_from(m->text->bytes, below_at);
    wh_str head = wh_sub(m->text->bytes, m->lines.at[run->first].start, below_at);
    bool before = !blank_before(m, run->first);
    bool body = has_body(m, run, before, head, below);
    if (blank) wh_weave_keep(&weave, m->lines.at[after].end, m->lines.at[after].next);
    else if (body || before || wh_trim(below).n) wh_weave_made(&weave, WH_LIT("\n"), below_at, below_at);
    if (body || (blank && wh_trim(below).n == 0)) {
        p.body = weave.buf.n;
        put_rest(m, &weave, after + blank);
        p.body_end = weave.buf.n;
    }
    if (body) wh_weave_made(&weave, WH_LIT("\n"), below_at, below_at);
    for (uint32_t i = after; i < m->lines.n; i++) m->lines.at[i].plan = WH_PLAN_APART;
    size_t prose = weave.buf.n;
    bool apart = put_apart(m, &weave, 0, run->first, WH_REPAIR_TEXT_BEFORE);
    apart |= put_apart(m, &weave, run->first, body ? after : m->lines.n, WH_REPAIR_TEXT_AFTER);
    if (apart) p.prose = prose;
    finish(m, &weave, &p,
           body              ? WH_SOURCE_MESSAGE
           : run->fields < 4 ? WH_SOURCE_FRAGMENT
                             : WH_SOURCE_HEADERS);
}

static void mend_torn(mender *m)
{
    wh_weave weave;
    parts p = {.body = WH_NONE_AT, .prose = WH_NONE_AT};
    drop_repeated(m);
    wh_weave_begin(&weave, m->env, m->text);
    uint32_t first = 0;
    while (first < m->lines.n && m->lines.at[first].plan == WH_PLAN_APART) first++;
    if (first < m->lines.n) wh_build_fields(&weave, m->out, &m->lines, first, m->lines.n - 1);
    p.head_end = weave.buf.n;
    wh_weave_made(&weave, WH_LIT("\n"), m->from, m->from);
    size_t prose = weave.buf.n;
    bool before = put_apart(m, &weave, 0, first, WH_REPAIR_TEXT_BEFORE);
    bool after = put_apart(m, &weave, first, m->lines.n, WH_REPAIR_TEXT_AFTER);
    if (before || after) p.prose = prose;
    finish(m, &weave, &p, WH_SOURCE_FRAGMENT);
}

/* No field at all: what a mail says, or a link out of it. */
static void keep_as_body(mender *m)
{
    wh_str text = wh_from(m->text->bytes, m->from);
    m->out->text = *m->text;
    m->out->head = wh_sub(text, 0, 0);
    if (wh_trim(text).n) m->out->body = text;
}

void wh_paste_mend(wh_env *env, wh_paste *out, wh_text *text, size_t from)
{
    uint32_t repairs = out->repairs.n;
    wh_paste_entities(env, out, text, from);
    wh_paste_collapsed(env, out, text, from);
    mender m = {.env = env, .out = out, .text = text, .from = from};
    out->text = *text;
    wh_read_lines(env, out, text, from, &m.lines);
    wh_find_runs(env, text->bytes, &m.lines, &m.runs);
    if (m.runs.n == 0 && wh_mark_bare(text->bytes, &m.lines))
        wh_find_runs(env, text->bytes, &m.lines, &m.runs);
    if (m.runs.n == 0) {
        keep_as_body(&m);
        return;
    }
    wh_run *run = choose(&m);
    if (run) add_lower_half(&m, run);
    if (run) mend_block(&m, run);
    else mend_torn(&m);
    if (out->repairs.n == repairs && wh_absent(out->prose)) stay(&m, !wh_absent(out->body));
}
