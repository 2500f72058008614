// A signature in From's name is the author's word until somebody looks: what a look has refuted is worth no
// more than none, and what nobody could look at is not held against the mail.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { dkimField, keys } from "../support/signer.mjs";
import { zoneResolver } from "../support/zone.mjs";

const whence = await open();
const later = new Date("2026-03-20T00:00:00Z"), soon = new Date("2026-02-03T03:00:00Z");
const body = "Dear Hanako,\n\nplease see https://shop.example.com/orders/1\n";
const fields = ["From: Example Shop <news@shop.example.com>", "To: hanako@example.jp", "Subject: Your order",
  "Date: Tue, 3 Feb 2026 10:00:00 +0900", "Message-ID: <20260203010000.7F3A21@shop.example.com>"];
const line = (helo) =>
  `Received: from ${helo} (unknown [203.0.113.66])\n by mx.example.jp (Postfix) with ESMTPS\n` +
  " id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900";
/** A stranger's server, an envelope of its own; above and below: more lines there */
const mail = ({ above = [], below = [], helo = "mail.example.net" }) =>
  ["Return-Path: <bounce@example.net>", ...above, line(helo), ...below, ...fields, "", body].join("\n");
const sign = (d, s = "rsa") => dkimField(`d=${d}; s=${s}`, fields, body);
const broken = sign("shop.example.com").replace(/ b=.{8}/, " b=AAAAAAAA");
const results = (said) => [`Authentication-Results: mx.example.jp;\n ${said}`];
const zone = { "rsa._domainkey.shop.example.com": [["TXT", `v=DKIM1; k=rsa; p=${keys.rsa}`]] };
const names = async (source, options = {}) =>
  (await whence.analyze(source, { now: soon, ...options })).findings.map((one) => one.id);
const isUnsupported = async (...args) => (await names(...args)).includes("from-unsupported");

test("what the reader's own side found is what a signature in From's name is worth", async () => {
  const below = [broken];
  assert.equal(await isUnsupported(mail({})), true);
  assert.equal(await isUnsupported(mail({ below })), false, "nobody has looked");
  for (const said of ["dkim=fail header.d=shop.example.com", "dkim=none", "dkim=fail (bad signature)",
    "dkim=neutral (body hash did not verify) header.d=shop.example.com",
    "dkim=permerror header.i=@shop.example.com"])
    assert.equal(await isUnsupported(mail({ above: results(said), below })), true, said);
  for (const said of ["dkim=pass header.d=shop.example.com", "dkim=temperror header.d=shop.example.com",
    "dkim=fail header.d=example.net", "spf=none smtp.mailfrom=example.net"])
    assert.equal(await isUnsupported(mail({ above: results(said), below })), false, said);
  // one of two holds: the other changes nothing
  const both = "dkim=fail header.d=shop.example.com;\n dkim=pass header.d=shop.example.com";
  assert.equal(await isUnsupported(mail({ above: results(both), below })), false);
  // where the author may write as well, it counts against the mail alone
  const milter = (said) => mail({ below: [...results(said), broken] });
  assert.equal(await isUnsupported(milter("dkim=fail header.d=shop.example.com")), true);
  const praised = mail({ below: results("dkim=pass header.d=shop.example.com") });
  assert.equal(await isUnsupported(praised), true);
});

test("so is what we find ourselves", async () => {
  const asked = (records, now = soon) => ({ now, resolver: zoneResolver(records) });
  const below = [sign("shop.example.com")];
  assert.equal(await isUnsupported(mail({ below }), asked(zone)), false, "it holds");
  assert.equal(await isUnsupported(mail({ below: [broken] }), asked(zone)), true, "it does not");
  const changed = mail({ below }).replace("Dear Hanako", "Dear Taro");
  assert.equal(await isUnsupported(changed, asked(zone)), true);
  const unreadable = [sign("shop.example.com").replace("a=rsa-sha256", "a=rsa-sha256; t=x")];
  assert.equal(await isUnsupported(mail({ below: unreadable }), asked(zone)), true);
  assert.equal(await isUnsupported(mail({ below: unreadable })), false, "its owner masked numbers");
  // a list's footer explains it, and so does a key that has been retired since
  const footer = `${mail({ below })}${"_".repeat(47)}\nTalk mailing list\nhttps://lists.example.org/talk\n`;
  assert.equal(await isUnsupported(footer, asked(zone)), false);
  const gone = mail({ below: [sign("shop.example.com", "gone")] });
  assert.equal(await isUnsupported(gone, asked(zone, later)), false);
  assert.equal(await isUnsupported(gone, asked(zone, soon)), true);
  const silent = { "rsa._domainkey.shop.example.com": [["TIMEOUT"]] };
  assert.equal(await isUnsupported(mail({ below }), asked(silent)), false);
});

test("HELO supports nobody, and a signature in a company's name only waits to be looked at", async () => {
  assert.equal(await isUnsupported(mail({ helo: "mail.shop.example.com" })), true);
  const brand = (more) => mail(more).replaceAll("news@shop.example.com", "service@paypal.com");
  const fake = [sign("paypal.com")];
  assert.ok((await names(brand({}))).includes("brand-domain-unsupported"));
  assert.ok((await names(brand({ below: fake }))).includes("brand-signature-unverified"));
  const looked = { above: results("dkim=none"), below: fake };
  assert.ok((await names(brand(looked))).includes("brand-domain-unsupported"));
  const wants = (source) => source.replace("please see", "confirm your password and card number at");
  for (const below of [[], fake])
    assert.ok((await names(wants(brand({ below })))).includes("brand-wants-login"), `${below}`);
});

test("links home speak for a mail only where none leads elsewhere", async () => {
  const home = Array.from({ length: 9 }, (_, i) => `https://shop.example.com/${i}`).join("\n");
  const plain = mail({}) + home;
  assert.ok((await names(plain)).includes("links-home"));
  assert.ok(!(await names(`${plain}\nhttps://login.example.org/\n`)).includes("links-home"));
});
