// A module's code apart, by what its bytes are. In a module each operator is followed by what it works on, an
// index, an address, a number; deflate finds more alike where all operators lie in one stream and each kind
// of operand in its own: a sixth of the code's bytes, with pairs.mjs, a tenth of the module's. What can be
// told from the rest is not kept: the length of a function, and an alignment that is the natural one. What
// becomes of the data, tables.mjs says.
import { encoded, numberAt } from "../leb128.mjs";
import { joinCode } from "./join.js";
import { paired } from "./pairs.mjs";
import { stretches, tables } from "./tables.mjs";

/** The streams, in the order in which they lie: what begins a function, operators, and operands by kind. */
const [HEADS, OPERATORS, TYPES, GETS, SETS, TEES, GLOBALS, CALLS, FAR, LONG, RAW] = Array(11).keys();
/** Of RAW there are several, each of what is alike. */
const RAWS = 4;
/** An offset lies with those of the same operator, a label and a number with those before the same one. */
const OFFSETS = RAW + RAWS, LABELS = OFFSETS + 23, NUMBERS = LABELS + 256, STREAMS = NUMBERS + 256;
/** From here to the next, streams are one when pairs are looked for. */
const TOGETHER = [...Array(OFFSETS).keys(), OFFSETS, LABELS, NUMBERS, STREAMS];

/** WebAssembly's operators that are told from others here (5.4). */
const BLOCK = 0x02, IF = 0x04, END = 0x0b, LOAD = 0x28, STORE = 0x3e;
/**
 * Ours, where WebAssembly has none: SKEWED + n, the operator that follows has the alignment n; VERBATIM + n,
 * as many bytes as the next one says are taken from RAW + n.
 */
const SKEWED = 0xe0, VERBATIM = 0xf0;
/** Of local variables so many are written as the place they have among the last ones used. */
const SMALL = 128;
/** From LOAD to STORE, the natural alignment: an exponent of two. */
const NATURAL = [..."23230011001122232301012"].map(Number);

/** By operator, the stream of its operand, a number in LEB128; 0: it has none. */
const OPERAND = new Uint16Array(256);
OPERAND.fill(TYPES, BLOCK, IF + 1);
OPERAND.fill(LABELS, 0x0c, 0x0e); // br, br_if
OPERAND[0x10] = CALLS;
OPERAND[0x20] = GETS; // local.get
OPERAND[0x21] = SETS; // local.set
OPERAND[0x22] = TEES; // local.tee
OPERAND.fill(GLOBALS, 0x23, 0x25); // global.get, global.set
OPERAND.fill(OFFSETS, LOAD, STORE + 1);
OPERAND[0x41] = NUMBERS; // i32.const
OPERAND[0x42] = LONG; // i64.const

const CODE = 10; // id of the section
/** unreachable, nop, else, end, return, drop, select; numbers' own are those after F64_CONST. */
const BARE = [0x00, 0x01, 0x05, END, 0x0f, 0x1a, 0x1b];
const BR_TABLE = 0x0e, CALL_INDIRECT = 0x11, MEMORY_SIZE = 0x3f, MEMORY_GROW = 0x40;
const F32_CONST = 0x43, F64_CONST = 0x44, BULK = 0xfc, VECTOR = 0xfd;
const COPY = 10, FILL = 11; // of BULK

/** Where the content of the code section begins and ends. */
function codeIn(module) {
  for (let at = 8; at < module.length; ) {
    const [size, content] = numberAt(module, at + 1);
    if (module[at] === CODE) return [content, content + size];
    at = content + size;
  }
  throw new Error("a module without code");
}

class Splitting {
  constructor(module, at) {
    this.module = module;
    this.at = at;
    this.streams = Array.from({ length: STREAMS }, () => []);
    /** An operand that lies with those before the same operator, until that is known. */
    this.waiting = null;
  }

  number() {
    const [value, after] = numberAt(this.module, this.at);
    this.at = after;
    return value;
  }

  /** A number as it stands, to a stream. @returns {number} */
  move(stream) {
    const from = this.at, value = this.number(), bytes = this.module.subarray(from, this.at);
    if (stream === LABELS || stream === NUMBERS) this.waiting = { stream, bytes };
    else if (stream === CALLS) {
      this.streams[CALLS].push(bytes[0]);
      this.streams[FAR].push(...bytes.subarray(1));
    } else this.streams[stream].push(...bytes);
    return value;
  }

  operator(byte) {
    this.streams[OPERATORS].push(byte);
    if (this.waiting) this.streams[this.waiting.stream + byte].push(...this.waiting.bytes);
    this.waiting = null;
  }

