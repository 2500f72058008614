// Redaction of a mail's source: it stays a mail, in whatever charset and transfer encoding it was written.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { redactSource } from "../../web/words/redact/source.js";
import { ADDRESS, KANJI, LEFT, NAME, b64, mail } from "../support/recipient.mjs";

const whence = await open();

test("a mail's source stays a mail: encoded words and base64 bodies are masked inside", async () => {
  const words = (text) => `=?UTF-8?B?${b64(text)}?=`;
  const body = `Dear ${NAME},\r\n${"a long text ".repeat(20)}\r\nsee ${ADDRESS} and ${KANJI}\r\n`;
  const source = mail([
    `Received: from out.sender.example (out.sender.example [203.0.113.44]) by mx3.mori-family.example ` +
      `(Postfix) with ESMTP id 4ABCDEF9`,
    `\tfor <${ADDRESS}>; Mon, 3 Nov 2025 07:21:07 +0000`,
    `To: ${words("Hana M")}\r\n ${words("ori")} <${ADDRESS}>`,
    `Cc: ${words(KANJI)} <${ADDRESS}>`,
    "From: service@sender.example",
    `Subject: ${words("森 花")} ${words("子様")}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    b64(body).replace(/.{76}/g, "$&\r\n"),
    "",
  ]);
  const report = await whence.analyze(source);
  const masked = redactSource(source, report);
  const again = await whence.analyze(masked);
  assert.equal(again.verdict.level, report.verdict.level);
  assert.match(again.identities.subject.text, /^Recipient様$/);
  assert.equal(again.identities.to[0].address, "recipient@recipient.example");
  const { texts } = whence.read(masked);
  const seen = texts[0].runs.map(({ text }) => text).join("");
  assert.match(seen, /^Dear Recipient,/);
  assert.doesNotMatch(seen, LEFT);
  assert.doesNotMatch(JSON.stringify(again), LEFT);
});

// A body in a charset of before UTF-8, in each transfer encoding: what is given out is UTF-8 and says so.
const sjis = {
  name: [0x90, 0x58, 0x89, 0xd4, 0x8e, 0x71], // 森花子
  hello: [0x82, 0xb1, 0x82, 0xf1, 0x82, 0xc9, 0x82, 0xbf, 0x82, 0xcd], // こんにちは
};
const jis = {
  name: [0x1b, 0x24, 0x42, 0x3f, 0x39, 0x32, 0x56, 0x3b, 0x52, 0x1b, 0x28, 0x42],
  hello: [0x1b, 0x24, 0x42, 0x24, 0x33, 0x24, 0x73, 0x24, 0x4b, 0x24, 0x41, 0x24, 0x4f, 0x1b, 0x28, 0x42],
};
const hex = (byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
const isPlain = (byte) => byte > 0x20 && byte < 0x7f && byte !== 0x3d;
const quoted = (byte) => (isPlain(byte) ? String.fromCharCode(byte) : hex(byte));
const TRANSFERS = {
  "8bit": (bytes) => bytes,
  base64: (bytes) => [...Buffer.from(btoa(String.fromCharCode(...bytes)))],
  "quoted-printable": (bytes) => [...Buffer.from(bytes.map(quoted).join(""))],
};
/** The texts of a mail's source as its reader sees them. */
const shownOf = (source) =>
  whence.read(new TextEncoder().encode(source)).texts.map(({ runs }) =>
    runs
      .map(({ text }) => text)
      .join("")
      .replace(/\r\n/g, "\n")
      .trim(),
  );
for (const [charset, words] of [["Shift_JIS", sjis], ["ISO-2022-JP", jis]])
  for (const [transfer, encode] of Object.entries(TRANSFERS))
    test(`a body in ${charset}, ${transfer}, is masked and readable`, async () => {
      const head = mail([
        "Received: from out.sender.example (out.sender.example [203.0.113.44])",
        "\tby mx3.mori-family.example (Postfix) with ESMTP id 4ABCDEF9",
        `\tfor <${ADDRESS}>; Mon, 3 Nov 2025 07:21:07 +0000`,
        `To: =?UTF-8?B?${b64("森花子")}?= <${ADDRESS}>`,
        "From: service@sender.example",
        `Content-Transfer-Encoding: ${transfer}`,
        `Content-Type: text/plain;\r\n\tcharset="${charset}"`,
        "X-After: kept",
        "",
        "",
      ]);
      const body = encode([...words.name, 0x0d, 0x0a, ...words.hello]);
      const source = Uint8Array.from([...Buffer.from(head), ...body, 0x0d, 0x0a]);
      const masked = redactSource(source, await whence.analyze(source));
      assert.match(masked, /charset="utf-8"\r\nX-After: kept\r\nContent-Transfer-Encoding: base64\r\n\r\n/);
      assert.deepEqual(shownOf(masked), ["Recipient\nこんにちは"]);
    });

test("a mail of several parts keeps them, each readable", async () => {
  const source = Uint8Array.from([
    ...Buffer.from(
      mail([
        `To: ${ADDRESS}`,
        "From: service@sender.example",
        'Content-Type: multipart/alternative; boundary="=5Fb"',
        "",
        "--=5Fb",
        "Content-Type: text/plain; charset=iso-2022-jp",
        "",
        "",
      ]),
    ),
    ...jis.hello,
    ...Buffer.from(`\r\n-- \r\n${ADDRESS}\r\n--=5Fb\r\nContent-Type: text/html; charset=utf-8\r\n\r\n`),
    ...Buffer.from("<p>häl</p>\r\n--=5Fb--\r\n"),
  ]);
  const masked = redactSource(source, await whence.analyze(source));
  assert.deepEqual(shownOf(masked), ["こんにちは\n-- \nrecipient@recipient.example", "häl"]);
});

test("base64 is masked inside however short it is, or its lines are", async () => {
  const source = (body) =>
    mail([
      `To: "森花子" <${ADDRESS}>`,
      "From: service@sender.example",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      body,
      "",
    ]);
  const inLines = (text, n) => text.replace(new RegExp(`.{${n}}(?=.)`, "g"), "$&\r\n");
  for (const text of ["森花子 x", "hana.mori", `Dear ${ADDRESS}, hello`]) {
    const encoded = b64(text);
    for (const body of [encoded, inLines(encoded, 12), inLines(encoded, 6)]) {
      const bytes = Buffer.from(source(body));
      const masked = redactSource(bytes, await whence.analyze(bytes));
      const [shown] = shownOf(masked);
      assert.doesNotMatch(shown, /hana|mori|森|花子/, `${text}: ${body}`);
      assert.match(shown, /recipient|x$/i);
    }
  }
  const plain = Buffer.from(source("").replace(/base64/, "7bit") + "Hello\r\nWorld\r\nabcdefgh\r\n");
  assert.match(redactSource(plain, await whence.analyze(plain)), /Hello\r\nWorld\r\nabcdefgh/);
});
