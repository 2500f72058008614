// What an author adds to the body of a lure takes nothing off it: links to strangers, home, to services that
// send for many, to well-known companies and to everybody's places, the words of footers and answers, files.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-03T03:00:00Z");
const from = "Support <info@shop.example.com>", subject = "Your account";
const password = '<a href="http://login.example.org/a">Confirm your password</a> today.';
const lures = [
  { from, subject, html: `<p>Your mailbox is full. ${password}</p>` },
  { from, subject, html: '<p>Your parcel is held. <a href="http://pay.example.org/a">Pay the fee</a></p>' },
  { from, subject, html: '<p>You have won a prize. <a href="http://one.example.org/a">Claim it</a></p>' },
  { from: "PayPal <info@shop.example.com>", subject, html: `<p>Your account is limited. ${password}</p>` },
  { from, subject: "[PayPal] Your account", html: `<p>Your account is limited. ${password}</p>` },
  { from, subject, html: `<p>PayPal</p><p>Your account is limited. ${password}</p><p>© PayPal</p>` },
];
const link = (href) => `<p><a href="${href}">more</a></p>`;
const words = (text) => `<div>${text.replaceAll("\n", "<br>")}</div>`;
const answer =
  "On Mon, 2 Feb 2026 at 10:00, Anna Becker <anna@example.com> wrote:\n> See you on Thursday.\n> Anna";
const additions = {
  "a stranger": link("http://one.example.net/"),
  "more strangers": [1, 2, 3, 4, 5].map((i) => link(`http://n${i}.example.net/`)).join(""),
  "a hundred pages of a stranger": link("http://one.example.net/").repeat(100),
  "an encrypted stranger": link("https://one.example.net/"),
  "From's own pages": link("https://www.shop.example.com/about").repeat(9),
  "a service that sends for many": link("https://u1234.ct.sendgrid.net/ls/click?upn=a1"),
  "everybody's places": link("https://www.facebook.com/example") + link("https://www.youtube.com/example"),
  "companies": link("https://www.paypal.com/") + link("https://www.amazon.com/"),
  "a picture": '<img src="https://www.example.net/logo.png">',
  "an answer": words(answer),
  "a quotation": `<blockquote type="cite">${words(answer)}</blockquote>`,
  "a signature": words("-- \nAnna Becker\nHead of Sales, Example Ltd\nTel. +44 20 7946 0000"),
  "a footer": words("You are receiving this because you subscribed. To unsubscribe, reply to this mail."),
  "a disclaimer": words("This e-mail is confidential. If it reached you in error, please delete it."),
  "a warning": words("Beware of phishing. We never ask for passwords."),
  "a comment": `<!-- ${"quiet words ".repeat(300)} -->`,
  "what nobody sees": `<div style="display:none">${"quiet words ".repeat(300)}</div>`,
};
const mail = ({ from, subject, html }) =>
  "Return-Path: <info@example.net>\nReceived: from mail.example.net (unknown [203.0.113.66])\n" +
  " by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7\n for <hanako@example.jp>;" +
  ` Tue, 3 Feb 2026 10:00:05 +0900\nFrom: ${from}\nTo: hanako@example.jp\n` +
  `Subject: ${subject}\nDate: Tue, 3 Feb 2026 10:00:00 +0900\nMessage-ID: <a1@shop.example.com>\n` +
  `MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>${html}</body></html>\n`;
const judge = (lure) => whence.analyze(mail(lure), { now });
const idsOf = (report) => report.verdict.findings.map((i) => report.findings[i].id);

for (const [name, added] of Object.entries(additions))
  test(`no lure is better for ${name}`, async () => {
    for (const lure of lures) {
      const plain = await judge(lure);
      assert.ok(idsOf(plain).includes("links-one-stranger"), lure.html);
      for (const html of [lure.html + added, added + lure.html]) {
        const more = await judge({ ...lure, html });
        const found = idsOf(more);
        const lost = idsOf(plain).filter((id) => !found.includes(id) && id !== "only-link");
        assert.deepEqual(lost, [], html);
        const alone = plain.findings.find(({ id }) => id === "only-link")?.weight ?? 0;
        const before = plain.verdict.sum - alone, after = more.verdict.sum;
        assert.ok(after >= before, `${before} > ${after}: ${html}`);
      }
    }
  });

const LEVELS = ["forged", "suspicious", "unclear", "consistent", "authentic"];
const within = (html, before) =>
  `multipart/mixed; boundary=b\n\n${before}--b\nContent-Type: text/html\n\n${html}\n`;
const nested = (html, n) =>
  n
    ? `multipart/mixed; boundary=b${n}\n\n--b${n}\nContent-Type: ${nested(html, n - 1)}`
    : `text/html\n\n${html}\n`;
const walls = {
  "more parts than any mail has": (html) => within(html, "--b\nContent-Type: text/plain\n\nx\n".repeat(1500)),
  "parts in parts": (html) => nested(html, 60),
  "a charset that cannot be": (html) => `text/html; charset=utf-16; charset=utf-8\n\n${html} \u00e9\n`,
};
for (const [name, type] of Object.entries(walls))
  test(`no lure is better behind ${name}`, async () => {
    for (const lure of lures) {
      const plain = await judge(lure);
      const source = mail(lure).replace(/text\/html;[^]*/, () => type(lure.html));
      const { verdict } = await whence.analyze(source, { now });
      const [before, after] = [plain, { verdict }].map((report) => LEVELS.indexOf(report.verdict.level));
      assert.ok(after <= Math.max(before, 1), `${plain.verdict.level} -> ${verdict.level}: ${lure.html}`);
    }
  });
