// QR codes in pictures, in letters and in tables are links: they are led to the end and judged.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { modules, pngPart, qrLetters, qrPage, qrPng } from "../support/codes.mjs";
import { qrPdf } from "../support/pdf-codes.mjs";

const whence = await open();
const TARGET = "https://login.example.net/verify?id=7";
const HEAD = `Received: from mail.example.org (mail.example.org [203.0.113.5]) by mx.example.jp
 with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
From: "Example" <info@example.org>
To: <hanako@example.jp>
Subject: Please renew your password
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1b2@example.org>
MIME-Version: 1.0
`;
const mixed = (...parts) =>
  `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n${parts.join("--b\n")}--b--\n`;
const text = (body) => `Content-Type: text/plain; charset=utf-8\n\n${body}\n`;
const html = (body) =>
  `${HEAD}Content-Type: text/html; charset=utf-8\n\n<p>Hanako, scan this, please.</p>${body}<p>Yours</p>\n`;
const judge = (source, options) => whence.analyze(new TextEncoder().encode(source), options);
const codes = ({ links }) => links.filter(({ kind }) => kind === "qr");

test("a code in a PNG is a link with its place, its domain and its finding", async () => {
  const source = mixed(
    text("Scan this with your telephone, please, and sign in there."),
    pngPart(qrPng(TARGET)),
  );
  const report = await judge(source);
  const [link] = codes(report);
  assert.equal(codes(report).length, 1);
  assert.equal(link.href, TARGET);
  assert.equal(report.domains[link.domain].name, "login.example.net");
  assert.match(source.slice(...link.spans[0]), /^Content-Type: image\/png/);
  assert.ok(
    report.findings.some(({ id, args }) => id === "qr-code-elsewhere" && args.host === "login.example.net"),
  );
  assert.deepEqual(
    report.questions.filter(({ kind }) => kind === "picture"),
    [],
  );
});

test("a code of the sender's own is told, and no more", async () => {
  const report = await judge(
    mixed(
      text("Your ticket is in the picture. Show it at the door, please."),
      pngPart(qrPng("https://tickets.example.org/7")),
    ),
  );
  assert.ok(report.findings.some(({ id, severity }) => id === "qr-code" && severity === "info"));
  assert.ok(!report.findings.some(({ id }) => id === "qr-code-elsewhere"));
});

test("a code that leads through a wrapper is followed, one to a lookalike is found out", async () => {
  const target = encodeURIComponent("https://www.paypa1.com/login");
  const wrapped = `https://jpn01.safelinks.protection.outlook.com/?url=${target}&data=05`;
  const report = await judge(mixed(text("Scan this with your telephone, please."), pngPart(qrPng(wrapped))));
  assert.equal(codes(report)[0].targets.at(-1).host, "www.paypa1.com");
  assert.ok(
    report.findings.some(({ id }) => id === "domain-lookalike"),
    report.findings.map(({ id }) => id).join(),
  );
});

test("inverted, small, two in one picture, in the address of a picture", async () => {
  const several = mixed(
    text("See here."),
    pngPart(qrPng(TARGET, { inverted: true })),
    pngPart(qrPng("https://two.example.net/", { scale: 2 })),
  );
  assert.deepEqual(
    codes(await judge(several))
      .map(({ host }) => host)
      .sort(),
    ["login.example.net", "two.example.net"],
  );
  const inside = html(`<img src="data:image/png;base64,${Buffer.from(qrPng(TARGET)).toString("base64")}">`);
  assert.deepEqual(
    codes(await judge(inside)).map(({ href }) => href),
    [TARGET],
  );
});

for (const form of ["double", "inverted", "single", "halves"])
  test(`drawn by letters: ${form}`, async () => {
    const report = await judge(
      `${HEAD}${text(`Scan this:\n\n${qrLetters(TARGET, form)}\n\nYours, Example`)}`,
    );
    assert.deepEqual(
      codes(report).map(({ href }) => href),
      [TARGET],
    );
  });

