// The trust boundary where a mailing list or a forwarder passed the mail on: what explains that nothing fits,
// and what anybody can claim of a list. core/TRUST.md has the rules.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { bank } from "../support/author.mjs";
import { date, mail, now, resolver, stranger, zone } from "../support/boundary.mjs";
import { arcFields, keys } from "../support/signer.mjs";

const whence = await open();

// A list's own server, its line inside the house, and the line by which it took the mail.
const listed = (door, { house = "lists.example.net", proven = true, id = "talk.lists.example.net" } = {}) => {
  const by = `by ${house} (Postfix) with ESMTPS id`;
  return `Return-Path: <talk-bounces@${house}>\nDelivered-To: hanako@example.jp\n` +
    `Received: from ${house} (${proven ? house : "unknown"} [192.0.2.70])\n` +
    ` by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7${date}\n` +
    `Received: from ${house} (localhost [127.0.0.1])\n ${by} 4XyZ1a2b3cz1L6${date}\n` +
    door.map((client) => `Received: from ${client}\n ${by} 4XyZ1a2b3cz1L5${date}\n`).join("") +
    "From: Sato <sato@example.org>\nTo: talk@lists.example.net\nSubject: Minutes\n" +
    `Message-ID: <a@example.org>\nList-Id: <${id}>\nList-Post: <mailto:talk@lists.example.net>\n\nSee you.\n`;
};
const known = { house: "mm2.emwd.com" };

test("a list mail is judged at the door where the list took it, by the list's own lines alone", async () => {
  const judged = async (...args) => (await whence.analyze(listed(...args), { now })).handover;
  const honest = `out1.example.org (out1.example.org [${bank}])`;
  for (const house of [{}, known]) {
    const at = async (door, more = {}) => {
      const { list } = await judged(door, { ...house, ...more });
      return list && [list.hop, list.ip, list.settled];
    };
    assert.deepEqual(await at([honest]), [2, bank, true]);
    // the line that the author puts below moves nothing, whatever the client calls itself
    const name = house.house ?? "lists.example.net";
    for (const helo of [name, `relay.${name}`, "localhost", "_gateway", `[${bank}]`, `x ([${bank}])`]) {
      const [hop, ip] = await at([`${helo} (unknown [${stranger}])`, honest]);
      assert.deepEqual([hop, ip], [2, stranger], helo);
    }
    assert.equal(await at([honest], { proven: false }), null); // only its HELO says so
  }
  assert.equal((await judged([honest], { id: "news.example.com" })).list, null); // another's list
  const below = listed([honest]).replaceAll("by lists.example.net", "by mail.example.com");
  assert.equal((await whence.analyze(below, { now })).handover.list, null); // the lines are nobody's
});

test("at a known list's door the sender's computer is looked at, at an unknown one's both", async () => {
  const said = async (client, house) => {
    const { findings } = await whence.analyze(listed([client], house), { now });
    return findings.filter(({ id }) => id.startsWith("helo-")).map(({ id, args }) => `${id} ${args.ip}`);
  };
  const local = `localhost (unknown [${stranger}])`;
  for (const house of [{}, known])
    assert.ok((await said(local, house)).includes(`helo-localhost ${stranger}`));
  assert.deepEqual(await said(`out1.example.org (out1.example.org [${bank}])`, known), []);
});

test("whoever keeps a list of his own gains nothing by the lines that he invents below it", async () => {
  const score = async (door) => (await whence.analyze(listed(door), { now })).verdict.score;
  const plain = await score([]);
  for (const client of [`out1.example.org (out1.example.org [${bank}])`, `[10.0.0.3] (pc [10.0.0.3])`,
    `smtp.gmail.com (mail-ed1-f41.google.com [209.85.208.41])`, `localhost (unknown [${stranger}])`])
    assert.ok((await score([client])) >= plain, client);
});

test("a known list explains no failure that it had found itself when it took the mail", async () => {
  const door = [`out1.example.org (out1.example.org [${bank}])`];
  const severity = async (found) => {
    const source = listed(door, known).replace("Received: from out1", `${found}Received: from out1`);
    const { findings } = await whence.analyze(source, { now, resolver });
    return findings.find(({ id }) => id === "dmarc-fail").severity;
  };
  const said = (server, result) =>
    `Authentication-Results: ${server};\n dmarc=${result} header.from=example.org\n`;
  assert.equal(await severity(""), "low");
  assert.equal(await severity(said("mm2.emwd.com", "pass")), "low");
  assert.equal(await severity(said("mm2.emwd.com", "fail")), "high");
  assert.equal(await severity(said("mx.example.net", "fail")), "low"); // another's word
});

test("a list's fields excuse no Reply-To and no From that is To, if its server is not proven", async () => {
  const raised = async (client, list) =>
    (
      await whence.analyze(
        `Return-Path: <talk-bounces@lists.example.net>\nReceived: from ${client} ` +
          "by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7 " +
          "for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900 (JST)\n" +
          "Date: Tue, 3 Feb 2026 10:00:02 +0900\n" +
          "From: Help <talk@lists.example.net>\nTo: talk@lists.example.net\nReply-To: someone@gmail.com\n" +
          "Subject: x\n" +
          `Message-ID: <1@lists.example.net>\n${list}Content-Type: text/plain\n\n` +
          "Hello there, a text of some words.\n",
      )
    ).findings
      .map(({ id }) => id)
      .filter((id) => id === "reply-to-free-mail" || id === "from-is-recipient")
      .sort();
  const fields = "List-Id: <talk.lists.example.net>\nList-Post: <mailto:talk@lists.example.net>\n";
  const both = ["from-is-recipient", "reply-to-free-mail"];
  assert.deepEqual(await raised("lists.example.net (unknown [203.0.113.9])", fields), both);
  assert.deepEqual(await raised("vps.example.org (vps.example.org [203.0.113.9])", fields), both);
  assert.deepEqual(await raised("lists.example.net (lists.example.net [198.51.100.25])", ""), both);
  // whoever writes from a house of his own gains nothing by calling it a list
  assert.deepEqual(await raised("lists.example.net (lists.example.net [198.51.100.25])", fields), both);
  // a host of other people's lists, from whose servers nothing else leaves: its confirmed name is enough
  assert.deepEqual(await raised("mm2.emwd.com (mm2.emwd.com [198.51.100.25])", fields), []);
  assert.deepEqual(await raised("mm2.emwd.com (unknown [198.51.100.25])", fields), both);
});

