// Where a program runs from files (Node.js), the module is read from the one that lies beside the library: it
// has not to be unpacked, and is opened already (opened.mjs says what stands in it). A bundle that somebody
// makes of the library has none beside it, or that of another version: then the packed one is used.
const NAME = "whence-opened.bin";

/** @type {WebAssembly.Module | undefined} */
let compiled;

/** Node's own modules; not those of Deno, which would ask the reader for leave. */
function builtin(name) {
  const { process, Deno } = /** @type {any} */ (globalThis);
  return Deno ? undefined : process?.getBuiltinModule?.(name);
}

const numbersIn = (bytes) => {
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
};

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {(at: number, views: Uint8Array[]) => void} fill with the file's bytes from a place on; throws */
function instanceIn(size, id, fill, imports) {
  const bytes = (at, length) => {
    const read = new Uint8Array(length);
    fill(at, [read]);
    return read;
  };
  const marks = size - id.length / 2;
  if (hexOf(bytes(marks, id.length / 2)) !== id) return null;
  const [count, functions] = numbersIn(bytes(marks - 8, 8));
  const places = numbersIn(bytes(marks - 8 - 8 * count, 8 * count)), views = [];
  compiled ??= new WebAssembly.Module(bytes(0, functions));
  const instance = new WebAssembly.Instance(compiled, imports);
  const { buffer } = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
  for (let i = 0; i < places.length; i += 2) views.push(new Uint8Array(buffer, places[i], places[i + 1]));
  fill(functions, views);
  return instance;
}

/**
 * At once, which is how it is fastest.
 * @param {string} id what the file must end with, in hexadecimal digits (opened.mjs)
 * @param {WebAssembly.Imports} imports
 * @returns {WebAssembly.Instance | null} null where there is no such file, or it cannot be used
 */
export function instanceBeside(id, imports) {
  const files = builtin("node:fs");
  const folder = /** @type {any} */ (import.meta).dirname; // some bundlers leave nothing of it
  if (!files || !folder) return null;
  let file;
  const fill = (at, views) => {
    if (files.readvSync(file, views, at) !== views.reduce((sum, { length }) => sum + length, 0))
      throw new Error("the file ends early");
  };
  try {
    file = files.openSync(`${folder}/${NAME}`);
    return instanceIn(files.fstatSync(file).size, id, fill, imports);
  } catch {
    return null;
  } finally {
    if (file !== undefined) files.closeSync(file);
  }
}
