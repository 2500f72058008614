/* A header that became one long line (a form or a chat took its line ends away): a line end before each
 * field. */
#include "parse/paste/paste.h"
#include "base/limits.h"

#define LEAST_NAMES 3u    /* names on one line before it is taken for several fields */
#define LOOKED_AT 262144u /* bytes of the text, from its first field on */

static bool is_space(char c) { return c == ' ' || c == '\t'; }

/* "Sender: <a@b.example>", "References: <1@…>", "Precedence: bulk": names that are ordinary words need a
 * value that is not. */
static bool is_value_of_word(const wh_known *field, wh_str value)
{
    static const wh_str ranks[] = {{"bulk", 4}, {"list", 4}, {"junk", 4}};
    size_t end = 0;
    while (end < value.n && !is_space(value.p[end])) end++;
    wh_str first = wh_sub(value, 0, end);
    for (size_t i = 0; i < 3; i++)
        if (wh_eq(first, ranks[i])) return wh_eq(field->name, WH_LIT("Precedence"));
    bool holder = field->shape == WH_SHAPE_IDS || field->shape == WH_SHAPE_ADDRESS;
    return holder && wh_find_byte(field->shape == WH_SHAPE_IDS ? first : value, '@', 0) != WH_NONE_AT;
}

/* Does a field begin at text[at], white space before it: "Name: value"? Its name and colon, in bytes. */
static size_t field_at(wh_str text, size_t at)
{
    wh_str rest = wh_sub(text, at, at + WH_MAX_FIELD_NAME_JOINED);
    size_t n = 0;
    while (n < rest.n && (wh_is_alnum(rest.p[n]) || rest.p[n] == '-')) n++;
    if (n < 2 || n + 1 >= rest.n || rest.p[n] != ':' || !wh_is_upper(rest.p[0])) return 0;
    const wh_known *field = wh_known_field(wh_sub(rest, 0, n));
    if (!field) return 0;
    if (!is_space(rest.p[n + 1])) return field->worth > 2 && !field->word ? n + 1 : 0;
    bool sure = !field->word || field->worth > 1;
    return sure || is_value_of_word(field, wh_sub(text, at + n + 2, at + n + 82)) ? n + 1 : 0;
}

/* What stands before a field in running text is not the inside of a list of names ("h=From: To: Date"). */
static bool may_follow(wh_str text, size_t at)
{
    size_t before = at;
    while (before > 0 && is_space(text.p[before - 1])) before--;
    bool listed = before > 1 && text.p[before - 1] == '=' && text.p[before - 2] == 'h';
    return before > 0 && before < at && text.p[before - 1] != ':' && !listed;
}

/* The next field on the line [from, end), white space before it; `end` when there is none. */
static size_t next_field(wh_str text, size_t from, size_t end)
{
    for (size_t at = from; at < end; at++) {
        if (!is_space(text.p[at]) || at + 1 >= end || is_space(text.p[at + 1])) continue;
        if (may_follow(text, at + 1) && field_at(wh_sub(text, 0, end), at + 1)) return at + 1;
    }
    return end;
}

/* Fields on the line; 0 when those that must hold an address do not: then it is a sentence about fields. */
static uint32_t count_fields(wh_str text, size_t from, size_t end)
{
    uint32_t n = 0, with = 0, without = 0;
    for (size_t at = from, next; at < end; at = next) {
        size_t name = field_at(wh_sub(text, 0, end), at);
        next = next_field(text, at + name, end);
        if (name == 0) return 0;
        const wh_known *field = wh_known_field(wh_sub(text, at, at + name - 1));
        bool sought = field->shape == WH_SHAPE_ADDRESS || field->shape == WH_SHAPE_ID;
        bool found = wh_find_byte(wh_sub(text, at, next), '@', 0) != WH_NONE_AT;
        with += sought && found;
        without += sought && !found;
        n++;
    }
    return with >= without ? n : 0;
}

bool wh_paste_collapsed(wh_env *env, wh_paste *out, wh_text *text, size_t from)
{
    wh_str s = text->bytes;
    wh_weave weave;
    size_t kept = 0;
    wh_str sample = wh_sub(s, 0, from + LOOKED_AT);
    for (size_t at = from, next; at < sample.n; at = next) {
        size_t end = wh_line_end(sample, at, &next);
        while (at < end && is_space(s.p[at])) at++;
        if (end - at < 80 || count_fields(s, at, end) < LEAST_NAMES) continue;
        if (kept == 0) wh_weave_begin(&weave, env, text);
        for (size_t field = next_field(s, at, end); field < end; field = next_field(s, field, end)) {
            size_t gap = field;
            while (gap > at && is_space(s.p[gap - 1])) gap--;
            wh_weave_keep(&weave, kept, gap);
            wh_weave_made(&weave, WH_LIT("\n"), gap, field);
            wh_note_repair(env, out, WH_REPAIR_LINE_BREAKS, wh_text_span(text, wh_sub(s, gap, field)));
            kept = field;
        }
    }
    if (kept == 0) return false;
    wh_weave_keep(&weave, kept, s.n);
    wh_text mended;
    if (!wh_weave_end(&weave, &mended)) return false;
    *text = mended;
    return true;
}
