/* Encoded words: RFC 2047, RFC 2231 5 (language), and the broken ones that mail programs nevertheless read.
 */
#include "parse/base64.h"
#include "base/limits.h"
#include "parse/charset/charset.h"
#include "parse/lexical.h"
#include "parse/parse.h"

typedef struct word {
    wh_str label, text;
    bool base64;
    size_t end; /* after it */
} word;

typedef struct reader {
    wh_env *env;
    wh_buf out;
    wh_buf bytes; /* of the words read last, not yet decoded */
    wh_str label; /* theirs */
    bool pending;
} reader;

static char at_or_nul(wh_str s, size_t at) { return at < s.n ? s.p[at] : '\0'; }

/* "=?charset?B?" at `at`: fills label and base64, and returns where the text begins; 0 when there is none. */
static size_t word_start(wh_str s, size_t at, word *out)
{
    if (at_or_nul(s, at) != '=' || at_or_nul(s, at + 1) != '?') return 0;
    size_t label = at + 2, end = label;
    while (end < s.n && end - label < WH_MAX_CHARSET_LABEL && s.p[end] >= ' ' && s.p[end] < 0x7F &&
           s.p[end] != '?' && s.p[end] != '=')
        end++;
    char encoding = wh_lower(at_or_nul(s, end + 1));
    if (at_or_nul(s, end) != '?' || at_or_nul(s, end + 2) != '?' || (encoding != 'b' && encoding != 'q'))
        return 0;
    out->label = wh_sub(s, label, end);
    out->base64 = encoding == 'b';
    return end + 3;
}

/* The next "?=" from `at`, or the next word's beginning, whichever comes first; s.n: neither. */
static size_t next_border(wh_str s, size_t at)
{
    word ignored;
    for (; at < s.n; at++) {
        if (s.p[at] == '?' && at_or_nul(s, at + 1) == '=') return at;
        if (s.p[at] == '=' && word_start(s, at, &ignored)) return at;
    }
    return s.n;
}

static bool is_closing(wh_str s, size_t at) { return at_or_nul(s, at) == '?' && at_or_nul(s, at + 1) == '='; }

/* A "?" left raw in Q text in front of an escape, "what?=3F?=", looks like the end: it is not the end when it
 * is followed by two hexadecimal digits and there is another end before the next word. */
static bool closes_q(wh_str s, size_t at)
{
    if (wh_hex_value(at_or_nul(s, at + 2)) < 0 || wh_hex_value(at_or_nul(s, at + 3)) < 0) return true;
    return !is_closing(s, next_border(s, at + 2));
}

/* Where the text of a word ends that has no "?=": at what cannot belong to it. */
static size_t open_end(wh_str s, size_t from, size_t limit, bool base64)
{
    size_t end = from;
    while (end < limit && s.p[end] != '<' && s.p[end] != '"' &&
           (!base64 || wh_base64_value(s.p[end]) >= 0 || s.p[end] == '=' || wh_is_space(s.p[end])))
        end++;
    while (end > from && wh_is_space(s.p[end - 1])) end--;
    return end;
}

static bool parse_word(wh_str s, size_t at, word *out)
{
    size_t from = word_start(s, at, out);
    if (!from) return false;
    size_t border = next_border(s, from);
    while (is_closing(s, border) && !out->base64 && !closes_q(s, border)) border = next_border(s, border + 2);
    if (is_closing(s, border)) {
        out->text = wh_sub(s, from, border);
        out->end = border + 2;
        return true;
    }
    out->end = open_end(s, from, border, out->base64);
    out->text = wh_sub(s, from, out->end);
    if (out->end < s.n && out->base64 && s.p[out->end] == '?') out->end++; /* cut in the middle of "?=" */
    if (out->text.n && out->text.p[out->text.n - 1] == '?') out->text.n--;
    return out->text.n > 0;
}

