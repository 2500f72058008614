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
