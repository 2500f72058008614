/* The text of a style sheet or a style attribute without what only stands in the way of reading it (CSS
 * Syntax 3, 4.3): comments, escapes, quotes, and braces where they are none. */
#include "parse/html/html.h"

typedef struct wh_css_reader {
    wh_str css;
    size_t at;
    wh_buf out;
    wh_buf *words;  /* what "content" and "list-style" write; NULL: it is not asked for */
    uint64_t kinds; /* of the brackets that are open, the innermost last: 1 is a square one */
    uint32_t depth;
} wh_css_reader;

static bool is_special(char c) { return !wh_is_alnum(c) && c != '-' && c != '_' && (unsigned char)c < 0x80; }

/* "\69 ", "\@": the letter; one that would be taken for syntax is WH_CSS_ANY. */
static void put_escape(wh_css_reader *r)
{
    uint32_t rune = 0;
    unsigned digits = 0;
    for (r->at++; digits < 6 && r->at < r->css.n && wh_is_hex(r->css.p[r->at]); digits++, r->at++) {
        char c = wh_lower(r->css.p[r->at]);
        rune = rune * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    if (digits == 0 && r->at < r->css.n) rune = wh_next_rune(r->css, &r->at, NULL);
    else if (r->at < r->css.n && wh_is_space(r->css.p[r->at])) r->at++;
    if (rune < 0x80 && is_special((char)rune)) wh_put_byte(&r->out, WH_CSS_ANY);
    else wh_put_rune(&r->out, rune);
}

/* Does a property that writes words end the text so far ("content:")? */
static bool writes_words(const wh_buf *out)
{
    size_t end = out->n;
    while (end > 0 && out->p[end - 1] != ';' && out->p[end - 1] != '{' && out->n - end < 40) end--;
    wh_str declaration = wh_trim(wh_sub((wh_str){out->p, out->n}, end, out->n));
    return wh_starts_nocase(declaration, WH_LIT("content")) ||
           wh_starts_nocase(declaration, WH_LIT("list-style"));
}

static bool in_square(const wh_css_reader *r) { return r->depth && (r->kinds & 1); }

/* A string: in "[class='x']" it is kept, elsewhere it is as good as empty. */
static void put_string(wh_css_reader *r, char quote)
{
    bool written = r->words && !in_square(r) && writes_words(&r->out);
    bool square = in_square(r);
    wh_put_byte(&r->out, quote);
    for (r->at++; r->at < r->css.n && r->css.p[r->at] != quote && r->css.p[r->at] != '\n'; r->at++) {
        if (r->css.p[r->at] == '\\') {
            if (++r->at == r->css.n) break;
            if (square) wh_put_byte(&r->out, WH_CSS_ANY);
            if (written && wh_is_hex(r->css.p[r->at])) wh_put_byte(r->words, ' ');
            else if (written) wh_put_byte(r->words, r->css.p[r->at]);
            continue;
        }
        char c = r->css.p[r->at];
        if (square) wh_put_byte(&r->out, is_special(c) ? WH_CSS_ANY : c);
        if (written) wh_put_byte(r->words, c);
    }
    if (written) wh_put_byte(r->words, '\n');
    wh_put_byte(&r->out, quote);
    if (r->at < r->css.n) r->at++;
}

/* "url(…)" without quotes ends at the next bracket, whatever stands in it. */
static bool skip_url(wh_css_reader *r)
{
    if (r->at < 3 || !wh_eq_nocase(wh_sub(r->css, r->at - 3, r->at), WH_LIT("url"))) return false;
    size_t at = r->at + 1;
    while (at < r->css.n && wh_is_space(r->css.p[at])) at++;
    if (at < r->css.n && (r->css.p[at] == '"' || r->css.p[at] == '\'')) return false;
    while (at < r->css.n && r->css.p[at] != ')') at += r->css.p[at] == '\\' ? 2 : 1;
    wh_put(&r->out, WH_LIT("()"));
    r->at = at + 1;
    return true;
}

static void put_other(wh_css_reader *r)
{
    char c = r->css.p[r->at++];
    if (c == '(' || c == '[') {
        r->depth++;
        r->kinds = r->kinds << 1 | (c == '[');
    } else if (r->depth && c == (in_square(r) ? ']' : ')')) {
        r->depth--;
        r->kinds >>= 1;
    } else if (r->depth && (c == ';' || c == ',' || c == '{' || c == '}')) c = ' ';
    wh_put_byte(&r->out, c);
}

wh_str wh_plain_css(wh_env *env, wh_str css, wh_buf *words)
{
    wh_css_reader r = {.css = css, .words = words};
    wh_buf_init(&r.out, env->arena);
    while (r.at < css.n) {
        char c = css.p[r.at];
        if (c == '/' && r.at + 1 < css.n && css.p[r.at + 1] == '*') {
            size_t end = wh_find(css, WH_LIT("*/"), r.at + 2);
            r.at = end == WH_NONE_AT ? css.n : end + 2;
        } else if (c == '\\') put_escape(&r);
        else if (c == '"' || c == '\'') put_string(&r, c);
        else if (c != '(' || !skip_url(&r)) put_other(&r);
    }
    return wh_buf_str(&r.out);
}

bool wh_is_plain_css(wh_str css)
{
    uint32_t round = 0;
    char quote = '\0';
    bool nested = wh_find_byte(css, '(', 0) != WH_NONE_AT || wh_find_byte(css, '[', 0) != WH_NONE_AT ||
                  wh_find_byte(css, '"', 0) != WH_NONE_AT || wh_find_byte(css, '\'', 0) != WH_NONE_AT;
    if (!nested && wh_find_byte(css, '\\', 0) == WH_NONE_AT && wh_find_byte(css, '*', 0) == WH_NONE_AT)
        return true;
    for (size_t at = 0; at < css.n; at++) {
        char c = css.p[at];
        if (c == '\\' || c == '\n' || (c == '*' && at && css.p[at - 1] == '/')) return false;
        if (quote && c == quote) quote = '\0';
        else if (!quote && (c == '"' || c == '\'')) quote = c;
        else if (!quote && (c == '(' || c == '[')) round++;
        else if (!quote && (c == ')' || c == ']') && round) round--;
        else if ((quote || round) && (c == ';' || c == '{' || c == '}' || c == '!')) return false;
    }
    return !quote && !round;
}
