// What the page may weigh, in all and part by part, each a little over what it has come to: who needs more
// says so here. Packed as ./build.sh does it; a page that was packed the quick way is not weighed. Parts are
// weighed as esbuild leaves them: terser takes a further 8 KB off them all (web/smaller.mjs).
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { account as moduleAccount, tables } from "../../wasm/account.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
const account = `${top}build/parts/whence.html.json`;
const { small, parts } = existsSync(account) ? JSON.parse(readFileSync(account, "utf8")) : {};

const MOST = {
  // KB
  module: 492,
  texts: 117,
  "web/element": 121,
  qr: 38,
  "web/styles": 12,
  "web/words": 36,
  wasm: 37,
  "web/words/redact": 26,
  "wasm/files": 14,
  "@noble/hashes": 13,
};
const REST = 60; // all other parts together
const PAGE = { raw: 950, brotli: 603 };

const emcc = `${top}build/wasm/emcc.txt`;
const measured = existsSync(emcc) && readFileSync(emcc, "utf8").includes(" 3.1.6 ");
const skip = small ? !measured && "for what Emscripten 3.1.6 (Debian 12) makes" : "needs ./build.sh";

test("whence.html is no larger than it may be", { skip }, () => {
  const page = readFileSync(`${top}dist/whence.html`);
  assert.ok(page.length <= PAGE.raw * 1000, `${page.length} bytes, not ${PAGE.raw} KB`);
  const brotli = brotliCompressSync(page).length;
  assert.ok(brotli <= PAGE.brotli * 1000, `${brotli} bytes with brotli, not ${PAGE.brotli} KB`);
});

test("no part of it is larger than it may be", { skip }, () => {
  let rest = 0;
  for (const [part, bytes] of Object.entries(parts)) {
    if (!MOST[part]) rest += bytes;
    else assert.ok(bytes <= MOST[part] * 1000, `${part}: ${bytes} bytes, not ${MOST[part]} KB`);
  }
  assert.ok(rest <= REST * 1000, `all other parts: ${rest} bytes, not ${REST} KB`);
});

const wasm = `${top}dist/whence.wasm`, built = existsSync(wasm) || "needs a build";
test("the build tells what the module's bytes are for", { skip: built !== true && built }, async () => {
  const bytes = readFileSync(wasm), lines = await moduleAccount(bytes);
  const [, all, packed, code, data] = lines[0]
    .match(/: (\d+) KB, (\d+) KB with brotli; code (\d+) KB, data (\d+) KB$/)
    .map(Number);
  assert.equal(all, Math.round(bytes.length / 1000));
  assert.ok(packed < all && code + data <= all + 1 && code + data > 0.98 * all, lines[0]);
  const [largest, next] = tables();
  assert.ok(lines[1].includes(`${largest[0]} ${Math.round(largest[1] / 1000)} KB, ${next[0]}`), lines[1]);
  assert.ok(largest[1] >= next[1] && next[1] > 1000);
});
