// Back to bytes from what wasm/pack.mjs packed.
import { inflate } from "./inflate.js";
import { joinCode } from "./joining/join.js";
import { fromPrintable } from "./printable.js";

/** Node's own zlib, where there is one: synchronously, as its streams take eight times as long to begin. */
export const nodeZlib = () => /** @type {any} */ (globalThis).process?.getBuiltinModule?.("node:zlib");

/**
 * Synchronously, which is slower except in Node.
 * @param {{size: number, text: string}} packed no module
 * @returns {Uint8Array}
 */
export function unpackNow({ size, text }) {
  const bytes = fromPrintable(text);
  return nodeZlib()?.inflateSync(bytes) ?? inflate(bytes, size);
}

async function inflated(packed) {
  if (nodeZlib() || typeof DecompressionStream !== "function") return unpackNow(packed);
  const bytes = /** @type {BlobPart} */ (fromPrintable(packed.text));
  const stream = new Blob([bytes]).stream();
  const inflating = stream.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflating).arrayBuffer());
}

/**
 * @param {{size: number, text: string,
 *   code?: {joiner: string, room: number, size: number}}} packed code: a module's
 * @returns {Promise<Uint8Array>}
 */
export async function unpack(packed) {
  const { code } = packed, bytes = await inflated(packed);
  return code ? joinCode(fromPrintable(code.joiner), bytes, code.room, code.size) : bytes;
}
