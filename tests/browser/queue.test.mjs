// Several mails at once in the page, in both browsers: files of all kinds dropped together, the list, its
// order, steps by key, and what is taken out of it.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { indicators, sortMessages, toCsv } from "../../web/words/queue.js";
import { byOxmsg, HEADER } from "../support/msg.mjs";
import { BROWSERS, changeSettings, click, dist, openPage, reports, root, setUp, text } from "./support.mjs";

const example = (id) => new Uint8Array(readFileSync(`${root}web/examples/${id}.eml`));
const base64 = (bytes) => Buffer.from(bytes).toString("base64");

for (const name of BROWSERS) {
  describe(`several mails in ${name}`, () => {
    const its = setUp(name, { routes: { "/": dist } });
    let page;

    /** Drops files on the page, as a person does. */
    const drop = (files) =>
      page.evaluate(
        (given) => {
          const data = new DataTransfer();
          for (const [file, content] of given)
            data.items.add(
              new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], file),
            );
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          tree
            .querySelector(".intake")
            .dispatchEvent(
              new DragEvent("drop", { dataTransfer: data, bubbles: true, composed: true, cancelable: true }),
            );
        },
        files.map(([file, bytes]) => [file, base64(bytes)]),
      );
    const rows = () =>
      page.evaluate(() =>
        [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".message-list li")].map(
          (one) => one.textContent.replace(/\s+/g, " ").trim(),
        ),
      );
    const judged = (count) =>
      page.waitForFunction(
        (wanted) =>
          document
            .querySelector("whence-analyzer")
            .shadowRoot.querySelectorAll(".message-list button:not(:disabled)").length === wanted,
        {},
        count,
      );

    test("files of all kinds are one list; it is sorted, opened, stepped through", async () => {
      page = await openPage(its.browser, `${its.url}/whence.html`, {});
      await reports(page);
      const msg = byOxmsg({ header: HEADER, text: "Hello" });
      await drop([
        ["a.zip", zipSync({ "kagoya.eml": example("kagoya"), "notes.bin": strToU8("nothing") })],
        ["news.eml", example("newsletter")],
        ["m.msg", msg],
      ]);
      await judged(3);
      assert.match((await rows())[1], /a\.zip\/notes\.bin.*Not read: it is not a mail/);
      assert.match(await text(page, ".queue-count"), /not read: 1/);
      await page.evaluate(() => {
        const select = document
          .querySelector("whence-analyzer")
          .shadowRoot.querySelector(".queue-tools select");
        select.value = "score";
        select.dispatchEvent(new Event("change"));
      });
      await page.waitForFunction(
        () =>
          !document
            .querySelector("whence-analyzer")
            .shadowRoot.querySelector(".message-list li:nth-child(2) .message-unread"),
      );
      const sorted = await rows();
      assert.match(sorted[3], /notes\.bin/);
      // The number ranks what is bad or open; beside good news it would only confuse.
      assert.match(sorted[0], /^Dangerous \d+ /);
      const ranked = /^((Dangerous|Suspicious|Cannot tell) \d+|Consistent|Authentic) /;
      for (const row of sorted.slice(0, 3)) assert.match(row, ranked);
      const scores = sorted.slice(0, 3).map((row) => Number(/ (\d+) /.exec(row)?.[1] ?? 0));
      assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
      assert.doesNotMatch(sorted.join(), /genuine/, "nothing was proven");
      await click(page, ".message-list li:nth-child(1) button");
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.match(await text(page, ".claims"), /support@kagoya\.jp/);
      for (let i = 1; i < 3; i++) {
        await page.keyboard.press("j");
        await page.waitForFunction((seen) => globalThis.reported > seen, {}, i);
      }
      assert.ok(
        (await page.evaluate(() => globalThis.lastReport.source.kind === "msg")) ||
          (await page.evaluate(() => globalThis.lastReport.identities.from[0].address)) ===
            "news@example.com",
      );
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });

    test("a mail opened early leaves the others for later; new settings judge the list anew", async () => {
      page = await openPage(its.browser, `${its.url}/whence.html`, { language: "en" });
      await reports(page);
      const one = readFileSync(`${root}web/examples/newsletter.eml`, "latin1");
      const odd = one.replaceAll("news@example.com", "a@examp1e-shop.com");
      const mails = (mail, count) => `From a@example.com Tue Mar  3 10:00:00 2026\n${mail}\n`.repeat(count);
      await page.evaluate((mbox) => {
        const analyzer = document.querySelector("whence-analyzer");
        analyzer.analyze(mbox);
        return new Promise((resolve) => {
          const look = () => {
            const first = analyzer.shadowRoot.querySelector(".message-list button:not(:disabled)");
            if (!first) return void setTimeout(look);
            first.click();
            resolve();
          };
          look();
        });
      }, mails(one, 299) + mails(odd, 1));
      await page.waitForFunction(() => globalThis.reported > 0);
      await page.evaluate(() => document.querySelector("whence-analyzer").openMessage(null));
      await judged(300);
      const level = () =>
        page.evaluate(() => {
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          const { textContent } = tree.querySelector(".message-list li:nth-child(300)");
          return textContent.replace(/\s+/g, " ").trim();
        });
      const before = await level();
      assert.doesNotMatch(before, / impersonation /);
      await page.evaluate(() => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        tree.querySelector(".message-list button").click();
      });
      await page.waitForFunction(() => document.querySelector("whence-analyzer").list?.open === 0);
      await changeSettings(page, { ownDomains: "example-shop.com" });
      assert.equal(await level().catch(() => "not drawn"), "not drawn", "the mail is still open");
      await page.evaluate(() => document.querySelector("whence-analyzer").openMessage(null));
      await page.waitForFunction(
        (was) =>
          document
            .querySelector("whence-analyzer")
            .shadowRoot.querySelector(".message-list li:nth-child(300)")
            .textContent.replace(/\s+/g, " ")
            .trim() !== was,
        {},
        before,
      );
      assert.match(await level(), / impersonation /, "of the domain that is one's own from now on");
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });

    test("of many mails the list is drawn now and then, not at each", async () => {
      page = await openPage(its.browser, `${its.url}/whence.html`, {});
      const one = readFileSync(`${root}web/examples/newsletter.eml`, "latin1");
      const many = `From a@example.com Tue Mar  3 10:00:00 2026\n${one}\n`.repeat(400);
      await page.evaluate(() => {
        const analyzer = document.querySelector("whence-analyzer");
        const draw = analyzer.requestUpdate.bind(analyzer);
        globalThis.drawings = 0;
        analyzer.requestUpdate = (...args) => (globalThis.drawings++, draw(...args));
      });
      await drop([["many.mbox", Buffer.from(many, "latin1")]]);
      await judged(400);
      assert.ok((await page.evaluate(() => globalThis.drawings)) < 100);
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });

    test("many campaigns leave the list in sight, and say in words what they share", async () => {
      page = await openPage(its.browser, `${its.url}/whence.html`, { language: "en" });
      const words = ["invoice", "parcel", "lottery", "password", "mailbox", "account"];
      const mail = (word, n) =>
        `From x@example.org Tue Feb  1 10:00:00 2022
Received: from ${word}.example (${word}.example [198.51.${n}.${word.length}]) by mx.example.net (Postfix) with
 ESMTP id 1AAAAAA${n}; Tue, 1 Feb 2022 10:00:00 +0900
From: ${word} <${word}@${word}.example>
Subject: Your ${word} of today, as promised
Message-ID: <20220201100000.${n}4711@${word}.example>

${`This is about your ${word} and the ${word}s of others. `.repeat(9)}
See http://${word}-site.example/ for every ${word}.

`;
      const mails = words.flatMap((word) => [mail(word, 1), mail(word, 2)]);
      await drop([["a.mbox", Buffer.from(mails.join(""))]]);
      await judged(12);
      const campaigns = () =>
        page.evaluate(() => {
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          const shown = [...tree.querySelectorAll(".campaigns > ul > li")];
          return shown.map((one) => one.textContent.replace(/\s+/g, " ").trim());
        });
      await page.waitForFunction(
        () => document.querySelector("whence-analyzer").shadowRoot.querySelector(".campaigns .more-of-list"),
      );
      const few = await campaigns();
      assert.equal(few.length, 4);
      assert.match(few.join(), /Message-ID made by: unknown: date and time/);
      await click(page, ".campaigns .more-of-list");
      await page.waitForFunction(
        () => !document.querySelector("whence-analyzer").shadowRoot.querySelector(".campaigns .more-of-list"),
      );
      assert.ok((await campaigns()).length > 4);
      await page.close();
    });

    test("one .msg is shown like any mail, its converted text as the source", async () => {
      page = await openPage(its.browser, `${its.url}/whence.html`, {});
      await reports(page);
      await drop([
        ["m.msg", byOxmsg({ html: '<p><a href="https://login.example.net/">example.com</a></p>' })],
      ]);
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.equal(await page.evaluate(() => globalThis.lastReport.source.kind), "msg");
      assert.match(
        await page.evaluate(() =>
          new TextDecoder().decode(document.querySelector("whence-analyzer").source.bytes),
        ),
        /^Received: from mail\.shop/,
      );
      await page.close();
    });
  });
}

