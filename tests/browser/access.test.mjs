// For everybody: axe-core finds nothing, 360 pixels are enough, paper too; the screenshots that people look
// at (build/screenshots).
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { exampleText } from "../support/examples.mjs";
import {
  BROWSERS,
  TABS,
  click,
  complete,
  fileUrl,
  inside,
  launch,
  openPage,
  openTab,
  paste,
  reports,
  screenshot,
  setUp,
  text,
} from "./support.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const example = (id) => exampleText(`${id}.eml`);

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

const violations = (page) =>
  page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }).then((result) =>
      result.violations.map(
        (violation) =>
          `${violation.id}: ${violation.nodes
            .slice(0, 3)
            .map((node) => `${node.target.flat().join(" ")} ${node.failureSummary}`)
            .join(" | ")}`,
      ),
    ),
  );

describe("for everybody", () => {
  const its = setUp("chrome");

  async function shown(id, options) {
    const page = await openPage(its.browser, fileUrl("whence.html"), options);
    await reports(page);
    if (id) {
      await paste(page, example(id));
      await complete(page);
    }
    return page;
  }

  for (const language of LANGUAGES) {
    for (const dark of [false, true]) {
      for (const id of [null, "kagoya", "parcel", "newsletter"]) {
        test(`axe-core finds nothing: ${id ?? "start"}, ${language}${dark ? ", dark" : ""}`, async () => {
          const page = await shown(id, { language, dark });
          await page.evaluate(axe);
          for (const tab of id ? TABS : [null]) {
            if (tab) await openTab(page, tab);
            await unfold(page);
            assert.deepEqual(await violations(page), [], tab ?? "start");
          }
          await page.close();
        });
      }
    }
    test(`axe-core finds nothing in the dialogs, ${language}`, async () => {
      const page = await shown("parcel", { language });
      await page.waitForFunction(
        () =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector(".lookups")?.dataset.state ===
          "ready",
      );
      await page.evaluate(axe);
      await click(page, ".settings-button"); // the first of them brings what belongs to any state
      await click(page, "#share-button");
      for (const name of ["settings", "verify", "howto", "keys", "glossary", "share"]) {
        await page.evaluate((which) => {
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          for (const dialog of tree.querySelectorAll("dialog[open]")) dialog.close();
          tree.querySelector(`dialog.${which}`).showModal();
        }, name);
        assert.deepEqual(await violations(page), [], name);
      }
      await page.close();
    });
  }

  test("the verdict is told once, with its level, and again when it changes", async () => {
    const page = await shown("parcel", { language: "en" });
    const said = () => text(page, "[role=status][aria-live=polite]");
    // The focus is on the heading, which says it: the live region is silent.
    const heading = await page.evaluate(
      () => document.querySelector("whence-analyzer").shadowRoot.activeElement?.textContent ?? "",
    );
    assert.match(heading.trim(), /^Dangerous: This mail/);
    assert.equal((await said()).trim(), "");
    const count = await reports(page);
    await openTab(page, "route");
    await (await inside(page, ".handover-grip")).focus();
    await page.keyboard.press("Home");
    await page.waitForFunction((seen) => globalThis.reported > seen, {}, count);
    await page.evaluate(() => document.querySelector("whence-analyzer").updateComplete);
    assert.match(await said(), /^(Dangerous|Suspicious|Cannot tell|Consistent)\. \S/);
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
      for (const language of LANGUAGES) {
        const page = await openPage(browser, fileUrl("whence.html"), { language, width: 360, height: 740 });
        await reports(page);
        const widths = () =>
          page.evaluate(() => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            // Tables and the row of tabs may scroll in their own boxes, a line of evidence ends in dots;
            // nothing else may stick out.
            const out = [...tree.querySelectorAll("*")].filter(
              (element) =>
                !element.closest(".scroll, .visually-hidden, svg, .tab-list, .evidence, .pinned") &&
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
