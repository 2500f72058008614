// Bytes as they were before pairs of them became bytes (pairs.mjs; the same in C: join.c).

/**
 * @param {Uint8Array} from our own  @param {number} size of what comes out
 * @returns {Uint8Array}
 */
export function unpaired(from, size) {
  let at = 0, to = 0, waiting = 0;
  while (from[at] & 128) at++; // how many bytes there are: all that is left; texts are no tables
  const pairs = from[at + 2], bytes = at + 3, lefts = bytes + pairs, rights = lefts + pairs;
  const which = new Uint8Array(256), out = new Uint8Array(size);
  const later = new Uint8Array(256); // a pair is of earlier ones: so many wait at most
  for (let i = 0; i < pairs; i++) which[from[bytes + i]] = i + 1;
  for (at = rights + pairs; at < from.length || waiting > 0; ) {
    let byte = waiting > 0 ? later[--waiting] : from[at++];
    for (let pair = which[byte]; pair > 0; pair = which[byte]) {
      later[waiting++] = from[rights + pair - 1];
      byte = from[lefts + pair - 1];
    }
    out[to++] = byte;
  }
  return out;
}
