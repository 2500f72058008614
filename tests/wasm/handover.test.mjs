// Honest set-ups, each beside the attack that looks like it: what makes a server the reader's is a fact,
// never a name that the client gave. core/TRUST.md has the rules.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-10T00:00:00Z");
const sender = "198.51.100.70", stranger = "203.0.113.66", gateway = "192.0.2.60";
const date = "; Tue, 3 Feb 2026 10:00:05 +0900";
const zone = {
  "60.2.0.192.in-addr.arpa": { PTR: ["gw.example.jp"] }, "gw.example.jp": { A: [gateway] },
  "example.jp": { MX: [{ preference: 10, exchange: "gw.example.jp" }] },
  "www12.sakura.ne.jp": { A: ["192.0.2.12"] },
};
const resolver = { async query(name, type) {
  const entry = zone[name.toLowerCase().replace(/\.$/, "")];
  const answers = (entry?.[type] ?? []).map((data) => ({ name, type, ttl: 60, data }));
  return { rcode: entry ? "NOERROR" : "NXDOMAIN", answers };
} };
const received = (client, by) => `Received: from ${client}\n by ${by}${date}\n`;
const postfix = "(Postfix) with ESMTPS id 4XyZ1a2b3cz1L7";
const out = (by) => received(`out.example.org (out.example.org [${sender}])`, `${by} ${postfix}`);
const end = "From: Sato <sato@example.org>\nTo: hanako@example.jp\nSubject: Minutes\n" +
  "Date: Tue, 3 Feb 2026 10:00:00 +0900\n\nSee you.\n";
const at = async (head, options = {}) => {
  const source = `Return-Path: <sato@example.org>\n${head}${end}`;
  const { handover } = await whence.analyze(source, { now, ...options });
  return [handover.ip, handover.settled];
};

test("a private hop over LMTP with a login of its own is no user's submission", async () => {
  const client = "compute6.internal (compute6.internal [10.202.2.46])";
  const inner = received(client, "store31 (Cyrus 3.13) with LMTPA");
  assert.deepEqual(await at(inner + out("mx.example.jp")), [sender, true]);
  const login = received(`[192.168.1.2] (unknown [${sender}])`, "mx.example.jp (Postfix) with ESMTPSA id A1");
  assert.deepEqual(await at(login + out("mx.example.net")), [sender, true]);
});

test("a name without a domain, confirmed by the server itself, is one of its own network", async () => {
  const inner = (name) => received(`mx.example.jp (${name} [192.0.2.105])`, `store.example.jp ${postfix}`);
  assert.deepEqual(await at(inner("mv-hcb003") + out("mx.example.jp")), [sender, true]);
  assert.deepEqual((await at(inner("unknown") + out("mx.example.jp")))[0], "192.0.2.105");
  const exchange = "ex01.example.jp (10.0.0.3) with Microsoft SMTP Server id 15.2.1";
  const copied = received("mv-hcb003 (192.0.2.105)", exchange);
  assert.deepEqual((await at(copied + out("mx.example.jp")))[0], "192.0.2.105");
});

test("a rented server that took it back from a filter is the reader's where its name is proven", async () => {
  const filter = "fsav1.sakura.ne.jp", sendmail = "(8.16.1/8.16.1) with ESMTP id 613106aB012346";
  const loop = (name) => received(`${filter} (${filter} [192.0.2.11])`, `www12.sakura.ne.jp ${sendmail}`) +
    received(`${name} (192.0.2.12)`, `${filter} (F-Secure/fsigk_smtp/550/${filter})`) + out(name);
  assert.deepEqual(await at(loop("www12.sakura.ne.jp"), { resolver }), [sender, true]);
  assert.equal((await at(loop("www12.sakura.ne.jp")))[1], false);
  assert.deepEqual((await at(loop("www99.sakura.ne.jp"), { resolver }))[0], "192.0.2.12");
});

// A server of the recipient's in front of his provider.
const edges = {
  Gmail: (client, ip) => received(`${client} (${ip === stranger ? "" : `${client}. `}[${ip}])`,
    "mx.google.com with ESMTPS id a1-20020a05si123456edb.1 for <hanako@example.jp>"),
  Microsoft: (client, ip) => received(`${client} (${ip})`,
    "AM7EUR06FT021.mail.protection.outlook.com (10.233.255.227) with Microsoft SMTP Server id 15.20.1"),
};
for (const [name, edge] of Object.entries(edges)) {
  test(`the recipient's MX names his own server in front of ${name}`, async () => {
    const options = { resolver, ownDomains: ["example.jp"] };
    const from = (ip) => edge("gw.example.jp", ip) + out("gw.example.jp");
    assert.deepEqual(await at(from(gateway), options), [sender, true]);
    assert.deepEqual(await at(from(stranger), options), [stranger, true]);
    assert.deepEqual(await at(from(gateway)), [gateway, true]);
  });
}

