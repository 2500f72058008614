// Lookups in the page: nothing leaves before consent, exactly what was listed leaves after it, and a real
// DNS-over-HTTPS server's answers lead to verified results; a server that fails costs only the checks that
// needed it.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import {
  BROWSERS,
  chooseResolver,
  click,
  complete,
  dist,
  fileUrl,
  openPage,
  paste,
  reports,
  setUp,
  text,
} from "./support.mjs";
import { questionOf, startBrokenDoh, startDoh } from "../support/doh.mjs";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
// A character-string holds 255 octets at most (RFC 1035 3.3).
const strings = (record) =>
  record
    .match(/.{1,250}/g)
    .map((part) => `"${part}"`)
    .join(" ");

const BODY = "Dear Anna,\r\n\r\nsee https://shop.example.net/letters and https://www.example.com/\r\n";
const FIELDS = [
  "From: Example Bookshop <news@example.com>",
  "To: anna@example.org",
  "Subject: New this month",
  "Date: Thu, 06 Nov 2025 08:02:30 +0000",
  "Message-ID: <8841.20251106080230@news.example.com>",
];

/**
 * A mail with a signature that verifies (RFC 6376, relaxed/relaxed; nothing here needs folding or squeezing).
 */
function signedMail() {
  const hash = createHash("sha256").update(BODY).digest("base64");
  const tags =
    "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s2025; h=from:to:subject:date:message-id";
  const signature = `${tags}; bh=${hash}; b=`;
  const relaxed = FIELDS.map((field) =>
    field.replace(/^([^:]+): (.*)$/, (all, name, value) => `${name.toLowerCase()}:${value}`),
  );
  const signed = `${relaxed.join("\r\n")}\r\ndkim-signature:${signature}`;
  const value = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64");
  return [
    "Return-Path: <bounce@example.com>",
    "Received: from out.example.com (out.example.com [203.0.113.12])",
    "\tby mx.example.org (Postfix) with ESMTPS id 5E10744B7C",
    "\tfor <anna@example.org>; Thu, 06 Nov 2025 08:02:33 +0000",
    `DKIM-Signature: ${signature}${value}`,
    ...FIELDS,
    "",
    BODY,
  ].join("\r\n");
}

const ZONE = [
  'example.com. TXT "v=spf1 include:_spf.example.com -all"',
  '_spf.example.com. TXT "v=spf1 ip4:203.0.113.12 -all"',
  '_dmarc.example.com. TXT "v=DMARC1; p=reject"',
  `s2025._domainkey.example.com. TXT ${strings(keyRecord)}`,
  "example.com. A 203.0.113.80",
  "example.com. MX 10 mx.example.com.",
  "out.example.com. A 203.0.113.12",
  "12.113.0.203.in-addr.arpa. PTR out.example.com.",
  "shop.example.net. A 203.0.113.99",
];
const mail = signedMail();

