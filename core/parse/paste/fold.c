/* Lost folding (RFC 5322 2.2.3): does a line without its indentation go on with the field above, or not? What
 * the field's grammar expects next decides: a sentence below a field is not taken for part of it. */
#include "parse/paste/paste.h"

/* ---- the open field ---- */

/* Is this line the inside of an h= tag, "h=From:To:…", still open at its end? */
static bool names_open(wh_str line, bool already)
{
    size_t tag = wh_find(line, WH_LIT("h="), 0);
    while (tag != WH_NONE_AT && tag > 0 && line.p[tag - 1] != ' ' && line.p[tag - 1] != ';' &&
           line.p[tag - 1] != '\t')
        tag = wh_find(line, WH_LIT("h="), tag + 1);
    if (tag != WH_NONE_AT) return wh_find_byte(line, ';', tag) == WH_NONE_AT;
    return already && wh_find_byte(line, ';', 0) == WH_NONE_AT;
}

/* "…AbCd==" is the end of a value, "b=" the beginning of one. */
static bool ends_in_padding(wh_str line)
{
    size_t n = line.n;
    while (n && line.p[n - 1] == '=') n--;
    size_t start = n;
    while (start && wh_is_alnum(line.p[start - 1])) start--;
    return n < line.n && (line.n - n > 1 || n - start > 12);
}

void wh_open_more(wh_open *open, wh_str line)
{
    line = wh_trim(line);
    open->last_length = (uint32_t)line.n;
    open->lines++;
    if (line.n == 0) return;
    bool begun = false;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (c == '(' && open->depth < 100) open->depth++;
        if (c == ')' && open->depth) open->depth--;
        if (c == '<') begun = true;
        if (c == ',') open->nameless = true;
        if (c == '@') open->nameless = false;
        if (c == '>' && begun) open->angle = true;
    }
    open->empty = false;
    open->hungry = wh_is_hungry(line);
    open->last = ends_in_padding(line) ? 'x' : line.p[line.n - 1];
    if (open->field && open->field->shape == WH_SHAPE_TRACE) {
        size_t semicolon = wh_find_byte(line, ';', 0);
        open->dated |= wh_has_time(line) && (semicolon != WH_NONE_AT || open->lines > 1);
        open->from |= wh_starts_nocase(line, WH_LIT("from ")) || wh_starts_nocase(line, WH_LIT("rom "));
    }
    if (open->field && open->field->shape == WH_SHAPE_TAGS)
        open->list_of_names = names_open(line, open->list_of_names);
}

void wh_open_field(wh_open *open, const wh_known *field, wh_str name, wh_str value)
{
    *open = (wh_open){.field = field, .empty = true, .nameless = true};
    open->forefront = wh_starts_nocase(name, WH_LIT("X-Forefront-Antispam")) ||
                      wh_starts_nocase(name, WH_LIT("X-Microsoft-Antispam")) ||
                      wh_starts_nocase(name, WH_LIT("X-MS-"));
    wh_open_more(open, value);
}

static bool ends_with_clause_word(char last)
{
    return last == ';' || last == ',' || last == '(' || last == '=';
}

/* ---- does it go on? ---- */

static bool trace_goes_on(const wh_open *open, wh_str s, bool dense, bool between)
{
    if (open->depth || open->last == ';' || open->empty || open->hungry) return true;
    if (open->dated) return wh_is_zone(s) || (s.p[0] == '(' && s.p[s.n - 1] == ')' && (dense || s.n < 12));
    if (wh_is_trace_part(s) || wh_is_date_part(s) || wh_is_address_part(s)) return true;
    if (s.p[0] == '(' || s.p[0] == '[' || s.p[0] == ';' || s.p[0] == '<') return true;
    if (wh_starts_nocase(s, WH_LIT("from "))) return !open->from;
    return between && (dense || wh_is_technical(s));
}