  function() {
    const { module } = this;
    const length = this.number(), end = this.at + length;
    for (let groups = this.move(HEADS); groups > 0; groups--) {
      this.move(HEADS);
      this.move(HEADS);
    }
    this.recent = [...Array(SMALL).keys()];
    let open = 1;
    while (this.at < end) {
      const operator = module[this.at];
      if (operator === END) open--;
      else if (operator >= BLOCK && operator <= IF) open++;
      if (!open !== (this.at === end - 1)) throw new Error("a function that ends elsewhere");
      if (operator >= LOAD && operator <= STORE) this.access();
      else if (OPERAND[operator] || this.isBare(operator)) {
        this.operator(operator);
        this.at++;
        if (OPERAND[operator] >= GETS && OPERAND[operator] <= TEES) this.local(OPERAND[operator]);
        else if (OPERAND[operator]) this.move(OPERAND[operator]);
      } else this.verbatim();
    }
  }

  /** A local variable: where it stands among the last ones used, which comes first then. */
  local(stream) {
    const index = numberAt(this.module, this.at)[0];
    if (index >= SMALL) return void this.move(stream);
    this.at++;
    const place = this.recent.indexOf(index);
    this.recent.splice(place, 1);
    this.recent.unshift(index);
    this.streams[stream].push(place);
  }

  /** A load or a store: the operator, its alignment, its offset. */
  access() {
    const operator = this.module[this.at++], alignment = this.number();
    if (alignment >= VERBATIM - SKEWED) throw new Error("a memory that has a number");
    if (alignment !== NATURAL[operator - LOAD]) this.operator(SKEWED + alignment);
    this.operator(operator);
    this.move(OFFSETS + operator - LOAD);
  }

  /** Whether nothing follows an operator that has no stream. */
  isBare(operator) {
    return (
      BARE.includes(operator) || (operator > F64_CONST && operator < 0xc5)
    );
  }

  /** What is rare, as it is. */
  verbatim() {
    const { module, streams } = this, from = this.at;
    const kind = Math.max(0, [BR_TABLE, VECTOR, BULK].indexOf(module[from]) + 1);
    this.skip();
    for (let at = from; at < this.at; at += 255) {
      this.operator(VERBATIM + kind);
      this.operator(Math.min(255, this.at - at));
    }
    streams[RAW + kind].push(...module.subarray(from, this.at));
  }

  skip() {
    const numbers = (count) => {
      for (; count > 0; count--) this.number();
    };
    const operator = this.module[this.at++];
    switch (operator) {
      case BR_TABLE: return numbers(this.number() + 1);
      case CALL_INDIRECT: return numbers(2);
      case MEMORY_SIZE: case MEMORY_GROW: return numbers(1);
      case F32_CONST: return void (this.at += 4);
      case F64_CONST: return void (this.at += 8);
      case BULK: {
        const which = this.number();
        if (which > FILL || which === 8 || which === 9) break;
        return numbers(which === COPY ? 2 : which === FILL ? 1 : 0);
      }
      case VECTOR: return this.skipVector(this.number());
    }
    throw new Error(`an operator that is not known here: ${operator}`);
  }

  /** What follows an operator on vectors (5.4.8): an access, sixteen bytes, a lane. */
  skipVector(which) {
    if (which <= 11 || (which >= 84 && which <= 93)) {
      this.number();
      this.number();
    }
    if (which === 12 || which === 13) this.at += 16;
    if ((which >= 21 && which <= 34) || (which >= 84 && which <= 91)) this.at++;
  }
}

/**
 * @param {Uint8Array} module  @param {Uint8Array} joiner made of join.c, which has to understand it
 * @returns {Promise<{split: Buffer, room: number}>} for joinCode
 */
export async function splitCode(module, joiner) {
  const [from, end] = codeIn(module);
  const splitting = new Splitting(module, from);
  for (let functions = splitting.move(HEADS); functions > 0; functions--) splitting.function();
  if (splitting.at !== end) throw new Error("code of another length");
  const lengths = [from, ...splitting.streams.map(({ length }) => length)];
  const parts = [
    lengths.flatMap((length) => encoded(length)),
    module.subarray(0, from),
    ...TOGETHER.slice(1).map((to, i) => splitting.streams.slice(TOGETHER[i], to).flat()),
  ];
  const data = stretches(module.subarray(end));
  const written = [...parts.map(paired), ...data.flatMap(tables)];
  const split = Buffer.from([...encoded(written.length), ...written.flat()]);
  const room = [...parts, ...data].reduce((sum, { length }) => sum + length, 0);
  const joined = await joinCode(joiner, split, room, module.length);
  if (!Buffer.from(joined).equals(module))
    throw new Error("the code is not the same when it is joined again");
  return { split, room };
}
