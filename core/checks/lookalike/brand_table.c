/* Reading the built-in table of brands: once, from its beginning to its end, each byte once. */
#include "checks/lookalike/brand_table.h"
#include "checks/lookalike/brand_add.h"

enum { LABELS, DOMAINS, OWNED, MAIL, CELLS }; /* of a row, behind its id */

typedef struct reader {
    wh_brands *b;
    const char *at, *end;
    wh_str category;
    /* of the row */
    uint32_t brand;
    wh_str id, squeezed, label, last; /* squeezed: the id without hyphens; last: the first label of the host
                                         name before */
} reader;

/* What ends a word: blank, tab and line feed, which are taken; the end of the text counts as a line feed. */
static char take_end(reader *r) { return r->at < r->end ? *r->at++ : '\n'; }

static wh_str take_word(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && (unsigned char)*r->at > ' ') r->at++;
    return (wh_str){start, (size_t)(r->at - start)};
}

static wh_str squeezed_id(reader *r)
{
    char *out = wh_absent(r->squeezed) ? wh_brand_room(r->b, r->id.n) : NULL;
    size_t n = 0;
    for (size_t i = 0; out && i < r->id.n; i++)
        if (r->id.p[i] != '-') out[n++] = r->id.p[i];
    if (out) r->squeezed = (wh_str){out, n};
    return r->squeezed;
}

/* A label or a host name, written out. */
static wh_str unabbreviated(reader *r, wh_str word)
{
    size_t dot = 0;
    while (dot < word.n && word.p[dot] != '.') dot++;
    wh_str first = {word.p, dot}, meant = first;
    char sign = dot == 1 ? word.p[0] : '\0';
    if (dot == 0) meant = r->last;
    else if (sign == '=') meant = r->id;
    else if (sign == '-') meant = squeezed_id(r);
    else if (sign == '/') meant = r->label;
    r->last = meant;
    if (meant.p == first.p) return word;
    if (dot == word.n) return meant;
    size_t n = meant.n, rest = word.n - dot;
    char *whole = wh_brand_room(r->b, n + rest);
    if (!whole) return WH_ABSENT;
    for (size_t i = 0; i < n; i++) whole[i] = meant.p[i];
    for (size_t i = 0; i < rest; i++) whole[n + i] = word.p[dot + i];
    return (wh_str){whole, n + rest};
}

static void read_label(reader *r, wh_str word)
{
    bool common = word.n && word.p[word.n - 1] == '~';
    if (common) word.n--;
    wh_str label = unabbreviated(r, word);
    if (wh_absent(r->label)) r->label = label;
    wh_add_target(r->b, r->brand, label, false, common);
}

static void read_domain(reader *r, wh_str word)
{
    wh_brand *brand = &r->b->list.at[r->brand];
    wh_str domain = unabbreviated(r, word);
    if (brand->official.n == 0) brand->official = domain;
    wh_add_target(r->b, r->brand, domain, true, false);
    wh_add_owned(r->b, r->brand, domain, false, false);
}

static void read_owned(reader *r, wh_str word)
{
    size_t colon = wh_find_byte(word, ':', 0);
    if (colon == WH_NONE_AT) wh_add_owned(r->b, r->brand, unabbreviated(r, word), false, false);
    else if (word.p[0] == 'g') r->b->list.at[r->brand].group = wh_from(word, colon + 1);
    else wh_add_owned(r->b, r->brand, wh_from(word, colon + 1), false, true);
}

static void read_word(reader *r, int cell, wh_str word)
{
    if (cell == LABELS) read_label(r, word);
    else if (cell == DOMAINS) read_domain(r, word);
    else if (cell == OWNED) read_owned(r, word);
    else wh_add_owned(r->b, r->brand, word, true, false);
}

