// What the core hands out as words becomes what JSON.parse would have made of it, and words that make no
// value are an error, whatever they are.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { SHAPES } from "../../wasm/shapes.js";
import { wordReader } from "../../wasm/words.js";

const OBJECT = 1, OBJECT_END = 2, LIST = 3, LIST_END = 4, NULL = 5, TRUE = 7, KEY = 8, TEXT = 9, SMALL = 10;
const NUMBER = 11, SPAN = 12, SPANS = 13, CONSTANT = 14;
const word = (kind, number = 0) => (number << 4) | kind;
const small = (number) => word(SMALL, number + (1 << 27));

/** Keys and constants of a memory that holds these texts at these addresses. */
function reading(memory) {
  const asked = [];
  const read = wordReader(
    (at, size) => {
      asked.push(at);
      return (memory[at] ?? "").slice(0, size);
    },
    (at) => {
      asked.push(at);
      return memory[at] ?? "";
    },
  );
  return { asked, read: (words, texts = "") => read(Int32Array.from(words), texts) };
}

test("words become objects, their keys in order", () => {
  const { read, asked } = reading({ 100: "b", 104: "a", 200: "constant" });
  const words = [
    OBJECT,
    word(KEY, 100), LIST, small(-3), NULL, TRUE, word(TEXT, 2), LIST_END,
    word(KEY, 104), OBJECT, word(KEY, 100), word(CONSTANT, 8), 200, OBJECT_END,
    word(KEY, 108), word(NUMBER, 5),
    OBJECT_END,
  ];
  for (let i = 0; i < 2; i++)
    assert.deepEqual(Object.entries(read(words, "xy-0.25")), [
      ["b", [-3, null, true, "xy"]],
      ["a", { b: "constant" }],
      ["", -0.25],
    ]);
  assert.deepEqual(asked, [100, 104, 200, 108], "each is read once");
  assert.deepEqual(read([LIST, SPAN, 1, -1, word(SPANS, 2), 1, 2, 3, 4, word(SPANS, 0), LIST_END]),
    [[1, 4294967295], [[1, 2], [3, 4]], []]);
  const made = read([OBJECT, OBJECT_END]);
  assert.equal(Object.getPrototypeOf(made), Object.prototype);
});

const keysOf = (shape) => Object.keys(shape([], () => null));

test("an object of known keys is the same as one that is made key by key", () => {
  SHAPES.forEach((shape, i) => {
    const names = keysOf(shape);
    const { read } = reading(Object.fromEntries(names.map((name, k) => [100 + k, name])));
    const of = (hash, keys) => [
      word(OBJECT, hash), ...keys.flatMap((_, k) => [word(KEY, 100 + k), small(k)]), OBJECT_END,
    ];
    const expected = names.map((name, k) => [name, k]);
    for (const hash of [0, i + 1, i + 1, i + 1])
      assert.deepEqual(Object.entries(read(of(hash, names))), expected);
    assert.throws(() => read(of(i + 1, names.slice(1))), /damaged/, "fewer keys");
    assert.throws(() => read(of(i + 1, [...names, "more"])), /damaged/, "more keys");
    const others = of(i + 1, names);
    others[1] = word(KEY, 99);
    assert.throws(() => read(others), /damaged/, "another key");
  });
});

test("what is written out stands in reports", async () => {
  const whence = await open(), met = new Set();
  const report = await whence.analyze(
    "Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.net with ESMTPS id 1; " +
      "Mon, 2 Nov 2026 10:00:00 +0000\n" +
      "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n" +
      "X-Spam-Status: No, score=1.0\nFrom: Ann <ann@example.org>\nTo: bob@example.net\n\n" +
      "https://example.org/\n",
  );
  JSON.stringify(report, (_key, value) => {
    if (value && typeof value === "object") met.add(Object.keys(value).join());
    return value;
  });
  for (const shape of SHAPES) assert.ok(met.has(keysOf(shape).join()), keysOf(shape).join());
  assert.equal(new Set(SHAPES.map((shape) => keysOf(shape).join())).size, SHAPES.length);
});

test("a constant that is part of another at the same address is itself", () => {
  const { read } = reading({ 200: "constant" });
  const both = [LIST, word(CONSTANT, 8), 200, word(CONSTANT, 3), 200, word(CONSTANT, 8), 200, LIST_END];
  assert.deepEqual(read(both), ["constant", "con", "constant"]);
});

