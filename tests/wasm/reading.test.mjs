// A mail for reading (Whence.read), and text out of a mail made visible: what is hidden is told, nothing is
// decoded wrongly, and no place of the source makes it fail.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { Formats } from "../../web/words/formats.js";
import { visible } from "../../web/words/visible.js";

const whence = await open();
const html = (body, encode = (text) => text, encoding = "8bit", charset = "utf-8") =>
  `From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=${charset}\r\n` +
    `Content-Transfer-Encoding: ${encoding}\r\n\r\n${encode(body)}\r\n`;
const base64 = (text) => Buffer.from(text).toString("base64").replace(/.{1,60}/g, "$&\r\n");
const seen = ({ runs }) => runs.filter((run) => !run.hidden).map((run) => run.text).join("");

test("what is seen, what is hidden, and which link it stands in", async () => {
  const mail = html(
    '<p>Dear <span style="display:none">filter, this is a story</span> customer,</p><p>see ' +
      '<a href="https://x.example/1">your <b>bank</b></a> now</p>',
  );
  const [text] = whence.read(mail).texts;
  assert.equal(seen(text), "Dear customer,\nsee your bank now");
  assert.equal(text.runs.find((run) => run.hidden).text.trim(), "filter, this is a story");
  const linked = text.runs.filter((run) => run.link !== undefined);
  assert.equal(linked.map((run) => run.text).join("").trim(), "your bank");
  const report = await whence.analyze(mail);
  assert.equal(report.links[linked[0].link].href, "https://x.example/1");
  assert.equal(text.cut, false);
});

test("links of plain text keep their numbers behind those of another part", async () => {
  const mail = [
    "From: a@example.com",
    "MIME-Version: 1.0",
    "Content-Type: multipart/alternative; boundary=b",
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "go to https://one.example/a, then",
    "",
    "--b",
    "Content-Type: text/html",
    "",
    '<a href="https://two.example/">here</a>',
    "",
    "--b--",
    "",
  ].join("\r\n");
  const report = await whence.analyze(mail);
  const [plain, page] = whence.read(mail).texts;
  const hosts = (text) =>
    text.runs.filter((run) => run.link !== undefined).map((run) => report.links[run.link].host);
  assert.deepEqual(hosts(plain), ["one.example"]);
  assert.deepEqual(hosts(page), ["two.example"]);
  assert.match(seen(plain), /^go to https:\/\/one\.example\/a, then/);
});

test("places are decoded: base64, quoted-printable, encoded words", async () => {
  const word = "=?UTF-8?B?44Kr44K044Ok?=";
  const cases = [
    [
      html("<p>口座を停止します</p>", base64, "base64"),
      "停止",
      (mail) => mail.indexOf(base64("<p>口座を停止します</p>").slice(12, 24)),
    ],
    [
      html("<p>=E5=8F=A3=E5=BA=A7</p>", undefined, "quoted-printable"),
      "座",
      (mail) => mail.indexOf("=E5=BA=A7"),
    ],
    [`From: ${word} <a@example.com>\r\n\r\n`, "カゴヤ", (mail) => mail.indexOf(word)],
  ];
  for (const [mail, wanted, find] of cases) {
    const start = find(mail);
    assert.ok(start > 0);
    const [excerpt] = whence.read(mail, { spans: [[start, start + 12]] }).excerpts;
    assert.ok(excerpt.decoded, wanted);
    assert.ok((excerpt.before + excerpt.inside + excerpt.after).includes(wanted), JSON.stringify(excerpt));
    assert.doesNotMatch(excerpt.inside, /\ufffd/);
  }
});

