// The handover in the page: moved by keyboard and by pointer, settled by a server that the reader calls their
// own.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { exampleText } from "../support/examples.mjs";
import {
  BROWSERS,
  click,
  complete,
  dist,
  inside,
  onQuietPage,
  openTab,
  paste,
  reports,
  setUp,
} from "./support.mjs";

const example = (id) => exampleText(`${id}.eml`);

/** An element's place once it no longer moves: what is above it may still be drawn. */
async function standingStill(element) {
  await element.evaluate(async (moving) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const place = () => JSON.stringify(moving.getBoundingClientRect());
    // Frames, not time: a slow page draws late.
    for (let still = 0, before = ""; still < 6; ) {
      await frame();
      still = place() === before ? still + 1 : 0;
      before = place();
    }
  });
  return element.boundingBox();
}

for (const name of BROWSERS) {
  describe(`the handover in ${name}`, () => {
    const its = setUp(name, { routes: { "/": dist } });
    const onPage = (options, run) => onQuietPage(its, options, run);

    test("the keyboard: verdict focused, handover moved and judged again", () =>
      onPage({}, async (page) => {
        await paste(page, example("parcel"));
        await complete(page);
        assert.equal(
          await page.evaluate(() => document.querySelector("whence-analyzer").shadowRoot.activeElement?.id),
          "verdict-title",
        );
        const before = await page.evaluate(() => globalThis.lastReport.handover);
        assert.equal(before.ip, "203.0.113.77");
        await openTab(page, "route");
        await (await inside(page, ".handover-grip")).focus();
        for (const [key, hop] of [
          ["ArrowDown", before.hop + 1],
          ["Home", 0],
        ]) {
          const count = await reports(page);
          await page.keyboard.press(key);
          await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
          const handover = await page.evaluate(() => globalThis.lastReport.handover);
          assert.equal(handover.hop, hop);
          assert.equal(handover.chosen, true);
          assert.equal(
            await page.evaluate(
              () => document.querySelector("whence-analyzer").shadowRoot.activeElement?.className,
            ),
            "handover-grip",
          );
        }
      }));

    test("a server that the reader calls their own is remembered, and the mail judged again at once", () =>
      onPage({}, async (page) => {
        const source =
          "Received: from relay.example.jp (unknown [203.0.113.7]) by mx.example.jp (Postfix)\r\n" +
          " with ESMTPS id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900\r\n" +
          "Received: from mail.example.org (mail.example.org [198.51.100.9])\r\n" +
          " by relay.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8; Tue, 3 Feb 2026 10:00:03 +0900\r\n" +
          "From: Taro <taro@example.org>\r\nTo: hanako@example.jp\r\nSubject: The plan\r\n" +
          "Date: Tue, 3 Feb 2026 10:00:00 +0900\r\n\r\nThe plan is attached.\r\n";
        const found = async () => {
          const { handover } = await page.evaluate(() => globalThis.lastReport);
          return [handover.ip, handover.settled, handover.chosen];
        };
        await paste(page, source);
        await complete(page);
        assert.deepEqual(await found(), ["203.0.113.7", false, false]);
        const count = await reports(page);
        await click(page, ".entrance .button:nth-of-type(2)");
        await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
        assert.deepEqual(await found(), ["198.51.100.9", true, false]);
        assert.equal(await inside(page, ".entrance").then((handle) => handle.asElement()), null);
        const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("whence")));
        assert.deepEqual(kept.ownServers, ["203.0.113.7"]);
        await page.evaluate(() => localStorage.clear());
      }));

    test("a name in the drawing is not broken within a label", () =>
      onPage({}, async (page) => {
        await paste(
          page,
          "Received: from mailserver.branch-office.example.org (mailserver.branch-office.example.org\r\n" +
            " [198.51.100.9]) by AB1CDEF00012345.mail.protection.example.jp (Postfix) with ESMTPS\r\n" +
            " id 4XyZ1a2b3cz1L8 for <hanako.yamada.1@mail.example.jp>; Tue, 3 Feb 2026 10:00:03 +0900\r\n" +
            "From: Taro <taro@example.org>\r\nTo: hanako.yamada.1@mail.example.jp\r\nSubject: Plan\r\n" +
            "Date: Tue, 3 Feb 2026 10:00:00 +0900\r\n\r\nThe plan is attached.\r\n",
        );
        await complete(page);
        const pieces = await page.evaluate(() => {
          const names = document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".node bdi");
          return [...names].map((name) => {
            const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
              const range = document.createRange();
              range.selectNodeContents(walker.currentNode);
              const text = walker.currentNode.data;
              if (text) found.push([text, new Set([...range.getClientRects()].map(({ top }) => top)).size]);
            }
            return found;
          });
        });
        const whole = pieces.map((found) => found.map(([text]) => text).join(""));
        assert.ok(whole.includes("hanako.yamada.1@mail.example.jp"), whole.join());
        assert.ok(whole.includes("AB1CDEF00012345.mail.protection.example.jp"), whole.join());
        assert.deepEqual(pieces.flat().filter(([, rows]) => rows > 1), []);
      }));

    test("the handover follows the pointer", () =>
      onPage({ height: 1400 }, async (page) => {
        await paste(page, example("parcel"));
        await complete(page);
        await openTab(page, "route");
        const grip = await inside(page, ".handover-grip");
        await grip.evaluate((element) => element.scrollIntoView({ block: "center" }));
        const from = await standingStill(grip);
        const first = await standingStill(await inside(page, ".hop"));
        const count = await reports(page);
        await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
        await page.mouse.down();
        await page.mouse.move(from.x + from.width / 2, first.y + first.height * 0.9, { steps: 5 });
        await page.mouse.up();
        await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
        assert.equal(await page.evaluate(() => globalThis.lastReport.handover.hop), 0);
      }));
  });
}
