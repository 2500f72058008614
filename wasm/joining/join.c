// A module of its own, of a few hundred bytes, that pages have beside the one they are about: it puts that
// one's code together again, which split.mjs took apart and says how. In C, as a loop over a quarter
// of a million instructions is over here before JavaScript's has become fast.
#include <stdint.h>

// The streams, and operators: split.mjs has the same, and tries what comes out.
enum { HEADS, OPERATORS, TYPES, GETS, SETS, TEES, GLOBALS, OFFSETS, LABELS, CALLS, NUMBERS, LONG, RAW };
enum { BLOCK = 0x02, IF = 0x04, END = 0x0b, LOAD = 0x28, STORE = 0x3e, SKEWED = 0xe0, VERBATIM = 0xf0 };

enum { SMALL = 128 }; // of local variables: their numbers have one byte

static const uint8_t NATURAL[] = {2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2};

/** The stream of an operator's operand; OPERATORS: it has none. */
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
    default: return op >= LOAD && op <= STORE ? OFFSETS : OPERATORS;
    }
}

/** Copies a number in LEB128. @return the number, of 32 bits */
static unsigned number(const uint8_t **from, uint8_t **to)
{
    unsigned value = 0, shift = 0, byte;
    do {
        byte = *(*to)++ = *(*from)++;
        if (shift < 32) value |= (byte & 127U) << shift;
        shift += 7;
    } while (byte & 128U);
    return value;
}

/** A local variable: where it stands among the last ones used, which comes first then; from 128 on its
 * number. */
static void local(uint8_t recent[SMALL], const uint8_t **from, uint8_t **to)
{
    unsigned place = **from;
    if (place >= SMALL) {
        number(from, to);
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
    if (stream == OFFSETS) *(*to)++ = (uint8_t)(skewed >= SKEWED ? skewed - SKEWED : NATURAL[op - LOAD]);
    if (stream >= GETS && stream <= TEES) local(recent, next + stream, to);
    else if (stream != OPERATORS) number(next + stream, to);
    return op == END ? -1 : op >= BLOCK && op <= IF;
}

/** A function, and its length before it. */
static void function(const uint8_t **next, uint8_t **to)
{
    uint8_t *start = *to;
    for (unsigned groups = number(next + HEADS, to); groups > 0; groups--) {
        number(next + HEADS, to);
        number(next + HEADS, to); // a type: one byte
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

/** @param next where each stream begins @param to where the code goes @return where it ends */
__attribute__((export_name("join"))) uint8_t *join(const uint8_t **next, uint8_t *to)
{
    for (unsigned functions = number(next + HEADS, &to); functions > 0; functions--) function(next, &to);
    return to;
}
