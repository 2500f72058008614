/* The list of a zip: PKWARE's APPNOTE 6.3.10, 4.3.7 (local headers), 4.3.12 (central directory), 4.3.16 (its
 * end). */
#include "base/limits.h"
#include "parse/file/file.h"

#define LOCAL 30u
#define CENTRAL 46u
#define END 22u
#define ENCRYPTED 1u
#define UTF8 0x800u

static uint32_t number(wh_str s, size_t at, unsigned n) /* little-endian; 0 beyond the end */
{
    uint32_t value = 0;
    for (unsigned i = 0; i < n; i++)
        if (at + i < s.n) value |= (uint32_t)(unsigned char)s.p[at + i] << 8 * i;
    return value;
}

static bool has(wh_str s, size_t at, const char *mark)
{
    return wh_eq(wh_sub(s, at, at + 4), (wh_str){mark, 4});
}

/* The bytes of an entry by its local header; absent when they are not where the list says. */
static wh_str content_at(wh_str data, size_t local, size_t packed)
{
    if (!has(data, local, "PK\x03\x04")) return WH_ABSENT;
    size_t from = local + LOCAL + number(data, local + 26, 2) + number(data, local + 28, 2);
    return from <= data.n ? wh_sub(data, from, packed <= data.n - from ? from + packed : data.n) : WH_ABSENT;
}

static bool add(wh_env *env, wh_entries *out, bool *more, wh_str name, uint32_t flags, wh_entry entry)
{
    if (out->n >= WH_MAX_ENTRIES) *more = true;
    wh_entry *one = *more ? NULL : wh_push(env->arena, out);
    if (!one) return false;
    *one = entry;
    one->encrypted = (flags & ENCRYPTED) != 0;
    one->name = wh_decode_charset(env, flags & UTF8 ? WH_LIT("utf-8") : WH_ABSENT, name);
    return true;
}

static bool read_directory(wh_env *env, wh_str data, wh_entries *out, bool *more)
{
    if (data.n < END) return false;
    size_t end = data.n - END, least = end > WH_MAX_ZIP_COMMENT ? end - WH_MAX_ZIP_COMMENT : 0;
    while (end > least && !has(data, end, "PK\x05\x06")) end--;
    if (!has(data, end, "PK\x05\x06")) return false;
    size_t size = number(data, end + 12, 4);
    size_t at =
        size <= end ? end - size : number(data, end + 16, 4); /* what stands before the archive moves it */
    if (!has(data, at, "PK\x01\x02")) return false;
    size_t moved = at - number(data, end + 16, 4);
    while (has(data, at, "PK\x01\x02") && at + CENTRAL <= data.n) {
        size_t name = number(data, at + 28, 2), rest = number(data, at + 30, 2) + number(data, at + 32, 2);
        wh_entry entry = {.bytes = number(data, at + 24, 4), .method = (uint16_t)number(data, at + 10, 2)};
        entry.data = content_at(data, number(data, at + 42, 4) + moved, number(data, at + 20, 4));
        if (!add(env, out, more, wh_sub(data, at + CENTRAL, at + CENTRAL + name), number(data, at + 8, 2),
                 entry))
            break;
        at += CENTRAL + name + rest;
    }
    return true;
}

/* Of a zip whose end is missing: the local headers from the front, as long as they say how long they are. */
static bool read_locals(wh_env *env, wh_str data, wh_entries *out, bool *more)
{
    size_t at = 0;
    while (has(data, at, "PK\x03\x04") && at + LOCAL <= data.n) {
        size_t name = number(data, at + 26, 2), packed = number(data, at + 18, 4),
               flags = number(data, at + 6, 2);
        wh_entry entry = {.bytes = number(data, at + 22, 4),
                          .method = (uint16_t)number(data, at + 8, 2),
                          .data = content_at(data, at, packed)};
        if (!add(env, out, more, wh_sub(data, at + LOCAL, at + LOCAL + name), (uint32_t)flags, entry)) break;
        if (packed > data.n || (packed == 0 && (flags & 8))) break;
        at += LOCAL + name + number(data, at + 28, 2) + packed;
    }
    return out->n > 0;
}

bool wh_read_zip(wh_env *env, wh_str data, wh_entries *out, bool *more)
{
    *out = (wh_entries){0};
    *more = false;
    return read_directory(env, data, out, more) || read_locals(env, data, out, more);
}

wh_str wh_entry_content_to(char *out, size_t most, const wh_entry *entry)
{
    if (entry->encrypted || wh_absent(entry->data)) return WH_ABSENT;
    if (entry->method == 0) return wh_sub(entry->data, 0, most);
    wh_str content = entry->method == 8 ? wh_inflate_to(out, most, entry->data, NULL) : WH_ABSENT;
    return content.n ? content : WH_ABSENT;
}

wh_str wh_entry_content(wh_env *env, const wh_entry *entry, size_t most)
{
    size_t room = wh_inflated_most(entry->data.n, most);
    char *out = entry->method == 8 ? wh_alloc(env->arena, room) : NULL;
    return out || entry->method != 8 ? wh_entry_content_to(out, entry->method == 8 ? room : most, entry)
                                     : WH_ABSENT;
}
