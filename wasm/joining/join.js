// Back to a module from what wasm/joining/split.mjs made of it, by a module of its own (join.c).

const PAGE = 65536; // the first is the joining module's own

/**
 * @param {Uint8Array} joiner  @param {Uint8Array} split
 * @param {number} room that its parts take on the way
 * @param {number} size of the module
 * @returns {Promise<Uint8Array>} the module
 */
export async function joinCode(joiner, split, room, size) {
  const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (joiner));
  const { memory, join } = /** @type {any} */ (instance.exports);
  const between = PAGE + split.length, to = between + room;
  memory.grow(Math.ceil((to + size) / PAGE) - memory.buffer.byteLength / PAGE);
  new Uint8Array(memory.buffer).set(split, PAGE);
  join(PAGE, between, to);
  return new Uint8Array(memory.buffer, to, size);
}
