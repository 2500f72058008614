/* Network addresses: RFC 791, RFC 4291 2.2 (text forms), RFC 5952 (canonical text), RFC 4007 11 (zone ids),
 * RFC 5321 4.1.3 (address literals), RFC 6890 and its successors (special ranges). */
#include "parse/parse.h"

#include <string.h>

/* Dotted quad. Zeros in front of an octet are decimal padding here, as in mail ("010.001.002.003"), never
 * octal. */
static bool parse_ipv4(wh_str s, uint8_t out[4])
{
    size_t at = 0;
    for (int octet = 0; octet < 4; octet++) {
        if (octet > 0) {
            if (at >= s.n || s.p[at] != '.') return false;
            at++;
        }
        unsigned value = 0, digits = 0;
        for (; at < s.n && wh_is_digit(s.p[at]); at++) {
            if (++digits > 3) return false;
            value = value * 10 + (unsigned)(s.p[at] - '0');
        }
        if (digits == 0 || value > 255) return false;
        out[octet] = (uint8_t)value;
    }
    return at == s.n;
}

/* One group of IPv6 text at *at: up to four hexadecimal digits. */
static bool parse_group(wh_str s, size_t *at, uint8_t out[2])
{
    unsigned value = 0, digits = 0;
    for (; *at < s.n && wh_is_hex(s.p[*at]); (*at)++) {
        if (++digits > 4) return false;
        value = value << 4 | (unsigned)wh_hex_value(s.p[*at]);
    }
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
    return digits > 0;
}

static WH_APART bool parse_ipv6(wh_str s, uint8_t out[16])
{
    uint8_t bytes[16] = {0};
    size_t n = 0, gap = WH_NONE_AT, at = 0; /* gap: where "::" stands among the bytes */
    if (s.n >= 2 && s.p[0] == ':' && s.p[1] == ':') {
        gap = 0;
        at = 2;
    }
    while (at < s.n) {
        size_t start = at;
        if (n > 14 || !parse_group(s, &at, bytes + n)) return false;
        if (at < s.n && s.p[at] == '.') { /* the last 32 bits as a dotted quad */
            if (n > 12 || !parse_ipv4(wh_from(s, start), bytes + n)) return false;
            n += 4;
            at = s.n;
            break;
        }
        n += 2;
        if (at == s.n) break;
        if (s.p[at++] != ':' || at == s.n) return false;
        if (s.p[at] == ':') {
            if (gap != WH_NONE_AT) return false;
            gap = n;
            at++;
        }
    }
    if (gap == WH_NONE_AT ? n != 16 : n > 14) return false;
    memset(out, 0, 16);
    size_t head = gap == WH_NONE_AT ? 16 : gap;
    memcpy(out, bytes, head);
    if (head < n) memcpy(out + 16 - (n - head), bytes + head, n - head);
    return true;
}

bool wh_parse_ip(wh_str s, wh_ip *out)
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    *out = (wh_ip){0};
    if (s.n >= 2 && s.p[0] == '[' && s.p[s.n - 1] == ']') s = wh_sub(s, 1, s.n - 1);
    if (parse_ipv4(s, out->b)) {
        out->family = 4;
        return true;
    }
    *out = (wh_ip){0};
    if (wh_starts_nocase(s, WH_LIT("IPv6:"))) s = wh_from(s, 5);
    size_t zone = wh_find_byte(s, '%', 0);
    if (zone != WH_NONE_AT) {
        if (zone + 1 == s.n) return false;
        s = wh_sub(s, 0, zone);
    }
    uint8_t bytes[16];
    if (!parse_ipv6(s, bytes)) return false;
    if (memcmp(bytes, mapped, sizeof mapped) == 0) { /* RFC 4291 2.5.5.2 */
        out->family = 4;
        memcpy(out->b, bytes + 12, 4);
    } else {
        out->family = 6;
        memcpy(out->b, bytes, 16);
    }
    return true;
}

