/* Public suffixes: libpsl's built-in table (the list's ICANN and private rules), and the shared hosting it lacks. */
#include "parse/name/suffix.h"
#include "parse/name/idna.h"
#include "parse/parse.h"

#include <libpsl.h>
#include <string.h>

wh_split wh_split_suffix(wh_str name)
{
    wh_split out = {.suffix = WH_ABSENT, .registrable = WH_ABSENT};
    char text[WH_NAME_MAX + 1]; /* libpsl reads up to a NUL */
    if (name.n == 0 || name.n > WH_NAME_MAX || name.p[0] == '.' || wh_find_byte(name, '\0', 0) != WH_NONE_AT) return out;
    memcpy(text, name.p, name.n);
    text[name.n] = '\0';
    const psl_ctx_t *list = psl_builtin();
    const char *suffix = psl_unregistrable_domain(list, text);
    size_t at = suffix ? (size_t)(suffix - text) : name.n, dot = wh_rfind_byte(name, '.');
    const char *top = dot == WH_NONE_AT ? text : text + dot + 1;
    /* Some countries have rules for second-level names only ("co.za"): then a longer suffix than the top-level label says it is known. */
    out.known = psl_is_public_suffix2(list, top, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1 || (suffix && suffix != top);
    size_t shared;
    if (wh_names_find(&wh_shared_hosting, name, &shared) >= 0 && shared < at) {
        at = shared;
        out.private_suffix = true;
    } else if (suffix && suffix != top) {
        out.private_suffix = psl_is_public_suffix2(list, suffix, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 1;
    }
    if (at >= name.n) return out;
    out.suffix = wh_from(name, at);
    if (at < 2) return out;
    size_t before = wh_rfind_byte(wh_sub(name, 0, at - 1), '.');
    out.registrable = wh_from(name, before == WH_NONE_AT ? 0 : before + 1);
    return out;
}

wh_str wh_organizational(wh_str name)
{
    wh_split split = wh_split_suffix(name);
    return wh_absent(split.registrable) ? name : split.registrable;
}