test("the fields of a list that nothing proves lower no score", async () => {
  const list = "List-Id: <talk.example.net>\nList-Post: <mailto:talk@example.net>\nPrecedence: list\n";
  const body =
    "Content-Type: text/html\n\n" +
    '<p>Dear customer, <a href="http://x1.example.net/a">look here</a>.</p>\n';
  for (const client of [`talk.example.net (unknown [${stranger}])`, `talk.example.net ([${stranger}])`])
    for (const to of ["hanako@example.jp", "undisclosed-recipients:;", "talk@example.net"]) {
      const head =
        "Return-Path: <talk-bounces@example.net>\n" +
        `Received: from ${client} by mx.example.jp (Postfix) with ESMTP id 4XyZ1a2b3cz1L7${date}\n` +
        'From: "Example Bank" <notice@example.org>\n' +
        `To: ${to}\nSubject: notice of hanako\nReply-To: help@gmail.com\nMessage-ID: <1@example.net>\n`;
      const scores = [];
      for (const fields of ["", list])
        scores.push((await whence.analyze(head + fields + body, { now })).verdict.score);
      assert.ok(scores[1] >= scores[0], `${scores} ${head}`);
    }
});

test("a list whose own domain lists the server that handed the mail over is one", async () => {
  const source =
    `Return-Path: <talk-bounces@lists.example.net>\nReceived: from mm.hoster.example.org ` +
    "(mm.hoster.example.org [192.0.2.70]) by mx.example.jp (Postfix) " +
    `with ESMTPS id 4XyZ1a2b3cz1L7${date}\n` +
    "From: Sato <sato@example.com>\nTo: talk@lists.example.net\nSubject: x\nMessage-ID: <1@example.com>\n" +
    "List-Id: <talk.lists.example.net>\nList-Post: <mailto:talk@lists.example.net>\n\n" +
    "see http://x.example.org/\n";
  const said = async (txt) => {
    const records = { "lists.example.net": { TXT: [[txt]] } };
    const query = async (name, type) => {
      const answers = (records[name]?.[type] ?? []).map((data) => ({ name, type, ttl: 60, data }));
      return { rcode: records[name] ? "NOERROR" : "NXDOMAIN", answers };
    };
    const report = await whence.analyze(source, { now, resolver: { query } });
    return report.findings.some(({ id }) => id === "unsigned");
  };
  assert.equal(await said("v=spf1 ip4:192.0.2.70 -all"), false);
  assert.equal(await said("v=spf1 ip4:192.0.2.71 -all"), true);
});

test("ARC explains a DMARC failure only by a known sealer proven to stand at the handover", async () => {
  const records = {
    ...zone,
    "rsa._domainkey.google.com": { TXT: [[`v=DKIM1; p=${keys.rsa}`]] },
    "rsa._domainkey.example.net": { TXT: [[`v=DKIM1; p=${keys.rsa}`]] },
  };
  const query = async (name, type) => {
    const entry = records[name.toLowerCase().replace(/\.$/, "")];
    const answers = (entry?.[type] ?? []).map((data) => ({ name, type, ttl: 60, data }));
    return { rcode: entry ? "NOERROR" : "NXDOMAIN", answers };
  };
  const pass = "dmarc=pass header.from=example.org";
  const google = "mail-ed1-f41.google.com";
  const confirmed = (name) => `from ${name} (${name} [192.0.2.41])`;
  const usual = { client: confirmed(google), domain: "google.com", found: pass, broken: false };
  const severity = async (changed) => {
    const { client, domain, found, broken } = { ...usual, ...changed };
    const line = `${client} by mx.example.jp (Postfix) with ESMTPS id A1C5C3EB55${date}`;
    const [head, body] = mail(line, "").split("\n\n");
    const fields = head.split("\n");
    const seal = arcFields(`d=${domain}; s=rsa`, fields, body, found);
    if (broken) seal[2] = seal[2].replace("dmarc=fail", "dmarc=pass");
    const source = `${[...fields.slice(0, 3), ...seal, ...fields.slice(3)].join("\n")}\n\n${body}`;
    const { findings } = await whence.analyze(source, { now, resolver: { query } });
    assert.equal(
      findings.some(({ id }) => id === "arc-pass"),
      !broken,
    );
    return findings.find(({ id }) => id === "dmarc-fail").severity;
  };
  assert.equal(await severity(), "low");
  assert.equal(await severity({ client: `from ${google} (unknown [192.0.2.41])` }), "high"); // only a HELO
  const stranger = confirmed("mail.example.net"),
    failed = "dmarc=fail header.from=example.org";
  assert.equal(await severity({ client: stranger }), "high"); // handed on by a stranger
  assert.equal(await severity({ client: stranger, domain: "example.net" }), "high"); // unknown
  assert.equal(await severity({ found: failed }), "high"); // it found no proof either
  assert.equal(await severity({ found: "spf=pass smtp.mailfrom=example.org" }), "high");
  assert.equal(await severity({ found: failed, broken: true }), "high");
});
