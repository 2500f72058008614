/* The address inside of an address: which row of core/tables/wrappers.tsv it is, and where the other one
 * stands. */
#include "parse/uri/unwrap.h"
#include "base/limits.h"
#include "parse/uri/uri.h"

typedef struct carrier { /* an address that is looked into */
    wh_env *env;
    const wh_uri *uri;
    wh_str tail; /* path and query in one, as they stand */
    wh_name name;
    bool named; /* name is read: few rows need it */
} carrier;

/* ---- whose address ---- */

/* "google.*": its registrable label under any suffix; "translate.google.*": and what stands before it. */
static bool under_any_suffix(carrier *c, wh_str pattern)
{
    if (!c->named) wh_parse_name(c->env, c->uri->host, &c->name);
    c->named = true;
    wh_str registrable = c->name.registrable, suffix = c->name.suffix;
    if (wh_absent(registrable) || registrable.n <= suffix.n + 1) return false;
    wh_str host = c->uri->host;
    if (host.n <= suffix.n + 1) return false;
    return wh_under_domain(wh_sub(host, 0, host.n - suffix.n - 1), wh_sub(pattern, 0, pattern.n - 2)) &&
           wh_ends_nocase(pattern, WH_LIT(".*"));
}

static bool is_host_of(carrier *c, wh_str hosts)
{
    for (size_t at = 0; at < hosts.n;) {
        size_t space = wh_find_byte(hosts, ' ', at), end = space == WH_NONE_AT ? hosts.n : space;
        wh_str pattern = wh_sub(hosts, at, end);
        at = end + 1;
        if (wh_eq(pattern, WH_LIT("*"))) return true;
        if (wh_ends_nocase(pattern, WH_LIT(".*"))) {
            if (under_any_suffix(c, pattern)) return true;
        } else if (wh_under_domain(c->uri->host, pattern)) return true;
    }
    return false;
}

/* ---- where it stands ---- */

/* What a place holds, as an address; false when it leads nowhere. */
static bool take(carrier *c, const wh_wrapper *row, wh_str coded, wh_str *href, wh_uri *target)
{
    wh_str found = coded.n ? wh_decode_wrapped(c->env, row->coding, coded) : WH_ABSENT;
    if (wh_absent(found)) return false;
    wh_parse_uri(c->env, found, target);
    *href = found;
    return target->ok && wh_is_web_uri(target) &&
           (target->ip.family || wh_find_byte(target->host, '.', 0) != WH_NONE_AT);
}

/* Is `name` one of the words of a list by commas? */
static bool is_among(wh_str name, wh_str names)
{
    if (wh_eq(names, WH_LIT("*"))) return true;
    for (size_t at = 0; at < names.n;) {
        size_t comma = wh_find_byte(names, ',', at), end = comma == WH_NONE_AT ? names.n : comma;
        if (wh_eq_nocase(name, wh_sub(names, at, end))) return true;
        at = end + 1;
    }
    return false;
}

/* Whether a value may be an address, at a glance: one that is not costs no more than this. */
static bool is_address_start(wh_str value)
{
    char first = value.n ? value.p[0] : '\0', second = value.n > 1 ? value.p[1] : '\0';
    if (first == 'h' || first == 'H') return wh_starts_nocase(value, WH_LIT("http"));
    if (first == '/' || first == '\\') return second == '/' || second == '\\' || second == '%';
    return first == '%' || first == '+' || first == '{';
}

static bool take_parameter(carrier *c, const wh_wrapper *row, wh_str *href, wh_uri *target)
{
    wh_str query = c->uri->query;
    bool plain = row->coding == WH_CODED_PLAIN;
    for (size_t at = 0; at < query.n;) {
        size_t end = at;
        while (end < query.n && query.p[end] != '&' && query.p[end] != ';') end++;
        wh_str pair = wh_sub(query, at, end);
        size_t equals = wh_find_byte(pair, '=', 0);
        at = end + 1;
        if (equals == WH_NONE_AT) continue;
        wh_str value = wh_from(pair, equals + 1);
        if (plain && !is_address_start(value)) continue;
        if (is_among(wh_sub(pair, 0, equals), row->word) && take(c, row, value, href, target)) return true;
    }
    return false;
}

