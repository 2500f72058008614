// Mails in files that are no mail by name or type: each is enclosed and judged by its own header, and whoever
// passes it on is not accused.
import test from "node:test";
import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { byOxmsg, HEADER } from "../support/msg.mjs";

const whence = await open();
const lines = (bytes) => Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\n");
const BAD = `From: Bank <info@pay.example.org>
To: Bob <bob@example.com>
Received: from a.example.org ([198.51.100.3]) by mx.example.net with ESMTP; Mon, 2 Nov 2026 10:00:00 +0900
Subject: Your account
Date: Mon, 2 Nov 2026 09:00:00 +0900
Message-ID: <z@pay.example.org>

Please click https://pay.example.org/login now, dear friend.
`;
const SECOND = BAD.replaceAll("pay.example.org", "win.example.net");
const MBOX = [BAD, SECOND].map((mail) => `From x@example.org Mon Nov  2 09:00:00 2026\n${mail}\n`).join("");
const HEAD = `Received: from mx.example.net (mx.example.net [203.0.113.5])
 by mail.example.com with ESMTPS id 1; Mon, 2 Nov 2026 10:00:00 +0900
From: Anna <anna@example.net>
To: Bob <bob@example.com>
Subject: Is this real?
Date: Mon, 2 Nov 2026 10:00:00 +0900
Message-ID: <a1@mx.example.net>
MIME-Version: 1.0
`;
const mail = (fields, body) => Buffer.from(`${HEAD}${fields}\n\n${body}\n`);
const withFile = (type, name, bytes) =>
  mail(
    "Content-Type: multipart/mixed; boundary=b",
    `--b
Content-Type: text/plain

Please have a look at the attached. Kind regards, Anna
--b
Content-Type: ${type}
Content-Disposition: attachment; filename="${name}"
Content-Transfer-Encoding: base64

${lines(bytes)}
--b--`,
  );
const senders = (report) => report.enclosed.map((one) => one.report.identities.from[0].domain);
const notRead = (report) => report.unread.map(({ what, name, reason }) => [what, name, reason]);
function isPassedOn(report, expected, about) {
  assert.deepEqual(senders(report), expected, about);
  assert.deepEqual(report.links, [], `${about}: a link of the mail enclosed is no link of this one`);
  assert.ok(report.verdict.score < 30, `${about}: who passes it on is not accused`);
  for (const { report: inner, spans } of report.enclosed) {
    assert.ok(inner.links.length === 1 && spans[0][1] > spans[0][0], about);
    assert.ok(inner.findings.some(({ spans: [first] }) => first && first[1] > first[0]), about);
  }
}

test("an mbox, whatever it is called", async () => {
  for (const [type, name] of [
    ["application/mbox", "mails.mbox"],
    ["application/octet-stream", "mails"],
    ["text/plain", "mails.txt"],
  ]) {
    const report = await whence.analyze(withFile(type, name, MBOX));
    isPassedOn(report, ["pay.example.org", "win.example.net"], name);
    assert.equal(report.attachments[0].detected, "application/mbox");
  }
  const letter = "From here on Monday at 10:00 we walk, in 2026 too.\nAnd from there we ride.\n";
  const text = await whence.analyze(withFile("text/plain", "walk.txt", letter));
  assert.deepEqual(text.enclosed, [], "a letter that begins so");
});

test("more mails in an mbox than are judged: it is said", async () => {
  const report = await whence.analyze(withFile("application/mbox", "a.mbox", MBOX.repeat(30)));
  assert.equal(report.enclosed.length, 20);
  assert.deepEqual(notRead(report), [["mail", "a.mbox", "too-many"]]);
});

test("mails in a zip, and in a zip in it", async () => {
  const inner = zipSync({ "b.eml": strToU8(SECOND) });
  const zip = zipSync({ "a/a.eml": strToU8(BAD), "c.zip": inner, "n.txt": strToU8("x") });
  isPassedOn(
    await whence.analyze(withFile("application/zip", "m.zip", zip)),
    ["pay.example.org", "win.example.net"],
    "zip",
  );
  const msg = await whence.analyze(
    withFile("application/zip", "m.zip", zipSync({ "a.msg": byOxmsg({ headers: HEADER }) })),
  );
  assert.deepEqual(notRead(msg), [["mail", "a.msg", "unknown"]]);
  const broken = await whence.analyze(
    withFile("application/zip", "m.zip", zipSync({ "a.eml": strToU8("\x00\x01 no mail") })),
  );
  assert.deepEqual(notRead(broken), [["mail", "a.eml", "broken"]]);
});

