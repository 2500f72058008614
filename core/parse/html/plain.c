/* Addresses in running text, Japanese or not: with a scheme, or beginning with "www.", and in the forms in
 * which people defuse them ("hxxp://example[.]com"), which are read as meant. */
#include "parse/html/reader.h"
#include "parse/name/hosts.h"

#include "base/limits.h"

/* ---- where an address begins ---- */

/* Schemes as they are written, and as they are meant. "ttp" is what Japanese boards write for "http". */
static const struct {
    wh_str written, meant;
} schemes[] = {{{"https", 5}, {"https", 5}}, {{"http", 4}, {"http", 4}},   {{"hxxps", 5}, {"https", 5}},
               {{"hxxp", 4}, {"http", 4}},   {{"h**ps", 5}, {"https", 5}}, {{"h**p", 4}, {"http", 4}},
               {{"httxs", 5}, {"https", 5}}, {{"hxtps", 5}, {"https", 5}}, {{"htxps", 5}, {"https", 5}},
               {{"ttps", 4}, {"https", 5}},  {{"ttp", 3}, {"http", 4}},    {{"ftp", 3}, {"ftp", 3}},
               {{"meow", 4}, {"http", 4}}};

/* The scheme that ends before text[colon]: its start, and what it means. WH_NONE_AT when there is none. */
static size_t scheme_before(wh_str text, size_t colon, size_t least, wh_str *meant)
{
    wh_str before = wh_sub(text, least, colon);
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (!wh_ends_nocase(before, schemes[i].written)) continue;
        *meant = schemes[i].meant;
        return colon - schemes[i].written.n;
    }
    size_t start = colon; /* any other one: only letters, and not too many */
    while (start > least && colon - start < WH_MAX_SCHEME && wh_is_alpha(text.p[start - 1])) start--;
    *meant = wh_sub(text, start, colon);
    return colon - start >= 2 ? start : WH_NONE_AT;
}

/* ---- where it ends ---- */

static bool is_cjk(uint32_t r) { return r >= 0x2E80; }
static bool is_wide_punctuation(uint32_t r)
{
    return (r >= 0x2000 && r <= 0x2BFF) || (r >= 0x3000 && r <= 0x303F) || (r >= 0xFF00 && r <= 0xFFEF) ||
           r == 0xA0 || r == 0xAB || r == 0xBB || r == 0xB7 || r == 0x30FB;
}

/* Browsers take these for the dots of a name (UTS 46): "example。com". */
static bool is_wide_dot(uint32_t r) { return r == 0x3002 || r == 0xFF0E || r == 0xFF61; }

static bool is_ascii_end(char c)
{
    return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == 0x7F;
}

/* A non-ASCII label belongs to the name when the name goes on in ASCII after it:
 * "例え.jp". */
static size_t wide_label(wh_str text, size_t at)
{
    size_t end = at, runes = 0;
    while (end < text.n && runes++ < 63) {
        size_t next = end;
        if ((unsigned char)text.p[end] < 0x80) {
            if (!wh_is_alnum(text.p[end]) && text.p[end] != '-') break;
            end++;
            continue;
        }
        uint32_t r = wh_next_rune(text, &next, NULL);
        if (r == WH_BAD_RUNE || is_wide_punctuation(r)) break;
        end = next;
    }
    bool goes_on = end + 1 < text.n && text.p[end] == '.' &&
                   (wh_is_alnum(text.p[end + 1]) || (unsigned char)text.p[end + 1] >= 0xC3);
    return goes_on ? end : at;
}

/* What else than a name's characters an address may have up to its path: RFC 3986 3.2, and what browsers
 * take. */
static bool is_authority(char c, bool first)
{
    return wh_is_hostname_char(c) || (c == '[' && first) ||
           (c != '\0' && wh_find_byte(WH_LIT("%@:\\~!$&*+=;]"), c, 0) != WH_NONE_AT);
}