static void put_group(wh_buf *buf, unsigned value)
{
    bool started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
        unsigned digit = value >> shift & 0xF;
        if (digit == 0 && !started && shift > 0) continue;
        started = true;
        wh_put_byte(buf, wh_hex_digit(digit));
    }
}

wh_str wh_format_ip(wh_env *env, const wh_ip *ip)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    if (ip->family == 4) {
        char text[15], *to = text;
        for (int i = 0; i < 4; i++) {
            unsigned value = ip->b[i];
            if (i) *to++ = '.';
            if (value >= 100) *to++ = (char)('0' + value / 100);
            if (value >= 10) *to++ = (char)('0' + value / 10 % 10);
            *to++ = (char)('0' + value % 10);
        }
        wh_put(&buf, (wh_str){text, (size_t)(to - text)});
        return wh_buf_str(&buf);
    }
    if (ip->family != 6) return WH_ABSENT;
    unsigned group[8];
    for (int i = 0; i < 8; i++) group[i] = (unsigned)ip->b[2 * i] << 8 | ip->b[2 * i + 1];
    int best = 8,
        best_length =
            1; /* RFC 5952 4.2: the longest run of zeros, the first of equals, never a single group */
    for (int i = 0, run; i < 8; i += run ? run : 1) {
        for (run = 0; i + run < 8 && group[i + run] == 0;) run++;
        if (run > best_length) {
            best = i;
            best_length = run;
        }
    }
    for (int i = 0; i < 8; i++) {
        if (i == best) {
            wh_put(&buf, WH_LIT("::"));
            i += best_length - 1;
            continue;
        }
        if (i && i != best + best_length) wh_put_byte(&buf, ':');
        put_group(&buf, group[i]);
    }
    return wh_buf_str(&buf);
}

bool wh_ip_eq(const wh_ip *a, const wh_ip *b)
{
    return a->family == b->family && a->family != 0 && memcmp(a->b, b->b, a->family == 4 ? 4 : 16) == 0;
}

bool wh_ip_within(const wh_ip *ip, const wh_ip *network, unsigned prefix_length)
{
    if (ip->family != network->family || ip->family == 0) return false;
    if (prefix_length > (ip->family == 4 ? 32u : 128u)) return false;
    unsigned whole = prefix_length / 8, rest = prefix_length % 8;
    if (memcmp(ip->b, network->b, whole) != 0) return false;
    return rest == 0 || ((ip->b[whole] ^ network->b[whole]) >> (8 - rest)) == 0;
}

typedef struct range {
    wh_ip network;
    unsigned prefix_length;
    wh_ip_kind kind;
} range;

#define V4(a, b, c, d)                                                                                       \
    {                                                                                                        \
        4, { a, b, c, d }                                                                                    \
    }
#define V6(a, b, c, d)                                                                                       \
    {                                                                                                        \
        6, { (a) >> 8, (a)&0xFF, (b) >> 8, (b)&0xFF, (c) >> 8, (c)&0xFF, (d) >> 8, (d)&0xFF }                \
    }

