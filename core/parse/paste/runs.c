/* Which lines of a damaged paste are the header: fields that stand together, separated from the prose around
 * them. A bounded guess: what is not certainly part of a field is left out. */
#include "parse/paste/paste.h"

#define LOOK_AHEAD 40u /* lines that are looked at to see whether a header goes on */

typedef struct finder {
    wh_env *env;
    wh_str text;
    wh_lines *lines;
    wh_runs *runs;
    wh_run *run; /* the open one, or NULL; never kept across a push */
    wh_open open;
    uint32_t blanks;        /* since the last line of the run */
    uint32_t fields, pairs; /* known names; names alone on a line with a value on the next */
    uint32_t quoters;       /* values in quotation marks where only people put them */
} finder;

static wh_line *line_at(finder *f, uint32_t i) { return &f->lines->at[i]; }
static wh_str slice(finder *f, uint32_t from, uint32_t to) { return wh_sub(f->text, from, to); }
static wh_str name_of(finder *f, const wh_line *line) { return slice(f, line->name, line->name_end); }

/* Could this be the value of such a field? For names that are words too. */
static bool is_likely(wh_str text, const wh_line *line)
{
    wh_str value = wh_sub(text, line->value, line->end);
    bool at = wh_find_byte(value, '@', 0) != WH_NONE_AT || wh_find(value, WH_LIT("＠"), 0) != WH_NONE_AT;
    bool angle = wh_find_byte(value, '<', 0) != WH_NONE_AT;
    bool dot = wh_find_byte(value, '.', 0) != WH_NONE_AT;
    if (!line->field) return false;
    if (line->alone || line->bare) return true;
    if (line->relabel && !line->lost) return true;
    switch ((wh_shape)line->field->shape) {
    case WH_SHAPE_TRACE: return dot || wh_has_time(value) || wh_find_byte(value, '(', 0) != WH_NONE_AT;
    case WH_SHAPE_ID:
    case WH_SHAPE_IDS:
    case WH_SHAPE_PATH:
    case WH_SHAPE_ADDRESS: return at || angle;
    case WH_SHAPE_TAGS: return wh_is_technical(value) || (value.n && value.p[value.n - 1] == ';');
    case WH_SHAPE_DATE:
        for (size_t i = 0; i < value.n; i++)
            if (wh_is_digit(value.p[i])) return true;
        return false;
    case WH_SHAPE_TEXT:
    case WH_SHAPE_MIME:
    case WH_SHAPE_OTHER: break;
    }
    return !line->field->word || wh_eq(line->field->name, WH_LIT("Subject"));
}

/* Fields with a known name on the next few lines, before any blank one. */
static uint32_t fields_ahead(finder *f, uint32_t i)
{
    uint32_t n = 0, last = i + LOOK_AHEAD < f->lines->n ? i + LOOK_AHEAD : f->lines->n;
    for (uint32_t k = i + 1; k < last && line_at(f, k)->kind != WH_LINE_BLANK; k++)
        n += line_at(f, k)->kind == WH_LINE_FIELD && line_at(f, k)->field && !line_at(f, k)->lost;
    return n;
}

static bool is_dense(finder *f, uint32_t i)
{
    return (f->run && f->run->close >= 2) || fields_ahead(f, i) >= 4;
}

/* ---- taking lines in ---- */

static void close_run(finder *f)
{
    f->run = NULL;
    f->blanks = 0;
}

static void take(finder *f, uint32_t i, wh_line_plan plan)
{
    for (uint32_t k = i; f->blanks && k-- > 0 && line_at(f, k)->kind == WH_LINE_BLANK;) {
        line_at(f, k)->plan = WH_PLAN_SKIP;
        line_at(f, k)->run = f->runs->n;
    }
    f->blanks = 0;
    line_at(f, i)->plan = (uint8_t)plan;
    line_at(f, i)->run = f->runs->n;
    f->run->last = i;
}

static bool open_run(finder *f, uint32_t i)
{
    f->run = wh_push(f->env->arena, f->runs);
    if (!f->run) return false;
    f->run->first = f->run->last = i;
    f->blanks = 0;
    return true;
}

/* "From:<TAB>value": a cell of a table. */
static bool behind_tab(finder *f, const wh_line *line)
{
    return wh_find_byte(slice(f, line->name_end, line->value), '\t', 0) != WH_NONE_AT;
}

