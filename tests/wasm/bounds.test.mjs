// Every bound that the core has (WH_CUTS in core/base/limits.h) is met here by a mail whose author repeats
// one kind of thing: that something was left out is said, there is a level, and it is never better than that
// of the mail without the ballast; of an honest mail that was not read whole it is no better than "unclear".
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-03T02:00:00Z");
const LEVELS = ["forged", "suspicious", "unclear", "consistent", "authentic"];
const rank = ({ verdict }) => LEVELS.indexOf(verdict.level);
const many = (n, piece) => Array.from({ length: n }, (_, i) => piece(i)).join("");

const hop = (from, ip) =>
  `Received: from ${from} (${from === "localhost" ? "unknown" : from} [${ip}]) by mx.example.jp (Postfix)` +
  " with ESMTP id 4XyZ1a2b3cz1L7;\r\n\tTue, 3 Feb 2026 10:00:05 +0900\r\n";
const BASES = {
  forged: {
    top: hop("localhost", "203.0.113.9"),
    head:
      "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: PayPal <service@paypa1.example>\r\n" +
      "To: <hanako@example.jp>\r\nReply-To: <cash@example.net>\r\nSubject: PayPal: your account\r\n" +
      "Message-ID: <1@localhost>\r\n",
    body: '<a href="https://paypa1-login.example/">https://www.paypal.com/</a>',
  },
  honest: {
    top: hop("mail.example.com", "198.51.100.7"),
    head:
      "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: Anna <anna@example.com>\r\nTo: <hanako@example.jp>\r\n" +
      "Subject: Lunch\r\nMessage-ID: <20260203010002.4711@mail.example.com>\r\n",
    body: "<p>See you at noon.</p>",
  },
};

/** A mail with ballast below its newest line, above its own fields and in its body. */
const mailOf = ({ top, head, body }, { fields = "", parts = "" } = {}) =>
  `${top}${fields}${head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}` +
  `--b\r\nContent-Type: text/html\r\n\r\n${body}\r\n--b--\r\n`;

const part = (type, body, more = "") => `--b\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
const file = (name, bytes) =>
  part(
    `application/octet-stream; name=${name}`,
    Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n"),
    `Content-Disposition: attachment; filename=${name}\r\nContent-Transfer-Encoding: base64\r\n`,
  );
const deep = (n) =>
  many(n, (i) => `--b${i || ""}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`);
const signature = (i, more = "") =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=a; h=From; bh=AAAA; b=AAAA${more}\r\n`;
const links = (n, more = "") =>
  many(n, (i) => `<a href="https://h${i}.site${i}${more}.example/">${i}</a>\r\n`);
const inner = (fields, body = "x") =>
  `${hop("m.example.net", "192.0.2.1")}${fields}From: a@b.example\r\nContent-Type: text/html\r\n\r\n${body}`;
const enclosed = (fields, body) => part("message/rfc822", inner(fields, body));
const relations = (n) =>
  Buffer.from(many(n, (i) => `<Relationship TargetMode="External" Target="https://h${i}.example/"/>`));

