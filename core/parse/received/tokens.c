/* The tokens of a Received field: words, comments, semicolons (RFC 5322 3.2.2, 3.2.3; RFC 5321 4.4), and the
 * words inside a comment. Groups that never close are recognised in time linear in the value. */
#include "base/limits.h"
#include "parse/received/parts.h"

/* What bytes do here, as bits. */
#define BLANK 1u
#define COMMA 2u
#define PAREN 4u
#define SEMICOLON 8u
#define OPENS 16u /* a group: "[", "<", a quotation mark */
#define QUOTES 32u
#define USUAL_TOKENS 24u /* what most Received fields have at most: room for them at once */
static const uint8_t kinds[256] = {
    [' '] = BLANK, ['\t'] = BLANK,         ['\r'] = BLANK,         ['\n'] = BLANK,
    [','] = COMMA, ['('] = PAREN,          [')'] = PAREN,          [';'] = SEMICOLON,
    ['['] = OPENS, ['<'] = OPENS | QUOTES, ['"'] = OPENS | QUOTES,
};
static inline unsigned kind_of(char c) { return kinds[(unsigned char)c]; }

/* The end of a group that opens at `at`, just after its closing byte; 0 when it does not close. Groups do
 * not nest: another opening byte, or one of the kinds `never`, ends the search, which keeps all searches
 * together linear. */
static size_t group_end(wh_str s, size_t at, char close, unsigned never)
{
    size_t end = s.n - at > WH_MAX_IN_GROUP ? at + WH_MAX_IN_GROUP : s.n;
    for (size_t i = at + 1; i < end; i++) {
        if (s.p[i] == close) return i + 1;
        if (s.p[i] == s.p[at] || (kind_of(s.p[i]) & never)) return 0;
    }
    return 0;
}

/* The next position of a word after the group that opens at `at`; it is an ordinary byte when it does not
 * close. */
static size_t step_over(wh_str s, size_t at, unsigned never)
{
    size_t end = 0;
    if (s.p[at] == '[') end = group_end(s, at, ']', never);
    else if (s.p[at] == '<') end = group_end(s, at, '>', never);
    else if (s.p[at] == '"') end = group_end(s, at, '"', never);
    return end ? end : at + 1;
}

/* Where an address ends whose local part is quoted (RFC 5321 4.1.2), the position of its "<" given: in there
 * anything may stand, a parenthesis, "by", a semicolon. Only after the words that announce an address; 0
 * when it does not. */
static size_t quoted_end(wh_str s, size_t at)
{
    static const wh_str before[] = {WH_LIT_INIT("for "), WH_LIT_INIT("envelope-from "),
                                    WH_LIT_INIT("envelope-sender "), WH_LIT_INIT("return-path: ")};
    bool announced = false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        announced |= at >= before[i].n && wh_eq_nocase(wh_sub(s, at - before[i].n, at), before[i]);
    if (!announced || at + 1 >= s.n || s.p[at + 1] != '"') return 0;
    size_t end = s.n - at > WH_MAX_IN_GROUP ? at + WH_MAX_IN_GROUP : s.n;
    for (size_t i = at + 2; i < end; i++) {
        if (s.p[i] == '\\') i++;
        else if (s.p[i] == '"')
            return i + 1 < end && s.p[i + 1] == '@' ? group_end(s, i + 1, '>', PAREN | SEMICOLON | QUOTES)
                                                    : 0;
    }
    return 0;
}

typedef struct scanner {
    wh_str s;
    const wh_recho *echo;
    size_t at;
    bool loose; /* parentheses do not match somewhere: from there on they do not nest */
    /* Where the next of each is that ends a comment there; 0: not looked for yet. Each is found once, however
     * many "(" stand before it. */
    size_t close, by, address;
} scanner;

static bool is_word(wh_str s, size_t at, wh_str word)
{
    if (!wh_starts_nocase(wh_from(s, at), word)) return false;
    return at + word.n < s.n && wh_is_space(s.p[at + word.n]);
}

/* Where the comment that opens at scan->at ends by the rules: the position of its ")", or WH_NONE_AT. */
static size_t nested_end(const scanner *scan)
{
    size_t depth = 0;
    for (size_t i = scan->at; i < scan->s.n; i++) {
        char c = scan->s.p[i];
        size_t address = c == '<' ? quoted_end(scan->s, i) : 0;
        if (scan->echo->end && i == scan->echo->start) i = scan->echo->end - 1; /* the client's words */
        else if (address) i = address - 1;
        else if (c == '\\' && i + 1 < scan->s.n) i++;
        else if (c == '(') depth++;
        else if (c == ')' && --depth == 0) return i;
    }
    return WH_NONE_AT;
}

