// What a zip holds, by its central directory (APPNOTE 4.3.12), each file inflated by the host
// and never further than the directory says: a zip that lies about a file's size loses
// only that file.
import { inflateFirst } from "../inflate-first.js";
import { decodePage } from "./codepages.js";

const LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50;
const LONGEST_COMMENT = 65_535;
const ENCRYPTED = 1, UTF8 = 0x800;

/** Whether these are the bytes of a zip: its first file's header, or that of the end where it is empty. */
export const isZip = (bytes) =>
  bytes.length > 21 &&
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  (bytes[2] === 3 || bytes[2] === 5) &&
  bytes[3] === bytes[2] + 1;

const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Names without the flag are in whatever page the machine had: in this part of the world Shift_JIS before the
 * old DOS one.
 */
function nameOf(bytes, flags) {
  if (flags & UTF8) return new TextDecoder().decode(bytes);
  for (const charset of ["utf-8", "shift_jis"]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return decodePage(bytes, 1252);
}

/**
 * The files in a zip, folders left out, in the order of its directory.
 * @param {Uint8Array} bytes
 * @param {number} most entries that are looked at
 * @returns {{entries: {name: string, size: number, packed: number, method: number, encrypted: boolean, at:
 * number}[], whole: boolean}}
 * whole: false when the directory is damaged, has more entries or is of a kind that is not read (more than 4
 * GB)
 */
export function listZip(bytes, most) {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 22 - LONGEST_COMMENT && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END) return { entries: [], whole: false };
  const count = view.getUint16(end + 10, true);
  // What stands before the zip (a program that unpacks itself) shifts all places.
  const shift = end - view.getUint32(end + 12, true) - view.getUint32(end + 16, true);
  const entries = [];
  let at = end - view.getUint32(end + 12, true);
  for (let i = 0; i < count; i++) {
    if (entries.length >= most || at < 0 || at + 46 > end || view.getUint32(at, true) !== CENTRAL)
      return { entries, whole: false };
    const flags = view.getUint16(at + 8, true),
      nameLength = view.getUint16(at + 28, true);
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), flags);
    const entry = {
      name,
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      encrypted: Boolean(flags & ENCRYPTED),
      at: view.getUint32(at + 42, true) + Math.max(0, shift),
    };
    if (!/[/\\]$/.test(name)) entries.push(entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { entries, whole: true };
}

/**
 * A file's bytes; null when it is damaged, or packed in another way than by deflate.
 * @param {Uint8Array} bytes of the zip
 * @param {object} entry of listZip()
 */
export async function readEntry(bytes, { at, size, packed, method }) {
  const view = viewOf(bytes);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) return null;
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > bytes.length) return null;
  const part = bytes.subarray(from, from + packed);
  if (method === 0) return packed === size ? part : null;
  if (method !== 8) return null;
  try {
    const file = await inflateFirst(part, size + 1); // one more tells that it goes on
    return file.length === size ? file : null;
  } catch {
    return null;
  }
}
