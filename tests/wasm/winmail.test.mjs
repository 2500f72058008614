// "winmail.dat": the text that Outlook packs into it is a text of the mail, in every form that Outlook has
// for one; what of it cannot be read is said.
import { test } from "node:test";
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { HTML, PAGE, TEXT, named, property, rtf, tnef } from "../support/tnef.mjs";

const whence = await open();
const base64 = (bytes) => Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\n");
const mail = (bytes, { name = "winmail.dat", type = "application/ms-tnef", text = "" } = {}) =>
  Buffer.from(`From: Hana <hana@example.com>
To: b@example.net
Subject: Minutes
Date: Mon, 2 Nov 2026 10:00:00 +0900
Message-ID: <1@example.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

${text}
--b
Content-Type: ${type}; name="${name}"
Content-Disposition: attachment; filename="${name}"
Content-Transfer-Encoding: base64

${base64(bytes)}
--b--
`);
const analyze = (bytes, how) => whence.analyze(mail(bytes, how), { now: 0 });
const textsOf = (bytes, how) =>
  whence.read(mail(bytes, how)).texts
    .map(({ runs }) => runs.filter(({ hidden }) => !hidden).map(({ text }) => text).join("").trim());
const hrefs = ({ links }) => links.map(({ href }) => href);
const LINK = '<p>Sign in at <a href="https://login.example.org/x">www.example.com</a></p>';
const WRAPPED =
  String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}{\f1\fcharset128 MS;}}` +
  String.raw`{\*\htmltag64 <p>}{\htmlrtf \b seen by Word alone\htmlrtf0}\f1 \'93\'fa\'96\'7b \f0 ` +
  String.raw`{\*\htmltag84 <a href="https://login.example.org/x">}\u26085?\u26412?{\*\htmltag92 </a>}}`;
const WRITTEN =
  String.raw`{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}{\info{\title Draft}}Please {\field{\*\fldinst ` +
  String.raw`{HYPERLINK "https://login.example.org/x"}}{\fldrslt {\ul sign in}}} ` +
  String.raw`<now>\par {\v unseen} soon.}`;

test("each form of a text: where it leads, and what it says", async () => {
  const forms = {
    "an attribute": [{ body: Buffer.from("See https://login.example.org/x\0") }, /^See https/],
    "plain text": [{ list: [property(TEXT, "日本 https://login.example.org/x")] }, /^日本/],
    "HTML": [{ list: [property(HTML, Buffer.from(LINK))] }, /^Sign in at www\.example\.com$/],
    "HTML in RTF": [{ list: [rtf(WRAPPED)] }, /^日本 日本$/],
    "RTF": [{ list: [rtf(WRITTEN)] }, /^Please sign in <now>\s+soon\.$/],
    "after a property with a name": [
      { list: [named("Company", 7), property(0x10f4, 1), property(TEXT, "https://login.example.org/x")] },
      /^https/,
    ],
    "behind another text": [
      { body: Buffer.from("Hello"), list: [property(HTML, Buffer.from(LINK))] },
      /^Sign in/,
    ],
  };
  for (const [what, [packed, says]] of Object.entries(forms)) {
    const report = await analyze(tnef(packed));
    assert.deepEqual(hrefs(report), ["https://login.example.org/x"], what);
    assert.deepEqual(report.unread, [], what);
    assert.match(textsOf(tnef(packed)).at(-1), says, what);
    const [start, end] = report.links[0].spans[0];
    assert.equal(mail(tnef(packed)).subarray(start, end).toString().slice(0, 6), "eJ8+Ig", what);
  }
});

test("charsets: that of the whole, and that of HTML, wherever it is named", () => {
  const kanji = Buffer.from([0x93, 0xfa, 0x96, 0x7b]);
  assert.equal(textsOf(tnef({ body: kanji, page: 932 })).at(-1), "日本");
  const page = Buffer.from([...Buffer.from("<p>"), 0xc6, 0xfc, 0xcb, 0xdc]);
  const html = [property(HTML, page), property(PAGE, 51932)];
  assert.equal(textsOf(tnef({ list: html })).at(-1), "日本");
});

test("findings apply to it as to any text", async () => {
  const lure = '<p>Your account is suspended. Verify: <a href="https://amazon-login.example.org/">' +
    "https://www.amazon.co.jp/</a></p>";
  const report = await analyze(tnef({ list: [property(HTML, Buffer.from(lure))] }));
  assert.ok(report.findings.some(({ id }) => id === "link-text-brand-differs"));
  assert.ok(report.findings.some(({ id }) => id === "text-account-threatened"));
});

test("the same text twice is one text", () => {
  const both = tnef({ body: Buffer.from("Hello there"), list: [property(TEXT, "Hello there")] });
  assert.deepEqual(textsOf(both, { text: "Hello there" }), ["Hello there"]);
});

test("files by their long names; a mail packed in one", async () => {
  const inner = tnef({
    list: [property(TEXT, "Inner https://inner.example.org/")],
    files: [{ name: "請求書.exe", title: "INVOIC~1.EXE", bytes: Buffer.from("MZ\x90\0") }],
  });
  const files = [{ name: "Re: 注文", message: inner }];
  const report = await analyze(tnef({ list: [property(TEXT, "Outer text")], files }));
  assert.deepEqual(report.attachments[0].entries.map(({ name, detected }) => [name, detected]), [
    ["Re: 注文", "application/ms-tnef"],
    ["Re: 注文/請求書.exe", "application/x-msdownload"],
  ]);
  assert.deepEqual(hrefs(report), ["https://inner.example.org/"]);
  assert.ok(report.findings.some(({ id }) => id === "attachment-holds-program"));
});

test("in an archive it is a file, and read", async () => {
  const zip = zipSync({ "winmail.dat": tnef({ list: [rtf(WRITTEN)] }) });
  const report = await analyze(zip, { name: "old.zip", type: "application/zip" });
  assert.deepEqual(hrefs(report), ["https://login.example.org/x"]);
});

test("a letter in RTF is read as its reader sees it", async () => {
  const report = await analyze(Buffer.from(WRITTEN), { name: "letter.rtf", type: "application/rtf" });
  assert.deepEqual(hrefs(report), ["https://login.example.org/x"]);
  const letter = { name: "letter.rtf", type: "application/rtf" };
  assert.match(textsOf(Buffer.from(WRITTEN), letter).at(-1), /Please sign in/);
});

test("what cannot be read is said", async () => {
  const cut = tnef({ list: [property(TEXT, "A text that somebody cut")] }).subarray(0, -20);
  assert.ok((await analyze(cut)).unread.some(({ reason }) => reason === "broken"));
  assert.deepEqual((await analyze(tnef({}))).unread.map(({ reason }) => reason), ["unknown"]);
  const wrong = tnef({ list: [property(0x1009, Buffer.from("no RTF"))] });
  const { unread } = await analyze(wrong);
  assert.deepEqual(unread.map(({ what, reason }) => [what, reason]), [["text", "broken"]]);
});