static void count_field(finder *f, const wh_line *line)
{
    wh_run *run = f->run;
    run->wide |= line->wide;
    run->shown += line->tabbed || behind_tab(f, line);
    if (run->fields++) {
        if (f->blanks) run->gaps++;
        else run->close++;
    }
    if (!line->field) return;
    run->worth += line->field->worth;
    run->trace += line->field->shape == WH_SHAPE_TRACE || line->field->shape == WH_SHAPE_PATH;
    run->from |= wh_eq(line->field->name, WH_LIT("From"));
    run->date |= wh_eq(line->field->name, WH_LIT("Date"));
    run->subject |= wh_eq(line->field->name, WH_LIT("Subject"));
    run->id |= wh_eq(line->field->name, WH_LIT("Message-ID"));
    run->mime |= line->field->shape == WH_SHAPE_MIME || wh_eq(line->field->name, WH_LIT("MIME-Version"));
    run->labels |= (line->relabel && !line->lost) || line->tabbed || line->quoted;
}

/* ---- names and values on lines of their own ---- */

/* The line that holds the value of the name alone on line i, or i when there is none. */
static uint32_t value_line(finder *f, uint32_t i)
{
    uint32_t k = i + 1;
    if (k < f->lines->n && line_at(f, k)->kind == WH_LINE_BLANK) k++;
    if (k >= f->lines->n || line_at(f, k)->kind == WH_LINE_BLANK) return i;
    const wh_line *line = line_at(f, k);
    if (line->kind == WH_LINE_FIELD && line->field && !line->lost) return i;
    return line->indented && k == i + 1 && !line_at(f, i)->tabbed ? i : k;
}

static bool is_pair(finder *f, uint32_t i)
{
    const wh_line *line = line_at(f, i);
    return line->kind == WH_LINE_FIELD && (line->field || line->tabbed) && line->alone && !line->cell &&
           !line->lost && value_line(f, i) != i;
}

/* Names and values take turns, line by line. */
static bool is_two_lined(const finder *f) { return f->pairs >= 2 && f->pairs * 2 >= f->fields; }

/* Can this line be the value of such a field and nothing else? */
static bool is_value_of(const wh_known *field, wh_str s)
{
    switch ((wh_shape)field->shape) {
    case WH_SHAPE_TRACE:
        return (wh_starts_nocase(s, WH_LIT("from ")) || wh_starts_nocase(s, WH_LIT("rom ")) ||
                wh_starts_nocase(s, WH_LIT("by "))) &&
               wh_is_technical(s);
    case WH_SHAPE_ID:
    case WH_SHAPE_PATH: return s.p[0] == '<' && s.p[s.n - 1] == '>';
    case WH_SHAPE_ADDRESS: return s.p[s.n - 1] == '>' && wh_find_byte(s, '@', 0) != WH_NONE_AT;
    default: return false;
    }
}

/* May the value of line i be taken from the line below it? */
static bool takes_next(finder *f, uint32_t i)
{
    wh_line *line = line_at(f, i);
    if (!is_pair(f, i)) return false;
    const wh_line *below = line_at(f, value_line(f, i));
    wh_str closing;
    bool quoted = wh_opening_quote_at(wh_sub(f->text, below->first, below->end), &closing) > 0;
    bool japanese = (unsigned char)f->text.p[line->name] >= 0x80;
    if (japanese) return quoted || !line->tabbed || f->pairs >= 2;
    if (quoted || (line->field && is_value_of(line->field, wh_sub(f->text, below->first, below->end))))
        return true;
    return is_two_lined(f);
}

/* ---- one line ---- */

