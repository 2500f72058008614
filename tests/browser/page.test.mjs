// The page as people use it, in both browsers, from http and from file:// : every way in, what is shown, the
// switches, the keyboard. Every request is recorded: there must be none.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { exampleText } from "../support/examples.mjs";
import {
  BROWSERS,
  changeSettings,
  click,
  complete,
  dist,
  fileUrl,
  inside,
  onQuietPage,
  openPage,
  openTab,
  paste,
  reports,
  root,
  setUp,
  text,
} from "./support.mjs";

const example = (id) => exampleText(`${id}.eml`);
const ja = JSON.parse(readFileSync(`${root}web/i18n/ja/ui.json`, "utf8"));
const en = JSON.parse(readFileSync(`${root}web/i18n/en/ui.json`, "utf8"));

const level = (page) => page.evaluate(() => globalThis.lastReport.verdict.level);

for (const name of BROWSERS) {
  describe(`the page in ${name}`, () => {
    const its = setUp(name, { routes: { "/": dist } });

    const onPage = (options, run) => onQuietPage(its, options, run);

    for (const [how, url] of [
      ["http", null],
      ["file://", fileUrl("whence.html")],
      ["file://, offline edition", fileUrl("whence-offline.html")],
    ]) {
      test(`a pasted mail leads to a verdict with its evidence (${how})`, () =>
        onPage({ url, language: "ja" }, async (page) => {
          await paste(page, example("kagoya"));
          await complete(page);
          const report = await page.evaluate(() => globalThis.lastReport);
          assert.ok(["suspicious", "forged"].includes(report.verdict.level));
          assert.equal(report.handover.ip, "121.50.45.172");
          assert.equal(await text(page, ".verdict-level"), ja[`level.${report.verdict.level}`]);
          assert.match(await text(page, ".verdict"), /121\.50\.45\.172/);
          assert.match(await text(page, ".route"), /121\.50\.45\.172/);
          assert.match(await text(page, ".route"), /localhost\.localdomain/);
          assert.match(await text(page, ".reasons"), /cp-kagoyaprivate\.main\.jp/);
          // The analyzed bytes are the paste's own, CRs included.
          assert.equal(report.source.bytes, Buffer.byteLength(example("kagoya")));
        }));
    }

    test("no other request is possible from the offline edition", async () => {
      const page = await openPage(its.browser, fileUrl("whence-offline.html"));
      const reached = await page.evaluate(() =>
        fetch("https://192.0.2.1/").then(
          () => true,
          () => false,
        ),
      );
      assert.equal(reached, false);
      await page.waitForFunction(() => globalThis.violations.length); // told after the refusal
      assert.match((await page.violations()).join(), /connect-src/);
      await page.close();
    });

    test("each example gives a report, the honest one no accusation", () =>
      onPage({}, async (page) => {
        const buttons = await page.evaluate(
          () =>
            document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".examples button").length,
        );
        assert.ok(buttons >= 4);
        for (let i = 0; i < buttons; i++) {
          const count = await reports(page);
          await page.evaluate((at) => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            tree.querySelectorAll(".examples button")[at].click();
          }, i);
          await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
          await complete(page);
          const level = await page.evaluate(() => globalThis.lastReport.verdict.level);
          if (i === buttons - 1)
            assert.ok(["consistent", "authentic"].includes(level), `the newsletter is ${level}`);
          else assert.ok(["suspicious", "forged"].includes(level), `example ${i} is ${level}`);
          await click(page, ".another");
          await page.waitForFunction(() =>
            document.querySelector("whence-analyzer").shadowRoot.querySelector(".examples"),
          );
        }
      }));

    test("what is no mail: nothing to verify or to report, no line to move; the way to the source", () =>
      onPage({ language: "en" }, async (page) => {
        await paste(page, "Nothing but a few words, and none of them a header's.");
        await complete(page);
        assert.ok((await text(page, "#verdict-title")).includes(en["verdict.no-mail"]));
        assert.match(await text(page, ".verdict-do"), new RegExp(en["howto.title"].replace("?", "\\?")));
        const buttons = () =>
          document.querySelector("whence-analyzer").shadowRoot.querySelectorAll("#verify, #share-button")
            .length;
        assert.equal(await page.evaluate(buttons), 0);
        assert.doesNotMatch(await text(page, ".claims"), /SPF|DKIM|DMARC|header/);
        assert.equal((await text(page, ".route-note")).trim(), en["card.hops.unknown.none"]);
      }));

    test("a mail's text without its header: what it says is judged, and the header asked for", () =>
      onPage({ language: "en" }, async (page) => {
        const words =
          "Dear customer,\n\nyour PayPal account has been suspended. " +
          "Verify your password within 24 hours:\nhttp://paypal.signin.example.net/verify\n\n" +
          "PayPal Security Team\n";
        await paste(page, words);
        await complete(page);
        assert.ok((await text(page, "#verdict-title")).includes(en["verdict.shown"]));
        assert.match(await text(page, ".reasons"), /PayPal/);
        assert.match(await text(page, ".verdict-do"), new RegExp(en["howto.title"].replace("?", "\\?")));
        assert.doesNotMatch(await text(page, ".claims"), /SPF|DKIM|DMARC|header/);
      }));

    test("of a lone line nothing is called missing that the rest of its header may hold", () =>
      onPage({ language: "en" }, async (page) => {
        const line = "Received: from localhost.localdomain ([203.0.113.5]) by mx.example.org (Postfix)";
        await paste(page, `${line} with SMTP id 5E10744B7C; Tue, 1 Feb 2022 10:58:40 +0900`);
        await complete(page);
        assert.doesNotMatch(await text(page, ".claims"), /DKIM none|DMARC none/);
      }));

    test("where no address was recorded nothing is said of its name or of encryption", () =>
      onPage({ language: "en" }, async (page) => {
        const lines = [
          "Return-Path: <>",
          "Received: by mx.example.org (Postfix) id 5E10744B7C; Thu, 06 Nov 2025 08:02:33 +0000",
          "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>",
          "To: anna@example.org",
          "Subject: Undelivered Mail Returned to Sender",
          "",
          "This is the mail system at host mx.example.org.",
        ];
        await paste(page, lines.join("\r\n"));
        await complete(page);
        assert.doesNotMatch(await text(page, ".route"), /no reverse name|not encrypted/);
      }));

    test("a chosen file and a dropped one are read byte by byte", () =>
      onPage({}, async (page) => {
        const bytes = [
          ...Buffer.from(
            "From: a@example.com\r\nX-Raw: \xff\x80\0\r\nSubject: raw\r\n\r\nbody\r\n",
            "latin1",
          ),
        ];
        for (const way of ["choose", "drop"]) {
          const count = await reports(page);
          await page.evaluate(
            async (data, how) => {
              const tree = document.querySelector("whence-analyzer").shadowRoot;
              tree.querySelector(".another")?.click();
              await document.querySelector("whence-analyzer").updateComplete;
              const transfer = new DataTransfer();
              transfer.items.add(new File([new Uint8Array(data)], "mail.eml"));
              if (how === "choose") {
                const input = tree.querySelector("input[type=file]");
                input.files = transfer.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
              } else {
                tree
                  .querySelector(".root")
                  .dispatchEvent(
                    new DragEvent("drop", {
                      dataTransfer: transfer,
                      bubbles: true,
                      cancelable: true,
                      composed: true,
                    }),
                  );
              }
            },
            bytes,
            way,
          );
          await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
          await complete(page);
          assert.equal(await page.evaluate(() => globalThis.lastReport.source.bytes), bytes.length);
          await openTab(page, "text");
          assert.match(await text(page, ".source"), /X-Raw: \\xFF\\x80NUL/);
        }
      }));

    test("the source is shown as it is, blanks and all", () =>
      onPage({}, async (page) => {
        const mail =
          "From: a@example.com\r\nReceived: from  x\r\n" +
          "\tby mx.example.org;  Mon, 3 Nov 2025 07:21:07 +0000\r\n";
        await paste(page, mail);
        await complete(page);
        const lines = (selector) =>
          page.evaluate((wanted) => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            return [...tree.querySelectorAll(wanted)].map((line) => line.textContent);
          }, selector);
        await openTab(page, "route");
        assert.deepEqual(await lines(".hop .excerpt-line"), mail.split("\r\n").slice(1, -1));
        await openTab(page, "text");
        assert.deepEqual(await lines(".source .line-text"), mail.split("\r\n").slice(0, -1));
      }));

    test("of a mail's text only what cannot be seen is named, and no line end", () =>
      onPage({ language: "en" }, async (page) => {
        await paste(page, "From: a@example.com\r\nTo: b@example.org\r\n\r\nHel\u200blo\r\nthere\r\n");
        await complete(page);
        await openTab(page, "text");
        await page.waitForFunction(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector(".mail-text"),
        );
        assert.equal(await text(page, ".mail-text"), "HelZWSPlo\nthere\n");
      }));

    test("a damaged Outlook file is told apart, and said to be unreadable", () =>
      onPage({}, async (page) => {
        const code = await page.evaluate(async () => {
          const element = document.querySelector("whence-analyzer");
          const failed = new Promise((resolve) =>
            element.addEventListener("whence-error", (event) => resolve(event.detail.code)),
          );
          await element.analyze(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]));
          await element.updateComplete;
          return [await failed, element.shadowRoot.textContent.includes("Outlook's own kind of file")];
        });
        assert.deepEqual(code, ["outlook-msg", true]);
      }));

    test("what is typed is judged by the button", () =>
      onPage({}, async (page) => {
        const field = await inside(page, "#intake-text");
        await field.type("From: someone@example.com");
        await click(page, ".intake-actions .judge");
        await page.waitForFunction(() => globalThis.reported > 0);
        assert.match(await text(page, ".claims"), /someone@example\.com/);
      }));

    test("Ctrl+V with a real clipboard", () =>
      onPage({}, async (page) => {
        const field = await inside(page, "#intake-text");
        await field.type("From: pasted@example.com");
        for (const key of ["KeyA", "KeyX", "KeyV"]) {
          await page.keyboard.down("Control");
          await page.keyboard.press(key);
          await page.keyboard.up("Control");
        }
        await page.waitForFunction(() => globalThis.reported > 0);
        assert.match(await text(page, ".claims"), /pasted@example\.com/);
      }));

    test("a paste beside every field is taken too", () =>
      onPage({}, async (page) => {
        await paste(page, "From: someone@example.com\r\n", { selector: ".nowhere" });
        assert.match(await text(page, ".claims"), /someone@example\.com/);
      }));

    test("the language follows the browser and the switch", () =>
      onPage({ language: "ja-JP" }, async (page) => {
        assert.equal(await page.evaluate(() => document.documentElement.lang), "ja");
        assert.equal(await page.title(), ja["page.title"]);
        await paste(page, example("bounce"));
        assert.equal(await text(page, ".verdict-do"), ja[`verdict.${await level(page)}.hint`]);
        await click(page, ".segmented [lang=en]");
        await page.waitForFunction(() => document.documentElement.lang === "en");
        assert.equal(await text(page, ".verdict-do"), en[`verdict.${await level(page)}.hint`]);
        assert.equal(
          await page.evaluate(
            () => document.querySelector("whence-analyzer").shadowRoot.querySelector(".root").lang,
          ),
          "en",
        );
        assert.match(await page.title(), new RegExp(`^${en[`level.${await level(page)}`]}: .+ – Whence$`));
      }));

    test("the theme switch turns the page, and nothing is kept unless asked", () =>
      onPage({}, async (page) => {
        const paper = () =>
          page.evaluate(
            () =>
              getComputedStyle(document.querySelector("whence-analyzer").shadowRoot.querySelector(".root"))
                .backgroundColor,
          );
        await click(page, ".theme-button");
        const light = await paper();
        await click(page, ".theme-button");
        const dark = await paper();
        assert.notEqual(light, dark);
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
        assert.equal(await page.evaluate(() => localStorage.length), 0);
      }));

    test("settings are used at once, and kept only when asked", () =>
      onPage({}, async (page) => {
        await paste(page, example("newsletter"));
        await complete(page);
        const apply = async (remember) => {
          const count = await reports(page);
          await changeSettings(page, { ownDomains: "example.com", remember });
          await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
        };
        await apply(true);
        assert.equal(
          await page.evaluate(
            () => globalThis.lastReport.domains.find((domain) => domain.name === "example.com").kind,
          ),
          "own",
        );
        assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage.getItem("whence")).ownDomains), [
          "example.com",
        ]);
        await apply(false);
        assert.equal(await page.evaluate(() => localStorage.getItem("whence")), null);
      }));

    test("a finding is shown in the source, and the way back", () =>
      onPage({}, async (page) => {
        await paste(page, example("kagoya"));
        await complete(page);
        const index = await page.evaluate(() =>
          globalThis.lastReport.findings.findIndex((finding) => finding.id === "message-id-localhost"),
        );
        assert.notEqual(index, -1);
        await openTab(page, "findings");
        await click(page, `#finding-${index} .finding-body .row-actions button`);
        await page.waitForFunction(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector("mark.chosen"),
        );
        const marked = await page.evaluate(() =>
          [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll("mark.chosen")]
            .map((mark) => mark.textContent)
            .join(""),
        );
        const span = await page.evaluate((at) => globalThis.lastReport.findings[at].spans[0], index);
        assert.equal(marked.slice(0, span[1] - span[0]), example("kagoya").slice(...span));
        assert.match(marked, /localhost\.localdomain/);
        await click(page, "[aria-labelledby=source] .section-head button");
        await page.waitForFunction(
          (at) =>
            document.querySelector("whence-analyzer").shadowRoot.activeElement?.parentElement?.id ===
            `finding-${at}`,
          {},
          index,
        );
      }));

    test("the messages of an mbox are listed, each opens", () =>
      onPage({}, async (page) => {
        const mbox = ["kagoya", "newsletter"]
          .map((id) => `From x@example.com Thu Nov  6 08:02:34 2025\r\n${example(id)}\r\n`)
          .join("");
        await page.evaluate((source) => document.querySelector("whence-analyzer").analyze(source), mbox);
        await page.waitForFunction(
          () =>
            document
              .querySelector("whence-analyzer")
              .shadowRoot.querySelectorAll(".message-list button:not(:disabled)").length === 2,
        );
        await click(page, ".message-list li:nth-child(2) button");
        await page.waitForFunction(() => globalThis.reported > 0);
        assert.match(await text(page, ".claims"), /news@example\.com/);
        // The verdict stands where the eye is: at the top, with its place in the list above it.
        const top = await page.evaluate(() => {
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          const { top: verdict } = tree.querySelector(".verdict").getBoundingClientRect();
          return { verdict, list: Boolean(tree.querySelector(".message-list")) };
        });
        assert.ok(top.verdict >= 0 && top.verdict < 300, `the verdict is at ${top.verdict}`);
        assert.equal(top.list, false);
        await click(page, ".message-bar .tool");
        await page.waitForFunction(() => globalThis.reported > 1);
        assert.match(await text(page, ".claims"), /support@kagoya\.jp/);
        await click(page, ".message-bar .quiet");
        await page.waitForFunction(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector(".message-list"),
        );
      }));
  });
}
