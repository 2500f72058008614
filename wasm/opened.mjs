// The module as open() leaves it, for hosts that read it from a file (beside.js): its functions, and its
// memory with what whence_profile_open() makes of the tables, which takes a new process longer than to read
// it. The memory stands beside the functions: it is read to where it belongs, and a module's data would be
// copied twice on its way. It is too large to be sent to a page.
//   the module without its data, then the stretches of memory one after another
//   of each stretch: where it belongs, and its size
//   how many stretches; the module's size
//   which module's it is (idOf)                    all numbers in 32 bits, the lower ones first
import { createHash } from "node:crypto";
import { encoded, numberAt } from "./leb128.mjs";
import { Memory } from "./memory.js";
import { moduleOf, sectionsOf } from "./sections.mjs";

const MEMORY = 5, GLOBAL = 6, EXPORT = 7, DATA = 11, DATA_COUNT = 12; // ids of sections
const I32 = 0x7f, IS_GLOBAL = 3, CONSTANT = 0, VARIABLE = 1, I32_CONST = 0x41, END = 0x0b;
const PAGE = 1 << 16;
const GAP = 1 << 12; // so many zeros part two stretches: fewer cost less than another stretch
const ONCE = "_initialize"; // was called; a second time it would trap

/** What tells modules apart: a part of the SHA-256. @param {Uint8Array} bytes a module  @returns {Buffer} */
export const idOf = (bytes) => createHash("sha256").update(bytes).digest().subarray(0, 16);

const text = (value) => [...encoded(value.length), ...Buffer.from(value)];

/** Runs the module up to the point. @returns {{memory: Uint8Array, profile: number}} */
function run(bytes) {
  const env = {
    whence_host_charset() {
      throw new Error("the tables need no charset of the host's");
    },
  };
  const { exports } = /** @type {{exports: any}} */ (
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { env })
  );
  exports[ONCE]?.();
  const profile = exports.whence_profile_open(0, 0);
  if (!profile) throw new Error("the profile could not be opened");
  const memory = new Memory(exports);
  return { memory: memory.borrow(0, memory.size), profile };
}

/** Stretches of the memory that are not zero. */
function* stretches(memory, from) {
  for (let at = from, end; ; at = end) {
    while (at < memory.length && !memory[at]) at++;
    if (at === memory.length) return;
    let zeros = 0;
    for (end = at; end < memory.length && zeros < GAP; end++) zeros = memory[end] ? 0 : zeros + 1;
    end -= zeros;
    yield { to: at, content: memory.subarray(at, end) };
  }
}

/** One more of a section's entries. */
function withOne(content, entry) {
  const [count, from] = numberAt(content, 0);
  return Buffer.concat([Buffer.from(encoded(count + 1)), content.subarray(from), Buffer.from(entry)]);
}

/**
 * Only the stack's address may change while the module runs: of other variables nothing would be kept.
 * @returns {{count: number, stackTop: number}} stackTop: where the stack begins, which grows down
 */
function globalsOf(content) {
  let [count, at] = numberAt(content, 0), value;
  const variables = [];
  for (let i = 0; i < count; i++) {
    const [type, kind, opcode] = content.subarray(at, at + 3);
    [value, at] = numberAt(content, at + 3, true);
    if (type !== I32 || opcode !== I32_CONST || content[at++] !== END) throw new Error("an unknown global");
    if (kind === VARIABLE) variables.push(value);
  }
  if (variables.length !== 1) throw new Error("not one variable, the stack's address");
  return { count, stackTop: variables[0] };
}

/** Exports without those of a name. */
function without(content, name) {
  let [count, at] = numberAt(content, 0);
  const kept = [];
  for (let i = 0; i < count; i++) {
    const start = at, [length, from] = numberAt(content, at);
    at = numberAt(content, from + length + 1)[1];
    if (Buffer.from(content.subarray(from, from + length)).toString() !== name)
      kept.push(content.subarray(start, at));
  }
  return Buffer.concat([Buffer.from(encoded(kept.length)), ...kept]);
}

/** The module without its data: it exports the opened profile's address, and is initialized no more. */
function functionsOf(bytes, sections, pages, profile, count) {
  const change = {
    [MEMORY](content) {
      const [, flags] = content, [, most] = numberAt(content, 2);
      if (content[0] !== 1 || flags !== 1) throw new Error("not one memory with bounds");
      return Buffer.concat([Buffer.from([1, flags, ...encoded(pages)]), content.subarray(most)]);
    },
    [GLOBAL]: (content) => withOne(content, [I32, CONSTANT, I32_CONST, ...encoded(profile, true), END]),
    [EXPORT]: (content) =>
      withOne(without(content, ONCE), [...text("whence_opened"), IS_GLOBAL, ...encoded(count)]),
  };
  const kept = sections.filter(({ id }) => id !== DATA && id !== DATA_COUNT);
  return moduleOf(bytes, kept.map(({ id, content }) => ({ id, content: change[id]?.(content) ?? content })));
}

/**
 * @param {Uint8Array} bytes the module
 * @returns {Buffer} the file: another module, which exports the opened profile's address as whence_opened,
 *   and its memory
 */
export function opened(bytes) {
  const { memory, profile } = run(bytes), sections = sectionsOf(bytes);
  const { count, stackTop } = globalsOf(sections.find(({ id }) => id === GLOBAL).content);
  const parts = [...stretches(memory, stackTop)];
  const functions = functionsOf(bytes, sections, memory.length / PAGE, profile, count);
  const places = parts.flatMap(({ to, content }) => [to, content.length]);
  const numbers = [...places, parts.length, functions.length];
  const table = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => table.writeUInt32LE(number, 4 * i));
  return Buffer.concat([functions, ...parts.map(({ content }) => content), table, idOf(bytes)]);
}