/* The position after the letter beyond ASCII at `at`; `at` itself when the host ends there. */
static size_t after_wide(wh_str text, size_t start, size_t at, unsigned dots)
{
    size_t next = at;
    uint32_t r = wh_next_rune(text, &next, NULL);
    if (dots == 0 && at > start && is_wide_dot(r) && next < text.n && wh_is_alnum(text.p[next])) return next;
    if (r == WH_BAD_RUNE || is_wide_punctuation(r)) return at;
    if (!is_cjk(r)) return next;
    bool label_begins = at == start || text.p[at - 1] == '.' || (unsigned char)text.p[at - 1] >= 0x80;
    return label_begins || dots == 0 ? wide_label(text, at) : at;
}

/* The end of the host that begins at `at`; dots: how many. */
static size_t host_end(wh_str text, size_t at, unsigned *dots)
{
    size_t start = at;
    *dots = 0;
    while (at < text.n && at - start < WH_MAX_PLAIN_ADDRESS) {
        char c = text.p[at];
        size_t defused = wh_defused_dot(wh_from(text, at)), next = at;
        if (defused || c == '.') {
            ++*dots;
            next += defused ? defused : 1;
        } else if ((unsigned char)c >= 0x80) next = after_wide(text, start, at, *dots);
        else if (is_authority(c, at == start)) next++;
        if (next == at) break;
        at = next;
    }
    return at;
}

static size_t rest_end(wh_str text, size_t at)
{
    size_t start = at;
    while (at < text.n && at - start < WH_MAX_PLAIN_ADDRESS && (unsigned char)text.p[at] < 0x80 &&
           !is_ascii_end(text.p[at]))
        at++;
    return at;
}

/* Without the punctuation of the sentence around it: "(see http://example.com/a_(b))." */
static size_t without_tail(wh_str text, size_t start, size_t end)
{
    int round = 0, square = 0;
    for (size_t i = start; i < end; i++) {
        round += text.p[i] == '(' ? 1 : text.p[i] == ')' ? -1 : 0;
        square += text.p[i] == '[' ? 1 : text.p[i] == ']' ? -1 : 0;
    }
    while (end > start) {
        char c = text.p[end - 1];
        if (c == ')' && round < 0) round++;
        else if (c == ']' && square < 0) square++;
        else if (c != '.' && c != ',' && c != ';' && c != ':' && c != '!' && c != '?' && c != '\'' &&
                 c != '*' && c != '|' && c != '}' && c != '{')
            break;
        end--;
    }
    return end;
}

/* ---- one address ---- */

/* The address as meant: its scheme, and the host with plain dots. */
static wh_str as_meant(wh_env *env, wh_str scheme, wh_str host, wh_str rest)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, scheme);
    wh_put(&buf, WH_LIT("://"));
    wh_put_host(&buf, host);
    wh_put(&buf, rest);
    return wh_buf_str(&buf);
}

/* ---- broken across lines ---- */

/* Whether "<" or "<URL:" stands before `at`. */
static bool is_bracketed(wh_str text, size_t at)
{
    if (at >= 5 && wh_starts_nocase(wh_from(text, at - 4), WH_LIT("URL:"))) at -= 4;
    return at > 0 && text.p[at - 1] == '<';
}

/* The ">" that ends the address in angle brackets which begins at `at`, where its lines were broken on the
 * way: RFC 3986 appendix C has their breaks and the white space around them left out. WH_NONE_AT otherwise.
 */
static size_t broken_end(wh_str text, size_t at)
{
    unsigned breaks = 0; /* since the last letter */
    bool blank = false, broken = false;
    for (size_t i = at; i < text.n && i - at < WH_MAX_PLAIN_ADDRESS; i++) {
        char c = text.p[i];
        if (c == '>') return broken ? i : WH_NONE_AT;
        if (wh_is_space(c)) {
            blank = true;
            breaks += c == '\n';
            continue;
        }
        if (blank && breaks != 1) return WH_NONE_AT; /* words, or paragraphs */
        if (c == '<' || c == '"' || (unsigned char)c >= 0x7F) return WH_NONE_AT;
        broken |= blank;
        blank = false;
        breaks = 0;
    }
    return WH_NONE_AT;
}