/* The field's value, which may reach over further lines: the last line taken. */
static uint32_t begin_field(finder *f, uint32_t i)
{
    wh_line *line = line_at(f, i);
    uint32_t last = i;
    bool pair = takes_next(f, i);
    count_field(f, line);
    take(f, i, WH_PLAN_FIELD);
    if (pair) {
        last = value_line(f, i);
        wh_line *below = line_at(f, last);
        f->blanks = last - i > 1;
        take(f, last, WH_PLAN_VALUE);
        below->value = below->first;
        below->field = line->field;
        line->alone = true;
        last = wh_unquote(f->text, f->lines, last, true);
    } else {
        line->alone = false;
        last = wh_unquote(f->text, f->lines, i, f->quoters > 0 || line->relabel);
    }
    const wh_line *holder = line_at(f, pair ? value_line(f, i) : i);
    wh_open_field(&f->open, line->field, name_of(f, line), slice(f, holder->value, holder->stop));
    for (uint32_t k = (pair ? value_line(f, i) : i) + 1; k <= last; k++)
        wh_open_more(&f->open, slice(f, line_at(f, k)->from, line_at(f, k)->stop));
    if (line_at(f, last)->quoted || last > i + 1 || line->quoted)
        f->open.lines = 1000; /* closed by its quotation mark */
    f->run->last = last;
    return last;
}

/* A blank line, then a field: does the header go on (blank lines put in by copying), or did it end? */
static bool spans_gap(finder *f, const wh_line *line)
{
    const wh_run *run = f->run;
    if (f->blanks > 3) return false;
    if (f->open.empty && is_two_lined(f)) return true; /* the blank line was its value */
    if (run->close == 0 || (run->gaps >= 2 && run->gaps * 2 >= run->close)) return f->blanks <= 2;
    bool complete = run->from && (run->date || run->id);
    return !complete && line->field && (line->field->worth >= 2 || run->gaps);
}

/* Each field so far stood apart from the one above it. */
static bool is_gapped(finder *f) { return f->run->close == 0 && f->run->fields >= 2 && f->blanks <= 2; }

/* A known field begins the next line, or the next but three, blank ones aside. */
static bool known_below(finder *f, uint32_t i)
{
    for (uint32_t k = i + 1, seen = 0; k < f->lines->n && k < i + 12 && seen < 4; k++) {
        const wh_line *line = line_at(f, k);
        if (line->kind == WH_LINE_FIELD && line->field && !line->lost && !line->indented) return true;
        seen += line->kind != WH_LINE_BLANK;
    }
    return false;
}

/* A field with a name that nobody knows: only amid a header, as a program writes it. */
static bool begins_unknown(finder *f, uint32_t i)
{
    const wh_line *line = line_at(f, i);
    if (!f->run) return (i == 0 || line_at(f, i - 1)->kind == WH_LINE_BLANK) && fields_ahead(f, i) >= 3;
    if (f->blanks) return false;
    if (line->wide) return f->run->wide && (!line->alone || line->cell || takes_next(f, i));
    if (line->tabbed) return f->run->labels && (!line->alone || line->cell || takes_next(f, i));
    wh_str value = slice(f, line->name_end + 1, line->end);
    bool hyphen = wh_find_byte(name_of(f, line), '-', 0) != WH_NONE_AT;
    return value.n == 0 || wh_any_space_at(value) || hyphen || is_dense(f, i);
}

/* A known name alone on its line, as tables have it: its value is in the next cell, or on the next line. */
static bool begins_cell(finder *f, uint32_t i)
{
    if (takes_next(f, i)) return true;
    if (!f->run || !f->run->labels) return false;
    return line_at(f, i)->cell ? !f->blanks : is_two_lined(f);
}

static bool begins_field(finder *f, uint32_t i)
{
    const wh_line *line = line_at(f, i);
    bool amid = f->run && !f->blanks;
    if (line->kind != WH_LINE_FIELD) return false;
    if (line->indented && amid) return false;
    if (f->run && f->blanks && is_gapped(f)) return line->field ? !line->lost : known_below(f, i);
    if (!line->field) return begins_unknown(f, i);
    if (line->lost) return !f->run && (fields_ahead(f, i) > 0 || is_likely(f->text, line));
    if (line->tabbed && line->alone) return begins_cell(f, i);
    return amid || is_likely(f->text, line) || fields_ahead(f, i) > 1;
}

/* The source begins below the table that a web-mail shows above it ("Show original"). */
static bool begins_source(finder *f, const wh_line *line)
{
    if (!f->run || f->run->shown < 2 || f->run->trace || !line->field || line->field->worth < 3 ||
        line->tabbed)
        return false;
    return !behind_tab(f, line) && !wh_eq(line->field->name, WH_LIT("Message-ID"));
}