test("a mail written into the text by uuencode", async () => {
  const rows = Buffer.from(BAD).toString("latin1").match(/[^]{1,45}/g);
  const uu = rows.map((row) => {
    const bytes = Buffer.from(row.padEnd(Math.ceil(row.length / 3) * 3, "\0"), "latin1");
    const digits = bytes.toString("base64").replace(/./g, (digit) => {
      const value = Buffer.from(`AAA${digit}`, "base64")[2];
      return value ? String.fromCharCode(32 + value) : "`";
    });
    return String.fromCharCode(32 + row.length) + digits;
  });
  const body = `Please see below.\n\nbegin 644 mail.eml\n${uu.join("\n")}\n\`\nend`;
  isPassedOn(await whence.analyze(mail("Content-Type: text/plain", body)), ["pay.example.org"], "uuencode");
});

test("message/partial: the first piece begins the mail; the others are elsewhere", async () => {
  const piece = (number, body) =>
    whence.analyze(mail(`Content-Type: message/partial; id="a@b"; number=${number}; total=2`, body));
  const first = await piece(1, BAD);
  isPassedOn(first, ["pay.example.org"], "partial");
  assert.deepEqual(notRead(first), [["attachment", null, "elsewhere"]]);
  const second = await piece(2, "and https://pay.example.org/2 too");
  assert.deepEqual([senders(second), second.links[0].host], [[], "pay.example.org"]);
});

test("message/external-body: where it is kept is a link, and what is there was not read", async () => {
  for (const [access, href] of [
    ['URL; url="https://pay.example.org/\n  a.exe"', "https://pay.example.org/a.exe"],
    ['anon-ftp; site="pay.example.org"; directory="pub"; name="a.exe"', "ftp://pay.example.org/pub/a.exe"],
  ]) {
    const report = await whence.analyze(
      mail(
        `Content-Type: message/external-body; access-type=${access}`,
        "Content-Type: application/octet-stream\n",
      ),
    );
    assert.deepEqual(
      report.links.map((link) => link.href),
      [href],
    );
    assert.equal(report.unread[0].reason, "elsewhere");
  }
});

test("multipart/appledouble: the resources are of the file beside them, and are no page", async () => {
  const report = await whence.analyze(
    mail(
      "Content-Type: multipart/appledouble; boundary=b",
      `--b
Content-Type: application/applefile; name="a.html"
Content-Transfer-Encoding: base64

${lines(Buffer.from("00051607000200000000000000000000", "hex"))}
--b
Content-Type: text/html; name="a.html"

<a href="https://pay.example.org/login">x</a>
--b--`,
    ),
  );
  assert.deepEqual(
    report.attachments.map(({ problems }) => problems),
    [[], ["web-page"]],
  );
  assert.equal(report.links[0].host, "pay.example.org");
});

test("a mail passed on in the text: said, nothing is made of it; a reply that quotes is none", async () => {
  const block = (...lines) => [...lines, "", "Your account is closed. https://pay.example.org/login"];
  const bank = "Bank <info@pay.example.org>";
  const english = [`From: ${bank}`, "Sent: Monday, November 2, 2026", "To: Anna", "Subject: Account"];
  const quoted = [`From: ${bank}`, "Subject: Account", "Date: November 2", "To: Anna"];
  const japanese = [`差出人: ${bank}`, "日時: 2026年11月2日", "件名: 口座", "宛先: Anna"];
  const read = async (subject, lines) => {
    const text = ["Is this real?", "", ...lines].join("\n");
    const source = mail("Content-Type: text/plain; charset=utf-8", text);
    const report = await whence.analyze(source.toString().replace("Is this real?", subject));
    return [report.findings.filter(({ id }) => id === "forwarded-in-text"), report.verdict.score];
  };
  for (const lines of [
    ["---------- Forwarded message ---------", ...block(...english)],
    ["Begin forwarded message:", "", ...block(...quoted)].map((line) => `> ${line}`),
    ["---------- 転送されたメッセージ ---------", ...block(...japanese)],
  ]) {
    const [[found], score] = await read("Account", lines);
    assert.equal(found?.args.from, bank, lines[0]);
    const [[none], same] = await read("Account", lines.slice(0, 1).concat(lines.slice(-1)));
    assert.deepEqual([none, same], [undefined, score], "the block lowers no alarm, and raises none");
  }
  const original = ["-----Original Message-----", ...block(...english)];
  assert.equal((await read("FW: Account", original))[0].length, 1);
  assert.equal((await read("RE: Account", original))[0].length, 0);
});
