// The offline edition lets nothing out: requests by its policy, WebRTC because its doors are taken away.
import { test } from "node:test";
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { BROWSERS, dist, launch, openPage } from "./support.mjs";

const DOORS = ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocketStream"];

/** Runs in the page before its own script: the doors that this browser has. */
function note() {
  const names = ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocketStream"];
  globalThis.found = names.filter((door) => door in globalThis);
}

for (const name of BROWSERS) {
  test(`no request and no peer connection from the offline edition in ${name}`, async () => {
    const browser = await launch(name);
    try {
      for (const [file, open] of [
        ["whence-offline.html", false],
        ["whence.html", true],
      ]) {
        const page = await openPage(browser, pathToFileURL(`${dist}/${file}`).href, { before: note });
        // Every door by itself: what one browser has another does not.
        const doors = await page.evaluate(
          (names) => [names.filter((door) => door in globalThis), globalThis.found],
          DOORS,
        );
        assert.deepEqual(doors[0], open ? doors[1] : [], file);
        assert.ok(doors[1].includes("RTCPeerConnection"), "the browser has some");
        const sent = await page.evaluate(() =>
          fetch("https://127.0.0.1:9/").then(
            () => "sent",
            (error) => error.name,
          ),
        );
        assert.equal(sent, "TypeError");
        if (!open) await page.waitForFunction(() => globalThis.violations.length); // told after the refusal
        const refused = (await page.violations()).some((violation) => /connect-src/.test(violation));
        assert.equal(refused, !open, `${file}: refused by its policy`);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });
}
