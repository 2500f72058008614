// For everybody: axe-core finds nothing, 360 pixels are enough, paper too; the screenshots that people look at
// (build/screenshots).
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BROWSERS, complete, fileUrl, launch, openPage, paste, reports, root, screenshot } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const example = (id) => readFileSync(`${root}web/examples/${id}.eml`, "utf8").replace(/\r?\n/g, "\r\n");

/** Draws everything, also what content-visibility leaves out, and opens what is folded. */
function unfold(page) {
  return page.evaluate(() => {
    const tree = document.querySelector("whence-analyzer").shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".section, .source-chunk { content-visibility: visible !important; }");
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    for (const item of tree.querySelectorAll("details")) item.open = true;
  });
}

describe("for everybody", () => {
  let browser;
  before(async () => {
    browser = await launch("chrome");
  });
  after(() => browser?.close());

  async function shown(id, options) {
    const page = await openPage(browser, fileUrl("whence.html"), options);
    await reports(page);
    if (id) {
      await paste(page, example(id));
      await complete(page);
    }
    return page;
  }

  for (const language of ["en", "ja"]) {
    for (const dark of [false, true]) {
      for (const id of [null, "kagoya", "parcel", "newsletter"]) {
        test(`axe-core finds nothing: ${id ?? "start"}, ${language}, ${dark ? "dark" : "light"}`, async () => {
          const page = await shown(id, { language, dark });
          await unfold(page);
          await page.evaluate(axe);
          const found = await page.evaluate(() =>
            globalThis.axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
              violations.map(
                (violation) =>
                  `${violation.id}: ${violation.nodes
                    .slice(0, 3)
                    .map((node) => `${node.target.flat().join(" ")} ${node.failureSummary}`)
                    .join(" | ")}`,
              ),
            ),
          );
          assert.deepEqual(found, []);
          await page.close();
        });
      }
    }
    test(`axe-core finds nothing in the settings, ${language}`, async () => {
      const page = await shown(null, { language });
      await page.evaluate(() =>
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".settings-button").click(),
      );
      await page.evaluate(axe);
      const found = await page.evaluate(() =>
        globalThis.axe.run(document).then(({ violations }) => violations.map((violation) => violation.id)),
      );
      assert.deepEqual(found, []);
      await page.close();
    });
  }

  test("the verdict is told to a screen reader, and again when it changes", async () => {
    const page = await shown("parcel", { language: "en" });
    const said = () =>
      page.evaluate(
        () =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector("[role=status][aria-live=polite]")
            .textContent,
      );
    assert.match(await said(), /Score \d+ of 100/);
    assert.equal(
      await page.evaluate(
        () => document.querySelector("whence-analyzer").shadowRoot.querySelectorAll("[aria-live=polite]").length,
      ),
      1,
    );
    await page.close();
  });

  test("on paper there are no controls, and the findings are there", async () => {
    const page = await shown("kagoya", { language: "ja" });
    await page.emulateMediaType("print");
    const seen = await page.evaluate(() => {
      const tree = document.querySelector("whence-analyzer").shadowRoot;
      const drawn = (selector) => [...tree.querySelectorAll(selector)].some((element) => element.checkVisibility());
      return {
        tools: drawn(".tools"),
        intake: drawn(".intake"),
        actions: drawn(".row-actions"),
        findings: drawn(".finding"),
        verdict: drawn(".verdict"),
      };
    });
    assert.deepEqual(seen, { tools: false, intake: false, actions: false, findings: true, verdict: true });
    await page.emulateMediaType("screen");
    await page.close();
  });

  for (const [name, options] of [
    ["ja-light", { language: "ja" }],
    ["ja-dark", { language: "ja", dark: true }],
    ["ja-360", { language: "ja", width: 360, height: 740 }],
    ["en-light", { language: "en" }],
    ["en-dark", { language: "en", dark: true }],
    ["en-360", { language: "en", width: 360, height: 740 }],
  ]) {
    test(`screenshots: ${name}`, async () => {
      for (const id of [null, "kagoya", "newsletter"]) {
        const page = await shown(id, options);
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".section { content-visibility: visible !important; }");
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
        });
        await screenshot(page, `${id ?? "start"}-${name}`);
        await page.close();
      }
    });
  }
});

for (const name of BROWSERS) {
  test(`360 pixels are enough in ${name}`, async () => {
    const browser = await launch(name);
    try {
      for (const language of ["en", "ja"]) {
        const page = await openPage(browser, fileUrl("whence.html"), { language, width: 360, height: 740 });
        await reports(page);
        const widths = () =>
          page.evaluate(() => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            // Tables may scroll in their own boxes; nothing else may stick out.
            const out = [...tree.querySelectorAll("*")].filter(
              (element) =>
                !element.closest(".scroll, .visually-hidden, svg") &&
                element.getBoundingClientRect().right > innerWidth + 0.5,
            );
            return {
              page: document.documentElement.scrollWidth,
              window: innerWidth,
              out: out.slice(0, 3).map((element) => `${element.localName}.${element.className}`),
            };
          });
        let seen = await widths();
        assert.ok(seen.page <= seen.window, `start, ${language}: ${seen.page} > ${seen.window}`);
        for (const id of ["kagoya", "bounce", "parcel", "newsletter"]) {
          await paste(page, example(id), { selector: ".nowhere" });
          await complete(page);
          await unfold(page);
          seen = await widths();
          assert.ok(seen.page <= seen.window, `${id}, ${language}: ${seen.page} > ${seen.window}`);
          assert.deepEqual(seen.out, [], `${id}, ${language}`);
        }
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });
}
