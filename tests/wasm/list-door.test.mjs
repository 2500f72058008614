// Where a list took the mail: what lookups tell of that door, and of a list that only its domain proves.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-10T00:00:00Z");
const author = "198.51.100.10", stranger = "203.0.113.66", server = "192.0.2.70";
const date = "; Tue, 3 Feb 2026 10:00:05 +0900";
const resolving = (records) => ({ resolver: { async query(name, type) {
  const entry = records[name.toLowerCase()];
  const answers = (entry?.[type] ?? []).map((data) => ({ name, type, ttl: 60, data }));
  return { rcode: entry ? "NOERROR" : "NXDOMAIN", answers };
} } });
const text = (data) => ({ TXT: [[data]] });
const line = (client, by, id) =>
  `Received: from ${client}\n by ${by} (Postfix) with ESMTPS id ${id}${date}\n`;

// from the reader's line down to the list's; below it what the list's client brought
const mail = (house, rdns, door, more = "") =>
  `Return-Path: <talk-bounces@${house}>\nDelivered-To: hanako@example.jp\n` +
  line(`${house} (${rdns} [${server}])`, "mx.example.jp", "4XyZ1a2b3cz1L7") +
  line(`${house} (localhost [127.0.0.1])`, house, "4XyZ1a2b3cz1L6") +
  line(door, house, "4XyZ1a2b3cz1L5") +
  `${more}From: Sato <sato@example.org>\nTo: talk@${house}\nSubject: Minutes\nMessage-ID: <a@example.org>\n` +
  `List-Id: <talk.${house}>\nList-Post: <mailto:talk@${house}>\n\nSee you.\n`;
const known = "mm2.emwd.com";
const policy = { "_dmarc.example.org": text("v=DMARC1; p=reject") };
const listing = (network) => ({ ...policy, "example.org": text(`v=spf1 ip4:${network} -all`) });
const out = (ip) => `out1.example.org (unknown [${ip}])`;

test("at a known list's door the author's domain is asked for the address there", async () => {
  const judged = async (source, records) => {
    const { findings } = await whence.analyze(source, { now, ...resolving(records) });
    const said = findings.filter(({ id }) => id.startsWith("list-spf-")).map(({ id }) => id);
    return [findings.find(({ id }) => id === "dmarc-fail")?.severity, ...said];
  };
  const lists = listing("198.51.100.0/24");
  assert.deepEqual(await judged(mail(known, known, out(author)), lists), ["low", "list-spf-pass"]);
  // one who forges the author at the list's door: the list explains nothing
  assert.deepEqual(await judged(mail(known, known, out(stranger)), lists), ["high", "list-spf-fail"]);
  const below = line(out(author), known, "4XyZ1a0b0cz2M1");
  assert.deepEqual(await judged(mail(known, known, out(stranger), below), lists), ["high", "list-spf-fail"]);
  // a signature of the author's, which the list has broken, may have spoken for him
  const signature = "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=x; h=from; bh=AAAA; b=AAAA\n";
  assert.deepEqual(await judged(mail(known, known, out(stranger), signature), lists), ["low"]);
  const others = signature.replace("d=example.org", "d=example.net");
  assert.deepEqual(await judged(mail(known, known, out(stranger), others), lists), ["high", "list-spf-fail"]);
  // so may one that the list has taken out, by the word of the list's own servers above its line
  const found = `Authentication-Results: ${known};\n dmarc=pass header.from=example.org\n`;
  const plain = mail(known, known, out(stranger));
  const noted = plain.replace("Received: from out1", `${found}Received: from out1`);
  assert.deepEqual(await judged(noted, lists), ["low"]);
  assert.deepEqual(await judged(mail(known, known, out(stranger), found), lists), ["high", "list-spf-fail"]);
  // a domain that is not sure, or lets everybody send, says nothing
  const soft = { ...policy, "example.org": text("v=spf1 ip4:198.51.100.0/24 ~all") };
  assert.deepEqual(await judged(mail(known, known, out(stranger)), soft), ["low"]);
  const all = { ...policy, "example.org": text("v=spf1 +all") };
  assert.deepEqual(await judged(mail(known, known, out(stranger)), all), ["low"]);
});

test("a list that nothing proves, or that is anybody's, is not asked at its door", async () => {
  const lists = listing("198.51.100.0/24");
  for (const [house, rdns] of [[known, "unknown"], ["lists.example.net", "lists.example.net"]]) {
    const { findings } = await whence.analyze(mail(house, rdns, out(author)), { now, ...resolving(lists) });
    const ids = findings.map(({ id }) => id).filter((id) => id.startsWith("list-spf-"));
    assert.deepEqual(ids, [], house);
  }
});

test("a list that only the record of its domain proves has a door too, which speaks for nobody", async () => {
  const house = "lists.example.net";
  const at = async (source, record) => {
    const report = await whence.analyze(source, { now, ...resolving({ [house]: text(record) }) });
    assert.ok(!report.findings.some(({ id }) => id.startsWith("list-spf-")));
    const { list } = report.handover;
    return list && [list.hop, list.ip];
  };
  const source = mail(house, "unknown", out(stranger), line(out(author), house, "4XyZ1a0b0cz2M1"));
  assert.deepEqual(await at(source, `v=spf1 ip4:${server} -all`), [2, stranger]);
  assert.equal(await at(source, "v=spf1 ip4:192.0.2.71 -all"), null);
  assert.equal(await at(source, "v=spf1 +all"), null);
  const another = source.replace(`List-Id: <talk.${house}>`, "List-Id: <talk.example.com>");
  assert.equal(await at(another, `v=spf1 ip4:${server} -all`), null);
  // the envelope below the line is anybody's
  const headless = source.replace(/^Return-Path: .*\n/u, "");
  const moved = headless.replace("From: Sato", `Return-Path: <a@${house}>\nFrom: Sato`);
  assert.equal(await at(moved, `v=spf1 ip4:${server} -all`), null);
  assert.equal((await whence.analyze(source, { now })).handover.list, null); // offline nothing proves it
});

test("who posts to a list from a server of the name it gives is no stranger there", async () => {
  const strangers = async (client, house) => {
    const { findings } = await whence.analyze(mail(house, house, client), { now });
    return findings.filter(({ id }) => id === "helo-stranger").map(({ args }) => args.ip);
  };
  for (const house of [known, "lists.example.net"]) {
    assert.deepEqual(await strangers(`mail.example.com (smtp.example.com [${stranger}])`, house), []);
    for (const client of ["mail.example.com (unknown", "mail.example.com (vps7.hoster.example.com.invalid",
      "mail.example.com (203-0-113-66.adsl.example.com", "mail.example.com (host.example.org.example.jp"])
      assert.deepEqual(await strangers(`${client} [${stranger}])`, house), [stranger], client);
  }
  // in front of the reader's own server the name excuses nobody
  const source = `Received: from mail.example.com (smtp.example.com [${stranger}])\n` +
    ` by mx.example.jp (Postfix) with ESMTPS id A1${date}\nFrom: Sato <sato@example.org>\n\nSee you.\n`;
  const { findings } = await whence.analyze(source, { now });
  assert.ok(findings.some(({ id }) => id === "helo-stranger"));
});
