// A large mail is judged in a worker: the page answers meanwhile, the judgement can be stopped, and it is
// the one that the library gives; where a page allows no worker that is said first. A small one never
// starts any.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BROWSERS, click, complete, dist, fileUrl, launch, openPage } from "./support.mjs";
import { openTab, reports, serve, text } from "./support.mjs";
import { open } from "../../dist/whence.js";

const whence = await open();
const link = (i) => `<a href="https://h${i}.example.com/${i}">link ${i}</a>\r\n`;
const LINKS = Array.from({ length: 6000 }, (_, i) => link(i)).join("");
const HTML = "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n";
const fields = (subject) =>
  `From: a@example.com\r\nTo: b@example.org\r\nSubject: ${subject}\r\nMessage-ID: <1@example.com>\r\n`;
const LARGE = `${fields("large")}${HTML}${LINKS}`;
const SMALL = `${fields("small")}\r\nhello\r\n`;
// Seconds of work: enough to be stopped in.
const HEAVY = `${fields("heavy")}${HTML}${LINKS.repeat(20)}`;

/** Gives a mail to the page, without waiting for what becomes of it. */
const give = (page, source) =>
  page.evaluate((given) => {
    const analyzer = document.querySelector("whence-analyzer");
    globalThis.last = null;
    const number = (globalThis.given = (globalThis.given ?? 0) + 1);
    analyzer.analyze(given).then((report) => {
      if (number === globalThis.given) globalThis.last = { report };
    });
  }, source);
const judged = async (page) => {
  await page.waitForFunction(() => globalThis.last);
  return page.evaluate(() => globalThis.last.report);
};
const isBusy = (page) =>
  page.waitForFunction(() =>
    document.querySelector("whence-analyzer").shadowRoot.querySelector(".busy button"),
  );

/** Notes what the page says while it is busy, and each worker that is started. */
const watch = async (page) => {
  await page.waitForFunction(() => document.querySelector("whence-analyzer").shadowRoot);
  await page.evaluate(() => {
    const tree = document.querySelector("whence-analyzer").shadowRoot;
    globalThis.said = [];
    new MutationObserver(() => {
      const busy = tree.querySelector(".busy")?.textContent.replace(/\s+/g, " ").trim();
      if (busy && globalThis.said.at(-1) !== busy) globalThis.said.push(busy);
    }).observe(tree, { childList: true, subtree: true, characterData: true });
    const Given = globalThis.Worker;
    globalThis.started = 0;
    globalThis.Worker = class extends Given {
      constructor(...args) {
        super(...args);
        globalThis.started += 1;
      }
    };
  });
};

/** What the page's report must be, but for the moment and what lookups would ask. */
const same = ({ questions, ...report }) => report;

