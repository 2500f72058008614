// Redaction: whoever got a mail is in no output for others, in whatever way the mail's author wrote it down.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { open } from "../../dist/whence.js";
import { redact, redactions, Redactor } from "../../web/words/redact.js";
import { redactSource } from "../../web/words/redact/source.js";
import { ADDRESS, DOMAIN, KANJI, LEFT, LOCAL, NAME, b64, mail } from "../support/recipient.mjs";

const whence = await open();
const b64url = (text) => Buffer.from(text).toString("base64url");
const digest = (algorithm, form = "hex") => createHash(algorithm).update(ADDRESS).digest(form);
const escapes = (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join("");
const rot13 = (text) =>
  text.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97));

const octets = (base) => [...Buffer.from(ADDRESS)].map((byte) => byte.toString(base));
const jis = Buffer.from("1b2442" + "3f3932563b52" + "1b2842", "hex").toString("base64"); // 森花子

// Every way that mail is seen to carry an address in: each has to vanish.
const FORMS = {
  plain: ADDRESS,
  large: ADDRESS.toUpperCase(),
  "full width": "ｈａｎａ．ｍｏｒｉ＠" + DOMAIN,
  percent: encodeURIComponent(ADDRESS),
  "percent, all": escapes(ADDRESS),
  "percent twice": encodeURIComponent(encodeURIComponent(ADDRESS)),
  entity: `${LOCAL}&#64;${DOMAIN}`,
  backslash: `${LOCAL}\\u0040${DOMAIN}`,
  octal: [...ADDRESS].map((c) => `\\${c.charCodeAt(0).toString(8)}`).join(""),
  styled: ADDRESS.replace(/[a-z]/g, (c) => String.fromCodePoint(0x1d41a + c.charCodeAt(0) - 97)),
  circled: ADDRESS.replace(/[a-z]/g, (c) => String.fromCodePoint(0x24d0 + c.charCodeAt(0) - 97)),
  "quoted-printable": `${LOCAL}=40${DOMAIN}`,
  base64: b64(ADDRESS),
  base64url: b64url(ADDRESS),
  "base64 behind something": b64(`u7:${ADDRESS}`),
  "base64 of JSON": b64url(JSON.stringify({ n: 1, to: ADDRESS })),
  "base64 twice": b64(b64(ADDRESS)),
  "base64 of percent": b64(encodeURIComponent(ADDRESS)),
  hex: Buffer.from(ADDRESS).toString("hex"),
  md5: digest("md5"),
  sha1: digest("sha1"),
  sha256: digest("sha256"),
  "sha256 in base64": digest("sha256", "base64url"),
  rot13: rot13(ADDRESS),
  mirrored: [...ADDRESS].reverse().join(""),
  VERP: `bounce-9-${LOCAL}=${DOMAIN}`,
  SRS: `SRS0=Ab1=XY=${DOMAIN}=${LOCAL}`,
  BATV: `prvs=012345678a=${ADDRESS}`,
  "at in words": `${LOCAL}-at-${DOMAIN}`,
  underscore: `${LOCAL}_${DOMAIN}`,
  tag: `${LOCAL}+shop@${DOMAIN}`,
  "no dots": `hanamori@${DOMAIN}`,
  colleague: `ken@${DOMAIN}`,
  "zero width": `hana\u200b.mori@${DOMAIN}`,
  "local part": LOCAL,
  dashed: "hana-mori",
  name: NAME,
  turned: "MORI, Hana",
  "name in base64": b64(NAME),
  "name in percent": encodeURIComponent(KANJI),
  kanji: "森花子",
  "kanji apart": "森　花子",
  domain: `https://www.mori-family.example/`,
  label: "mori-family-login.example.net",
  "a word in ISO-2022-JP": `=?ISO-2022-JP?B?${jis}?=`,
  "words in two pieces": `=?UTF-8?B?${b64("森")}?= =?UTF-8?Q?=E8=8A=B1=E5=AD=90?=`,
  "ISO-2022-JP in base64": jis,
  "Shift_JIS in base64": Buffer.from("905889d48e71", "hex").toString("base64"),
  "EUC-JP in base64": Buffer.from("bfb9b2d6bbd2", "hex").toString("base64"),
  "UTF-16 in base64": Buffer.from(ADDRESS, "utf16le").toString("base64"),
  "UTF-16, the other way round": Buffer.from(ADDRESS, "utf16le").swap16().toString("base64"),
  "kanji in UTF-16 in base64": Buffer.from("様森花子", "utf16le").toString("base64"),
  "kanji in base64": b64("森花子"),
  "hex with blanks": octets(16).join(" "),
  "hex with colons": octets(16).join(":"),
  "hex as programs write it": octets(16).map((two) => `0x${two}`).join(", "),
  "numbers of letters": octets(10).join(","),
};
const readings = (text) => [
  text,
  ...[...text.matchAll(/[\w+/=-]{12,}/g)].flatMap(([run]) => [
    Buffer.from(run, "base64").toString(),
    Buffer.from(run, "hex").toString(),
  ]),
];
const report = {
  identities: { to: [{ display: NAME, address: ADDRESS }], cc: [{ display: KANJI, address: ADDRESS }] },
};