/* Returns what ended the cell. */
static char read_cell(reader *r, int cell)
{
    const char *start = r->at;
    char end;
    if (cell != OWNED) r->last = WH_ABSENT;
    do {
        wh_str word = take_word(r);
        if (word.n) read_word(r, cell, word);
        if (cell == MAIL) r->b->list.at[r->brand].mail = (wh_str){start, (size_t)(r->at - start)};
        end = take_end(r);
    } while (end == ' ');
    return end;
}

static void read_row(reader *r, wh_str id)
{
    r->brand = wh_add_brand(r->b, id);
    if (r->brand == WH_NO_BRAND) return;
    r->b->list.at[r->brand].category = r->category;
    r->id = id;
    r->squeezed = r->label = WH_ABSENT;
    char end = take_end(r);
    for (int cell = LABELS; end == '\t' && cell < CELLS; cell++) end = read_cell(r, cell);
    if (end != '\n') r->b->failed = true;
}

/* ---- names ---- */

/* How a name's sign has the id; absent when it is none. */
static wh_str name_of_id(wh_brands *b, wh_str id, char how)
{
    char *out = how == '=' || how == '^' || how == '!' ? wh_brand_room(b, id.n) : NULL, before = ' ';
    if (!out) return WH_ABSENT;
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i] == '-' ? ' ' : id.p[i];
        bool capital = wh_is_lower(c) && (how == '!' || (how == '^' && before == ' '));
        out[i] = capital ? (char)(c - ('a' - 'A')) : c;
        before = c;
    }
    return (wh_str){out, id.n};
}

/* A name: up to a comma, a tab or the end of the row, which is taken. */
static wh_str take_name(reader *r, char *end)
{
    const char *start = r->at;
    while (r->at < r->end && *r->at != ',' && *r->at != '\t' && *r->at != '\n') r->at++;
    wh_str name = {start, (size_t)(r->at - start)};
    *end = take_end(r);
    return name;
}

static void read_name(reader *r, wh_str name)
{
    bool weak = name.n && name.p[0] == '~';
    if (weak) name = wh_from(name, 1);
    wh_str of_id = name.n == 1 ? name_of_id(r->b, r->id, name.p[0]) : WH_ABSENT;
    wh_add_alias(r->b, r->brand, wh_absent(of_id) ? name : of_id, weak);
}

/* The name with that number, of the cell that begins at the reader. */
static wh_str numbered_name(reader cell, uint64_t number)
{
    char end = ',';
    wh_str name = take_name(&cell, &end);
    while (number-- > 0 && end == ',') name = take_name(&cell, &end);
    wh_str of_id = name.n == 1 ? name_of_id(cell.b, cell.id, name.p[0]) : WH_ABSENT;
    return wh_absent(of_id) ? name : of_id;
}

/* The names of the next brand. */
static void read_names(reader *r)
{
    wh_brand *brand = &r->b->list.at[r->brand];
    r->id = brand->id;
    reader cell = *r;
    uint64_t number;
    char end = ',';
    while (end == ',') {
        wh_str name = take_name(r, &end);
        if (name.n) read_name(r, name);
    }
    if (end != '\t') return;
    const char *start = r->at;
    while (r->at < r->end && *r->at != '\n') r->at++;
    wh_str english = {start, (size_t)(r->at - start)};
    take_end(r);
    brand->english = wh_to_u64(english, &number) ? numbered_name(cell, number) : english;
}

void wh_read_brand_table(wh_brands *b, wh_str table)
{
    reader r = {.b = b, .at = table.p, .end = table.p + table.n};
    while (r.at < r.end && !b->failed && *r.at != '\n') {
        wh_str id = take_word(&r);
        if (id.n) {
            read_row(&r, id);
            continue;
        }
        r.at++;
        r.category = take_word(&r);
        if (take_end(&r) != '\n') b->failed = true;
    }
    if (r.at < r.end) r.at++;
    for (r.brand = 0; r.at < r.end && !b->failed; r.brand++) {
        if (r.brand < b->list.n) read_names(&r);
        else b->failed = true;
    }
}
