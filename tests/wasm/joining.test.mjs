// A module that was taken apart to be packed is the same when it is put together again.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import zlib from "node:zlib";
import { splitCode } from "../../wasm/joining/split.mjs";
import { joinCode } from "../../wasm/joining/join.js";
import { paired } from "../../wasm/joining/pairs.mjs";
import { stretches, tables } from "../../wasm/joining/tables.mjs";
import { unpaired } from "../../wasm/joining/unpaired.js";

const read = (name) => readFileSync(new URL(`../../build/wasm/${name}`, import.meta.url));
const joiner = read("join.wasm");

function encoded(value) {
  const out = [];
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  return [...out, value];
}
const section = (id, content) => [id, ...encoded(content.length), ...content];

/** A module of functions with these instructions; whether it is valid is no matter. */
function moduleOf(...bodies) {
  const functions = bodies.map((body) => [0, ...body, 0x0b]);
  const code = functions.flatMap((body) => [...encoded(body.length), ...body]);
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(0, [4, ...Buffer.from("name"), 1]),
    ...section(10, [...encoded(bodies.length), ...code]),
    ...section(11, [0]),
  ]);
}

async function comesBack(module, about) {
  const { split, room } = await splitCode(module, joiner);
  assert.deepEqual(await joinCode(joiner, split, room, module.length), module, about);
  return { split };
}

test("the module comes back, and what it is taken apart into is smaller", async () => {
  const module = read("whence.wasm");
  const { split } = await comesBack(new Uint8Array(module), "whence.wasm");
  assert.ok(split.length < module.length);
});

test("every kind of instruction comes back", async () => {
  const wide = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f]; // the lowest i64
  const kinds = {
    "blocks and branches": [0x02, 0x40, 0x03, 0x7f, 0x04, 0x85, 0x01, 0x0c, 1, 0x05, 0x0d, 0,
      0x0b, 0x0b, 0x0b],
    "a table of branches": [0x0e, 2, 0, 0x81, 0x01, 1],
    "a long one": [0x0e, ...encoded(900), ...Array(901).fill(3)],
    "calls": [0x10, ...encoded(300), 0x11, ...encoded(200), 0],
    "variables": [0x20, ...encoded(130), 0x21, 1, 0x22, 2, 0x23, 0, 0x24, 1],
    "local ones used before": Array.from({ length: 400 }, (_, i) => [0x20 + (i % 3), (i * i) % 128]).flat(),
    "loads as they are aligned, and not": [0x28, 2, 8, 0x28, 0, ...encoded(70_000), 0x37, 3, 0, 0x3a,
      0, 1, 0x29, 1, 4],
    "numbers": [0x41, 0x7f, 0x41, 0x80, 0x80, 0x80, 0x80, 0x78, 0x42, ...wide, 0x43, 1, 2, 3, 0xff, 0x44,
      ...wide.slice(2)],
    "memory": [0x3f, 0, 0x40, 0, 0xfc, 10, 0, 0, 0xfc, 11, 0, 0xfc, 3],
    "vectors": [0xfd, 0, 4, 16, 0xfd, 12, ...Array(16).fill(0xff), 0xfd, 13, ...Array(16).keys(), 0xfd, 21, 3,
      0xfd, 90, 0, 8, 1, 0xfd, 93, 3, 0, 0xfd, ...encoded(174), 0xfd, 11, 4, ...encoded(999)],
    "arithmetic": Array.from({ length: 0xc5 - 0x45 }, (_, i) => 0x45 + i),
    "nothing": [],
    "a function longer than 16 KB": Array(20_000).fill(0x01),
  };
  for (const [about, body] of Object.entries(kinds)) await comesBack(moduleOf(body), about);
  await comesBack(moduleOf(...Object.values(kinds)), "all of them");
  await comesBack(moduleOf(), "no function");
});

test("pairs that stand together more often than by chance come back, pairs of pairs too", async () => {
  const part = [0x20, 0, 0x20, 1, 0x6a, 0x21, 2];
  const often = Array.from({ length: 3000 }, (_, i) => [...part, 0x41, i % 7, 0x1a]).flat();
  const { split } = await comesBack(moduleOf(often), "a part that is repeated");
  assert.ok(split.length < often.length / 2, `${split.length} of ${often.length} bytes`);
  const alike = Array(5001).fill(0x01); // an odd number of bytes that are all the same
  await comesBack(moduleOf(alike), "one byte");
});

test("pairs are looked for where bytes are left for them, and are taken where that packs better", () => {
  const words = Buffer.from("from by with for ".repeat(4000));
  const every = Uint8Array.from({ length: 5000 }, (_, i) => i);
  assert.deepEqual(stretches(every), [every]);
  const long = stretches(Buffer.concat([every, words, every])).map(({ length }) => length > 60_000);
  assert.deepEqual(long, [false, true, false]);
  assert.deepEqual(paired(every), [...encoded(every.length), 1, 0, ...every], "no byte is left");
  const noise = Array.from({ length: 3000 }, (_, i) => (i * i * 7919) % 241);
  assert.deepEqual(paired(noise), [...encoded(noise.length), 1, 0, ...noise], "no pair wins anything");
});

test("tables of numbers come back by columns, and of what each is more than the one above it", async () => {
  const text = Buffer.from(Array.from({ length: 2048 }, (_, i) => (i * i * 7919) % 251));
  const places = Buffer.alloc(6000), rows = Buffer.alloc(6001);
  for (let i = 0, at = 0x41000; i < places.length; i += 4, at += (i * i) % 23) places.writeUInt32LE(at, i);
  for (let i = 0; i < rows.length; i++) rows[i] = i % 6 ? i % 6 : (i * i * 31) % 253;
  const plain = zlib.deflateRawSync(places, { level: 9 }).length;
  const packed = zlib.deflateRawSync(Uint8Array.from(tables(places).flat()), { level: 9 }).length;
  assert.ok(packed < 0.7 * plain, `${packed} bytes, without columns ${plain}`);
  const content = [...text, ...places, ...text, ...rows];
  await comesBack(Uint8Array.from([...moduleOf([]), ...section(0, content)]), "tables after the code");
});

test("in JavaScript pairs come back as well", () => {
  const words = ["その時の", "メールは、", "この名前で", "届きました。", "from ", "by ", "with ", "for "];
  const said = Array.from({ length: 4000 }, (_, i) => words[(i * i * 31 + (i >> 3)) % 8]);
  const text = Buffer.from(said.join(""));
  const packed = Uint8Array.from(paired(text));
  assert.ok(packed.length < text.length / 2, `${packed.length} of ${text.length} bytes`);
  assert.deepEqual(Buffer.from(unpaired(packed, text.length)), text);
  for (const bytes of [[], [7], [1, 1, 1], Array.from({ length: 256 }, (_, i) => i)])
    assert.deepEqual([...unpaired(Uint8Array.from(paired(bytes)), bytes.length)], bytes);
});

test("what is not understood is refused when it is packed", async () => {
  for (const [about, body] of [
    ["an operator that nobody knows", [0xd7]],
    ["an end too early", [0x0b, 0x01]],
    ["a block that stays open", [0x02, 0x40]],
  ])
    await assert.rejects(splitCode(moduleOf(body), joiner), Error, about);
  await assert.rejects(splitCode(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), joiner), /without code/);
});
