// What bundles carry packed is unpacked as zlib packed it: every kind of block, all lengths of codes.
import { test } from "node:test";
import assert from "node:assert/strict";
import { constants, deflateSync } from "node:zlib";
import { inflate } from "../../wasm/inflate.js";

/** Bytes that differ from run to run would make a failure hard to find again. */
function bytes(count, seed, spread) {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) ** spread * 256); // the larger the spread, the rarer the large values
  });
}

const line = "Received: from mail.example.net by mx.example.org; 受信した行\n";
const text = new TextEncoder().encode(line.repeat(300));
const all = { nothing: new Uint8Array(0), one: Uint8Array.of(7), text };
for (const [i, spread] of [1, 3, 9, 30].entries()) all[`spread ${spread}`] = bytes(70_000, i + 1, spread);

for (const [name, content] of Object.entries(all)) {
  test(`${name}: stored, with fixed codes and with its own`, () => {
    for (const level of [0, 1, 9]) {
      for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY]) {
        const packed = deflateSync(content, { level, strategy });
        assert.deepEqual(inflate(packed, content.length), content, `level ${level}, strategy ${strategy}`);
      }
    }
  });
}

test("data that is cut off or longer than it says is refused", () => {
  const packed = deflateSync(text, { level: 9 });
  assert.throws(() => inflate(packed, text.length - 1), /broken/);
  assert.throws(() => inflate(packed, text.length + 1), /broken/);
});
