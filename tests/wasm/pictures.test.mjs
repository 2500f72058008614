// Pictures where no browser decodes them: every kind of PNG, the reading of codes in what is large, coloured,
// turned, cut off; and what was made to unpack to far more than it says.
import { test } from "node:test";
import assert from "node:assert/strict";
import { deflateSync, deflateRawSync } from "node:zlib";
import { decode } from "fast-png";
import jpeg from "jpeg-js";
import { inflateFirst } from "../../wasm/inflate-first.js";
import { PictureReader } from "../../wasm/pictures/codes.js";
import { greyOfPng } from "../../wasm/pictures/png.js";
import { modules } from "../support/codes.mjs";
import { makePng } from "../support/png.mjs";

const TARGET = "https://login.example.net/verify?id=7";
const ROWS = modules(TARGET);
const read = (bytes) => new PictureReader().codesIn(bytes);
const KINDS = [
  ...[1, 2, 4, 8, 16].map((depth) => ({ type: 0, depth })),
  ...[1, 2, 4, 8].map((depth) => ({ type: 3, depth })),
  ...[2, 4, 6].flatMap((type) => [{ type, depth: 8 }, { type, depth: 16 }]),
].flatMap((kind) => [kind, { ...kind, interlaced: true }]);

/** Whether a dot of a picture with the code in it is dark; `scale` dots a module, four modules of margin. */
const codeAt = (scale) => (x, y) =>
  ROWS[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4] ?? false;
const side = (scale) => (ROWS.length + 8) * scale;

/** Values of a dot that is dark, or light. */
function values({ type, depth }, dark) {
  const most = 2 ** depth - 1;
  if (type === 3) return [dark ? 0 : 1];
  if (type === 4) return dark ? [0, most] : [0, 0]; // what is light is clear
  return [...Array(type === 0 ? 1 : 3).fill(dark ? 0 : most), ...(type === 6 ? [most] : [])];
}

for (const kind of KINDS)
  test(`a code in a PNG: ${JSON.stringify(kind)}`, async () => {
    const form = { ...kind, width: side(3), height: side(3), palette: [20, 0, 60, 255, 250, 240] };
    if (kind.type !== 3) delete form.palette;
    const picture = makePng(form, (x, y) => values(kind, codeAt(3)(x, y)));
    assert.deepEqual(await read(picture), [TARGET]);
  });