static bool is_hidden(finder *f, const wh_line *line)
{
    if (!f->run || f->blanks || line->kind != WH_LINE_FIELD || line->indented || line->relabel ||
        line->tabbed || line->wide)
        return false;
    return wh_hides_in(&f->open, name_of(f, line), slice(f, line->name_end + 1, line->end),
                       line->field != NULL);
}

/* An indented line below a field. Japanese prose begins its paragraphs with a full-width space. */
static bool folds(finder *f, uint32_t i)
{
    const wh_line *line = line_at(f, i);
    wh_str indentation = slice(f, line->from, line->first);
    wh_shape shape = f->open.field ? (wh_shape)f->open.field->shape : WH_SHAPE_OTHER;
    bool words = shape == WH_SHAPE_TEXT || shape == WH_SHAPE_ADDRESS || shape == WH_SHAPE_OTHER;
    if (!wh_has_cjk(slice(f, line->first, line->end))) return true;
    return words && (unsigned char)indentation.p[0] != 0xE3; /* U+3000 */
}

/* A line of white space alone is a folded one (RFC 5322 4.2, obs-FWS) when the header goes on below it. */
static bool is_blank_fold(finder *f, uint32_t i)
{
    for (uint32_t k = i; k < f->lines->n && k < i + 5; k++) {
        const wh_line *line = line_at(f, k);
        if (line->kind != WH_LINE_BLANK)
            return line->indented || (line->kind == WH_LINE_FIELD && line->field && !line->lost);
        if (line->from == line->end) return false;
    }
    return false;
}

static void other_line(finder *f, uint32_t i)
{
    const wh_line *line = line_at(f, i);
    wh_str content = slice(f, line->first, line->end);
    bool dense = is_dense(f, i), between = line->ahead > 0 && line->ahead <= 60;
    if (f->blanks) { /* double spacing: folded lines are set apart too */
        bool doubled = f->run->close == 0 && f->blanks == 1;
        if (doubled &&
            (line->indented ? folds(f, i) && !f->open.dated : wh_goes_on(&f->open, content, false, false)))
            take(f, i, line->indented ? WH_PLAN_FOLD : WH_PLAN_JOIN);
        else {
            close_run(f);
            return;
        }
    } else if (line->indented ? folds(f, i) : wh_goes_on(&f->open, content, dense, between))
        take(f, i, line->indented ? WH_PLAN_FOLD : WH_PLAN_JOIN);
    else if (dense && between) {
        if (!wh_has_cjk(content)) take(f, i, WH_PLAN_KEEP);
        return;
    } else {
        close_run(f);
        return;
    }
    wh_open_more(&f->open, content);
}

static void prepare(finder *f)
{
    for (uint32_t i = 0; i < f->lines->n; i++) {
        wh_line *line = line_at(f, i);
        wh_str closing;
        f->pairs += line->field && is_pair(f, i);
        f->fields += line->kind == WH_LINE_FIELD && line->field && !line->lost;
        if (line->kind != WH_LINE_FIELD || !line->field || line->alone) continue;
        wh_str value = slice(f, line->value, line->end);
        bool person = wh_opening_quote_at(value, &closing) && value.p[0] != '"';
        f->quoters += person && line->field->shape <= WH_SHAPE_PATH;
    }
}

void wh_find_runs(wh_env *env, wh_str text, wh_lines *lines, wh_runs *runs)
{
    finder f = {.env = env, .text = text, .lines = lines, .runs = runs};
    *runs = (wh_runs){0};
    prepare(&f);
    for (uint32_t i = 0; i < lines->n; i++) {
        wh_line *line = &lines->at[i];
        line->plan = WH_PLAN_APART;
        line->run = 0;
        if (line->kind == WH_LINE_BLANK) {
            if (f.run && !f.blanks && is_blank_fold(&f, i)) take(&f, i, WH_PLAN_FOLD);
            else f.blanks++;
            continue;
        }
        if (is_hidden(&f, line)) {
            take(&f, i, WH_PLAN_JOIN);
            wh_open_more(&f.open, slice(&f, line->first, line->end));
        } else if (begins_field(&f, i)) {
            if ((f.run && f.blanks && !spans_gap(&f, line)) || begins_source(&f, line)) close_run(&f);
            if (!f.run && !open_run(&f, i)) return;
            uint32_t last = begin_field(&f, i);
            i = last;
        } else if (f.run) other_line(&f, i);
    }
}
