// Bytes as printable ASCII, a quarter longer than they are (base64: a third). It may stand in a string in a
// script in a page, in any encoding: no quote, no backslash, no "<", no white space, nothing that an editor
// or a server would change. Of the 91 characters 37 stand for six bits and 54 for seven, a prefix code: what
// compresses text for transport finds 64 and 128 alike, and wins back the quarter to the byte, which a number
// to the base of 91 would not let it.

/** "!" to "~" without ", < and \. */
export const LETTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((letter) => !'"<\\'.includes(letter))
  .join("");
/** So many letters stand for six bits, the numbers from 0; the others for seven, the numbers up to 127. */
export const SIX = 37;

/** @param {string} text  @returns {Uint8Array} */
export function fromPrintable(text) {
  const values = new Uint8Array(128);
  for (let i = 0; i < LETTERS.length; i++) values[LETTERS.charCodeAt(i)] = i < SIX ? i : i + SIX;
  const length = text.length, bytes = new Uint8Array(length);
  let to = 0, held = 0, count = 0;
  for (let i = 0; i < length; i++) {
    const value = values[text.charCodeAt(i)], bits = value < SIX ? 6 : 7;
    held = (held << bits) | value;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    bytes[to++] = held >> count;
  }
  return bytes.subarray(0, to);
}
