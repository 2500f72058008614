/* Lost folding (RFC 5322 2.2.3): does a line without its indentation go on with the field above, or not? What the
 * field's grammar expects next decides, so that a sentence below a field is not taken for a part of it. */
#include "parse/paste.h"

/* ---- the open field ------------------------------------------------------------------------------------------ */

/* True when the text holds a time of day, "12:34". */
static bool has_time(wh_str s)
{
    for (size_t i = 1; i + 2 < s.n; i++)
        if (s.p[i] == ':' && wh_is_digit(s.p[i - 1]) && wh_is_digit(s.p[i + 1]) && wh_is_digit(s.p[i + 2])) return true;
    return false;
}

/* Is this line the inside of an h= tag, "h=From:To:…", still open at its end? */
static bool names_open(wh_str line, bool already)
{
    size_t tag = wh_find(line, WH_LIT("h="), 0);
    while (tag != WH_NONE_AT && tag > 0 && line.p[tag - 1] != ' ' && line.p[tag - 1] != ';' && line.p[tag - 1] != '\t')
        tag = wh_find(line, WH_LIT("h="), tag + 1);
    if (tag != WH_NONE_AT) return wh_find_byte(line, ';', tag) == WH_NONE_AT;
    return already && wh_find_byte(line, ';', 0) == WH_NONE_AT;
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
        if (c == '>' && begun) open->angle = true;
    }
    open->empty = false;
    open->last = line.p[line.n - 1];
    if (open->field && open->field->shape == WH_SHAPE_TRACE) {
        size_t semicolon = wh_find_byte(line, ';', 0);
        open->dated |= has_time(line) && (semicolon != WH_NONE_AT || open->lines > 1);
        open->from |= wh_starts_nocase(line, WH_LIT("from ")) || wh_starts_nocase(line, WH_LIT("rom "));
    }
    if (open->field && open->field->shape == WH_SHAPE_TAGS) open->list_of_names = names_open(line, open->list_of_names);
}

void wh_open_field(wh_open *open, const wh_known *field, wh_str name, wh_str value)
{
    *open = (wh_open){.field = field, .empty = true};
    open->forefront = wh_starts_nocase(name, WH_LIT("X-Forefront-Antispam")) || wh_starts_nocase(name, WH_LIT("X-Microsoft-Antispam")) ||
                      wh_starts_nocase(name, WH_LIT("X-MS-"));
    wh_open_more(open, value);
}

/* ---- what a line begins with ------------------------------------------------------------------------------------ */

static bool starts_with_any(wh_str s, const wh_str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wh_starts_nocase(s, words[i])) return true;
    return false;
}

/* "by ", "with " ...: a clause of Received, or the comments and dates that stand between clauses. */
static bool is_trace_part(wh_str s)
{
    static const wh_str words[] = {{"by ", 3}, {"with ", 5}, {"id ", 3}, {"for ", 4}, {"via ", 4}, {"envelope-from", 13}, {"version=", 8},
                                   {"cipher=", 7}, {"bits=", 5}, {"helo=", 5}, {"tls ", 4}, {"using ", 6}, {"port ", 5}, {"esmtp", 5}, {"smtp", 4}};
    return starts_with_any(s, words, sizeof words / sizeof words[0]);
}

/* "Tue, 1 Feb", "1 Feb 2022 10:00:00", "10:00:00 +0900 (JST)", "+0900". */
static bool is_date_part(wh_str s)
{
    static const wh_str days[] = {{"mon, ", 5}, {"tue, ", 5}, {"wed, ", 5}, {"thu, ", 5}, {"fri, ", 5}, {"sat, ", 5}, {"sun, ", 5}};
    if (starts_with_any(s, days, 7)) return true;
    if (s.n && wh_is_digit(s.p[0])) return has_time(wh_sub(s, 0, 48));
    return s.n >= 5 && (s.p[0] == '+' || s.p[0] == '-') && wh_is_digit(s.p[1]) && wh_is_digit(s.p[2]) && wh_is_digit(s.p[3]) && wh_is_digit(s.p[4]);
}

/* "2a01:111:…", "fe80::1", "192.0.2.1": an address at the start of the line. */
static bool is_address_part(wh_str s)
{
    size_t n = 0, colons = 0, dots = 0;
    for (; n < s.n && (wh_is_hex(s.p[n]) || s.p[n] == ':' || s.p[n] == '.'); n++) {
        colons += s.p[n] == ':';
        dots += s.p[n] == '.';
    }
    return n > 3 && (colons >= 2 || dots == 3) && (n == s.n || !wh_is_alnum(s.p[n]));
}

