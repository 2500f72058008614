/* Base64: RFC 4648 4, RFC 2045 6.8. */
#include "parse/base64.h"

#include "parse/parse.h"

int wh_base64_value(char c)
{
    if (wh_is_upper(c)) return c - 'A';
    if (wh_is_lower(c)) return c - 'a' + 26;
    if (wh_is_digit(c)) return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool wh_base64_step(wh_base64 *state, char c, char *out)
{
    int value = wh_base64_value(c);
    if (c == '=') *state = (wh_base64){0};
    if (value < 0) return false;
    state->bits = (state->bits << 6 | (uint32_t)value) & 0xFFFF;
    state->n += 6;
    if (state->n < 8) return false;
    state->n -= 8;
    *out = (char)(unsigned char)(state->bits >> state->n & 0xFF);
    return true;
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
    /* Padding may be missing (many a DNS record), but not be wrong; bits left over must be zero. */
    if (digits % 4 == 1 || (padding && (digits + padding) % 4 != 0)) return false;
    if (state.n && (state.bits & ((1u << state.n) - 1)) != 0) return false;
    *out = (wh_str){bytes, n};
    return true;
}
