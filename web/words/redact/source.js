// A mail's source without its recipient, still a mail: what stands encoded in it is decoded, redacted, and
// encoded again.
import { Redactor } from "./redactor.js";
import { base64Lines, utf8Source } from "./utf8.js";
import { textOf } from "./views.js";

// RFC 2047: white space between them is nothing
const WORDS = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=(?:\s+=\?[^?\s]+\?[bq]\?[^?\s]*\?=)*/gi;
const WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;
const BLOCK = /(?:^[A-Za-z0-9+/]{16,76}\r?\n)*^[A-Za-z0-9+/]{4,76}={0,2}\r?$/gm; // RFC 2045 6.8
const NARROW = /(?:^[A-Za-z0-9+/]{4,15}\r?\n)+^[A-Za-z0-9+/]{4,76}={0,2}\r?$/gm; // the same in short lines
const SHORTEST = 8; // digits that hold a name

const bytesOf = (base64) => {
  try {
    return Uint8Array.from(atob(base64.replace(/[^A-Za-z0-9+/]/g, "")), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
};
const unquoted = (word) =>
  Uint8Array.from(
    word.replace(/_/g, " ").replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    (c) => c.charCodeAt(0),
  );

function decoded(charset, bytes) {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return textOf(bytes);
  }
}

/** Encoded words that stand beside each other are one text (RFC 2047 6.2). */
function redactWords(words, redactor) {
  const text = [...words.matchAll(WORD)]
    .map(([, charset, kind, word]) =>
      decoded(charset, (/q/i.test(kind) ? unquoted(word) : bytesOf(word)) ?? new Uint8Array()),
    )
    .join("");
  const masked = redactor.text(text);
  if (masked === text) return words;
  return `=?UTF-8?B?${base64Lines(masked, "")}?=`;
}

/** A block of base64 whose text carries a secret; others stay byte for byte. */
function redactBlock(block, redactor) {
  const bytes = block.length >= SHORTEST ? bytesOf(block) : null;
  if (!bytes) return block;
  const text = textOf(bytes),
    masked = redactor.text(text);
  if (masked === text) return block;
  const end = block.includes("\r") ? "\r\n" : "\n";
  return base64Lines(masked, end) + (block.endsWith("\r") ? "\r" : "");
}

/**
 * @param {Uint8Array | string} source
 * @param {object} report of it
 * @param {{words?: string[], keep?: string[], redactor?: Redactor}} [options]
 * @returns {string} to be judged by itself: signatures of it no longer verify
 */
export function redactSource(source, report, options = {}) {
  const redactor = options.redactor ?? new Redactor(report, options);
  const text = utf8Source(typeof source === "string" ? new TextEncoder().encode(source) : source);
  const open = text
    .replace(WORDS, (words) => redactWords(words, redactor))
    .replace(BLOCK, (block) => redactBlock(block, redactor))
    .replace(NARROW, (block) => redactBlock(block, redactor));
  return redactor.text(open);
}
