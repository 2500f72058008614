/* Lists of archives that stand in plain bytes: tar (POSIX.1-2017 pax, "ustar"), gzip (RFC 1952), Microsoft's
 * cabinet (MS-CAB 2.1), the embedded files of OneNote (MS-ONESTORE 2.6.13). What the files hold is not
 * unpacked here. */
#include "parse/file/list.h"

static wh_str until_nul(wh_str s) { return wh_sub(s, 0, wh_find_byte(s, '\0', 0)); }

/* ---- tar ---- */

#define BLOCK 512u

static uint64_t octal(wh_str s)
{
    uint64_t value = 0;
    for (size_t i = 0; i < s.n && i < 12; i++)
        if (s.p[i] >= '0' && s.p[i] <= '7') value = value * 8 + (uint64_t)(s.p[i] - '0');
    return value;
}

static wh_str tar_name(wh_env *env, wh_str head)
{
    wh_str name = until_nul(wh_sub(head, 0, 100)), prefix = until_nul(wh_sub(head, 345, 500));
    wh_buf buf;
    if (prefix.n == 0) return wh_decode_charset(env, WH_ABSENT, name);
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, prefix);
    wh_put_byte(&buf, '/');
    wh_put(&buf, name);
    return wh_decode_charset(env, WH_ABSENT, wh_buf_str(&buf));
}

static bool list_tar(wh_env *env, wh_str data, wh_listing *list)
{
    for (size_t at = 0; at + BLOCK <= data.n && data.p[at];) {
        wh_str head = wh_sub(data, at, at + BLOCK);
        uint64_t bytes = octal(wh_sub(head, 124, 136));
        char kind = head.p[156];
        at += BLOCK;
        if (kind == '0' ||
            kind == '\0') { /* a file; the others are folders, links and more about the next one */
            wh_entry *one = wh_list_add(env, list);
            if (!one) break;
            *one = (wh_entry){.name = tar_name(env, head), .bytes = bytes};
            one->data = wh_sub(data, at, bytes <= data.n - at ? at + (size_t)bytes : data.n);
        }
        if (bytes > data.n - at) break;
        at += ((size_t)bytes + BLOCK - 1) / BLOCK * BLOCK;
    }
    return list->entries.n > 0;
}

/* ---- gzip ---- */

static bool list_gzip(wh_env *env, wh_str data, wh_listing *list)
{
    unsigned flags = wh_little(data, 3, 1);
    size_t at = 10;
    wh_str name = WH_ABSENT;
    if (data.n < 18 || wh_little(data, 2, 1) != 8) return false;
    if (flags & 4) at += 2 + wh_little(data, at, 2);
    if (at >= data.n) return false;
    if (flags & 8) {
        name = until_nul(wh_from(data, at));
        at += name.n + 1;
    }
    if (flags & 16) at += until_nul(wh_from(data, at < data.n ? at : data.n)).n + 1;
    if (flags & 2) at += 2;
    wh_entry *one = at < data.n ? wh_list_add(env, list) : NULL;
    if (!one) return false;
    *one = (wh_entry){.bytes = wh_little(data, data.n - 4, 4), .method = 8, .data = wh_from(data, at)};
    one->name = wh_absent(name) ? WH_ABSENT : wh_decode_charset(env, WH_ABSENT, name);
    return true;
}

/* ---- cabinet ---- */

static bool list_cab(wh_env *env, wh_str data, wh_listing *list)
{
    size_t at = wh_little(data, 16, 4);
    uint32_t files = wh_little(data, 28, 2);
    for (uint32_t i = 0; i < files && at + 16 < data.n; i++) {
        wh_str name = until_nul(wh_from(data, at + 16));
        wh_entry *one = wh_list_add(env, list);
        if (!one) break;
        bool utf8 = (wh_little(data, at + 14, 2) & 0x80) != 0;
        *one = (wh_entry){.bytes = wh_little(data, at, 4), .data = WH_ABSENT};
        one->name = wh_decode_charset(env, utf8 ? WH_LIT("utf-8") : WH_ABSENT, name);
        at += 16 + name.n + 1;
    }
    return list->entries.n > 0;
}

/* ---- OneNote ---- */

static bool list_onenote(wh_env *env, wh_str data, wh_listing *list)
{
    static const wh_str header =
        WH_LIT_INIT("\xE7\x16\xE3\xBD\x65\x26\x11\x45\xA4\xC4\x8D\x4D\x0B\x7A\x9E\xAC");
    for (size_t at = wh_find(data, header, 0); at != WH_NONE_AT; at = wh_find(data, header, at)) {
        uint32_t bytes = wh_little(data, at + 16, 4);
        at += 36;
        wh_entry *one = at <= data.n ? wh_list_add(env, list) : NULL;
        if (!one) break;
        *one = (wh_entry){.name = WH_ABSENT,
                          .bytes = bytes,
                          .data = wh_sub(data, at, bytes <= data.n - at ? at + bytes : data.n)};
    }
    return true;
}

/* ---- which of them ---- */

static bool list_zip(wh_env *env, wh_str data, wh_listing *list)
{
    return wh_read_zip(env, data, &list->entries, &list->more);
}
static bool list_tnef(wh_env *env, wh_str data, wh_listing *list)
{
    wh_tnef tnef;
    bool whole = wh_read_tnef(env, data, &tnef);
    *list = tnef.files;
    return whole;
}

bool wh_list_files(wh_env *env, wh_str data, wh_str type, wh_listing *list, bool *known)
{
    static const struct {
        wh_str type;
        bool (*read)(wh_env *env, wh_str data, wh_listing *list);
    } kinds[] = {
        {WH_LIT_INIT("application/zip"), list_zip},
        {WH_LIT_INIT("application/ms-tnef"), list_tnef},
        {WH_LIT_INIT("application/gzip"), list_gzip},
        {WH_LIT_INIT("application/x-tar"), list_tar},
        {WH_LIT_INIT("application/vnd.rar"), wh_list_rar},
        {WH_LIT_INIT("application/x-7z-compressed"), wh_list_7z},
        {WH_LIT_INIT("application/vnd.ms-cab-compressed"), list_cab},
        {WH_LIT_INIT("application/x-iso9660-image"), wh_list_iso},
        {WH_LIT_INIT("application/onenote"), list_onenote},
    };
    *list = (wh_listing){.more = false};
    *known = false;
    if (wh_starts_nocase(data, WH_LIT("PK")))
        type = WH_LIT("application/zip"); /* Office's and their kin too */
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        *known = wh_eq(type, kinds[i].type);
        if (*known) return kinds[i].read(env, data, list);
    }
    return false;
}
