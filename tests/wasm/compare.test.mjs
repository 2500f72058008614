// Same campaign: one text under three senders is found, what merely looks alike is not.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";

const whence = await open();
const TEXT = (name, link) => `${name} 様\n\nいつもご利用いただきありがとうございます。お客様のアカウントで通常と異なる操作を確認したため、一部の機能を制限しております。` +
  `下記のリンクより二十四時間以内にご本人様の確認をお願いいたします。確認が完了しない場合、アカウントは停止されます。\n\n${link}\n\nサポートセンター\n`;
const mail = (i, body, subject = `お知らせ ${i}`) => new TextEncoder().encode(
  `Received: from mx${i}.sender${i}.example.net (unknown [203.0.${i}.9]) by mx.example.jp with SMTP id A${i}; Tue, 3 Feb 2026 10:00:0${i % 10} +0900\n` +
  `From: <a${i}@sender${i}.example.net>\nTo: <hanako@example.jp>\nSubject: ${subject}\nDate: Tue, 3 Feb 2026 10:00:00 +0900\n` +
  `Message-ID: <${i}${"abcdefghij"[i % 10]}@sender${i}.example.net>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${body}`);
const judge = (mails) => Promise.all(mails.map((one) => whence.analyze(one)));

test("three senders, one text", async () => {
  const words = ["alpha bravo charlie delta", "one of the many letters about a garden", "minutes of the meeting in March", "your parcel waits at the counter"];
  const others = words.map((text, i) => mail(20 + i, `${`${text} ${i} `.repeat(8)}\n`));
  const three = [1, 2, 3].map((i) => mail(i, TEXT(`山田${i}`, `https://login${i}.example${i}.org/a?${i}`)));
  const groups = whence.compare(await judge([others[0], three[0], others[1], three[1], others[2], three[2], others[3]]));
  assert.deepEqual(groups.map(({ members }) => members), [[1, 3, 5]]);
  const wording = groups[0].shared.find(({ what }) => what === "wording");
  assert.deepEqual(wording.members, [1, 3, 5]);
  assert.match(wording.value, /^(5|6|7|8|9|10)\d%$/);
});

test("one link host under different words; a shortener or a counter is nobody's", async () => {
  const body = (text, link) => `${text.repeat(6)} ${link}\n`;
  const same = await judge([mail(1, body("quite another story told ", "https://a.login-example.org/x")), mail(2, body("words of some other kind ", "https://b.login-example.org/y"))]);
  assert.deepEqual(whence.compare(same).map(({ members }) => members), [[0, 1]]);
  assert.deepEqual(whence.compare(same)[0].shared.find(({ what }) => what === "link-host").value, "login-example.org");
  for (const host of ["bit.ly", "museum.us1.list-manage.com", "www.smbc-card.com"]) {
    const reports = await judge([mail(1, body("quite another story told ", `https://${host}/x`)), mail(2, body("words of some other kind ", `https://${host}/y`))]);
    assert.deepEqual(whence.compare(reports), [], host);
  }
});

test("a mail that says next to nothing has no wording", async () => {
  const [a, b] = await judge([mail(1, "hello\n"), mail(2, "hello\n")]);
  assert.equal(a.wording, null);
  assert.deepEqual(whence.compare([a, b]), []);
});

test("no list of reports is said so", () => assert.throws(() => whence.compare(null), { code: "bad-option" }));

test("the command line prints the groups, in words and as JSON", () => {
  const folder = mkdtempSync(join(tmpdir(), "whence-"));
  try {
    const files = [1, 2].map((i) => join(folder, `${i}.eml`));
    files.forEach((file, i) => writeFileSync(file, mail(i + 1, TEXT(`佐藤${i}`, `https://login${i}.example${i}.org/a`))));
    const cli = (...options) => execFileSync(process.execPath, [fileURLToPath(new URL("../../dist/cli.js", import.meta.url)), "--compare", "--lang", "en", ...options, ...files], { encoding: "utf8" });
    assert.deepEqual(JSON.parse(cli("--json")).map(({ members }) => members), [files]);
    assert.match(cli(), /^Campaign 1: 2 mails\n.*1\.eml\n.*2\.eml\n[^]*the same text/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
