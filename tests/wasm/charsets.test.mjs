// A label that the bytes contradict is not believed: ISO 2022 and UTF-16 under other labels, Shift_JIS
// under EUC-JP.
import test from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const TEXT = "確認してください";
const BYTES = {
  "iso-2022-jp": "\x1b$B3NG'$7$F$/$@$5$$\x1b(B",
  shift_jis: "\x8am\x94F\x82\xb5\x82\xc4\x82\xad\x82\xbe\x82\xb3\x82\xa2",
  "euc-jp": "\xb3\xce\xc7\xa7\xa4\xb7\xa4\xc6\xa4\xaf\xa4\xc0\xa4\xb5\xa4\xa4",
};

async function linkText(label, html) {
  const body = Buffer.from(html).toString("base64").replace(/.{76}/g, "$&\n");
  const report = await whence.analyze(
    Buffer.from(`From: a@example.net
Content-Type: text/html${label && `; charset=${label}`}
Content-Transfer-Encoding: base64

${body}
`),
  );
  return [report.links[0]?.text, report.source.repairs.map((r) => r.id)];
}
const page = (text) => `<p>${text}</p><a href="https://www.example.net/">${text}</a>`;

test("Japanese text under the label of another charset", async () => {
  const wrong = [
    ["utf-8", "iso-2022-jp"],
    ["shift_jis", "iso-2022-jp"],
    ["iso-2022-jp", "shift_jis"],
    ["iso-2022-jp", "euc-jp"],
    ["euc-jp", "shift_jis"],
  ];
  for (const [label, really] of wrong) {
    const [text, repairs] = await linkText(label, Buffer.from(page(BYTES[really]), "latin1"));
    assert.equal(text, TEXT, `${really} under ${label}`);
    assert.ok(repairs.length > 0, `${really} under ${label} is told`);
  }
  for (const right of Object.keys(BYTES))
    assert.deepEqual(await linkText(right, Buffer.from(page(BYTES[right]), "latin1")), [TEXT, []]);
});

test("UTF-16 with its mark, under no label or a wrong one", async () => {
  const little = Buffer.from("\ufeff" + page(TEXT), "utf16le"),
    big = Buffer.from(little).swap16();
  for (const bytes of [little, big])
    for (const label of ["", "utf-8", "us-ascii"])
      assert.equal((await linkText(label, bytes))[0], TEXT, label);
});

test("Russian under another label, or none", async () => {
  const TEXT = "Ваша учетная запись заблокирована. Пожалуйста, войдите";
  const first = { "windows-1251": 0xc0, "iso-8859-5": 0xb0 };
  for (const [really, capital] of Object.entries(first)) {
    const bytes = Buffer.from(
      [...TEXT].map((c) => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : c.charCodeAt(0) - 0x410 + capital)),
    );
    for (const label of ["", "utf-8", "iso-8859-1", "koi8-r", really]) {
      const [text] = await linkText(
        label,
        Buffer.concat([Buffer.from('<a href="https://www.example.net/">'), bytes, Buffer.from("</a>")]),
      );
      assert.equal(text, TEXT, `${really} under ${label || "none"}`);
    }
  }
});

test("UTF-16 without its mark: the greater byte first, as the RFC has it, or last", async () => {
  const little = Buffer.from(page(TEXT), "utf16le"),
    big = Buffer.from(little).swap16();
  for (const bytes of [little, big]) assert.equal((await linkText("utf-16", bytes))[0], TEXT);
});

test("accents of western Europe are no other charset", async () => {
  for (const text of [
    "Größe für Überweisungen, Äpfel und Öl",
    "è già così perché più là",
    "Ação não é à toa, você já está",
    "Été à Noël, où ça",
  ])
    for (const label of ["iso-8859-1", ""])
      assert.equal((await linkText(label, Buffer.from(page(text), "latin1")))[0], text);
});
