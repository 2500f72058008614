// Deflated data of others (RFC 1951), as far as it was said to go and no further: what was not ours to pack
// may unpack to a thousand times its size.
import { joined } from "./joined.js";
import { nodeZlib } from "./unpack.js";

const CHUNK = 16 << 20;

/** By a stream, which is stopped there: what came before an error is lost, as in every stream. */
async function byStream(packed, most) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  let size = 0;
  while (size < most) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value.subarray(0, most - size));
    size += parts[parts.length - 1].length;
  }
  await reader.cancel().catch(() => {});
  return joined(parts);
}

/**
 * @param {Uint8Array} packed what stands after the deflated data is passed over, except by streams, which
 *   refuse it
 * @param {number} most bytes that are unpacked
 * @returns {Promise<Uint8Array>} fewer where the data ends, or breaks off, before. Rejected when it is broken
 */
export async function inflateFirst(packed, most) {
  const zlib = nodeZlib();
  if (!zlib) return byStream(packed, most);
  try {
    const { buffer, byteOffset, length } = zlib.inflateRawSync(packed, {
      maxOutputLength: most,
      chunkSize: Math.min(Math.max(most, 64), CHUNK),
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
    });
    return new Uint8Array(buffer, byteOffset, length); // callers get bytes, not Node's Buffer
  } catch (error) {
    if (error.code === "ERR_BUFFER_TOO_LARGE") return byStream(packed, most);
    throw error;
  }
}
