/* The label a line begins with: a field name (RFC 5322 2.2), as it is or as people and programs show it. */
#include "parse/paste/paste.h"
#include "base/limits.h"

static bool starts(wh_str s, wh_str with) { return s.n >= with.n && wh_eq(wh_sub(s, 0, with.n), with); }

static size_t one_of(wh_str s, const wh_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (starts(s, list[i])) return list[i].n;
    return 0;
}

/* Marks that blogs and mail programs put before a label. */
static size_t bullet_at(wh_str s)
{
    static const wh_str bullets[] = {{"■", 3},  {"□", 3},  {"◆", 3},  {"◇", 3},  {"●", 3},
                                     {"○", 3},  {"・", 3}, {"※", 3},  {"▼", 3},  {"▽", 3},
                                     {"★", 3},  {"☆", 3},  {"【", 3}, {"［", 3}, {"•", 3},
                                     {"**", 2}, {"* ", 2}, {"- ", 2}, {"[", 1},  {"#", 1}};
    return one_of(s, bullets, sizeof bullets / sizeof bullets[0]);
}

static size_t closing_bracket_at(wh_str s)
{
    static const wh_str brackets[] = {{"】", 3}, {"］", 3}, {"**", 2}, {"]", 1}};
    return one_of(s, brackets, sizeof brackets / sizeof brackets[0]);
}

static size_t wide_colon_at(wh_str s)
{
    static const wh_str colons[] = {{"：", 3}, {"﹕", 3}, {"︓", 3}, {"∶", 3}, {"꞉", 3}};
    return one_of(s, colons, sizeof colons / sizeof colons[0]);
}

/* The cell of a table with bars behind `at`: where its value begins, without the marks of code around it. */
static size_t read_cell(wh_str text, wh_line *line, size_t at)
{
    wh_str cell = wh_trim(wh_sub(text, at, line->end));
    if (cell.n && cell.p[cell.n - 1] == '|') cell = wh_trim(wh_sub(cell, 0, cell.n - 1));
    if (cell.n > 1 && cell.p[0] == '`' && cell.p[cell.n - 1] == '`') cell = wh_sub(cell, 1, cell.n - 1);
    line->tabbed = true;
    if (cell.n == 0) return line->end;
    line->stop = (uint32_t)(cell.p - text.p + (ptrdiff_t)cell.n);
    return (size_t)(cell.p - text.p);
}

/* What stands after a label: fills in value and how it is set apart. False: then it was no label. */
static bool read_separator(wh_str text, wh_line *line, bool japanese)
{
    wh_str s = wh_sub(text, 0, line->end), bullet = wh_sub(s, line->first, line->name);
    size_t at = line->name_end, bracket = bullet.n ? closing_bracket_at(wh_from(s, at)) : 0;
    at += bracket;
    size_t spaces = at;
    at = wh_skip_spaces(s, at);
    wh_str space = wh_sub(s, spaces, at), rest = wh_from(s, at), closing;
    size_t wide = wide_colon_at(rest);
    line->wide = wide > 0;
    if (!wide && rest.n > 1 && rest.p[0] == '|' && wh_is_wsp(rest.p[1]) && line->field) {
        at = read_cell(text, line, at + 1);
    } else if (wide || (rest.n && rest.p[0] == ':')) {
        at += wide ? wide : 1;
        if (starts(bullet, WH_LIT("**")) && !bracket)
            at += starts(wh_from(s, at), WH_LIT("**")) ? 2 : 0; /* **From:** */
    } else if (bracket && rest.n) line->tabbed = true;          /* 【件名】… */
    else if (japanese && starts(rest, WH_LIT("は"))) {
        at = wh_skip_spaces(s, at + 3);
        at += wide_colon_at(wh_from(s, at));
        at = wh_skip_spaces(s, at);
        bool comma = starts(wh_from(s, at), WH_LIT("、"));
        at += comma ? 3 : 0;
        if (at < s.n && !wh_opening_quote_at(wh_from(s, at), &closing)) return false;
        line->tabbed = true;
    } else if (rest.n == 0 || wh_find_byte(space, '\t', 0) != WH_NONE_AT || (japanese && space.n) ||
               (line->field && space.n > 1)) /* columns */
        line->tabbed = true;
    else if (wh_opening_quote_at(rest, &closing) && rest.p[0] != '"' && !starts(rest, WH_LIT("”")))
        line->tabbed = true;
    else return false;
    line->cell = line->tabbed && wh_find_byte(space, '\t', 0) != WH_NONE_AT;
    line->value = (uint32_t)wh_skip_blanks(s, at);
    line->alone = line->value == line->end;
    return true;
}

