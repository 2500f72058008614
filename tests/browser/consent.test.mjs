// A consent is for what the reader saw: one mail, one list, one resolver. It is remembered where the reader
// wants that, on the page's own origin, and nothing that a storage holds stands for it.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { asked, listed, mail, ready, setUpLookups, state } from "./asking.mjs";
import { BROWSERS, click, complete, fileUrl, openPage, paste, reload, reports, text } from "./support.mjs";
import { until } from "../support/until.mjs";

for (const name of BROWSERS) {
  describe(`consent in ${name}`, () => {
    const its = setUpLookups(name);

    const other = mail.replaceAll("example.com", "other.example").replace("Bookshop", "Other shop");
    const sender = (page) => page.evaluate(() => globalThis.lastReport.identities.from[0].domain);

    test("a consent is for the mail that it was given for", async () => {
      const page = await ready(its, its.doh.url);
      await paste(page, other, { selector: "#none" }); // on the page, while the question is on the screen
      await state(page, "ready");
      assert.equal(await sender(page), "other.example");
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(asked(page), [], "asked for a mail that was replaced, or for the new one");
      await page.close();
    });

    for (const button of [".consent [value=send]", ".consent [type=button]"])
      test(`an answer to a list that has just become old: the new one is shown (${button})`, async () => {
        const page = await ready(its, its.doh.url);
        const isOpen = await page.evaluate(
          (source, pressed) => {
            const analyzer = document.querySelector("whence-analyzer");
            analyzer.analyze(source); // the old list stands until the next drawing
            analyzer.shadowRoot.querySelector(pressed).click();
            return analyzer.shadowRoot.querySelector("dialog.verify").open;
          },
          other,
          button,
        );
        assert.equal(isOpen, true);
        await page.waitForFunction(() => globalThis.lastReport.identities.from[0].domain === "other.example");
        await state(page, "ready");
        assert.ok((await listed(page)).includes("other.example TXT"));
        assert.deepEqual(asked(page), []);
        await click(page, ".consent .primary");
        assert.ok(await until(() => asked(page).length > 0));
        assert.ok(!asked(page).some((question) => question.startsWith("example.com ")), asked(page).join());
        await page.close();
      });

    test("a mail that comes while answers are awaited is judged by itself", async () => {
      const page = await ready(its, its.doh.url);
      await click(page, ".consent .primary");
      await page.evaluate((source) => {
        document.querySelector("whence-analyzer").analyze(source);
      }, other);
      await page.waitForFunction(() => globalThis.lastReport.identities.from[0].domain === "other.example");
      await state(page, "ready");
      await new Promise((resolve) => setTimeout(resolve, 1500)); // answers to the first mail's questions
      assert.equal(await sender(page), "other.example");
      const { authentication, verdict } = await page.evaluate(() => globalThis.lastReport);
      assert.notEqual(verdict.level, "authentic");
      assert.notEqual(authentication.spf?.result, "pass");
      assert.ok(asked(page).every((question) => !question.includes("other.example")), asked(page).join());
      await page.close();
    });

    const fromStorage = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("whence") ?? "null"));

    test("a consent is remembered for its own resolver, on a hosted page alone", async () => {
      const page = await ready(its, its.doh.url, `${its.url}/whence.html`);
      assert.equal(await fromStorage(page), null);
      await page.evaluate(() => {
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".consent [name=always]").checked =
          true;
      });
      await click(page, ".consent .primary");
      await state(page, "done");
      assert.deepEqual((await fromStorage(page)).consent, { resolver: its.doh.url, links: false });
      page.seen.requests.length = 0;
      await paste(page, mail, { selector: ".nowhere" });
      await state(page, "done");
      assert.ok(asked(page).length > 0);
      assert.ok(asked(page).every((question) => !question.startsWith("shop.example.net")));

      // Taken back where it is shown.
      await click(page, ".lookups .fact-note button");
      assert.equal((await fromStorage(page)).consent, null);
      await page.evaluate(() => localStorage.clear());
      await page.close();
    });

    test("what storage holds is no consent to a resolver that the reader did not choose", async () => {
      const planted = {
        "another's resolver": {
          resolver: "own",
          resolverUrl: its.doh.url,
          consent: { resolver: its.doh.url, links: true },
        },
        "consent to another one": { resolver: "cloudflare", consent: { resolver: its.doh.url, links: true } },
        "the names of old": { lookups: "always", linkNames: true, resolver: "own", resolverUrl: its.doh.url },
        "no values": {
          resolver: "constructor",
          language: "__proto__",
          theme: "toString",
          ownServers: [{}],
          brands: "x",
          keys: 7,
        },
      };
      for (const [what, settings] of Object.entries(planted)) {
        for (const url of [`${its.url}/whence.html`, fileUrl("whence.html")]) {
          const page = await openPage(its.browser, url, { language: "en" });
          await page.evaluate(
            (kept) => localStorage.setItem("whence", JSON.stringify({ remember: true, ...kept })),
            settings,
          );
          await reload(page);
          page.seen.requests.length = 0;
          await reports(page);
          await paste(page, mail);
          await complete(page);
          await state(page, "ready");
          await new Promise((resolve) => setTimeout(resolve, 200));
          assert.deepEqual(
            page.seen.requests.filter((address) => address.startsWith("https:")),
            [],
            `${what}, ${url}`,
          );
          assert.ok((await text(page, "#verdict-title")).length > 5, what);
          assert.deepEqual(page.seen.problems, [], what);
          await page.evaluate(() => localStorage.clear());
          await page.close();
        }
      }
    });

    test("a remembered consent counts on the page's own origin: in no file, in nobody's embed", async () => {
      const kept = { remember: true, resolver: "cloudflare" };
      kept.consent = { resolver: "https://cloudflare-dns.com/dns-query", links: true };
      for (const [url, counts] of [
        [fileUrl("whence.html"), false],
        [`${its.url}/blog`, false],
        [`${its.url}/whence.html`, true],
      ]) {
        const page = await openPage(its.browser, url, { language: "en" });
        await page.evaluate((value) => localStorage.setItem("whence", JSON.stringify(value)), kept);
        await reload(page);
        page.seen.requests.length = 0;
        await reports(page);
        await paste(page, mail);
        await complete(page);
        const sent = () => page.seen.requests.some((address) => address.startsWith("https:"));
        if (counts) assert.ok(await until(sent), url);
        else {
          await state(page, "ready");
          await new Promise((resolve) => setTimeout(resolve, 300));
          assert.ok(!sent(), url);
        }
        await page.evaluate(() => localStorage.clear());
        await page.close();
      }
    });
  });
}
