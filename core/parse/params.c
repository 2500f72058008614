/* Parameters of MIME fields: RFC 2045 5.1, RFC 2231 (continuations, charsets), and encoded words where they
 * are not allowed. */
#include "base/limits.h"
#include "parse/lexical.h"
#include "parse/parse.h"

/* A parameter as written: "filename*1*=..." is section 1 of "filename", extended. */
typedef struct piece {
    wh_str name, value;
    int section; /* -1: not continued */
    bool extended;
} piece;
typedef WH_LIST(piece) pieces;

static bool is_token_char(char c)
{
    return c > ' ' && c < 0x7F && wh_find_byte(WH_LIT("()<>@,;:\\\"/[]?="), c, 0) == WH_NONE_AT;
}

/* The next ";" outside strings and comments. */
static size_t semicolon(wh_lexer *lexer, size_t at)
{
    while (at < lexer->s.n && lexer->s.p[at] != ';') at = wh_lex(lexer, at);
    return at < lexer->s.n ? at : lexer->s.n;
}

/* Splits "name*1*" and says what the stars mean. */
static void split_name(wh_str written, piece *out)
{
    *out = (piece){.section = -1};
    if (written.n && written.p[written.n - 1] == '*') {
        out->extended = true;
        written.n--;
    }
    size_t star = wh_rfind_byte(written, '*');
    uint64_t number;
    if (star != WH_NONE_AT && wh_to_u64(wh_from(written, star + 1), &number) && number < 100000) {
        out->section = (int)number;
        written = wh_sub(written, 0, star);
    }
    out->name = written;
}

/* Reads "name=value" in [at, end); *next is where more may stand ("a=\"b\" c=d", a ";" forgotten). */
static bool read_piece(wh_env *env, wh_lexer *lexer, size_t at, size_t end, piece *out, size_t *next)
{
    *next = end;
    wh_str s = wh_sub(lexer->s, 0, end);
    size_t from = at = wh_lex_cfws(lexer, at);
    while (at < end && is_token_char(s.p[at])) at++;
    if (at == from || at - from > WH_MAX_PARAM_NAME) return false;
    split_name(wh_sub(s, from, at), out);
    at = wh_lex_cfws(lexer, at);
    if (out->name.n == 0 || at >= end || s.p[at] != '=') return false;
    at = wh_lex_cfws(lexer, at + 1);
    size_t close = wh_lex_quoted(lexer, at);
    if (close > at && close <= end) {
        wh_buf buf;
        wh_buf_init(&buf, env->arena);
        wh_put_unquoted(&buf, wh_sub(s, at + 1, close - 1));
        out->value = wh_buf_str(&buf);
        if (wh_lex_cfws(lexer, close) < end) *next = close;
        return !wh_absent(out->value);
    }
    out->value = wh_trim(wh_from(s, at)); /* a token, or with blanks in it what was meant as one */
    if (out->value.n > 1 && out->value.p[0] == '"')
        out->value = wh_from(out->value, 1); /* a string that never ends */
    for (size_t i = 0; i < out->value.n; i++)
        if (out->value.p[i] == '(' && i > 0 && wh_is_space(out->value.p[i - 1]) &&
            out->value.p[out->value.n - 1] == ')')
            out->value = wh_trim(wh_sub(out->value, 0, i)); /* a comment after it */
    return true;
}

static void put_percent(wh_buf *buf, wh_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        int high = i + 2 < text.n ? wh_hex_value(text.p[i + 1]) : -1,
            low = high >= 0 ? wh_hex_value(text.p[i + 2]) : -1;
        if (text.p[i] != '%' || low < 0) {
            wh_put_byte(buf, text.p[i]);
            continue;
        }
        wh_put_byte(buf, (char)(unsigned char)(high << 4 | low));
        i += 2;
    }
}

/* charset'language'text of the first section (RFC 2231 4); the charset may be empty or missing altogether. */
static wh_str split_charset(wh_str value, wh_str *text)
{
    size_t first = wh_find_byte(value, '\'', 0),
           second = first == WH_NONE_AT ? first : wh_find_byte(value, '\'', first + 1);
    *text = second == WH_NONE_AT ? value : wh_from(value, second + 1);
    return second == WH_NONE_AT ? WH_ABSENT : wh_sub(value, 0, first);
}

static bool same(const piece *a, const piece *b) { return wh_eq_nocase(a->name, b->name); }

/* The first section of a parameter from that number on, whatever is missing before it; an extended one wins
 * over a plain one. */
