// What a delivery report quotes (RFC 3464) is another server's word to the reporting one, not the sender's to
// the reader.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-04T00:00:00Z");

const report = async (words, { from = "MAILER-DAEMON@mx.example.jp", envelope = "<>" } = {}) =>
  whence.analyze(
    [
      `Return-Path: ${envelope}`,
      "Received: by mx.example.jp (Postfix)",
      "\tid 18513041C2DA; Tue,  3 Feb 2026 10:00:05 +0900 (JST)",
      "Date: Tue,  3 Feb 2026 10:00:05 +0900",
      `From: ${from} (Mail Delivery System)`,
      "Subject: Undelivered Mail Returned to Sender",
      "To: hanako@mx.example.jp",
      "MIME-Version: 1.0",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "Message-Id: <20260203100005.18513041C2DA@mx.example.jp>",
      "",
      "--b",
      "Content-Type: text/plain; charset=us-ascii",
      "",
      "This is the mail system at host mx.example.jp. For assistance, please send mail to postmaster.",
      "",
      words,
      "",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example.jp",
      "",
      "Final-Recipient: rfc822; taro@mail.example.net",
      "Action: failed",
      "Status: 5.0.0",
      "",
      "--b--",
      "",
    ].join("\r\n"),
    { now },
  );
const ids = ({ findings }) => findings.map(({ id }) => id);
const told = async (...args) => ids(await report(...args)).includes("text-account-threatened");

test("a server's answer about its user's mailbox threatens nobody's account", async () => {
  const said = "<taro@mail.example.net>: host mx.example.net[192.0.2.9] said: ";
  for (const code of ["550 ", "550 5.2.1 ", "450-4.2.1 "])
    assert.ok(!(await told(`${said}${code}Mailbox is frozen. See http://mail.example.net/e/3/`)), code);
});

test("... but the report's own words to the reader do, and an answer outside of a report", async () => {
  assert.ok(await told("Your mailbox is frozen. See http://mail.example.net/e/3/"));
  assert.ok(await told("There are 550 reasons. Your mailbox is frozen."));
  const forged = { from: "admin@mx.example.jp", envelope: "<admin@mx.example.jp>" };
  assert.ok(await told("550 Mailbox is frozen. See http://mail.example.net/e/3/", forged));
});

test("an address of which a report tells is not one to write to", async () => {
  const asks = "text-asks-to-write-elsewhere";
  const line = "For help, please send mail to postmaster.\r\n\r\n<taro.example@gmail.com>";
  assert.ok(!ids(await report(`${line}: host mx.example.net said: 550 no such user`)).includes(asks));
  assert.ok(ids(await report("Please send mail to taro.example@gmail.com")).includes(asks));
});
