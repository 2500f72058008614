// The module's data, as it packs best: long stretches of text with their pairs (pairs.mjs); tables of numbers
// by columns, as they are or as what each byte is more than the one above it. Deflate finds what is the same
// again, not what is the next.
import { encoded } from "../leb128.mjs";
import { packedSize, withPairs } from "./pairs.mjs";

/** Where so many different bytes are used, a stretch ends: pairs need the others. */
const MOST_USED = 190, BLOCK = 1024, SHORT = 32 << 10;
/** How bytes lie: so many to a row, MORE: what they are more than those above; ROWS: one after the other. */
const MORE = 128, ROWS = 1, WAYS = [ROWS, 2, 4, 6, 8, 12, 16].flatMap((way) => [way, way | MORE]);
/** Bytes that another way has to win. */
const CHANGE = 12;

/** One column after the other. @returns {number[]} */
function inColumns(bytes, way) {
  const width = way & (MORE - 1), out = [];
  for (let column = 0; column < width; column++) {
    for (let at = column; at < bytes.length; at += width)
      out.push((bytes[at] - (way & MORE && at >= width ? bytes[at - width] : 0)) & 255);
  }
  return out;
}

/** Tables of numbers, each in the way in which it packs best. */
function inTheirWays(bytes) {
  const runs = [];
  for (let from = 0; from < bytes.length; from += BLOCK) {
    const block = bytes.subarray(from, from + BLOCK), to = from + block.length, last = runs.at(-1);
    const sizes = new Map(WAYS.map((way) => [way, packedSize(inColumns(block, way))]));
    const least = Math.min(...sizes.values());
    const enough = (way) => sizes.get(way) < least + CHANGE;
    const way = [ROWS, last?.way, ...WAYS.filter((one) => sizes.get(one) === least)].find(enough);
    if (last?.way === way) last.to = to;
    else runs.push({ way, from, to });
  }
  return runs.map(({ way, from, to }) => {
    return [...encoded(to - from), way, 0, ...inColumns(bytes.subarray(from, to), way)];
  });
}

/** A stretch as it packs best. @param {Uint8Array} bytes  @returns {number[][]} parts for unpaired() */
export function tables(bytes) {
  const pairs = withPairs(bytes), ways = inTheirWays(bytes);
  return packedSize(pairs) < packedSize(ways.flat()) ? [pairs] : ways;
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