for (const [form, text] of Object.entries(FORMS)) {
  test(`an address as ${form} is taken out of a text`, () => {
    for (const [before, after] of [
      ["", ""],
      ["see ", ", please"],
      ["<", ">"],
      ["https://t.example.net/c/", "/open"],
      ["お客様（", "）へ"],
    ]) {
      const out = redact(before + text + after, { report });
      for (const reading of readings(out)) assert.doesNotMatch(reading, LEFT, out);
      assert.ok(!out.includes(text), out);
      if (form !== "label") assert.ok(out.startsWith(before), out);
      // A word's question marks make a query of what stands behind them in an address.
      if (!/word/.test(form) || !before.includes("://")) assert.ok(out.endsWith(after), out);
    }
  });
}

test("what is not the recipient's stays as it is", () => {
  for (const text of [
    "The humanity of a harmonious memory",
    "moribund, sesame, enhanaced",
    "service@example.net",
    "https://evil.example.org/login/verify",
    "hxxps://secure-login.example.net/step?p=1",
    "15.20.7025.25",
    "203.0.113.9",
    "2001:db8::9",
    "=E3=81=82",
    "dGhlIHF1aWNrIGJyb3duIGZveA==",
    "%E6%A3%AE林",
  ])
    assert.equal(redact(text, { report }), text);
});

const SAMPLE = mail([
  `Return-Path: <bounce-7-${LOCAL}=${DOMAIN}@b.sender.example>`,
  `X-RCPT-To: <${ADDRESS}>`,
  "Received: from mx3.mori-family.example (mx3.mori-family.example [192.0.2.40]) by imap.inside-mori.lan " +
  "(Postfix) with ESMTPS id 4QQabc1;",
  "\tMon, 3 Nov 2025 07:21:09 +0000",
  `Received: from out.sender.example (out.sender.example [203.0.113.44]) by mx3.mori-family.example ` +
    `(Postfix) with ESMTPS id 4ABCDEF9`,
  `\tfor <${ADDRESS}>; Mon, 3 Nov 2025 07:21:07 +0000`,
  "Authentication-Results: mx3.mori-family.example; spf=pass smtp.mailfrom=b.sender.example",
  "X-Originating-IP: [10.1.2.3]",
  'From: "Bank" <service@sender.example>',
  `To: "${NAME}" <${ADDRESS}>`,
  `Subject: ${NAME}, your account`,
  `Message-ID: <1.${b64url(ADDRESS)}@out.sender.example>`,
  "Content-Type: text/html",
  "",
  `<a href="https://t.sender.example/c/${digest("md5")}?e=${b64(ADDRESS)}&amp;p=2">Sign in as ${ADDRESS}</a>`,
  "",
]);

test("no string of a redacted report holds the recipient or the own servers", async () => {
  const out = JSON.stringify(redact(await whence.analyze(SAMPLE)));
  for (const secret of [
    "hana",
    "mori",
    "192.0.2.40",
    "10.1.2.3",
    "4ABCDEF9",
    digest("md5"),
    b64(ADDRESS).slice(0, 20),
  ]) {
    assert.ok(!out.toLowerCase().includes(secret.toLowerCase()), secret);
  }
  for (const evidence of ["203.0.113.44", "out.sender.example", "service@sender.example", "b.sender.example"])
    assert.ok(out.includes(evidence), evidence);
});

test("stand-ins are the same for the same, and of the same kind", async () => {
  const { identities, hops, handover } = redact(await whence.analyze(SAMPLE));
  assert.deepEqual(
    [identities.to[0].display, identities.to[0].address, identities.to[0].local, identities.to[0].domain],
    ["Recipient", "recipient@recipient.example", "recipient", "recipient.example"],
  );
  assert.equal(identities.subject.text, "Recipient, your account");
  assert.equal(identities.returnPath.address, "bounce-7-recipient=recipient.example@b.sender.example");
  assert.equal(hops[1].by.host, hops[0].from.rdns);
  assert.match(hops[1].by.host, /^host-\d\.recipient\.example$/);
  assert.match(hops[0].from.ip, /^192\.0\.2\.\d+$/);
  assert.ok(handover);
});

