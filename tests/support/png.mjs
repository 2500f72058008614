// PNGs of every kind (ISO/IEC 15948), lines filtered in turn by each of its filters.
import { crc32, deflateSync } from "node:zlib";

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PASSES = [
  [0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2],
];

function chunk(name, content) {
  const whole = Buffer.alloc(12 + content.length);
  whole.writeUInt32BE(content.length, 0);
  whole.write(name, 4, "latin1");
  Buffer.from(content).copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function filtered(kind, line, before, far) {
  const predict = [
    () => 0,
    (left) => left,
    (_left, up) => up,
    (left, up) => (left + up) >> 1,
    paeth,
  ][kind];
  return Buffer.from([
    kind,
    ...line.map((value, i) => value - predict(line[i - far] ?? 0, before[i] ?? 0, before[i - far] ?? 0)),
  ]);
}

/** @param {number[]} values  @returns {number[]} bytes */
function packed(values, depth) {
  if (depth === 16) return values.flatMap((value) => [value >> 8, value & 255]);
  const bytes = new Array(Math.ceil((values.length * depth) / 8)).fill(0);
  values.forEach((value, i) => {
    bytes[(i * depth) >> 3] |= value << (8 - depth - ((i * depth) & 7));
  });
  return bytes;
}

/**
 * @param {{width: number, height: number, type: number, depth: number, interlaced?: boolean,
 *   palette?: number[], clear?: number[], extra?: [string, Uint8Array][], surplus?: number}} form
 *   surplus: bytes of data that no dot needs
 * @param {(x: number, y: number) => number[]} dotAt values of a dot's channels
 */
export function makePng(form, dotAt) {
  const { width, height, type, depth, interlaced = false, palette, clear, extra = [], surplus = 0 } = form;
  const bits = depth * CHANNELS[type], far = Math.max(1, bits >> 3);
  const lines = [];
  for (const [left, top, across, down] of interlaced ? PASSES : [[0, 0, 1, 1]])
    for (let y = top, before = [], n = 0; y < height && left < width; y += down, n++) {
      const values = [];
      for (let x = left; x < width; x += across) values.push(...dotAt(x, y));
      const line = packed(values, depth);
      lines.push(filtered(n % 5, line, before, far));
      before = line;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, Number(interlaced)], 8);
  const data = deflateSync(Buffer.concat([...lines, Buffer.alloc(surplus)])), half = data.length >> 1;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...extra.map(([name, content]) => chunk(name, content)),
    ...(palette ? [chunk("PLTE", palette)] : []),
    ...(clear ? [chunk("tRNS", clear)] : []),
    chunk("IDAT", data.subarray(0, half)),
    chunk("IDAT", data.subarray(half)),
    chunk("IEND", []),
  ]);
}
