// Pictures decoded where there is no browser to do it: PNG and JPEG.
import { decode as decodePng } from "fast-png";
import decodeJpeg from "jpeg-js/lib/decoder.js";

const MEGABYTES = 512; // that the decoder of JPEG may take

/** One of PNG's forms (ISO/IEC 15948 11.2.2) as RGBA, what is clear on white.  @param {any} png */
function rgbaOfPng({ width, height, data, channels, depth, palette }) {
  const rgba = new Uint8ClampedArray(width * height * 4);
  const scale =
    depth === 16
      ? (value) => value >> 8
      : depth === 8
        ? (value) => value
        : (value) => (value * 255) / ((1 << depth) - 1);
  const packed = depth < 8;
  const stride = packed ? Math.ceil((width * depth) / 8) : width * channels;
  for (let y = 0, out = 0; y < height; y++) {
    for (let x = 0; x < width; x++, out += 4) {
      let color;
      if (packed) {
        const bit = x * depth;
        const value = (data[y * stride + (bit >> 3)] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
        color = palette ? (palette[value] ?? [0, 0, 0]) : [scale(value), scale(value), scale(value)];
      } else if (palette) color = palette[data[y * stride + x]] ?? [0, 0, 0];
      else {
        const at = y * stride + x * channels,
          gray = channels < 3;
        color = [
          scale(data[at]),
          scale(data[gray ? at : at + 1]),
          scale(data[gray ? at : at + 2]),
          channels % 2 ? 255 : scale(data[at + channels - 1]),
        ];
      }
      const alpha = (color[3] ?? 255) / 255;
      for (let i = 0; i < 3; i++) rgba[out + i] = color[i] * alpha + 255 * (1 - alpha);
      rgba[out + 3] = 255;
    }
  }
  return { width, height, data: rgba };
}

/**
 * @returns {{width: number, height: number, data: Uint8ClampedArray} | null} null: such a picture is not
 *   decoded here. Throws what is broken.
 */
export function decodePortably(bytes, { type }) {
  if (type === "png") return rgbaOfPng(decodePng(bytes));
  if (type !== "jpeg") return null;
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: true,
    maxMemoryUsageInMB: MEGABYTES,
  });
  return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
}
