/* IPv4 addresses in the forms that browsers accept and people overlook (WHATWG URL 3.5): 3232235777, 0x7f.1,
 * 0300.0250.1.1. */
#include "parse/uri/uri.h"

/* One number in C's notation; false when it is not one. */
static bool read_number(wh_str s, uint64_t *out)
{
    unsigned base = 10;
    if (s.n == 0) return false;
    if (s.n >= 2 && s.p[0] == '0' && (s.p[1] == 'x' || s.p[1] == 'X')) {
        base = 16;
        s = wh_from(s, 2);
    } else if (s.n >= 2 && s.p[0] == '0') {
        base = 8;
        s = wh_from(s, 1);
    }
    uint64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        int digit = wh_hex_value(s.p[i]);
        if (digit < 0 || (unsigned)digit >= base) return false;
        value = value * base + (unsigned)digit;
        if (value > UINT32_MAX) value = (uint64_t)UINT32_MAX + 1;
    }
    *out = value;
    return true;
}

bool wh_parse_number_host(wh_str host, wh_ip *out)
{
    uint64_t parts[4];
    unsigned n = 0;
    host = wh_bare_host(host);
    for (size_t at = 0; at <= host.n; n++) {
        size_t dot = wh_find_byte(host, '.', at);
        size_t end = dot == WH_NONE_AT ? host.n : dot;
        if (n == 4 || !read_number(wh_sub(host, at, end), &parts[n])) return false;
        at = end + 1;
    }
    if (n == 0) return false;
    uint64_t whole = parts[n - 1], room = (uint64_t)1 << (8 * (5 - n));
    if (whole >= room) return false;
    for (unsigned i = 0; i + 1 < n; i++) {
        if (parts[i] > 255) return false;
        whole |= parts[i] << (8 * (3 - i));
    }
    *out = (wh_ip){.family = 4};
    for (unsigned i = 0; i < 4; i++) out->b[i] = (uint8_t)(whole >> (8 * (3 - i)));
    return true;
}