static const piece *section(const pieces *all, const piece *like, int from)
{
    const piece *found = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const piece *p = &all->at[i];
        if (p->section < from || !same(p, like)) continue;
        if (!found || p->section < found->section ||
            (p->section == found->section && p->extended && !found->extended))
            found = p;
    }
    return found;
}

static wh_str whole_value(wh_env *env, const pieces *all, const piece *like)
{
    wh_buf buf;
    wh_str charset = WH_ABSENT, text;
    wh_buf_init(&buf, env->arena);
    const piece *one = section(all, like, -1), *first = section(all, like, 0);
    if (one->section < 0 && (one->extended || !first)) {
        if (!one->extended) return wh_decode_header(env, one->value);
        charset = split_charset(one->value, &text);
        put_percent(&buf, text);
        return wh_decode_charset(env, charset, wh_buf_str(&buf));
    }
    bool extended = false;
    for (; first; first = section(all, like, first->section + 1)) {
        text = first->value;
        if (first->extended && !extended) charset = split_charset(first->value, &text);
        extended = extended || first->extended;
        if (first->extended) put_percent(&buf, text);
        else wh_put(&buf, text);
    }
    return extended ? wh_decode_charset(env, charset, wh_buf_str(&buf))
                    : wh_decode_header(env, wh_buf_str(&buf));
}

/* What stands before the first ";", without comments and white space. */
static wh_str main_value(wh_env *env, wh_lexer *lexer, size_t end)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < end;) {
        size_t after = wh_lex_cfws(lexer, at);
        bool slash = after < end && (lexer->s.p[after] == '/' || (buf.n && buf.p[buf.n - 1] == '/'));
        if (after > at && after < end && buf.n && !slash) wh_put_byte(&buf, ' ');
        at = after;
        if (at >= end) break;
        wh_put_byte(&buf, wh_lower(lexer->s.p[at++]));
    }
    return wh_trim_bytes(wh_trim(wh_buf_str(&buf)), WH_LIT(",\""));
}

/* Where the main value ends: at the first ";", or in front of a parameter that came without one ("attachment
 * filename=a"). */
static size_t main_end(wh_lexer *lexer)
{
    size_t end = semicolon(lexer, 0), at = wh_lex_cfws(lexer, 0), token = at;
    while (token < end && is_token_char(lexer->s.p[token])) token++;
    if (token < end && lexer->s.p[token] == '=') return 0; /* "filename=a" and no more */
    while (at < end && !wh_is_space(lexer->s.p[at])) at = wh_lex(lexer, at);
    if (at >= end) return end;
    size_t name = wh_lex_cfws(lexer, at), after = name;
    while (after < end && is_token_char(lexer->s.p[after])) after++;
    return after > name && after < end && lexer->s.p[after] == '=' ? at : end;
}

static void add(wh_env *env, wh_str name, wh_str value, wh_params *out)
{
    wh_param *param = wh_absent(value) ? NULL : wh_push(env->arena, &out->list);
    if (param) *param = (wh_param){wh_copy_lower(env->arena, name), value};
}

void wh_parse_params(wh_env *env, wh_str value, wh_params *out)
{
    pieces all = {0};
    wh_lexer lexer;
    *out = (wh_params){0};
    if (wh_absent(value)) return;
    wh_lexer_init(&lexer, value);
    size_t at = main_end(&lexer);
    out->value = main_value(env, &lexer, at);
    while (at < value.n) {
        if (all.n >= WH_MAX_PARAMS) {
            wh_note_cut(env, WH_CUT_PARAMS, wh_from(value, at));
            break;
        }
        piece one;
        if (value.p[at] == ';') at++;
        if (!read_piece(env, &lexer, at, semicolon(&lexer, at), &one, &at)) continue;
        piece *slot = wh_push(env->arena, &all);
        if (!slot) break;
        *slot = one;
    }
    for (uint32_t i = 0; i < all.n; i++) {
        const piece *one = &all.at[i];
        bool seen = false, again = false;
        for (uint32_t k = 0; k < all.n && !seen; k++) {
            bool alike = k != i && same(&all.at[k], one);
            seen = alike && k < i;
            again = again || alike;
        }
        wh_str whole = seen ? WH_ABSENT : whole_value(env, &all, one);
        add(env, one->name, whole, out);
        if (!again || one->section >= 0 || one->extended) continue;
        wh_str alone = wh_decode_header(env, one->value);
        if (!wh_eq(alone, whole)) add(env, one->name, alone, out);
    }
}

wh_str wh_param_named(const wh_params *params, wh_str name)
{
    for (uint32_t i = 0; i < params->list.n; i++)
        if (wh_eq_nocase(params->list.at[i].name, name)) return params->list.at[i].value;
    return WH_ABSENT;
}
