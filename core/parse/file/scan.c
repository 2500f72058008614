/* Addresses of the web that stand anywhere in a file's bytes: shortcuts, old Office files, XML, fields of
 * documents keep them as they are, in ASCII or in UTF-16. Names of XML's namespaces look like addresses and
 * lead nowhere. */
#include "base/limits.h"
#include "parse/file/file.h"
#include "parse/html/html.h"

/* What XML calls its vocabularies by (Namespaces in XML 1.0, 2.1), and where their types are declared. */
static bool is_namespace(wh_str behind)
{
    static const wh_str names[] = {
        WH_LIT_INIT("www.w3.org/"),          WH_LIT_INIT("schemas."),      WH_LIT_INIT("purl.oclc.org/ooxml"),
        WH_LIT_INIT("purl.org/dc/"),         WH_LIT_INIT("ns.adobe.com/"), WH_LIT_INIT("openoffice.org/"),
        WH_LIT_INIT("docs.oasis-open.org/"), WH_LIT_INIT("www.iec.ch"),    WH_LIT_INIT("www.apple.com/DTDs/"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_starts_nocase(behind, names[i])) return true;
    return false;
}

static bool ends_address(char c)
{
    return (unsigned char)c <= ' ' || (unsigned char)c >= 0x7F ||
           wh_find_byte(WH_LIT("\"'<>`{}|^\\)"), c, 0) != WH_NONE_AT;
}

static void add(wh_env *env, wh_str address, wh_strs *out)
{
    size_t slashes = wh_find(address, WH_LIT("://"), 0);
    wh_str behind = wh_from(address, slashes + 3), last = out->n ? out->at[out->n - 1] : WH_ABSENT;
    if (behind.n < 4 || is_namespace(behind) || wh_eq(address, last)) return;
    if (out->n >= WH_MAX_FILE_LINKS) {
        wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
        return;
    }
    if (wh_find_byte(address, '&', 0) != WH_NONE_AT) {
        wh_buf buf;
        wh_buf_init(&buf, env->arena);
        wh_put_unescaped(&buf, address, true);
        address = wh_buf_str(&buf); /* a quotation mark that was escaped ends it, too */
        size_t end = slashes;
        while (end < address.n && !ends_address(address.p[end])) end++;
        address = wh_sub(address, 0, end);
    }
    wh_str *one = address.n ? wh_push(env->arena, out) : NULL;
    if (one) *one = address;
}

/* One in ASCII that begins at bytes[at]; where it ends. */
static size_t read_narrow(wh_env *env, wh_str bytes, size_t at, wh_strs *out)
{
    size_t end = at;
    while (end < bytes.n && end - at < WH_MAX_PLAIN_ADDRESS && !ends_address(bytes.p[end])) end++;
    wh_str address = wh_sub(bytes, at, end);
    if (wh_starts_nocase(address, WH_LIT("http://")) || wh_starts_nocase(address, WH_LIT("https://")))
        add(env, address, out);
    return end > at + 4 ? end : at + 4;
}

/* In UTF-16, little-endian. */
static size_t read_wide(wh_env *env, wh_str bytes, size_t at, wh_strs *out)
{
    wh_buf buf;
    size_t end = at;
    wh_buf_init(&buf, env->arena);
    for (; end + 1 < bytes.n && buf.n < WH_MAX_PLAIN_ADDRESS; end += 2) {
        if (bytes.p[end + 1] != '\0' || ends_address(bytes.p[end])) break;
        wh_put_byte(&buf, bytes.p[end]);
    }
    wh_str address = wh_buf_str(&buf);
    if (wh_starts_nocase(address, WH_LIT("http://")) || wh_starts_nocase(address, WH_LIT("https://")))
        add(env, address, out);
    return end > at + 8 ? end : at + 8;
}

void wh_scan_property_list(wh_env *env, wh_str bytes, wh_strs *out)
{
    for (size_t at = 0; (at = wh_find_nocase(bytes, WH_LIT("http"), at)) != WH_NONE_AT; at++) {
        unsigned char last = at > 2 ? (unsigned char)bytes.p[at - 1] : 0;
        size_t n = last & 0x0F; /* 0x5n: so many characters */
        if (at > 2 && wh_eq(wh_sub(bytes, at - 3, at - 1), WH_LIT("\x5F\x10"))) n = last;
        else if (at > 3 && wh_eq(wh_sub(bytes, at - 4, at - 2), WH_LIT("\x5F\x11")))
            n = (size_t)(unsigned char)bytes.p[at - 2] << 8 | last;
        else if (last >> 4 != 5) continue;
        read_narrow(env, wh_sub(bytes, 0, at + n), at, out);
    }
}

void wh_scan_addresses(wh_env *env, wh_str bytes, wh_strs *out)
{
    static const wh_str wide = WH_LIT_INIT("h\0t\0t\0p\0");
    for (size_t at = wh_find_nocase(bytes, WH_LIT("http"), 0); at != WH_NONE_AT;)
        at = wh_find_nocase(bytes, WH_LIT("http"), read_narrow(env, bytes, at, out));
    for (size_t at = wh_find_nocase(bytes, wide, 0); at != WH_NONE_AT;)
        at = wh_find_nocase(bytes, wide, read_wide(env, bytes, at, out));
}
