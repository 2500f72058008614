// What is put beside the link that matters, or before it, does not hide it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const mail = (html) =>
  whence.analyze(`Received: from mail.example.net (mail.example.net [203.0.113.5]) by mx.example.jp
 with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
From: Shop <info@example.net>
To: hanako@example.jp
Subject: Your order
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1@example.net>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Hello dear customer, here is the way to your order, please look at it soon.</p>${html}
`);
const REAL = '<a href="https://evil.example.org/x">https://www.paypal.com/login</a>';
const ids = ({ findings }) => findings.map(({ id }) => id);

test("a link is judged by its own text when others stand beside it without a gap", async () => {
  const decoy = '<a href="https://example.net/a">see all that you have ordered here</a>';
  for (const html of [`${decoy}${REAL}`, `${REAL}${decoy}`, `${decoy}${REAL}${decoy}`]) {
    assert.ok(ids(await mail(html)).includes("link-text-brand-differs"), html);
  }
});

test("one address cut into two links is still read as one", async () => {
  const report = await mail(
    '<a href="https://evil.example.org/">https://</a><a href="https://evil.example.org/">www.paypal.com/</a>',
  );
  assert.ok(ids(report).includes("link-text-brand-differs"));
  assert.ok(ids(report).includes("link-text-broken-up"));
});

test("behind more links than are looked at: said, and no good word for the mail", async () => {
  const decoys = Array.from(
    { length: 2100 },
    (_, i) => `<a href="https://example.net/a${i}">see ${i}</a>\n`,
  ).join("");
  const report = await mail(`${decoys}${REAL}`);
  assert.ok(
    report.unread.some(
      ({ what, reason, count }) => what === "links" && reason === "too-many" && count >= 101,
    ),
  );
  assert.ok(ids(report).includes("not-all-read"));
  assert.ok(report.verdict.score >= 30, `${report.verdict.level} ${report.verdict.score}`);
});

test("decoys do not use up the room of the link that counts", async () => {
  const many = (n, one) => Array.from({ length: n }, (_, i) => one(i)).join("\n");
  const shown = many(5000, (i) => `<a href="https://www.decoy${i}.example/">x</a>`);
  for (const [what, decoys] of Object.entries({
    "of one house": many(5000, (i) => `<a href="https://a${i}.example.net/">see ${i}</a>`),
    "that show nothing": many(5000, (i) => `<a href="https://www.decoy${i}.example/"></a>`),
    "that are hidden": `<div style="display:none">${shown}</div>`,
    pictures: many(5000, (i) => `<img src="https://www.decoy${i}.example/">`),
  }))
    assert.ok(ids(await mail(decoys + REAL)).includes("link-text-brand-differs"), what);
  // houses that only share a public suffix are not one
  const others = many(60, (i) => `<a href="https://www.example${i}.co.jp/">see ${i}</a>`);
  const real = REAL.replace("evil.example.org", "evil-example.co.jp");
  const first = many(600, (i) => `<a href="https://a${i}.example.net/">see ${i}</a>`);
  assert.ok(ids(await mail(first + others + real)).includes("link-text-brand-differs"));
});

test("what shows another address than it leads to, in other letters or in a sentence", async () => {
  for (const text of [
    "ｗｗｗ．ｐａｙｐａｌ．ｃｏｍ",
    "Please open https://www.paypal.com/ now to go on with the payment",
    "https://www.paypal.com/?x=evil.example.org",
  ])
    assert.ok(
      ids(await mail(`<a href="https://evil.example.org/">${text}</a>`)).includes("link-text-brand-differs"),
      text,
    );
  for (const text of ["Read about https://www.example.com/ in the news of this week", "paypal in the news"])
    assert.deepEqual(
      ids(await mail(`<a href="https://evil.example.org/">${text}</a>`)).filter((id) =>
        id.startsWith("link-text"),
      ),
      [],
      text,
    );
});

test("whom a link writes to, wherever that stands", async () => {
  const raised = async (href, text = "support@paypal.com") =>
    ids(await mail(`<a href="${href}">${text}</a>`)).includes("link-mailto-differs");
  for (const href of [
    "mailto:?to=x@evil.example.org",
    "mailto:support@paypal.com,x@evil.example.org",
    "mailto:support@paypal.com?cc=x%40evil.example.org",
  ])
    assert.equal(await raised(href), true, href);
  assert.equal(await raised("mailto:x@evil.example.org", "Write to support@paypal.com"), true);
  for (const href of ["mailto:support@paypal.com?subject=x@y.example", "mailto:a@paypal.com?cc=b@paypal.com"])
    assert.equal(await raised(href), false, href);
});

test("addresses wherever a page keeps them", async () => {
  const U = "https://evil.example.org/x";
  const found = async (html) =>
    (await mail(html)).links.some(
      ({ host, targets }) =>
        host === "evil.example.org" || targets.some((t) => t.host === "evil.example.org"),
    );
  for (const html of [
    `<p>Go to ${U} now</p>`,
    "<p>Go to https://evil.exam<b>ple</b>.org/x now</p>",
    `<a href="x">y</a><base href="//evil.example.org/">`,
    `<img srcset="${U} 2x">`,
    `<video poster="${U}"></video>`,
    `<div style="background:url('${U}')">x</div>`,
    `<style>@import "${U}";</style>`,
    `<!-- x --!><a href="${U}">x</a>`,
    `<!---><a href="${U}">x</a>`,
    `<body onload="location='${U}'">`,
    `<a href="data:text/html;base64,${Buffer.from(`<a href="${U}">x</a>`).toString("base64")}">x</a>`,
    `<iframe srcdoc="&lt;iframe srcdoc=&quot;&amp;lt;a href='${U}'&amp;gt;x&quot;&gt;"></iframe>`,
  ])
    assert.equal(await found(html), true, html);
  for (const html of [`<!-- ${U} -->`, "<p>and/or, 1:30, a://b</p>"])
    assert.equal(await found(html), false, html);
});

test("a picture on somebody's share", async () => {
  assert.ok(ids(await mail('<img src="file://203.0.113.9/x.png">')).includes("link-handler"));
  assert.ok(!ids(await mail('<img src="file:///C:/Users/taro/x.png">')).includes("link-handler"));
});
