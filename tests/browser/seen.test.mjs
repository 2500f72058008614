// The table of what is seen of an HTML mail (tests/support/seen.mjs) is what a browser shows: each row stands
// in a frame of its own, with one word and with another.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { setUp } from "./support.mjs";
import { EITHER, HIDDEN, SEEN } from "../support/seen.mjs";

const [WIDTH, HEIGHT, COLUMNS] = [300, 60, 4];
const rows = Object.entries({ ...SEEN, ...HIDDEN, ...EITHER });
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const frames = (word) =>
  "<!DOCTYPE html><style>body{margin:0;font-size:0;line-height:0}</style>" +
  rows.map(([, html]) =>
    `<iframe sandbox width=${WIDTH} height=${HEIGHT} frameborder=0 scrolling=no ` +
      `srcdoc="${escaped(html.replace(/\bW\b/, word))}"></iframe>`).join("");

describe("a browser", () => {
  const its = setUp("chrome");
  test("shows what the table says", async () => {
    const page = await its.browser.newPage();
    const height = Math.ceil(rows.length / COLUMNS) * HEIGHT;
    await page.setViewport({ width: WIDTH * COLUMNS, height });
    const pictures = [];
    for (const word of ["quick", "WWWWW"]) {
      await page.setContent(frames(word), { waitUntil: "load" });
      pictures.push(`data:image/png;base64,${await page.screenshot({ encoding: "base64" })}`);
    }
    const cells = await page.evaluate(
      async (pictures, n, columns, width, height) => {
        const read = async (url) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          context.drawImage(image, 0, 0);
          return new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
        };
        const [one, another] = await Promise.all(pictures.map(read));
        const differ = (a, b, i) => {
          const left = (i % columns) * width, top = Math.floor(i / columns) * height;
          for (let y = top; y < top + height; y++)
            for (let at = y * columns * width + left, end = at + width; at < end; at++)
              if (a[at] !== b[at]) return true;
          return false;
        };
        return Array.from({ length: n }, (_, i) => differ(one, another, i));
      },
      pictures, rows.length, COLUMNS, WIDTH, HEIGHT,
    );
    const wrong = rows.map(([name]) => name).filter((name, i) => cells[i] !== name in SEEN);
    assert.deepEqual(wrong, []);
  });
});