/* "d=example.com; …", "dkim=pass …", "boundary=…". */
static bool is_tag_part(wh_str s)
{
    size_t n = 0;
    while (n < s.n && n < 40 && (wh_is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '_' || s.p[n] == '.' || s.p[n] == '*')) n++;
    size_t name = n;
    while (n < s.n && wh_is_wsp(s.p[n])) n++;
    return name && n < s.n && s.p[n] == '=';
}

/* One word of the letters that base64, ids and lists are written with. */
static bool is_one_token(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] > '~') return false;
    return s.n > 0;
}

/* "Subject:To:Date;": nothing but names and colons up to a semicolon. */
static bool is_names_part(wh_str s)
{
    size_t end = wh_find_byte(s, ';', 0), i = 0;
    wh_str names = wh_trim(wh_sub(s, 0, end));
    while (i < names.n && (wh_is_alnum(names.p[i]) || names.p[i] == '-' || names.p[i] == ':')) i++;
    return i == names.n && names.n;
}

static bool ends_with_clause_word(char last) { return last == ';' || last == ',' || last == '(' || last == '='; }

/* "Name:…": a field with a name that nobody knows, rather than a part of one. */
static bool is_named(wh_str s)
{
    size_t n = 0;
    while (n < s.n && wh_is_name_char(s.p[n])) n++;
    return n && n < s.n && s.p[n] == ':' && wh_is_alpha(s.p[0]);
}

/* ---- does it go on? -------------------------------------------------------------------------------------------- */

static bool trace_goes_on(const wh_open *open, wh_str s, bool dense, bool between)
{
    if (open->depth || open->last == ';' || open->empty) return true;
    if (open->dated) return s.p[0] == '(' && dense;
    if (is_trace_part(s) || is_date_part(s) || is_address_part(s)) return true;
    if (s.p[0] == '(' || s.p[0] == '[' || s.p[0] == ';' || s.p[0] == '<') return true;
    if (wh_starts_nocase(s, WH_LIT("from "))) return !open->from;
    return dense && between;
}

static bool address_goes_on(const wh_open *open, wh_str s, bool dense)
{
    bool at = wh_find_byte(s, '@', 0) != WH_NONE_AT;
    if (open->last == ',') return true;
    if (wh_starts_nocase(s, WH_LIT("=?"))) return true;
    if (s.p[0] == '<') return at || s.n < 4;
    return open->empty && (at || dense);
}

static bool other_goes_on(const wh_open *open, wh_str s, bool dense, bool between)
{
    if (open->depth || ends_with_clause_word(open->last)) return true;
    if (is_tag_part(s) || wh_starts_nocase(s, WH_LIT("=?"))) return true;
    if (!dense || is_named(s)) return false;
    return between || s.p[0] == '*' || s.p[0] == '(' || s.p[0] == '<' || is_address_part(s) || is_date_part(s) ||
           (is_one_token(s) && s.n > 20);
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
    case WH_SHAPE_PATH: return open->empty && s.p[0] == '<';
    case WH_SHAPE_IDS: return s.p[0] == '<' || (open->empty && wh_find_byte(s, '@', 0) != WH_NONE_AT);
    case WH_SHAPE_DATE: return is_date_part(s) && (open->empty || dense);
    case WH_SHAPE_ADDRESS: return address_goes_on(open, s, dense);
    case WH_SHAPE_TEXT: return wh_starts_nocase(s, WH_LIT("=?")) || (dense && between && open->last_length > 40);
    case WH_SHAPE_TAGS: return open->depth || ends_with_clause_word(open->last) || open->last == ':' || is_tag_part(s) ||
                               (open->list_of_names && is_names_part(s)) || is_one_token(s) || (dense && between);
    case WH_SHAPE_MIME: return open->last == ';' || is_tag_part(s) || (open->empty && is_one_token(s));
    case WH_SHAPE_OTHER: break;
    }
    return other_goes_on(open, s, dense, between);
}

bool wh_hides_in(const wh_open *open, wh_str name, wh_str value, bool known)
{
    bool spaced = value.n == 0 || wh_is_wsp(value.p[0]);
    if (open->list_of_names && !wh_absent(name)) {
        /* "Subject:To;" in h=: more names right behind the colon, and no white space. */
        if (value.n == 0) return open->last == ':';
        return !spaced && is_names_part(value) && wh_find_byte(wh_trim(value), ' ', 0) == WH_NONE_AT;
    }
    if (known || spaced) return false;
    if (open->forefront && wh_find_byte(name, '-', 0) == WH_NONE_AT) return true;
    bool hex = true;
    for (size_t i = 0; i < name.n; i++) hex = hex && wh_is_hex(name.p[i]);
    if (hex && name.n <= 4) return true;
    return open->field && wh_find_byte(name, '-', 0) == WH_NONE_AT &&
           (open->field->shape == WH_SHAPE_TRACE || open->field->shape == WH_SHAPE_TAGS || open->last == ';' || open->last == ',');
}
