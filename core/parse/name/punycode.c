/* Punycode, RFC 3492: names and constants are its own. */
#include "parse/name/idna.h"
#include "base/limits.h"
#include "parse/parse.h"

#include <string.h>

enum { BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72, INITIAL_N = 128 };

static uint32_t adapt(uint32_t delta, uint32_t numpoints, bool first)
{
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / numpoints;
    uint32_t k = 0;
    for (; delta > ((BASE - TMIN) * TMAX) / 2; k += BASE) delta /= BASE - TMIN;
    return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias)
{
    return k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;
}

static int digit_value(char c)
{
    c = wh_lower(c);
    if (c >= 'a' && c <= 'z') return c - 'a';
    return wh_is_digit(c) ? c - '0' + 26 : -1;
}

/* One generalized variable-length integer (3.3) at *at; false when it is broken or overflows. */
static bool read_delta(wh_str in, size_t *at, uint32_t bias, uint32_t *i)
{
    uint32_t w = 1;
    for (uint32_t k = BASE;; k += BASE) {
        if (*at >= in.n) return false;
        int digit = digit_value(in.p[(*at)++]);
        if (digit < 0 || (uint32_t)digit > (UINT32_MAX - *i) / w) return false;
        *i += (uint32_t)digit * w;
        uint32_t t = threshold(k, bias);
        if ((uint32_t)digit < t) return true;
        if (w > UINT32_MAX / (BASE - t)) return false;
        w *= BASE - t;
    }
}

size_t wh_punycode_runes(wh_str in, uint32_t *out, size_t cap)
{
    size_t dash = wh_rfind_byte(in, '-'), n_out = dash == WH_NONE_AT ? 0 : dash;
    if (n_out > cap || !wh_is_ascii(in)) return WH_NONE_AT;
    for (size_t k = 0; k < n_out; k++) out[k] = (unsigned char)in.p[k];
    uint32_t n = INITIAL_N, i = 0, bias = INITIAL_BIAS;
    for (size_t at = dash == WH_NONE_AT ? 0 : dash + 1; at < in.n; i++) {
        uint32_t old = i;
        if (n_out == cap || !read_delta(in, &at, bias, &i)) return WH_NONE_AT;
        uint32_t points = (uint32_t)n_out + 1;
        bias = adapt(i - old, points, old == 0);
        if (i / points > 0x10FFFF - n) return WH_NONE_AT;
        n += i / points;
        i %= points;
        if (n >= 0xD800 && n <= 0xDFFF) return WH_NONE_AT;
        memmove(out + i + 1, out + i, (n_out - i) * sizeof *out);
        out[i] = n;
        n_out++;
    }
    return n_out;
}

static char digit_char(uint32_t d) { return (char)(d < 26 ? 'a' + d : '0' + (d - 26)); }

static bool write_delta(uint32_t q, uint32_t bias, char *out, size_t *at, size_t cap)
{
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = threshold(k, bias);
        if (*at == cap) return false;
        if (q < t) {
            out[(*at)++] = digit_char(q);
            return true;
        }
        out[(*at)++] = digit_char(t + (q - t) % (BASE - t));
        q = (q - t) / (BASE - t);
    }
}

size_t wh_punycode_bytes(const uint32_t *runes, size_t n_in, char *out, size_t cap)
{
    size_t at = 0;
    if (n_in > WH_MAX_LABEL_RUNES) return WH_NONE_AT;
    for (size_t k = 0; k < n_in; k++) {
        if (runes[k] >= 0x80) continue;
        if (at == cap) return WH_NONE_AT;
        out[at++] = (char)runes[k];
    }
    uint32_t basic = (uint32_t)at, done = basic, n = INITIAL_N, delta = 0, bias = INITIAL_BIAS;
    if (basic) {
        if (at == cap) return WH_NONE_AT;
        out[at++] = '-';
    }
    while (done < n_in) {
        uint32_t m = UINT32_MAX;
        for (size_t k = 0; k < n_in; k++)
            if (runes[k] >= n && runes[k] < m) m = runes[k];
        if (m - n > (UINT32_MAX - delta) / (done + 1)) return WH_NONE_AT;
        delta += (m - n) * (done + 1);
        n = m;
        for (size_t k = 0; k < n_in; k++) {
            if (runes[k] < n) delta++;
            if (runes[k] != n) continue;
            if (!write_delta(delta, bias, out, &at, cap)) return WH_NONE_AT;
            bias = adapt(delta, done + 1, done == basic);
            delta = 0;
            done++;
        }
        delta++;
        n++;
    }
    return at;
}

bool wh_punycode_decode(wh_env *env, wh_str label, wh_str *utf8)
{
    uint32_t runes[WH_MAX_LABEL_RUNES];
    size_t n = wh_punycode_runes(label, runes, WH_MAX_LABEL_RUNES);
    if (n == WH_NONE_AT) return false;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < n; i++) wh_put_rune(&buf, runes[i]);
    *utf8 = wh_buf_str(&buf);
    return !wh_absent(*utf8);
}

bool wh_punycode_encode(wh_env *env, wh_str utf8, wh_str *out)
{
    uint32_t runes[WH_MAX_LABEL_RUNES];
    char bytes[4 * WH_MAX_LABEL_RUNES];
    size_t n = 0;
    for (size_t at = 0; at < utf8.n;) {
        bool ok;
        if (n == WH_MAX_LABEL_RUNES) return false;
        runes[n++] = wh_next_rune(utf8, &at, &ok);
        if (!ok) return false;
    }
    size_t length = wh_punycode_bytes(runes, n, bytes, sizeof bytes);
    if (length == WH_NONE_AT) return false;
    *out = wh_copy(env->arena, (wh_str){bytes, length});
    return !wh_absent(*out);
}
