/* Bytes under construction. */
#include "base/base.h"

#include <string.h>

void wh_buf_init(wh_buf *buf, wh_arena *arena) { *buf = (wh_buf){.arena = arena}; }

static bool reserve(wh_buf *buf, size_t more)
{
    if (buf->failed) return false;
    if (buf->p && buf->cap - buf->n >= more) return true;
    if (more > SIZE_MAX / 4 || buf->n > SIZE_MAX / 4) {
        buf->failed = true;
        return false;
    }
    size_t cap = buf->cap ? buf->cap * 2 : 64;
    while (cap - buf->n < more) cap *= 2;
    char *bigger = wh_alloc_unset(buf->arena, cap);
    if (!bigger) {
        buf->failed = true;
        return false;
    }
    if (buf->n) memcpy(bigger, buf->p, buf->n);
    buf->p = bigger;
    buf->cap = cap;
    return true;
}

void wh_put(wh_buf *buf, wh_str s)
{
    if (!reserve(buf, s.n)) return;
    wh_move(buf->p + buf->n, s.p, s.n);
    buf->n += s.n;
}

void wh_put_byte(wh_buf *buf, char c)
{
    if (reserve(buf, 1)) buf->p[buf->n++] = c;
}

void wh_put_rune(wh_buf *buf, uint32_t rune)
{
    char bytes[4];
    size_t n = wh_encode_rune(rune, bytes);
    wh_put(buf, (wh_str){bytes, n});
}

void wh_put_int(wh_buf *buf, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) wh_put_byte(buf, '-');
    wh_put(buf, (wh_str){digits + at, sizeof digits - at});
}

void wh_put_hex(wh_buf *buf, wh_str bytes)
{
    for (size_t i = 0; i < bytes.n; i++) {
        wh_put_byte(buf, wh_hex_digit((unsigned char)bytes.p[i] >> 4));
        wh_put_byte(buf, wh_hex_digit((unsigned char)bytes.p[i]));
    }
}

void wh_put_percent(wh_buf *buf, char c)
{
    const char text[] = {'%', wh_hex_digit_upper((unsigned char)c >> 4),
                         wh_hex_digit_upper((unsigned char)c)};
    wh_put(buf, (wh_str){text, sizeof text});
}

wh_str wh_buf_str(const wh_buf *buf)
{
    if (buf->failed) return WH_ABSENT;
    return buf->p ? (wh_str){buf->p, buf->n} : WH_LIT("");
}
