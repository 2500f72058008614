// What bundles carry packed: a module's code apart (joining/split.mjs), deflated (RFC 1950) as small as it
// gets, then as printable text (printable.js). WHENCE_SMALL=1 (./build.sh sets it): searched for by zopfli,
// half a minute for the module; else zlib's best, for the days' work.
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { found, kept } from "./kept.mjs";
import { LETTERS, SIX } from "./printable.js";
import { paired } from "./joining/pairs.mjs";
import { splitCode } from "./joining/split.mjs";

const options = { numiterations: 5, blocksplitting: true, blocksplittingmax: 0 };
const how = `zopfli ${JSON.stringify(options)}`;

async function search(bytes) {
  const { default: zopfli } = await import("@gfx/zopfli");
  return new Promise((resolve, reject) => {
    zopfli.zlib(bytes, options, (error, found) => (error ? reject(error) : resolve(Buffer.from(found))));
  });
}

/** @type {Map<string, Promise<Buffer>>} what this run has packed: the bundles share it */
const packed = new Map();
/** Modules that were taken apart. */
const taken = new Map();

async function smallest(bytes) {
  if (process.env.WHENCE_SMALL) return kept(how, bytes, () => search(bytes));
  return found(how, bytes) ?? deflateSync(bytes, { level: 9 });
}

/** @param {Uint8Array} bytes  @returns {string} for wasm/printable.js, which says how */
export function printable(bytes) {
  let text = "", at = 0;
  /** So many bits, of which the first is number `at`; zeros after the last byte. */
  const bits = (count) => {
    const two = ((bytes[at >> 3] ?? 0) << 8) | (bytes[(at >> 3) + 1] ?? 0);
    return (two >> (16 - (at & 7) - count)) & ((1 << count) - 1);
  };
  while (at < bytes.length * 8) {
    const six = bits(6);
    text += LETTERS[six < SIX ? six : bits(7) - SIX];
    at += six < SIX ? 6 : 7;
  }
  return text;
}

/** @param {Uint8Array} bytes  @returns {Promise<{size: number, text: string}>} */
async function pack(bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (!packed.has(hash)) packed.set(hash, smallest(bytes));
  return { size: bytes.length, text: printable(await packed.get(hash)) };
}

/** Text, with its pairs. @param {Uint8Array} bytes  @returns {Promise<object>} for unpack.js */
export async function packText(bytes) {
  return { ...(await pack(Buffer.from(paired(bytes)))), room: bytes.length };
}

/**
 * @param {Uint8Array} module  @param {Uint8Array} joiner build/wasm/join.wasm
 * @returns {Promise<{size: number, text: string, code: object}>} for unpack.js
 */
export async function packModule(module, joiner) {
  const hash = createHash("sha256").update(module).update(joiner).digest("hex");
  if (!taken.has(hash)) taken.set(hash, splitCode(module, joiner));
  const { split, room } = await taken.get(hash);
  return { ...(await pack(split)), code: { joiner: printable(joiner), room, size: module.length } };
}
