/* Addresses and host names as Received fields write them (RFC 5321 4.1.3, 4.4, and what servers write in its
 * place). */
#include "parse/received/parts.h"

bool wh_received_port(wh_str digits, uint16_t *port)
{
    uint64_t value;
    if (digits.n > 5 || !wh_to_u64(digits, &value) || value > 65535) return false;
    *port = (uint16_t)value;
    return true;
}

/* "192.0.2.1:25", "192.0.2.1.63559" */
static bool quad_with_port(wh_str s, wh_ip *ip, wh_str *raw, uint16_t *port)
{
    size_t dots = 0;
    for (size_t i = 0; i < s.n && i < 24; i++) {
        if (s.p[i] == '.') dots++;
        else if (s.p[i] != ':' && !wh_is_digit(s.p[i])) return false;
        if (s.p[i] != ':' && dots < 4) continue;
        *raw = wh_sub(s, 0, i);
        return wh_parse_ip(*raw, ip) && ip->family == 4 && wh_received_port(wh_from(s, i + 1), port);
    }
    return false;
}

bool wh_received_ip(wh_str s, wh_ip *ip, wh_str *raw, uint16_t *port)
{
    *port = 0;
    if (s.n > 1 && s.p[0] == '/') s = wh_from(s, 1); /* Java's way */
    if (s.n >= 2 && s.p[0] == '?' && s.p[s.n - 1] == '?') s = wh_sub(s, 1, s.n - 1);
    if (s.n && s.p[0] == '[') {
        size_t close = wh_find_byte(s, ']', 0);
        wh_str behind = close == WH_NONE_AT ? WH_ABSENT : wh_from(s, close + 1);
        while (s.n && s.p[0] == '[') s = wh_from(s, 1);
        size_t end = wh_find_byte(s, ']', 0);
        if (end != WH_NONE_AT) s = wh_sub(s, 0, end);
        if (behind.n > 1 && behind.p[0] == ':' && !wh_received_port(wh_from(behind, 1), port)) return false;
    }
    *raw = s;
    return wh_parse_ip(s, ip) || quad_with_port(s, ip, raw, port);
}

bool wh_received_is_hostlike(wh_str s)
{
    if (s.n == 0 || s.n > 255 || !(wh_is_alnum(s.p[0]) || s.p[0] == '_' || (unsigned char)s.p[0] >= 0x80))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_hostname_char(s.p[i]) && (unsigned char)s.p[i] < 0x80) return false;
    return true;
}
