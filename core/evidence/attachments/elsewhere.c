/* Bodies that are kept elsewhere: message/external-body, RFC 2046 5.2.3 (a host of FTP) and RFC 2017 (an
 * address). A program that knows the type fetches them for its reader. */
#include "evidence/attachments/lead.h"

static bool is_by_ftp(wh_str access)
{
    return wh_eq_nocase(access, WH_LIT("ftp")) || wh_eq_nocase(access, WH_LIT("anon-ftp")) ||
           wh_eq_nocase(access, WH_LIT("tftp"));
}

static void put_pieces(wh_buf *buf, wh_str s, bool path)
{
    if (wh_absent(s)) return;
    if (path && s.n && s.p[0] != '/') wh_put_byte(buf, '/');
    for (size_t i = 0; i < s.n; i++) /* RFC 2017 3: blanks in it only fold the line */
        if (!wh_is_space(s.p[i])) wh_put_byte(buf, s.p[i]);
}

void wh_read_elsewhere(wh_env *env, const wh_part *part, wh_leads *out)
{
    wh_params type = {.value = WH_ABSENT};
    wh_buf buf;
    for (uint32_t i = part->fields.n; i-- > 0;)
        if (wh_eq_nocase(part->fields.at[i].name, WH_LIT("Content-Type")))
            wh_parse_params(env, part->fields.at[i].value, &type);
    wh_str access = wh_param_named(&type, WH_LIT("access-type")), url = wh_param_named(&type, WH_LIT("url"));
    wh_buf_init(&buf, env->arena);
    if (is_by_ftp(access)) {
        wh_put(&buf, wh_eq_nocase(access, WH_LIT("tftp")) ? WH_LIT("tftp://") : WH_LIT("ftp://"));
        put_pieces(&buf, wh_param_named(&type, WH_LIT("site")), false);
        put_pieces(&buf, wh_param_named(&type, WH_LIT("directory")), true);
        put_pieces(&buf, wh_param_named(&type, WH_LIT("name")), true);
    } else if (wh_eq_nocase(access, WH_LIT("url"))) {
        put_pieces(&buf, url, false);
    }
    wh_str href = wh_buf_str(&buf), *one = href.n ? wh_push(env->arena, &out->hrefs) : NULL;
    if (one) *one = href;
}
