// <whence-analyzer> in other people's pages: examples, ugly hosts, several on a page, moved about.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { BROWSERS, complete, dist, openPage, paste, reports, root, setUp, text } from "./support.mjs";

const MAIL =
  "Received: from localhost.localdomain (unknown [203.0.113.84])\r\n" +
  "\tby mx.example.org (Postfix) with ESMTP id 41E0B8813A;\r\n" +
  "\tMon, 03 Nov 2025 07:21:07 +0000\r\nFrom: first@example.com\r\nMessage-ID: <1@localhost.localdomain>\r\n";

const blog = (
  body,
  { style = "", policy = "", head = "" } = {},
) => `<!doctype html><html lang="ja"><head><meta charset="utf-8">
${policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`}<style>${style}</style>${head}
<script type="module" src="/whence-element.js"></script></head><body>${body}</body></html>`;

// What a blog's style sheet may do to everything on it.
const UGLY = `* { font-family: "Comic Sans MS", cursive !important; letter-spacing: 4px !important;
    line-height: 3 !important;
    margin: 9px; box-sizing: content-box; color: lime; }
  html { font-size: 62.5%; } body { text-transform: uppercase; text-align: center; direction: rtl;
    white-space: pre; word-break: break-all; }
  p, li, dd { font-size: 30px !important; } button { display: none !important; }
  details { border: 10px solid red; } section { float: left; }`;

for (const name of BROWSERS) {
  describe(`the element in ${name}`, () => {
    const pages = {};
    const its = setUp(name, {
      routes: {
        "/": dist,
        "/examples/": `${root}web/examples`,
        "/examples/whence-element.js": `${dist}/whence-element.js`,
        "/blog/": (request, response) =>
          response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pages[request.url]),
      },
    });

    async function onBlog(html, run, options = {}) {
      const path = `/blog/${Math.random()}`;
      pages[path] = html;
      const page = await openPage(its.browser, its.url + path, options);
      try {
        await page.waitForFunction(() => customElements.get("whence-analyzer"));
        await reports(page);
        await run(page);
        assert.deepEqual(
          page.seen.requests.filter((url) => !/\/(whence-element\.js(\?again)?|favicon\.ico)$/.test(url)),
          [],
        );
      } finally {
        await page.close();
      }
    }

    for (const example of ["embed-basic", "embed-source", "embed-sample", "embed-events"]) {
      test(`${example}.html works as it stands`, async () => {
        const page = await openPage(its.browser, `${its.url}/examples/${example}.html`);
        await page.waitForFunction(() => customElements.get("whence-analyzer"));
        await reports(page);
        if (example === "embed-basic" || example === "embed-events") await paste(page, MAIL);
        else await page.waitForFunction(() => document.querySelector("whence-analyzer").report);
        await complete(page);
        assert.ok((await text(page, "#verdict-title")).length > 5);
        if (example === "embed-events")
          assert.match(
            await page.evaluate(() => document.getElementById("verdict").textContent),
            /\d+ of 100/,
          );
        assert.deepEqual(page.seen.problems, []);
        await page.close();
      });
    }

    test("inherits nothing from an ugly page", () =>
      onBlog(
        blog("<div><whence-analyzer lang=en></whence-analyzer></div>", { style: UGLY }),
        async (page) => {
          await paste(page, MAIL);
          await complete(page);
          const styles = await page.evaluate(() => {
            const tree = document.querySelector("whence-analyzer").shadowRoot;
            const of = (selector) => getComputedStyle(tree.querySelector(selector));
            const lead = of(".route-note");
            return {
              family: lead.fontFamily,
              spacing: lead.letterSpacing,
              transform: lead.textTransform,
              align: of(".verdict-do").textAlign,
              direction: lead.direction,
              size: of(".root").fontSize,
              breaking: lead.wordBreak,
              button: of("button").display,
              space: lead.whiteSpace,
            };
          });
          assert.doesNotMatch(styles.family, /Comic/);
          assert.equal(styles.spacing, "normal");
          assert.equal(styles.transform, "none");
          assert.match(styles.align, /^(start|left)$/);
          assert.equal(styles.direction, "ltr");
          assert.equal(styles.size, "16px");
          assert.equal(styles.space, "normal");
          assert.notEqual(styles.button, "none");
        },
      ));

    test("leaves the page as it was", () =>
      onBlog(blog("<h2 id=before>Title</h2><whence-analyzer></whence-analyzer>"), async (page) => {
        assert.equal(await page.evaluate(() => document.querySelectorAll("style, link").length), 1);
        assert.equal(await page.evaluate(() => document.title), "");
        await paste(page, MAIL);
        assert.equal(await page.evaluate(() => Object.keys(localStorage).length), 0);
        assert.equal(await page.evaluate(() => document.documentElement.lang), "ja");
      }));

    test("several on a page know nothing of each other", () =>
      onBlog(
        blog("<whence-analyzer lang=ja></whence-analyzer><whence-analyzer lang=en></whence-analyzer>"),
        async (page) => {
          await paste(page, MAIL, { index: 0 });
          await paste(page, MAIL.replace("first@", "second@"), { index: 1 });
          assert.match(await text(page, ".claims", 0), /first@example\.com/);
          assert.match(await text(page, ".claims", 1), /second@example\.com/);
          assert.notEqual(await text(page, ".verdict-level", 0), await text(page, ".verdict-level", 1));
        },
      ));

    test("moved, removed and put back, it keeps its mail and listens once", () =>
      onBlog(
        blog("<div id=a><whence-analyzer lang=en></whence-analyzer></div><div id=b></div>"),
        async (page) => {
          await paste(page, MAIL);
          await complete(page);
          await page.evaluate(() => {
            const element = document.querySelector("whence-analyzer");
            for (const target of ["b", "a", "b"]) document.getElementById(target).append(element);
          });
          assert.match(await text(page, ".claims"), /first@example\.com/);
          const before = await reports(page);
          await page.evaluate(() =>
            document.querySelector("whence-analyzer").shadowRoot.querySelector(".another").click(),
          );
          await page.waitForFunction(() =>
            document.querySelector("whence-analyzer").shadowRoot.querySelector("#intake-text"),
          );
          await paste(page, MAIL.replace("first@", "third@"));
          assert.equal(await reports(page), before + 1);
          assert.match(await text(page, ".claims"), /third@example\.com/);
        },
      ));

    test("the module may come twice", () =>
      onBlog(
        blog("<whence-analyzer lang=en></whence-analyzer>", {
          head: '<script type="module" src="/whence-element.js?again"></script>',
        }),
        async (page) => {
          await paste(page, MAIL);
          assert.deepEqual(page.seen.problems, []);
        },
      ));

    test("dark where the page is dark, light where it is light, fixed by the theme", () =>
      onBlog(
        blog("<whence-analyzer></whence-analyzer>", { style: ":root { color-scheme: dark }" }),
        async (page) => {
          const paper = () =>
            page.evaluate(
              () =>
                getComputedStyle(document.querySelector("whence-analyzer").shadowRoot.querySelector(".root"))
                  .backgroundColor,
            );
          const dark = await paper();
          await page.evaluate(() => document.documentElement.style.setProperty("color-scheme", "light"));
          const light = await paper();
          assert.notEqual(dark, light);
          await page.evaluate(() => document.querySelector("whence-analyzer").setAttribute("theme", "dark"));
          await page.waitForFunction(() => document.querySelector("whence-analyzer").theme === "dark");
          assert.equal(await paper(), dark);
        },
      ));

    test("works under a page's own strict policy", () => {
      const policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; " +
        "require-trusted-types-for 'script'; trusted-types lit-html";
      return onBlog(blog("<whence-analyzer></whence-analyzer>", { policy }), async (page) => {
        await paste(page, MAIL);
        await complete(page);
        assert.deepEqual(
          (await page.violations()).filter((violation) => !violation.includes("favicon")),
          [],
        );
      });
    });
  });
}
