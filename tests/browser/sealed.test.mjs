// The offline edition lets nothing out: requests by its policy, WebRTC because its doors are taken away.
import { test } from "node:test";
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { BROWSERS, dist, launch, openPage } from "./support.mjs";

for (const name of BROWSERS) {
  test(`no request and no peer connection from the offline edition in ${name}`, async () => {
    const browser = await launch(name);
    try {
      for (const [file, open] of [
        ["whence-offline.html", false],
        ["whence.html", true],
      ]) {
        const page = await openPage(browser, pathToFileURL(`${dist}/${file}`).href, {});
        const doors = await page.evaluate(() => typeof globalThis.RTCPeerConnection === "function");
        assert.equal(doors, open, file);
        const sent = await page.evaluate(() =>
          fetch("https://127.0.0.1:9/").then(
            () => "sent",
            (error) => error.name,
          ),
        );
        assert.equal(sent, "TypeError");
        const refused = (await page.violations()).some((violation) => /connect-src/.test(violation));
        assert.equal(refused, !open, `${file}: refused by its policy`);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });
}
