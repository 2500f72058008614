// Numbers as a WebAssembly module has them (LEB128), for the scripts that look into one.

/**
 * @param {Uint8Array} bytes
 * @param {number} at where the number begins
 * @returns {[value: number, after: number]} the number, of 32 bits, and where it ends
 */
export function numberAt(bytes, at, signed = false) {
  let value = 0, shift = 0, byte;
  do {
    byte = bytes[at++];
    value |= (byte & 127) << shift;
    shift += 7;
  } while (byte & 128);
  return [signed && shift < 32 && byte & 64 ? value | (-1 << shift) : value >>> 0, at];
}

/** The bytes of a number that is not negative. @returns {number[]} */
export function encoded(value, signed = false) {
  const out = [];
  for (; value > (signed ? 63 : 127); value >>>= 7) out.push((value & 127) | 128);
  return [...out, value];
}
