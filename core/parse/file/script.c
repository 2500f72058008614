/* What a page's script keeps packed until it runs: base64, percent-encoding, the escapes of JavaScript's
 * string literals (ECMA-262 12.9.4) and literals that are joined, lists of character codes, text
 * written backwards. Each is undone wherever it stands, whatever the script would do with it. Nothing is run.
 */
#include "base/limits.h"
#include "parse/base64.h"
#include "parse/file/file.h"

#define LEAST_TOKEN 16u  /* letters of base64: shorter ones are words */
#define LEAST_ESCAPES 6u /* of a text: fewer hide nothing */
#define LEAST_CODES 8u   /* numbers in a row */
#define LOOKED_AT 48u    /* bytes that show whether it is text */

static bool is_text(wh_str s)
{
    size_t good = 0;
    s = wh_sub(s, 0, LOOKED_AT);
    for (size_t i = 0; i < s.n; i++) good += (s.p[i] >= ' ' && s.p[i] < 0x7F) || wh_is_space(s.p[i]);
    return s.n && good * 10 >= s.n * 9;
}

/* Letters of UTF-16 that are ASCII, as PowerShell's -EncodedCommand has it. */
static wh_str narrowed(wh_buf *out, size_t from)
{
    size_t n = from;
    for (size_t i = from; i + 1 < out->n; i += 2) {
        if (out->p[i + 1] != '\0') return WH_ABSENT;
        out->p[n++] = out->p[i];
    }
    out->n = n;
    return (wh_str){out->p + from, n - from};
}

/* A run of base64's letters, decoded after what out holds; taken back where it is no text. */
static void put_token(wh_buf *out, wh_str token)
{
    wh_base64 state = {0, 0};
    size_t from = out->n;
    char byte;
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i] == '-' ? '+' : token.p[i] == '_' ? '/' : token.p[i];
        if (wh_base64_step(&state, c, &byte)) wh_put_byte(out, byte);
        if (out->failed) return;
        if (out->n - from != LOOKED_AT && i + 1 < token.n) continue;
        wh_str made = {out->p + from, out->n - from};
        bool wide = made.n > 3 && made.p[1] == '\0' && made.p[3] == '\0';
        if (wide || is_text(made)) continue;
        out->n = from;
        return;
    }
    if (out->n - from > 3 && out->p[from + 1] == '\0' && wh_absent(narrowed(out, from))) out->n = from;
    wh_put_byte(out, '\n');
}

static void put_tokens(wh_buf *out, wh_str text, size_t most)
{
    for (size_t at = 0; at < text.n && out->n < most;) {
        size_t end = at;
        while (end < text.n &&
               (wh_base64_value(text.p[end]) >= 0 || text.p[end] == '-' || text.p[end] == '_'))
            end++;
        if (end - at >= LEAST_TOKEN) put_token(out, wh_sub(text, at, end));
        at = end + 1;
    }
}

static unsigned hex_of(wh_str s, size_t at, size_t n)
{
    unsigned value = 0;
    for (size_t i = at; i < at + n; i++) {
        int digit = i < s.n ? wh_hex_value(s.p[i]) : -1;
        if (digit < 0) return 0;
        value = value * 16 + (unsigned)digit;
    }
    return value;
}

/* "%68", "%u0068", "\x68", "\u0068", "\u{68}", "\150", "&#104;" at s[at]: the bytes it takes, 0: none of
 * them. */
static size_t escape_at(wh_str s, size_t at, unsigned *value)
{
    char first = s.p[at], kind = at + 1 < s.n ? s.p[at + 1] : '\0';
    *value = 0;
    if (first == '%') {
        bool wide = kind == 'u' || kind == 'U';
        *value = wide ? hex_of(s, at + 2, 4) : hex_of(s, at + 1, 2);
        return *value ? (wide ? 6 : 3) : 0;
    }
    if (first != '\\') return 0;
    if (kind == 'x') *value = hex_of(s, at + 2, 2);
    if (kind == 'x') return *value ? 4 : 0;
    if (kind == 'u') *value = hex_of(s, at + 2, 4);
    if (kind == 'u') return *value ? 6 : 0;
    size_t n = 1;
    while (n < 4 && at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '7')
        *value = *value * 8 + (unsigned)(s.p[at + n++] - '0');
    return n == 4 && *value ? n : 0;
}

