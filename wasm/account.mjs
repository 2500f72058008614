// What the module's bytes are for: its code and its data, and of the data the largest generated tables.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { kept } from "./kept.mjs";
import { sectionsOf } from "./sections.mjs";

const CODE = 10, DATA = 11; // ids of sections
const SIZES = { char: 1, uint8_t: 1, uint16_t: 2, uint32_t: 4, int32_t: 4, int16_t: 2 };
const ARRAY = /const (?:unsigned )?(\w+) (?:\w+)\[(\d+)\] = \{/g;

/** Bytes of the sections, by id. @param {Uint8Array} bytes a module */
function sizesOf(bytes) {
  const sizes = new Map();
  for (const { id, content } of sectionsOf(bytes)) sizes.set(id, (sizes.get(id) ?? 0) + content.length);
  return sizes;
}

/**
 * Bytes of what build/gen has generated, the largest first: arrays of numbers and the letters of texts; what
 * structures have beside them is not counted.
 * @returns {[string, number][]}
 */
export function tables(folder = fileURLToPath(new URL("../build/gen/", import.meta.url))) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".c"))
    .map((name) => {
      const text = readFileSync(folder + name, "utf8");
      let bytes = 0;
      for (const [, type, n] of text.matchAll(ARRAY)) bytes += (SIZES[type] ?? 0) * Number(n);
      for (const [literal] of text.matchAll(/"(?:\\.|[^"\\\n])*"/g)) bytes += literal.length - 2;
      return /** @type {[string, number]} */ ([name.slice(0, -2), bytes]);
    })
    .sort(([, a], [, b]) => b - a);
}

const kb = (n) => `${Math.round(n / 1000)} KB`;

/** How large a file is, as it is and with brotli. @param {Uint8Array | string} bytes */
export async function weight(bytes) {
  const brotli = await kept("size with brotli", bytes, () => `${brotliCompressSync(bytes).length}`);
  return `${kb(Buffer.byteLength(bytes))}, ${kb(Number(brotli))} with brotli`;
}

/** A line or two for whoever builds. @param {Uint8Array} bytes a module */
export async function account(bytes) {
  const sizes = sizesOf(bytes);
  const most = tables().slice(0, 8).map(([name, size]) => `${name} ${kb(size)}`);
  return [
    `whence.wasm: ${await weight(bytes)}; code ${kb(sizes.get(CODE) ?? 0)}, data ${kb(sizes.get(DATA) ?? 0)}`,
    `most of the data: ${most.join(", ")}`,
  ];
}