/** The same bytes from run to run. */
function noise(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

test("shades are those of a library that reads all kinds but packed ones in passes", async () => {
  for (const [i, kind] of KINDS.filter(({ depth, interlaced }) => depth >= 8 || !interlaced).entries()) {
    const next = noise(i + 1), channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[kind.type];
    const palette = Array.from({ length: 3 * 2 ** Math.min(kind.depth, 8) }, () => next(256));
    const form = { ...kind, width: 9 + next(30), height: 9 + next(30) };
    if (kind.type === 3) form.palette = palette;
    const picture = makePng(form, () => Array.from({ length: channels }, () => next(2 ** kind.depth)));
    const own = await greyOfPng(picture), theirs = /** @type {any} */ (decode(picture));
    const part = (value) => (kind.depth === 16 ? value >> 8 : (value * 255) / (2 ** kind.depth - 1));
    const bit = (x, y) => {
      if (kind.depth >= 8) return theirs.data.subarray((y * form.width + x) * channels);
      const at = y * Math.ceil((form.width * kind.depth) / 8) + ((x * kind.depth) >> 3);
      return [(theirs.data[at] >> (8 - kind.depth - ((x * kind.depth) & 7))) & (2 ** kind.depth - 1)];
    };
    for (let y = 0; y < form.height; y++)
      for (let x = 0; x < form.width; x++) {
        const dot = bit(x, y);
        const colour = kind.type === 3 ? theirs.palette[dot[0]]
          : channels < 3 ? Array(3).fill(part(dot[0])) : Array.from(dot.subarray(0, 3), part);
        const alpha = channels % 2 ? 1 : part(dot[channels - 1]) / 255;
        const [r, g, b] = colour.map((value) => value * alpha + 255 * (1 - alpha));
        const shade = (r + 2 * g + b) / 4, ours = own.data[y * form.width + x];
        const told = `${JSON.stringify(kind)} at ${x}, ${y}: ${ours}, not ${shade}`;
        assert.ok(Math.abs(shade - ours) <= 1.5, told);
      }
  }
});

test("a colour that stands for a clear one is white, whatever it is", async () => {
  for (const kind of [[0, 2], [0, 16], [2, 8], [2, 16]].map(([type, depth]) => ({ type, depth }))) {
    const light = values(kind, true).map(() => 1), dark = values(kind, true);
    const clear = light.flatMap((value) => [value >> 8, value & 255]);
    const picture = makePng({ ...kind, width: side(3), height: side(3), clear },
      (x, y) => codeAt(3)(x, y) ? dark : light);
    assert.deepEqual(await read(picture), [TARGET], JSON.stringify(kind));
  }
});

test("what is cut off is searched as far as it goes, and refused when nothing is found", async () => {
  const grey = { type: 0, depth: 8 }, dotAt = (x, y) => [codeAt(3)(x, y) ? 0 : 255];
  const picture = makePng({ ...grey, width: side(3), height: 10 * side(3) }, (x, y) =>
    y < side(3) ? dotAt(x, y) : [(x * y) % 256]);
  assert.deepEqual(await read(picture.subarray(0, picture.length / 2)), [TARGET]);
  const late = makePng({ ...grey, width: side(3), height: 10 * side(3) }, (x, y) =>
    y > 9 * side(3) ? dotAt(x, y - 9 * side(3)) : [(x * y) % 256]);
  assert.deepEqual(await read(late), [TARGET]);
  await assert.rejects(read(late.subarray(0, late.length / 2)));
  const withoutEnd = makePng({ ...grey, width: side(3), height: side(3) }, dotAt).subarray(0, -12);
  assert.deepEqual(await read(withoutEnd), [TARGET]);
});

test("a wrong checksum or more data than dots hides no code", async () => {
  const grey = { type: 0, depth: 8, width: side(3), height: side(3) };
  const dotAt = (x, y) => [codeAt(3)(x, y) ? 0 : 255];
  for (const surplus of [1, 5_000_000])
    assert.deepEqual(await read(makePng({ ...grey, surplus }, dotAt)), [TARGET], `${surplus} more`);
  const wrong = makePng(grey, dotAt);
  wrong[wrong.length - 17] ^= 255; // the last byte of Adler-32, before a chunk's sum and the last chunk
  assert.deepEqual(await read(wrong), [TARGET]);
});

test("what unpacks to more than was said is not unpacked further", async () => {
  const bomb = deflateRawSync(new Uint8Array(64 << 20));
  assert.equal((await inflateFirst(bomb, 1000)).length, 1000);
  assert.equal((await inflateFirst(deflateRawSync(Buffer.from("abc")), 1000)).length, 3);
  await assert.rejects(inflateFirst(Buffer.from([255, 255, 255]), 1000));
  const profile = Buffer.concat([Buffer.from("p\0\0", "latin1"), deflateSync(new Uint8Array(64 << 20))]);
  const form = { type: 0, depth: 8, width: side(3), height: side(3), extra: [["iCCP", profile]] };
  const before = process.memoryUsage().arrayBuffers;
  const found = await read(makePng(form, (x, y) => [codeAt(3)(x, y) ? 0 : 255]));
  assert.deepEqual(found, [TARGET]);
  assert.ok(process.memoryUsage().arrayBuffers - before < 32 << 20);
});

test("headers that no PNG has are refused", async () => {
  const picture = makePng({ type: 0, depth: 8, width: 30, height: 30 }, () => [0]);
  for (const [at, value] of [[24, 3], [25, 1], [25, 7], [26, 1], [27, 1], [28, 2]]) {
    const wrong = Buffer.from(picture);
    wrong[at] = value;
    await assert.rejects(read(wrong), `${at}: ${value}`);
  }
});

/** Red, green and blue of a picture of the code among other things, turned by some degrees. */
function scene(width, height, { scale, turned = 0, dark = [0, 0, 0], light = [255, 255, 255], rough = 0 }) {
  const next = noise(7), data = Buffer.alloc(width * height * 4);
  const [sin, cos] = [Math.sin((turned * Math.PI) / 180), Math.cos((turned * Math.PI) / 180)];
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const dx = x - width / 2, dy = y - height / 2;
      const u = (dx * cos + dy * sin) / scale + ROWS.length / 2;
      const v = (dy * cos - dx * sin) / scale + ROWS.length / 2;
      const isText = u < -6 && y % 24 < 12 && (x * 7 + Math.floor(y / 24) * 13) % 11 < 5;
      const colour = isText || ROWS[Math.floor(v)]?.[Math.floor(u)] ? dark : light;
      for (let i = 0; i < 3; i++)
        data[at + i] = Math.max(0, Math.min(255, colour[i] + next(2 * rough + 1) - rough));
      data[at + 3] = 255;
    }
  return { width, height, data };
}

const SCENES = {
  "a screenshot": [1600, 900, { scale: 4 }],
  "one larger than is searched": [2600, 1900, { scale: 12 }],
  "large in a letter": [900, 1300, { scale: 20 }],
  "turned a little": [500, 500, { scale: 6, turned: 7 }],
  "turned by half a right angle": [500, 500, { scale: 7, turned: 45 }],
  "upside down": [400, 400, { scale: 5, turned: 180 }],
  "inverted": [400, 400, { scale: 5, dark: [255, 255, 255], light: [0, 0, 0] }],
  "blue on yellow": [400, 400, { scale: 5, dark: [20, 40, 160], light: [250, 240, 120] }],
  "with noise": [400, 400, { scale: 6, rough: 60 }],
  "pale": [400, 400, { scale: 6, dark: [120, 120, 120], light: [230, 230, 230] }],
};
for (const [name, [width, height, form]] of Object.entries(SCENES))
  test(`a code in a scene: ${name}`, async () => {
    const drawn = scene(width, height, form);
    for (const quality of [15, 50, 90])
      assert.deepEqual(await read(jpeg.encode(drawn, quality).data), [TARGET], `JPEG of quality ${quality}`);
    const colours = makePng({ type: 2, depth: 8, width, height }, (x, y) => {
      const at = (y * width + x) * 4;
      return [drawn.data[at], drawn.data[at + 1], drawn.data[at + 2]];
    });
    assert.deepEqual(await read(colours), [TARGET], "PNG");
  });