/* An unknown name: only in the form that a program writes, a colon right after it, or a tab as tables
 * have. */
static bool is_plausible(wh_str name, wh_str rest)
{
    if (wh_eq_nocase(name, WH_LIT("http")) || wh_eq_nocase(name, WH_LIT("https")) ||
        wh_eq_nocase(name, WH_LIT("mailto")))
        return false;
    if (name.p[name.n - 1] == '-' || name.p[name.n - 1] == '.') return false;
    if (rest.n && rest.p[0] == ':') return true;
    bool hyphen = wh_find_byte(name, '-', 0) != WH_NONE_AT;
    return rest.n ? wide_colon_at(rest) || rest.p[0] == '\t' : hyphen;
}

static bool read_ascii(wh_str text, wh_line *line)
{
    wh_str s = wh_sub(text, 0, line->end);
    size_t n = 0;
    wh_str rest = wh_from(s, line->name);
    while (n < rest.n && n < WH_MAX_FIELD_NAME && wh_is_name_char(rest.p[n])) n++;
    if (n == 0 || !wh_is_alpha(rest.p[0])) return false;
    if (line->name > line->first && n > 2 && wh_eq(wh_sub(rest, n - 2, n), WH_LIT("**")))
        n -= 2; /* **From** */
    wh_str name = wh_sub(rest, 0, n);
    line->name_end = line->name + (uint32_t)n;
    line->field = wh_known_field(name);
    if (line->field) return read_separator(text, line, false);
    line->field = wh_known_without_first(name);
    if (line->field && n < rest.n && rest.p[n] == ':') {
        line->lost = line->relabel = true;
        return read_separator(text, line, false);
    }
    line->field = NULL;
    return line->name == line->first && is_plausible(name, wh_from(rest, n)) &&
           read_separator(text, line, false);
}

/* "差出人（From）", "送信元メールアドレス", "差出人名": what may stand between a label and its colon. */
static size_t label_rest(wh_str s)
{
    static const wh_str words[] = {
        {"のメールアドレス", 24}, {"メールアドレス", 21}, {"アドレス", 12}, {"名", 3}};
    static const wh_str opening[] = {{"（", 3}, {"(", 1}}, closing[] = {{"）", 3}, {")", 1}};
    size_t at = one_of(s, words, sizeof words / sizeof words[0]);
    wh_str rest = wh_sub(s, at, at + 40);
    for (size_t i = 0; i < 2; i++) {
        if (!starts(rest, opening[i])) continue;
        size_t end = wh_find(rest, closing[i], 0);
        if (end != WH_NONE_AT) return at + end + closing[i].n;
    }
    return at;
}

static bool read_shown(wh_str text, wh_line *line)
{
    size_t n;
    line->field = wh_label_at(wh_sub(text, line->name, line->end), &n);
    if (!line->field) return false;
    bool japanese = (unsigned char)text.p[line->name] >= 0x80;
    if (japanese) n += label_rest(wh_sub(text, line->name + n, line->end));
    line->name_end = line->name + (uint32_t)n;
    line->relabel = true;
    return read_separator(text, line, japanese);
}

void wh_read_label(wh_str text, wh_line *line)
{
    wh_line blank = *line;
    wh_str s = wh_sub(text, 0, line->end);
    size_t at = line->first, n;
    for (int i = 0; i < 2 && (n = bullet_at(wh_from(s, at))) > 0; i++) at = wh_skip_spaces(s, at + n);
    line->name = (uint32_t)at;
    if (at < line->end &&
        (read_shown(text, line) || (*line = blank, line->name = (uint32_t)at, read_ascii(text, line)))) {
        line->kind = WH_LINE_FIELD;
        return;
    }
    *line = blank;
    line->kind = line->first == line->end ? WH_LINE_BLANK : WH_LINE_TEXT;
}
