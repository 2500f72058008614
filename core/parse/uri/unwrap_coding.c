/* How wrappers write the address they carry. */
#include "parse/base64.h"
#include "parse/uri/unwrap.h"
#include "parse/uri/uri.h"

#define ROUNDS 4 /* of percent-encoding: each wrapper around a wrapper adds one */

/* "https:login.example" too: a browser needs no slashes (WHATWG URL 4.4). */
static bool has_web_scheme(wh_str s)
{
    size_t n = wh_starts_nocase(s, WH_LIT("https:")) ? 6 : wh_starts_nocase(s, WH_LIT("http:")) ? 5 : 0;
    return n && n < s.n && (s.p[n] == '/' || s.p[n] == '\\' || wh_is_alnum(s.p[n]));
}

static wh_str in_json(wh_env *env, wh_str json);

/* Without what a server passes over before an address: blanks, controls, "+" for a blank. */
static wh_str at_start(wh_str s)
{
    while (s.n && ((unsigned char)s.p[0] <= ' ' || s.p[0] == '+')) s = wh_from(s, 1);
    return wh_trim(s);
}

/* Percent-encoded once or more, or not at all: decoded until there is a scheme to see, or JSON that holds
 * one. */
static wh_str plain(wh_env *env, wh_str s)
{
    for (int round = 0; round < ROUNDS; round++) {
        s = at_start(s);
        if (has_web_scheme(s)) return s;
        if (s.n > 2 && (s.p[0] == '/' || s.p[0] == '\\') && (s.p[1] == '/' || s.p[1] == '\\')) return s;
        if (s.n && s.p[0] == '{') return in_json(env, s);
        if (wh_find_byte(wh_sub(s, 0, 24), '%', 0) == WH_NONE_AT) return WH_ABSENT;
        s = wh_percent_decode(env, s);
        if (wh_absent(s)) return s;
    }
    return WH_ABSENT;
}

static wh_str with_scheme(wh_env *env, wh_str host, wh_str rest)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, WH_LIT("https://"));
    wh_put(&buf, host);
    wh_put(&buf, rest);
    return wh_buf_str(&buf);
}

static wh_str bare(wh_env *env, wh_str s)
{
    s = wh_percent_decode(env, s);
    if (has_web_scheme(s)) return s;
    size_t end = 0;
    while (end < s.n && (wh_is_hostname_char(s.p[end]) || s.p[end] == ':')) end++;
    if (wh_find_byte(wh_sub(s, 0, end), '.', 0) == WH_NONE_AT) return WH_ABSENT;
    return with_scheme(env, s, WH_LIT(""));
}

/* Google's redirector takes its own copies of pages for an address: "q=amp/s/login.example.net/a". */
static wh_str google(wh_env *env, wh_str s)
{
    s = wh_percent_decode(env, s);
    if (wh_starts_nocase(s, WH_LIT("/"))) s = wh_from(s, 1);
    if (wh_starts_nocase(s, WH_LIT("amp/"))) s = wh_from(s, 4);
    if (wh_starts_nocase(s, WH_LIT("s/"))) s = wh_from(s, 2);
    return bare(env, s);
}

/* Endings of files that are top-level domains as well: "next=login.do". */
static bool is_file_ending(wh_str label)
{
    static const wh_str endings[] = {
        WH_LIT_INIT("do"), WH_LIT_INIT("md"), WH_LIT_INIT("mov"), WH_LIT_INIT("pl"), WH_LIT_INIT("ps"),
        WH_LIT_INIT("py"), WH_LIT_INIT("rs"), WH_LIT_INIT("sh"),  WH_LIT_INIT("so"), WH_LIT_INIT("zip")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (wh_eq_nocase(label, endings[i])) return true;
    return false;
}

/* A host under a suffix that exists, and nothing or a path after it. */
static wh_str surely_host(wh_env *env, wh_str s)
{
    wh_name name = {0};
    size_t end = 0;
    s = wh_percent_decode(env, at_start(s));
    while (end < s.n && wh_is_hostname_char(s.p[end])) end++;
    wh_str host = wh_sub(s, 0, end);
    size_t dot = wh_rfind_byte(host, '.');
    if (dot == WH_NONE_AT || is_file_ending(wh_from(host, dot + 1))) return WH_ABSENT;
    if (end < s.n && wh_find_byte(WH_LIT("/?#:"), s.p[end], 0) == WH_NONE_AT) return WH_ABSENT;
    wh_parse_name(env, host, &name);
    return name.registrable.n && name.known_suffix ? with_scheme(env, s, WH_LIT("")) : WH_ABSENT;
}

static wh_str host_alone(wh_env *env, wh_str s)
{
    s = wh_trim(wh_percent_decode(env, s));
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_hostname_char(s.p[i])) return WH_ABSENT;
    return s.n ? with_scheme(env, s, WH_LIT("")) : WH_ABSENT;
}

