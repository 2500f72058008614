// QR codes in pictures: the picture is decoded by the browser, or where there is none by small libraries, on
// this machine; nothing is fetched, and where a code leads is not opened. Bounded by the size that the
// picture itself tells, before it is unpacked.
import { decodePortably } from "./portable.js";
import { pictureSize } from "./size.js";

const MOST_DOTS = 50e6; // of a picture, unpacked
const MOST_DOTS_OF_A_MAIL = 200e6;
const LEAST_SIDE = 21; // modules of a QR code (ISO/IEC 18004 5.1)
const LONGEST_SIDE = 1800; // of what is searched: a code that a phone reads from a screen is far below
const TIME = 100; // milliseconds for what is hard to read, a picture

/** Bytes of a code: UTF-8, or Shift_JIS, which old codes in Japan are in. */
function textOf(bytes) {
  for (const charset of ["utf-8", "shift_jis"]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  return new TextDecoder("latin1").decode(bytes);
}

/** What the core draws itself: bytes of grey after a line. */
function ofPgm(bytes, { width, height }) {
  const data = new Uint8Array(width * height).fill(255), from = bytes.indexOf(10) + 1;
  data.set(bytes.subarray(from, from + data.length));
  return { width, height, data };
}

const inBrowser = () =>
  typeof createImageBitmap === "function" &&
  (typeof OffscreenCanvas === "function" || typeof document === "object");

function canvasOf(width, height) {
  if (typeof OffscreenCanvas === "function") return new OffscreenCanvas(width, height);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  return canvas;
}

async function byBrowser(blob, size) {
  const share = Math.min(1, LONGEST_SIDE / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * share)),
    height = Math.max(1, Math.round(size.height * share));
  const bitmap = await createImageBitmap(
    blob,
    share < 1 ? { resizeWidth: width, resizeHeight: height, resizeQuality: "medium" } : undefined,
  );
  try {
    const context = canvasOf(width, height).getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

/** Every n-th dot's neighbours as one. */
function smaller({ width, height, data }, step) {
  const w = Math.floor(width / step), h = Math.floor(height / step), out = new Uint8Array(w * h);
  const channels = data.length / (width * height), middle = channels > 1 ? 1 : 0, last = 2 * middle;
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let dy = 0; dy < step; dy++) {
        let at = ((y * step + dy) * width + x * step) * channels;
        for (let dx = 0; dx < step; dx++, at += channels)
          sum += data[at] + 2 * data[at + middle] + data[at + last];
      }
      out[y * w + x] = sum / (4 * step * step);
    }
  return { width: w, height: h, data: out };
}

const FORMATS = { 3: "RGB", 4: "RGBA" }; // by bytes a dot; grey has one

/**
 * What a search of one picture finds: texts, and at last an error. Grey is searched where the library would
 * copy it to, and nothing is wiped after it: what is not kept goes by itself.
 */
async function codesOf(image) {
  // Made ready for the first picture: on the way it throws and catches, which is slow in a large script.
  const { _QRScanner } = await import("./qr.js");
  const { width, height, data } = image, maxSize = { width, height };
  const scanner = new _QRScanner({ textDecoder: textOf, timeLimit: TIME, maxSize });
  const format = FORMATS[data.length / (width * height)];
  try {
    if (format) scanner.addImage(image, format);
    else {
      scanner.luma.set(data);
      scanner.processImage(maxSize);
    }
    return await scanner.decodeAsync(true);
  } catch (error) {
    return [error]; // more of what looks like a code's corners than the library has room for
  }
}

/** Reads the pictures of one mail. */
export class PictureReader {
  #left = MOST_DOTS_OF_A_MAIL;

  /**
   * The texts of the QR codes in a picture.
   * @param {Uint8Array} bytes a PNG, JPEG, ..., or a PGM; copied before this returns
   * @returns {Promise<string[] | null>} null: this host cannot decode it. Rejected when it is broken
   */
  async codesIn(bytes) {
    const size = pictureSize(bytes);
    const dots = size ? size.width * size.height : Infinity;
    if (dots > MOST_DOTS || dots > this.#left) return null;
    if (Math.min(size.width, size.height) < LEAST_SIDE) return [];
    this.#left -= dots;
    const image =
      size.type === "pgm"
        ? ofPgm(bytes, size)
        : inBrowser()
          ? await byBrowser(new Blob([/** @type {BlobPart} */ (bytes)]), size)
          : await decodePortably(bytes, size);
    if (!image) return null;
    const step = Math.ceil(Math.max(image.width, image.height) / LONGEST_SIDE);
    const { width, height, data } = step > 1 ? smaller(image, step) : image;
    const found = await codesOf({ width, height, data });
    const texts = new Set(found.filter((text) => typeof text === "string"));
    if ("whole" in image && !image.whole && texts.size === 0) throw new Error("cut off");
    return [...texts];
  }
}
