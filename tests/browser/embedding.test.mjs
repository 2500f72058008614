// Embedding: the example pages, each as the kind of host that it stands for would serve it; the loader;
// frozen reports; late children.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { embedSource } from "../../web/export/embed.js";
import { BROWSERS, dist, openPage, root, setUp } from "./support.mjs";

const FILES = ["whence-element.js", "whence-loader.js"];
const RECIPIENT = /hana|example\.jp|anna@|example\.org/i;

/** All that the element shows, and all that it holds. */
const shown = (page, tag = "whence-analyzer") =>
  page.evaluate((name) => document.querySelector(name).shadowRoot.querySelector(".root").textContent, tag);

for (const name of BROWSERS) {
  describe(`embedding in ${name}`, () => {
    const pages = {};
    // As a server that says nothing of a page's charset: the page's own words count.
    const bare = (file) => (request, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(readFileSync(join(root, "web/examples", file)));
    const built = (folder) =>
      Object.fromEntries(FILES.map((file) => [`${folder}${file}`, join(dist, file)]));
    const routes = {
      "/examples/": `${root}web/examples`,
      "/examples/embed-shift-jis.html": bare("embed-shift-jis.html"),
      "/examples/embed-euc-jp.html": bare("embed-euc-jp.html"),
      ...built("/examples/"),
      // A sandboxed frame has an origin of its own: modules come to it by CORS.
      "/open/": (request, response) => {
        const file = request.url.slice("/open/".length);
        const folder = FILES.includes(file) ? dist : join(root, "web/examples");
        const type = file.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
        response
          .writeHead(200, { "content-type": type, "access-control-allow-origin": "*" })
          .end(readFileSync(join(folder, file)));
      },
      "/blog/": (request, response) =>
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pages[request.url]),
      ...built("/blog/"),
    };
    const its = setUp(name, { routes });

    async function on(path, run, problems = []) {
      const page = await openPage(its.browser, its.url + path, {});
      try {
        await run(page);
        assert.deepEqual(page.seen.problems, problems);
        assert.deepEqual(await page.violations(), []);
      } finally {
        await page.close();
      }
    }

    test("the composer's code with the masked mail inside", async () => {
      const mail = (body) => embedSource(`From: a@example.com\r\nTo: b@example.org\r\n\r\n${body}\r\n`, "en");
      const mails = [mail("plain"), mail("x </script> y <!-- z")];
      pages["/blog/mail"] = `<!doctype html><title>Blog</title>${mails.join("")}`;
      await on("/blog/mail", async (page) => {
        await page.evaluate(() => document.querySelectorAll("whence-analyzer")[1].scrollIntoView());
        await page.waitForFunction(() =>
          [...document.querySelectorAll("whence-analyzer")].every((one) => one.report),
        );
        const seen = await page.evaluate(() =>
          [...document.querySelectorAll("whence-analyzer")].map((one) => ({
            from: one.report.identities.from[0].address,
            source: new TextDecoder().decode(one.source.bytes),
          })),
        );
        assert.deepEqual(seen.map(({ from }) => from), ["a@example.com", "a@example.com"]);
        assert.match(seen[1].source, /\nx <\/script> y <!-- z\n/);
      });
    });

    async function onBlog(body, run, problems) {
      const path = `/blog/${Math.random()}`;
      pages[path] = `<!doctype html><html lang="en"><meta charset="utf-8"><body>${body}</body></html>`;
      await on(path, run, problems);
    }

    const judged = (page) =>
      page.waitForFunction(() =>
        document.querySelector("whence-analyzer")?.shadowRoot?.querySelector("#verdict-title"),
      );

    for (const [file, words] of [
      ["embed-wordpress.html", "口座の確認"],
      ["embed-hatena.html", "口座の確認"],
      ["embed-hugo.html", "PayPal"],
      ["embed-shift-jis.html", "口座の確認"],
      ["embed-euc-jp.html", "口座の確認"],
      ["embed-csp.html", "Your account"],
    ]) {
      test(`${file}: judged, and the recipient is not in it`, () =>
        on(`/examples/${file}`, async (page) => {
          await judged(page);
          const text = await shown(page);
          assert.doesNotMatch(text, RECIPIENT);
          assert.match(text, new RegExp(words));
        }));
    }

    test("embed-hatena.html: the summary is under 400 pixels high", () =>
      on("/examples/embed-hatena.html", async (page) => {
        await judged(page);
        await page.waitForFunction(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector("#tab-panel"),
        );
        const height = await page.evaluate(
          () => document.querySelector("whence-analyzer").getBoundingClientRect().height,
        );
        assert.ok(height > 80 && height < 400, `${height} pixels`);
        // Who presses a reason gets the rest.
        const panel = () =>
          page.evaluate(() => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            return tree.querySelector("#tab-panel").checkVisibility();
          });
        assert.equal(await panel(), false);
        await page.evaluate(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector(".reason").click(),
        );
        assert.equal(await panel(), true);
      }));

    test("embed-ghost.html: nothing is fetched before the button is pressed", () =>
      on("/examples/embed-ghost.html", async (page) => {
        await page.waitForSelector("button");
        const fetched = () =>
          page.evaluate(() =>
            performance.getEntriesByType("resource").map(({ name: url }) => url.split("/").pop()),
          );
        assert.ok(!(await fetched()).includes("whence-element.js"));
        await page.click("button");
        await judged(page);
        assert.equal(await page.$("button"), null);
      }));

    test("embed-sandbox.html: in a frame without an origin", async () => {
      const page = await openPage(its.browser, `${its.url}/open/embed-sandbox.html`, {});
      try {
        const handle = await page.waitForSelector("iframe");
        const frame = await handle.contentFrame();
        await frame.waitForFunction(() =>
          document.querySelector("whence-analyzer")?.shadowRoot?.querySelector("#verdict-title"),
        );
        assert.doesNotMatch(
          await frame.evaluate(() => document.querySelector("whence-analyzer").shadowRoot.textContent),
          RECIPIENT,
        );
      } finally {
        await page.close();
      }
    });

    test("embed-report.html: a frozen report is shown as it was, without the module", () =>
      on("/examples/embed-report.html", async (page) => {
        await page.waitForFunction(() =>
          document.querySelector("whence-report")?.shadowRoot?.querySelector(".dissection"),
        );
        const text = await shown(page, "whence-report");
        assert.match(text, /twelve books/);
        assert.doesNotMatch(text, RECIPIENT);
      }));

    test("a loader waits until its element comes into sight", () =>
      onBlog(
        `<div style="height:4000px"></div><whence-analyzer lookups="off"></whence-analyzer>` +
          `<script type="module" src="/blog/whence-loader.js"></script>`,
        async (page) => {
          await page.waitForFunction(() => document.querySelector("whence-analyzer").dataset.whence);
          await new Promise((done) => setTimeout(done, 300));
          assert.equal(await page.evaluate(() => Boolean(customElements.get("whence-analyzer"))), false);
          await page.evaluate(() => scrollTo(0, 4000));
          await page.waitForFunction(() => customElements.get("whence-analyzer"));
        },
      ));

    test("children that arrive late are taken; markup is warned about, not judged", () =>
      onBlog(
        `<whence-analyzer id="late" lookups="off"></whence-analyzer><whence-analyzer id="markup" lang="en" lookups="off">
        <div slot="source">From: a <service@example.net>
Subject: x</div></whence-analyzer><script type="module" src="/blog/whence-element.js"></script>`,
        async (page) => {
          await page.waitForFunction(() =>
            document.querySelector("#markup").shadowRoot?.querySelector("[role=alert]"),
          );
          assert.match(
            await page.evaluate(
              () => document.querySelector("#markup").shadowRoot.querySelector("[role=alert]").textContent,
            ),
            /message\/rfc822/,
          );
          assert.equal(await page.evaluate(() => document.querySelector("#markup").report), null);
          await page.evaluate(() => {
            const holder = document.createElement("script");
            holder.type = "message/rfc822";
            holder.slot = "source";
            document.querySelector("#late").append(holder);
            setTimeout(() => (holder.textContent = "From: late@example.net\nSubject: late\n\nx\n"), 50);
          });
          await page.waitForFunction(() => document.querySelector("#late").report);
          assert.equal(
            await page.evaluate(() => document.querySelector("#late").report.identities.subject.text),
            "late",
          );
        },
      ));

    test("own-domains are guarded", () =>
      onBlog(
        `<whence-analyzer own-domains="my-own-shop.example" lookups="off"><script type="message/rfc822" slot="source">
From: a@my-0wn-shop.example

x
</script></whence-analyzer><script type="module" src="/blog/whence-element.js"></script>`,
        async (page) => {
          await page.waitForFunction(() => document.querySelector("whence-analyzer").report);
          const domains = await page.evaluate(() => document.querySelector("whence-analyzer").report.domains);
          assert.equal(domains.find(({ name: of }) => of === "my-0wn-shop.example").kind, "lookalike");
        },
      ));

    test("a src that is not there is said", async () => {
      pages["/blog/missing"] =
        '<whence-analyzer lang="en" src="/missing.eml"></whence-analyzer>' +
          '<script type="module" src="/blog/whence-element.js"></script>';
      const page = await openPage(its.browser, `${its.url}/blog/missing`, {});
      try {
        await page.waitForFunction(() =>
          document.querySelector("whence-analyzer").shadowRoot?.querySelector("[role=alert]"),
        );
        assert.match(await shown(page), /could not be fetched/);
      } finally {
        await page.close();
      }
    });

    test("what is no report is said", () =>
      onBlog(
        `<whence-report lang="en"><script type="application/json">{"version":1}</script></whence-report>` +
          `<script type="module" src="/blog/whence-element.js"></script>`,
        async (page) => {
          await page.waitForFunction(() =>
            document.querySelector("whence-report").shadowRoot?.querySelector("[role=alert]"),
          );
        },
      ));
  });
}

test("the loader is no larger than 2 KB", () =>
  assert.ok(statSync(join(dist, "whence-loader.js")).size <= 2048));