for (const name of BROWSERS) {
  describe(`large mails in ${name}`, () => {
    let browser, server, elsewhere;
    let asked = 0, newer = null;
    const blog = (element, policy = "") => `<!doctype html><meta charset="utf-8">
      ${policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`}
      <script type="module" src="${element}"></script>
      <whence-analyzer lang="en" lookups="off"></whence-analyzer>`;
    const page = (html) => (_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(html);
    before(async () => {
      browser = await launch(name);
      const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
      // Another origin, as of a network that delivers scripts: a module script is fetched with CORS.
      const element = readFileSync(join(dist, "whence-element.js"));
      elsewhere = await serve({
        "/whence-element.js": (_, response) =>
          response
            .writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" })
            .end(element),
      });
      server = await serve({
        "/": dist,
        "/elsewhere": page(blog(`${elsewhere.url}/whence-element.js`)),
        "/blog": page(blog("/whence-element.js")),
        "/asked": (_, response) => {
          asked += 1;
          response.writeHead(204).end();
        },
        "/same": page(blog("/whence-element.js", `${strict}; style-src 'unsafe-inline'; img-src 'self'`)),
        "/no-worker": page(blog("/whence-element.js", `${strict}; worker-src 'none'`)),
        "/newer/": page(blog("/newer/whence-element.js")),
        "/newer/whence-element.js": (_, response) =>
          response
            .writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" })
            .end(newer ? newer(`${element}`) : element),
      });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      await elsewhere?.close();
    });

    const PLACES = {
      "the saved page": () => fileUrl("whence.html"),
      "the offline edition": () => fileUrl("whence-offline.html"),
      "the hosted page": () => `${server.url}/whence.html`,
      "index.html with its script beside it": () => `${server.url}/index.html`,
      "the element in a blog": () => `${server.url}/blog`,
      "the element from another origin": () => `${server.url}/elsewhere`,
      "the element under a strict policy": () => `${server.url}/same`,
    };
    for (const [place, url] of Object.entries(PLACES)) {
      test(`${place}: as without a worker`, async () => {
        const page = await openPage(browser, url(), { language: "en" });
        await reports(page);
        await watch(page);
        await give(page, SMALL);
        await judged(page);
        assert.deepEqual(await page.evaluate(() => [globalThis.started, globalThis.said]), [0, []]);
        await give(page, LARGE);
        const report = await judged(page);
        assert.equal(await page.evaluate(() => globalThis.started), 1);
        assert.deepEqual(same(report), same(await whence.analyze(LARGE)));
        const said = await page.evaluate(() => globalThis.said);
        assert.ok(said.length && said.every((words) => words.includes("Stop")), said.join());
        await complete(page);
        // The text is read in the worker, too.
        await openTab(page, "text");
        await page.waitForFunction(() => {
          const read = document.querySelector("whence-analyzer").shadowRoot.querySelector(".mail-text");
          return read?.textContent.includes("link 7");
        });
        assert.equal(await text(page, ".busy"), null);
        // (Firefox looks for a page's icon, which this policy forbids.)
        const violations = (await page.violations()).filter((one) => !one.includes("/favicon.ico"));
        assert.deepEqual(violations, []);
        assert.deepEqual(page.seen.problems, []);
        await page.close();
      });
    }

    test("the page answers while it judges; stopped, it is ready for the next mail", async () => {
      const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await give(page, SMALL);
      await judged(page);
      const before = await text(page, "#verdict-title");
      await give(page, HEAVY);
      await isBusy(page);
      const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "");
      const was = await theme();
      await click(page, ".toolbar .tool");
      await page.waitForFunction((old) => (document.documentElement.dataset.theme ?? "") !== old, {}, was);
      assert.ok(await text(page, ".busy"), "it was answered only when all was done");

      await click(page, ".busy button");
      assert.equal(await judged(page), null);
      assert.equal(await text(page, ".busy"), null);
      assert.equal(await text(page, ".error"), null);
      assert.equal(await text(page, "#verdict-title"), before);
      for (const source of [SMALL, LARGE]) {
        await give(page, source);
        assert.deepEqual(same(await judged(page)), same(await whence.analyze(source)));
      }
      assert.deepEqual(page.seen.problems, []);
      await page.close({ runBeforeUnload: false });
    });

    test("stopped before there was anything to show: the place to paste is back", async () => {
      const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
      await give(page, HEAVY);
      await isBusy(page);
      await click(page, ".busy button");
      assert.equal(await judged(page), null);
      await page.waitForFunction(() =>
        document.querySelector("whence-analyzer").shadowRoot.querySelector("#intake-text"),
      );
      await page.close();
    });

    test("a mail that comes while another is judged takes its place", async () => {
      const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
      await give(page, HEAVY);
      await isBusy(page);
      await give(page, SMALL);
      assert.deepEqual(same(await judged(page)), same(await whence.analyze(SMALL)));
      await complete(page);
      await give(page, LARGE);
      assert.equal((await judged(page)).links.length, (await whence.analyze(LARGE)).links.length);
      await page.close({ runBeforeUnload: false });
    });

    test("where a page forbids workers that is said, and the mail judged all the same", async () => {
      const page = await openPage(browser, `${server.url}/no-worker`, { language: "en" });
      await watch(page);
      await give(page, LARGE);
      assert.deepEqual(same(await judged(page)), same(await whence.analyze(LARGE)));
      const said = await page.evaluate(() => globalThis.said);
      assert.match(said.at(-1), /no work in the background/);
      await page.close();
    });

    // The tab was open while its host put a newer version there: the worker would be that one.
    test("a worker of another version is not asked: the page judges itself", async () => {
      const page = await openPage(browser, `${server.url}/newer/`, { language: "en" });
      await watch(page);
      newer = (script) => {
        assert.equal(script.match(/"[0-9a-f]{16}"/g)?.length, 1, "the script says which it is");
        return script.replace(/"[0-9a-f]{16}"/, '"0000000000000000"');
      };
      await give(page, LARGE);
      assert.deepEqual(same(await judged(page)), same(await whence.analyze(LARGE)));
      newer = null;
      assert.equal(await page.evaluate(() => globalThis.started), 1);
      assert.match((await page.evaluate(() => globalThis.said)).at(-1), /no work in the background/);
      await page.close();
    });

    // Whatever policy the page has: a judgement needs no network. Only Chromium's driver looks into a worker.
    test("the worker that judges has no door of its own", { skip: name !== "chrome" }, async () => {
      const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
      await give(page, LARGE);
      await judged(page);
      const [worker] = page.workers();
      assert.ok(worker, "the large mail was judged in one");
      const doors = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport"];
      const those = (names) => names.filter((door) => door in globalThis);
      assert.deepEqual(await worker.evaluate(those, [...doors, "EventSource"]), []);
      assert.equal(await page.evaluate(() => "fetch" in globalThis), true, "the page has some");
      await page.close({ runBeforeUnload: false });
    });

    test("a worker of the offline edition reaches nothing", async () => {
      for (const [url, reaches] of [
        [fileUrl("whence-offline.html"), false],
        [`${server.url}/blog`, true],
      ]) {
        const page = await openPage(browser, url, { language: "en" });
        asked = 0;
        await page.evaluate(async (target) => {
          const rules = { createScriptURL: (address) => address };
          const policy = globalThis.trustedTypes?.createPolicy("whence-worker", rules) ?? rules;
          const code = `fetch("${target}", { mode: "no-cors" }).finally(() => postMessage("tried"));`;
          const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
          const worker = new Worker(policy.createScriptURL(address));
          await new Promise((resolve) => {
            worker.onmessage = resolve;
          });
        }, `${server.url}/asked`);
        assert.equal(asked > 0, reaches, url);
        await page.close();
      }
    });
  });
}
