// What an author repeats in a forged mail until a bound is met, as the library judges it: the level is never
// better for it, what was left out is said, and nothing throws. Fields and texts: tests/c/test_limits.c; here
// it is files, enclosed mails, and the answers of the author's own name servers.
import { test } from "node:test";
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { open } from "../../dist/whence.js";

const whence = await open();
const LEVELS = ["forged", "suspicious", "unclear", "consistent", "authentic"];
const now = new Date("2026-02-03T02:00:00Z");
const TOP =
  "Received: from localhost (unknown [203.0.113.9]) by mx.example.jp (Postfix) with SMTP id 4XyZ1a2b3cz1L7;" +
  " Tue, 3 Feb 2026 10:00:05 +0900\r\n";
const FORGED =
  "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: PayPal <service@paypa1.example>\r\n" +
  "To: <hanako@example.jp>\r\n" +
  "Reply-To: <cash@example.net>\r\nSubject: PayPal: your account\r\nMessage-ID: <1@localhost>\r\n" +
  "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
const LINK =
  "--b\r\nContent-Type: text/html\r\n\r\n" +
  '<a href="https://paypa1-login.example/">https://www.paypal.com/</a>\r\n';
const mail = ({ above = "", below = "", parts = "" } = {}) =>
  `${TOP}${above}${FORGED}${below}\r\n${parts}${LINK}--b--\r\n`;
const many = (n, piece) => Array.from({ length: n }, (_, i) => piece(i)).join("");
const part = (type, body, more = "") => `--b\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
const attached = (name, bytes) =>
  part(
    `application/octet-stream; name=${name}`,
    Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n"),
    `Content-Disposition: attachment; filename=${name}\r\nContent-Transfer-Encoding: base64\r\n`,
  );
const inner = (i) =>
  `Received: from a (b [192.0.2.1]) by c\r\nFrom: a${i}@b.example\r\nSubject: ${i}\r\n\r\nHello\r\n`;

// what: of `unread`, where a bound is met; null where there is none to meet, and everything is read.
const KINDS = {
  "names of people": {
    mail: () => mail({ above: many(3000, (i) => `Cc: "PayPal ${i} Security" <a${i}@b${i}.example>\r\n`) }),
    what: "addresses",
  },
  "brands in a text": {
    mail: () =>
      mail({
        parts: part(
          "text/plain",
          many(60000, (i) => `PayPal Amazon Apple DHL account ${i} locked\r\n`),
        ),
      }),
    what: "text",
  },
  "values of filters": {
    mail: () =>
      mail({ above: many(400, (i) => `X-Spam-Status: No, score=-${i} tests=${"A,".repeat(200)}\r\n`) }),
    what: "filters",
  },
  "enclosed mails": {
    mail: () => mail({ parts: many(60, (i) => part("message/rfc822", inner(i))) }),
    what: "mail",
  },
  "mails in mails": {
    mail: () =>
      mail({
        parts: many(
          12,
          () =>
            "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n" +
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
        ),
      }),
    what: null,
  },
  attachments: {
    mail: () => mail({ parts: many(300, (i) => attached(`a${i}.zip`, Buffer.from("PK"))) }),
    what: "digests",
  },
  "parts and attachments": {
    mail: () => mail({ parts: many(1500, (i) => attached(`a${i}.txt`, Buffer.from("x"))) }),
    what: "parts",
  },
  "entries of a zip": {
    mail: () =>
      mail({
        parts: attached(
          "a.zip",
          zipSync(
            Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`f${i}.txt`, new Uint8Array(1)])),
          ),
        ),
      }),
    what: "attachment",
  },
  "addresses in a file": {
    mail: () =>
      mail({
        parts: attached("a.html", Buffer.from(many(900, (i) => `<a href="https://h${i}.example/">x</a>`))),
      }),
    what: null,
  },
};

test("attachments without a sum are counted, and are no reason to doubt the mail", async () => {
  const parts = many(230, (i) => attached(`a${i}.txt`, Buffer.from("x")));
  const report = await whence.analyze(mail({ parts }), { now });
  const sums = report.attachments.filter(({ sha256 }) => sha256 !== null);
  const [told] = report.unread.filter((one) => one.what === "digests");
  assert.equal(told.reason, "too-many");
  assert.equal(told.count, report.attachments.length - sums.length);
  assert.equal(sums.length, 200);
  assert.ok(!report.findings.some((one) => one.id === "not-all-read"));
});

const rank = (report) => LEVELS.indexOf(report.verdict.level);
const plain = await whence.analyze(mail(), { now });

test("the plain mail is accused", () => assert.ok(rank(plain) <= 1, plain.verdict.level));

for (const [name, { mail: source, what }] of Object.entries(KINDS)) {
  test(`${name}: no better, and what is left out is said`, async () => {
    const report = await whence.analyze(source(), { now });
    assert.ok(rank(report) <= rank(plain), `${report.verdict.level} instead of ${plain.verdict.level}`);
    assert.ok(!report.unread.some((one) => one.what === "rest"), "memory ran out");
    const told = JSON.stringify(report.unread.map((one) => [one.what, one.reason, one.count]));
    if (what)
      assert.ok(
        report.unread.some((one) => one.what === what),
        told.slice(0, 300),
      );
  });
}

// The author's servers answer whatever they like, round after round.
const text = (value) => ({
  rcode: "NOERROR",
  answers: [{ name: "x.example", type: "TXT", ttl: 1, data: [value] }],
});
let made = 0;
const includes = () => `v=spf1 ${many(9, () => `include:i${made++}.example `)}?all`;
const ANSWERS = {
  "SPF includes without end": () => text(includes()),
  "long records": () => text(`v=spf1 ${"ip4:192.0.2.1 ".repeat(4000)}-all`),
  "thousands of records": (name, type) => ({
    rcode: "NOERROR",
    answers: Array.from({ length: 5000 }, (_, i) => ({
      name,
      type,
      ttl: 1,
      data: type === "TXT" ? [`v=DKIM1; p=${i}`] : "192.0.2.1",
    })),
  }),
  nonsense: () => ({ rcode: 7, answers: [{ data: {} }, null, { type: "TXT", data: [1, null] }] }),
  "nothing at all": () => undefined,
};
for (const [name, answer] of Object.entries(ANSWERS)) {
  test(`answers of the author's own: ${name}`, async () => {
    const signatures = many(
      25,
      (i) => `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=a; h=From; bh=AAAA; b=AAAA\r\n`,
    );
    let asked = 0;
    const resolver = { query: async (...question) => (asked++, answer(...question)) };
    const source = mail({ above: `Return-Path: <a@paypa1.example>\r\n${signatures}` });
    const report = await whence.analyze(source, { now, resolver });
    assert.ok(rank(report) <= rank(plain), `${report.verdict.level} instead of ${plain.verdict.level}`);
    assert.ok(asked > 0 && asked <= 1000, `${asked} questions`);
    assert.notEqual(report.authentication.dmarc?.result, "pass");
  });
}
