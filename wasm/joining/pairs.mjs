// Pairs of bytes that stand together more often than they would by chance get a byte of their own, of those
// that are not used, pairs of pairs as well. Deflate counts single bytes and finds what repeats; what mostly
// follows what, it cannot say, nor does it look further back than 32 KB, in which twice as much stands so.
import { deflateRawSync } from "node:zlib";
import { encoded } from "../leb128.mjs";

/** Bits that a pair has to win, more than it takes to be told. */
const LEAST = 80;

/** The pair that wins most; -1: none does. */
function best(list, length, least) {
  const single = new Uint32Array(256), double = new Uint32Array(65536);
  for (let i = 0, last = -1; i < length; i++) {
    single[list[i]]++;
    const pair = i + 1 < length ? (list[i] << 8) | list[i + 1] : -1;
    // Of three that are alike the first two are a pair.
    const overlaps = pair === last && list[i] === list[i + 1];
    if (pair >= 0 && !overlaps) double[pair]++;
    last = overlaps ? -1 : pair;
  }
  let found = -1;
  for (let pair = 0; pair < double.length; pair++) {
    if (!double[pair]) continue;
    const bits = double[pair] * Math.log2((double[pair] * length) / (single[pair >> 8] * single[pair & 255]));
    if (bits > least) [found, least] = [pair, bits];
  }
  return found;
}

/** A part with its pairs, those that win so much. @returns {number[]} for unpaired() in join.c */
export function withPairs(bytes, least = LEAST) {
  const list = Uint8Array.from(bytes), used = new Set(list), pairs = [];
  const free = Array.from({ length: 256 }, (_, i) => i).filter((byte) => !used.has(byte));
  let length = list.length;
  for (const byte of free) {
    const pair = best(list, length, least);
    if (pair < 0) break;
    pairs.push({ byte, pair });
    let to = 0;
    for (let i = 0; i < length; i++) {
      const is = i + 1 < length && ((list[i] << 8) | list[i + 1]) === pair;
      list[to++] = is ? byte : list[i];
      if (is) i++;
    }
    length = to;
  }
  return [
    ...encoded(length),
    1, // in rows of one byte: tables.mjs
    pairs.length,
    ...pairs.map(({ byte }) => byte),
    ...pairs.map(({ pair }) => pair >> 8),
    ...pairs.map(({ pair }) => pair & 255),
    ...list.subarray(0, length),
  ];
}

/** Bytes as they will travel, about. */
export const packedSize = (bytes) => deflateRawSync(Uint8Array.from(bytes), { level: 9 }).length;

/** @param {number[] | Uint8Array} bytes  @returns {number[]} for unpaired() in join.c, as it packs best */
export function paired(bytes) {
  const [plain, pairs] = [withPairs(bytes, Infinity), withPairs(bytes)];
  return packedSize(pairs) < packedSize(plain) ? pairs : plain;
}
