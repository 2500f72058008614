// What takes long to make is made once for the same bytes, and again for others (wasm/kept.mjs).
import { test } from "node:test";
import assert from "node:assert/strict";
import { found, kept } from "../../wasm/kept.mjs";

test("made once for one input, one way and one set of tools", async () => {
  const input = `of this run alone: ${process.pid} ${process.hrtime.bigint()}`;
  let times = 0;
  const make = () => `made ${++times}`;
  assert.equal(found("a way", input), null);
  assert.equal(String(await kept("a way", input, make)), "made 1");
  assert.equal(String(await kept("a way", input, make)), "made 1");
  assert.equal(String(found("a way", input)), "made 1");
  assert.equal(String(await kept("another way", input, make)), "made 2");
  assert.equal(String(await kept("a way", `${input}!`, make)), "made 3");
});

test("what cannot be made is not kept", async () => {
  const input = `of this run alone, too: ${process.pid} ${process.hrtime.bigint()}`;
  const fail = () => Promise.reject(new Error("no"));
  await assert.rejects(kept("a way", input, fail), /no/);
  assert.equal(found("a way", input), null);
});