test("a report is redacted once, and the given one stays", async () => {
  const given = await whence.analyze(SAMPLE),
    before = JSON.stringify(given),
    once = redact(given);
  assert.equal(JSON.stringify(given), before);
  assert.deepEqual(redact(once), once);
});

test("the list says what was replaced; words can be added and values kept", async () => {
  const given = await whence.analyze(SAMPLE);
  const list = redactions(given);
  assert.ok(
    list.some(
      ({ kind, value, standIn, count }) =>
        kind === "address" && value === ADDRESS && standIn === "recipient@recipient.example" && count > 3,
    ),
  );
  for (const kind of ["address", "local", "host", "ip", "token", "id"])
    assert.ok(
      list.some((entry) => entry.kind === kind),
      kind,
    );
  assert.match(JSON.stringify(redact(given, { words: ["Bank"] })), /"display":"\[masked\]"/);
  assert.match(JSON.stringify(redact(given, { keep: ["192.0.2.40"] })), /192\.0\.2\.40/);
});

test("domains that everybody uses stay, and the sender's own address in To does, when the mail was " +
  "delivered to another", async () => {
  const webmail = await whence.analyze(
    mail([
      "Delivered-To: kenta.abe77@gmail.com",
      'From: "News" <news@gmail.com>',
      "To: news@gmail.com",
      "Subject: kenta.abe77=gmail.com",
      "",
      "x",
    ]),
  );
  const { identities } = redact(webmail);
  assert.equal(identities.from[0].address, "news@gmail.com");
  assert.equal(identities.to[0].address, "news@gmail.com");
  assert.equal(identities.deliveredTo[0].address, "recipient@recipient.example");
  assert.equal(identities.subject.text, "recipient=recipient.example");
});

test("a recipient by Bcc is known from every field that servers name one in", async () => {
  for (const field of [
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "Apparently-To",
    "X-Apparently-To",
    "X-Delivered-To",
    "X-RCPT-To",
    "X-Rcpt",
    "Resent-To",
    "Bcc",
    "Resent-Bcc",
    "X-MDRcpt-To",
    "X-Forwarded-For",
    "X-Received-For",
    "Original-Recipient",
    "X-MS-Exchange-Organization-OriginalEnvelopeRecipients",
    "X-Failed-Recipients",
    "X-Real-To",
    "X-MDaemon-Deliver-To",
  ]) {
    const value = field === "Original-Recipient" ? `rfc822;${ADDRESS}` : `<${ADDRESS}> via 192.0.2.9`;
    const given = mail([
      `${field}: ${value}`,
      "To: undisclosed-recipients:;",
      "From: a@example.org",
      `Subject: for ${ADDRESS}`,
      "",
      "x",
    ]);
    const out = JSON.stringify(redact(await whence.analyze(given)));
    assert.doesNotMatch(out, /hana|mori/, field);
  }
  const { identities } = await whence.analyze(
    mail([
      "Reply-To: a@example.org",
      "Errors-To: b@example.org",
      "In-Reply-To: <c@example.org>",
      "From: d@example.org",
      "",
      "x",
    ]),
  );
  assert.deepEqual(identities.recipients, []);
});

test("a general address keeps its left side, which names nobody", async () => {
  const { identities } = redact(
    await whence.analyze(
      mail([
        "To: info@mori-family.example",
        "From: a@example.org",
        "Subject: info for info@mori-family.example",
        "",
        "x",
      ]),
    ),
  );
  assert.equal(identities.to[0].address, "info@recipient.example");
  assert.equal(identities.subject.text, "info for info@recipient.example");
});

test("a text's own header is read when it comes without a report", () => {
  const out = redact(SAMPLE);
  assert.doesNotMatch(out, /hana|@post\.mori/i);
  assert.ok(out.includes("service@sender.example"));
});

