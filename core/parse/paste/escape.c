/* Repairs of a whole text: UTF-16 (RFC 2781), HTML's character references and the tags among them. */
#include "parse/html/html.h"
#include "base/limits.h"
#include "parse/paste/paste.h"

#define ESCAPED_WITHIN 65536u /* the header of an escaped text begins within so many bytes */

/* ---- UTF-16 ---- */

static uint32_t unit_at(wh_str s, size_t at, bool big)
{
    unsigned char a = (unsigned char)s.p[at], b = (unsigned char)s.p[at + 1];
    return big ? (uint32_t)(a << 8 | b) : (uint32_t)(b << 8 | a);
}

static uint32_t rune_at(wh_str s, size_t at, bool big, uint32_t *width)
{
    uint32_t rune = unit_at(s, at, big);
    *width = 2;
    if (rune < 0xD800 || rune >= 0xDC00 || at + 3 >= s.n) return rune;
    uint32_t low = unit_at(s, at + 2, big);
    if (low < 0xDC00 || low >= 0xE000) return rune;
    *width = 4;
    return 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
}

/* Pieces that the text from `at` on needs, at most, when each is a line or a part of a long one. */
static size_t count_lines(wh_str s, size_t at, bool big)
{
    size_t n = 1 + s.n / WH_MAX_PIECE_OF_PASTE;
    for (; at + 1 < s.n; at += 2) n += unit_at(s, at, big) == '\n';
    return n;
}

bool wh_paste_utf16(wh_env *env, wh_paste *out, wh_text *text)
{
    wh_str s = text->bytes;
    if (s.n < 2) return false;
    bool big = s.p[0] == '\xFE' && s.p[1] == '\xFF';
    if (!big && !(s.p[0] == '\xFF' && s.p[1] == '\xFE')) return false;
    size_t units = (s.n - 2) / 2, fine = units < WH_FINE_PIECES ? units : WH_FINE_PIECES;
    /* Three bytes a unit; a piece a unit, then one a line. */
    char *bytes = wh_alloc(env->arena, units * 3 + 1);
    wh_piece *pieces = wh_alloc(env->arena, (fine + count_lines(s, 2 + 2 * fine, big) + 2) * sizeof *pieces);
    if (!bytes || !pieces) return false;
    size_t n = 0;
    uint32_t count = 0;
    bool starts = true;
    for (size_t at = 2; at + 1 < s.n;) {
        uint32_t width, rune = rune_at(s, at, big, &width);
        char encoded[4];
        size_t length = wh_encode_rune(rune, encoded);
        if (starts || at < 2 + 2 * fine)
            pieces[count++] = (wh_piece){.at = (uint32_t)n, .from = (uint32_t)at, .made = true};
        uint32_t covered = (uint32_t)at + width - pieces[count - 1].from;
        pieces[count - 1].width = (uint16_t)covered;
        starts = rune == '\n' || covered > WH_MAX_PIECE_OF_PASTE;
        for (size_t i = 0; i < length; i++) bytes[n++] = encoded[i];
        at += width;
    }
    if (count == 0) pieces[count++] = (wh_piece){.from = 2};
    text->bytes = (wh_str){bytes, n};
    text->pieces.at = pieces;
    text->pieces.n = text->pieces.cap = count;
    wh_note_repair(env, out, WH_REPAIR_UTF16, (wh_span){0, 2});
    return true;
}

/* ---- character references ---- */

/* The part of the text that is looked at: up to the line with the first "<" that escaping would not leave. */
typedef struct extent {
    size_t end;
    bool tags; /* tags of HTML stand in it, which are no part of the mail */
} extent;

/* A header that ends with a blank line: tags below it are the mail's own. */
static bool holds_whole_head(wh_str s)
{
    bool field = false;
    for (size_t at = 0, next; at < s.n; at = next) {
        size_t end = wh_line_end(s, at, &next);
        if (end == at && field) return true;
        if (wh_paste_field_at(s, at)) field = true;
    }
    return false;
}

/* Do these tags stand around a header? Its first field comes first, or one that only mail has after a
 * tag. */
static bool surrounds_head(wh_str s, size_t from, size_t first)
{
    wh_paste_tag tag;
    bool starts = true, seen = false; /* a line, or what a tag may begin; something to read */
    for (size_t at = from; at < s.n && at - from < ESCAPED_WITHIN;) {
        size_t end = s.p[at] == '<' && at >= first ? wh_paste_tag_at(s, at, &tag) : at;
        if (end > at || wh_is_space(s.p[at])) {
            starts = starts || end > at || !wh_is_wsp(s.p[at]);
            at = end > at ? end : at + 1;
            continue;
        }
        const wh_known *field = starts ? wh_paste_field_at(s, at) : NULL;
        if (field && (!seen || field->worth >= 3)) return true;
        seen = true;
        starts = false;
        at++;
    }
    return false;
}

