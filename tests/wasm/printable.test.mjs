// What pages carry as text becomes the bytes again that it was made of.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { brotliCompressSync } from "node:zlib";
import { printable } from "../../wasm/pack.mjs";
import { LETTERS, SIX, fromPrintable } from "../../wasm/printable.js";

test("the letters are a prefix code that is complete, none of them would end or change a string", () => {
  assert.equal(SIX * 2 + (LETTERS.length - SIX), 128);
  assert.equal(new Set(LETTERS).size, LETTERS.length);
  assert.match(LETTERS, /^[\x21-\x7e]+$/);
  assert.doesNotMatch(LETTERS, /["\\<]/);
});

test("bytes of every length and every value come back", () => {
  for (let length = 0; length < 70; length++) {
    for (const fill of [0x00, 0xff, 0x24, 0x94]) {
      const bytes = new Uint8Array(length).fill(fill);
      assert.deepEqual(fromPrintable(printable(bytes)), bytes, `${length} times ${fill}`);
    }
    const bytes = new Uint8Array(randomBytes(length));
    assert.deepEqual(fromPrintable(printable(bytes)), bytes, Buffer.from(bytes).toString("hex"));
  }
});

test("they are a quarter longer, and no longer once a server has compressed them", () => {
  const bytes = new Uint8Array(randomBytes(200_000)), text = printable(bytes);
  assert.ok(text.length < bytes.length * 1.25, `${text.length}`);
  assert.ok(brotliCompressSync(text).length < bytes.length * 1.004);
});
