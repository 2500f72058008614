// What the page does while nobody does anything: it judges and draws mails of its own, which must be seen
// nowhere, and stops when the reader begins.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { exampleText } from "../support/examples.mjs";
import { BROWSERS, fileUrl, openPage, paste, reports, setUp } from "./support.mjs";

/** Takes hold of the page's idle moments: each is kept until it is let go. */
function holdIdle() {
  globalThis.idle = [];
  globalThis.requestIdleCallback = (run) => globalThis.idle.push(run);
  globalThis.letGo = async () => {
    const run = globalThis.idle.shift();
    run?.({ timeRemaining: () => 50, didTimeout: false });
    // Turns, not time: however slow the machine is, a step and what it leads to are done by then.
    for (let turn = 0; turn < 100 && !globalThis.idle.length; turn++)
      await new Promise((resolve) => setTimeout(resolve, 4));
    return Boolean(run);
  };
  globalThis.told = [];
  for (const name of ["whence-report", "whence-error", "whence-questions", "whence-tab"])
    addEventListener(name, () => globalThis.told.push(name));
}

const seen = (page) =>
  page.evaluate(() => {
    const analyzer = document.querySelector("whence-analyzer");
    const { title, activeElement } = document;
    const state = [title, location.href, activeElement.localName, history.length, analyzer.report];
    return [...state, document.body.outerHTML, analyzer.shadowRoot.innerHTML];
  });

for (const name of BROWSERS) {
  describe(`before the first mail, in ${name}`, () => {
    const its = setUp(name);

    async function onHeldPage(run) {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en", before: holdIdle });
      try {
        await reports(page);
        await page.waitForFunction(() => globalThis.idle.length > 0);
        await run(page);
      } finally {
        await page.close();
      }
    }

    test("mails of the page's own are judged and drawn; nothing of it is seen or told", async () => {
      await onHeldPage(async (page) => {
        const before = await seen(page);
        let steps = 0;
        while (await page.evaluate(() => globalThis.letGo())) steps++;
        assert.ok(steps > 6, `${steps} steps`);
        assert.deepEqual(await seen(page), before);
        assert.deepEqual(await page.evaluate(() => globalThis.told), []);
        assert.deepEqual(page.seen, { requests: [], problems: [] });
        await paste(page, exampleText("kagoya.eml"));
        assert.equal(await page.evaluate(() => globalThis.lastReport.handover.ip), "121.50.45.172");
      });
    });

    test("in somebody else's page nothing is rehearsed", async () => {
      await onHeldPage(async (page) => {
        await page.evaluate(() => (document.querySelector("whence-analyzer").page = false));
        assert.ok(await page.evaluate(() => globalThis.letGo()));
        assert.equal(await page.evaluate(() => globalThis.idle.length), 0);
      });
    });

    test("it ends with what the reader does first", async () => {
      await onHeldPage(async (page) => {
        assert.ok(await page.evaluate(() => globalThis.letGo()));
        await paste(page, exampleText("kagoya.eml"));
        assert.ok(await page.evaluate(() => globalThis.letGo()));
        assert.equal(await page.evaluate(() => globalThis.idle.length), 0, "no further step is waited for");
        assert.equal(await reports(page), 1);
      });
    });
  });
}
