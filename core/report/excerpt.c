/* A place of the source as people read it: an encoded word decoded (RFC 2047), a part's bytes out of base64
 * or quoted-printable and their charset (RFC 2045), anything else as it stands. With it what surrounds it in
 * its line or field. */
#include "base/limits.h"
#include "report/reading.h"

typedef struct excerpt {
    wh_str before, inside, after;
    bool decoded;
} excerpt;

static bool ends_line(char c) { return c == '\n' || c == '\r'; }

/* [from, to) of a text within its line, and not too far away. */
static void around(wh_str text, size_t from, size_t to, size_t *left, size_t *right)
{
    *left = from;
    while (*left > 0 && from - *left < WH_MAX_EXCERPT && !ends_line(text.p[*left - 1])) --*left;
    *right = to;
    while (*right < text.n && *right - to < WH_MAX_EXCERPT && !ends_line(text.p[*right])) ++*right;
}

/* Decoded from the line's beginning on: some charsets (ISO-2022-JP) start afresh there, not at just any byte.
 */
static excerpt of_bytes(wh_env *env, wh_str charset, wh_str bytes, size_t from, size_t to)
{
    size_t left, right;
    if (to - from > WH_MAX_EXCERPT) to = from + WH_MAX_EXCERPT;
    around(bytes, from, to, &left, &right);
    wh_str head = wh_decode_charset(env, charset, wh_sub(bytes, left, from));
    wh_str middle = wh_decode_charset(env, charset, wh_sub(bytes, left, to));
    wh_str whole = wh_decode_charset(env, charset, wh_sub(bytes, left, right));
    return (excerpt){.before = head, .inside = wh_from(middle, head.n), .after = wh_from(whole, middle.n)};
}

/* ---- in a part ---- */

static bool is_encoded(wh_str encoding)
{
    return wh_eq(encoding, WH_LIT("base64")) || wh_eq(encoding, WH_LIT("quoted-printable"));
}

/* The text part that holds text[from, to); NULL when none does. */
static const wh_content *content_at(const wh_facts *facts, size_t from, size_t to)
{
    uintptr_t start = (uintptr_t)facts->paste.text.bytes.p;
    for (uint32_t i = 0; i < facts->contents.n; i++) {
        wh_str body = facts->parts.at[facts->contents.at[i].part].body;
        size_t at = (size_t)((uintptr_t)body.p - start);
        if (body.n && from >= at && to <= at + body.n) return &facts->contents.at[i];
    }
    return NULL;
}

static bool continues(wh_str bytes, size_t at)
{
    return at < bytes.n && ((unsigned char)bytes.p[at] & 0xC0) == 0x80;
}

/* Base64 stands for three bytes at a time: a place in it can begin and end within a letter of UTF-8. Such
 * letters are left out. */
static void whole_letters(wh_str bytes, size_t *from, size_t *to)
{
    size_t a = *from, b = *to;
    while (continues(bytes, a) && a < *from + 3) a++;
    while (continues(bytes, b) && b > a && *to - b < 3) b--;
    if (a < b) *from = a, *to = b;
}

static excerpt in_part(const wh_facts *facts, const wh_content *content, size_t from, size_t to)
{
    const wh_part *part = &facts->parts.at[content->part];
    size_t body = (size_t)((uintptr_t)part->body.p - (uintptr_t)facts->paste.text.bytes.p);
    size_t a = wh_text_at(&content->bytes, (uint32_t)(from - body)),
           b = wh_text_at(&content->bytes, (uint32_t)(to - body));
    if (b < a) b = a;
    if (wh_eq(part->encoding, WH_LIT("base64")) && wh_is_utf8(content->bytes.bytes))
        whole_letters(content->bytes.bytes, &a, &b);
    excerpt one = of_bytes(facts->env, part->charset, content->bytes.bytes, a, b);
    one.decoded = is_encoded(part->encoding);
    return one;
}

/* ---- in the header ---- */

/* The end of the encoded word that begins at `at`; `at` when none does. */
static size_t word_end(wh_str s, size_t at)
{
    if (!wh_starts_nocase(wh_from(s, at), WH_LIT("=?"))) return at;
    size_t charset = wh_find_byte(s, '?', at + 2);
    size_t text = charset == WH_NONE_AT ? WH_NONE_AT : wh_find_byte(s, '?', charset + 1);
    size_t end = text == WH_NONE_AT ? WH_NONE_AT : wh_find(s, WH_LIT("?="), text + 1);
    if (end == WH_NONE_AT) return at;
    for (size_t i = at; i < end; i++)
        if (wh_is_space(s.p[i])) return at;
    return end + 2;
}

/* Moves both ends so that no encoded word is cut, nor one of several that belong together; whether there is
 * one. */
static bool whole_words(wh_str field, size_t *from, size_t *to)
{
    bool any = false;
    size_t run = WH_NONE_AT; /* where the words that follow each other begin */
    for (size_t at = 0; at < field.n;) {
        size_t end = word_end(field, at);
        if (end == at) {
            if (!wh_is_space(field.p[at])) run = WH_NONE_AT;
            at++;
            continue;
        }
        if (run == WH_NONE_AT) run = at;
        if (run < *to && end > *from) {
            any = true;
            if (run < *from) *from = run;
            if (end > *to) *to = end;
        }
        at = end;
    }
    return any;
}

static excerpt in_field(const wh_facts *facts, const wh_field *field, size_t from, size_t to)
{
    bool words = whole_words(field->whole, &from, &to);
    if (!words) return of_bytes(facts->env, WH_ABSENT, field->whole, from, to);
    wh_env *env = facts->env;
    size_t end = field->whole.n;
    while (end > to && ends_line(field->whole.p[end - 1])) end--;
    return (excerpt){.before = wh_decode_words(env, wh_sub(field->whole, 0, from)),
                     .inside = wh_decode_words(env, wh_sub(field->whole, from, to)),
                     .after = wh_decode_words(env, wh_sub(field->whole, to, end)),
                     .decoded = true};
}

static const wh_field *field_at(const wh_facts *facts, size_t from, size_t to, size_t *start)
{
    uintptr_t text = (uintptr_t)facts->paste.text.bytes.p;
    for (uint32_t i = 0; i < facts->fields.n; i++) {
        wh_str whole = facts->fields.at[i].whole;
        *start = (size_t)((uintptr_t)whole.p - text);
        if (from >= *start && to <= *start + whole.n) return &facts->fields.at[i];
    }
    return NULL;
}

/* ---- anywhere ---- */

wh_json *wh_report_excerpt(const wh_facts *facts, wh_span place)
{
    const wh_text *text = &facts->paste.text;
    size_t from = wh_text_at(text, place.start), to = wh_text_at(text, place.end), start = 0;
    if (to <= from) return wh_json_null();
    const wh_content *content = content_at(facts, from, to);
    const wh_field *field = content ? NULL : field_at(facts, from, to, &start);
    excerpt one;
    if (content) one = in_part(facts, content, from, to);
    else if (field) one = in_field(facts, field, from - start, to - start);
    else one = of_bytes(facts->env, WH_ABSENT, text->bytes, from, to);
    wh_json *json = wh_json_object();
    wh_json_put_text(facts->env, json, "before", one.before);
    wh_json_put_text(facts->env, json, "inside", wh_sub(one.inside, 0, WH_MAX_EXCERPT * 4u));
    wh_json_put_text(facts->env, json, "after", one.after);
    wh_json_put_bool(json, "decoded", one.decoded);
    return json;
}
