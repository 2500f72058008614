// Mail programs differ in what they make of a mail that breaks the rules, and its author knows it: what one
// of them would show is read, whichever of the others would not.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const TOP = `Received: from mail.example.net (mail.example.net [203.0.113.5]) by mx.example.jp
 with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
`;
const HEAD = `From: Shop <info@example.net>
To: hanako@example.jp
Subject: Your order
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1@example.net>
MIME-Version: 1.0
`;
const PAGE =
  "<p>Hello dear customer, here is the way to your order, please look at it soon.</p>\n" +
  '<a href="https://evil.example.org/x">https://www.paypal.com/login</a>\n';
const HTML = "Content-Type: text/html; charset=utf-8\n";
const mail = (fields, body = PAGE) => `${TOP}${HEAD}${fields}\n${body}`;
const isSeen = async (source) => {
  const { findings } = await whence.analyze(
    typeof source === "string" ? source : Uint8Array.from(Buffer.concat(source)),
  );
  return findings.some(({ id }) => id === "link-text-brand-differs");
};
const base64 = (text) => Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\n") + "\n";
const parts = (boundary) => `--${boundary}\n${HTML}\n${PAGE}--${boundary}--\n`;

test("the plain mail is accused", async () => assert.ok(await isSeen(mail(HTML))));

test("a header that no empty line ends (RFC 5322 2.1)", async () => {
  for (const line of ["no field at all", ">From a@example.org Tue Feb  3 10:00:05 2026", ": no name"])
    for (const [fields, body] of [
      [HTML, PAGE],
      ["Content-Type: multipart/mixed; boundary=b\n", parts("b")],
    ])
      for (const n of [1, 100])
        assert.ok(await isSeen(mail(fields + `${line}\n`.repeat(n), body)), `${n} x ${line}`);
});

test("a boundary that is nowhere", async () => {
  assert.ok(await isSeen(mail("Content-Type: multipart/mixed; boundary=b\n", parts("other"))));
  const { links } = await whence.analyze(mail("Content-Type: multipart/mixed; boundary=b\n"));
  assert.ok(links.some(({ host }) => host === "evil.example.org"));
});

test("Content-Type said many times: the first and the last count, however many stand between", async () => {
  const many = (n, field) => Array.from({ length: n }, (_, i) => field(i)).join("");
  for (const [what, decoys] of Object.entries({
    "the same": many(40, () => "Content-Type: text/plain\n"),
    empty: many(40, () => "Content-Type:\n"),
    different: many(40, (i) => `Content-Type: text/x-${i}\n`),
  }))
    for (const [fields, body] of [
      [HTML, PAGE],
      ["Content-Type: multipart/mixed; boundary=b\n", parts("b")],
    ]) {
      assert.ok(await isSeen(mail(decoys + fields, body)), what);
      assert.ok(await isSeen(mail(fields + decoys, body)), `${what}, behind`);
    }
});

test("elements that never end hide nothing", async () => {
  for (const tag of ["title", "iframe", "textarea", "xmp", "noembed", "noframes", "script", "style", "!--"])
    for (const n of [1, 1000]) {
      assert.ok(await isSeen(mail(HTML, `<${tag}>`.repeat(n) + PAGE)), `${n} x ${tag}`);
      const between = PAGE.replace("</p>\n", `</p>\n${`<${tag}>`.repeat(n)}`);
      assert.ok(await isSeen(mail(HTML, between)), `${n} x ${tag} before the link`);
    }
  for (const tag of ["title", "noembed", "script", "style"])
    assert.ok(!(await isSeen(mail(HTML, `<${tag}>${PAGE}</${tag}>`))), `${tag} that ends`);
});

test("a transfer encoding that the body is not in, or two of them", async () => {
  const cte = (...names) => names.map((name) => `Content-Transfer-Encoding: ${name}\n`).join("");
  const printable = PAGE.replaceAll("=", "=3D");
  assert.ok(await isSeen(mail(HTML + cte("base64"))), "none of it is base64");
  for (const [names, body] of [
    [["base64", "7bit"], PAGE],
    [["7bit", "base64"], PAGE],
    [["base64", "7bit"], `${"A".repeat(40)}\n${PAGE}`],
    [["7bit", "base64"], base64(PAGE)],
    [["7bit", "base64"], `!\n${base64(PAGE)}`],
    [["7bit", "quoted-printable"], printable],
    [["7bit", "quoted-printable"], `${printable}=zz\n`],
    [["base64", "quoted-printable"], `${printable}${"A".repeat(40)}\n`],
  ])
    assert.ok(await isSeen(mail(HTML + cte(...names), body)), `${names}: ${body.slice(0, 40)}`);
});

test("what a list adds below base64 is read beside it, and nothing is where there is nothing", async () => {
  const text = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n";
  const hosts = async (body) => (await whence.analyze(mail(text, body))).links.map(({ host }) => host);
  const own = base64("Hello, see https://www.example.net/ for more of it.");
  assert.deepEqual(await hosts(own), ["www.example.net"]);
  const footer = "______\nList: https://lists.example.org/l\n";
  const report = await whence.analyze(mail(text, own + footer));
  assert.deepEqual(
    report.links.map(({ host }) => host),
    ["www.example.net", "lists.example.org"],
  );
  const [start, end] = report.links[1].spans[0];
  assert.equal(mail(text, own + footer).slice(start, end), "https://lists.example.org/l");
});

test("bytes that are no UTF-8 do not unsay the label", async () => {
  const japanese = "お客様のアカウントは一時的に停止されました。二十四時間以内にご確認ください。";
  const russian = "Ваша учётная запись заблокирована, подтвердите данные. ".repeat(3);
  const read = async (text, junk) => {
    const body = Buffer.concat([Buffer.from("<!-- "), junk, Buffer.from(` -->\n<p>${text}</p>\n`)]);
    const source = Buffer.concat([Buffer.from(mail(HTML, "")), body]);
    const { findings, source: read } = await whence.analyze(source);
    return [findings.map(({ id }) => id), read.repairs.map(({ id }) => id)];
  };
  for (const text of [japanese, russian])
    for (const junk of [[0xff], [0xa4, 0xa2], [0x82, 0xa0], [0xd0, 0xd2], [0xe9, 0x20]]) {
      const [clean] = await read(text, Buffer.from("x"));
      for (const n of [1, 1000, 50000]) {
        const [ids, repairs] = await read(text, Buffer.concat(Array(n).fill(Buffer.from(junk))));
        assert.deepEqual(repairs, [], `${n} x ${junk}`);
        for (const id of clean.filter((one) => one !== "paste-repaired")) assert.ok(ids.includes(id), id);
      }
    }
  // Text of another charset under that label is still known for what it is.
  const shiftJis = Buffer.from("82b182f182c982bf82cd", "hex");
  const [, repairs] = await read("", shiftJis);
  assert.deepEqual(repairs, ["other-charset"]);
});

test("decoys of one house, of none, and in the text, leave the link that counts its room", async () => {
  const many = (piece) => Array.from({ length: 5000 }, (_, i) => piece(i)).join("\n");
  for (const [what, decoys] of Object.entries({
    "that lead nowhere": many((i) => `<a href="/a${i}">see ${i}</a>`),
    "to write to": many((i) => `<a href="mailto:a${i}@example.net">write ${i}</a>`),
    "in the text": `<p>${many((i) => `https://a${i}.example.net/ `)}</p>`,
  }))
    assert.ok(await isSeen(mail(HTML, decoys + PAGE)), what);
  const plain = mail("Content-Type: text/plain\n", `${many((i) => `https://example.net/${i}`)}\n${PAGE}`);
  const { links } = await whence.analyze(plain);
  assert.ok(links.some(({ host }) => host === "evil.example.org"));
});

test("without a From field Outlook and Exchange show the Sender", async () => {
  const from = HEAD.replace("From: Shop <info@example.net>", "From: PayPal <service@paypal.com>");
  for (const head of [from, from.replace("From:", "Sender:")]) {
    const { findings } = await whence.analyze(`${TOP}${head}\nHello.\n`);
    assert.ok(findings.some(({ id }) => id === "brand-domain-unsupported"), head);
  }
});

test("of a file's several names that of a program counts (RFC 2183 2.3, RFC 2231 3, 4.1)", async () => {
  const type = "Content-Type: application/octet-stream", says = "Content-Disposition: attachment;";
  const named = async (fields) => {
    const body = `--b\n${fields}\n\nvar x = 1;\n--b--\n`;
    const report = await whence.analyze(mail("Content-Type: multipart/mixed; boundary=b\n", body));
    const told = report.findings.some(({ id }) => id === "attachment-executable");
    return [report.attachments[0].name, told];
  };
  for (const fields of [
    `${type}; name=a.js\n${says} filename=a.txt`,
    `${type}; name=a.txt\n${says} filename=a.js`,
    `${type}\n${says} filename=a.js; filename*=utf-8''a.txt`,
    `${type}\n${says} filename=a.txt; filename=a.js`,
    `${type}\n${says} filename=a.txt\n${says} filename=a.js`,
    `${type}\nContent-Disposition: inline\n${says} filename=a.js`,
    `${type}\n${says} filename*0=a; filename*2=.js`,
    `${type}\nContent-Disposition: filename=a.js`,
  ])
    assert.deepEqual(await named(fields), ["a.js", true], fields);
  assert.deepEqual(await named(`${type}; name=b.txt\n${says} filename=a.txt`), ["a.txt", false]);
});
