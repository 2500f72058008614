// The source's bytes for showing: raw, in lines, with everything made visible that a display would hide or
// obey.
import { visibleRuns } from "../words/visible.js";

const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const UNREADABLE = { code: "bad-input" };
const PIECE = 1 << 20; // letters that are encoded at once: the page answers in between

/** A long text as UTF-8, lone surrogates as U+FFFD; no pair is cut in two. */
async function encodeLong(text) {
  const pieces = [];
  for (let from = 0, to; from < text.length; from = to) {
    to = from + PIECE;
    if (/[\ud800-\udbff]/.test(text[to - 1] ?? "")) to += 1;
    pieces.push(encoder.encode(text.slice(from, to)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** What may be pasted, dropped or passed in, as bytes. */
export async function toBytes(source) {
  if (typeof source === "string") return source.length > PIECE ? encodeLong(source) : encoder.encode(source);
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Blob) {
    // A folder, a file that was taken away meanwhile, one that may not be read.
    const refuse = (cause) => Promise.reject(Object.assign(new Error("unreadable", { cause }), UNREADABLE));
    return new Uint8Array(await source.arrayBuffer().catch(refuse));
  }
  throw new TypeError("source must be a string, bytes or a Blob");
}

/** Bytes as runs: UTF-8 where it is valid, {mark: "\\x8A"} for each byte where it is not. */
export function decodeRuns(bytes, start, end) {
  try {
    return visibleRuns(utf8.decode(bytes.subarray(start, end)));
  } catch {
    return decodeBroken(bytes, start, end);
  }
}

function decodeBroken(bytes, start, end) {
  const runs = [];
  let good = start;
  const flush = (to) => {
    if (to > good) runs.push(...visibleRuns(utf8.decode(bytes.subarray(good, to))));
  };
  for (let i = start; i < end;) {
    const length = sequenceLength(bytes, i, end);
    if (length) {
      i += length;
      continue;
    }
    flush(i);
    runs.push({ mark: `\\x${bytes[i].toString(16).toUpperCase().padStart(2, "0")}` });
    i += 1;
    good = i;
  }
  flush(end);
  return runs;
}

/** The length of the UTF-8 sequence at i (RFC 3629), 0 when there is none. */
function sequenceLength(bytes, i, end) {
  const lead = bytes[i];
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  if (!length || i + length > end) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1];
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  return length;
}

/** The lines of bytes[start, end) as [start, end, next] without and with their line end: CRLF, LF or CR. */
export function lines(bytes, start, end) {
  const found = [];
  let from = start;
  for (let i = start; i < end; i++) {
    if (bytes[i] !== 10 && bytes[i] !== 13) continue;
    const next = bytes[i] === 13 && bytes[i + 1] === 10 ? i + 2 : i + 1;
    found.push([from, i, next]);
    from = next;
    i = next - 1;
  }
  if (from < end) found.push([from, end, end]);
  return found;
}

/** The start of the UTF-8 sequence at `at`. */
export function boundary(bytes, at) {
  const least = Math.max(0, at - 3);
  let i = at;
  while (i > least && i < bytes.length && (bytes[i] & 0xc0) === 0x80) i--;
  return i;
}

/** Where the line starts that holds the byte at `at`; a place inside it when that is farther than `most`. */
export function lineStart(bytes, at, most = Infinity) {
  let i = Math.min(at, bytes.length);
  const least = Math.max(0, i - most);
  while (i > least && bytes[i - 1] !== 10 && !(bytes[i - 1] === 13 && bytes[i] !== 10)) i--;
  return boundary(bytes, i);
}

/** The first byte after the line that holds the byte at `at`; a place inside it when that is farther away. */
export function lineEnd(bytes, at, most = Infinity) {
  let i = at;
  const last = Math.min(bytes.length, at + most);
  while (i < last && bytes[i] !== 10 && bytes[i] !== 13) i++;
  if (i === last) return boundary(bytes, last);
  return bytes[i] === 13 && bytes[i + 1] === 10 ? i + 2 : i + 1;
}

/** How many lines end in bytes[0, at). */
export function countLines(bytes, at) {
  let count = 0;
  for (let i = 0; i < at; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) count++;
  return count;
}

const starts = (bytes, text) => [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));

/** What a file is that is plainly not a mail: "empty", "image", "pdf"; null for anything else. */
export function kindOfFile(bytes) {
  if (!bytes.some((byte) => byte > 32)) return "empty";
  if (starts(bytes, "\x89PNG\r\n") || starts(bytes, "\xff\xd8\xff") || starts(bytes, "GIF8")) return "image";
  if (starts(bytes, "RIFF") && starts(bytes.subarray(8, 12), "WEBP")) return "image";
  if (["heic", "heix", "mif1", "avif"].some((brand) => starts(bytes.subarray(4, 12), `ftyp${brand}`)))
    return "image";
  if (starts(bytes, "%PDF-")) return "pdf";
  return null;
}