test("what makes no value is an error", () => {
  const { read } = reading({ 100: "k" });
  for (const [about, words, texts] of [
    ["nothing at all", []],
    ["no such kind", [0]],
    ["no such kind either", [15]],
    ["an end alone", [LIST_END]],
    ["a list without an end", [LIST, TRUE]],
    ["an object without an end", [OBJECT, word(KEY, 100), TRUE]],
    ["a key without a value", [OBJECT, word(KEY, 100), OBJECT_END]],
    ["a value without a key", [OBJECT, TRUE, OBJECT_END]],
    ["a list's end in an object", [OBJECT, LIST_END]],
    ["a text that is longer than all texts", [word(TEXT, 5)], "four"],
    ["more spans than words", [word(SPANS, (1 << 28) - 1), 1, 2]],
    ["what lies too deep", Array.from({ length: 1e6 }, () => LIST)],
  ])
    assert.throws(() => read(words, texts), Error, about);
  assert.deepEqual(read([LIST, LIST_END]), [], "and the next is read again");
});

test("any words end, in a value or an error", () => {
  const { read } = reading({});
  let random = 1;
  const next = () => (random = (Math.imul(random, 1103515245) + 12345) | 0);
  let values = 0;
  for (let i = 0; i < 20000; i++) {
    const word = () => (((next() >>> 8) % 64) << 4) | ((next() >>> 16) & 15);
    const words = Array.from({ length: (next() >>> 16) % 20 }, word);
    try {
      if (read(words, "some text") !== undefined) values++;
    } catch (error) {
      assert.equal(error.message, "The core's value is damaged.");
    }
  }
  assert.ok(values > 1000);
});

test("texts of any bytes are what they were as JSON", async () => {
  const whence = await open();
  const utf8 = new TextEncoder(), bad = "\uFFFD";
  const given = (bytes) =>
    whence.parseReceived(Uint8Array.from([...utf8.encode("from "), ...bytes, ...utf8.encode(" by b")])).from
      .helo;
  const table = [
    [[0x22, 0x5c, 0x7f, 0x22], '"\\\x7f"'],
    [[0x41, 0xe6, 0x97], `A${bad}${bad}`],
    [[0xc0, 0xaf, 0x41], `${bad}${bad}A`],
    [[0xed, 0xa0, 0x80], bad.repeat(3)], // a surrogate
    [[0xf4, 0x90, 0x80, 0x80], bad.repeat(4)], // above U+10FFFF
    [[0x41, 0xef, 0xbb, 0xbf, 0x41], "A\uFEFFA"],
    [[...utf8.encode("日本語😀ü"), 0xff, ...utf8.encode("12345678901234567890日")],
      `日本語😀ü${bad}12345678901234567890日`],
  ];
  // The first values of an instance are texts, the others words: all of the table as both.
  for (const [bytes, expected] of [...table, ...table, ...table]) assert.equal(given(bytes), expected);
  assert.equal(whence.decodeHeader(""), "");
  assert.equal(whence.decodeHeader("\0\t\x1f"), "\0\t\x1f");
  assert.equal(whence.decodeHeader("a\uD800b\uDC00"), `a${bad}b${bad}`, "lone surrogates");
  for (let n = 0; n < 40; n++) {
    const text = `${"a".repeat(n)}é${"b".repeat(n % 11)}😀`;
    assert.equal(whence.decodeHeader(text), text);
  }
  const long = "x😀日".repeat(300000);
  assert.equal(whence.decodeHeader(long), long);
});

test("numbers are what they were as JSON", async () => {
  const whence = await open();
  for (let i = 0; i < 10; i++) whence.parseDate(""); // the first values are texts
  const hop = whence.parseReceived("from a by b; Mon, 1 Jan 2024 00:00:00 -0830");
  assert.equal(hop.date.offsetMinutes, -510);
  const { hops } = await whence.analyze(
    "Received: from a by b; Mon, 1 Jan 2024 00:00:07 +0000\n" +
      "Received: from c by a; Mon, 1 Jan 2024 00:00:00 +0000\n\n",
  );
  assert.equal(hops[0].delaySeconds, 7);
  const { hops: far } = await whence.analyze(
    "Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\n" +
      "Received: from c by a; Thu, 1 Jan 1970 00:00:00 +0000\n\n",
  );
  assert.equal(far[0].delaySeconds, Date.UTC(2024, 0, 1) / 1000, "more than fits one word");
});