test("whose the mailbox is, a field above the line says, under any of its names", async () => {
  const line = edges.Microsoft("gw.example.jp", gateway);
  const named = (name) => at(`${name}: hanako@example.jp\n${line}${out("gw.example.jp")}`, { resolver });
  for (const name of ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
    "Original-Recipient", "X-Rcpt-To"]) assert.deepEqual(await named(name), [sender, true], name);
  for (const name of ["To", "X-Forwarded-To"]) assert.deepEqual(await named(name), [gateway, true], name);
  const below = `${line}Delivered-To: hanako@example.jp\n${out("gw.example.jp")}`;
  assert.deepEqual(await at(below, { resolver }), [gateway, true]);
});

const told = (words) => "ARC-Authentication-Results: i=1; mx.google.com;\n " +
  `spf=pass (google.com: domain of ${words} as permitted sender) smtp.mailfrom=x\n`;
test("Gmail's record of the address behind an inbound gateway settles the handover", async () => {
  const line = edges.Gmail("gw.example.jp", gateway) + out("gw.example.jp");
  const record = (ip) => told(`sato@example.org designates ${ip}`);
  assert.deepEqual(await at(record(sender) + line), [sender, true]);
  const stuffed = told(`"x designates ${sender} as"@example.org designates ${gateway}`);
  for (const other of ["", record(gateway), record("10.0.0.1"), stuffed])
    assert.equal((await at(other + line))[0], gateway, other);
  assert.equal((await at(record(stranger) + line))[0], gateway); // an address of no line
  const below = edges.Gmail("gw.example.jp", stranger) + record(sender) + out("gw.example.jp");
  assert.equal((await at(below))[0], stranger);
});

test("a filter provider whose client is the sender's leaves it open whose the filter is", async () => {
  const filter = "us-smtp-1.mimecast.com";
  const line = received(`${filter} (${filter} [192.0.2.91])`, `mx.example.jp ${postfix}`);
  assert.deepEqual(await at(line + out("relay.mimecast.com")), ["192.0.2.91", false]);
});

test("Yahoo's proxy stands in front, and who connected at the end, whatever the HELO holds", async () => {
  const by = "mta1465.mail.ne1.yahoo.com with SMTPS";
  const yahoo = (helo) => received(`127.0.0.1  (EHLO ${helo}) (${sender})`, by);
  const stuffed = async (head) => {
    const { findings } = await whence.analyze(`Return-Path: <sato@example.org>\n${head}${end}`, { now });
    return findings.some(({ id }) => id === "helo-stuffed" || id === "handover-two-addresses");
  };
  assert.equal((await at(yahoo("out.example.org")))[0], sender);
  assert.equal(await stuffed(yahoo("out.example.org")), false);
  assert.equal((await at(yahoo(`x) (${stranger}`)))[0], sender);
  assert.equal(await stuffed(yahoo(`x) (${stranger}`)), true);
});

test("two fields that a converter ran together in one line tell no address", async () => {
  const first = `from vps7.example.net (vps7.example.net [${stranger}]) by mx.example.jp ${postfix}${date}`;
  const second = `from out.example.org (out.example.org [${sender}]) by vps7.example.net ${postfix}${date}`;
  const found = async (fields) => {
    const source = `Return-Path: <sato@example.org>\n${fields}${end}`;
    const { handover, findings } = await whence.analyze(source, { now });
    return [handover.ip, findings.some(({ id }) => id === "handover-two-addresses")];
  };
  assert.deepEqual(await found(`Received: ${first}\nReceived: ${second}\n`), [stranger, false]);
  for (const between of [" ", " Received: ", " (JST) ", "\n ", "; ", ", "])
    assert.deepEqual(await found(`Received: ${first}${between}${second}\n`), [null, true], between);
  const name = `x (x [${sender}]) by mx.example.jp ${postfix}${date} from y`;
  const forged = `Received: from ${name} (unknown [${stranger}]) by mx.example.jp ${postfix}${date}\n`;
  assert.deepEqual(await found(forged), [null, true]);
});
