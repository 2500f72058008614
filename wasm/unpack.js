// Back to bytes from what wasm/pack.mjs packed.
import { inflate } from "./inflate.js";
import { joinCode } from "./joining/join.js";
import { unpaired } from "./joining/unpaired.js";
import { fromPrintable } from "./printable.js";

/** Node's own zlib, where there is one: synchronously, as its streams take eight times as long to begin. */
export const nodeZlib = () => /** @type {any} */ (globalThis).process?.getBuiltinModule?.("node:zlib");

function inflatedNow({ size, text }) {
  const bytes = fromPrintable(text);
  return nodeZlib()?.inflateSync(bytes) ?? inflate(bytes, size);
}

/**
 * Synchronously, which is slower except in Node.
 * @param {{size: number, text: string, room: number}} packed text
 * @returns {Uint8Array}
 */
export const unpackNow = (packed) => unpaired(inflatedNow(packed), packed.room);

async function inflated(packed) {
  if (nodeZlib() || typeof DecompressionStream !== "function") return inflatedNow(packed);
  const bytes = /** @type {BlobPart} */ (fromPrintable(packed.text));
  const stream = new Blob([bytes]).stream();
  const inflating = stream.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflating).arrayBuffer());
}

/**
 * @param {{size: number, text: string, room?: number,
 *   code?: {joiner: string, room: number, size: number}}} packed code: a module's; else text
 * @returns {Promise<Uint8Array>}
 */
export async function unpack(packed) {
  const { code } = packed, bytes = await inflated(packed);
  if (code) return joinCode(fromPrintable(code.joiner), bytes, code.room, code.size);
  return unpaired(bytes, packed.room);
}
