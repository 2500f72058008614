// PNG (ISO/IEC 15948) as shades of grey, what is clear on white: all that a search for codes looks at. What
// is unpacked is bounded by the size that the header tells, which readers in packages do not do; a profile or
// a text is not unpacked at all, and a picture that breaks off is white from there on, as readers show it.
import { inflateFirst } from "../inflate-first.js";
import { joined } from "../joined.js";

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }; // by colour type, 11.2.2
const GREY = 0, INDEXED = 3, GREY_ALPHA = 4, COLOUR_ALPHA = 6;

/** First dot and steps of Adam7's passes (8.2): x, y, across, down. */
const PASSES = [
  [0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2],
];

/** @typedef {{width: number, height: number, depth: number, type: number, interlaced: boolean,
 *   palette: Uint8Array, clear: Uint8Array, data: Uint8Array[]}} Chunks */

/** The chunks that matter, 5.3. Throws where the header is none. @returns {Chunks} */
function readChunks(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const none = new Uint8Array(0);
  const [depth, type, packed, filtered, interlace] = bytes.subarray(24, 29);
  const depths = type === INDEXED ? [1, 2, 4, 8] : type === GREY ? [1, 2, 4, 8, 16] : [8, 16];
  if (!(type in CHANNELS) || !depths.includes(depth) || packed || filtered || interlace > 1)
    throw new Error("broken header");
  const image = { depth, type, interlaced: interlace === 1, palette: none, clear: none, data: [] };
  for (let at = 8; at + 12 <= bytes.length;) {
    const size = view.getUint32(at), name = view.getUint32(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + size);
    if (name === 0x504c5445) image.palette = content.slice(); // PLTE
    else if (name === 0x74524e53) image.clear = content.slice(); // tRNS
    else if (name === 0x49444154) image.data.push(content); // IDAT
    else if (name === 0x49454e44) break; // IEND
    at += 12 + size;
  }
  return { width: view.getUint32(16), height: view.getUint32(20), ...image };
}

/** 9.2: the predictors, but for Up. A line's channels one after the other, what is left of a dot at hand. */
const sub = (data, at, end, far) => {
  for (let left = 0; at < end; at += far) data[at] = left = (data[at] + left) & 255;
};

const average = (data, at, end, far, before, above) => {
  for (let left = 0; at < end; at += far, above += far)
    data[at] = left = (data[at] + ((left + before[above]) >> 1)) & 255;
};

const paeth = (data, at, end, far, before, above) => {
  for (let left = 0, corner = 0; at < end; at += far, above += far) {
    const up = before[above], a = up - corner, b = left - corner, c = a + b;
    const pa = a < 0 ? -a : a, pb = b < 0 ? -b : b, pc = c < 0 ? -c : c;
    left = (data[at] + (pa <= pb && pa <= pc ? left : pb <= pc ? up : corner)) & 255;
    data[at] = left;
    corner = up;
  }
};

/** By the number before a line, 9.2. */
const PREDICTORS = [null, sub, null, average, paeth];

/**
 * Undoes a line's filter where it lies.
 * @param {number} far bytes of a whole dot
 * @param {Uint8Array} before that the line before it lies in, at `above`
 */
function unfilter(kind, data, at, size, far, before, above) {
  const end = at + size, undo = PREDICTORS[kind];
  if (kind === 2) for (; at < end; at++, above++) data[at] += before[above];
  else if (undo)
    for (let channel = 0; channel < far; channel++)
      undo(data, at + channel, end, far, before, above + channel);
}

const onWhite = (shade, alpha) => Math.round((shade * alpha + 255 * (255 - alpha)) / 255);
const greyOf = (red, green, blue) => (red + 2 * green + blue) >> 2; // as the reader of codes weighs them

/** Shades of the values that a dot of one channel can have, 8 bits at most. */
function shadesOf({ depth, type, palette, clear }) {
  const most = (1 << Math.min(depth, 8)) - 1;
  return Uint8Array.from({ length: most + 1 }, (_, value) => {
    if (type === INDEXED) {
      const [red = 0, green = 0, blue = 0] = palette.subarray(value * 3, value * 3 + 3);
      const alpha = clear[value] ?? 255;
      return greyOf(onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha));
    }
    const isClear = depth <= 8 && clear.length > 1 && ((clear[0] << 8) | clear[1]) === value;
    return isClear ? 255 : Math.round((value * 255) / most);
  });
}