static wh_str up_to_slash(wh_env *env, wh_str s)
{
    size_t slash = wh_find_byte(s, '/', 0);
    return plain(env, has_web_scheme(s) || slash == WH_NONE_AT ? s : wh_sub(s, 0, slash));
}

/* Proofpoint's second form: "https-3A__login.example.net_a". */
static wh_str dashes(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < s.n; i++) wh_put_byte(&buf, s.p[i] == '-' ? '%' : s.p[i] == '_' ? '/' : s.p[i]);
    return plain(env, wh_percent_decode(env, wh_buf_str(&buf)));
}

/* Base64 of either alphabet, up to the first byte outside it; "-2B", "-2F" and "-3D" are what some programs
 * write for "+", "/", "=". */
static wh_str base64(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_base64 state = {0, 0};
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], byte;
        if (c == '-' && i + 2 < s.n && (s.p[i + 1] == '2' || s.p[i + 1] == '3') && wh_is_upper(s.p[i + 2])) {
            char second = s.p[i + 2];
            if (s.p[i + 1] == '3' && second == 'D') break;
            if (s.p[i + 1] == '2' && (second == 'B' || second == 'F')) {
                c = second == 'B' ? '+' : '/';
                i += 2;
            }
        }
        if (c == '-') c = '+';
        if (c == '_') c = '/';
        if (wh_base64_value(c) < 0) break;
        if (wh_base64_step(&state, c, &byte)) wh_put_byte(&buf, byte);
    }
    return wh_buf_str(&buf);
}

/* Proofpoint's third form: each "*" stands for one letter, "**" and a letter for a run of them; the letters
 * follow in base64. */
static wh_str stars(wh_env *env, wh_str s)
{
    static const wh_str lengths = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 64};
    size_t end = wh_find(s, WH_LIT("__;"), 0), at = 0;
    wh_str address = wh_sub(s, 0, end), letters = WH_LIT("");
    if (end != WH_NONE_AT) letters = base64(env, wh_from(s, end + 3));
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < address.n; i++) {
        size_t run = 1;
        if (address.p[i] != '*') {
            wh_put_byte(&buf, address.p[i]);
            continue;
        }
        if (i + 2 < address.n && address.p[i + 1] == '*') {
            size_t length = wh_find_byte(lengths, address.p[i + 2], 0);
            if (length != WH_NONE_AT) {
                run = length + 2;
                i += 2;
            }
        }
        while (run-- && at < letters.n) {
            size_t start = at;
            wh_next_rune(letters, &at, NULL);
            wh_put(&buf, wh_sub(letters, start, at));
        }
    }
    wh_str found = wh_buf_str(&buf);
    return has_web_scheme(found) ? found : WH_ABSENT;
}

/* The first web address inside of JSON, whose slashes may be escaped, once or more. */
static wh_str in_json(wh_env *env, wh_str json)
{
    wh_buf buf;
    size_t at = 0;
    json = wh_percent_decode(env, json);
    while ((at = wh_find_nocase(json, WH_LIT("http"), at)) != WH_NONE_AT) {
        wh_buf_init(&buf, env->arena);
        size_t end = at;
        for (; end < json.n && json.p[end] != '"' && (unsigned char)json.p[end] > ' '; end++)
            if (json.p[end] != '\\') wh_put_byte(&buf, json.p[end]);
        wh_str found = plain(env, wh_buf_str(&buf));
        if (!wh_absent(found)) return found;
        at = end;
    }
    return WH_ABSENT;
}

/* Up to where no address goes on. */
static wh_str address_in(wh_env *env, wh_str text)
{
    size_t end = 0;
    while (end < text.n && (unsigned char)text.p[end] > ' ' && (unsigned char)text.p[end] < 0x7F &&
           text.p[end] != '"')
        end++;
    return plain(env, wh_sub(text, 0, end));
}