test("a text by itself: names that its header has encoded are found in the rest of it", () => {
  const text = mail([
    `To: =?ISO-2022-JP?B?${jis}?=\r\n <${ADDRESS}>`,
    "From: service@sender.example",
    "Subject: =?UTF-8?Q?=E6=A3=AE=E8=8A=B1=E5=AD=90?=",
    "Content-Transfer-Encoding: base64",
    "",
    b64(`${"a long text ".repeat(9)} 森花子様 ${octets(16).join(" ")}`).replace(/.{60}/g, "$&\r\n"),
    "",
    "-- 森花子",
  ]);
  const out = redact(text);
  const [, , , subject, , , ...body] = out.split("\r\n");
  assert.match(Buffer.from(/\?B\?([^?]*)/.exec(subject)[1], "base64").toString(), /^Recipient$/);
  const shown = Buffer.from(body.join(""), "base64").toString();
  assert.match(shown, /^a long text .* Recipient様 \*\*\*/);
  for (const reading of [...readings(out), shown]) assert.doesNotMatch(reading, LEFT);
});

test("time grows with the mail, not with its square", () => {
  const many = (n) => ({
    identities: {
      to: Array.from({ length: n }, (_, i) => ({
        display: `Person Nr${i}`,
        address: `person.${i}@d${i % 50}.example.net`,
      })),
      from: [],
    },
    links: Array.from({ length: n }, (_, i) => ({
      href: `https://t.example.org/c/${b64(`person.${i}@d${i % 50}.example.net`)}/${i}`,
      text: `person ${i}`,
    })),
  });
  const time = (work) => {
    const begin = process.cpuUsage();
    work();
    return process.cpuUsage(begin).user / 1000;
  };
  redact(many(50));
  const small = time(() => redact(many(250))),
    large = time(() => redact(many(2000)));
  assert.ok(large < 8 * 4 * Math.max(small, 60), `${small} ms for 250, ${large} ms for 2000`);
  for (const text of ["hana.mori@", "=40", "%25", "a@", "mori ", "://", "&#64;", "x.", DOMAIN, "YWJj"]) {
    const redactor = new Redactor(report);
    const taken = time(() => redactor.text(text.repeat(300_000 / text.length)));
    assert.ok(taken < 3000, `300 kB of "${text}": ${taken} ms`);
  }
});

// Each of these kept a pattern busy for longer than anybody waits; eslint.config.js finds the kind.
test("texts that are made to keep a pattern busy come to an end", () => {
  const redactor = new Redactor(report);
  const long = "a".repeat(200);
  assert.equal(redactor.text(`https://t.example.net/${long}AB`), "https://t.example.net/***");
  const words = "https://t.example.net/loginFormOfOurShop";
  assert.equal(redactor.text(words), words);
  const folds = `\n${" ".repeat(30)}`.repeat(30);
  const type = "Content-Type: text/plain; charset=Shift_JIS";
  const source = mail([type, `Content-Transfer-Encoding: x${folds}\ry`, "", ADDRESS, ""]);
  assert.doesNotMatch(redactSource(source, report), LEFT);
  const blanks = `To:${" ".repeat(20_000)}x\r\nCc: <${ADDRESS}>\r\n\r\n`;
  assert.doesNotMatch(redact(blanks), LEFT);
});

test("digests of the recipient's address: each kind and spelling, whatever stood before", async () => {
  const written = "Kei.Abe+Shop@post.mori-family.example"; // reports have domains in small letters
  const forms = [written, written.toLowerCase(), written.toUpperCase(), "kei.abe@post.mori-family.example"];
  const hosts = [];
  for (const algorithm of ["md5", "sha1", "sha256", "sha512"]) {
    for (const form of forms) {
      const made = createHash(algorithm).update(form);
      const hex = made.copy().digest("hex");
      hosts.push(hex, hex.toUpperCase(), made.digest("base64url"));
    }
  }
  const other = createHash("md5").update("somebody@else.example").digest("hex");
  // As long as a digest in base16 and none, before all that are: it must not decide how these are looked for.
  const before = [32, 40, 64].map((n) => "Zq-y".repeat(n / 4));
  const source = `Delivered-To: ${written}
Received: from x (x [203.0.113.4]) by mx.example.net with ESMTP; Mon, 3 Nov 2025 07:21:07 +0000
From: a@sender.example
To: ${written}
Subject: s
X-Kept: ${other}
${[...before, ...hosts].map((one, i) => `X-Track-${i}: ${one}`).join("\n")}

x
`.replace(/\n/g, "\r\n");
  const report = await whence.analyze(new TextEncoder().encode(source));
  const open = redactSource(source, report);
  for (const one of hosts) assert.ok(!open.includes(one), one);
  for (const one of [other, ...before]) assert.ok(open.includes(one), one);
});