const message = (place, row, problem = null) => ({
  name: `m${place}.eml`,
  place,
  problem,
  row: row && {
    level: "unclear",
    score: 40,
    kind: "unknown",
    sender: "",
    subject: "",
    date: "",
    ip: "",
    host: "",
    indicators: { domain: [], url: [], ip: [], email: [], sha256: [] },
    ...row,
  },
});

test("a table no spreadsheet runs, and addresses nothing takes for links", () => {
  const list = [
    message(0, {
      subject: '=HYPERLINK("http://evil.example.net")',
      sender: "a@evil.example.net",
      ip: "192.0.2.1",
    }),
    message(1, null, "broken"),
  ];
  const csv = toCsv(list, true);
  const formula = "\"'=HYPERLINK(\"\"hxxp://evil[.]example[.]net\"\")\"";
  assert.deepEqual(csv.split("\r\n"), [
    "\ufefffile,level,score,kind,from,subject,date,ip,host,campaign,problem",
    `m0.eml,unclear,40,unknown,a@evil[.]example[.]net,${formula},,192[.]0[.]2[.]1,,,`,
    "m1.eml,,,,,,,,,,broken",
    "",
  ]);
  assert.match(toCsv(list, false), /a@evil\.example\.net/);
});

test("indicators: each once, a line each, whatever a mail put into them", () => {
  const row = (domain) => ({
    indicators: {
      domain: [domain],
      url: ["https://x.example.net/a\nip\t192.0.2.9"],
      ip: ["192.0.2.1"],
      email: [],
      sha256: ["ab"],
    },
  });
  const text = indicators([message(0, row("x.example.net")), message(1, row("x.example.net"))], false);
  assert.equal(
    text,
    "domain\tx.example.net\nurl\thttps://x.example.net/aip192.0.2.9\nip\t192.0.2.1\nsha256\tab\n",
  );
  assert.match(
    indicators([message(0, row("x.example.net"))], true),
    /^domain\tx\[\.\]example\[\.\]net\nurl\thxxps/,
  );
});

test("orders: neighbours in the network stand together, what was not read comes last", () => {
  const list = ["10.0.0.2", "9.1.1.1", "10.0.0.10"].map((ip, i) => message(i, { ip }));
  list.splice(1, 0, message(9, null, "broken"));
  assert.deepEqual(
    sortMessages(list, "network").map(({ row }) => row?.ip),
    ["9.1.1.1", "10.0.0.2", "10.0.0.10", undefined],
  );
  assert.deepEqual(
    sortMessages(list, "given").map(({ place }) => place),
    [0, 1, 2, 9],
  );
});