static wh_str without_breaks(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_space(s.p[i])) wh_put_byte(&buf, s.p[i]);
    return wh_buf_str(&buf);
}

typedef struct found {
    size_t start, host, end; /* of the whole as written */
    wh_str scheme;           /* as meant */
    bool whole;              /* scheme and "://" are written out as meant */
} found;

/* Where addresses go, and what bounds them. */
typedef struct sink {
    wh_env *env;
    wh_anchors *links;
    wh_repeats *repeats;
    uint32_t unseen; /* of the links, those that nobody clicks */
} sink;

/* Adds the address; returns the position after it. */
static size_t add(sink *to, wh_str text, found f)
{
    wh_env *env = to->env;
    wh_anchors *links = to->links;
    unsigned dots;
    size_t host_to = host_end(text, f.host, &dots), end = host_to;
    if (end < text.n && (text.p[end] == '/' || text.p[end] == '?' || text.p[end] == '#'))
        end = rest_end(text, end);
    size_t broken = f.whole && end < text.n && wh_is_space(text.p[end]) && is_bracketed(text, f.start)
                        ? broken_end(text, f.host)
                        : WH_NONE_AT;
    if (end - f.host >= WH_MAX_PLAIN_ADDRESS) wh_note_cut(env, WH_CUT_LINKS, wh_sub(text, f.start, end));
    end = broken == WH_NONE_AT ? without_tail(text, f.host, end) : broken;
    if (end <= f.host) return f.host;
    if (host_to > end) host_to = end;
    wh_str host = wh_sub(text, f.host, host_to);
    bool defused = false;
    for (size_t i = 0; i < host.n && !defused; i++) defused = wh_defused_dot(wh_from(host, i)) > 0;
    wh_str at = wh_sub(text, f.start, end), href = at;
    if (broken != WH_NONE_AT) href = without_breaks(env, at);
    else if (!f.whole || defused) href = as_meant(env, f.scheme, host, wh_sub(text, host_to, end));
    bool room = links->n < WH_MAX_LINKS + WH_MAX_LINKS_UNSEEN &&
                !wh_is_repeated(env, to->repeats, links->n - to->unseen, href);
    if (!room) wh_note_cut(env, WH_CUT_LINKS, at);
    wh_anchor *link = room ? wh_push(env->arena, links) : NULL;
    if (link) *link = (wh_anchor){.kind = WH_LINK_PLAIN, .at = at, .href = href, .text = WH_ABSENT};
    return end;
}

/* "://", also as "[:]//", "[://]", ":\\": its length from text[colon] on, 0 when it is not there. */
static size_t slashes(wh_str s)
{
    static const wh_str forms[] = {{"://", 3}, {":\\\\", 3}, {":]//", 4}, {"://]", 4}};
    for (size_t i = sizeof forms / sizeof forms[0]; i-- > 0;)
        if (wh_starts_nocase(s, forms[i])) return forms[i].n;
    return 0;
}

static size_t at_colon(sink *to, wh_str text, size_t colon, size_t least)
{
    size_t n = slashes(wh_from(text, colon));
    if (!n) return colon + 1;
    found f = {.host = colon + n};
    size_t scheme_end = colon > least && text.p[colon - 1] == '[' ? colon - 1 : colon;
    f.start = scheme_before(text, scheme_end, least, &f.scheme);
    if (f.start == WH_NONE_AT) return f.host;
    f.whole = n == 3 && text.p[colon + 1] == '/' && scheme_end == colon &&
              wh_eq_nocase(wh_sub(text, f.start, colon), f.scheme);
    return add(to, text, f);
}

