// The page as a browser saves it, from its document and not its file, and with a mail server's line ends:
// it is whole, its policy still names what is inside, and it judges.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exampleText } from "../support/examples.mjs";
import { BROWSERS, dist, fileUrl, openPage, paste, setUp } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "whence saved "));
after(() => rmSync(folder, { recursive: true }));

function saved(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}

/** A mail pasted anywhere on a page, its level, and the page's own text after that. */
async function judged(browser, url) {
  const page = await openPage(browser, url, {});
  await paste(page, exampleText("parcel.eml"), { selector: "#no-field" });
  const level = await page.evaluate(() => globalThis.lastReport.verdict.level);
  const markup = await page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`);
  const problems = [...page.seen.problems, ...(await page.violations())];
  await page.close();
  assert.deepEqual(problems, [], url);
  return { level, markup };
}

for (const name of BROWSERS) {
  const its = setUp(name);
  test(`a page that was saved judges as the page does, in ${name}`, async () => {
    const { level, markup } = await judged(its.browser, fileUrl("whence.html"));
    assert.ok(!markup.includes('id="needs"'), "saved as it is shown");
    assert.equal((await judged(its.browser, saved("again.html", markup))).level, level);
    const crlf = readFileSync(join(dist, "whence.html"), "utf8").replace(/\r?\n/g, "\r\n");
    assert.equal((await judged(its.browser, saved("lines.html", crlf))).level, level);
  });
}
