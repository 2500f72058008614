// What stands encoded in a mail's source: words of header fields (RFC 2047) and blocks of base64 (RFC 2045
// 6.8). They are decoded to be looked through, and written anew in UTF-8.
import { guessesOf, inCharset, textsOf } from "./charsets.js";

// RFC 2047: white space between them is nothing
const WORDS = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=(?:\s+=\?[^?\s]+\?[bq]\?[^?\s]*\?=)*/gi;
const WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;
const BLOCK = /(?:^[A-Za-z0-9+/]{16,76}\r?\n)*^[A-Za-z0-9+/]{4,76}={0,2}\r?$/gm;
const NARROW = /(?:^[A-Za-z0-9+/]{4,15}\r?\n)+^[A-Za-z0-9+/]{4,76}={0,2}\r?$/gm; // the same in short lines
const SHORTEST = 8; // digits that hold a name
const LINE = 76;

export function binaryOf(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

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
    (c) => c.charCodeAt(0) & 0xff,
  );

/** Base64 of a text in UTF-8, in lines. */
export function base64Lines(text, end) {
  const base64 = btoa(binaryOf(new TextEncoder().encode(text)));
  return (base64.match(new RegExp(`.{1,${LINE}}`, "g")) ?? []).join(end);
}

/** Encoded words that stand beside each other are one text (RFC 2047 6.2). */
const textOfWords = (words) =>
  [...words.matchAll(WORD)]
    .map(([, charset, kind, word]) =>
      inCharset(charset, (/q/i.test(kind) ? unquoted(word) : bytesOf(word)) ?? new Uint8Array()),
    )
    .join("");

/** A text with its encoded words decoded. */
export const withoutWords = (text) => text.replace(WORDS, textOfWords);

/** A block written anew; null where it says nothing that is masked. */
function maskedBlock(block, mask, names) {
  const bytes = block.length >= SHORTEST ? bytesOf(block) : null;
  if (!bytes) return null;
  for (const plain of [...textsOf(bytes), ...guessesOf(bytes, names)]) {
    const masked = mask(plain);
    if (masked === plain) continue;
    const end = block.includes("\r") ? "\r\n" : "\n";
    return base64Lines(masked, end) + (block.endsWith("\r") ? "\r" : "");
  }
  return null;
}

/**
 * The places of a text that `mask` changes when they are decoded, and what is to stand there: others stay
 * byte for byte.
 * @param {(text: string) => string} mask
 * @param {string[]} names as for guessesOf()
 * @returns {Generator<{from: number, to: number, standIn: string}>}
 */
export function* encodedPlaces(text, mask, names) {
  if (text.includes("=?"))
    for (const { 0: words, index } of text.matchAll(WORDS)) {
      const plain = textOfWords(words), masked = mask(plain);
      if (masked !== plain)
        yield { from: index, to: index + words.length, standIn: `=?UTF-8?B?${base64Lines(masked, "")}?=` };
    }
  if (!text.includes("\n")) return; // a block is one of several lines
  for (const form of [BLOCK, NARROW])
    for (const { 0: block, index } of text.matchAll(form)) {
      const masked = maskedBlock(block, mask, names);
      if (masked !== null) yield { from: index, to: index + block.length, standIn: masked };
    }
}
