// The composer beside the result: what is copied is what is shown, redacted; sections, sentences, words and
// formats; reporting; access.
/* global composer, choose, copied, DOMPurify -- put into the page by the tests themselves */
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { exampleText } from "../support/examples.mjs";
import { BROWSERS, click, complete, dist, newPage, openPage, paste, screenshot, setUp } from "./support.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const purify = readFileSync(createRequire(import.meta.url).resolve("dompurify/dist/purify.min.js"), "utf8");
const example = (id) => exampleText(`${id}.eml`);

for (const name of BROWSERS) {
  describe(`the composer in ${name}`, () => {
    const its = setUp(name, { routes: { "/": dist } });

    async function withComposer(id, options, run) {
      const page = await openPage(its.browser, `${its.url}/whence.html`, options);
      try {
        await page.waitForFunction(() =>
          document.querySelector("whence-analyzer")?.shadowRoot?.querySelector("#intake-text"),
        );
        await paste(page, example(id));
        await complete(page);
        await click(page, "#share-button");
        await page.waitForFunction(() =>
          document
            .querySelector("whence-analyzer")
            .shadowRoot.querySelector("dialog.share[open] .dissection"),
        );
        await page.evaluate(() => {
          globalThis.composer = document
            .querySelector("whence-analyzer")
            .shadowRoot.querySelector("whence-composer");
          let take;
          const spy = {
            write: async ([item]) => take(await (await item.getType("text/html")).text()),
            writeText: async (text) => take(text),
          };
          Object.defineProperty(navigator, "clipboard", { value: spy, configurable: true });
          globalThis.copied = () =>
            new Promise((resolve) => {
              take = resolve;
              composer.querySelector(".composer-preview .primary").click();
            });
          globalThis.choose = async (index) => {
            composer.querySelectorAll("input[type=radio]")[index].click();
            await composer.updateComplete;
          };
        });
        await run(page);
        assert.deepEqual(page.seen.problems, []);
        assert.deepEqual(await page.violations(), []);
        assert.deepEqual(
          page.seen.requests.filter((url) => !url.endsWith("/favicon.ico")),
          [],
        );
      } finally {
        await page.close();
      }
    }

    for (const language of LANGUAGES) {
      test(`each format is redacted and harmless (${language})`, () =>
        withComposer("parcel", { language }, async (page) => {
          const made = [];
          for (let i = 0; i < 6; i++) {
            await page.evaluate((index) => choose(index), i);
            made.push(await page.evaluate(() => copied()));
          }
          for (const text of made) assert.doesNotMatch(text, /anna\b|example\.org|mx\.example/i);
          const [html, markdown, plain, json, embed, mail] = made;
          assert.match(html, new RegExp(`^<section lang="${language}">`));
          assert.doesNotMatch(html, /<a |<script|<img|href|https?:/);
          assert.match(markdown, /^## /);
          assert.match(plain, /■/);
          assert.equal(JSON.parse(json).redacted, true);
          assert.match(embed, /<whence-report lang="(en|ja)">/);
          assert.equal(embed.match(/<\/script>/g).length, 2);
          assert.match(mail, /<whence-analyzer lang="(en|ja)" compact lookups="off">/);
          assert.match(mail, /^Subject: /m);
        }));
    }

    test("sections, own sentences, more words and kept values", () =>
      withComposer("kagoya", { language: "ja" }, async (page) => {
        await page.evaluate(async () => {
          for (const one of composer.querySelectorAll("details")) one.open = true;
          const boxes = composer.querySelectorAll(".composer-sections input[type=checkbox]");
          boxes[1].click(); // the sender
          await composer.updateComplete;
          const own = composer.querySelector(".composer-sections textarea");
          own.value = "これは <b>私</b> の一言";
          own.dispatchEvent(new Event("change"));
          const words = composer.querySelector(".composer-masked textarea");
          words.value = "カゴヤ・ジャパン";
          words.dispatchEvent(new Event("change"));
          await composer.updateComplete;
        });
        const html = await page.evaluate(() => copied());
        assert.match(html, /これは &#60;b&#62;私&#60;\/b&#62; の一言/);
        assert.doesNotMatch(html, /<h4>差出人<\/h4>|カゴヤ・ジャパン/);
        const shown = await page.evaluate(() => composer.querySelector(".dissection").textContent);
        assert.match(shown, /これは <b>私<\/b> の一言/);
        await page.evaluate(async () => {
          const rows = [...composer.querySelectorAll(".composer-masked li")];
          rows
            .find((row) => row.textContent.includes("mx1.example.jp"))
            .querySelector("input")
            .click();
          await composer.updateComplete;
        });
        assert.match(await page.evaluate(() => copied()), /mx1\[\.\]example\[\.\]jp/);
      }));

    for (const id of ["kagoya", "bounce"])
      test(`the HTML of ${id} survives DOMPurify`, () =>
        withComposer(id, { language: "ja" }, async (page) => {
        const html = await page.evaluate(() => copied());
        const clean = await newPage(its.browser);
        try {
          await clean.evaluate(purify);
          const { text, kept, tags } = await clean.evaluate((given) => {
            const read = (markup) => new DOMParser().parseFromString(markup, "text/html").body;
            const after = read(DOMPurify.sanitize(given)),
              before = read(given);
            const count = (body) =>
              ["section", "h3", "h4", "ul", "li", "strong", "code"].map(
                (tag) => body.querySelectorAll(tag).length,
              );
            return { text: before.textContent, kept: after.textContent, tags: [count(before), count(after)] };
          }, html);
          assert.equal(kept, text);
          assert.deepEqual(tags[0], tags[1]);
          assert.ok(tags[0].every((n) => n > 0));
        } finally {
          await clean.close();
        }
      }));

    test("where to report it: links that the reader follows himself, in his language", () =>
      withComposer("parcel", { language: "ja" }, async (page) => {
        await page.evaluate(() => choose(6));
        const found = await page.evaluate(() =>
          [...composer.querySelectorAll(".composer-report a")].map((a) => ({
            href: a.href,
            rel: a.rel,
            text: a.textContent,
          })),
        );
        assert.ok(found.some(({ href }) => href.startsWith("https://www.antiphishing.jp/")));
        assert.ok(found.some(({ href }) => href.startsWith("https://safebrowsing.google.com/")));
        assert.ok(found.some(({ href }) => href.startsWith("mailto:phishing%40paypal.com?subject=")));
        for (const { href, rel } of found)
          if (href.startsWith("https:")) assert.equal(rel, "noopener noreferrer");
        for (const { href } of found) assert.doesNotMatch(decodeURIComponent(href), /anna@|example\.org/);
      }));

    if (name === "chrome") {
      test("accessible, on a phone too", () =>
        withComposer("kagoya", { language: "ja", width: 390, height: 844 }, async (page) => {
          await page.evaluate(async () => {
            for (const one of composer.querySelectorAll("details")) one.open = true;
            await composer.updateComplete;
          });
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          assert.deepEqual(
            violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
            [],
          );
          const wide = await page.evaluate(() => {
            const dialog = composer.closest("dialog");
            return dialog.scrollWidth - dialog.clientWidth;
          });
          assert.ok(wide <= 1, `${wide} pixels too wide`);
          await screenshot(page, "composer-phone-ja", { fullPage: false });
        }));

      test("as a picture: SVG and PNG", () =>
        withComposer("kagoya", { language: "en" }, async (page) => {
          await screenshot(page, "composer-desktop-en", { fullPage: false });
          const sizes = await page.evaluate(async () => {
            const kept = [];
            const make = URL.createObjectURL;
            HTMLAnchorElement.prototype.click = () => {};
            await new Promise((resolve) => {
              URL.createObjectURL = (blob) => {
                if (kept.push(blob) === 2) resolve();
                return make.call(URL, blob);
              };
              const buttons = [...composer.querySelectorAll(".composer-preview .quiet")];
              buttons[1].click();
              buttons[2].click();
            });
            return Promise.all(
              kept.map(async (blob) => [
                blob.type,
                new TextDecoder("latin1").decode((await blob.arrayBuffer()).slice(0, 8)),
                await blob.text(),
              ]),
            );
          });
          const svg = sizes.find(([type]) => type === "image/svg+xml")[2];
          assert.match(svg, /121\[\.\]50\[\.\]45\[\.\]172/);
          assert.doesNotMatch(svg, /info@office|<script|href/);
          assert.ok(sizes.some(([type, start]) => type === "image/png" && start.slice(1, 4) === "PNG"));
        }));
    }
  });
}
