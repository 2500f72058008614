// What speaks for the shown name and the From: rules that need more than one mail to be seen from both sides.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../../dist/whence.js";

const whence = await open();
const plain = {
  client: "mail.example.org (mail.example.org [198.51.100.25])", envelope: "a@mail.example.org", head: "",
  type: "text/plain", body: "Hello there, some words.", smtp: "ESMTPS",
};
const mail = ({ from, client, envelope, head, type, body, smtp }) =>
  `Return-Path: <${envelope}>\nReceived: from ${client} by mx.example.jp (Postfix) with ${smtp} id 4XyZ1a2b `
  + "for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900 (JST)\nDate: Tue, 3 Feb 2026 10:00:02 +0900\n"
  + `From: ${from}\nTo: hanako@example.jp\nSubject: x\nMessage-ID: <1@mail.example.org>\n${head}`
  + `Content-Type: ${type}; charset=utf-8\n\n${body}\n`;
async function raised(id, one) {
  return (await whence.analyze(mail({ ...plain, ...one }))).findings.some((finding) => finding.id === id);
}
const signed = (domain) => `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=a; h=from; bh=AAAA; b=BBBB\n`;

test("a provider's customers are not the provider: its servers tie nothing of theirs to it", async () => {
  const client = "a1.outbound.protection.outlook.com (a1.outbound.protection.outlook.com [198.51.100.25])";
  const hotel = { client, envelope: "info@hotel.example.net", head: signed("hotel.example.net") };
  const shown = (name) => raised("brand-claimed", { ...hotel, from: `${name} <info@hotel.example.net>` });
  assert.equal(await shown("Microsoft 365 Security"), true);
  assert.equal(await shown("Hotel Example"), false);
  const from = "Microsoft <a@microsoft.com>";
  const own = { client, envelope: "a@microsoft.com", from, head: signed("microsoft.com") };
  for (const id of ["brand-claimed", "brand-domain-unsupported"]) assert.equal(await raised(id, own), false);
});

test("a domain of a provider's own brand needs support like any company's", async () => {
  const apple = { from: "Apple <noreply@email.apple.com>" };
  const client = "rn2.apple.com (rn2.apple.com [198.51.100.25])";
  assert.equal(await raised("brand-domain-unsupported", apple), true);
  assert.equal(await raised("brand-domain-unsupported", { ...apple, client }), false);
});

test("mail of a provider that signs all of its mail is unsupported without a signature", async () => {
  const ken = { from: "Ken <ken.example@gmail.com>" };
  assert.equal(await raised("from-unsupported", ken), true);
  assert.equal(await raised("from-unsupported", { ...ken, head: signed("gmail.com") }), false);
  assert.equal(await raised("from-unsupported", { from: "Ken <ken.example@nifty.com>" }), false);
});

test("a service that signs and bounces in its own name: the author's domain did nothing", async () => {
  const client = "o1.sendgrid.net (o1.sendgrid.net [198.51.100.25])";
  const from = "Example <a@example.net>";
  const by = { from, envelope: "b@sendgrid.net", client, head: signed("sendgrid.net") };
  assert.equal(await raised("signed-by-other", by), true);
  assert.equal(await raised("signed-by-other", { ...by, head: signed("example.net") + by.head }), false);
  assert.equal(await raised("signed-by-other", { ...by, envelope: "b@em.example.net" }), false);
});

test("a shown name of two letters or three is found in the domain that it is", async () => {
  const body = "<p>Hello there.</p><p><a href='https://www.tlx.example.org/a'>Look</a></p>";
  const shown = (from) => raised("name-unrelated", { type: "text/html", body, from });
  assert.equal(await shown("TLX On Demand Delivery <a@tlx.co.jp>"), false);
  assert.equal(await shown("TLX On Demand Delivery <a@xyz.co.jp>"), true);
});

test("a mailbox is a person's that is one of the two names, or one with an initial", async () => {
  const body = "<p>Hello there.</p><p><a href='https://www.river.example.org/a'>Look</a></p>";
  const shown = (from) => raised("name-unrelated", { type: "text/html", body, from });
  for (const local of ["sato", "kenji", "ksato", "satok"])
    assert.equal(await shown(`Sato Kenji <${local}@xyz.co.jp>`), false, local);
  for (const local of ["satokenji", "news", "sat"])
    assert.equal(await shown(`Sato Kenji <${local}@xyz.co.jp>`), true, local);
  assert.equal(await shown("Sparkling Kitchens Club <kitchens.news@xyz.co.jp>"), true);
});

test("a name that is an office and nothing else says nobody's name", async () => {
  const word = (text) => `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
  const shown = (display) => raised("office-elsewhere", { from: `${word(display)} <a@example.net>` });
  assert.equal(await shown("【重要なお知らせ】"), true);
  assert.equal(await shown("見本商店お知らせ"), false);
});

test("people have no long number in their name", async () => {
  const shown = (from) => raised("office-at-free-mail", { from, head: signed("gmail.com") });
  assert.equal(await shown("Notice 782138398640 <a.example@gmail.com>"), true);
  assert.equal(await shown("Taro 1985 <a.example@gmail.com>"), false);
});

test("where a known provider did not encrypt, the receiver did not offer it", async () => {
  const from = "A <a@example.net>";
  const late = (client) => raised("hop-unencrypted-late", { from, smtp: "ESMTP", client });
  assert.equal(await late("vger.kernel.org (vger.kernel.org [198.51.100.25])"), false);
  assert.equal(await late("vger.kernel.org (unknown [198.51.100.25])"), true);
  assert.equal(await late("mail.example.org (mail.example.org [198.51.100.25])"), true);
});
