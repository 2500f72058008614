// From the packed module in this file (pack.mjs), from the file beside it, or
// from what the caller has, to a WebAssembly.Module. No request is made, and a page's policy must allow
// 'wasm-unsafe-eval' at least.
import { beside } from "./beside.js";
import { WhenceError } from "./errors.js";
import { unpack } from "./unpack.js";

/** @type {WeakMap<object, Promise<WebAssembly.Module>>} */
const compiled = new WeakMap();

/** From a file at once, which is how it is fastest; the packed one when its time has come. */
async function compileAny(packed) {
  const bytes = beside(packed.id);
  if (bytes) return new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
  return WebAssembly.compile(/** @type {BufferSource} */ (await unpack(packed)));
}

/**
 * The compiled module, made once.
 * @param {{size: number, text: string, id: string}} packed the module (pack.mjs)
 * @returns {Promise<WebAssembly.Module>} rejected with a WhenceError "wasm-unavailable"
 */
export function compile(packed) {
  let module = compiled.get(packed);
  if (!module) {
    module = compileAny(packed).catch((error) => {
      compiled.delete(packed);
      throw new WhenceError("wasm-unavailable", undefined, error);
    });
    compiled.set(packed, module);
  }
  return module;
}

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
 * The module that the caller brought.
 * @param {WebAssembly.Module | BufferSource | Response | Promise<Response>} given
 * @returns {Promise<WebAssembly.Module>} rejected with a WhenceError "wasm-unavailable"
 */
export async function compileOwn(given) {
  try {
    return await compileGiven(given);
  } catch (error) {
    throw new WhenceError("wasm-unavailable", undefined, error);
  }
}
