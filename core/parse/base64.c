/* Base64: RFC 4648 4, RFC 2045 6.8. */
#include "parse/base64.h"

#include "parse/parse.h"

/* clang-format off */
#define NONE4 -1, -1, -1, -1
#define NONE16 NONE4, NONE4, NONE4, NONE4
const int8_t wh_base64_values[256] = {
    NONE16, NONE16,
    NONE4, NONE4, -1, -1, -1, 62, -1, -1, -1, 63, /* + / */
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, NONE4,
    -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, NONE4,
    -1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, -1, NONE4,
    NONE16, NONE16, NONE16, NONE16, NONE16, NONE16, NONE16, NONE16,
};
/* clang-format on */

size_t wh_base64_fours(wh_str in, size_t at, char *out, size_t room)
{
    size_t n = 0;
    for (; at < in.n && in.n - at >= 4 && room - n >= 3; at += 4) {
        int a = wh_base64_value(in.p[at]), b = wh_base64_value(in.p[at + 1]),
            c = wh_base64_value(in.p[at + 2]), d = wh_base64_value(in.p[at + 3]);
        if ((a | b | c | d) < 0) break;
        uint32_t bits = (uint32_t)(a << 18 | b << 12 | c << 6 | d);
        out[n++] = (char)(unsigned char)(bits >> 16);
        out[n++] = (char)(unsigned char)(bits >> 8 & 0xFF);
        out[n++] = (char)(unsigned char)(bits & 0xFF);
    }
    return n;
}

bool wh_decode_base64(wh_env *env, wh_str in, wh_str *out)
{
    *out = WH_ABSENT;
    char *bytes = wh_alloc(env->arena, in.n / 4 * 3 + 3);
    if (!bytes) return false;
    wh_base64 state = {0};
    size_t n = 0, digits = 0, padding = 0;
    for (size_t i = 0; i < in.n; i++) {
        char c = in.p[i];
        if (wh_is_space(c)) continue;
        if (c == '=') {
            if (++padding > 2) return false;
            continue;
        }
        if (padding || wh_base64_value(c) < 0) return false;
        digits++;
        if (wh_base64_step(&state, c, bytes + n)) n++;
    }
    /* Padding may be missing (as in many DNS records), but not wrong; bits left over must be zero. */
    if (digits % 4 == 1 || (padding && (digits + padding) % 4 != 0)) return false;
    if (state.n && (state.bits & ((1u << state.n) - 1)) != 0) return false;
    *out = (wh_str){bytes, n};
    return true;
}
