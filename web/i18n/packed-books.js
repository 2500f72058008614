// Takes the place of books.js in bundles: of the first language the texts whole, of the others the values
// alone, in the order of its keys. What the page itself says and what it says of findings are packed apart:
// the second is unpacked when the first mail is judged, and not before the page can be seen.
import packed from "whence:books";
import { unpack, unpackNow } from "../../wasm/unpack.js";
import { LANGUAGES } from "./languages.js";

const [first] = LANGUAGES;
const unpacked = new Map();

const filled = (like, values) =>
  typeof like === "string"
    ? values
    : Object.fromEntries(Object.keys(like).map((key, i) => [key, filled(like[key], values[i])]));

function partOf(language, part, bytes = null) {
  const key = `${language} ${part}`;
  if (!unpacked.has(key)) {
    const content = JSON.parse(new TextDecoder().decode(bytes ?? unpackNow(packed[language][part])));
    unpacked.set(key, language === first ? content : filled(partOf(first, part), content));
  }
  return unpacked.get(key);
}

/**
 * Unpacks a part before it is wanted, by the host's own means, which are faster and let the page go on.
 * @param {"ui" | "findings"} part
 */
export async function makeReady(language, part) {
  const wanted = [...new Set([first, language])].filter((one) => !unpacked.has(`${one} ${part}`));
  const bytes = await Promise.all(wanted.map((one) => unpack(packed[one][part])));
  wanted.forEach((one, i) => partOf(one, part, bytes[i]));
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
