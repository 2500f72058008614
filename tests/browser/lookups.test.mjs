// Lookups in the page: nothing leaves before consent, exactly what was listed leaves after it, and a real
// DNS-over-HTTPS server's answers lead to verified results; a server that fails costs only the checks that
// needed it.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { asked, listed, ready, setUpLookups, state } from "./asking.mjs";
import { BROWSERS, click, text } from "./support.mjs";
import { startBrokenDoh } from "../support/doh.mjs";

for (const name of BROWSERS) {
  describe(`lookups in ${name}`, () => {
    const its = setUpLookups(name);

    for (const [how, url] of [
      ["file://", () => undefined],
      ["http", () => `${its.url}/whence.html`],
    ]) {
      test(`from consent to verified results (${how})`, async () => {
        const page = await ready(its, its.doh.url, url());
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.deepEqual(asked(page), [], "something was asked before consent");
        const list = await listed(page);
        assert.ok(
          list.includes("example.com TXT") &&
            list.includes("_dmarc.example.com TXT") &&
            list.includes("s2025._domainkey.example.com TXT"),
          list.join(),
        );
        const offline = await page.evaluate(() => globalThis.lastReport.authentication.spf);
        assert.ok(
          offline === null || offline.result === "not-evaluated" || offline.result === null,
          JSON.stringify(offline),
        );

        await click(page, ".consent .primary");
        await state(page, "done");
        const { authentication, verdict } = await page.evaluate(() => globalThis.lastReport);
        assert.equal(authentication.spf.result, "pass");
        assert.deepEqual(
          authentication.dkim.map((signature) => signature.result),
          ["pass"],
        );
        assert.equal(authentication.dmarc.result, "pass");
        assert.equal(verdict.level, "authentic");
        assert.match(await text(page, ".verdict-basis"), /signature.*DKIM/); // the verdict says by what
        const names = asked(page);
        assert.ok(
          names.every((question) => !question.startsWith("shop.example.net")),
          "a name was asked that only the body links to",
        );
        const shown = await listed(page);
        for (const question of names)
          assert.ok(shown.includes(question), `${question} was asked and is not listed`);
        assert.deepEqual(await page.violations(), []);
        await page.close();
      });
    }

    test("names that only the body links to are asked when ticked", async () => {
      const page = await ready(its, its.doh.url);
      await page.evaluate(() => {
        document
          .querySelector("whence-analyzer")
          .shadowRoot.querySelector(".consent [data-links=true]").checked = true;
      });
      await click(page, ".consent .primary");
      await state(page, "done");
      assert.ok(asked(page).some((question) => question.startsWith("shop.example.net")));
      await page.close();
    });

    test("with nothing ticked there is nothing to ask", async () => {
      const page = await ready(its, its.doh.url);
      const enabled = () =>
        page.evaluate(() => {
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          return !tree.querySelector(".consent [value=send]").disabled;
        });
      const tick = (on) =>
        page.evaluate((wanted) => {
          const tree = document.querySelector("whence-analyzer").shadowRoot;
          for (const box of tree.querySelectorAll(".consent [name=group]"))
            if (box.checked !== wanted) box.click();
        }, on);
      assert.equal(await enabled(), true);
      await tick(false);
      assert.equal(await enabled(), false);
      await tick(true);
      assert.equal(await enabled(), true);
      await page.close();
    });

    test("refused: nothing is sent, nothing fails", async () => {
      const page = await ready(its, its.doh.url);
      const before = await page.evaluate(() => JSON.stringify(globalThis.lastReport.verdict));
      await click(page, ".consent .row-actions .button");
      await state(page, "refused");
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual(asked(page), []);
      assert.equal(await page.evaluate(() => JSON.stringify(globalThis.lastReport.verdict)), before);
      assert.match(await text(page, ".lookups"), /Nothing was asked/);
      await page.close();
    });

    const FAILURES = {
      "stops half-way": (question, count, response) => count >= 2 && (response.socket.destroy(), true),
      "answers 500": (question, count, response) => (response.writeHead(500).end("no"), true),
      "answers garbage": (question, count, response) => (
        response.writeHead(200, { "content-type": "application/dns-message" }).end("\x00\x01garbage"),
        true
      ),
      "answers a web page": (question, count, response) => (
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in</h1>"),
        true
      ),
    };
    for (const [what, behave] of Object.entries(FAILURES)) {
      test(`a resolver that ${what} costs only what needed it`, async (t) => {
        const broken = await startBrokenDoh(behave);
        t.after(() => broken.stop());
        const page = await ready(its, broken.url);
        await click(page, ".consent .primary");
        await state(page, "done");
        assert.match(await text(page, ".lookups"), /got no answer/);
        const { authentication, handover, verdict } = await page.evaluate(() => globalThis.lastReport);
        for (const result of [authentication.spf, ...(authentication.dkim ?? []), authentication.dmarc]) {
          assert.notEqual(result?.result, "fail", JSON.stringify(authentication));
        }
        assert.equal(handover.ip, "203.0.113.12");
        assert.ok(["consistent", "unclear"].includes(verdict.level), verdict.level);
        await page.close();
      });
    }

    test("a resolver that cannot be reached at all", async () => {
      const gone = await startBrokenDoh(() => false);
      await gone.stop();
      const page = await ready(its, gone.url);
      await click(page, ".consent .primary");
      await state(page, "done");
      assert.match(await text(page, ".lookups"), /got no answer/);
      await page.close();
    });
  });
}
