// The receiver's own records of the address: which of them choose the handover, and what an author who writes
// the same below his line, or in his HELO and MAIL FROM, gains by it: nothing. core/TRUST.md has the rules.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-10T00:00:00Z");
const bank = "198.51.100.10", relay = "203.0.113.66", other = "192.0.2.33";
const date = "; Tue, 3 Feb 2026 10:00:05 +0900";
const received = (client, by) => `Received: from ${client}\n by ${by}${date}\n`;
const end = "From: Example Bank <notice@example.org>\nTo: hanako@example.jp\nSubject: Your statement\n" +
  "Date: Tue, 3 Feb 2026 10:00:00 +0900\nMessage-ID: <1@out1.example.org>\n\nPlease look.\n";
const at = async (head) => {
  const { handover } = await whence.analyze(`Return-Path: <notice@example.org>\n${head}${end}`, { now });
  return [handover.ip, handover.settled];
};

// A client that says it is a server of the house, and what it would have written there.
const postfix = "mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7";
const line = received(`relay.example.jp (unknown [${relay}])`, postfix);
const inner = received(`out1.example.org (out1.example.org [${bank}])`,
  "relay.example.jp (Postfix) with ESMTPS id 4XyZ1a0b0cz2M1");
const open_ = [relay, false];

const spf = (ip, comment = "mailfrom") =>
  `Received-SPF: Pass (${comment}) identity=mailfrom; client-ip=${ip};\n helo=out1.example.org; ` +
  "envelope-from=notice@example.org; receiver=example.jp\n";
const libspf = (ip) => spf(ip, `mx.example.jp: domain of example.org designates ${ip} as permitted sender`);

test("a Received-SPF above the line chooses among the candidates", async () => {
  assert.deepEqual(await at(line + inner), open_);
  for (const form of [spf, libspf]) {
    assert.deepEqual(await at(form(bank) + line + inner), [bank, true]);
    assert.deepEqual(await at(line + form(bank) + inner), open_); // below: anybody's
    assert.deepEqual(await at(form(relay) + line + inner), open_); // the address that connected
    assert.deepEqual(await at(form(other) + line + inner), open_); // nobody's
    assert.deepEqual(await at(form("10.0.0.1") + line + inner), open_);
    assert.deepEqual(await at(form(bank) + form(relay) + line + inner), open_); // two
  }
});

test("no HELO and no MAIL FROM makes a record", async () => {
  for (const forged of [
    spf(relay).replace("helo=", `helo=x; client-ip=${bank}; y=`),
    spf(relay).replace("helo=", `helo="x; client-ip=${bank}"; y=`),
    `Received-SPF: none (mx.example.jp: domain at x)client-ip=${bank};y does not designate\n`,
    `Received-SPF: none (mx.example.jp: domain at ${bank})client-ip=${bank};y does not designate\n`,
    `Received-SPF: none (mx.example.jp: domain of a@x) client-ip=${bank} (designates)\n`,
    `Received-SPF: client-ip=${bank}\n`,
    `X-Spam-source: IP='${bank}', Host='x'\n`, // Fastmail's, Yahoo's and Google's are theirs
    `X-Originating-IP: [${bank}]\n`,
    `ARC-Authentication-Results: i=1; mx.google.com;\n` +
      ` spf=pass (google.com: domain of a@example.org designates ${bank} as permitted sender)\n`,
    `X-Spam-Relays-Untrusted: [ ip=${bank} rdns=out1.example.org helo=x by=relay.example.jp ]\n`,
  ])
    assert.deepEqual(await at(forged + line + inner), open_, forged);
});

test("a relay that the administrator has named to spf-engine is the reader's", async () => {
  const said = (ip, text = "whitelisted relay", helo = "relay.example.jp") =>
    `X-Comment: SPF skipped for ${text} - client-ip=${ip};\n helo=${helo}; envelope-from=a@example.org; ` +
    "receiver=example.jp\n";
  assert.deepEqual(await at(said(relay) + line + inner), [bank, true]);
  // whatever it calls itself
  const backup = line.replace("relay.example.jp", "mx2.example.com");
  assert.deepEqual(await at(backup + inner), [relay, true]);
  assert.deepEqual(await at(said(relay) + backup + inner), [bank, true]);
  for (const forged of [
    line + said(relay), // below the line
    said(other) + line, // about another client: a filter's below the field above
    said(relay, "x") + line,
    said(other, undefined, `x; client-ip=${relay}; y`) + line,
    "X-Comment: SPF skipped for whitelisted relay\n" + line,
    said(relay) + line.replace("(Postfix)", "(8.18.1/8.18.1)"),
  ])
    assert.deepEqual(await at(forged + inner), open_, forged);
  assert.deepEqual(await at(said(relay) + line), [relay, true]); // it made the mail
});

test("Fastmail's filter and Yahoo record the address above their line", async () => {
  const filter = "us-smtp-1.mimecast.com";
  const sender = `out1.example.org (out1.example.org [${bank}])`;
  const below = received(sender, "relay.mimecast.com with ESMTP id u-1");
  const fastmail =
    received("mx4 ([10.202.2.203])", "compute5.internal (LMTPProxy)") +
    received("mx4.messagingengine.com (localhost [127.0.0.1])", "mailmx.nyi.internal (Postfix) with ESMTP") +
    received(`${filter} (${filter} [192.0.2.91])`, "mx4.messagingengine.com (Postfix) with ESMTPS id A2");
  const source = (ip) => `X-Spam-source: IP='${ip}', Host='x', Country='US', FromHeader='org'\n`;
  assert.deepEqual(await at(fastmail + below), ["192.0.2.91", false]);
  assert.deepEqual(await at(source(bank) + fastmail + below), [bank, true]);
  assert.deepEqual(await at(source("192.0.2.91") + fastmail + below), ["192.0.2.91", false]);
  assert.deepEqual(await at(fastmail + source(bank) + below), ["192.0.2.91", false]);
  const yahoo = received(`192.0.2.91 (EHLO ${filter})`, "mta1465.mail.ne1.yahoo.com with SMTPS");
  const told = (ip) => `X-Originating-IP: [${ip}]\n`;
  assert.deepEqual(await at(yahoo + below), ["192.0.2.91", false]);
  assert.deepEqual(await at(told(bank) + yahoo + below), [bank, true]);
  assert.deepEqual(await at(told(`${bank}], [${relay}`) + yahoo + below), ["192.0.2.91", false]);
  assert.deepEqual(await at(yahoo + told(bank) + below), ["192.0.2.91", false]);
});

test("a record of an address that no line tells of opens nothing", async () => {
  // two servers of a provider: the inner one's record is about the outer one
  const edge = received(`out1.example.org (out1.example.org [${bank}])`,
    "mx4.messagingengine.com (Postfix) with ESMTPS id A2");
  assert.deepEqual(await at(spf(other) + edge + inner), [bank, true]);
});

test("a record counts where the outermost line has no address", async () => {
  const bare = "Received: from relay.example.jp by mx.example.jp with SMTP" + date + "\n";
  assert.deepEqual(await at(bare + inner), [bank, false]);
  assert.deepEqual(await at(spf(bank) + bare + inner), [bank, true]);
  assert.deepEqual(await at(bare + spf(bank) + inner), [bank, false]);
});
