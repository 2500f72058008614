// The texts by language. A bundle carries them packed, each opened when it is first asked for:
// wasm/bundle.mjs (packedBooks).
import books from "whence:languages";

export const bookOf = (language) => books[language];

/** They are. */
export const makeReady = async () => {};
