/* Repairs of a whole text: UTF-16 (RFC 2781) and HTML's character references. */
#include "parse/html/html.h"
#include "base/limits.h"
#include "parse/paste/paste.h"

#define ESCAPED_WITHIN 65536u /* the header of an escaped text begins within so many bytes */

/* ---- UTF-16 ------------------------------------------------------------------------------------------ */

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

/* ---- character references ---------------------------------------------------------------------------- */

/* Where the escaped part of the text ends: before the line with the first "<", which escaping would not have left. */
static size_t escaped_end(wh_str s, size_t from)
{
    size_t raw = wh_find_byte(s, '<', from);
    if (raw == WH_NONE_AT) return s.n;
    while (raw > from && s.p[raw - 1] != '\n' && s.p[raw - 1] != '\r') raw--;
    return raw;
}

/* What an escaped character at s[at] stands for, or the character itself; at moves past it. */
static uint32_t unescaped(wh_str s, size_t *at)
{
    uint32_t rune = (unsigned char)s.p[*at];
    size_t n = rune == '&' ? wh_entity_at(wh_from(s, *at), true, &rune) : 0;
    *at += n ? n : 1;
    return rune;
}

/* A reference, in any form, in a place where a header has its angle brackets or its white space. */
static bool is_escaped(wh_str s)
{
    s = wh_sub(s, 0, ESCAPED_WITHIN);
    uint32_t before = 0;
    size_t bracket = WH_NONE_AT; /* behind the last "<" that was escaped */
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        uint32_t rune = unescaped(s, &at);
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

bool wh_paste_entities(wh_env *env, wh_paste *out, wh_text *text, size_t from)
{
    wh_str s = text->bytes;
    if (wh_find_byte(wh_sub(s, 0, from + ESCAPED_WITHIN), '&', from) == WH_NONE_AT) return false;
    size_t end = escaped_end(s, from);
    if (!is_escaped(wh_sub(s, from, end))) return false;
    wh_weave weave;
    wh_weave_begin(&weave, env, text);
    size_t kept = 0;
    for (size_t at = from; (at = wh_find_byte(wh_sub(s, 0, end), '&', at)) != WH_NONE_AT;) {
        uint32_t rune;
        size_t n = wh_entity_at(wh_sub(s, at, end), true, &rune);
        if (n == 0 || (rune < ' ' && rune != '\t')) {
            at++;
            continue;
        }
        char encoded[4];
        wh_weave_keep(&weave, kept, at);
        wh_weave_made(&weave, (wh_str){encoded, wh_encode_rune(rune, encoded)}, at, at + n);
        wh_note_repair(env, out, WH_REPAIR_ENTITIES, wh_text_span(text, wh_sub(s, at, at + n)));
        kept = at += n;
    }
    wh_weave_keep(&weave, kept, s.n);
    wh_text mended;
    if (!wh_weave_end(&weave, &mended)) return false;
    *text = mended;
    return true;
}
