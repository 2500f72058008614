// From the packed module in this file (deflated, then base64: see bundle.mjs) to a WebAssembly.Module. No request is made, and a
// page's policy must allow 'wasm-unsafe-eval' at least.
import { WhenceError } from "./errors.js";
import { inflate } from "./inflate.js";

function fromBase64(text) {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function unpack({ size, zlib }) {
  const packed = fromBase64(zlib);
  if (typeof DecompressionStream !== "function") return inflate(packed, size);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @type {WeakMap<object, Promise<WebAssembly.Module>>} */
const compiled = new WeakMap();

/**
 * The compiled module, made once.
 * @param {{size: number, zlib: string}} packed
 * @returns {Promise<WebAssembly.Module>} rejected with a WhenceError "wasm-unavailable"
 */
export function compile(packed) {
  let module = compiled.get(packed);
  if (!module) {
    module = unpack(packed).then((bytes) => WebAssembly.compile(bytes)).catch((error) => {
      compiled.delete(packed);
      throw new WhenceError("wasm-unavailable", undefined, error);
    });
    compiled.set(packed, module);
  }
  return module;
}
