// Pictures, campaigns and what was copied as its reader saw it, in both browsers: QR codes are read by the
// browser's own decoders, several mails of one hand are shown as one, and the HTML on the clipboard still has
// the links.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { pngPart, qrPage, qrPng } from "../support/codes.mjs";
import { chosenOf } from "../../web/element/pasted.js";
import { BROWSERS, click, dist, openPage, openTab, reports, setUp, text } from "./support.mjs";

const TARGET = "https://login.example.net/verify?id=7";
const head = (n) => `Received: from mail.example.org (mail.example.org [203.0.113.${n}]) by mx.example.jp
 with ESMTPS id A${n}; Tue, 3 Feb 2026 10:00:00 +0900
From: Example <info@example.org>
To: <hanako@example.jp>
Subject: Please renew your password
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a${n}b2@example.org>
MIME-Version: 1.0
`;
const withCode = `${head(1)}Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Scan this.
--b
${pngPart(qrPng(TARGET))}--b--
`;

for (const name of BROWSERS) {
  describe(`files in ${name}`, () => {
    const its = setUp(name, { routes: { "/": dist } });
    let page;
    const fresh = async () => {
      page = await openPage(its.browser, `${its.url}/whence.html`, {});
      await reports(page);
    };
    const last = (get) => page.evaluate(`(${get})(globalThis.lastReport)`);
    const judge = async (source) => {
      const before = await page.evaluate(() => globalThis.reported);
      await page.evaluate((mail) => document.querySelector("whence-analyzer").analyze(mail), source);
      await page.waitForFunction((seen) => globalThis.reported > seen, {}, before);
    };

    test("a QR code in a picture, and one drawn by a table, are links", async () => {
      await fresh();
      const codes = "(report) => report.links.filter(({ kind }) => kind === 'qr').map(({ href }) => href)";
      await judge(withCode);
      assert.deepEqual(await last(codes), [TARGET]);
      await openTab(page, "findings");
      assert.match(await text(page, "[role=tabpanel]:not([hidden])"), /QR code leads to login\.example\.net/);
      await judge(`${head(2)}Content-Type: text/html\n\n<p>Scan this.</p>${qrPage(TARGET, "table")}\n`);
      assert.deepEqual(await last(codes), [TARGET]);
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });

    test("several mails of one hand are one campaign, shown alone on demand", async () => {
      await fresh();
      const words =
        "Your mailbox is full, and messages wait for you outside of it. Confirm your password today.";
      const mails = [3, 4, 5].map((n) =>
        n === 4
          ? `${head(n)}\nThe minutes of our meeting about the garden are in the attachment.\n`
          : `${head(n)}\n${words} https://a${n}.example${n}.net/\n`,
      );
      await page.evaluate((given) => {
        const files = given.map((mail, i) => new File([mail], `${i}.eml`));
        document.querySelector("whence-analyzer").analyze(files);
      }, mails);
      const tree = 'document.querySelector("whence-analyzer").shadowRoot';
      await page.waitForFunction(`${tree}.querySelector(".campaigns")`);
      assert.match(await text(page, ".campaigns"), /Campaign 1: 2 mails[^]*the same text/);
      const shown = () => page.evaluate(`${tree}.querySelectorAll(".message-list li").length`);
      assert.equal(await shown(), 3);
      await click(page, ".campaigns button");
      assert.equal(await shown(), 2);
      await click(page, ".campaigns button");
      assert.equal(await shown(), 3);
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });

    const skip = name === "firefox" && "an event that is made there carries one text only";
    test("a mail copied as its reader saw it keeps its links; a source stays text", { skip }, async () => {
      await fresh();
      const pasteBoth = (plain, html) =>
        page.evaluate(
          (texts) => {
            const data = new DataTransfer();
            data.setData("text/plain", texts[0]);
            data.setData("text/html", texts[1]);
            const field = document.querySelector("whence-analyzer").shadowRoot.querySelector("#intake-text");
            const event = { clipboardData: data, bubbles: true, composed: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", event));
          },
          [plain, html],
        );
      const html =
        '<meta charset="utf-8"><p>Dear Hanako, <a href="https://login.example.net/a">sign in here</a>.</p>';
      await pasteBoth("Dear Hanako, sign in here.", html);
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.deepEqual(await last("(report) => report.links.map(({ host }) => host)"), ["login.example.net"]);
      assert.equal(await last("(report) => report.source.kind"), "fragment");
      assert.ok(await last("(report) => report.findings.some(({ id }) => id === 'only-what-is-shown')"));
      await page.close();
      await fresh();
      await pasteBoth(
        `${head(6)}\nHello\n`,
        `<pre>${head(6)}</pre><a href="https://elsewhere.example.net/">x</a>`,
      );
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.deepEqual(await last("(report) => report.links.length"), 0);
      assert.equal(await last("(report) => report.hops.length"), 1);
      await page.close();
    });
  });
}

test("of two forms on the clipboard the one that tells more", () => {
  const link = '<p><a href="https://login.example.net/">x</a></p>';
  assert.equal(chosenOf("x", link), link);
  assert.equal(chosenOf("x", "<p>x</p>"), "x");
  assert.equal(chosenOf("x", ""), "x");
  assert.equal(chosenOf("Received: by a\nMessage-ID: <1@example.org>\n", link).slice(0, 8), "Received");
});
