/* Names of hosts in running text (RFC 1123 2.1), as people write of a mail: "the domain is example.com". */
#include "parse/name/hosts.h"

#include "base/limits.h"
#include "parse/name/suffix.h"

size_t wh_defused_dot(wh_str s)
{
    static const wh_str forms[] = {{"[.]", 3},   {"(.)", 3},   {"{.}", 3}, {"[dot]", 5},
                                   {"(dot)", 5}, {"{dot}", 5}, {"[.", 2},  {"\\.", 2}};
    if (s.n == 0 || (s.p[0] != '[' && s.p[0] != '(' && s.p[0] != '{' && s.p[0] != '\\')) return 0;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (wh_starts_nocase(s, forms[i])) return forms[i].n;
    return 0;
}

void wh_put_host(wh_buf *buf, wh_str name)
{
    for (size_t at = 0; at < name.n;) {
        size_t dot = wh_defused_dot(wh_from(name, at));
        wh_put_byte(buf, dot ? '.' : name.p[at]);
        at += dot ? dot : 1;
    }
}

/* What may not stand right before a name: it would be a part of an address, a path or a parameter. */
static bool is_inside(wh_str text, size_t start)
{
    char before = start > 0 ? text.p[start - 1] : ' ';
    if (before == '/') return start < 3 || text.p[start - 2] != '/' || text.p[start - 3] != ':';
    return before == '@' || before == '%' || before == '=' || before == '&' || before == '\\' ||
           before == '.';
}

/* The end of the word of name characters and dots, defused ones too, that begins at `at`. */
static size_t word_end(wh_str text, size_t at)
{
    size_t start = at;
    while (at < text.n && at - start < 4 * WH_MAX_HOST_NAME) {
        size_t dot = wh_defused_dot(wh_from(text, at));
        if (!dot && !wh_is_hostname_char(text.p[at])) break;
        at += dot ? dot : 1;
    }
    return at;
}

/* Two labels, the second of which is more likely a file's extension than a top-level domain. */
static bool is_file(wh_str name, size_t last_dot)
{
    static const wh_str endings[] = {{"zip", 3}, {"mov", 3}, {"md", 2}, {"py", 2}, {"sh", 2},
                                     {"pl", 2},  {"rs", 2},  {"so", 2}, {"ps", 2}};
    if (wh_find_byte(name, '.', 0) != last_dot) return false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (wh_eq_nocase(wh_from(name, last_dot + 1), endings[i])) return true;
    return false;
}

bool wh_is_host_name(wh_str name)
{
    char lower[WH_MAX_HOST_NAME];
    size_t dot = wh_rfind_byte(name, '.');
    if (dot == WH_NONE_AT || dot == 0 || name.n > sizeof lower || name.n - dot < 3) return false;
    if (is_file(name, dot)) return false;
    for (size_t i = dot + 1; i < name.n; i++) /* "well.In/out": a sentence ends */
        if (!wh_is_alpha(name.p[i]) || wh_is_upper(name.p[i]) != wh_is_upper(name.p[dot + 1])) return false;
    for (size_t i = 0; i < name.n; i++) lower[i] = wh_lower(name.p[i]);
    wh_split split = wh_split_suffix((wh_str){lower, name.n});
    return split.known && !wh_absent(split.registrable);
}

static bool is_host(wh_env *env, wh_str name)
{
    size_t dot = wh_rfind_byte(name, '.');
    if (dot == WH_NONE_AT || dot == 0 || name.n > WH_MAX_HOST_NAME || name.n - dot < 3) return false;
    if (!wh_is_alpha(name.p[dot + 1]) || is_file(name, dot)) return false;
    wh_name parsed = {.ascii = WH_ABSENT};
    wh_parse_name(env, name, &parsed);
    return parsed.known_suffix && !wh_absent(parsed.registrable);
}

void wh_parse_hosts(wh_env *env, wh_str text, wh_anchors *hosts)
{
    *hosts = (wh_anchors){0};
    for (size_t at = 0; at < text.n && hosts->n < WH_MAX_DOMAINS;) {
        if (!wh_is_alnum(text.p[at])) {
            at++;
            continue;
        }
        size_t start = at, end = word_end(text, at);
        at = end;
        while (end > start && !wh_is_alnum(text.p[end - 1])) end--;
        wh_str word = wh_sub(text, start, end);
        if (is_inside(text, start) || (at < text.n && text.p[at] == '@')) continue;
        if (wh_find_byte(word, '.', 0) == WH_NONE_AT && wh_find_byte(word, '[', 0) == WH_NONE_AT &&
            wh_find_byte(word, '(', 0) == WH_NONE_AT && wh_find_byte(word, '{', 0) == WH_NONE_AT)
            continue;
        wh_buf plain;
        wh_buf_init(&plain, env->arena);
        wh_put_host(&plain, word);
        wh_str name = wh_buf_str(&plain);
        if (wh_absent(name) || !is_host(env, name)) continue;
        wh_anchor *host = wh_push(env->arena, hosts);
        if (!host) return;
        *host = (wh_anchor){.kind = WH_LINK_OTHER, .href = name, .text = WH_ABSENT, .at = word};
    }
}
