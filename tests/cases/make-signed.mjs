// Writes signed.eml and the zone of signed.json: a mail with an RSA and an Ed25519 signature (RFC 6376, 8463)
// by keys made for it and thrown away. Run by hand when the mail is to change: node
// tests/cases/make-signed.mjs
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const fields = [
  ["From", "Example Bookshop <news@example.com>"],
  ["To", "reader@example.net"],
  ["Subject", "Twelve books about letters"],
  ["Date", "Wed, 18 Nov 2026 09:15:00 +0000"],
  ["Message-ID", "<8841.20261118091500@app1.example.com>"],
];
const body = "Dear reader,\r\n\r\nthis month: twelve books about letters.\r\n";

// Canonicalization "relaxed" (RFC 6376 3.4.2) of fields that are written plainly; the body has nothing to
// canonicalize.
const relaxed = ([name, value]) =>
  `${name.toLowerCase()}:${value
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim()}`;

function signature(algorithm, selector, key) {
  const bodyHash = createHash("sha256").update(body).digest("base64");
  const names = fields.map(([name]) => name.toLowerCase()).join(":");
  const value = [
    `v=1; a=${algorithm}; c=relaxed/relaxed; d=example.com; s=${selector};`,
    `t=${Date.parse("2026-11-18T09:15:00Z") / 1000}; h=${names};`,
    `bh=${bodyHash};`,
    "b=",
  ].join("\r\n\t");
  const data = [...fields.map(relaxed), relaxed(["DKIM-Signature", value])].join("\r\n");
  const made =
    algorithm === "rsa-sha256"
      ? sign("sha256", Buffer.from(data), key)
      : sign(null, createHash("sha256").update(data).digest(), key);
  return `DKIM-Signature: ${value}${made.toString("base64").replace(/.{70}/g, "$&\r\n\t ")}`;
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed = generateKeyPairSync("ed25519");
const spki = rsa.publicKey.export({ type: "spki", format: "der" }).toString("base64");
const raw = Buffer.from(ed.publicKey.export({ format: "jwk" }).x, "base64url").toString("base64");

const head = [
  "Return-Path: <bounce@news.example.com>",
  "Received: from out3.news.example.com (out3.news.example.com [203.0.113.12])\r\n" +
  "\tby mx.example.net (Postfix) with ESMTPS id 4XyZ12abcdz3F\r\n" +
  "\tfor <reader@example.net>; Wed, 18 Nov 2026 09:15:02 +0000 (UTC)",
  signature("ed25519-sha256", "ed", ed.privateKey),
  signature("rsa-sha256", "rsa", rsa.privateKey),
  ...fields.map(([name, value]) => `${name}: ${value}`),
];
writeFileSync(path("signed.eml"), `${head.join("\r\n")}\r\n\r\n${body}`);
const description = JSON.parse(readFileSync(path("signed.json"), "utf8"));
description.zone["rsa._domainkey.example.com"] = [
  ["TXT", `v=DKIM1; k=rsa; p=${spki.slice(0, 200)}`, spki.slice(200)],
];
description.zone["ed._domainkey.example.com"] = [["TXT", `v=DKIM1; k=ed25519; p=${raw}`]];
writeFileSync(path("signed.json"), `${JSON.stringify(description, null, 2)}\n`);
