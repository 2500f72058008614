// How large a picture is, by its own header, before anything is unpacked: a few bytes may say that they
// are ten thousand million dots.

const ascii = (bytes, at, n) => String.fromCharCode(...bytes.subarray(at, at + n));

/** JPEG (ITU-T T.81 B.1): the frame header, after segments that say how long they are. */
function jpeg(bytes, view) {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** WebP (RFC 9649): one of three kinds of first chunk. */
function webp(bytes, view) {
  const at24 = (at) => view.getUint16(at, true) + (bytes[at + 2] << 16);
  switch (ascii(bytes, 12, 4)) {
    case "VP8X":
      return { width: at24(24) + 1, height: at24(27) + 1 };
    case "VP8L":
      return {
        width: (view.getUint32(21, true) & 0x3fff) + 1,
        height: ((view.getUint32(21, true) >> 14) & 0x3fff) + 1,
      };
    case "VP8 ":
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

/** HEIC and AVIF: the largest "ispe" property (ISO/IEC 23008-12 6.5.3). */
function heif(bytes, view) {
  let found = null;
  for (let at = 4; at + 16 < Math.min(bytes.length, 8192); at++) {
    if (bytes[at] !== 0x69 || ascii(bytes, at, 4) !== "ispe") continue;
    const width = view.getUint32(at + 8),
      height = view.getUint32(at + 12);
    if (!found || width * height > found.width * found.height) found = { width, height };
  }
  return found;
}

/**
 * @returns {{type: string, width: number, height: number} | null} type: "png", "jpeg", "gif", "bmp", "webp",
 *   "heif" or "pgm"; null: not known, or broken
 */
export function pictureSize(bytes) {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const as = (type, size) => (size && size.width > 0 && size.height > 0 ? { type, ...size } : null);
  if (view.getUint32(0) === 0x89504e47)
    return as("png", { width: view.getUint32(16), height: view.getUint32(20) });
  if (view.getUint16(0) === 0xffd8) return as("jpeg", jpeg(bytes, view));
  if (ascii(bytes, 0, 4) === "GIF8")
    return as("gif", { width: view.getUint16(6, true), height: view.getUint16(8, true) });
  if (ascii(bytes, 0, 2) === "BM")
    return as("bmp", { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) });
  if (ascii(bytes, 8, 4) === "WEBP") return as("webp", webp(bytes, view));
  if (ascii(bytes, 4, 4) === "ftyp") return as("heif", heif(bytes, view));
  const [, width, height] = /^P5 (\d{1,5}) (\d{1,5}) 255\n/.exec(ascii(bytes, 0, 20)) ?? [];
  return width ? as("pgm", { width: Number(width), height: Number(height) }) : null;
}
