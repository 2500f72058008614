// The texts by language. A bundle carries them packed, each opened when it is first asked for: wasm/bundle.mjs (packedBooks).
import { en } from "./en/index.js";
import { ja } from "./ja/index.js";

const books = { en, ja };
export const LANGUAGES = Object.keys(books);
export const bookOf = (language) => books[language];
