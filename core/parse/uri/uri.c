/* One address of a link (RFC 3986), after the clean-up that browsers do before they go there (WHATWG
 * URL 4.4): what is judged is the host that would be opened, not the one that a reader may see. */
#include "parse/uri/uri.h"
#include "base/limits.h"

#include <uriparser/Uri.h>

/* ---- clean-up ---- */

static bool is_control_or_space(char c) { return (unsigned char)c <= ' '; }

/* Without control characters and spaces around it, and without tabs and line ends inside. */
static wh_str clean(wh_env *env, wh_str href)
{
    while (href.n && is_control_or_space(href.p[0])) href = wh_from(href, 1);
    while (href.n && is_control_or_space(href.p[href.n - 1])) href.n--;
    if (href.n > WH_MAX_URI) wh_note_cut(env, WH_CUT_LINKS, href);
    href = wh_sub(href, 0, WH_MAX_URI);
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < href.n;) {
        size_t end = at;
        while (end < href.n && href.p[end] != '\t' && href.p[end] != '\n' && href.p[end] != '\r') end++;
        wh_put(&buf, wh_sub(href, at, end));
        at = end + 1;
    }
    return wh_buf_str(&buf);
}

/* The length of the scheme s begins with, 0 when it has none. */
static size_t scheme_length(wh_str s)
{
    size_t n = 0;
    while (n < s.n && (wh_is_alnum(s.p[n]) || s.p[n] == '+' || s.p[n] == '-' || s.p[n] == '.')) n++;
    return n && n < s.n && s.p[n] == ':' && wh_is_alpha(s.p[0]) ? n : 0;
}

/* Schemes whose addresses name a host, however many slashes there are, forward or backward. */
static bool is_special(wh_str scheme)
{
    static const wh_str special[] = {{"http", 4}, {"https", 5}, {"ftp", 3}, {"ws", 2}, {"wss", 3}};
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (wh_eq(scheme, special[i])) return true;
    return false;
}

static bool is_slash(char c) { return c == '/' || c == '\\'; }

/* ---- the parts, as a browser sees them ---- */

typedef struct parts {
    wh_str userinfo, host, port, rest; /* rest: path, query, fragment */
} parts;

static void split_authority(wh_str s, parts *out)
{
    size_t end = 0;
    while (end < s.n && !is_slash(s.p[end]) && s.p[end] != '?' && s.p[end] != '#') end++;
    wh_str authority = wh_sub(s, 0, end);
    out->rest = wh_from(s, end);
    out->userinfo = out->port = WH_ABSENT;
    size_t at = wh_rfind_byte(authority, '@');
    if (at != WH_NONE_AT) {
        out->userinfo = wh_sub(authority, 0, at);
        authority = wh_from(authority, at + 1);
    }
    size_t colon = wh_rfind_byte(authority, ':');
    bool literal = authority.n && authority.p[0] == '[';
    if (literal && wh_find_byte(authority, ']', colon == WH_NONE_AT ? 0 : colon) != WH_NONE_AT)
        colon = WH_NONE_AT;
    out->host = authority;
    if (colon == WH_NONE_AT) return;
    out->host = wh_sub(authority, 0, colon);
    out->port = wh_from(authority, colon + 1);
}

wh_str wh_percent_decode(wh_env *env, wh_str s)
{
    if (wh_find_byte(s, '%', 0) == WH_NONE_AT) return s;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < s.n; i++) {
        bool escaped = s.p[i] == '%' && i + 2 < s.n && wh_is_hex(s.p[i + 1]) && wh_is_hex(s.p[i + 2]);
        wh_put_byte(&buf,
                    escaped ? (char)(wh_hex_value(s.p[i + 1]) * 16 + wh_hex_value(s.p[i + 2])) : s.p[i]);
        if (escaped) i += 2;
    }
    return wh_buf_str(&buf);
}

/* An IPv4 address inside of an IPv6 one: mapped or compatible (RFC 4291 2.5.5), translated (RFC 6052), 6to4
 * (RFC 3056). */
static bool holds_ipv4(const wh_ip *ip)
{
    static const uint8_t translated[12] = {0, 0x64, 0xFF, 0x9B};
    bool zero = true, same = true;
    if (ip->family != 6) return false;
    for (int i = 0; i < 10; i++) zero = zero && ip->b[i] == 0;
    for (int i = 0; i < 12; i++) same = same && ip->b[i] == translated[i];
    bool mapped =
        zero && ((ip->b[10] == 0xFF && ip->b[11] == 0xFF) || (ip->b[10] == 0 && ip->b[11] == 0 && ip->b[12]));
    return mapped || same || (ip->b[0] == 0x20 && ip->b[1] == 0x02);
}

