// Pairs of bytes that stand together more often than they would by chance get a byte of their own, of those
// that are not used, pairs of pairs as well. Deflate counts single bytes and finds what repeats; what mostly
// follows what, it cannot say, nor does it look further back than 32 KB, in which twice as much stands so.
import { deflateRawSync } from "node:zlib";
import { encoded } from "../leb128.mjs";

/** Bits that a pair has to win, more than it takes to be told. */
const LEAST = 80;
/** Where so many different bytes are used, a stretch ends: pairs need the others. */
const MOST_USED = 190, BLOCK = 1024, SHORT = 32 << 10;

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

/** A part with its pairs, if there are to be any. */
function withPairs(bytes, least) {
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
    pairs.length,
    ...pairs.map(({ byte }) => byte),
    ...pairs.map(({ pair }) => pair >> 8),
    ...pairs.map(({ pair }) => pair & 255),
    ...list.subarray(0, length),
  ];
}

/** @param {number[] | Uint8Array} bytes  @returns {number[]} for unpaired() in join.c, as it packs best */
export function paired(bytes) {
  const ways = [withPairs(bytes, Infinity), withPairs(bytes, LEAST)];
  const [plain, pairs] = ways.map((way) => deflateRawSync(Uint8Array.from(way), { level: 9 }).length);
  return ways[Number(pairs < plain)];
}

/** Long stretches that leave some bytes unused, and what lies between them. @param {Uint8Array} bytes */
export function stretches(bytes) {
  const ends = [];
  let last = 0, start = 0, used = new Set();
  const end = (at) => {
    if (at - start < SHORT) return;
    if (start > last) ends.push(start);
    ends.push((last = at));
  };
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const block = bytes.subarray(at, at + BLOCK), all = new Set([...used, ...block]);
    const full = all.size > MOST_USED;
    if (full) end(at);
    [start, used] = full ? [at, new Set(block)] : [start, all];
  }
  return [...ends, bytes.length].map((at, i) => bytes.subarray(ends[i - 1] ?? 0, at));
}
