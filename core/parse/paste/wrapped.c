/* A source that a program wrapped whole: in base64 (RFC 4648 4 and 5), or as a string with escapes (RFC 8259
 * 7, and those of Python's bytes). What stands around it is no part of the mail. A field at the start of an
 * earlier line is a source of its own, in whose values nothing is unwrapped. */
#include "parse/base64.h"
#include "parse/paste/paste.h"

#define GROUP 12u   /* bytes, of 16 digits */
#define SURE 64u    /* digits before it is taken for base64 */
#define AHEAD 4096u /* bytes in which a value begins, and its first line ends */

static bool is_quote(char c) { return c == '"' || c == '\''; }

/* Whether a mail begins here: with a field that only mail has. */
static bool begins(wh_str s)
{
    const wh_known *field = wh_paste_field_at(s, 0);
    return field && !field->word;
}

/* ---- base64 ---- */

static bool is_digit(char c) { return wh_base64_value(c) >= 0 || c == '-' || c == '_'; }

/* The end of the digits from `at` on; `at` where they hold no mail. */
static size_t base64_end(wh_str s, size_t at)
{
    char head[96];
    size_t n = 0, end = at;
    wh_base64 state = {0};
    for (; end < s.n && (is_digit(s.p[end]) || s.p[end] == '=' || wh_is_space(s.p[end])); end++)
        if (n < sizeof head && wh_base64_step(&state, s.p[end], &head[n])) n++;
    return end - at >= SURE && begins((wh_str){head, n}) ? end : at;
}

/* GROUP bytes stand for the digits that they came of: nearer places would cost more than the text. */
static bool unwrap_base64(wh_env *env, wh_str s, size_t from, size_t end, wh_text *text)
{
    wh_base64 state = {0};
    wh_text out = {.bytes = WH_ABSENT};
    char *bytes = wh_alloc_unset(env->arena, end - from);
    size_t n = 0;
    wh_piece *piece = NULL;
    for (size_t i = from; bytes && i < end; i++) {
        char c = s.p[i] == '-' ? '+' : s.p[i] == '_' ? '/' : s.p[i];
        if (wh_base64_value(c) < 0 && c != '=') continue;
        if (n % GROUP == 0 && (!piece || piece->at < n)) {
            piece = wh_push(env->arena, &out.pieces);
            if (!piece) return false;
            *piece = (wh_piece){.at = (uint32_t)n, .from = (uint32_t)i, .made = true};
        }
        size_t width = i + 1 - piece->from;
        piece->width = (uint16_t)(width < UINT16_MAX ? width : UINT16_MAX);
        if (wh_base64_step(&state, c, bytes + n)) n++;
    }
    out.bytes = (wh_str){bytes, n};
    if (bytes && n) *text = out;
    return bytes && n;
}

/* ---- strings ---- */

/* "\n" or "\r\n" with a fold or another field after it. */
static bool is_line_end(wh_str s, size_t at)
{
    if (wh_eq(wh_sub(s, at, at + 2), WH_LIT("\\r"))) at += 2;
    if (!wh_eq(wh_sub(s, at, at + 2), WH_LIT("\\n"))) return false;
    wh_str rest = wh_sub(s, at + 2, at + 2 + AHEAD);
    return wh_paste_field_at(rest, 0) || wh_starts_nocase(rest, WH_LIT(" ")) ||
           wh_starts_nocase(rest, WH_LIT("\\t"));
}

/* The end of the string that begins at `at`, `at` where it is none. quote: what ends it; NUL: the text. */
static size_t string_end(wh_str s, size_t at, char quote)
{
    bool escaped = false;
    size_t end = at;
    if (!begins(wh_from(s, at))) return at;
    for (; end < s.n && s.p[end] != '\n' && s.p[end] != quote; end++) {
        if (s.p[end] != '\\') continue;
        escaped = escaped || (end - at < AHEAD && is_line_end(s, end));
        end++;
    }
    if (end > s.n) end = s.n;
    bool whole = quote ? true : wh_trim(wh_from(s, end)).n == 0; /* bare: there is nothing but the one line */
    return escaped && whole ? end : at;
}

