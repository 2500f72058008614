// Pictures, campaigns and what was copied as its reader saw it, in both browsers: QR codes are read by the
// browser's own decoders, several mails of one hand are shown as one, and the HTML on the clipboard still has
// the links.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pngPart, qrPage, qrPng } from "../support/codes.mjs";
import { offered } from "../../web/element/offered.js";
import { chosenOf } from "../../web/element/pasted.js";
import { BROWSERS, click, dist, fileUrl, launch, openPage, openTab, reports } from "./support.mjs";
import { serve, setUp, text } from "./support.mjs";

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

test("a folder that is dropped, beside the analyzer too, is its files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "whence dropped "));
  const browser = await launch("chrome");
  const server = await serve({ "/": dist });
  try {
    mkdirSync(join(folder, "mails/older"), { recursive: true });
    writeFileSync(join(folder, "mails/b.eml"), `${head(2)}\nHello\n`);
    writeFileSync(join(folder, "mails/older/a.eml"), `${head(3)}\nHello\n`);
    writeFileSync(join(folder, "mails/.hidden"), "x");
    writeFileSync(join(folder, "c.eml"), `${head(4)}\nHello\n`);
    for (const [where, url] of [
      ["whence-analyzer", `${server.url}/whence.html`],
      ["footer", `${server.url}/whence.html`],
      ["footer", fileUrl("whence.html")],
    ]) {
      const page = await openPage(browser, url, { language: "en" });
      const { x, y } = await page.evaluate((place) => {
        const box = document.querySelector(place).getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }, where);
      const client = await page.createCDPSession();
      const files = [join(folder, "mails"), join(folder, "c.eml")];
      for (const type of ["dragEnter", "dragOver", "drop"])
        await client.send("Input.dispatchDragEvent", {
          type,
          x,
          y,
          data: { items: [], files, dragOperationsMask: 1 },
        });
      await page.waitForFunction(() => document.querySelector("whence-analyzer").list);
      const rows = await page.evaluate(
        () => document.querySelector("whence-analyzer").shadowRoot.querySelector(".message-list").textContent,
      );
      // Chrome opens no folder for a page from a file: that is told, and nothing lost in silence.
      const isFile = url.startsWith("file:");
      const count = await page.evaluate(() => document.querySelector("whence-analyzer").list.count);
      assert.equal(count, isFile ? 2 : 3);
      if (isFile) assert.match(rows, /mails\s+Not read/);
      else assert.doesNotMatch(rows, /hidden|Not read/);
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

test("what a paste or a drop offers", async () => {
  const file = (name) => new File([name], name);
  const of = (files, plain = "", html = "") => ({
    files,
    getData: (type) => ({ "text/plain": plain, "text/html": html })[type],
  });
  const given = (data, filesFirst) => {
    const give = offered(data, filesFirst);
    let got = null;
    const nameOf = (source) => source.name ?? source;
    give?.((source) => (got = Array.isArray(source) ? source.map(nameOf) : nameOf(source)));
    return got;
  };
  assert.equal(given(null, false), null);
  assert.equal(given(of([]), true), null, "an empty clipboard");
  assert.equal(given(of([], " \n"), false), null);
  assert.equal(given(of([file("a.eml")]), false), "a.eml");
  assert.deepEqual(given(of([file("a.eml"), file("b.eml")]), false), ["a.eml", "b.eml"]);
  assert.deepEqual(given(of([file("a.eml"), file("b.eml")], "/home/x/a.eml\n/home/x/b.eml"), false), [
    "a.eml",
    "b.eml",
  ]);
  assert.equal(given(of([file("image.png")], "Dear Hanako"), false), "Dear Hanako", "a picture of the text");
  assert.equal(given(of([file("mail.eml")], "the mail's subject"), true), "mail.eml");
  assert.equal(given(of([], "", "<p>Dear Hanako</p>"), false), "<p>Dear Hanako</p>", "HTML alone");
});

test("of two forms on the clipboard the one that tells more", () => {
  const link = '<p><a href="https://login.example.net/">x</a></p>';
  assert.equal(chosenOf("x", link), link);
  assert.equal(chosenOf("x", "<p>x</p>"), "x");
  assert.equal(chosenOf("x", ""), "x");
  assert.equal(chosenOf("Received: by a\nMessage-ID: <1@example.org>\n", link).slice(0, 8), "Received");
});