static wh_str in_base64(wh_env *env, wh_str s)
{
    wh_str text = wh_trim(base64(env, s));
    if (text.n == 0) return WH_ABSENT;
    if (text.p[0] == '{' || text.p[0] == '[') return in_json(env, text);
    return address_in(env, text);
}

/* "http" in base64 where one byte, two or none stand before it in its group of three: click counters put
 * numbers and lengths there. */
static wh_str amid_base64(wh_env *env, wh_str token)
{
    static const struct {
        wh_str letters;
        size_t before;
    } forms[] = {{WH_LIT_INIT("aHR0c"), 0},
                 {WH_LIT_INIT("h0dHA6"), 2},
                 {WH_LIT_INIT("h0dHBz"), 2},
                 {WH_LIT_INIT("odHRwOi8"), 3},
                 {WH_LIT_INIT("odHRwczo"), 3}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t at = wh_find(token, forms[i].letters, 0);
        if (at == WH_NONE_AT || at < forms[i].before) continue;
        wh_str text = base64(env, wh_from(token, at - forms[i].before));
        size_t start = wh_find(text, WH_LIT("http"), 0);
        wh_str found = start == WH_NONE_AT ? WH_ABSENT : address_in(env, wh_from(text, start));
        if (!wh_absent(found)) return found;
    }
    return WH_ABSENT;
}

static wh_str hexadecimal(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i + 1 < s.n && wh_is_hex(s.p[i]) && wh_is_hex(s.p[i + 1]); i += 2)
        wh_put_byte(&buf, (char)(unsigned char)(wh_hex_value(s.p[i]) * 16 + wh_hex_value(s.p[i + 1])));
    return address_in(env, wh_buf_str(&buf));
}

wh_str wh_decode_wrapped_base64(wh_env *env, wh_str token)
{
    static const wh_str begins[] = {WH_LIT_INIT("eyJ"), WH_LIT_INIT("eyAi"), WH_LIT_INIT("ewog"), /* JSON */
                                    WH_LIT_INIT("Ly9")}; /* two slashes */
    if (wh_starts_nocase(token, WH_LIT("68747470"))) return hexadecimal(env, token);
    if (wh_eq(wh_sub(token, 0, 6), WH_LIT("YUhSMG"))) token = wh_trim(base64(env, token)); /* twice */
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (wh_eq(wh_sub(token, 0, begins[i].n), begins[i])) return in_base64(env, token);
    return amid_base64(env, token);
}

/* "login-example-net.translate.goog" is login.example.net; a hyphen is written twice. */
static wh_str translated(wh_env *env, wh_str host)
{
    size_t end = wh_find(host, WH_LIT(".translate.goog"), 0);
    if (end == WH_NONE_AT) return WH_ABSENT;
    wh_str label = wh_sub(host, 0, end);
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < label.n; i++) {
        bool twice = label.p[i] == '-' && i + 1 < label.n && label.p[i + 1] == '-';
        wh_put_byte(&buf, label.p[i] != '-' || twice ? label.p[i] : '.');
        if (twice) i++;
    }
    return with_scheme(env, wh_buf_str(&buf), WH_LIT(""));
}

wh_str wh_decode_wrapped(wh_env *env, wh_wrapper_coding coding, wh_str coded)
{
    switch (coding) {
    case WH_CODED_PLAIN: return plain(env, coded);
    case WH_CODED_HOST: return host_alone(env, coded);
    case WH_CODED_BARE: return bare(env, coded);
    case WH_CODED_SEGMENT: return up_to_slash(env, coded);
    case WH_CODED_DASHES: return dashes(env, coded);
    case WH_CODED_STARS: return stars(env, coded);
    case WH_CODED_BASE64: return in_base64(env, wh_percent_decode(env, coded));
    case WH_CODED_BING:
        return wh_starts_nocase(coded, WH_LIT("a1")) ? in_base64(env, wh_from(coded, 2)) : WH_ABSENT;
    case WH_CODED_TRANSLATE: return translated(env, coded);
    case WH_CODED_GOOGLE: return google(env, coded);
    case WH_CODED_NAME: return surely_host(env, coded);
    }
    return WH_ABSENT;
}
