// A QR code as the image of a PDF (ISO 32000-1 8.9.5), kept in the ways that writers of PDF keep one.
import { deflateSync } from "node:zlib";
import { encode as toJpeg } from "jpeg-js";
import { modules } from "./codes.mjs";

const SCALE = 4, MARGIN = 4;

/** Rows of 0 (dark) and 1. */
function dots(text) {
  const rows = modules(text), side = (rows.length + 2 * MARGIN) * SCALE;
  const at = (n) => Math.floor(n / SCALE) - MARGIN;
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => (rows[at(y)]?.[at(x)] ? 0 : 1)),
  );
}

/** Bytes of one row. @param {number[]} row */
function packed(row, bits, colours, most) {
  if (bits === 8) return row.flatMap((light) => Array(colours).fill(light * most));
  const each = 8 / bits;
  const byteAt = (at) => {
    let byte = 0;
    for (let k = 0; k < each; k++) byte = (byte << bits) | ((row[at + k] ?? 0) * most);
    return byte;
  };
  return Array.from({ length: Math.ceil(row.length / each) }, (_, i) => byteAt(i * each));
}

/** PNG (third edition) 9.2, each row by another filter. @param {number[][]} rows */
const predicted = (rows, step) =>
  rows.flatMap((row, y) => {
    const filter = y % 5, above = rows[y - 1] ?? row.map(() => 0);
    const guess = (x) => {
      const left = row[x - step] ?? 0, corner = x >= step ? above[x - step] : 0;
      const sum = left + above[x] - corner;
      const nearest = [left, above[x], corner].sort((a, b) => Math.abs(sum - a) - Math.abs(sum - b));
      const tie = [left, above[x], corner].find((one) => Math.abs(sum - one) === Math.abs(sum - nearest[0]));
      return [0, left, above[x], (left + above[x]) >> 1, tie][filter];
    };
    return [filter, ...row.map((byte, x) => (byte - guess(x)) & 255)];
  });

/** ISO 32000-1 7.4.3. @param {Uint8Array} bytes */
function ascii85(bytes) {
  let out = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const four = [...bytes.subarray(at, at + 4)], n = four.length;
    let value = [...four, 0, 0, 0].slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0), digits = "";
    for (let k = 0; k < 5; k++, value = Math.floor(value / 85))
      digits = String.fromCharCode(33 + (value % 85)) + digits;
    out += n === 4 && digits === "!!!!!" ? "z" : digits.slice(0, n + 1);
  }
  return Buffer.from(`${out.replace(/.{70}/g, "$&\n")}~>`);
}

/**
 * @param {{bits?: number, colours?: number, indexed?: boolean, predictor?: 0 | 2 | 15, deflated?: boolean,
 *   printable?: boolean, jpeg?: boolean}} [how]
 */
export function qrPdf(text, how = {}) {
  const { bits = 8, colours = 1, indexed = false, predictor = 0, deflated = true, printable = false } = how;
  const rows = dots(text), side = rows.length;
  const lines = rows.map((row) => packed(row, bits, colours, indexed ? 1 : (1 << bits) - 1));
  const tiff = (line) => line.map((byte, x) => (byte - (line[x - colours] ?? 0)) & 255);
  let stream = Buffer.from(lines.flat());
  if (predictor === 2) stream = Buffer.from(lines.flatMap(tiff));
  if (predictor === 15) stream = Buffer.from(predicted(lines, colours));
  if (deflated) stream = deflateSync(stream);
  if (how.jpeg) {
    const data = Buffer.from(rows.flat().flatMap((light) => [light * 255, light * 255, light * 255, 255]));
    stream = toJpeg({ width: side, height: side, data }, 85).data;
  }
  if (printable) stream = ascii85(stream);
  const table = "[/Indexed /DeviceRGB 1 <000000ffffff>]";
  const space = indexed ? table : colours === 3 ? "/DeviceRGB" : "/DeviceGray";
  const own = how.jpeg ? ["/DCTDecode"] : deflated ? ["/FlateDecode"] : [];
  const filters = [...(printable ? ["/ASCII85Decode"] : []), ...own];
  const parameters = predictor
    ? `/DecodeParms <</Predictor ${predictor} /Colors ${colours} /Columns ${side}>>`
    : "";
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n4 0 obj\n<</Type/XObject/Subtype/Image/Width ${side}/Height ${side}/ColorSpace ${space}` +
        `/BitsPerComponent ${bits}${filters.length ? `/Filter [${filters.join(" ")}]` : ""}${parameters}` +
        `/Length ${stream.length}>>\nstream\n`,
    ),
    stream,
    Buffer.from("\nendstream\nendobj\n"),
  ]);
}