/** For pictures of one channel in 8 bits or fewer. */
function indexedLine(image) {
  const { depth } = image, shades = shadesOf(image), mask = (1 << depth) - 1;
  if (depth === 8)
    return (data, at, n, out, to, step) => {
      for (let x = 0; x < n; x++, to += step) out[to] = shades[data[at + x]];
    };
  return (data, at, n, out, to, step) => {
    for (let x = 0, bit = 0; x < n; x++, bit += depth, to += step)
      out[to] = shades[(data[at + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask];
  };
}

/** For the others; of 16 bits the upper ones. */
function trueLine({ depth, type, clear }) {
  const bytes = depth >> 3, far = CHANNELS[type] * bytes;
  const hasAlpha = type === GREY_ALPHA || type === COLOUR_ALPHA;
  const isGrey = type === GREY || type === GREY_ALPHA;
  const key = hasAlpha || clear.length < 2 * CHANNELS[type] ? null : clear.subarray(0, 2 * CHANNELS[type]);
  /** Whether a dot has the colour that stands for a clear one, 11.3.2.1. */
  const isKey = (data, at) => key.every((value, i) =>
    bytes === 2 ? data[at + i] === value : i % 2 ? data[at + (i >> 1)] === value : value === 0);
  const green = isGrey ? 0 : bytes, blue = 2 * green, last = far - bytes;
  if (!hasAlpha && !key)
    return (data, at, n, out, to, step) => {
      for (let x = 0; x < n; x++, at += far, to += step)
        out[to] = greyOf(data[at], data[at + green], data[at + blue]);
    };
  return (data, at, n, out, to, step) => {
    for (let x = 0; x < n; x++, at += far, to += step) {
      const alpha = hasAlpha ? data[at + last] : isKey(data, at) ? 0 : 255;
      const r = data[at], g = data[at + green], b = data[at + blue];
      out[to] = alpha === 255 ? greyOf(r, g, b)
        : alpha === 0 ? 255
          : greyOf(onWhite(r, alpha), onWhite(g, alpha), onWhite(b, alpha));
    }
  };
}

/**
 * @param {Uint8Array} bytes whose size, as the header tells it, the caller has bounded; copied, or read to
 *   their end, before this returns
 * @returns {Promise<{width: number, height: number, data: Uint8Array, whole: boolean}>} a byte a dot.
 *   Rejected when it is broken
 */
export async function greyOfPng(bytes) {
  const image = readChunks(bytes), { width, height, depth, type, interlaced } = image;
  const bits = depth * CHANNELS[type], far = Math.max(1, bits >> 3);
  const passes = (interlaced ? PASSES : [[0, 0, 1, 1]])
    .map(([x, y, across, down]) => {
      const columns = Math.ceil((width - x) / across), lines = Math.ceil((height - y) / down);
      return { x, y, across, down, columns, lines, size: Math.ceil((columns * bits) / 8) };
    })
    .filter(({ columns, lines }) => columns > 0 && lines > 0);
  const whole = passes.reduce((sum, { lines, size }) => sum + lines * (size + 1), 0);
  // Without zlib's two bytes, and so without its checksum: no program refuses a picture for that.
  const data = await inflateFirst(joined(image.data).subarray(2), whole);
  const out = new Uint8Array(width * height).fill(255);
  const put = type === INDEXED || (type === GREY && depth <= 8) ? indexedLine(image) : trueLine(image);
  const zeros = new Uint8Array(Math.max(...passes.map(({ size }) => size))); // above a pass's first line
  let at = 0;
  for (const { x, y, across, down, columns, lines, size } of passes)
    for (let line = 0; line < lines && at + 1 + size <= data.length; line++, at += 1 + size) {
      unfilter(data[at], data, at + 1, size, far, line ? data : zeros, line ? at - size : 0);
      put(data, at + 1, columns, out, (y + line * down) * width + x, across);
    }
  return { width, height, data: out, whole: data.length === whole };
}
