// The result on one screen: each example fits 1280 by 800, and two screens of a phone; tabs, their addresses
// and keys; what "consistent" does not show; two printed pages; enlarged text; targets for fingers.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { exampleText } from "../support/examples.mjs";
import { TABS, click, complete, fileUrl, newPage, openPage, openTab, paste } from "./support.mjs";
import { reload, reports, screenshot, setUp, text } from "./support.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const example = (id) => exampleText(`${id}.eml`);
const EXAMPLES = ["kagoya", "bounce", "parcel", "newsletter"];

describe("the result on one screen", () => {
  const its = setUp("chrome");

  async function shown(id, options = {}) {
    const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en", ...options });
    await reports(page);
    await paste(page, example(id), { selector: ".nowhere" });
    await complete(page);
    return page;
  }
  const bottom = (page) =>
    page.evaluate(() => {
      const panel = document.querySelector("whence-analyzer").shadowRoot.querySelector("#tab-panel");
      return panel.getBoundingClientRect().bottom + scrollY;
    });
  const active = (page) =>
    page.evaluate(() => document.querySelector("whence-analyzer").shadowRoot.activeElement?.id ?? null);

  for (const language of LANGUAGES) {
    for (const [width, height, screens] of [[1280, 800, 1], [390, 844, 2]]) {
      test(`each example fits ${screens} of ${width} x ${height}, ${language}`, async () => {
        for (const id of EXAMPLES) {
          const page = await shown(id, { language, width, height });
          const at = await bottom(page);
          assert.ok(at <= height * screens, `${id} ends at ${at}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${id} is ${wide} wide`);
          await screenshot(page, `result-${id}-${language}-${width}`);
          await page.close();
        }
      });
    }
  }

  // Long names, long sentences, four reasons: nothing of it takes more than two screens of a phone.
  test("a mail of long names stays within two screens of a phone", async () => {
    const long = [
      "Received: from a-very-long-name-of-a-host-17.outbound.region-three.mail-service.example.net",
      "\t(a-very-long-name-of-a-host-17.outbound.region-three.mail-service.example.net [203.0.113.12])",
      "\tby another-long-name-of-a-server-204.inbound.protection.example.org (Postfix) with ESMTPS",
      "\tid 5E10744B7C for <anna@example.org>; Thu, 06 Nov 2025 08:02:33 +0000",
      "From: The PayPal Customer Protection and Account Review Department of Example Northern Europe",
      " <the.customer.protection.department-98834562@account-review.northern-europe.example.net>",
      "To: anna@example.org",
      `Subject: ${"Your account has been limited until you confirm your information. ".repeat(3)}`,
      "Date: Thu, 06 Nov 2025 08:02:30 +0000",
      "Message-ID: <0102019a5a7b8c9d-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-000000@localhost.localdomain>",
      "Content-Type: text/html",
      "",
      "<p>Dear customer, your PayPal account has been limited. Confirm your password within 24 hours:",
      '<a href="http://203.0.113.99/signin">https://www.paypal.com/signin</a></p>',
    ];
    for (const language of LANGUAGES) {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language, width: 390, height: 844 });
      await reports(page);
      await paste(page, long.join("\r\n"), { selector: ".nowhere" });
      await complete(page);
      assert.ok((await text(page, ".reasons")).length > 40);
      const at = await bottom(page);
      assert.ok(at <= 2 * 844, `${language}: ends at ${at}`);
      await page.close();
    }
  });

  test("a fraud that was sent from where it says contradicts no fact", async () => {
    const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
    await reports(page);
    await paste(
      page,
      [
        "Return-Path: <claims@prize.example.com>",
        "Received: from mail.prize.example.com (mail.prize.example.com [203.0.113.12])",
        "\tby mx.example.org (Postfix) with ESMTPS id 5E10744B7C",
        "\tfor <anna@example.org>; Thu, 06 Nov 2025 08:02:33 +0000",
        "From: Claims <claims@prize.example.com>",
        "Reply-To: <mr.william.brown1957@gmail.com>",
        "Subject: You have won 4,500,000 US dollars",
        "Message-ID: <8841.20251106080230@prize.example.com>",
        "",
        "Your e-mail address has won 4,500,000 US dollars. Send your full name, your bank account and a",
        "copy of your passport to my private e-mail address, and pay the transfer fee in gift cards.",
      ].join("\r\n"),
    );
    await complete(page);
    const { kind, level } = await page.evaluate(() => globalThis.lastReport.verdict);
    assert.equal(kind, "scam");
    assert.ok(["forged", "suspicious"].includes(level), level);
    assert.equal(
      await page.evaluate(
        () => document.querySelector("whence-analyzer").shadowRoot.querySelector(".edge").dataset.sign,
      ),
      "open",
    );
    await page.close();
  });

  test("of a mail that passes on a bad one, the verdict says so and leads to it", async () => {
    const inner = example("kagoya").replace(/\r?\n/g, "\r\n");
    const outer = [
      "Received: from out.example.net (out.example.net [203.0.113.12])",
      "\tby mx.example.org (Postfix) with ESMTPS id 5E10744B7C",
      "\tfor <anna@example.org>; Thu, 06 Nov 2025 08:02:33 +0000",
      "From: Ben <ben@example.net>",
      "To: anna@example.org",
      "Subject: Is this real?",
      "Date: Thu, 06 Nov 2025 08:02:30 +0000",
      "Message-ID: <8841.20251106080230@example.net>",
      "MIME-Version: 1.0",
      "Content-Type: message/rfc822",
      "",
      inner,
    ];
    const phone = { language: "en", width: 390, height: 844 };
    const page = await openPage(its.browser, fileUrl("whence.html"), phone);
    await reports(page);
    await paste(page, outer.join("\r\n"), { selector: ".nowhere" });
    await complete(page);
    assert.match(
      await text(page, ".enclosed-verdict"),
      /The mail inside: Dangerous\.\s+This mail poses as KAGOYA/,
    );
    await click(page, ".enclosed-verdict");
    await page.waitForFunction(
      () => document.querySelector("whence-analyzer").shadowRoot.activeElement?.id === "enclosed",
    );
    // Its own reasons stand with it, and in the row that is wider than the phone the chosen tab is in sight.
    assert.match(await text(page, "#tab-panel"), /– A link shows the well-known cp\.kagoya\.net/);
    const seen = await page.evaluate(() => {
      const { left, right } = document
        .querySelector("whence-analyzer")
        .shadowRoot.querySelector("#tab-text")
        .getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
    assert.ok(seen);
    await page.close();
  });

  test("a reason leads to its place, and back", async () => {
    const page = await shown("parcel", { width: 1280, height: 800 });
    const count = await page.evaluate(
      () => document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".reason").length,
    );
    assert.ok(count >= 3 && count <= 5, `${count} reasons`);
    await click(page, ".reason");
    await page.waitForFunction(
      () => document.querySelector("whence-analyzer").shadowRoot.activeElement?.localName === "summary",
    );
    const place = await page.evaluate(() => decodeURIComponent(location.hash));
    assert.match(place, /^#findings\/[a-z-]+$/);
    // The verdict is out of sight: a line of it stays, and leads back.
    await page.waitForFunction(
      () =>
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".tabs").dataset.stuck === "true",
    );
    assert.match(await text(page, ".pinned"), /Dangerous/);
    await click(page, ".pinned button");
    assert.equal(await active(page), "verdict-title");
    await page.goBack();
    assert.match(await page.evaluate(() => decodeURIComponent(location.hash)), /^#findings\//);
    await page.close();
  });

  test("evidence is decoded, the bytes a button away", async () => {
    const page = await shown("kagoya");
    assert.match(await text(page, ".reasons"), /hxxps:\/\/cp-kagoyaprivate\[\.\]main\[\.\]jp/);
    assert.doesNotMatch(await text(page, ".reasons"), /aHR0cHM6/);
    await openTab(page, "findings");
    assert.match(await text(page, ".finding .excerpt"), /cp-kagoyaprivate\.main\.jp/);
    await openTab(page, "text");
    const shownText = await text(page, ".mail-text");
    assert.match(shownText, /アカウントの所有権を確認してください/);
    assert.match(shownText, /cp\.kagoya\.net\/login.*→.*cp-kagoyaprivate\.main\.jp/s);
    await page.close();
  });

  test("the text of a mail: nothing of it is live, hidden words are told", async () => {
    const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
    await reports(page);
    await paste(
      page,
      "From: a@example.com\r\nContent-Type: text/html\r\n\r\n" +
        '<p>Hello <span style="font-size:0">secret story</span><a href="https://x.example/">click</a>' +
        '<img src="https://x.example/a.gif"><script>globalThis.owned=1</script></p>',
    );
    await complete(page);
    await openTab(page, "text");
    const seen = await page.evaluate(() => {
      const view = document.querySelector("whence-analyzer").shadowRoot.querySelector(".mail-text");
      return {
        names: [...new Set([...view.querySelectorAll("*")].map((element) => element.localName))].sort(),
        hidden: view.querySelector(".unseen").textContent,
      };
    });
    assert.deepEqual(seen.names.filter((name) => !["span", "bdi", "mark", "strong", "p"].includes(name)), []);
    assert.match(seen.hidden, /nobody was meant to see this: .*secret story/s);
    assert.equal(await page.evaluate(() => globalThis.owned), undefined);
    assert.deepEqual(page.seen.requests, []);
    await page.close();
  });

  test("tabs by number, findings by n and p, all keys by ?, the verdict by v", async () => {
    const page = await shown("parcel");
    const tab = () => page.evaluate(() => document.querySelector("whence-analyzer").tab);
    for (const [i, name] of TABS.entries()) {
      await page.keyboard.press(String(i + 1));
      assert.equal(await tab(), name);
      assert.equal(await active(page), `tab-${name}`);
      assert.equal(await page.evaluate(() => location.hash), `#${name}`);
    }
    const finding = () =>
      page.evaluate(
        () =>
          document.querySelector("whence-analyzer").shadowRoot.activeElement?.closest(".finding")?.id ?? null,
      );
    await page.keyboard.press("n");
    const first = await finding();
    assert.ok(first);
    await page.keyboard.press("n");
    assert.notEqual(await finding(), first);
    await page.keyboard.press("p");
    assert.equal(await finding(), first);
    await page.keyboard.press("v");
    assert.equal(await active(page), "verdict-title");
    await page.keyboard.press("?");
    const open = (name) =>
      page.evaluate(
        (id) => document.querySelector("whence-analyzer").shadowRoot.querySelector(`dialog.${id}`).open,
        name,
      );
    assert.equal(await open("keys"), true);
    await click(page, "dialog.keys input"); // turned off there
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    assert.notEqual(await tab(), "route");
    // The tab list itself has arrow keys, and one stop.
    await page.evaluate(() =>
      document.querySelector("whence-analyzer").shadowRoot.querySelector("[role=tab][tabindex='0']").focus(),
    );
    await page.keyboard.press("Home");
    assert.equal(await tab(), "route");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await tab(), "findings");
    await page.close();
  });

  test("an address opens its tab, and a reload keeps the mail", async () => {
    const page = await openPage(its.browser, `${fileUrl("whence.html")}#authentication`, { language: "en" });
    await reports(page);
    await paste(page, example("parcel"));
    await complete(page);
    const panel = () =>
      page.evaluate(
        () => document.querySelector("whence-analyzer").shadowRoot.querySelector("#tab-panel")?.dataset.tab,
      );
    assert.equal(await panel(), "authentication");
    await reload(page);
    await complete(page);
    assert.match(await text(page, ".claims"), /service@xn--pypal-4ve\.example/);
    assert.equal(await panel(), "authentication");
    await page.close();
  });

  test("an address that is none opens the page all the same", async () => {
    for (const hash of ["nonsense", "findings/no-such", "%E0%A4%A", "__proto__/constructor"]) {
      const page = await openPage(its.browser, `${fileUrl("whence.html")}#${hash}`, { language: "en" });
      await reports(page);
      await paste(page, example("parcel"), { selector: ".nowhere" }); // beside the field: the page's own ears
      await complete(page);
      assert.deepEqual(page.seen.problems, [], hash);
      await page.close();
    }
  });

  test("consistent: no tick, no score; the title says the level", async () => {
    const page = await shown("newsletter");
    assert.equal(await page.evaluate(() => globalThis.lastReport.verdict.level), "consistent");
    assert.equal(await text(page, ".verdict .score"), null);
    assert.match(await page.title(), /^Consistent: /);
    const bad = await shown("parcel");
    assert.match(await text(bad, ".verdict .score"), /\d+ of 100/);
    // What the heading says begins with the level, and holds no zero-width space.
    const heading = await text(bad, "#verdict-title");
    assert.match(heading.trim(), /^Dangerous: /);
    assert.doesNotMatch(heading, /\u200b/);
    await page.close();
    await bad.close();
  });

  test("two printed pages, dated, without the recipient", async () => {
    for (const id of EXAMPLES) {
      const page = await shown(id);
      const pdf = Buffer.from(await page.pdf({ format: "A4" })).toString("latin1");
      const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g).length;
      assert.ok(pages <= 2, `${id}: ${pages} pages`);
      await page.emulateMediaType("print");
      await page.waitForFunction(() =>
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".paper"),
      );
      const paper = await text(page, ".paper"), score = await text(page, ".score");
      assert.match(paper, /printed .*20\d\d/);
      assert.doesNotMatch(paper, /anna@|anna@example|info@office/);
      assert.equal(/of 100/.test(paper), Boolean(score), "a score as on the screen");
      const drawn = await page.evaluate(() => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        const away = [...tree.querySelectorAll(".tools, .verdict, .tabs, .intake")];
        return away.some((element) => element.checkVisibility());
      });
      assert.equal(drawn, false);
      await page.emulateMediaType("screen");
      await page.close();
    }
  });

  test("text twice as large on a phone: nothing is cut off", async () => {
    const page = await shown("parcel", { width: 390, height: 844 });
    await page.evaluate(() => {
      const tree = document.querySelector("whence-analyzer").shadowRoot;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".root { font-size: 32px !important; }");
      tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    });
    for (const tab of TABS) {
      await openTab(page, tab);
      const out = await page.evaluate(() => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        return [...tree.querySelectorAll(".result *, .toolbar *")]
          .filter(
            (element) => !element.closest(".scroll, .visually-hidden, svg, .tab-list, .evidence, .pinned"),
          )
          .filter(
            (element) =>
              element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 0.5,
          )
          .map((element) => `${element.localName}.${element.className}`)
          .slice(0, 3);
      });
      assert.deepEqual(out, [], tab);
    }
    await page.close();
  });

  test("targets for fingers are 44 pixels high", async () => {
    const page = await newPage(its.browser);
    const viewport = { width: 390, height: 844, hasTouch: true, isMobile: true };
    await page.emulate({ viewport, userAgent: "phone" });
    await page.goto(fileUrl("whence.html"), { waitUntil: "load" });
    await page.waitForSelector("whence-analyzer:defined");
    const small = () =>
      page.evaluate(() => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        return [...tree.querySelectorAll("button:not(.link), .button, summary, select, [role=tab]")]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
          .map(
            (element) =>
              `${element.localName}.${element.className} ${element.getBoundingClientRect().height}`,
          );
      });
    assert.deepEqual(await small(), []);
    assert.equal(
      await text(page, ".intake-drop").then(() =>
        page.evaluate(() =>
          document
            .querySelector("whence-analyzer")
            .shadowRoot.querySelector(".intake-drop")
            .checkVisibility(),
        ),
      ),
      false,
    );
    await reports(page);
    await paste(page, example("parcel"));
    await complete(page);
    assert.deepEqual(await small(), []);
    await page.close();
  });
});
