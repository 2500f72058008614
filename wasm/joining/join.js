// Back to a module from what wasm/joining/split.mjs made of it, by a module of its own (join.c).

const PAGE = 65536; // the first is the joining module's own

/**
 * @param {Uint8Array} joiner  @param {Uint8Array} split
 * @param {number[]} lengths of what stands before the code, and of each stream
 * @param {number} size of the module
 * @returns {Promise<Uint8Array>} the module
 */
export async function joinCode(joiner, split, lengths, size) {
  const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (joiner));
  const { memory, join } = /** @type {any} */ (instance.exports);
  const table = PAGE, from = table + 4 * lengths.length, to = from + split.length;
  memory.grow(Math.ceil((to + size) / PAGE) - memory.buffer.byteLength / PAGE);
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(split, from);
  let at = from;
  new Uint32Array(memory.buffer, table).set(lengths.map((length) => (at += length)));
  const begin = to + lengths[0];
  bytes.copyWithin(to, from, from + lengths[0]);
  bytes.copyWithin(join(table, begin), at, to);
  return bytes.subarray(to, to + size);
}