static void put_q(wh_buf *buf, wh_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\r' || c == '\n') { /* folded inside, against RFC 2047 2 */
            while (wh_is_space(at_or_nul(text, i + 1))) i++;
            wh_put_byte(buf, ' ');
        } else if (c == '_') {
            wh_put_byte(buf, ' ');
        } else if (c == '=' && wh_hex_value(at_or_nul(text, i + 1)) >= 0 &&
                   wh_hex_value(at_or_nul(text, i + 2)) >= 0) {
            wh_put_byte(
                buf, (char)(unsigned char)(wh_hex_value(text.p[i + 1]) << 4 | wh_hex_value(text.p[i + 2])));
            i += 2;
        } else {
            wh_put_byte(buf, c);
        }
    }
}

static void put_b(wh_buf *buf, wh_str text)
{
    wh_base64 state = {0};
    for (size_t at = 0; at < text.n; at++) {
        char bytes[96];
        size_t n = state.n ? 0 : wh_base64_fours(text, at, bytes, sizeof bytes - 1);
        at += n / 3 * 4;
        if (at < text.n && wh_base64_step(&state, text.p[at], bytes + n)) n++;
        wh_put(buf, (wh_str){bytes, n});
    }
}

static void flush(reader *r)
{
    if (!r->pending) return;
    wh_put(&r->out, wh_decode_charset(r->env, r->label, wh_buf_str(&r->bytes)));
    r->bytes.n = 0;
    r->pending = false;
}

static bool same_charset(wh_str a, wh_str b)
{
    if (wh_eq_nocase(a, b)) return true;
    wh_str name = wh_charset_named(a);
    return !wh_absent(name) && wh_eq(name, wh_charset_named(b));
}

/* Words of one charset are joined as bytes: a character, or a shift state, may be split between them. */
static void add_word(reader *r, const word *w)
{
    if (r->pending && !same_charset(r->label, w->label)) flush(r);
    r->label = w->label;
    r->pending = true;
    if (w->base64) put_b(&r->bytes, w->text);
    else put_q(&r->bytes, w->text);
}

static void put_raw(reader *r, wh_str text)
{
    if (text.n) wh_put(&r->out, wh_decode_charset(r->env, WH_ABSENT, text));
}

/* Over one raw ISO 2022 character set: its bytes may look like anything. */
static size_t skip_iso2022(wh_str s, size_t at)
{
    size_t n;
    bool wide = true;
    while (at < s.n && wide) {
        if (wh_iso2022_escape(s, at, &n, &wide)) at += n;
        else at++;
    }
    return at;
}

wh_str wh_decode_words(wh_env *env, wh_str value)
{
    reader r = {.env = env};
    word w;
    size_t raw = 0;
    bool any = false;
    wh_buf_init(&r.out, env->arena);
    wh_buf_init(&r.bytes, env->arena);
    for (size_t at = 0, n; at < value.n;) {
        bool wide = false;
        if (wh_iso2022_escape(value, at, &n, &wide) && wide) {
            at = skip_iso2022(value, at);
            continue;
        }
        if (value.p[at] != '=' || !parse_word(value, at, &w)) {
            at++;
            continue;
        }
        wh_str between = wh_sub(value, raw, at);
        if (!r.pending || wh_trim(between).n > 0) {
            flush(&r);
            put_raw(&r, between);
        }
        add_word(&r, &w);
        any = true;
        at = raw = w.end;
    }
    if (!any) return wh_absent(value) ? value : wh_decode_charset(env, WH_ABSENT, value);
    flush(&r);
    put_raw(&r, wh_from(value, raw));
    return wh_buf_str(&r.out);
}

wh_str wh_decode_header(wh_env *env, wh_str value)
{
    return wh_decode_words(env, wh_trim(wh_unfold(env, value)));
}

size_t wh_encoded_word_end(wh_str s, size_t at)
{
    word w;
    size_t from = word_start(s, at, &w);
    if (!from || !parse_word(s, at, &w) || !is_closing(s, w.end - 2)) return at;
    for (size_t i = 0; i < w.text.n; i++)
        if (w.text.p[i] == '<' || w.text.p[i] == '>') return at;
    return w.end;
}
