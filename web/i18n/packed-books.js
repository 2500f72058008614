// Takes the place of books.js in bundles: of the first language the keys and the texts, of the others the
// texts alone, in the order of its keys. What the page itself says and what it says of findings are packed
// apart: the second is unpacked when the first mail is judged, and not before the page can be seen.
import packed from "whence:books";
import { unpack, unpackNow } from "../../wasm/unpack.js";
import { LANGUAGES } from "./languages.js";

const [first] = LANGUAGES;
const contents = new Map(), books = new Map();

/** The texts by their keys, and there by fields where they have some (bundle.mjs: columnsOf). */
const named = ({ keys, fields }, columns) =>
  Object.fromEntries(
    keys.map((key, i) => [
      key,
      fields ? Object.fromEntries(fields.map((field, j) => [field, columns[j][i]])) : columns[0][i],
    ]),
  );

/** What was packed of a part. */
function contentOf(language, part, bytes = null) {
  const key = `${language} ${part}`;
  if (!contents.has(key))
    contents.set(key, JSON.parse(new TextDecoder().decode(bytes ?? unpackNow(packed[language][part]))));
  return contents.get(key);
}

function partOf(language, part) {
  const key = `${language} ${part}`;
  if (!books.has(key)) {
    const like = contentOf(first, part);
    books.set(key, named(like, language === first ? like.columns : contentOf(language, part)));
  }
  return books.get(key);
}

/**
 * Unpacks a part before it is wanted, by the host's own means, which are faster and let the page go on.
 * @param {"ui" | "findings"} part
 */
export async function makeReady(language, part) {
  const wanted = [...new Set([first, language])].filter((one) => !contents.has(`${one} ${part}`));
  const bytes = await Promise.all(wanted.map((one) => unpack(packed[one][part])));
  wanted.forEach((one, i) => contentOf(one, part, bytes[i]));
}

/** @returns {{ui: Record<string, string>, findings: Record<string, object>}} */
export const bookOf = (language) => ({
  get ui() {
    return partOf(language, "ui");
  },
  get findings() {
    return partOf(language, "findings");
  },
});
