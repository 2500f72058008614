// What bundles carry packed: deflated (RFC 1950) as small as it gets, then base64, which is text in any
// encoding and costs a compressing server next to nothing. WHENCE_SMALL=1 (./build.sh sets it): searched for
// by zopfli, half a minute for the module; else zlib's best, for the days' work. What was searched for once
// is kept in build/packed/.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";

const folder = fileURLToPath(new URL("../build/packed/", import.meta.url));
const KEPT = 12;

async function search(bytes) {
  const { default: zopfli } = await import("@gfx/zopfli");
  const options = { numiterations: 5, blocksplitting: true, blocksplittingmax: 0 };
  return new Promise((resolve, reject) => {
    zopfli.zlib(bytes, options, (error, found) => (error ? reject(error) : resolve(Buffer.from(found))));
  });
}

/** @type {Map<string, Promise<Buffer>>} what this run has packed: the bundles share it */
const packed = new Map();

async function smallest(bytes, hash) {
  const kept = `${folder}${hash}`;
  if (existsSync(kept)) return readFileSync(kept);
  if (!process.env.WHENCE_SMALL) return deflateSync(bytes, { level: 9 });
  const found = await search(bytes);
  mkdirSync(folder, { recursive: true });
  writeFileSync(kept, found);
  const age = (name) => statSync(folder + name).mtimeMs;
  for (const name of readdirSync(folder)
    .sort((a, b) => age(b) - age(a))
    .slice(KEPT))
    unlinkSync(folder + name);
  return found;
}

/** @param {Uint8Array} bytes  @returns {Promise<{size: number, zlib: string}>} */
export async function pack(bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (!packed.has(hash)) packed.set(hash, smallest(bytes, hash));
  return { size: bytes.length, zlib: (await packed.get(hash)).toString("base64") };
}