/* "www." at a place where a word begins. */
static bool is_www(wh_str text, size_t at)
{
    if (!wh_starts_nocase(wh_from(text, at), WH_LIT("www"))) return false;
    if (at > 0 && (wh_is_hostname_char(text.p[at - 1]) || text.p[at - 1] == '@' || text.p[at - 1] == '/'))
        return false;
    wh_str rest = wh_from(text, at + 3);
    size_t dot = rest.n && rest.p[0] == '.' ? 1 : wh_defused_dot(rest);
    return dot && dot < rest.n && (wh_is_alnum(rest.p[dot]) || (unsigned char)rest.p[dot] >= 0xC3);
}

/* The start of the name around a defused dot. */
static size_t name_before(wh_str text, size_t dot, size_t least)
{
    size_t start = dot;
    while (start > least && dot - start < WH_MAX_HOST_NAME && wh_is_hostname_char(text.p[start - 1])) start--;
    while (start < dot && !wh_is_alnum(text.p[start])) start++;
    return start;
}

/* "example.com/path", of which mail programs make a link: the start of the name before text[slash];
 * WH_NONE_AT when it is not a host name, or is part of something longer. */
static size_t bare_name(wh_str text, size_t slash, size_t least)
{
    char c = slash + 1 < text.n ? text.p[slash + 1] : ' ';
    if (!wh_is_alnum(c) && c != '?' && c != '~' && c != '%' && c != '_') return WH_NONE_AT;
    size_t start = name_before(text, slash, least);
    char before = start > least ? text.p[start - 1] : ' ';
    if (start == slash || wh_find_byte(WH_LIT("/@.=&%\\:-_~+#?"), before, 0) != WH_NONE_AT) return WH_NONE_AT;
    if ((unsigned char)before >= 0x80) {
        size_t at = start - 1, next;
        while (at > least && ((unsigned char)text.p[at] & 0xC0) == 0x80) at--;
        next = at;
        if (!is_cjk(wh_next_rune(text, &next, NULL))) return WH_NONE_AT;
    }
    return wh_is_host_name(wh_sub(text, start, slash)) ? start : WH_NONE_AT;
}

static void parse(sink *to, wh_str text)
{
    static const bool marks[256] = {
        [':'] = true, ['/'] = true, ['w'] = true, ['W'] = true, ['['] = true, ['('] = true, ['{'] = true};
    size_t done = 0; /* everything before belongs to an address already */
    for (size_t at = 0; at < text.n;) {
        char c = text.p[at];
        if (!marks[(unsigned char)c]) {
            at++;
            continue;
        }
        size_t next = at + 1;
        if (c == ':') next = at_colon(to, text, at, done);
        else if ((c == 'w' || c == 'W') && is_www(text, at))
            next = add(to, text, (found){.start = at, .host = at, .scheme = WH_LIT("http")});
        else if (c == '/' && at > done) {
            size_t start = bare_name(text, at, done);
            if (start != WH_NONE_AT)
                next = add(to, text, (found){.start = start, .host = start, .scheme = WH_LIT("http")});
        } else if (c == '[' || c == '(' || c == '{') {
            size_t dot = wh_defused_dot(wh_from(text, at)),
                   start = dot > 2 ? name_before(text, at, done) : at;
            bool name = start < at && at + dot < text.n && wh_is_alnum(text.p[at + dot]);
            if (name && !(start > 0 && text.p[start - 1] == '@'))
                next = add(to, text, (found){.start = start, .host = start, .scheme = WH_LIT("http")});
        }
        if (next > at + 1) done = next;
        at = next;
    }
}

void wh_parse_plain(wh_env *env, wh_str text, wh_anchors *links)
{
    wh_repeats repeats = {0};
    parse(&(sink){env, links, &repeats, 0}, text);
}

void wh_parse_plain_of_page(wh_html_reader *r, wh_str text)
{
    parse(&(sink){r->env, r->links, &r->repeats, r->unseen}, text);
}