test("a charset whose letters need what stands before them", async () => {
  // ISO-2022-JP: "口座" between escapes; the place begins in the middle of the line.
  const body = Buffer.concat([
    Buffer.from("x "),
    Buffer.from([0x1b, 0x24, 0x42, 0x38, 0x7d, 0x3a, 0x42, 0x1b, 0x28, 0x42]),
    Buffer.from(" y\r\n"),
  ]);
  const head = Buffer.from("From: a@example.com\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n");
  const [excerpt] = whence.read(new Uint8Array(Buffer.concat([head, body])), {
    spans: [[head.length + 7, head.length + 9]],
  }).excerpts;
  assert.deepEqual([excerpt.before, excerpt.inside, excerpt.decoded], ["x 口", "座", false]);
});

test("any place of any source: bounded, never thrown", () => {
  const long = html(`<p>${"a ".repeat(300_000)}</p>`);
  const [text] = whence.read(long).texts;
  assert.equal(text.cut, true);
  assert.ok(seen(text).length <= 200_000);
  const many = html("<b>x</b><i hidden>y</i>".repeat(20_000));
  assert.ok(whence.read(many).texts[0].runs.length <= 5000);
  for (const source of ["", "\0", "From", long.slice(0, 400), html("&#x110000;<a href=", base64, "base64")]) {
    const n = new TextEncoder().encode(source).length;
    const spans = [];
    for (let i = 0; i <= n; i += 7) spans.push([i, Math.min(n, i + 9)], [i, i], [n, n]);
    const { excerpts } = whence.read(source, { spans });
    assert.equal(excerpts.length, Math.min(spans.length, 2000));
  }
  for (const spans of [[[-1, 3]], [[0, 1e9]], [[0.5, 1]], [[1]], [["0", 1]]]) {
    assert.throws(() => whence.read("From: a@example.com\r\n", { spans }), { code: "bad-option" });
  }
});

test("what cannot be seen is named, what is written in many languages is not", () => {
  for (const [text, shown] of [
    ["a\u202eb", "a[RLO]b"], ["x\u2800y", "x[U+2800]y"], ["b\ufe0f", "b[U+FE0F]"], ["z\u0489", "z[U+0489]"],
    ["❤\ufe0f が 1\ufe0f\u20e3", "❤\ufe0f が 1\ufe0f\u20e3"], ["葛\u{e0100}", "葛\u{e0100}"],
    [`e${"\u0301".repeat(500)}`, `e${"\u0301".repeat(4)}[U+0301]`],
  ]) assert.equal(visible(text), shown);
});

test("a span of time as its language writes it", () => {
  assert.equal(new Formats("en").duration(28740), "7 hours 59 minutes");
  assert.equal(new Formats("ja").duration(28740), "7時間59分");
  assert.equal(new Formats("ja").duration(-90), "−1分30秒");
  assert.equal(new Formats("ja").bytes(1500), "1.5 KB");
});

test("what is no code of a country or language stays the mail's own text", () => {
  const formats = new Formats("en");
  assert.equal(formats.region("jp"), "Japan");
  for (const text of ["Japan \u202e", "JPN1", "", "__proto__", "j"]) {
    assert.equal(formats.isCode("country", text), false);
    assert.equal(formats.region(text), text);
    assert.equal(formats.isCode("language", text), false);
  }
  assert.equal(formats.isCode("language", "pt_BR"), true);
});

test("what turns a text round by force is part of it, also where the text begins with it", async () => {
  const mail = (field) => `${field}\r\nMessage-ID: <1@example.net>\r\n\r\ntext\r\n`;
  const subject = await whence.analyze(mail("From: a@example.net\r\nSubject: \u202Efdp.exe"));
  assert.equal(subject.identities.subject.text, "\u202efdp.exe");
  const { identities } = await whence.analyze(mail("From: \u202Emoc.lapyap\u202C <a@example.net>"));
  assert.match(identities.from[0].display, /^\u202e/);
  // What copying leaves before a value is no part of it.
  const copied = await whence.analyze(mail("From: a@example.net\r\nSubject: \u200ehello"));
  assert.equal(copied.identities.subject.text, "hello");
});