/* After the row's text, wherever it occurs; the first places that hold an address. */
static bool take_after(carrier *c, const wh_wrapper *row, wh_str *href, wh_uri *target)
{
    size_t keep = wh_ends_nocase(row->word, WH_LIT("http")) ? 4
                  : wh_ends_nocase(row->word, WH_LIT("//")) ? 2
                                                            : 0;
    size_t at = 0;
    for (unsigned tries = 0; tries < 6; tries++) {
        at = wh_find_nocase(c->tail, row->word, at);
        if (at == WH_NONE_AT) return false;
        at += row->word.n;
        if (take(c, row, wh_from(c->tail, at - keep), href, target)) return true;
    }
    return false;
}

static bool take_between(carrier *c, const wh_wrapper *row, wh_str *href, wh_uri *target)
{
    size_t space = wh_find_byte(row->word, ' ', 0);
    wh_str open = wh_sub(row->word, 0, space), close = wh_from(row->word, space + 1);
    size_t start = wh_find(c->tail, open, 0);
    if (start == WH_NONE_AT) return false;
    start += open.n;
    size_t end = wh_find(c->tail, close, start);
    return end != WH_NONE_AT && take(c, row, wh_sub(c->tail, start, end), href, target);
}

/* Any piece of the address that is base64 of one. Pieces that do not begin like one cost a look at five
 * bytes. */
static bool take_any(carrier *c, wh_str whole, wh_str *href, wh_uri *target)
{
    for (size_t at = 0; at < whole.n;) {
        size_t end = at;
        while (end < whole.n && wh_find_byte(WH_LIT("/?&=#;:,|"), whole.p[end], 0) == WH_NONE_AT) end++;
        wh_str found = wh_decode_wrapped_base64(c->env, wh_sub(whole, at, end));
        at = end + 1;
        if (wh_absent(found)) continue;
        wh_parse_uri(c->env, found, target);
        *href = found;
        if (target->ok && wh_is_web_uri(target) && target->host.n) return true;
    }
    return false;
}

static bool take_place(carrier *c, const wh_wrapper *row, wh_str *href, wh_uri *target)
{
    wh_str rest = wh_from(c->tail, row->path.n), path = c->uri->path;
    size_t slash;
    switch (row->place) {
    case WH_PLACE_QUERY: return take_parameter(c, row, href, target);
    case WH_PLACE_REST: return take(c, row, rest, href, target);
    case WH_PLACE_SEGMENT:
        slash = wh_find_byte(rest, '/', 0);
        if (wh_starts_nocase(rest, WH_LIT("http://")) || wh_starts_nocase(rest, WH_LIT("https://")))
            slash = rest.n;
        return take(c, row, wh_sub(rest, 0, slash == WH_NONE_AT ? rest.n : slash), href, target);
    case WH_PLACE_LAST:
        slash = wh_rfind_byte(path, '/');
        return slash != WH_NONE_AT && take(c, row, wh_from(path, slash + 1), href, target);
    case WH_PLACE_AFTER: return take_after(c, row, href, target);
    case WH_PLACE_BETWEEN: return take_between(c, row, href, target);
    case WH_PLACE_HOST: return take(c, row, c->uri->host, href, target);
    case WH_PLACE_FRAGMENT: return take(c, row, c->uri->fragment, href, target);
    case WH_PLACE_ANY:
        return take_any(c, c->tail, href, target) || take_any(c, c->uri->fragment, href, target);
    }
    return false;
}

/* Path and query follow one another in what was parsed. */
static wh_str tail_of(const wh_uri *uri)
{
    wh_str path = uri->path, query = uri->query;
    if (wh_absent(query)) return path;
    if (wh_absent(path)) return (wh_str){query.p - 1, query.n + 1};
    return (wh_str){path.p, (size_t)(query.p - path.p) + query.n};
}

