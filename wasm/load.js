// From the packed module in this file (pack.mjs), from the file beside it, or from what the caller has, to
// what instances are made of. No request is made, and a page's policy must allow 'wasm-unsafe-eval' at least.
import { instanceBeside } from "./beside.js";
import { WhenceError } from "./errors.js";
import { unpack } from "./unpack.js";

/** @typedef {(imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>} Instantiate */

/** @type {WeakMap<object, Promise<WebAssembly.Module>>} */
const compiled = new WeakMap();

/** The compiled module, made once. */
function compile(packed) {
  let module = compiled.get(packed);
  if (!module) {
    module = unpack(packed).then((bytes) => WebAssembly.compile(/** @type {BufferSource} */ (bytes)));
    module.catch(() => compiled.delete(packed));
    compiled.set(packed, module);
  }
  return module;
}

/**
 * Instances of the module inside, or of the file beside it.
 * @param {{size: number, text: string, id: string}} packed the module (pack.mjs)
 * @returns {Instantiate}
 */
export const inside = (packed) => async (imports) =>
  instanceBeside(packed.id, imports) ?? WebAssembly.instantiate(await compile(packed), imports);

const isResponse = (value) =>
  typeof value?.arrayBuffer === "function" && typeof value.headers?.get === "function";

async function compileGiven(given) {
  const source = await given;
  if (source instanceof WebAssembly.Module) return source;
  // Compiled as it comes in, where the server says what it is (WebAssembly Web API 4).
  if (isResponse(source)) {
    if (!source.ok) throw new Error(`HTTP status ${source.status}`);
    const streams =
      typeof WebAssembly.compileStreaming === "function" &&
      /^application\/wasm\b/i.test(source.headers.get("content-type") ?? "");
    return streams ? WebAssembly.compileStreaming(source) : WebAssembly.compile(await source.arrayBuffer());
  }
  return WebAssembly.compile(source);
}

/**
 * Instances of the module that the caller brought.
 * @param {WebAssembly.Module | BufferSource | Response | Promise<Response>} given
 * @returns {Promise<Instantiate>} rejected with a WhenceError "wasm-unavailable"
 */
export async function brought(given) {
  try {
    const module = await compileGiven(given);
    return (imports) => WebAssembly.instantiate(module, imports);
  } catch (error) {
    throw new WhenceError("wasm-unavailable", undefined, error);
  }
}
