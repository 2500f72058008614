// A mail's source with its texts in UTF-8, so that it can be given out as letters: parts in another charset
// are written anew, in base64, and their headers say so. What is in UTF-8 or is no text stays as it is.
import { base64Lines, binaryOf } from "./encoded.js";
import { textOf } from "./views.js";

// RFC 2045 5: the field of a text part that names another charset; its lines, folded ones too.
const TEXT_PART = /^content-type[ \t]*:[ \t]*(?:\r?\n[ \t]+)?text\/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim;
const CHARSET = /(charset[ \t]*=[ \t]*"?)([\w.:+-]+)/i;
const OURS = /^(?:utf-?8|us-ascii|ascii)$/i;
const ENCODING =
  /^content-transfer-encoding[ \t]*:[ \t]*([\w-]+)(?![\w-])[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n/im;
const BLANK = /\r?\n\r?\n/g;
const BOUNDARY = /\r?\n--(?=[^\s-]|-[^-\s])/g; // "-- " begins a signature, not a part
const ESCAPES = /\x1b\$[@B]/; // ISO-2022-JP (RFC 1468)

const bytesOf = (binary) => Uint8Array.from(binary, (c) => c.charCodeAt(0));

function decoderOf(charset, fatal = false) {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return null; // a charset that nobody knows here
  }
}

/** @returns {string} bytes, as a string, of a body in a transfer encoding (RFC 2045 6) */
function untransferred(body, encoding) {
  if (/^quoted-printable$/i.test(encoding))
    return body
      .replace(/=[ \t]*\r?\n/g, "")
      .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (!/^base64$/i.test(encoding)) return body;
  try {
    return atob(body.replace(/[^A-Za-z0-9+/]/g, ""));
  } catch {
    return body;
  }
}

/** In the charset that was named, unless the bytes are UTF-8 in truth. */
function decoded(binary, decoder) {
  const bytes = bytesOf(binary);
  if (!ESCAPES.test(binary))
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // As named, then.
    }
  return decoder.decode(bytes);
}

/** What stands between: UTF-8, or letters in the charset that the mail names elsewhere. */
function between(binary, charset) {
  if (ESCAPES.test(binary)) return decoderOf("iso-2022-jp").decode(bytesOf(binary));
  if (!/[\x80-\xff]/.test(binary)) return binary;
  try {
    return decoderOf(charset, true).decode(bytesOf(binary));
  } catch {
    return textOf(bytesOf(binary));
  }
}

const endOf = (text, mark) => (text.includes(mark) ? text.lastIndexOf(mark) + mark.length : 0);

/** A part's header with the charset that its body is going to have, and without its transfer encoding. */
function amended(header, field) {
  const named = field.replace(CHARSET, "$1utf-8");
  return header.replace(field, () => named).replace(ENCODING, "");
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} the source; one character a letter
 */
export function utf8Source(bytes) {
  const binary = binaryOf(bytes);
  const first = [...binary.matchAll(TEXT_PART)].map(([field]) => CHARSET.exec(field)?.[2]);
  const usual = first.find((charset) => charset && !OURS.test(charset)) ?? "utf-8";
  const parts = [];
  let done = 0;
  for (const { 0: field, index } of binary.matchAll(TEXT_PART)) {
    const charset = CHARSET.exec(field)?.[2];
    const decoder = charset && !OURS.test(charset) ? decoderOf(charset) : null;
    if (index < done || !decoder) continue;
    BLANK.lastIndex = index;
    const blank = BLANK.exec(binary);
    if (!blank) break;
    const before = binary.slice(done, index);
    const from = done + Math.max(endOf(before, "\n\r\n"), endOf(before, "\n\n"));
    BOUNDARY.lastIndex = blank.index + blank[0].length - 2;
    const end = BOUNDARY.exec(binary)?.index ?? binary.length;
    const body = blank.index + blank[0].length;
    const header = `${binary.slice(from, blank.index)}\r\n`;
    const text = decoded(untransferred(binary.slice(body, end), ENCODING.exec(header)?.[1] ?? ""), decoder);
    parts.push(between(binary.slice(done, from), usual), between(amended(header, field), usual));
    parts.push(`Content-Transfer-Encoding: base64\r\n\r\n${base64Lines(text, "\r\n")}\r\n`);
    done = end;
  }
  parts.push(between(binary.slice(done), usual));
  return parts.join("");
}
