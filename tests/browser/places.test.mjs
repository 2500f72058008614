// Back, Forward and reload: what a place in the history showed is shown there again, and a reload shows the
// same; nothing of a mail is in the address or in a storage. Two tabs: of their settings neither undoes the
// other's.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { exampleText } from "../support/examples.mjs";
import {
  BROWSERS,
  becomes as comes,
  changeSettings,
  click,
  complete,
  dist,
  openPage,
  openTab,
  paste,
  reload,
  reports,
  setUp,
} from "./support.mjs";

const HONEST = exampleText("newsletter.eml"), FORGED = exampleText("parcel.eml");
const MBOX = [HONEST, FORGED, HONEST]
  .map((mail) => `From a@example.com Thu Jan  1 00:00:00 2026\n${mail.replace(/\r\n/g, "\n")}\n\n`)
  .join("");

/** What is shown: a mail's sender, a list, or the place where one comes in; and the open tab. */
const shown = (page) =>
  page.evaluate(() => {
    const analyzer = document.querySelector("whence-analyzer");
    const tree = analyzer?.shadowRoot;
    if (!tree) return "nothing";
    const { report } = analyzer;
    if (report) return `${report.identities.from[0].local} ${location.hash.slice(1)}`.trim();
    if (tree.querySelector(".message-list")) return "list";
    return tree.querySelector("#intake-text") ? "intake" : "nothing";
  });

const becomes = (page, wanted) => comes(() => shown(page), wanted);

// history.go() of the page itself: a step within one document is no navigation that a driver could wait for.
const go = (page, by) => page.evaluate((steps) => history.go(steps), by);

/** The entry is written a moment after the verdict is drawn. */
const written = (page, mails) =>
  page.waitForFunction((wanted) => Boolean(history.state?.mail) === wanted, {}, mails > 0);

for (const name of BROWSERS) {
  describe(`places in ${name}`, () => {
    const its = setUp(name, { routes: { "/": dist } });
    const open = async (run) => {
      const page = await openPage(its.browser, `${its.url}/whence.html`, { language: "en" });
      await reports(page);
      await run(page);
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    };

    test("one mail after another: back to each, to its tab and to the beginning; a reload agrees", () =>
      open(async (page) => {
        await paste(page, HONEST);
        await written(page, 1);
        await openTab(page, "findings");
        await paste(page, FORGED, { selector: "#no-field" });
        await becomes(page, "service findings");
        await page.waitForFunction((size) => history.state.mail.bytes.length === size, {}, FORGED.length);
        await go(page, -1);
        await becomes(page, "news findings");
        await go(page, -1);
        await becomes(page, "news");
        await go(page, 2);
        await becomes(page, "service findings");
        await reload(page);
        await becomes(page, "service findings");
        await go(page, -1);
        await becomes(page, "news findings");
        await reload(page);
        await becomes(page, "news findings");
        await go(page, -2);
        await becomes(page, "intake");
        assert.equal(await page.title(), "Whence – where did this mail really come from?");
        await go(page, 1);
        await becomes(page, "news");
        const left = await page.evaluate(() => ({
          search: location.search,
          kept: { ...localStorage, ...sessionStorage },
        }));
        assert.deepEqual(left, { search: "", kept: {} });
      }));

    test("a list: back from its mails leads to it, and it is not left without a question", () =>
      open(async (page) => {
        await page.evaluate((mbox) => document.querySelector("whence-analyzer").analyze(mbox), MBOX);
        await becomes(page, "list");
        assert.equal(await page.title(), "3 mails – Whence");
        const press = (key) => page.keyboard.press(key);
        await page.evaluate(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector(".message-list button").click(),
        );
        await becomes(page, "news");
        await complete(page);
        await press("j");
        await becomes(page, "service");
        await press("j");
        await becomes(page, "news");
        await openTab(page, "text");
        await go(page, -1);
        await becomes(page, "news");
        await go(page, -1);
        await becomes(page, "list");
        await go(page, 1);
        await becomes(page, "news");
        const asks = () =>
          page.evaluate(() => !globalThis.dispatchEvent(new Event("beforeunload", { cancelable: true })));
        assert.equal(await asks(), true, "a list is not kept: the reader is asked");
        await go(page, -2);
        await becomes(page, "intake");
        assert.equal(await asks(), false);
      }));

    test("an address that is typed over a mail opens its tab, and the mail stays", () =>
      open(async (page) => {
        await paste(page, HONEST);
        await written(page, 1);
        await page.evaluate(() => (location.hash = "#text"));
        await becomes(page, "news text");
        await written(page, 1);
        await reload(page);
        await becomes(page, "news text");
      }));

    test("settings: what one tab keeps or forgets the other neither loses nor brings back", () =>
      open(async (page) =>
        open(async (other) => {
          const kept = (tab) => tab.evaluate(() => JSON.parse(localStorage.getItem("whence")));
          const field = (tab) =>
            tab.evaluate(() => {
              const tree = document.querySelector("whence-analyzer").shadowRoot;
              return tree.querySelector("[name=ownDomains]")?.value;
            });
          const seen = (tab, wanted) => comes(() => field(tab), wanted);
          await changeSettings(other, { ownDomains: "typed.example", remember: true }, "cancel");
          await seen(other, ""); // what was not saved is not there the next time
          await changeSettings(page, { ownDomains: "one.example", remember: true });
          await seen(other, "one.example");
          await click(other, ".theme-button");
          const { ownDomains, theme } = await kept(other); // what a tab wrote another one reads later
          assert.deepEqual([ownDomains, theme], [["one.example"], "light"]);
          await changeSettings(page, { ownDomains: "two.example", remember: false });
          await page.waitForFunction(() => localStorage.length === 0);
          await other.waitForFunction(() => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            return !tree.querySelector("[name=remember]").checked;
          });
          await click(other, ".theme-button");
          for (const tab of [other, page]) assert.equal(await kept(tab), null, "forgotten is forgotten");
        }),
      ));
  });
}
