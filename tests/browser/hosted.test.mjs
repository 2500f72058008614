// The page where it is hosted: it works without a network once it was there, takes what other apps share
// with it, and has none of that where it was saved, framed or shall let no byte out.
import { after, afterEach, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { extname, join } from "node:path";
import { BROWSERS, dist, fileUrl, launch, newPage, openPage } from "./support.mjs";
import { reports, root, serve, visit } from "./support.mjs";

const MAIL = readFileSync(`${root}web/examples/newsletter.eml`, "utf8");
const manifest = JSON.parse(readFileSync(join(dist, "manifest.webmanifest"), "utf8"));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8" };
const bare = "<!doctype html><meta charset=utf-8><title>Another app</title>";

for (const name of BROWSERS) {
  describe(`the hosted page in ${name}`, () => {
    let browser;
    let server;
    const open = async () => {
      server = await serve({
        "/": dist,
        "/app.html": (request, response) => response.end(bare),
        "/frame.html": (request, response) => response.end(`${bare}<iframe src="whence.html"></iframe>`),
      });
    };
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());
    afterEach(() => server?.close());

    const registered = (page) =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    const installed = async (page) => {
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await page.waitForFunction(() => navigator.serviceWorker.controller);
    };

    test("without a network it works as with one", async () => {
      await open();
      const page = await openPage(browser, `${server.url}/whence.html`, { language: "en" });
      await installed(page);
      assert.deepEqual(page.seen.problems, []);
      assert.deepEqual(await page.violations(), []);
      await server.close();
      await visit(page, `${server.url}/`);
      await reports(page);
      await page.evaluate((mail) => document.querySelector("whence-analyzer").analyze(mail), MAIL);
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.equal(await page.evaluate(() => globalThis.lastReport.verdict.level), "consistent");
      await page.close();
    });

    test("its copy for later does not fetch it a second time", async () => {
      const sent = { "/index.html": 0, "/whence-page.js": 0, "/whence.html": 0 };
      const kept = (request, response) => {
        const { pathname } = new URL(request.url, "http://localhost");
        const type = TYPES[extname(pathname)];
        const headers = { etag: '"1"', "cache-control": "no-cache", "content-type": type };
        if (request.headers["if-none-match"]) return response.writeHead(304, headers).end();
        sent[pathname] += 1;
        response.writeHead(200, headers).end(readFileSync(join(dist, pathname)));
      };
      const counted = Object.fromEntries(Object.keys(sent).map((path) => [path, kept]));
      server = await serve({ "/": dist, ...counted });
      const page = await openPage(browser, `${server.url}/index.html`, { language: "en" });
      await installed(page);
      assert.deepEqual(sent, { "/index.html": 1, "/whence-page.js": 1, "/whence.html": 0 });
      await server.close();
      for (const path of ["", "index.html", "whence.html#shared"]) {
        await visit(page, `${server.url}/${path}`);
        assert.ok(await page.evaluate(() => customElements.get("whence-analyzer") !== undefined), path);
      }
      await page.close();
    });

    test("of a half updated host it keeps nothing, and has what it kept before", async () => {
      let served = {}; // whose files are not this build's
      const other = (name) => (request, response) => {
        const text = readFileSync(join(dist, name), "utf8");
        response
          .writeHead(200, { "content-type": TYPES[extname(name)], "cache-control": "no-store" })
          .end(served[name] ? served[name](text) : text);
      };
      const names = ["index.html", "whence-page.js", "sw.js"];
      const others = Object.fromEntries(names.map((name) => [`/${name}`, other(name)]));
      const app = (request, response) => response.end(bare);
      server = await serve({ "/": dist, "/app.html": app, ...others });
      const kept = (page) =>
        page.evaluate(async () => {
          const found = {};
          for (const name of await caches.keys())
            found[name] = (await (await caches.open(name)).keys()).length;
          return found;
        });
      const old = {
        "index.html": (text) => text.replace(/SHA-256 <code>\w/, "SHA-256 <code>x"),
        "whence-page.js": (text) => `${text} `,
      };
      for (const [name, change] of Object.entries(old)) {
        served = { [name]: change };
        const page = await openPage(browser, `${server.url}/app.html`); // any of the host's
        await page.evaluate(() => navigator.serviceWorker.register("sw.js").then(() => null));
        // Where installing fails, nothing stays registered.
        await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistrations()).length);
        assert.deepEqual(await kept(page), {}, name);
        await page.close();
      }
      served = {};
      const page = await openPage(browser, `${server.url}/index.html`, { language: "en" });
      await installed(page);
      const before = await kept(page);
      assert.deepEqual(Object.values(before), [3]);
      // The next build's worker is there, its script not yet.
      const next = (text) => text.replace(/whence-[0-9a-f]{16}/, "whence-0123456789abcdef");
      served["sw.js"] = (text) => next(text).replace(/\b[0-9a-f]{64}\b/g, "0".repeat(64));
      const { tried, active } = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        const found = new Promise((done) => {
          registration.onupdatefound = () => done(registration.installing);
        });
        registration.update().catch(() => {});
        const worker = await found;
        while (worker.state !== "redundant" && worker.state !== "activated")
          await new Promise((done) => setTimeout(done, 50));
        return { tried: worker.state, active: registration.active.state };
      });
      assert.deepEqual([tried, active], ["redundant", "activated"]);
      assert.deepEqual(await kept(page), before);
      await page.close();
      await server.close();
    });

    test("index.html, its script beside it, is the same page", async () => {
      await open();
      const page = await openPage(browser, `${server.url}/index.html`, { language: "ja" });
      await page.waitForFunction(() => customElements.get("whence-analyzer"));
      await reports(page);
      assert.match(await page.evaluate(() => document.getElementById("question").textContent), /メール/);
      await page.evaluate((mail) => document.querySelector("whence-analyzer").analyze(mail), MAIL);
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.equal(await page.evaluate(() => document.getElementById("needs")), null);
      assert.deepEqual(page.seen.problems, []);
      assert.deepEqual(await page.violations(), []);
      await page.close();
    });

    // iOS in Lockdown Mode, say: nobody is asked for a mail that cannot be judged.
    for (const missing of ["WebAssembly", ...(name === "chrome" ? ["JavaScript"] : [])]) {
      test(`without ${missing} it says so on the first screen, and takes no mail`, async () => {
        await open();
        for (const file of ["whence.html", "index.html"]) {
          const page = await newPage(browser);
          await page.setViewport({ width: 390, height: 844 });
          if (missing === "JavaScript") await page.setJavaScriptEnabled(false);
          else await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
          await page.goto(`${server.url}/${file}`);
          await page.waitForSelector("#needs", { visible: true });
          const seen = await page.evaluate(() => ({
            isSeen: document.getElementById("needs").getBoundingClientRect().top < innerHeight / 2,
            isTaken: Boolean(document.querySelector("whence-analyzer").shadowRoot),
          }));
          assert.deepEqual(seen, { isSeen: true, isTaken: false }, file);
          await page.close();
        }
      });
    }

    // What is thrown while a megabyte of script starts is slow, also where it is caught; dialogs wait.
    test("it opens with nothing thrown and what can be seen", { skip: name !== "chrome" }, async () => {
      await open();
      const page = await openPage(browser, "about:blank", { language: "ja" });
      const client = await page.createCDPSession();
      const thrown = [];
      client.on("Debugger.paused", ({ data }) => {
        thrown.push(data?.description);
        client.send("Debugger.resume");
      });
      await client.send("Debugger.enable");
      await client.send("Debugger.setPauseOnExceptions", { state: "all" });
      await page.goto(`${server.url}/index.html`);
      const dialogs = () =>
        page.evaluate(() =>
          [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll("dialog")].map(
            ({ className }) => className,
          ),
        );
      await page.waitForFunction(() =>
        document.querySelector("whence-analyzer").shadowRoot?.querySelector(".settings-button"),
      );
      assert.deepEqual(await dialogs(), ["panel verify"]);
      await reports(page);
      await page.evaluate((mail) => document.querySelector("whence-analyzer").analyze(mail), MAIL);
      await page.waitForFunction(() => globalThis.reported > 0);
      assert.deepEqual(thrown, []);
      await page.evaluate(() =>
        document.querySelector("whence-analyzer").shadowRoot.querySelector(".settings-button").click(),
      );
      assert.ok((await dialogs()).includes("panel settings"));
      await page.close();
    });

    test("a mail that is shared with it is judged, as a file and as a text, and kept nowhere", async () => {
      await open();
      const page = await openPage(browser, `${server.url}/whence.html`, { language: "en" });
      await installed(page);
      for (const field of ["mail", "text"]) {
        await page.goto(`${server.url}/app.html`);
        await page.evaluate(
          ({ method, enctype, action }, which, mail) => {
            const form = Object.assign(document.createElement("form"), { method, enctype, action });
            const input = document.createElement(which === "mail" ? "input" : "textarea");
            input.name = which;
            if (which === "mail") {
              const given = new DataTransfer();
              given.items.add(new File([mail], "手紙.eml", { type: "message/rfc822" }));
              input.type = "file";
              input.files = given.files;
            } else input.value = mail;
            form.append(input);
            document.body.append(form);
            form.submit();
          },
          manifest.share_target,
          field,
          MAIL,
        );
        await page.waitForFunction(() => document.querySelector("whence-analyzer")?.report);
        assert.equal(new URL(page.url()).pathname, "/whence.html");
        const seen = await page.evaluate(async () => ({
          from: document.querySelector("whence-analyzer").report.identities.from[0].address,
          name: document.querySelector("whence-analyzer").source.name,
          left: (await (await caches.open("whence-shared")).keys()).length,
        }));
        const name = field === "mail" ? "手紙.eml" : "";
        assert.deepEqual(seen, { from: "news@example.com", name, left: 0 });
      }
      await page.close();
    });

    test("neither in a frame, nor in the offline edition, nor from a file", async () => {
      await open();
      for (const path of ["frame.html", "whence-offline.html"]) {
        const page = await openPage(browser, `${server.url}/${path}`);
        await new Promise((done) => setTimeout(done, 300));
        assert.equal(await registered(page), 0, path);
        await page.close();
      }
      const page = await openPage(browser, fileUrl("whence.html"));
      const seen = await page.evaluate(() => ({
        manifest: document.querySelector("link[rel=manifest]"),
        links: document.getElementById("links").hidden,
      }));
      assert.deepEqual(seen, { manifest: null, links: true });
      await page.close();
    });
  });
}

test("the page names the hash of the offline edition beside it", () => {
  const offline = readFileSync(join(dist, "whence-offline.html"));
  const hash = createHash("sha256").update(offline).digest("hex");
  assert.ok(readFileSync(join(dist, "whence.html"), "utf8").includes(`SHA-256 <code>${hash}</code>`));
});