static extent escaped_extent(wh_str s, size_t from)
{
    wh_paste_tag tag;
    size_t raw = wh_find_byte(s, '<', from), end = from;
    extent found = {.end = s.n};
    if (raw != WH_NONE_AT && wh_paste_tag_at(s, raw, &tag) > raw && !holds_whole_head(wh_sub(s, from, raw)) &&
        surrounds_head(s, from, raw)) {
        found.tags = true;
        for (size_t behind; raw != WH_NONE_AT && (behind = wh_paste_tag_at(s, raw, &tag)) > raw;
             raw = wh_find_byte(s, '<', end))
            end = behind;
    }
    if (raw == WH_NONE_AT) return found;
    while (raw > end && s.p[raw - 1] != '\n' && s.p[raw - 1] != '\r') raw--;
    found.end = raw;
    return found;
}

/* wh_entity_at, of what was escaped once; again: as often as it was ("&amp;amp;lt;"). */
static size_t entity_at(wh_str s, bool again, uint32_t *rune)
{
    size_t n = wh_entity_at(s, true, rune);
    while (again && n && *rune == '&') {
        char next[12] = {'&'};
        uint32_t inner;
        wh_str rest = wh_sub(s, n, n + sizeof next - 1);
        for (size_t i = 0; i < rest.n; i++) next[i + 1] = rest.p[i];
        size_t more = wh_entity_at((wh_str){next, rest.n + 1}, true, &inner);
        if (more == 0) break;
        n += more - 1;
        *rune = inner;
    }
    return n;
}

/* What an escaped character at s[at] stands for, or the character itself; at moves past it. */
static uint32_t unescaped(wh_str s, bool again, size_t *at)
{
    uint32_t rune = (unsigned char)s.p[*at];
    size_t n = rune == '&' ? entity_at(wh_from(s, *at), again, &rune) : 0;
    *at += n ? n : 1;
    return rune;
}

/* A reference, in any form, in a place where a header has its angle brackets or its white space. */
static bool is_escaped(wh_str s, bool again)
{
    s = wh_sub(s, 0, ESCAPED_WITHIN);
    uint32_t before = 0;
    size_t bracket = WH_NONE_AT; /* after the last "<" that was escaped */
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        uint32_t rune = unescaped(s, again, &at);
        bool escaped = at > start + 1;
        if (rune == '<' && escaped) bracket = at;
        else if (bracket != WH_NONE_AT && at - bracket < 1024 &&
                 (rune == '@' || (rune == '>' && before == '<')))
            return true;
        else if (rune == 0xA0 && escaped && (before == ':' || before == 0xA0)) return true;
        before = escaped || rune == ':' ? rune : 0;
    }
    return false;
}

/* The next "&" or, where tags are no part of the mail, "<". */
static size_t next_escaped(wh_str s, size_t at, bool tags)
{
    if (!tags) return wh_find_byte(s, '&', at);
    while (at < s.n && s.p[at] != '&' && s.p[at] != '<') at++;
    return at < s.n ? at : WH_NONE_AT;
}

/* Undoes what stands at s[at], all before it being woven: where the text goes on, `at` when it is to stay. */
static size_t undo(wh_weave *weave, wh_paste *out, wh_str s, bool again, size_t at)
{
    uint32_t rune;
    char encoded[4];
    if (s.p[at] == '<') {
        wh_paste_tag tag;
        size_t end = wh_paste_tag_at(s, at, &tag);
        if (end == at) return at;
        wh_note_repair(weave->env, out, WH_REPAIR_TAGS, wh_text_span(weave->in, wh_sub(s, at, end)));
        return wh_paste_put_tag(weave, tag, at, end);
    }
    size_t n = entity_at(wh_from(s, at), again, &rune);
    if (n == 0 || (rune < ' ' && rune != '\t')) return at;
    wh_weave_made(weave, (wh_str){encoded, wh_encode_rune(rune, encoded)}, at, at + n);
    wh_note_repair(weave->env, out, WH_REPAIR_ENTITIES, wh_text_span(weave->in, wh_sub(s, at, at + n)));
    return at + n;
}

bool wh_paste_entities(wh_env *env, wh_paste *out, wh_text *text, size_t from)
{
    wh_str s = text->bytes;
    extent part = escaped_extent(s, from);
    bool escaped_too = is_escaped(wh_sub(s, from, part.end), false), again = !escaped_too;
    if (again) escaped_too = is_escaped(wh_sub(s, from, part.end), true);
    if (!escaped_too) { /* tags alone, the source as it was */
        part.end = wh_paste_tagged_head(s, from);
        part.tags = part.end > from;
        if (!part.tags) return false;
    }
    wh_weave weave;
    wh_weave_begin(&weave, env, text);
    size_t kept = 0;
    wh_str escaped = wh_sub(s, 0, part.end);
    for (size_t at = from; (at = next_escaped(escaped, at, part.tags)) != WH_NONE_AT;) {
        wh_weave_keep(&weave, kept, at);
        kept = at;
        size_t end = escaped_too || s.p[at] == '<' ? undo(&weave, out, escaped, again, at) : at;
        if (end > at) kept = end;
        at = end > at ? end : at + 1;
    }
    wh_weave_keep(&weave, kept, s.n);
    wh_text mended;
    if (!wh_weave_end(&weave, &mended)) return false;
    *text = mended;
    return true;
}