/* '"', blanks, "+", blanks, '"': two literals that are joined; its length, 0: it is not that. */
static size_t joint_at(wh_str s, size_t at)
{
    size_t end = at + 1;
    if (s.p[at] != '"' && s.p[at] != '\'' && s.p[at] != '`') return 0;
    while (end < s.n && wh_is_space(s.p[end])) end++;
    if (end >= s.n || s.p[end] != '+') return 0;
    for (end++; end < s.n && wh_is_space(s.p[end]);) end++;
    return end < s.n && (s.p[end] == '"' || s.p[end] == '\'' || s.p[end] == '`') ? end + 1 - at : 0;
}

static bool has_escapes(wh_str text)
{
    unsigned found = 0, value;
    for (size_t at = 0; at < text.n && found < LEAST_ESCAPES; at++)
        if (joint_at(text, at)) return true;
        else found += escape_at(text, at, &value) > 0;
    return found >= LEAST_ESCAPES;
}

/* The text as its literals are read, once. */
static void put_unescaped(wh_buf *out, wh_str text, size_t most)
{
    for (size_t at = 0; at < text.n && out->n < most;) {
        unsigned value;
        size_t joint = joint_at(text, at), n = joint ? 0 : escape_at(text, at, &value);
        if (n) wh_put_rune(out, value);
        else if (!joint) wh_put_byte(out, text.p[at]);
        at += joint ? joint : n ? n : 1;
    }
    wh_put_byte(out, '\n');
}

/* "104,116,116,112": what String.fromCharCode and arrays of bytes hold; "0x68" too. */
static void put_codes(wh_buf *out, wh_str text, size_t most)
{
    for (size_t at = 0; at < text.n && out->n < most;) {
        size_t from = out->n, next = at;
        unsigned codes = 0;
        while (next < text.n && wh_is_digit(text.p[next])) {
            bool hex = text.p[next] == '0' && next + 1 < text.n && (text.p[next + 1] | 0x20) == 'x';
            unsigned value = 0, base = hex ? 16 : 10;
            for (next += hex ? 2 : 0; next < text.n && value < 1000; next++) {
                int digit = wh_hex_value(text.p[next]);
                if (digit < 0 || (unsigned)digit >= base) break;
                value = value * base + (unsigned)digit;
            }
            if (value < 9 || value > 126) break;
            wh_put_byte(out, (char)value);
            codes++;
            while (next < text.n && (wh_is_space(text.p[next]) || text.p[next] == ',')) next++;
        }
        if (codes < LEAST_CODES) out->n = from;
        else wh_put_byte(out, '\n');
        at = next > at ? next : at + 1;
        while (at < text.n && wh_is_alnum(text.p[at]) && wh_is_alnum(text.p[at - 1]))
            at++; /* the rest of a word */
    }
}

static void put_reversed(wh_buf *out, wh_str text, size_t most)
{
    for (size_t at = text.n; at > 0 && out->n < most; at--) wh_put_byte(out, text.p[at - 1]);
    wh_put_byte(out, '\n');
}

wh_str wh_unpack_script(wh_env *env, wh_str text)
{
    wh_buf out;
    size_t most = text.n * 2 + 64;
    bool reversed = wh_find(text, WH_LIT("//:sptth"), 0) != WH_NONE_AT ||
                    wh_find(text, WH_LIT("//:ptth"), 0) != WH_NONE_AT;
    wh_buf_init(&out, env->arena);
    if (has_escapes(text)) put_unescaped(&out, text, most);
    put_tokens(&out, text, most);
    put_codes(&out, text, most);
    if (reversed) put_reversed(&out, text, most);
    if (out.n >= most) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    return wh_buf_str(&out);
}