for (const form of ["table", "attribute", "classes", "spans", "entities"])
  test(`drawn by a page: ${form}`, async () =>
    assert.deepEqual(
      codes(await judge(html(qrPage(TARGET, form)))).map(({ href }) => href),
      [TARGET],
    ));

test("what is no address is no link; one without a scheme is", async () => {
  assert.deepEqual(codes(await judge(mixed(text("See here."), pngPart(qrPng("SEAT 7, ROW B"))))), []);
  assert.deepEqual(
    codes(await judge(mixed(text("See here."), pngPart(qrPng("login.example.net/a"))))).map(
      ({ host }) => host,
    ),
    ["login.example.net"],
  );
});

test("a code in an enclosed mail is that mail's", async () => {
  const inner = mixed(text("See here."), pngPart(qrPng(TARGET)))
    .replaceAll("boundary=b", "boundary=c")
    .replaceAll("--b", "--c");
  const report = await judge(mixed(text("Is this real?"), `Content-Type: message/rfc822\n\n${inner}`));
  assert.deepEqual(codes(report), []);
  assert.deepEqual(
    codes(report.enclosed[0].report).map(({ href }) => href),
    [TARGET],
  );
});

test("a picture that is broken, huge by its own word, or not to be read is said", async () => {
  const png = qrPng(TARGET);
  const broken = png.slice(0, png.length / 2),
    huge = png.slice();
  new DataView(huge.buffer).setUint32(16, 60_000);
  new DataView(huge.buffer).setUint32(20, 60_000);
  const unread = async (picture, options) =>
    (await judge(mixed(text("See here, please, and sign in."), pngPart(picture)), options)).unread.find(
      ({ what }) => what === "picture",
    );
  assert.equal((await unread(broken)).reason, "broken");
  assert.equal((await unread(huge)).reason, "unknown");
  const refused = await judge(mixed(text("See here."), pngPart(png)), { readPictures: false });
  assert.deepEqual(
    [codes(refused), refused.unread.find(({ what }) => what === "picture")?.reason],
    [[], "unknown"],
  );
  assert.equal(await unread(png), undefined);
});

test("a hundred pictures before the one with the code: what is left out is said", async () => {
  const many = Array.from({ length: 100 }, (_, i) => pngPart(qrPng(`NUMBER ${i}`, { scale: 1 }), `${i}.png`));
  const report = await judge(mixed(text("See here."), ...many, pngPart(qrPng(TARGET))));
  assert.ok(report.unread.some(({ what, reason }) => what === "picture" && reason === "too-many"));
});

test("a table of an honest page draws nothing", async () => {
  const cell = (x, y) => `<td bgcolor=${(x * y) % 3 ? "#fff" : "#036"}>1</td>`;
  const row = (y) => `<tr>${Array.from({ length: 30 }, (_, x) => cell(x, y)).join("")}</tr>`;
  const table = `<table>${Array.from({ length: 30 }, (_, y) => row(y)).join("")}</table>`;
  assert.deepEqual(codes(await judge(html(table))), []);
  assert.equal(modules(TARGET).length, 29);
});

test("the image of a PDF, in whatever way it is kept", async () => {
  const part = (pdf) =>
    'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\n' +
    `${pdf.toString("base64").replace(/.{76}/g, "$&\n")}\n`;
  const read = async (how) => {
    const report = await judge(mixed(text("The letter is attached. Yours, Taro"), part(qrPdf(TARGET, how))));
    return codes(report).map(({ href }) => href);
  };
  for (const how of [
    { deflated: false },
    {},
    { colours: 3 },
    { bits: 1 },
    { bits: 2 },
    { bits: 4, predictor: 15 },
    { indexed: true },
    { indexed: true, bits: 1, predictor: 15 },
    { predictor: 2, colours: 3 },
    { predictor: 15 },
    { predictor: 15, colours: 3 },
    { predictor: 15, printable: true },
    { printable: true, deflated: false },
    { jpeg: true },
    { jpeg: true, printable: true },
  ])
    assert.deepEqual(await read(how), [TARGET], JSON.stringify(how));
});
