// Where a program runs from files (Node.js), the module is read from the one that lies beside the library: it
// has not to be unpacked, and is opened already (opened.mjs). A bundle that somebody makes of the library has
// none beside it, or that of another version: then the packed one is used.
const NAME = "whence-opened.wasm";

/** Node's own modules; not those of Deno, which would ask the reader for leave. */
function builtin(name) {
  const { process, Deno } = /** @type {any} */ (globalThis);
  return Deno ? undefined : process?.getBuiltinModule?.(name);
}

/**
 * @param {string} id what the file must end with, in hexadecimal digits (opened.mjs)
 * @returns {Uint8Array | null} null where there is no such file
 */
export function beside(id) {
  const files = builtin("node:fs");
  const folder = /** @type {any} */ (import.meta).dirname; // some bundlers leave nothing of it
  if (!files || !folder) return null;
  try {
    const bytes = files.readFileSync(`${folder}/${NAME}`);
    return bytes.toString("hex", bytes.length - id.length / 2) === id ? bytes : null;
  } catch {
    return null;
  }
}