static bool address_goes_on(const wh_open *open, wh_str s, bool dense, bool between)
{
    bool at = wh_find_byte(s, '@', 0) != WH_NONE_AT;
    if (open->last == ',' || open->depth || s.p[0] == ',' || wh_starts_nocase(s, WH_LIT("=?"))) return true;
    if (s.p[0] == '<') return at || s.n < 4;
    return open->nameless && (at || (dense && between));
}

static bool other_goes_on(const wh_open *open, wh_str s, bool dense, bool between)
{
    if (open->depth || ends_with_clause_word(open->last)) return true;
    if (wh_is_tag_part(s) || wh_starts_nocase(s, WH_LIT("=?"))) return true;
    if (!dense || wh_is_named(s)) return false;
    return between || s.p[0] == '*' || s.p[0] == '(' || s.p[0] == '<' || wh_is_address_part(s) ||
           wh_is_date_part(s) || (wh_is_one_token(s) && s.n > 20);
}

bool wh_goes_on(const wh_open *open, wh_str line, bool dense, bool between)
{
    wh_str s = wh_trim(line);
    wh_shape shape = open->field ? (wh_shape)open->field->shape : WH_SHAPE_OTHER;
    if (s.n == 0 || open->lines > 200) return false;
    bool words = shape == WH_SHAPE_TEXT || shape == WH_SHAPE_ADDRESS || shape == WH_SHAPE_OTHER;
    if (wh_has_cjk(s) && !(words && dense && between && open->last_length > 40)) return false;
    switch (shape) {
    case WH_SHAPE_TRACE: return trace_goes_on(open, s, dense, between);
    case WH_SHAPE_ID:
    case WH_SHAPE_PATH:
        return open->empty &&
               (s.p[0] == '<' || (wh_is_one_token(s) && wh_find_byte(s, '@', 0) != WH_NONE_AT));
    case WH_SHAPE_IDS:
        return s.p[0] == '<' || (open->empty && wh_find_byte(s, '@', 0) != WH_NONE_AT) || (dense && between);
    case WH_SHAPE_DATE: return wh_is_date_part(s) && (open->empty || dense);
    case WH_SHAPE_ADDRESS: return address_goes_on(open, s, dense, between);
    case WH_SHAPE_TEXT:
        return wh_starts_nocase(s, WH_LIT("=?")) || (dense && between && open->last_length > 40);
    case WH_SHAPE_TAGS:
        return open->depth || ends_with_clause_word(open->last) || open->last == ':' || wh_is_tag_part(s) ||
               (open->list_of_names && wh_is_names_part(s)) || wh_is_one_token(s) || (dense && between);
    case WH_SHAPE_MIME: return open->last == ';' || wh_is_tag_part(s) || (open->empty && wh_is_one_token(s));
    case WH_SHAPE_OTHER: break;
    }
    return other_goes_on(open, s, dense, between);
}

bool wh_hides_in(const wh_open *open, wh_str name, wh_str value, bool known)
{
    wh_str closing;
    bool spaced = value.n == 0 || wh_any_space_at(value) || wh_opening_quote_at(value, &closing) > 1;
    if (open->list_of_names && !wh_absent(name)) {
        if (open->last == ':') return value.n == 0 || wh_is_names_part(value);
        if (value.n && !spaced) return wh_is_names_part(value);
    }
    if (known || spaced) return false;
    if (open->forefront && wh_find_byte(name, '-', 0) == WH_NONE_AT) return true;
    bool hex = true;
    for (size_t i = 0; i < name.n; i++) hex = hex && wh_is_hex(name.p[i]);
    if (hex && name.n <= 4) return true;
    if (open->empty && wh_find_byte(name, '-', 0) == WH_NONE_AT) return true;
    return open->field && wh_find_byte(name, '-', 0) == WH_NONE_AT &&
           (open->field->shape == WH_SHAPE_TRACE || open->field->shape == WH_SHAPE_TAGS ||
            open->last == ';' || open->last == ',');
}
