/* DEFLATE, RFC 1951: for the small pieces of files that name addresses. Canonical codes are read bit by bit
 * (3.2.2): slower than tables, and smaller. */
#include "parse/file/file.h"

#define CODE_BITS 15 /* the longest code */
#define LITERALS 288
#define DISTANCES 32

typedef struct code { /* of each length how many symbols, and the symbols in the order of their codes */
    uint16_t count[CODE_BITS + 1], symbol[LITERALS];
} code;

typedef struct state {
    wh_str in;
    size_t at;
    uint32_t bits;
    unsigned n;
    bool bad;
    char *out;
    size_t made, most;
    code literal, distance;
} state;

static unsigned take(state *s, unsigned n)
{
    while (s->n < n) {
        if (s->at >= s->in.n) {
            s->bad = true;
            return 0;
        }
        s->bits |= (uint32_t)(unsigned char)s->in.p[s->at++] << s->n;
        s->n += 8;
    }
    unsigned value = s->bits & ((1u << n) - 1);
    s->bits >>= n;
    s->n -= n;
    return value;
}

static int next_symbol(state *s, const code *c)
{
    int value = 0, first = 0, index = 0;
    for (int length = 1; length <= CODE_BITS && !s->bad; length++) {
        value |= (int)take(s, 1);
        int count = c->count[length];
        if (value - first < count) return c->symbol[index + value - first];
        index += count;
        first = (first + count) << 1;
        value <<= 1;
    }
    s->bad = true;
    return -1;
}

/* False when the lengths promise more codes than there are. */
static bool make_code(code *c, const uint8_t *lengths, unsigned n)
{
    uint16_t offset[CODE_BITS + 2] = {0};
    int left = 1;
    *c = (code){0};
    for (unsigned i = 0; i < n; i++) c->count[lengths[i]]++;
    c->count[0] = 0;
    for (int length = 1; length <= CODE_BITS; length++) {
        left = (left << 1) - c->count[length];
        if (left < 0) return false;
        offset[length + 1] = (uint16_t)(offset[length] + c->count[length]);
    }
    for (unsigned i = 0; i < n; i++)
        if (lengths[i]) c->symbol[offset[lengths[i]]++] = (uint16_t)i;
    return true;
}

static void put(state *s, char c)
{
    if (s->made < s->most) s->out[s->made++] = c;
    else s->bad = true; /* enough */
}

static void stored(state *s)
{
    s->bits = s->n = 0; /* to the next byte */
    unsigned n = take(s, 16), not_n = take(s, 16);
    if (n != (~not_n & 0xFFFF)) s->bad = true;
    for (; n && !s->bad; n--) put(s, (char)(unsigned char)take(s, 8));
}

static void copy(state *s, int symbol)
{
    static const uint16_t base[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    static const uint8_t extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                    2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    static const uint16_t far[] = {1,    2,    3,    4,    5,    7,    9,    13,    17,    25,
                                   33,   49,   65,   97,   129,  193,  257,  385,   513,   769,
                                   1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
    if (symbol >= 29) {
        s->bad = true;
        return;
    }
    unsigned length = base[symbol] + take(s, extra[symbol]);
    int d = next_symbol(s, &s->distance);
    if (s->bad || d < 0 || d >= 30) {
        s->bad = true;
        return;
    }
    size_t back = far[d] + take(s, d < 4 ? 0 : (unsigned)d / 2 - 1);
    if (back > s->made) s->bad = true;
    for (; length && !s->bad; length--) put(s, s->out[s->made - back]);
}

static void compressed(state *s)
{
    while (!s->bad) {
        int symbol = next_symbol(s, &s->literal);
        if (s->bad || symbol == 256) return;
        if (symbol < 256) put(s, (char)(unsigned char)symbol);
        else copy(s, symbol - 257);
    }
}

static void fixed(state *s)
{
    uint8_t lengths[LITERALS];
    for (unsigned i = 0; i < LITERALS; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    make_code(&s->literal, lengths, LITERALS);
    for (unsigned i = 0; i < 30; i++) lengths[i] = 5;
    make_code(&s->distance, lengths, 30);
    compressed(s);
}

static void dynamic(state *s)
{
    static const uint8_t order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[LITERALS + DISTANCES] = {0};
    unsigned literals = take(s, 5) + 257, distances = take(s, 5) + 1, codes = take(s, 4) + 4, n = 0;
    for (unsigned i = 0; i < codes; i++) lengths[order[i]] = (uint8_t)take(s, 3);
    if (s->bad || literals > 286 || !make_code(&s->literal, lengths, 19)) s->bad = true;
    for (unsigned i = 0; i < 19; i++) lengths[i] = 0;
    while (!s->bad && n < literals + distances) {
        int symbol = next_symbol(s, &s->literal);
        if (s->bad || symbol < 0) break;
        if (symbol < 16) {
            lengths[n++] = (uint8_t)symbol;
            continue;
        }
        if (symbol == 16 && n == 0) s->bad = true;
        uint8_t value = symbol == 16 && n ? lengths[n - 1] : 0;
        unsigned times = symbol == 16 ? 3 + take(s, 2) : symbol == 17 ? 3 + take(s, 3) : 11 + take(s, 7);
        if (n + times > literals + distances) s->bad = true;
        for (; times && !s->bad; times--) lengths[n++] = value;
    }
    if (s->bad) return;
    s->bad =
        !make_code(&s->literal, lengths, literals) || !make_code(&s->distance, lengths + literals, distances);
    compressed(s);
}

wh_str wh_inflate_to(char *out, size_t most, wh_str in, size_t *read)
{
    state s = {.in = in, .out = out, .most = most};
    for (bool last = false; !last && !s.bad;) {
        last = take(&s, 1) != 0;
        unsigned type = take(&s, 2);
        if (s.bad) break;
        if (type == 0) stored(&s);
        else if (type == 1) fixed(&s);
        else if (type == 2) dynamic(&s);
        else s.bad = true;
    }
    if (read) *read = s.at;
    return (wh_str){out, s.made};
}

size_t wh_inflated_most(size_t n, size_t most)
{
    return n < most / 1032 ? n * 1032 + 258 : most;
} /* none grows by more */

wh_str wh_inflate(wh_env *env, wh_str in, size_t most, size_t *read)
{
    size_t room = wh_inflated_most(in.n, most);
    char *out = wh_alloc(env->arena, room);
    if (read) *read = 0;
    return out ? wh_inflate_to(out, room, in, read) : WH_ABSENT;
}
