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

/* Bytes that the escape at `at` takes, and what it stands for; 0: it is none. escape: '\\'; '"' where it is
 * doubled (RFC 4180); '%' (RFC 3986 2.1), '+' where that is a blank (a form's); '-' in base64 for addresses
 * (RFC 4648 5). */
static size_t read_escape(wh_str s, size_t at, char escape, char out[4], size_t *n)
{
    static const wh_str names = WH_LIT_INIT("nrtbf\"'\\/"), values = WH_LIT_INIT("\n\r\t\b\f\"'\\/");
    char c = at + 1 < s.n ? s.p[at + 1] : '\0';
    size_t known = wh_find_byte(names, c, 0), length;
    uint32_t rune;
    *n = 1;
    if (escape != '\\') {
        int32_t digits =
            s.p[at] == '%' && (escape == '%' || escape == '+') ? hex_of(wh_from(s, at + 1), 2) : -1;
        if (digits >= 0) return out[0] = (char)(unsigned char)digits, 3;
        out[0] = s.p[at] == '-' ? '+' : s.p[at] == '_' ? '/' : s.p[at] == '+' ? ' ' : s.p[at];
        if (escape == '"') return s.p[at] == '"' && c == '"' ? 2 : 0;
        return escape == '-' ? out[0] != s.p[at] : escape == '+' && s.p[at] == '+';
    }
    if (s.p[at] != '\\') return 0;
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

/* Whether a line end in a value is followed by a fold, as it stands there or escaped. */
static bool is_folded(wh_str s, size_t at)
{
    return at < s.n && (wh_is_wsp(s.p[at]) || wh_eq(wh_sub(s, at, at + 2), WH_LIT("\\t")));
}

void wh_weave_string(wh_weave *weave, size_t from, size_t to, char escape, bool value)
{
    wh_str s = wh_sub(weave->in->bytes, 0, to);
    size_t kept = from;
    for (size_t at = from; at < to;) {
        char made[4] = {s.p[at]};
        size_t n = 1, length = read_escape(s, at, escape, made, &n);
        bool end = value && n == 1 && (made[0] == '\n' || made[0] == '\r');
        if (length == 0 && !end) {
            at += s.p[at] == '\\' && escape == '\\' ? 2 : 1;
            continue;
        }
        if (length == 0) length = 1;
        wh_weave_keep(weave, kept, at);
        kept = at + length;
        if (end && made[0] == '\r') n = 0;
        wh_weave_made(weave, (wh_str){made, n}, at, kept);
        /* What is in a value begins no field, whatever the program has decoded. */
        if (end && n && !is_folded(s, kept)) wh_weave_made(weave, WH_LIT(" "), at, kept);
        at = kept;
    }
    wh_weave_keep(weave, kept, to);
}

static bool unwrap_string(wh_env *env, size_t from, size_t end, char escape, wh_text *text)
{
    wh_weave weave;
    wh_text plain;
    wh_weave_begin(&weave, env, text);
    wh_weave_string(&weave, from, end, escape, false);
    if (!wh_weave_end(&weave, &plain)) return false;
    *text = plain;
    return true;
}

/* ---- percent signs ---- */

/* "Received%3A%20…", or "source=Received%3A+…": the end, `at` where it is none. */
static size_t percent_end(wh_str s, size_t *at, char *escape)
{
    size_t from = *at, colon = wh_find(wh_sub(s, from, from + 2 * WH_MAX_FIELD_NAME), WH_LIT("%3"), 0), end;
    if (colon == WH_NONE_AT) return from;
    colon += from;
    if (wh_lower(s.p[colon + 2 < s.n ? colon + 2 : colon]) != 'a') return from;
    size_t key = wh_rfind_byte(wh_sub(s, 0, colon), '=');
    if (key != WH_NONE_AT && key >= from) from = key + 1;
    const wh_known *field = wh_known_field(wh_sub(s, from, colon));
    if (!field || field->word) return *at;
    *escape = colon + 3 < s.n && s.p[colon + 3] == '+' ? '+' : '%';
    for (end = colon; end < s.n && !wh_is_space(s.p[end]) && s.p[end] != '&';) end++;
    *at = from;
    return end;
}

/* ---- a cell of a table ---- */

/* The end of the cell of CSV (RFC 4180) that begins at `at`, lines and all; `at` where it is none. */
static size_t cell_end(wh_str s, size_t at)
{
    size_t end = at;
    if (!begins(wh_from(s, at)) || wh_find_byte(wh_sub(s, at, at + AHEAD), '\n', 0) == WH_NONE_AT) return at;
    while ((end = wh_find_byte(s, '"', end)) != WH_NONE_AT && end + 1 < s.n && s.p[end + 1] == '"') end += 2;
    if (end == WH_NONE_AT) return at;
    return end + 1 == s.n || wh_find_byte(WH_LIT(",;\t\r\n"), s.p[end + 1], 0) != WH_NONE_AT ? end : at;
}

/* ---- either ---- */

static bool unwrap_at(wh_env *env, wh_paste *out, wh_text *text, size_t at, char quote)
{
    wh_str s = text->bytes;
    size_t end = text->pieces.n ? at : base64_end(s, at);
    wh_repair_id id = end > at ? WH_REPAIR_BASE64 : WH_REPAIR_STRING;
    char escape = '\\';
    if (end == at) end = string_end(s, at, quote);
    if (end == at && quote == '"' && (end = cell_end(s, at)) > at) escape = '"';
    if (end == at && !quote) end = percent_end(s, &at, &escape);
    if (end == at) return false;
    wh_span before = wh_text_span(text, wh_sub(s, 0, at)), all = wh_text_span(text, wh_sub(s, at, end)),
            after = wh_text_span(text, wh_from(s, end));
    bool around = wh_trim_bytes(wh_sub(s, 0, at), WH_LIT(" \t\r\nbB\"'")).n > 0,
         behind = wh_trim_bytes(wh_from(s, end), WH_LIT(" \t\r\n\"'")).n > 0;
    if (!(id == WH_REPAIR_BASE64 ? unwrap_base64(env, s, at, end, text)
                                 : unwrap_string(env, at, end, escape, text)))
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
    if (wh_starts_nocase(wh_from(s, at), WH_LIT("data:"))) { /* RFC 2397 */
        size_t comma = wh_find(wh_sub(s, at, at + AHEAD), WH_LIT(";base64,"), 0);
        at += comma == WH_NONE_AT ? 0 : comma + 8;
    }
    if (at >= s.n) return false;
    if (unwrap_at(env, out, text, at, '\0')) return true;
    bool starts = true;
    bool data = wh_find_byte(WH_LIT("{[\"'bB"), s.p[at], 0) != WH_NONE_AT;
    for (size_t end = at + AHEAD; at < s.n && at < end; at++) {
        if (starts && wh_paste_field_at(s, at)) return false;
        bool cell = s.p[at] == '"' && at > 0 && wh_find_byte(WH_LIT(",;\t\n"), s.p[at - 1], 0) != WH_NONE_AT;
        if ((cell || (data && is_quote(s.p[at]))) && unwrap_at(env, out, text, at + 1, s.p[at])) return true;
        starts = s.p[at] == '\n' || (starts && wh_is_space(s.p[at]));
    }
    return false;
}