/* IANA's special-purpose registries; the first that fits counts. */
static const range ranges[] = {
    {V4(0, 0, 0, 0), 8, WH_IP_RESERVED},                 /* RFC 791 */
    {V4(10, 0, 0, 0), 8, WH_IP_PRIVATE},                 /* RFC 1918 */
    {V4(100, 64, 0, 0), 10, WH_IP_SHARED},               /* RFC 6598 */
    {V4(127, 0, 0, 0), 8, WH_IP_LOOPBACK},               /* RFC 1122 */
    {V4(169, 254, 0, 0), 16, WH_IP_LINK_LOCAL},          /* RFC 3927 */
    {V4(172, 16, 0, 0), 12, WH_IP_PRIVATE},              /* RFC 1918 */
    {V4(192, 0, 0, 0), 24, WH_IP_RESERVED},              /* RFC 6890 */
    {V4(192, 0, 2, 0), 24, WH_IP_DOCUMENTATION},         /* RFC 5737 */
    {V4(192, 88, 99, 0), 24, WH_IP_RESERVED},            /* RFC 7526 */
    {V4(192, 168, 0, 0), 16, WH_IP_PRIVATE},             /* RFC 1918 */
    {V4(198, 18, 0, 0), 15, WH_IP_RESERVED},             /* RFC 2544 */
    {V4(198, 51, 100, 0), 24, WH_IP_DOCUMENTATION},      /* RFC 5737 */
    {V4(203, 0, 113, 0), 24, WH_IP_DOCUMENTATION},       /* RFC 5737 */
    {V4(224, 0, 0, 0), 4, WH_IP_MULTICAST},              /* RFC 5771 */
    {V4(240, 0, 0, 0), 4, WH_IP_RESERVED},               /* RFC 1112 */
    {{6, {[15] = 1}}, 128, WH_IP_LOOPBACK},              /* RFC 4291 */
    {V6(0x0100, 0, 0, 0), 64, WH_IP_RESERVED},           /* RFC 6666 */
    {V6(0x2001, 0x0002, 0, 0), 48, WH_IP_RESERVED},      /* RFC 5180 */
    {V6(0x2001, 0x0010, 0, 0), 28, WH_IP_RESERVED},      /* RFC 4843 */
    {V6(0x2001, 0x0020, 0, 0), 28, WH_IP_RESERVED},      /* RFC 7343 */
    {V6(0x2001, 0x0DB8, 0, 0), 32, WH_IP_DOCUMENTATION}, /* RFC 3849 */
    {V6(0x3FFF, 0, 0, 0), 20, WH_IP_DOCUMENTATION},      /* RFC 9637 */
    {V6(0xFC00, 0, 0, 0), 7, WH_IP_PRIVATE},             /* RFC 4193 */
    {V6(0xFE80, 0, 0, 0), 10, WH_IP_LINK_LOCAL},         /* RFC 4291 */
    {V6(0xFEC0, 0, 0, 0), 10, WH_IP_PRIVATE},            /* RFC 3879: once site-local */
    {V6(0xFF00, 0, 0, 0), 8, WH_IP_MULTICAST},           /* RFC 4291 */
    {V6(0x2000, 0, 0, 0), 3, WH_IP_PUBLIC},              /* RFC 4291: global unicast as assigned so far */
};

/* Where an IPv6 address carries an IPv4 one, the latter says what it is: 6to4 (RFC 3056), NAT64 (RFC 6052).
 */
static bool embedded_ipv4(const wh_ip *ip, wh_ip *inner)
{
    static const wh_ip six_to_four = V6(0x2002, 0, 0, 0), nat64 = V6(0x0064, 0xFF9B, 0, 0);
    size_t at;
    if (wh_ip_within(ip, &six_to_four, 16)) at = 2;
    else if (wh_ip_within(ip, &nat64, 96)) at = 12;
    else return false;
    *inner = (wh_ip){.family = 4};
    memcpy(inner->b, ip->b + at, 4);
    return true;
}

wh_ip_kind wh_ip_kind_of(const wh_ip *ip)
{
    wh_ip inner = *ip;
    if (ip->family == 6 && embedded_ipv4(ip, &inner)) ip = &inner;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (wh_ip_within(ip, &ranges[i].network, ranges[i].prefix_length)) return ranges[i].kind;
    return ip->family == 4 ? WH_IP_PUBLIC : WH_IP_RESERVED;
}

bool wh_ip_is_public(const wh_ip *ip)
{
    wh_ip_kind kind = wh_ip_kind_of(ip);
    return ip->family && (kind == WH_IP_PUBLIC || kind == WH_IP_DOCUMENTATION);
}

bool wh_ip_is_internal(const wh_ip *ip) { return ip->family && !wh_ip_is_public(ip); }
