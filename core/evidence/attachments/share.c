/* Machines that a file names without an address of the web: what a remote desktop connects to, and folders
 * that others share.
 */
#include "base/limits.h"
#include "evidence/attachments/lead.h"

/* "rdp://" or "file://" and the rest; at: where that stands. */
static void put(wh_env *env, wh_anchors *anchors, wh_str scheme, wh_str rest)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, scheme);
    for (size_t i = 0; i < rest.n; i++) wh_put_byte(&buf, rest.p[i] == '\\' ? '/' : rest.p[i]);
    wh_str href = wh_buf_str(&buf);
    if (anchors->n >= WH_MAX_FILE_LINKS) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    wh_anchor *one = href.n && anchors->n < WH_MAX_FILE_LINKS ? wh_push(env->arena, anchors) : NULL;
    if (one) *one = (wh_anchor){.kind = WH_LINK_ANCHOR, .href = href, .text = WH_ABSENT, .at = rest};
}

/* Each "key" and what follows it up to a blank: "full address:s:", "alternate full address:s:". */
static void read_key(wh_env *env, wh_str text, wh_str key, wh_anchors *anchors)
{
    for (size_t at = wh_find_nocase(text, key, 0); at != WH_NONE_AT; at = wh_find_nocase(text, key, at)) {
        size_t end = at += key.n;
        while (end < text.n && !wh_is_space(text.p[end])) end++;
        if (end > at) put(env, anchors, WH_LIT("rdp://"), wh_sub(text, at, end));
        if (anchors->n >= WH_MAX_FILE_LINKS) return;
    }
}

static bool ends_share(char c)
{
    return (unsigned char)c <= ' ' || wh_find_byte(WH_LIT("<>\"'|?*,;"), c, 0) != WH_NONE_AT;
}

void wh_read_shares(wh_env *env, wh_str text, wh_anchors *anchors)
{
    static const wh_str share = WH_LIT_INIT("\\\\");
    read_key(env, text, WH_LIT("full address:s:"), anchors);
    read_key(env, text, WH_LIT("gatewayhostname:s:"), anchors);
    for (size_t at = wh_find(text, share, 0); at != WH_NONE_AT && anchors->n < WH_MAX_FILE_LINKS;
         at = wh_find(text, share, at)) {
        size_t end = at += share.n;
        while (end < text.n && !ends_share(text.p[end])) end++;
        wh_str name = wh_sub(text, at, end);
        bool path =
            wh_find_byte(name, '\\', 0) != WH_NONE_AT; /* "\\\\server" alone is a line end of some script */
        if (path && name.p[0] != '\\' && (wh_is_alnum(name.p[0]) || name.p[0] == '['))
            put(env, anchors, WH_LIT("file://"), name);
        at = end > at ? end : at + 1;
    }
}