/* The host as it is looked up: decoded, mapped (UTS 46), or an address. */
static void read_host(wh_env *env, wh_str raw, wh_uri *out)
{
    wh_str host = wh_percent_decode(env, raw);
    if (wh_absent(host) || host.n == 0) return;
    if (host.p[0] == '[') {
        if (wh_parse_ip(host, &out->ip)) out->host = wh_format_ip(env, &out->ip);
        out->odd_ip = holds_ipv4(&out->ip);
        return;
    }
    wh_name name;
    wh_parse_name(env, host, &name);
    wh_str ascii = wh_absent(name.ascii) ? wh_copy_lower(env->arena, host) : name.ascii;
    if (wh_parse_number_host(ascii, &out->ip)) {
        wh_str canonical = wh_format_ip(env, &out->ip);
        out->odd_ip = !wh_eq(canonical, raw);
        ascii = canonical;
    }
    out->host = ascii;
}

/* A host that could be looked up: ASCII by now, without the forbidden code points of WHATWG URL 3.1. */
static bool is_host(const wh_uri *uri)
{
    for (size_t i = 0; i < uri->host.n; i++) {
        char c = uri->host.p[i];
        if (c == ':' && uri->ip.family == 6) continue;
        if (c <= ' ' || c > '~' || wh_find_byte(WH_LIT("#/:<>?@[\\]^|%"), c, 0) != WH_NONE_AT) return false;
    }
    return uri->host.n > 0;
}

/* ---- uriparser ---- */

/* Bytes that RFC 3986 does not allow in this place, percent-encoded: browsers take them, uriparser must not
 * see them. */
static void put_encoded(wh_buf *buf, wh_str s, wh_str also_allowed)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool escape = c == '%' && i + 2 < s.n && wh_is_hex(s.p[i + 1]) && wh_is_hex(s.p[i + 2]);
        bool plain = wh_is_alnum(c) ||
                     (c != '\0' && wh_find_byte(WH_LIT("-._~!$&'()*+,;=:"), c, 0) != WH_NONE_AT) ||
                     (c != '\0' && wh_find_byte(also_allowed, c, 0) != WH_NONE_AT);
        if (plain || escape) wh_put_byte(buf, c);
        else wh_put_percent(buf, c);
    }
}

static void put_rest(wh_buf *buf, wh_str rest)
{
    size_t fragment = wh_find_byte(rest, '#', 0);
    if (fragment == WH_NONE_AT) fragment = rest.n;
    size_t query = wh_find_byte(wh_sub(rest, 0, fragment), '?', 0);
    if (query == WH_NONE_AT) query = fragment;
    for (size_t i = 0; i < query; i++) {
        size_t end = i;
        while (end < query && rest.p[end] != '\\') end++;
        put_encoded(buf, wh_sub(rest, i, end), WH_LIT("/@"));
        if (end < query) wh_put_byte(buf, '/');
        i = end;
    }
    if (query < fragment) wh_put_byte(buf, '?');
    if (query < fragment) put_encoded(buf, wh_sub(rest, query + 1, fragment), WH_LIT("/?@"));
}

static wh_str range(UriTextRangeA r)
{
    return r.first && r.afterLast ? (wh_str){r.first, (size_t)(r.afterLast - r.first)} : WH_ABSENT;
}

/* Takes apart what is well-formed by now. The slices are of `uri`. */
static bool parse_clean(wh_str uri, size_t authority_end, wh_uri *out)
{
    UriUriA parsed;
    const char *error;
    if (uriParseSingleUriExA(&parsed, uri.p, uri.p + uri.n, &error) != URI_SUCCESS) return false;
    out->scheme = range(parsed.scheme);
    out->userinfo = range(parsed.userInfo);
    out->port = range(parsed.portText);
    out->query = range(parsed.query);
    /* Empty segments of uriparser's list point nowhere: the path is what stands between the two. */
    wh_str after = wh_from(uri, authority_end);
    size_t end = 0;
    while (end < after.n && after.p[end] != '?' && after.p[end] != '#') end++;
    if (parsed.pathHead) out->path = wh_sub(after, 0, end);
    uriFreeUriMembersA(&parsed);
    return true;
}

/* ---- all of it ---- */