for (const name of BROWSERS) {
  describe(`lookups in ${name}`, () => {
    // A blog that copied the page's own markup.
    const blog = (_, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end('<script type="module" src="/whence-element.js"></script><whence-analyzer page lang="en">');
    const its = setUp(name, { routes: { "/": dist, "/blog": blog }, acceptInsecureCerts: true });
    let doh;
    before(async () => {
      doh = await startDoh(ZONE);
    });
    after(() => doh?.stop());

    /** A page that asks the given resolver, with the mail pasted. */
    async function ready(resolver, url = fileUrl("whence.html")) {
      const page = await openPage(its.browser, url, { language: "en" });
      await reports(page);
      await chooseResolver(page, resolver);
      await paste(page, mail);
      await complete(page);
      await state(page, "ready");
      await click(page, "#verify");
      return page;
    }
    const state = (page, wanted) =>
      page.waitForFunction(
        (value) =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector(".lookups")?.dataset.state ===
          value,
        {},
        wanted,
      );
    const listed = (page) =>
      page.evaluate(() =>
        [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".lookups tbody tr")].map(
          (row) => `${row.cells[0].textContent} ${row.cells[1].textContent}`,
        ),
      );
    const asked = (page) => [
      ...new Set(page.seen.requests.filter((url) => url.startsWith("https:")).map(questionOf)),
    ];

    for (const [how, url] of [
      ["file://", () => undefined],
      ["http", () => `${its.url}/whence.html`],
    ]) {
      test(`from consent to verified results (${how})`, async () => {
        const page = await ready(doh.url, url());
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
      const page = await ready(doh.url);
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
      const page = await ready(doh.url);
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
      const page = await ready(doh.url);
      const before = await page.evaluate(() => JSON.stringify(globalThis.lastReport.verdict));
      await click(page, ".consent .row-actions .button");
      await state(page, "refused");
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual(asked(page), []);
      assert.equal(await page.evaluate(() => JSON.stringify(globalThis.lastReport.verdict)), before);
      assert.match(await text(page, ".lookups"), /Nothing was asked/);
      await page.close();
    });

    const other = mail.replaceAll("example.com", "other.example").replace("Bookshop", "Other shop");
    const sender = (page) => page.evaluate(() => globalThis.lastReport.identities.from[0].domain);

    test("a consent is for the mail that it was given for", async () => {
      const page = await ready(doh.url);
      await paste(page, other, { selector: "#none" }); // on the page, while the question is on the screen
      await state(page, "ready");
      assert.equal(await sender(page), "other.example");
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(asked(page), [], "asked for a mail that was replaced, or for the new one");
      await page.close();
    });

    for (const button of [".consent [value=send]", ".consent [type=button]"])
      test(`an answer to a list that has just become old: the new one is shown (${button})`, async () => {
        const page = await ready(doh.url);
        const isOpen = await page.evaluate(
          (source, pressed) => {
            const analyzer = document.querySelector("whence-analyzer");
            analyzer.analyze(source); // the old list stands until the next drawing
            analyzer.shadowRoot.querySelector(pressed).click();
            return analyzer.shadowRoot.querySelector("dialog.verify").open;
          },
          other,
          button,
        );
        assert.equal(isOpen, true);
        await page.waitForFunction(() => globalThis.lastReport.identities.from[0].domain === "other.example");
        await state(page, "ready");
        assert.ok((await listed(page)).includes("other.example TXT"));
        assert.deepEqual(asked(page), []);
        await click(page, ".consent .primary");
        for (let i = 0; i < 200 && !asked(page).length; i++)
          await new Promise((done) => setTimeout(done, 50));
        assert.ok(asked(page).length > 0);
        assert.ok(!asked(page).some((question) => question.startsWith("example.com ")), asked(page).join());
        await page.close();
      });

    test("a mail that comes while answers are awaited is judged by itself", async () => {
      const page = await ready(doh.url);
      await click(page, ".consent .primary");
      await page.evaluate((source) => {
        document.querySelector("whence-analyzer").analyze(source);
      }, other);
      await page.waitForFunction(() => globalThis.lastReport.identities.from[0].domain === "other.example");
      await state(page, "ready");
      await new Promise((resolve) => setTimeout(resolve, 1500)); // answers to the first mail's questions
      assert.equal(await sender(page), "other.example");
      const { authentication, verdict } = await page.evaluate(() => globalThis.lastReport);
      assert.notEqual(verdict.level, "authentic");
      assert.notEqual(authentication.spf?.result, "pass");
      assert.ok(asked(page).every((question) => !question.includes("other.example")), asked(page).join());
      await page.close();
    });

    const fromStorage = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("whence") ?? "null"));

    test("a consent is remembered for its own resolver, on a hosted page alone", async () => {
      const page = await ready(doh.url, `${its.url}/whence.html`);
      assert.equal(await fromStorage(page), null);
      await page.evaluate(() => {
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".consent [name=always]").checked =
          true;
      });
      await click(page, ".consent .primary");
      await state(page, "done");
      assert.deepEqual((await fromStorage(page)).consent, { resolver: doh.url, links: false });
      page.seen.requests.length = 0;
      await paste(page, mail, { selector: ".nowhere" });
      await state(page, "done");
      assert.ok(asked(page).length > 0);
      assert.ok(asked(page).every((question) => !question.startsWith("shop.example.net")));

      // Taken back where it is shown.
      await click(page, ".lookups .fact-note button");
      assert.equal((await fromStorage(page)).consent, null);
      await page.evaluate(() => localStorage.clear());
      await page.close();
    });

    test("what storage holds is no consent to a resolver that the reader did not choose", async () => {
      const planted = {
        "another's resolver": {
          resolver: "own",
          resolverUrl: doh.url,
          consent: { resolver: doh.url, links: true },
        },
        "consent to another one": { resolver: "cloudflare", consent: { resolver: doh.url, links: true } },
        "the names of old": { lookups: "always", linkNames: true, resolver: "own", resolverUrl: doh.url },
        "no values": {
          resolver: "constructor",
          language: "__proto__",
          theme: "toString",
          ownServers: [{}],
          brands: "x",
          keys: 7,
        },
      };
      for (const [what, settings] of Object.entries(planted)) {
        for (const url of [`${its.url}/whence.html`, fileUrl("whence.html")]) {
          const page = await openPage(its.browser, url, { language: "en" });
          await page.evaluate(
            (kept) => localStorage.setItem("whence", JSON.stringify({ remember: true, ...kept })),
            settings,
          );
          await page.reload({ waitUntil: "load" });
          page.seen.requests.length = 0;
          await reports(page);
          await paste(page, mail);
          await complete(page);
          await state(page, "ready");
          await new Promise((resolve) => setTimeout(resolve, 200));
          assert.deepEqual(
            page.seen.requests.filter((address) => address.startsWith("https:")),
            [],
            `${what}, ${url}`,
          );
          assert.ok((await text(page, "#verdict-title")).length > 5, what);
          assert.deepEqual(page.seen.problems, [], what);
          await page.evaluate(() => localStorage.clear());
          await page.close();
        }
      }
    });

    test("a remembered consent counts on the page's own origin: in no file, in nobody's embed", async () => {
      const kept = { remember: true, resolver: "cloudflare" };
      kept.consent = { resolver: "https://cloudflare-dns.com/dns-query", links: true };
      for (const [url, counts] of [
        [fileUrl("whence.html"), false],
        [`${its.url}/blog`, false],
        [`${its.url}/whence.html`, true],
      ]) {
        const page = await openPage(its.browser, url, { language: "en" });
        await page.evaluate((value) => localStorage.setItem("whence", JSON.stringify(value)), kept);
        await page.reload({ waitUntil: "load" });
        await page.waitForFunction(() => document.querySelector("whence-analyzer")?.shadowRoot);
        page.seen.requests.length = 0;
        await reports(page);
        await paste(page, mail);
        await complete(page);
        await page.waitForFunction(() => {
          const lookups = document.querySelector("whence-analyzer").shadowRoot.querySelector(".lookups");
          return lookups.dataset.state !== "idle";
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        const sent = page.seen.requests.filter((address) => address.startsWith("https:"));
        assert.equal(sent.length > 0, counts, url);
        await page.evaluate(() => localStorage.clear());
        await page.close();
      }
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
      test(`a resolver that ${what} costs only what needed it`, async () => {
        const broken = await startBrokenDoh(behave);
        const page = await ready(broken.url);
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
        await broken.stop();
      });
    }

    test("a resolver that cannot be reached at all", async () => {
      const gone = await startBrokenDoh(() => false);
      await gone.stop();
      const page = await ready(gone.url);
      await click(page, ".consent .primary");
      await state(page, "done");
      assert.match(await text(page, ".lookups"), /got no answer/);
      await page.close();
    });
  });
}
