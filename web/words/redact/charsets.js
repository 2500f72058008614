// Bytes as texts, where nothing says in which charset they are.
import { textOf } from "./views.js";

const JIS = /\x1b\$[@B]/; // ISO-2022-JP's escape to kanji (RFC 1468)
const HIGH = /[\x80-\xff]/;

/** In the charset that a mail names; as UTF-8 or letter by letter where nobody knows that one here. */
export function inCharset(charset, bytes) {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return textOf(bytes);
  }
}

/** Latin letters in UTF-16: every other byte is NUL. */
function isWide(bytes) {
  let none = 0;
  for (const byte of bytes) if (byte === 0) none++;
  return none * 4 > bytes.length;
}

/** What bytes say by themselves: UTF-8, or letter by letter; and in charsets that give themselves away. */
export function* textsOf(bytes) {
  const text = textOf(bytes);
  yield text;
  if (JIS.test(text)) yield inCharset("iso-2022-jp", bytes);
  if (isWide(bytes)) yield* inBoth(bytes);
}

function* inBoth(bytes) {
  for (const charset of ["utf-16le", "utf-16be"]) yield inCharset(charset, bytes);
}

/**
 * What they say in a charset that shows itself by one of these names alone, as kanji and kana do not.
 * @param {string[]} names in East Asian letters
 */
export function* guessesOf(bytes, names) {
  if (!names.length) return;
  const text = textOf(bytes), isUtf8 = !HIGH.test(text) || text.length < bytes.length;
  const guesses = isUtf8 ? [] : [inCharset("shift_jis", bytes), inCharset("euc-jp", bytes)];
  for (const guess of [...guesses, ...inBoth(bytes)])
    if (names.some((name) => guess.includes(name))) yield guess;
}
