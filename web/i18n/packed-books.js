// Takes the place of books.js in bundles: the first language whole, of the others the values alone, in the
// order of its keys.
import packed from "whence:books";
import { unpackNow } from "../../wasm/unpack.js";
import { LANGUAGES } from "./languages.js";

const [first] = LANGUAGES;
const books = {};

const filled = (like, values) =>
  typeof like === "string"
    ? values
    : Object.fromEntries(Object.keys(like).map((key, i) => [key, filled(like[key], values[i])]));

export function bookOf(language) {
  if (!books[language]) {
    const content = JSON.parse(new TextDecoder().decode(unpackNow(packed[language])));
    books[language] = language === first ? content : filled(bookOf(first), content);
  }
  return books[language];
}
