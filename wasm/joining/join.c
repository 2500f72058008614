// A module of its own, of a kilobyte, that pages have beside the one they are about: it puts that one's code
// together again, which split.mjs took apart and says how. In C, as a loop over a quarter of a million
// instructions is over here before JavaScript's has become fast.
#include <stdint.h>

// The streams, and operators: split.mjs has the same, and tries what comes out.
enum { HEADS, OPERATORS, TYPES, GETS, SETS, TEES, GLOBALS, CALLS, FAR, LONG, RAW };
enum { OFFSETS = RAW + 4, LABELS = OFFSETS + 23, NUMBERS = LABELS + 256, STREAMS = NUMBERS + 256 };
enum { BLOCK = 0x02, IF = 0x04, END = 0x0b, LOAD = 0x28, STORE = 0x3e, SKEWED = 0xe0, VERBATIM = 0xf0 };

enum { SMALL = 128 }; // of local variables: their numbers have one byte

static const uint8_t NATURAL[] = {2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2};

/** The stream of an operator's operand, the first where there are several; OPERATORS: it has none. */
static unsigned operand(unsigned op)
{
    switch (op) {
    case 0x02:
    case 0x03:
    case 0x04: return TYPES; // block, loop, if
    case 0x0c:
    case 0x0d: return LABELS; // br, br_if
    case 0x10: return CALLS;
    case 0x20: return GETS; // local.get
    case 0x21: return SETS; // local.set
    case 0x22: return TEES; // local.tee
    case 0x23:
    case 0x24: return GLOBALS;
    case 0x41: return NUMBERS; // i32.const
    case 0x42: return LONG;    // i64.const
    default: return op >= LOAD && op <= STORE ? OFFSETS + op - LOAD : OPERATORS;
    }
}

/** Copies a number in LEB128, of whose bytes those after the first may lie elsewhere. @return the number, of
 * 32 bits */
static unsigned number(const uint8_t **first, const uint8_t **others, uint8_t **to)
{
    unsigned byte = *(*to)++ = *(*first)++, value = byte & 127U;
    for (unsigned shift = 7; byte & 128U; shift += 7) {
        byte = *(*to)++ = *(*others)++;
        if (shift < 32) value |= (byte & 127U) << shift;
    }
    return value;
}

/** A local variable: where it stands among the last ones used, which comes first then; from 128 on its
 * number. */
static void local(uint8_t recent[SMALL], const uint8_t **from, uint8_t **to)
{
    unsigned place = **from;
    if (place >= SMALL) {
        number(from, from, to);
        return;
    }
    uint8_t index = recent[place];
    for (; place > 0; place--) recent[place] = recent[place - 1];
    recent[0] = index;
    *(*to)++ = index;
    (*from)++;
}

/** An instruction. @return how many blocks it opens */
static int instruction(const uint8_t **next, uint8_t **to, uint8_t recent[SMALL])
{
    unsigned op = *next[OPERATORS]++;
    if (op >= VERBATIM) {
        const uint8_t **raw = next + RAW + (op - VERBATIM);
        for (unsigned left = *next[OPERATORS]++; left > 0; left--) *(*to)++ = *(*raw)++;
        return 0;
    }
    unsigned skewed = op;
    if (skewed >= SKEWED) op = *next[OPERATORS]++;
    *(*to)++ = (uint8_t)op;
    unsigned stream = operand(op);
    if (op >= LOAD && op <= STORE)
        *(*to)++ = (uint8_t)(skewed >= SKEWED ? skewed - SKEWED : NATURAL[op - LOAD]);
    if (stream == LABELS || stream == NUMBERS) stream += *next[OPERATORS];
    if (stream >= GETS && stream <= TEES) local(recent, next + stream, to);
    else if (stream != OPERATORS) number(next + stream, next + (stream == CALLS ? FAR : stream), to);
    return op == END ? -1 : op >= BLOCK && op <= IF;
}

/** A function, and its length before it. */
static void function(const uint8_t **next, uint8_t **to)
{
    uint8_t *start = *to;
    const uint8_t **heads = next + HEADS;
    for (unsigned groups = number(heads, heads, to); groups > 0; groups--) {
        number(heads, heads, to);
        number(heads, heads, to); // a type: one byte
    }
    uint8_t recent[SMALL];
    for (unsigned i = 0; i < SMALL; i++) recent[i] = (uint8_t)i;
    for (int open = 1; open > 0;) open += instruction(next, to, recent);
    unsigned length = (unsigned)(*to - start), bytes = 1;
    for (unsigned rest = length; rest > 127; rest >>= 7) bytes++;
    __builtin_memmove(start + bytes, start, length);
    *to += bytes;
    for (; bytes > 1; bytes--, length >>= 7) *start++ = (uint8_t)(length | 128U);
    *start = (uint8_t)length;
}

/** A number in LEB128 that is only read. */
static unsigned count(const uint8_t **from)
{
    uint8_t bytes[5], *to = bytes;
    return number(from, from, &to);
}

/** Rows from columns of bytes, which may be what each is more than the one above it (tables.mjs). */
static void columns(const uint8_t *from, unsigned length, unsigned way, uint8_t *to)
{
    unsigned width = way & 127U;
    if (way == 1) __builtin_memcpy(to, from, length);
    for (unsigned column = 0; way > 1 && column < width; column++) {
        for (unsigned i = column; i < length; i += width) {
            unsigned above = way > 127 && i >= width ? to[i - width] : 0;
            to[i] = (uint8_t)(*from++ + above);
        }
    }
}

/** A part as it was before its pairs became bytes (pairs.mjs). @return where the next one begins */
static const uint8_t *unpaired(const uint8_t *from, uint8_t **to)
{
    unsigned length = count(&from), way = *from++, pairs = *from++;
    const uint8_t *bytes = from, *lefts = bytes + pairs, *rights = lefts + pairs,
                  *end = rights + pairs + length;
    if (pairs == 0) {
        columns(from, length, way, *to);
        *to += length;
        return end;
    }
    uint8_t which[256] = {0}, later[256]; // a pair is of earlier ones: so many wait at most
    for (unsigned i = 0; i < pairs; i++) which[bytes[i]] = (uint8_t)(i + 1);
    unsigned waiting = 0;
    for (from = end - length; from < end || waiting > 0;) {
        uint8_t byte = waiting > 0 ? later[--waiting] : *from++;
        for (unsigned pair = which[byte]; pair > 0; pair = which[byte]) {
            later[waiting++] = rights[pair - 1];
            byte = lefts[pair - 1];
        }
        *(*to)++ = byte;
    }
    return end;
}

static const uint8_t *next[STREAMS]; // where each goes on

/** Once for each start of this module. @param split @param room for its parts without pairs @param to where
 * the module goes */
__attribute__((export_name("join"))) void join(const uint8_t *split, uint8_t *room, uint8_t *to)
{
    uint8_t *end = room;
    unsigned parts = count(&split);
    split = unpaired(split, &end);
    const uint8_t *lengths = room, *at = end;
    while (--parts > 0) split = unpaired(split, &end);
    for (unsigned before = count(&lengths); before > 0; before--) *to++ = *at++;
    for (unsigned i = 0; i < STREAMS; i++) {
        next[i] = at;
        at += count(&lengths);
    }
    const uint8_t **heads = next + HEADS;
    for (unsigned functions = number(heads, heads, &to); functions > 0; functions--) function(next, &to);
    __builtin_memcpy(to, at, (unsigned)(end - at));
}
