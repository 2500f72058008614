// What kind of mail it is said to be: by what accuses it, and by what it claims where both do.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();

const mail = (from, messageId) =>
  new TextEncoder().encode(
    [
      "Received: from relay.example.net (unknown [203.0.113.9])",
      "\tby mx.example.org (Postfix) with ESMTP id 4ZB1; Tue, 3 Mar 2026 10:00:00 +0900",
      `From: ${from}`,
      "Reply-To: answers.desk@gmail.com",
      "To: undisclosed-recipients:;",
      "Subject: =?UTF-8?B?44CQ6YeN6KaB44CR44Ki44Kr44Km44Oz44OI44Gu56K66KqN?=",
      `Message-ID: <${messageId}>`,
      "Date: Tue, 3 Mar 2026 09:59:00 +0900",
      "Content-Type: text/plain; charset=UTF-8",
      "",
      "お客様のアカウントに異常なログインが確認されました。",
      "24時間以内にアカウントの情報を確認してください。",
      "https://login.verify-account.example.net/",
    ].join("\r\n"),
  );

const KIT = "qwkzt4mx.8h2k.v0b1zz.r1y8xkq0@mail.example.net"; // a mass-mailing tool's, which speaks of fraud

test("a brand's address without the brand behind it is pretended, whatever tool sent it", async () => {
  const { verdict, findings } = await whence.analyze(mail("order@rakuten.co.jp", KIT));
  assert.ok(findings.some(({ id }) => id === "message-id-kit"));
  assert.match(verdict.kind, /^(forged|impersonation)$/);
});

test("where nobody is posed as, it is a fraud", async () => {
  const { verdict } = await whence.analyze(mail("Support <x@mail.example.net>", KIT));
  assert.doesNotMatch(verdict.kind, /^(forged|impersonation)$/);
});