/* Whether what ends at the next ")" is, or ends in, an address in brackets or a bare one. */
static bool holds_address(wh_str s)
{
    s = wh_sub(s, 0, WH_MAX_IN_GROUP);
    size_t end = wh_find_byte(s, ')', 0), again = wh_find_byte(s, '(', 0);
    if (end == WH_NONE_AT) return false;
    wh_str raw, inside = wh_trim(wh_sub(s, 0, again < end ? again : end));
    size_t open = wh_rfind_byte(inside, '[');
    wh_ip ip;
    uint16_t port;
    return wh_received_ip(open == WH_NONE_AT ? inside : wh_from(inside, open), &ip, &raw, &port);
}

/* The same where they do not match: the first ")", or the last byte before a "by" that starts the next
 * clause. A parenthesis that a client left open in its name does not swallow the server's comment: WH_NONE_AT
 * when one with an address follows. */
static size_t loose_end(scanner *scan)
{
    size_t from = scan->at + 1;
    if (scan->close < from) scan->close = wh_find_byte(scan->s, ')', from);
    if (scan->by < from)
        for (scan->by = from; scan->by < scan->s.n; scan->by++)
            if (wh_is_space(scan->s.p[scan->by]) && is_word(scan->s, scan->by + 1, WH_LIT("by"))) break;
    if (scan->address < from)
        for (scan->address = from; scan->address < scan->s.n; scan->address++)
            if (scan->s.p[scan->address] == '(' && holds_address(wh_from(scan->s, scan->address + 1))) break;
    size_t end = scan->close < scan->by ? scan->close : scan->by;
    /* No server leaves one open. */
    if (end == scan->by && wh_received_starts_aside(wh_sub(scan->s, scan->at + 1, end))) return WH_NONE_AT;
    return end < scan->address && end < scan->s.n ? end : WH_NONE_AT;
}

static bool scan_comment(scanner *scan, wh_str *comment)
{
    size_t end = scan->loose ? WH_NONE_AT : nested_end(scan);
    if (end == WH_NONE_AT) {
        scan->loose = true;
        end = loose_end(scan);
        if (end == WH_NONE_AT) {
            scan->at++;
            return false;
        }
    }
    *comment = wh_trim(wh_sub(scan->s, scan->at + 1, end));
    scan->at = end + 1;
    return true;
}

static wh_str scan_word(scanner *scan)
{
    size_t start = scan->at;
    if (scan->echo->end && start == scan->echo->start) {
        scan->at = scan->echo->end;
        return wh_sub(scan->s, start, scan->at);
    }
    while (scan->at < scan->s.n) {
        char c = scan->s.p[scan->at];
        unsigned kind = kind_of(c);
        if (kind & (BLANK | PAREN | SEMICOLON)) break;
        size_t address = c == '<' ? quoted_end(scan->s, scan->at) : 0;
        scan->at = address        ? address
                   : kind & OPENS ? step_over(scan->s, scan->at, PAREN | SEMICOLON)
                                  : scan->at + 1;
    }
    return wh_sub(scan->s, start, scan->at);
}

void wh_received_tokens(wh_env *env, wh_str value, const wh_recho *echo, wh_rtokens *out)
{
    scanner scan = {.s = value, .echo = echo};
    wh_reserve(env->arena, out, USUAL_TOKENS);
    while (scan.at < value.n) {
        if (out->n >= WH_MAX_RECEIVED_TOKENS) {
            wh_note_cut(env, WH_CUT_RECEIVED, wh_from(value, scan.at));
            return;
        }
        char c = value.p[scan.at];
        wh_rtoken token = {.kind = WH_R_WORD};
        if (wh_is_space(c) || c == ')') {
            scan.at++;
            continue;
        }
        if (c == '(') {
            token.kind = WH_R_COMMENT;
            if (!scan_comment(&scan, &token.s)) continue;
        } else if (c == ';') {
            token.kind = WH_R_SEMICOLON;
            token.s = wh_sub(value, scan.at, scan.at + 1);
            scan.at++;
        } else {
            token.s = scan_word(&scan);
        }
        wh_rtoken *place = wh_push(env->arena, out);
        if (!place) return;
        *place = token;
    }
}

#define SEPARATES (BLANK | COMMA | PAREN)

bool wh_received_atom(wh_str comment, size_t *at, wh_str *atom)
{
    size_t start = *at;
    while (start < comment.n && (kind_of(comment.p[start]) & SEPARATES)) start++;
    size_t end = start;
    for (unsigned kind; end < comment.n && !((kind = kind_of(comment.p[end])) & SEPARATES);)
        end = kind & OPENS ? step_over(comment, end, PAREN) : end + 1;
    *atom = wh_sub(comment, start, end);
    *at = end;
    return end > start;
}

uint32_t wh_received_beginnings(wh_str comment)
{
    uint32_t letters = 0;
    bool begins = true;
    for (size_t i = 0; i < comment.n; i++) {
        char c = wh_lower(comment.p[i]);
        if (begins && wh_is_lower(c)) letters |= 1u << (c - 'a');
        begins = kind_of(c) & SEPARATES;
    }
    return letters;
}