static int32_t hex_of(wh_str digits, size_t n)
{
    int32_t value = 0;
    if (digits.n < n) return -1;
    for (size_t i = 0; i < n; i++) {
        int digit = wh_hex_value(digits.p[i]);
        if (digit < 0) return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* "\uD83D\uDE00": two of them are one character. */
static size_t read_unicode(wh_str s, size_t at, uint32_t *rune)
{
    int32_t high = hex_of(wh_from(s, at + 2), 4), low = -1;
    if (high < 0) return 0;
    *rune = (uint32_t)high;
    if (high < 0xD800 || high > 0xDBFF) return 6;
    if (wh_eq(wh_sub(s, at + 6, at + 8), WH_LIT("\\u"))) low = hex_of(wh_from(s, at + 8), 4);
    if (low < 0xDC00 || low > 0xDFFF) return 6;
    *rune = 0x10000 + (((uint32_t)high - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
    return 12;
}

/* Bytes that the escape at `at` takes, and what it stands for; 0: it is none. */
static size_t read_escape(wh_str s, size_t at, char out[4], size_t *n)
{
    static const wh_str names = WH_LIT_INIT("nrtbf\"'\\/"), values = WH_LIT_INIT("\n\r\t\b\f\"'\\/");
    char c = at + 1 < s.n ? s.p[at + 1] : '\0';
    size_t known = wh_find_byte(names, c, 0), length;
    uint32_t rune;
    *n = 1;
    if (known != WH_NONE_AT) {
        out[0] = values.p[known];
        return 2;
    }
    if (c == 'u' && (length = read_unicode(s, at, &rune)) > 0) {
        *n = wh_encode_rune(rune, out);
        return length;
    }
    int32_t byte = c == 'x' ? hex_of(wh_from(s, at + 2), 2) : -1;
    out[0] = (char)(unsigned char)byte;
    return byte < 0 ? 0 : 4;
}

static bool unwrap_string(wh_env *env, size_t from, size_t end, wh_text *text)
{
    wh_weave weave;
    wh_text plain;
    wh_str s = wh_sub(text->bytes, 0, end);
    size_t kept = from;
    wh_weave_begin(&weave, env, text);
    for (size_t at = from; (at = wh_find_byte(s, '\\', at)) != WH_NONE_AT;) {
        char made[4];
        size_t n, length = read_escape(s, at, made, &n);
        if (length) {
            wh_weave_keep(&weave, kept, at);
            wh_weave_made(&weave, (wh_str){made, n}, at, at + length);
            kept = at + length;
        }
        at += length ? length : 2;
    }
    wh_weave_keep(&weave, kept, end);
    if (!wh_weave_end(&weave, &plain)) return false;
    *text = plain;
    return true;
}

/* ---- either ---- */

static bool unwrap_at(wh_env *env, wh_paste *out, wh_text *text, size_t at, char quote)
{
    wh_str s = text->bytes;
    size_t end = text->pieces.n ? at : base64_end(s, at);
    wh_repair_id id = end > at ? WH_REPAIR_BASE64 : WH_REPAIR_STRING;
    if (end == at) end = string_end(s, at, quote);
    if (end == at) return false;
    wh_span before = wh_text_span(text, wh_sub(s, 0, at)), all = wh_text_span(text, wh_sub(s, at, end)),
            after = wh_text_span(text, wh_from(s, end));
    bool around = wh_trim_bytes(wh_sub(s, 0, at), WH_LIT(" \t\r\nbB\"'")).n > 0,
         behind = wh_trim_bytes(wh_from(s, end), WH_LIT(" \t\r\n\"'")).n > 0;
    if (!(id == WH_REPAIR_BASE64 ? unwrap_base64(env, s, at, end, text) : unwrap_string(env, at, end, text)))
        return false;
    wh_note_repair(env, out, id, all);
    if (around) wh_note_repair(env, out, WH_REPAIR_TEXT_BEFORE, before);
    if (behind) wh_note_repair(env, out, WH_REPAIR_TEXT_AFTER, after);
    return true;
}

bool wh_paste_unwrap(wh_env *env, wh_paste *out, wh_text *text)
{
    wh_str s = text->bytes;
    size_t at = 0;
    while (at < s.n && wh_is_space(s.p[at])) at++;
    if (at >= s.n) return false;
    if (unwrap_at(env, out, text, at, '\0')) return true;
    bool starts = true;
    if (wh_find_byte(WH_LIT("{[\"'bB"), s.p[at], 0) == WH_NONE_AT) return false;
    for (size_t end = at + AHEAD; at < s.n && at < end; at++) {
        if (starts && wh_paste_field_at(s, at)) return false;
        if (is_quote(s.p[at]) && unwrap_at(env, out, text, at + 1, s.p[at])) return true;
        starts = s.p[at] == '\n' || (starts && wh_is_space(s.p[at]));
    }
    return false;
}