static void special_uri(wh_env *env, wh_str scheme, wh_str behind, wh_uri *out)
{
    parts p;
    size_t slashes = 0;
    while (slashes < behind.n && is_slash(behind.p[slashes])) slashes++;
    out->odd_slashes = !wh_eq(wh_sub(behind, 0, slashes), WH_LIT("//"));
    behind = wh_from(behind, slashes);
    split_authority(behind, &p);
    read_host(env, p.host, out);
    wh_str digits = WH_ABSENT;
    uint64_t port;
    bool port_ok = p.port.n == 0 || (p.port.n <= 5 && wh_to_u64(p.port, &port) && port <= 65535);
    if (p.port.n && port_ok) digits = p.port;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, scheme);
    wh_put(&buf, WH_LIT("://"));
    if (!wh_absent(p.userinfo)) {
        put_encoded(&buf, p.userinfo, WH_LIT(""));
        wh_put_byte(&buf, '@');
    }
    bool six = out->ip.family == 6;
    if (six) wh_put_byte(&buf, '[');
    put_encoded(&buf, out->host, WH_LIT(""));
    if (six) wh_put_byte(&buf, ']');
    if (!wh_absent(digits)) wh_put_byte(&buf, ':');
    wh_put(&buf, digits);
    size_t authority_end = buf.n;
    put_rest(&buf, p.rest);
    wh_str uri = wh_buf_str(&buf), host = out->host;
    out->ok = !wh_absent(uri) && port_ok && is_host(out) && parse_clean(uri, authority_end, out);
    out->scheme = scheme;
    out->host = host;
    size_t fragment = wh_find_byte(p.rest, '#', 0);
    if (fragment != WH_NONE_AT) out->fragment = wh_from(p.rest, fragment + 1);
}

/* A file on another machine: "file://host/share", "file:///\\\\host\\share", and "\\\\host\\share" as Windows
 * writes it (RFC 8089 E.3). Three slashes, or a drive's letter, are this machine. */
static void file_uri(wh_env *env, wh_str behind, wh_uri *out)
{
    parts p;
    size_t n = 0;
    while (n < behind.n && is_slash(behind.p[n])) n++;
    bool share = n >= 2 && behind.p[n - 1] == '\\' && behind.p[n - 2] == '\\';
    split_authority(wh_from(behind, n), &p);
    out->path = behind;
    out->ok = true;
    bool drive = p.host.n == 1 || (p.host.n == 2 && p.host.p[1] == '|');
    if (drive || !(share || n == 2 || n > 3)) return;
    read_host(env, p.host, out);
    if (is_host(out) && out->host.n > 1) return; /* "%41" is a drive as "A" is */
    out->host = WH_ABSENT;
    out->ip = (wh_ip){.family = 0};
}

/* "ssh://host/", "rdp://host:3389": RFC 3986 3.2. Names without a dot are commands of an app as well
 * ("tg://resolve"). */
static void other_host(wh_env *env, wh_uri *out)
{
    parts p;
    if (!wh_starts_nocase(out->path, WH_LIT("//"))) return;
    split_authority(wh_from(out->path, 2), &p);
    read_host(env, p.host, out);
    if (is_host(out) && (out->ip.family || wh_find_byte(out->host, '.', 0) != WH_NONE_AT)) return;
    out->host = WH_ABSENT;
    out->ip = (wh_ip){.family = 0};
}

void wh_parse_uri(wh_env *env, wh_str href, wh_uri *out)
{
    *out = (wh_uri){.scheme = WH_ABSENT,
                    .userinfo = WH_ABSENT,
                    .host = WH_ABSENT,
                    .port = WH_ABSENT,
                    .path = WH_ABSENT,
                    .query = WH_ABSENT,
                    .fragment = WH_ABSENT};
    wh_str s = clean(env, href);
    if (wh_absent(s) || s.n == 0) return;
    size_t n = scheme_length(s);
    bool relative = n == 0 && s.n > 1 && is_slash(s.p[0]) && is_slash(s.p[1]);
    bool share = relative && s.p[0] == '\\' && s.p[1] == '\\';
    wh_str scheme = n ? wh_copy_lower(env->arena, wh_sub(s, 0, n)) : relative ? WH_LIT("https") : WH_ABSENT;
    if (share || wh_eq(scheme, WH_LIT("file"))) {
        out->scheme = WH_LIT("file");
        file_uri(env, wh_from(s, n ? n + 1 : 0), out);
        return;
    }
    if (!wh_absent(scheme) && is_special(scheme)) {
        special_uri(env, scheme, wh_from(s, n ? n + 1 : 0), out);
        return;
    }
    /* mailto:, javascript:, data:, cid: and the like, and what is relative to nothing: no host. */
    out->scheme = scheme;
    out->path = wh_from(s, n ? n + 1 : 0);
    size_t query = n && (wh_eq(scheme, WH_LIT("mailto")) || wh_eq(scheme, WH_LIT("tel")))
                       ? wh_find_byte(out->path, '?', 0)
                       : WH_NONE_AT;
    if (query != WH_NONE_AT) {
        out->query = wh_from(out->path, query + 1);
        out->path = wh_sub(out->path, 0, query);
    }
    out->ok = n > 0;
    if (out->ok) other_host(env, out);
}

bool wh_is_web_uri(const wh_uri *uri)
{
    return wh_eq(uri->scheme, WH_LIT("http")) || wh_eq(uri->scheme, WH_LIT("https"));
}
