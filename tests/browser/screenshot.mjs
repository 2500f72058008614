// Makes web/screenshot.png, the picture in README.md: node tests/browser/screenshot.mjs   (after ./build.sh)
import { readFileSync } from "node:fs";
import { complete, fileUrl, launch, openPage, paste, reports, root } from "./support.mjs";

const browser = await launch("chrome");
try {
  const page = await openPage(browser, fileUrl("whence.html"), { language: "en", width: 1280, height: 800 });
  await reports(page);
  await paste(page, readFileSync(`${root}web/examples/kagoya.eml`, "utf8"));
  await complete(page);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const bottom = await page.evaluate(
    () =>
      document.querySelector("whence-analyzer").shadowRoot.querySelector("#tab-panel").getBoundingClientRect()
        .bottom,
  );
  await page.screenshot({
    path: `${root}web/screenshot.png`,
    clip: { x: 0, y: 0, width: 1280, height: Math.ceil(bottom) + 28 },
    captureBeyondViewport: true,
  });
} finally {
  await browser.close();
}