// Of each bound what meets it.
const ATTACKS = {
  FIELDS: { fields: many(21_000, (i) => `X-${i}: 1\r\n`) },
  HOPS: { fields: many(600, (i) => hop(`m${i}.example`, "192.0.2.1")) },
  RECEIVED: { fields: `Received: ${"a b ".repeat(5000)}\r\n` },
  AUTH_RESULTS: { fields: `Authentication-Results: a.example; ${"spf=pass; ".repeat(800)}\r\n` },
  CLAIMS: { fields: many(600, (i) => `Authentication-Results: a${i}.example; spf=pass\r\n`) },
  SIGNATURES: { fields: many(60, (i) => signature(i)) },
  TAGS: { fields: signature(1, many(3000, (i) => `; t${i}=1`)) },
  PARAMS: { parts: part(`text/plain${many(3000, (i) => `; p${i}=1`)}`, "x") },
  ADDRESSES: { fields: `Cc: ${many(3000, (i) => `a${i}@b.example,`)}\r\n` },
  DOMAINS: {
    fields: `Cc: ${many(1999, (i) => `a@b${i}.example,`)}\r\n`,
    parts: part("text/html", links(1900)),
  },
  LINKS: { parts: part("text/html", links(6000)) },
  PARTS: { parts: many(1500, () => part("text/plain", "x")) },
  DEPTH: { parts: deep(60) },
  TEXT: { parts: part("text/plain", "word account\r\n".repeat(320_000)) },
  FILTERS: { fields: many(400, (i) => `X-Spam-Status: No, score=-${i}\r\n`) },
  FILTER_PAIRS: { fields: `X-Spam-Status: No, score=-1 ${many(3000, (i) => `k${i}=v `)}\r\n` },
  FINDINGS: { parts: many(400, (i) => file(`invoice${i}.exe`, "MZ\x90\0")) },
  QUESTIONS: { parts: many(10, (i) => enclosed(many(25, (k) => signature(100 * i + k)))) },
  LOOKUPS: { parts: many(18, (i) => enclosed("", links(20, `${i}`))) },
  UNREAD: { parts: many(300, (i) => file(`a${i}.zip`, "PK\x03\x04broken")) },
  FILES: {
    parts: file(
      "a.docx",
      zipSync({
        "[Content_Types].xml": Buffer.from("<Types/>"),
        "word/document.xml": Buffer.from("<w:document/>"),
        "word/_rels/document.xml.rels": relations(2500),
      }),
    ),
  },
  ENCLOSED: { parts: enclosed("", links(6000)) },
  DIGESTS: { parts: many(300, (i) => file(`a${i}.txt`, "x")) },
};

// How each is said: {ID: [what, reason]}.
const header = readFileSync(new URL("../../core/base/limits.h", import.meta.url), "utf8");
const list = header.slice(header.indexOf("#define WH_CUTS(X)"));
const CUTS = Object.fromEntries(
  [...list.matchAll(/X\((\w+), "([\w-]+)", "([\w-]+)"\)/g)].map(([, id, ...said]) => [id, said]),
);

test("each bound has its attack", () =>
  assert.deepEqual(Object.keys(ATTACKS).sort(), Object.keys(CUTS).sort()));

const has = ({ unread }, [what, reason]) =>
  unread.some((one) => one.what === what && one.reason === reason);

/** Whether it is said: of the mail, or of one enclosed in it, of which the mail says that it is not whole. */
const isSaid = (report, cut, harmless) =>
  has(report, cut) ||
  (report.enclosed ?? []).some((one) => one.report && isSaid(one.report, cut, harmless) &&
    (harmless || has(report, ["mail", "in-part"])));

// What nothing of the verdict hangs on: core/checks/unread.c.
const HARMLESS = new Set(["FINDINGS", "LOOKUPS", "DIGESTS"]);
const resolver = { query: async () => ({ rcode: "NXDOMAIN", answers: [] }) };

for (const [base, plainMail] of Object.entries(BASES)) {
  const plain = await whence.analyze(mailOf(plainMail), { now });
  test(`${base}: the mail alone`, () =>
    assert.equal(plain.verdict.level, base === "forged" ? base : "consistent"));
  for (const [id, ballast] of Object.entries(ATTACKS)) {
    test(`${base} mail and ${CUTS[id].join(" ")} (${id})`, async () => {
      const source = mailOf(plainMail, ballast);
      const offline = await whence.analyze(source, { now });
      const online = await whence.analyze(source, { now, resolver, linkLookups: true });
      const told = JSON.stringify(online.unread).slice(0, 300);
      const harmless = HARMLESS.has(id);
      assert.ok(isSaid(offline, CUTS[id], harmless) || isSaid(online, CUTS[id], harmless), told);
      for (const report of [offline, online]) {
        assert.ok(LEVELS.includes(report.verdict.level));
        assert.ok(rank(report) <= rank(plain), `${report.verdict.level} instead of ${plain.verdict.level}`);
        assert.equal(report.identities.from.length, 1, "who it says it is from is read all the same");
        assert.ok(report.handover, "and who handed it over");
      }
      if (isSaid(offline, CUTS[id], harmless) && !harmless) {
        assert.ok(rank(offline) <= LEVELS.indexOf("unclear"), offline.verdict.level);
        const of = has(offline, CUTS[id]) ? CUTS[id][0] : "mail";
        assert.ok(offline.findings.some((one) => one.id === "not-all-read" && one.args.what === of), of);
      }
    });
  }
}
