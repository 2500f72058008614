/* The lists of RAR 4 and RAR 5 (technote.txt of its maker) and what 7z says without unpacking its list:
 * whether it is encrypted. */
#include "parse/file/list.h"

/* ---- RAR 4: blocks of CRC (2), kind (1), flags (2), length of the head (2) ---- */

#define ADDED 0x8000u /* data stands after the head, its length in it */
#define MAIN 0x73u
#define FILE_HEAD 0x74u

static bool list_rar4(wh_env *env, wh_str data, wh_listing *list)
{
    for (size_t at = 7; at + 7 <= data.n;) {
        uint32_t kind = wh_little(data, at + 2, 1), flags = wh_little(data, at + 3, 2),
                 head = wh_little(data, at + 5, 2);
        uint64_t packed = (flags & ADDED) ? wh_little(data, at + 7, 4) : 0;
        if (head < 7) break;
        if (kind == MAIN && (flags & 0x80)) list->encrypted = true; /* the list itself */
        if (list->encrypted && kind == MAIN) return true;
        if (kind == FILE_HEAD && (flags & 0xE0) != 0xE0) { /* no folder */
            size_t from = at + ((flags & 0x100) ? 40u : 32u), length = wh_little(data, at + 26, 2);
            wh_str name = wh_sub(data, from, from + length);
            wh_entry *one = wh_list_add(env, list);
            if (!one) break;
            *one = (wh_entry){
                .bytes = wh_little(data, at + 11, 4), .encrypted = (flags & 4) != 0, .data = WH_ABSENT};
            one->name = wh_decode_charset(env, WH_ABSENT, wh_sub(name, 0, wh_find_byte(name, '\0', 0)));
            if (wh_little(data, at + 25, 1) == 0x30 && !one->encrypted)
                one->data = wh_sub(data, at + head, at + head + (size_t)packed);
        }
        if (packed > data.n - at || head > data.n - at - (size_t)packed) break;
        at += head + (size_t)packed;
    }
    return true;
}

/* ---- RAR 5: numbers of seven bits a byte ---- */

static uint64_t number(wh_str s, size_t *at)
{
    uint64_t value = 0;
    for (unsigned shift = 0; *at < s.n && shift < 63; shift += 7) {
        unsigned char c = (unsigned char)s.p[(*at)++];
        value |= (uint64_t)(c & 0x7F) << shift;
        if (!(c & 0x80)) break;
    }
    return value;
}

#define RAR5_FILE 2u
#define RAR5_ENCRYPTED 4u /* everything after it */

static bool add_rar5(wh_env *env, wh_str head, size_t at, uint64_t extra, wh_str packed, wh_listing *list)
{
    uint64_t flags = number(head, &at), bytes = number(head, &at);
    (void)number(head, &at); /* attributes */
    if (flags & 2) at += 4;
    if (flags & 4) at += 4;
    uint64_t method = number(head, &at) >> 7 & 7;
    (void)number(head, &at); /* system */
    uint64_t length = number(head, &at);
    if (flags & 1) return true; /* a folder */
    wh_entry *one = wh_list_add(env, list);
    if (!one || length > head.n || at > head.n) return one != NULL;
    *one = (wh_entry){.bytes = bytes, .data = method == 0 ? packed : WH_ABSENT};
    one->name = wh_decode_charset(env, WH_LIT("utf-8"), wh_sub(head, at, at + (size_t)length));
    size_t tail = extra <= head.n ? head.n - (size_t)extra : head.n;
    while (tail < head.n) { /* records of more about the file: 1 is encryption */
        uint64_t size = number(head, &tail);
        size_t next = size <= head.n - tail ? tail + (size_t)size : head.n;
        if (size && number(head, &tail) == 1) one->encrypted = true;
        tail = next;
    }
    if (one->encrypted) one->data = WH_ABSENT;
    return true;
}

static bool list_rar5(wh_env *env, wh_str data, wh_listing *list)
{
    for (size_t at = 8; at + 7 <= data.n;) {
        at += 4; /* CRC */
        uint64_t size = number(data, &at);
        if (size == 0 || size > data.n - at) break;
        wh_str head = wh_sub(data, at, at + (size_t)size);
        size_t in = 0;
        uint64_t kind = number(head, &in), flags = number(head, &in),
                 extra = (flags & 1) ? number(head, &in) : 0;
        uint64_t packed = (flags & 2) ? number(head, &in) : 0;
        at += (size_t)size;
        if (kind == RAR5_ENCRYPTED) {
            list->encrypted = true;
            break;
        }
        uint64_t there = packed <= data.n - at ? packed : data.n - at;
        if (kind == RAR5_FILE && !add_rar5(env, head, in, extra, wh_sub(data, at, at + (size_t)there), list))
            break;
        if (packed > data.n - at) break;
        at += (size_t)packed;
    }
    return true;
}

bool wh_list_rar(wh_env *env, wh_str data, wh_listing *list)
{
    return wh_little(data, 6, 1) == 1 ? list_rar5(env, data, list) : list_rar4(env, data, list);
}

/* ---- 7z: 7zFormat.txt ---- */

bool wh_list_7z(wh_env *env, wh_str data, wh_listing *list)
{
    static const wh_str aes = WH_LIT_INIT("\x06\xF1\x07\x01"); /* the coder 7zAES */
    (void)env;
    uint64_t offset = wh_little(data, 12, 4) | (uint64_t)wh_little(data, 16, 4) << 32,
             size = wh_little(data, 20, 4);
    if (data.n < 32 || offset > data.n - 32) return true;
    wh_str head = wh_from(data, 32 + (size_t)offset);
    list->encrypted = wh_find(wh_sub(head, 0, (size_t)size), aes, 0) != WH_NONE_AT;
    return true;
}
