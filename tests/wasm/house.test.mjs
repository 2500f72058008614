// Mail from the reader's own house, which the reader's own side has proven (DMARC, RFC 9989): what it need
// not look like, and what no proof excuses, as an account may have been broken into.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const NOW = new Date("2026-02-04T00:00:00Z");
const LURE = '<p>Your password expires today. <a href="https://keep.example.net/k">Keep the same one</a></p>';
const FORWARD = [
  "<p>Is this one ours?</p>",
  "<p>-----Original Message-----<br>From: Mail Team &lt;team@keep.example.net&gt;<br>",
  "Sent: Monday, February 2, 2026 8:10 AM<br>To: Jonas Feld<br>Subject: Your mailbox</p>",
].join("");
const FORWARD_JA = [
  "<p>このようなメールが届きました。本物でしょうか。</p>",
  "<p>差出人: Mail Team &lt;team@keep.example.net&gt;<br>日時: 2026年2月2日 8:10<br>",
  "宛先: 佐藤<br>件名: 重要なお知らせ</p>",
  '<p>アカウントの確認をお願いします。<a href="https://keep.example.net/k">確認する</a></p>',
].join("");

const JONAS = "Jonas Feld <j.f@example.jp>";
const HTML = "text/html; charset=utf-8";
const mail = (body, { subject = "Fwd: Your mailbox", dmarc = "pass", from = JONAS, type = HTML } = {}) =>
  [
    "Delivered-To: hanako@example.jp",
    `ARC-Authentication-Results: i=1; mx.google.com; dkim=${dmarc} header.i=@example.jp;`,
    ` spf=${dmarc} smtp.mailfrom=j.f@example.jp; dmarc=${dmarc} (p=NONE) header.from=example.jp`,
    "Return-Path: <j.f@example.jp>",
    "Received: from mail.example.jp (mail.example.jp. [198.51.100.25]) by mx.google.com with ESMTPS",
    " id d2e1a72fcca58.12.2026.02.03.00.00.05 for <hanako@example.jp>",
    " (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); Tue, 03 Feb 2026 00:00:05 -0800 (PST)",
    "Date: Tue, 3 Feb 2026 08:00:02 +0000",
    `From: ${from}`,
    "To: hanako@example.jp",
    `Subject: ${subject}`,
    "Message-ID: <20260203080002.7F3A21@mail.example.jp>",
    "MIME-Version: 1.0",
    `Content-Type: ${type}`,
    "",
    body,
  ].join("\r\n");
const judge = async (...args) => {
  const report = await whence.analyze(mail(...args), { now: NOW });
  return { level: report.verdict.level, weighed: report.verdict.findings.map((i) => report.findings[i].id) };
};

test("a colleague who passes a lure on is not accused of it, in English and in Japanese", async () => {
  for (const [body, subject] of [
    [FORWARD + LURE, "Fwd: Your mailbox"],
    [FORWARD_JA, "FW: 重要なお知らせ"],
  ]) {
    const { level, weighed } = await judge(body, { subject });
    for (const id of ["login-by-stranger", "links-one-stranger"])
      assert.ok(!weighed.includes(id), weighed.join());
    assert.ok(["consistent", "unclear"].includes(level), `${level}: ${weighed.join()}`);
  }
});

test("the same without a proof, or not passed on, counts in full", async () => {
  const unproven = await judge(FORWARD + LURE, { dmarc: "fail" });
  assert.ok(unproven.weighed.includes("login-by-stranger"), unproven.weighed.join());
  const own = await judge(LURE, { subject: "Your mailbox" });
  assert.ok(own.weighed.includes("login-by-stranger"), own.weighed.join());
  assert.equal(own.level, "suspicious");
});

test("a colleague's name is nothing like the firm's, an office of the house is none elsewhere", async () => {
  const page = '<p>The plan: <a href="https://www.example.jp/plan">plan</a></p>';
  for (const from of [JONAS, "IT Helpdesk <j.f@example.jp>"]) {
    const proven = await judge(page, { subject: "Plan", from });
    assert.equal(proven.level, "consistent");
    assert.ok(!proven.weighed.includes("name-unrelated") && !proven.weighed.includes("office-elsewhere"));
  }
  const unproven = await judge(page, {
    subject: "Plan",
    dmarc: "fail",
    from: "IT Helpdesk <j.f@example.jp>",
  });
  assert.ok(unproven.weighed.includes("office-elsewhere"));
});

test("a workbook with macros is unclear from a colleague, and worse from a stranger", async () => {
  const book = (text) =>
    [
      text,
      "--b1",
      'Content-Type: application/vnd.ms-excel.sheet.macroEnabled.12; name="plan.xlsm"',
      'Content-Disposition: attachment; filename="plan.xlsm"',
      "Content-Transfer-Encoding: base64",
      "",
      "UEsDBA==",
      "--b1--",
    ].join("\r\n");
  const head = '--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n';
  for (const words of ["Please choose Enable Content.", "「コンテンツの有効化」を押してご利用ください。"]) {
    const parts = { subject: "Plan", type: 'multipart/mixed; boundary="b1"' };
    assert.equal((await judge(book(head + words), parts)).level, "unclear");
    const unproven = await judge(book(head + words), { ...parts, dmarc: "none" });
    assert.equal(unproven.level, "suspicious", unproven.weighed.join());
  }
});

test("a city writes about the cards and portals of the state, once it is proven to be it", async () => {
  const subject = "マイナンバーカードの更新について";
  const body = "<p>お手続きは窓口でお願いします。</p>";
  const letter = (dmarc) =>
    mail(body, { subject, dmarc }).replaceAll("@example.jp", "@city.example.lg.jp");
  const found = async (dmarc) =>
    (await whence.analyze(letter(dmarc), { now: NOW })).findings.map(({ id }) => id);
  assert.ok(!(await found("pass")).includes("brand-in-subject"));
  assert.ok((await found("none")).includes("brand-in-subject"));
});
