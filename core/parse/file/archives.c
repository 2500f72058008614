/* Archives other than zip, as far as their own lists stand open: ustar (POSIX.1-2017 pax, "ustar Interchange
 * Format"), gzip (RFC 1952). Of RAR only whether it shows anything at all. */
#include "base/limits.h"
#include "parse/file/file.h"

#define BLOCK 512u
#define NAME 100u
#define SIZE 124u
#define TYPE 156u

static uint64_t octal(wh_str digits)
{
    uint64_t value = 0;
    for (size_t i = 0; i < digits.n && digits.p[i] >= '0' && digits.p[i] <= '7'; i++)
        value = value * 8 + (uint64_t)(digits.p[i] - '0');
    return value;
}

static wh_str to_nul(wh_str s)
{
    size_t end = wh_find_byte(s, '\0', 0);
    return end == WH_NONE_AT ? s : wh_sub(s, 0, end);
}

bool wh_read_tar(wh_env *env, wh_str data, wh_entries *out)
{
    *out = (wh_entries){0};
    for (size_t at = 0; at + BLOCK <= data.n && data.p[at] != '\0' && out->n < WH_MAX_ENTRIES;) {
        wh_str head = wh_sub(data, at, at + BLOCK);
        uint64_t size = octal(wh_trim_bytes(wh_sub(head, SIZE, SIZE + 12), WH_LIT(" ")));
        at += BLOCK;
        bool file = head.p[TYPE] == '0' || head.p[TYPE] == '\0';
        wh_entry *one = file ? wh_push(env->arena, out) : NULL;
        if (one) {
            one->name = wh_decode_charset(env, WH_ABSENT, to_nul(wh_sub(head, 0, NAME)));
            one->bytes = size;
            one->data = wh_sub(data, at, size < data.n - at ? at + (size_t)size : data.n);
        }
        if (size > data.n - at) return false;
        size_t step = ((size_t)size + BLOCK - 1) / BLOCK * BLOCK;
        at += step < data.n - at ? step : data.n - at;
    }
    return true;
}

#define GZIP_HEAD 10u
#define HAS_EXTRA 4u
#define HAS_NAME 8u

bool wh_read_gzip(wh_env *env, wh_str data, wh_str name, wh_entries *out)
{
    *out = (wh_entries){0};
    if (data.n < GZIP_HEAD + 8) return false;
    unsigned flags = (unsigned char)data.p[3];
    size_t at = GZIP_HEAD;
    if (flags & HAS_EXTRA) at += 2u + (unsigned char)data.p[at] + 256u * (unsigned char)data.p[at + 1];
    wh_str inner = flags & HAS_NAME ? to_nul(wh_from(data, at)) : WH_ABSENT, rest;
    if (flags & HAS_NAME) at += inner.n + 1;
    if (at >= data.n) return false;
    wh_file_extension(name, &rest);
    wh_entry *one = wh_push(env->arena, out);
    if (!one) return false;
    *one = (wh_entry){.name = inner.n ? wh_decode_charset(env, WH_ABSENT, inner) : rest,
                      .data = wh_from(data, at),
                      .method = 8};
    for (unsigned i = 4; i > 0; i--)
        one->bytes = one->bytes << 8 | (unsigned char)data.p[data.n - 5 + i]; /* ISIZE, at the end */
    return true;
}

bool wh_rar_sealed(wh_str data)
{
    bool five = wh_eq(wh_sub(data, 0, 8), WH_LIT("Rar!\x1A\x07\x01\x00")),
         four = wh_eq(wh_sub(data, 0, 7), WH_LIT("Rar!\x1A\x07\x00"));
    if (four)
        return data.n > 11 && data.p[9] == 0x73 &&
               (data.p[10] & 0x80); /* MHD_PASSWORD of the archive's header */
    size_t at = 12; /* behind the check sum of the first header: its size, then its type, numbers of seven
                       bits a byte */
    while (at < data.n && (data.p[at] & 0x80)) at++;
    return five && at + 1 < data.n && data.p[at + 1] == 4;
}