/* ---- other schemes ------------------------------------------------------------------------------------- */

static bool is_one_of(wh_str scheme, const wh_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq(scheme, list[i])) return true;
    return false;
}

/* Schemes whose "//" stands before a host of the web: "webcal://", "intent://", "googlechromes://". */
static bool stands_for_web(wh_str scheme)
{
    static const wh_str list[] = {WH_LIT_INIT("webcal"),        WH_LIT_INIT("webcals"), WH_LIT_INIT("intent"),
                                  WH_LIT_INIT("googlechrome"),  WH_LIT_INIT("feed"),    WH_LIT_INIT("itpc"),
                                  WH_LIT_INIT("googlechromes"), WH_LIT_INIT("zoommtg"), WH_LIT_INIT("zoomus"),
                                  WH_LIT_INIT("dav"),           WH_LIT_INIT("davs")};
    return is_one_of(scheme, list, sizeof list / sizeof *list) ||
           wh_starts_nocase(scheme, WH_LIT("x-safari-"));
}

/* An address that a program's own scheme hands to it: "ms-word:ofe|u|https://…",
 * "javascript:location='https://…'", "view-source:https://…". Addresses to write to or to call lead nowhere.
 */
static const wh_wrapper *unwrap_scheme(wh_env *env, const wh_uri *uri, wh_str *href, wh_uri *target)
{
    static const wh_wrapper row = {.id = WH_LIT_INIT("scheme"), .kind = WH_WRAPPER_GENERIC};
    static const wh_str none[] = {WH_LIT_INIT("mailto"), WH_LIT_INIT("tel"),  WH_LIT_INIT("sms"),
                                  WH_LIT_INIT("cid"),    WH_LIT_INIT("mid"),  WH_LIT_INIT("data"),
                                  WH_LIT_INIT("file"),   WH_LIT_INIT("news"), WH_LIT_INIT("ftp")};
    if (uri->scheme.n < 2 || uri->path.n > WH_MAX_WRAPPED ||
        is_one_of(uri->scheme, none, sizeof none / sizeof *none))
        return NULL;
    wh_str rest = wh_percent_decode(env, uri->path), found = WH_ABSENT;
    size_t at = wh_find_nocase(rest, WH_LIT("http://"), 0),
           other = wh_find_nocase(rest, WH_LIT("https://"), 0);
    at = other < at ? other : at;
    if (at != WH_NONE_AT) {
        size_t end = at;
        while (end < rest.n && wh_find_byte(WH_LIT("'\"`<>|); \t\r\n"), rest.p[end], 0) == WH_NONE_AT) end++;
        found = wh_sub(rest, at, end);
    } else if (stands_for_web(uri->scheme) && wh_starts_nocase(rest, WH_LIT("//"))) {
        found = wh_sub(rest, 0, wh_find_byte(rest, '#', 0));
    }
    if (wh_absent(found)) return NULL;
    wh_parse_uri(env, found, target);
    *href = found;
    return target->ok && wh_is_web_uri(target) && target->host.n ? &row : NULL;
}

const wh_wrapper *wh_unwrap_uri(wh_env *env, const wh_uri *uri, wh_str *href, wh_uri *target)
{
    if (uri->ok && !wh_is_web_uri(uri)) return unwrap_scheme(env, uri, href, target);
    carrier c = {.env = env, .uri = uri, .tail = tail_of(uri)};
    if (!uri->ok || !wh_is_web_uri(uri) || c.tail.n + uri->fragment.n > WH_MAX_WRAPPED) return NULL;
    for (size_t i = 0; i < wh_wrappers_n; i++) {
        const wh_wrapper *row = &wh_wrappers[i];
        if (row->path.n && !wh_starts_nocase(c.tail, row->path)) continue;
        if (!is_host_of(&c, row->hosts)) continue;
        if (row->kind == WH_WRAPPER_SHARE) return NULL;
        if (take_place(&c, row, href, target)) return row;
    }
    return NULL;
}
