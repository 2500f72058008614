/* uri.c, uri/ip.c: addresses of links. */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_uri uri;
    wh_parse_uri(env, input, &uri);
    PROMISE(!uri.ok || !wh_absent(uri.scheme));
    PROMISE(uri.ip.family == 0 || uri.host.n > 0);
    PROMISE(!uri.odd_ip || uri.ip.family);
    if (!uri.ok || uri.host.n == 0) return;
    /* What was read reads the same again: a clean address has one meaning. */
    wh_buf again;
    wh_buf_init(&again, env->arena);
    wh_put(&again, uri.scheme);
    bool bracketed = wh_find_byte(uri.host, ':', 0) != WH_NONE_AT; /* whatever the scheme */
    wh_put(&again, bracketed ? WH_LIT("://[") : WH_LIT("://"));
    wh_put(&again, uri.host);
    if (bracketed) wh_put_byte(&again, ']');
    /* Of a file, and of a scheme that is none of the web's, the path is all that stands behind the scheme. */
    bool file = wh_eq(uri.scheme, WH_LIT("file")) || wh_starts_nocase(uri.path, WH_LIT("//"));
    if (!file) wh_put(&again, uri.path);
    wh_uri second;
    wh_parse_uri(env, wh_buf_str(&again), &second);
    PROMISE(second.ok && wh_eq(second.host, uri.host) && (file || wh_eq(second.path, uri.path)) &&
            (!second.odd_ip || uri.ip.family == 6)); /* an IPv6 address that holds an IPv4 one stays odd */
}
