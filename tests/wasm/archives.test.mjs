// What containers hold is listed as far as their own lists tell, one in the other; what stays closed is said.
import { test } from "node:test";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { cab, iso, oneNote, rar4, rar5, sevenZip, tar } from "../support/archives.mjs";
import { byOxmsg, HEADER } from "../support/msg.mjs";

const whence = await open();
const PROGRAM = "MZ\x90\x00 a program, as far as its first two letters tell";

const lines = (bytes) => Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\n");
const mail = (name, bytes, type = "application/octet-stream") =>
  new TextEncoder().encode(`Received: from mail.example.org (mail.example.org
 [203.0.113.5]) by mx.example.jp with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
From: <info@example.org>
To: <hanako@example.jp>
Subject: The file
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1b2@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Dear Hanako, here is the file of which we spoke. Yours, Taro
--b
Content-Type: ${type}; name="${name}"
Content-Transfer-Encoding: base64

${lines(bytes)}
--b--
`);
async function attached(name, bytes, type) {
  const report = await whence.analyze(mail(name, bytes, type));
  const [file] = report.attachments;
  return {
    report,
    file,
    names: file.entries.map((entry) => entry.name),
    detected: file.entries.map((entry) => entry.detected),
    why: report.unread.filter(({ what }) => what === "attachment").map(({ reason }) => reason),
    ids: report.findings.map(({ id }) => id),
  };
}
const zip = (files) =>
  zipSync(
    Object.fromEntries(
      files.map(([name, content]) => [name, typeof content === "string" ? strToU8(content) : content]),
    ),
  );

test("zip in zip in zip: every list, and the program at the bottom", async () => {
  const { names, ids, why } = await attached(
    "a.zip",
    zip([
      [
        "b.zip",
        zip([
          ["c.zip", zip([["invoice.exe", PROGRAM]])],
          ["b.txt", "text"],
        ]),
      ],
    ]),
  );
  assert.deepEqual(names.sort(), ["b.zip", "b.zip/b.txt", "b.zip/c.zip", "b.zip/c.zip/invoice.exe"]);
  assert.ok(ids.includes("attachment-holds-program"));
  assert.deepEqual(why, []);
});

test("deeper than that is said", async () => {
  let inner = zip([["invoice.exe", PROGRAM]]);
  for (let i = 0; i < 6; i++) inner = zip([[`${i}.zip`, inner]]);
  assert.deepEqual((await attached("a.zip", inner)).why, ["too-deep"]);
});

test("tar, and tar in gzip", async () => {
  const files = [
    ["docs/readme.txt", "read me"],
    ["run.exe", PROGRAM],
  ];
  const plain = await attached("a.tar", tar(files));
  assert.deepEqual(plain.names, ["docs/readme.txt", "run.exe"]);
  assert.deepEqual(
    [plain.file.detected, plain.detected[1], plain.why],
    ["application/x-tar", "application/x-msdownload", []],
  );
  assert.ok(plain.ids.includes("attachment-holds-program"));
  const packed = await attached("a.tar.gz", gzipSync(tar(files)));
  assert.equal(packed.file.detected, "application/gzip");
  assert.deepEqual(packed.names, ["a.tar", "a.tar/docs/readme.txt", "a.tar/run.exe"]);
});

test("RAR 4 and 5: names, and whether they are encrypted", async () => {
  for (const make of [rar4, rar5]) {
    const open5 = await attached("a.rar", make([["invoice.pdf.exe", PROGRAM]]));
    assert.deepEqual(
      [open5.names, open5.file.encrypted, open5.why],
      [["invoice.pdf.exe"], false, ["unknown"]],
      make.name,
    );
    assert.ok(open5.ids.includes("attachment-double-extension"), make.name);
    const locked = await attached("a.rar", make([["invoice.exe", PROGRAM]], { locked: true }));
    assert.deepEqual(
      [locked.names, locked.file.encrypted, locked.why],
      [["invoice.exe"], true, ["encrypted"]],
      make.name,
    );
  }
  const hidden = await attached("a.rar", rar5([["invoice.exe", PROGRAM]], { hidden: true }));
  assert.deepEqual([hidden.names, hidden.file.encrypted, hidden.why], [[], true, ["encrypted"]]);
});

test("7z: whether it is encrypted; cabinet: names; both are told as not opened", async () => {
  assert.deepEqual((await attached("a.7z", sevenZip({ locked: false }))).why, ["unknown"]);
  const locked = await attached("a.7z", sevenZip({ locked: true }));
  assert.deepEqual([locked.file.encrypted, locked.why], [true, ["encrypted"]]);
  const cabinet = await attached(
    "a.cab",
    cab([
      ["setup.exe", PROGRAM],
      ["readme.txt", "text"],
    ]),
  );
  assert.deepEqual([cabinet.names, cabinet.why], [["setup.exe", "readme.txt"], ["unknown"]]);
});

test("an image of a disc: names, long ones too, and what the files are", async () => {
  const plain = await attached("a.img", iso([["invoice.lnk", "L\0\0\0\x01\x14\x02\0 a shortcut"]]));
  assert.deepEqual([plain.names, plain.detected], [["FILE0.LNK"], ["application/x-ms-shortcut"]]);
  const long = await attached("a.iso", iso([["請求書 2026.exe", PROGRAM]], { joliet: true }));
  assert.deepEqual([long.names, long.detected], [["請求書 2026.exe"], ["application/x-msdownload"]]);
});

test("OneNote: what is embedded", async () => {
  const { detected, ids } = await attached("a.one", oneNote([PROGRAM, "\x89PNG\r\n\x1a\n"]));
  assert.deepEqual(detected, ["application/x-msdownload", "image/png"]);
  assert.ok(ids.includes("attachment-executable"));
});

test("cut anywhere, none of them is more than broken", async () => {
  const all = [
    zip([["b.zip", zip([["c.exe", PROGRAM]])]]),
    tar([["a", "b"]]),
    gzipSync("text"),
    rar4([["a", "b"]]),
    rar5([["a", "b"]]),
    cab([["a", "b"]]),
  ];
  for (const bytes of all)
    for (let cut = 1; cut < bytes.length; cut += 7)
      assert.equal((await attached("a.bin", bytes.subarray(0, cut))).report.version, 1);
});

test("Outlook's file in a mail is a mail in a mail, judged by its own header", async () => {
  const msg = byOxmsg({ header: HEADER, text: "Please pay: https://pay.example.net/" });
  const { report } = await attached("forwarded.msg", msg, "application/vnd.ms-outlook");
  const [inner] = report.enclosed;
  assert.equal(inner.report.source.kind, "msg");
  assert.ok(inner.report.links.some(({ host }) => host === "pay.example.net"));
  assert.equal(inner.report.hops.length > 0, true);
  assert.ok(report.findings.some(({ id }) => id === "enclosed-mail" || id === "enclosed-mail-suspect"));
  assert.equal(report.attachments[0].detected, "application/vnd.ms-outlook");
  const [start, end] = inner.spans[0];
  assert.match(
    new TextDecoder().decode(mail("forwarded.msg", msg, "application/vnd.ms-outlook").subarray(start, end)),
    /forwarded\.msg/,
  );
  const broken = await attached("forwarded.msg", msg.subarray(0, 1600));
  assert.ok(broken.report.enclosed.length === 0 || broken.report.unread.length > 0);
});
