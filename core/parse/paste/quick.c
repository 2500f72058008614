/* Is this an undamaged message (RFC 5322 2.1, 2.2)? One pass over the header; whatever looks odd is left to
 * the slow way, which may still find that nothing needs repair. */
#include "parse/paste/paste.h"

#include "base/limits.h"

size_t wh_line_end(wh_str text, size_t from, size_t *next)
{
    size_t end = wh_find_either(text, '\n', '\r', from);
    if (end == WH_NONE_AT) return *next = text.n;
    bool both = text.p[end] == '\r' && end + 1 < text.n && text.p[end + 1] == '\n';
    *next = end + 1 + both;
    return end;
}

/* RFC 5322 allows every printable character but ":". Those that addresses and parameters are made of are
 * doubtful. */
bool wh_is_name_char(char c)
{
    return c > ' ' && c <= '~' &&
           (wh_is_alnum(c) || wh_find_byte(WH_LIT(":=<>@,;()[]\"\\"), c, 0) == WH_NONE_AT);
}

/* The length of the field name at the start of a line, 0 when it does not begin with one beyond doubt. */
static size_t name_length(wh_str line)
{
    size_t n = 0;
    if (line.n == 0 || !wh_is_alpha(line.p[0])) return 0;
    while (n < line.n && wh_is_name_char(line.p[n])) n++;
    return n < line.n && line.p[n] == ':' ? n : 0;
}

/* A name without a hyphen, unknown, its value right after the colon: "SFV:NSPM", "fe80:…", "https://…". */
static bool is_doubtful_name(wh_str name, wh_str value)
{
    if (wh_find_byte(name, '-', 0) != WH_NONE_AT) return false;
    if (value.n && !wh_is_wsp(value.p[0])) return true;
    /* The table above the source in a web-mail ("SPF:<TAB>PASS with IP …"). */
    return wh_eq(name, WH_LIT("SPF")) || wh_eq(name, WH_LIT("DKIM")) || wh_eq(name, WH_LIT("DMARC"));
}

/* U+00A0, U+2000..U+206F, U+3000..U+303F, U+FF00..U+FFEF: spaces, invisible ones, quotation marks,
 * full-width. */
static bool has_special(wh_str s)
{
    if (wh_is_ascii(s)) return false;
    for (size_t i = 0; i + 1 < s.n; i++) {
        unsigned char a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];
        if (a == 0xC2 && (b == 0xA0 || b == 0xAD)) return true;
        if (a == 0xE2 && (b == 0x80 || b == 0x81)) return true;
        if ((a == 0xE3 && b == 0x80) || (a == 0xEF && (b == 0xBB || b == 0xBC || b == 0xBD))) return true;
    }
    return false;
}

/* Fields that hold no words: whatever special stands in them came from copying. */
static bool is_structured(const wh_known *field)
{
    return field && (field->shape == WH_SHAPE_TRACE || field->shape == WH_SHAPE_ID ||
                     field->shape == WH_SHAPE_PATH || field->shape == WH_SHAPE_DATE);
}

static bool looks_copied(const wh_known *field, wh_str value)
{
    wh_str start = wh_trim(value);
    if (has_special(wh_sub(start, 0, 3)) && (unsigned char)start.p[0] != 0xE3) return true;
    if (!field || field->worth < 2) return false;
    if (is_structured(field) && has_special(value)) return true;
    if (field->shape == WH_SHAPE_TEXT) return false;
    size_t at = wh_find(value, WH_LIT("lt;"), 0); /* "&lt;", "&amp;lt;" */
    while (at != WH_NONE_AT && at && value.p[at - 1] != '&' && value.p[at - 1] != ';')
        at = wh_find(value, WH_LIT("lt;"), at + 1);
    return at != WH_NONE_AT && at > 0;
}

/* The web-mail's own quotation: "Received:「rom …」" and a first letter lost. */
static bool lost_letter(const wh_known *field, wh_str value)
{
    return field && field->shape == WH_SHAPE_TRACE && wh_starts_nocase(wh_trim(value), WH_LIT("rom "));
}

typedef struct tally {
    uint32_t worth; /* of known fields */
    bool from;
    const wh_known *field; /* the one that is being read */
} tally;

/* One line of the header; false when it is odd. White space alone is obsolete folding (RFC 5322 4.2), not its
 * end. */
static bool count_line(wh_str line, wh_split *split, tally *seen)
{
    if (wh_is_wsp(line.p[0])) return split->fields > 0 && !looks_copied(seen->field, line);
    size_t n = name_length(line);
    if (n == 0) return false;
    wh_str name = wh_sub(line, 0, n), value = wh_from(line, n + 1);
    const wh_known *field = wh_known_field(name);
    if (!field && is_doubtful_name(name, value)) return false;
    if (!field && split->fields == 0 && wh_known_without_first(name)) return false;
    if (looks_copied(field, value) || lost_letter(field, value)) return false;
    split->fields++;
    seen->field = field;
    if (field) seen->worth += field->worth;
    if (field && wh_eq(field->name, WH_LIT("From"))) seen->from = true;
    return true;
}

bool wh_paste_quick(wh_str text, size_t from, bool sure, wh_split *split)
{
    tally seen = {0};
    *split = (wh_split){.head = from, .head_end = from};
    for (size_t at = from; at < text.n;) {
        size_t next, end = wh_line_end(text, at, &next);
        if (end == at) {
            split->has_body = true;
            split->body = next;
            break;
        }
        if (!count_line(wh_sub(text, at, end), split, &seen)) return false;
        split->head_end = at = next;
    }
    if (sure) return split->fields > 0;
    /* From, To, Date, Subject are worth 2 each: three of them, or Received and one of them. */
    if (seen.worth < 5) return false;
    if (!split->has_body) return true;
    /* Without From the header may go on below: "blank lines between fields". */
    size_t next, end = wh_line_end(text, split->body, &next);
    wh_str first = wh_sub(text, split->body, end);
    if (!seen.from && wh_known_field(wh_sub(first, 0, name_length(first)))) return false;
    return true;
}

/* ---- line endings ---- */

typedef enum ending { CRLF, LF, CR, ENDINGS } ending;

/* Remembers the first line end of each kind, and how many there are. */
typedef struct endings {
    size_t count[ENDINGS], first[ENDINGS];
} endings;

static void count_ending(endings *seen, ending kind, size_t at)
{
    if (seen->count[kind]++ == 0) seen->first[kind] = at;
}

void wh_note_line_endings(wh_env *env, wh_paste *out, wh_str text)
{
    endings seen = {{0}, {0}};
    for (size_t at = 0; (at = wh_find_byte(text, '\n', at)) != WH_NONE_AT; at++)
        count_ending(&seen, at > 0 && text.p[at - 1] == '\r' ? CRLF : LF, at);
    if (wh_find_byte(text, '\r', 0) != WH_NONE_AT)
        for (size_t at = 0; (at = wh_find_byte(text, '\r', at)) != WH_NONE_AT; at++)
            if (at + 1 == text.n || text.p[at + 1] != '\n') count_ending(&seen, CR, at);
    ending most = CRLF;
    for (ending kind = LF; kind < ENDINGS; kind++)
        if (seen.count[kind] > seen.count[most]) most = kind;
    for (ending kind = CRLF; kind < ENDINGS; kind++) {
        if (kind == most || !seen.count[kind]) continue;
        wh_str end = wh_sub(text, seen.first[kind] - (kind == CRLF), seen.first[kind] + 1);
        wh_note_repair(env, out, WH_REPAIR_LINE_ENDINGS, wh_text_span(&out->text, end));
    }
}
