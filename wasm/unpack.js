// Back to bytes from what wasm/pack.mjs packed.
import { inflate } from "./inflate.js";

/** Node's own zlib, where there is one: synchronously, as its streams take eight times as long to begin. */
export const nodeZlib = () => /** @type {any} */ (globalThis).process?.getBuiltinModule?.("node:zlib");

export function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64; // newer than the types
  if (typeof native === "function") return native.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Synchronously, which is slower except in Node.
 * @param {{size: number, zlib: string}} packed
 * @returns {Uint8Array}
 */
export function unpackNow({ size, zlib }) {
  const native = nodeZlib();
  if (native) return native.inflateSync(globalThis.Buffer.from(zlib, "base64"));
  return inflate(fromBase64(zlib), size);
}

/** @param {{size: number, zlib: string}} packed  @returns {Promise<Uint8Array>} */
export async function unpack(packed) {
  if (nodeZlib() || typeof DecompressionStream !== "function") return unpackNow(packed);
  const stream = new Blob([fromBase64(packed.zlib)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
