// What earns "authentic", against whoever owns a domain, its DNS and a server with a matching name: of his
// own domain it may be said where nothing much speaks against the mail, of nobody else's.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { arcFields, dkimField, keys } from "../support/signer.mjs";
import { zoneResolver } from "../support/zone.mjs";

const whence = await open();
const now = new Date("2026-02-03T03:00:00Z");
const address = "203.0.113.66", mine = "own.example.net", theirs = "bank.example.org";
const key = (more = "", p = keys.rsa) => [["TXT", `v=DKIM1; k=rsa; p=${p}${more}`]];
const spf = (text) => [["TXT", `v=spf1 ${text}`]];
const zone = {
  [`mail.${mine}`]: [["A", address]], "66.113.0.203.in-addr.arpa": [["PTR", `mail.${mine}`]],
  [mine]: [["A", address], ...spf(`ip4:${address} -all`)], [`rsa._domainkey.${mine}`]: key(),
  [`_dmarc.${mine}`]: [["TXT", "v=DMARC1; p=reject"]],
  [theirs]: [["A", "198.51.100.1"], ...spf("ip4:198.51.100.0/24 -all")],
  [`_dmarc.${theirs}`]: [["TXT", "v=DMARC1; p=reject"]],
};
const order = "Dear Hanako,\n\nyour order is on its way.\n";

/** sign: tags of signatures; seal: what a seal says was found; more: of the zone */
async function judged(parts) {
  const { from, envelope = `a@${mine}`, helo = `mail.${mine}`, sign = [], seal, body = order, more } = parts;
  const fields = [`From: ${from}`, "To: hanako@example.jp", "Subject: Your order",
    "Date: Tue, 3 Feb 2026 10:00:00 +0900", `Message-ID: <20260203010000.7F3A21@${mine}>`];
  const source = [`Return-Path: <${envelope}>`,
    `Received: from ${helo} (mail.${mine} [${address}])\n by mx.example.jp (Postfix) with ESMTPS` +
      "\n id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900",
    ...(seal ? arcFields(seal[0], fields, body, seal[1]) : []),
    ...sign.map((tags) => dkimField(tags, fields, body)), ...fields, "", body].join("\n");
  return (await whence.analyze(source, { now, resolver: zoneResolver({ ...zone, ...more }) })).verdict;
}

const sato = (domain) => `Sato <sato@${domain}>`;
const tenants = (platform, record = "v=DMARC1; p=none") => ({
  from: sato(`a.${platform}`), envelope: `b@b.${platform}`, sign: [`d=b.${platform}; s=rsa`],
  more: { [`rsa._domainkey.b.${platform}`]: key(), [`_dmarc.${platform}`]: [["TXT", record]],
    [`a.${platform}`]: [["A", "192.0.2.3"]], [`b.${platform}`]: spf(`ip4:${address} -all`) },
});
const theirSpf = (text, more = {}) => ({ from: sato(theirs), envelope: `a@${theirs}`,
  more: { [theirs]: [["A", "198.51.100.1"], ...spf(text)], ...more } });
const theirKey = (s, record) =>
  ({ from: sato(theirs), sign: [`d=${theirs}; s=${s}`], more: { [`${s}._domainkey.${theirs}`]: record } });
const found = ["dmarc=pass header.from", "spf=pass smtp.mailfrom", "dkim=pass header.d"]
  .map((one) => `${one}=${theirs}`).join("; ");

const REFUSED = {
  "another's name": { from: sato(theirs), sign: [`d=${mine}; s=rsa`] },
  "... beside one's own": { from: `${sato(theirs)}, ${sato(mine)}`, sign: [`d=${mine}; s=rsa`] },
  "... as the name of one's own": { from: `"sato@${theirs}" <sato@${mine}>`, sign: [`d=${mine}; s=rsa`] },
  "... in two addresses": { from: `<sato@${theirs}> <sato@${mine}>`, sign: [`d=${mine}; s=rsa`] },
  "a name below another's": { from: sato(`x.${theirs}`), envelope: `a@x.${mine}` },
  "HELO in another's name": { from: sato(theirs), envelope: "", helo: `mail.${theirs}` },
  "a tenant of the same platform": tenants("duckdns.org"),
  "... of one that sells room": tenants("sakura.ne.jp"),
  "... whose record says so": tenants("github.io", "v=DMARC1; p=none; psd=y"),
  "everybody is let in": theirSpf("+all"),
  "... by networks": theirSpf("ip4:0.0.0.0/0 -all"),
  "... by two of them": theirSpf("ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"),
  "... by a record included": theirSpf(`include:all.${mine} -all`, { [`all.${mine}`]: spf("+all") }),
  "... by HELO": theirSpf("exists:%{h} -all"),
  "... by the left side": theirSpf(`exists:%{l}.${mine} -all`, { [`a.${mine}`]: [["A", "127.0.0.2"]] }),
  "two records": theirSpf("-all", { [theirs]: [...spf(`ip4:${address} -all`), ...spf("-all")] }),
  "neither": theirSpf("?all"),
  "a key for tests": theirKey("y", key("; t=y")),
  "a key of another service": theirKey("t", key("; s=tlsrpt")),
  "a key of another hash": theirKey("t", key("; h=sha1")),
  "a key taken back": theirKey("t", [["TXT", "v=DKIM1; p="]]),
  "a short key": theirKey("weak", key("", keys.weak)),
  "no key": theirKey("none", []),
  "a signature of nothing read": { from: sato(mine), envelope: "", sign: [`d=${mine}; s=rsa; h=from`] },
  "... of no body": { from: sato(mine), envelope: "", sign: [`d=${mine}; s=rsa; l=0`] },
  "one's own seal": { from: sato(theirs), seal: [`d=${mine}; s=rsa`, found] },
  "a known sealer's": { from: sato(theirs), seal: ["d=google.com; s=rsa", found] },
  "one's own domain for a lure": { from: `IT Helpdesk <service@${mine}>`, sign: [`d=${mine}; s=rsa`],
    body: `Dear user,\n\nyour mailbox is full. Confirm your password: https://www.${mine}/a\n` },
  "... that would be unclear without its proofs": { from: `Maple Garden Centre <news@${mine}>`,
    sign: [`d=${mine}; s=rsa`], body: `You have won a gift card, claim your prize: http://www.${mine}/a\n` },
};
const EARNED = {
  "one's own signature": { from: sato(mine), envelope: "", sign: [`d=${mine}; s=rsa`] },
  "one's own address": { from: sato(mine) },
  "one's own, a name below": { from: sato(`x.${mine}`), sign: [`d=${mine}; s=rsa`],
    more: { [`x.${mine}`]: [["A", address]] } },
};

for (const [name, parts] of Object.entries(REFUSED))
  test(`not authentic: ${name}`, async () => {
    const { level, basis } = await judged(parts);
    assert.notEqual(level, "authentic");
    assert.equal(basis, null);
  });

for (const [name, parts] of Object.entries(EARNED))
  test(`authentic: ${name}`, async () => assert.equal((await judged(parts)).level, "authentic"));
