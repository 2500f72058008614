// The trust boundary against an author who knows how it works: whatever he chooses, the level is never better
// than that of the same mail without it. core/TRUST.md has the rules.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { bank, dice, helos, invented } from "../support/author.mjs";
import { date, forms, mail, now, rank, resolver, stranger } from "../support/boundary.mjs";

const whence = await open();
const { random, pick } = dice(Number(process.env.WHENCE_SEED ?? 20260203));

for (const [server, form] of Object.entries(forms))
  for (const lookups of [false, true])
    test(`what the author writes makes no mail better: ${server}${lookups ? ", asked" : ""}`, async () => {
      const options = { now, ...(lookups ? { resolver } : {}) };
      const plain = await whence.analyze(mail(form("host66.example.net"), ""), options);
      for (let round = 0; round < 12; round++) {
        const helo = pick(helos);
        const below = Array.from({ length: 1 + random(4) }, () => invented(pick, helo, stranger));
        const source = mail(form(helo), below.join(""));
        const report = await whence.analyze(source, options);
        assert.ok(
          rank[report.verdict.level] >= rank[plain.verdict.level],
          `${plain.verdict.level} -> ${report.verdict.level}\n${source}`,
        );
        assert.equal(report.verdict.basis, null);
        if (lookups) assert.equal(report.handover.ip, stranger, source);
      }
    });

test("a milter's fail below our own line counts, a pass there does not", async () => {
  const line = `from mail.example.net (mail.example.net [${stranger}]) by mx.example.jp (Postfix) with ` +
    `ESMTP id A1C5C3EB55${date}`;
  const store = "Received: from mx.example.jp (unknown [10.0.0.5]) by store.example.jp (Postfix) " +
    `with ESMTP id F00C5C3EB77${date}\n`;
  const first = `Received: from pc (pc [10.0.0.9]) by mail.example.net (Postfix) with ESMTP id B2${date}\n`;
  for (const above of ["", store]) {
    const said = async (result, between = "") => {
      const field = `Authentication-Results: mx.example.jp; dmarc=${result} header.from=example.org\n`;
      const source = above + mail(line, between + field + first);
      const { findings, handover } = await whence.analyze(source, { now });
      assert.deepEqual([handover.hop, handover.ip], [above ? 1 : 0, stranger]);
      return findings.map((f) => f.id);
    };
    assert.ok((await said("fail (p=reject)")).includes("receiver-dmarc-fail"));
    assert.ok(!(await said("pass (p=reject)")).includes("receiver-dmarc-pass"));
    assert.ok(!(await said("fail (p=reject)", first)).includes("receiver-dmarc-fail"));
  }
});

test("who logged in is no mail server", async () => {
  const report = await whence.analyze(
    mail(
      `from [192.168.1.2] (unknown [${stranger}]) by mx.example.jp (Postfix) with ESMTPSA id ` +
        `0792CF11BC${date}`,
      "",
    ),
    { now, resolver },
  );
  assert.equal(report.handover.reason, "submission");
  assert.equal(report.authentication.spf, null);
  const account = { server: "mx.example.jp", organisation: "example.jp", user: null };
  assert.deepEqual(report.handover.vouches, account);
});

test("whoever took the login vouches for the account; one below is the sender's word", async () => {
  const login = "from [192.168.1.2] (unknown [203.0.113.66]) (Authenticated sender: taro)\n by ";
  const vouched = async (first, below = "") => {
    const { handover, findings } = await whence.analyze(mail(first, below), { now, resolver });
    assert.equal(
      findings.some(({ id }) => id === "submission-vouched"),
      handover.vouches !== null,
    );
    return handover.vouches;
  };
  const first = `${login}mx.example.jp (Postfix) with ESMTPSA id 0792CF11BC${date}`;
  const account = { server: "mx.example.jp", organisation: "example.jp", user: "taro" };
  assert.deepEqual(await vouched(first), account);
  // what stands below changes nothing of it
  const second = `Received: ${login}mail.example.org (Postfix) with ESMTPSA id 0792CF11BD${date}\n`;
  assert.deepEqual(await vouched(first, second), account);
  for (const form of Object.values(forms))
    for (const invented of [second, second.replace("mail.example.org", "mx.example.jp")])
      assert.equal(await vouched(form("host66.example.net"), invented), null);
});

test("a login's line that the reader makes the entrance is vouched for, behind a NAT not", async () => {
  const account = { server: "mx.example.net", organisation: "example.net", user: "taro" };
  const login =
    "Received: from [192.168.1.2] (unknown [203.0.113.66]) (Authenticated sender: taro)\n" +
    ` by mx.example.net (Postfix) with ESMTPSA id 0792CF11BC${date}\n`;
  const judged = async (first, options) => {
    const report = await whence.analyze(mail(first, login), { now, resolver, ...options });
    const { handover, authentication } = report;
    return [handover.vouches, authentication.spf?.result ?? null];
  };
  const plain = forms.Postfix("mx.example.net");
  assert.deepEqual(await judged(plain, { handover: 1 }), [account, null]);
  assert.deepEqual(await judged(plain, { handover: 0 }), [null, "fail"]);
  // Who connected to a container is not known: the login below may be invented, and SPF is asked as ever.
  const nat = `from mx.example.net (_gateway [172.18.0.1]) by mx.example.jp (Postfix) with ESMTPS id ` +
    `A1${date}`;
  assert.deepEqual(await judged(nat, {}), [null, "fail"]);
});

test("what is below an address that hides who connected is nobody's word, no brand's server", async () => {
  const hidden = `Received: from mail.example.net (_gateway [172.18.0.1])\n by mx.example.jp (Postfix) ` +
    `with ESMTPS id A1${date}\n`;
  const invented = [
    "Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=paypal.com;\n" +
    " dkim=pass header.d=paypal.com; " +
      "dmarc=pass header.from=paypal.com\n",
    "Return-Path: <service@paypal.com>\n",
    "X-Spam-Status: No, score=-9.0 required=5.0\n",
    `Received: from mx1.paypal.com (mx1.paypal.com [198.51.100.66])\n by mail.example.net (Postfix) with ` +
      `ESMTPS id A2${date}\n`,
  ];
  const end =
    'From: "PayPal" <service@paypal.com>\nTo: hanako@example.jp\nSubject: Your account is limited\n' +
    "Message-ID: <1@paypal.com>\nContent-Type: text/html\n\n" +
    '<p>Your PayPal account is limited. <a href="http://x.example.net/">Confirm your password</a></p>\n';
  const judged = async (fields) => whence.analyze(`${hidden}${fields.join("")}${end}`, { now });
  const plain = await judged([]);
  for (let kept = 1; kept < 1 << invented.length; kept++) {
    const fields = invented.filter((_, i) => kept & (1 << i));
    const report = await judged(fields);
    assert.ok(rank[report.verdict.level] >= rank[plain.verdict.level], fields.join(""));
    assert.ok(report.authentication.claimed.every(({ trusted }) => !trusted), fields.join(""));
    assert.ok(!report.findings.some(({ id }) => id.startsWith("receiver-") && id.endsWith("-pass")));
  }
});

test("a reverse name that its server does not check ties nothing to a brand", async () => {
  const lure = 'Content-Type: text/html\n\n<p>See <a href="http://x.example.net/">your account</a>.</p>\n';
  const head = 'From: "PayPal" <service@paypal.com>\nTo: hanako@example.jp\nSubject: Your account\n';
  const unsupported = async (client, by) => {
    const source = `Received: from ${client}\n by ${by}${date}\n${head}Message-ID: <1@paypal.com>\n${lure}`;
    const { findings } = await whence.analyze(source, { now });
    return findings.some(({ id }) => id === "brand-domain-unsupported");
  };
  const name = "mx1.paypal.com";
  const [checked, qmails] = [`${name} (${name} [192.0.2.9])`, `${name} (HELO ${name}) (192.0.2.9)`];
  assert.equal(await unsupported(checked, "mx.example.jp (Postfix) with ESMTPS id A1"), false);
  assert.equal(await unsupported(qmails, "mx.example.jp with SMTP"), true);
  assert.equal(await unsupported(checked, "mx.example.jp (MDaemon PRO v24.0.1) with ESMTP"), true);
});

// Exchange Online behind a filter that its administrator has named records the address behind it.
const outlook = "AM7EUR06FT021.mail.protection.outlook.com";
const filtered = (record, below = "") => {
  const relay = "mx0a-00000001.pphosted.com";
  const edge = `by ${outlook} (10.233.255.227) with Microsoft SMTP Server id 15.20.9587.10`;
  return (
    `Return-Path: <notice@example.org>\n${record}` +
    `Received: from ${relay} (192.0.2.7) ${edge}${date}\n${below}` +
    `Received: from out1.example.org (out1.example.org [${bank}])\n` +
    ` by ${relay} (8.18.1.2/8.18.1.2) with ESMTPS id 4a1b${date}\n` +
    "From: Example Bank <notice@example.org>\nTo: hanako@example.jp\nSubject: Your statement\n" +
    "Date: Tue, 3 Feb 2026 10:00:00 +0900\n\nPlease look.\n"
  );
};
const results = (ip) => `Authentication-Results: spf=pass (sender IP is ${ip})\n smtp.mailfrom=example.org\n`;
const received = (ip) =>
  "Received-SPF: Pass (protection.outlook.com: domain of example.org)\n " +
  `receiver=protection.outlook.com; client-ip=${ip}; helo=out1.example.org\n`;
const named = `Authentication-Results: filter.example.net; spf=pass (sender IP is ${bank}) smtp.helo=x\n`;

test("the receiver's record of the address behind its relay settles the handover", async () => {
  for (const record of [results(bank), received(bank), results(bank) + received(bank)]) {
    const { handover } = await whence.analyze(filtered(record), { now });
    const got = [handover.hop, handover.ip, handover.settled, handover.candidates.length];
    assert.deepEqual(got, [1, bank, true, 1], record);
    assert.equal(handover.reason, "receiver-record");
  }
});

test("no other record settles it", async () => {
  const open = async (source) => {
    const { handover } = await whence.analyze(source, { now });
    assert.deepEqual([handover.ip, handover.settled], ["192.0.2.7", false], source);
  };
  await open(filtered("")); // none
  for (const form of [results, received]) {
    await open(filtered("", form(bank))); // below the line: the sender may have written it
    await open(filtered(form("192.0.2.7"))); // the address that connected: whose that is, it does not say
    await open(filtered(form("192.0.2.7"), form(bank)));
    await open(filtered(form(stranger))); // an address of no candidate
    await open(filtered(form("10.0.0.1")));
  }
  await open(filtered(results(bank) + received("192.0.2.7"))); // two that differ
  for (const stuffed of [
    // by a HELO or MAIL FROM
    received("192.0.2.7").replace("helo=", `helo=x; client-ip=${bank}; y=`),
    received(bank).replace("; helo=", `; x="; helo=`),
    received("192.0.2.7").replace("domain of ", `domain of x) client-ip=${bank}; (`),
    results("192.0.2.7").replace("smtp", `(sender IP is ${bank}) smtp`),
  ])
    await open(filtered(stuffed));
  await open(filtered(results(bank).repeat(9))); // more than one server writes
  await open(filtered(named)); // not Microsoft's
  await open(filtered(results(bank)).replaceAll(outlook, "mx.example.jp")); // nor there
});

test("what the author multiplies is said three times, and then counted", async () => {
  const one = (i) =>
    `Received: from h${i}.example.net (h${i}.example.net [240.0.0.${i % 250}]) ` +
    `by g${i}.example.org (Postfix) with ESMTP id 4XyZ1a0b0cz2M1${date}\n`;
  const invented = Array.from({ length: 300 }, (_, i) => one(i)).join("");
  const first =
    `from mail.example.net (mail.example.net [${stranger}]) ` +
    `by mx.example.jp (Postfix) with ESMTPS id A1C5C3EB55${date}`;
  const { findings } = await whence.analyze(mail(first, invented), { now });
  const reserved = findings.filter(({ id }) => id === "hop-reserved-address");
  assert.equal(reserved.length, 3);
  assert.equal(reserved[2].args.more, 197); // 200 are raised of one kind
  assert.ok(reserved[2].spans.length > 10);
  assert.equal(reserved[0].args.more, undefined);
});

test("a fail of our own side is outvoted by no pass, and is mild under p=none", async () => {
  const line =
    "from mail.example.net (mail.example.net [203.0.113.66]) by mx.example.jp (Postfix) " +
    `with ESMTPS id A1C5C3EB55${date}`;
  const results = (server, said) => `Authentication-Results: ${server}; ${said} header.from=example.org\n`;
  const fail = results("mx.example.jp", "dmarc=fail (p=reject)");
  const judged = async (above, below = "") => {
    const report = await whence.analyze(above + mail(line, below), { now });
    return { level: rank[report.verdict.level], of: (id) => report.findings.find((f) => f.id === id) };
  };
  const alone = await judged(fail);
  assert.equal(alone.of("receiver-dmarc-fail").severity, "high");
  const own = results("mx.example.jp", "dmarc=pass (p=reject)");
  const proofs = "dkim=pass header.d=example.org; spf=pass smtp.mailfrom=example.org;";
  const others = results("mx.example.jp", proofs);
  const strangers = results("mx.google.com", "dmarc=pass (p=reject)");
  const sealed = `ARC-${results("i=1; mx.google.com", "dmarc=pass")}`;
  for (const [above, below] of [
    [fail + own, ""],
    [own + fail, ""],
    [fail + others, ""],
    [others + fail, ""],
    [fail, own],
    [fail, strangers],
    [fail, sealed],
    [strangers + fail, sealed + own],
  ]) {
    const both = await judged(above, below);
    assert.equal(both.of("receiver-dmarc-fail")?.severity, "high", above + below);
    assert.equal(both.of("receiver-dmarc-pass"), undefined);
    assert.ok(both.level >= alone.level, above + below);
  }
  assert.ok((await judged(own)).of("receiver-dmarc-pass")); // where nobody says otherwise
  for (const note of ["(p=none)", "(p=NONE sp=NONE dis=NONE)"]) {
    const mild = await judged(results("mx.example.jp", `dmarc=fail ${note}`));
    assert.equal(mild.of("receiver-dmarc-fail").severity, "low");
  }
});

test("a delivery report's form around a lure makes nothing better", async () => {
  const clients = [
    "localhost (unknown [203.0.113.66])",
    "host66.example.net (host66.example.net [203.0.113.66])",
    "example.jp (unknown [203.0.113.66])",
    "[203.0.113.9] (p7-dyn.example.net [203.0.113.66])",
  ];
  const names = [
    '"Example Bank" ',
    '"PayPal" ',
    '"Amazon.co.jp" ',
    '"Mail Administrator" ',
    '"三井住友カード" ',
    "",
  ];
  const lures = [
    '<p>Your PayPal account is limited. <a href="http://login.example.net/">Confirm your password</a></p>',
    '<p>Your mailbox is full. <a href="http://host.example.net/owa">Sign in to release mail</a>.</p>',
    '<p>カードを停止しました。<a href="http://x1.example.net/a">www.smbc-card.com</a></p>',
    '<p>Please enter your password and card number: <a href="http://203.0.113.9/x">verify now</a></p>',
  ];
  const subjects = [
    "Undelivered Mail Returned to Sender",
    "Your account is limited",
    "【重要】カードのご確認",
  ];
  const made = ({ client, name, lure, subject, domain }, shape) => {
    const local = shape.daemon ? "mailer-daemon" : "notice";
    const html = `Content-Type: text/html; charset=utf-8\n\n${lure}\n`;
    const status =
      "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.jp\n\n" +
      "Final-Recipient: rfc822; x@example.com\nAction: failed\nStatus: 5.1.1\n";
    const body = shape.report
      ? "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" +
        `--b\n${html}--b\n${status}--b--\n`
      : html;
    return (
      `Return-Path: <${shape.empty ? "" : `${local}@${domain}`}>\nDelivered-To: hanako@example.jp\n` +
      `Received: from ${client} by mx.example.jp (Postfix) with ESMTP id A1C5C3EB55${date}\n` +
      `From: ${name}<${local}@${domain}>\nTo: hanako@example.jp\nSubject: ${subject}\n` +
      `Date: Tue, 3 Feb 2026 10:00:00 +0900\nMIME-Version: 1.0\n${body}`
    );
  };
  const shapes = [
    { report: true },
    { report: true, empty: true },
    { daemon: true, empty: true },
    { report: true, daemon: true, empty: true },
  ];
  const combined = clients.flatMap((client) =>
    lures.flatMap((lure) => subjects.map((subject) => ({ client, lure, subject }))));
  for (const chosen of combined) {
    const domain = pick(["example.org", "example.net", "gmail.com", "example.jp"]);
    const one = { ...chosen, name: pick(names), domain };
    const plain = await whence.analyze(made(one, {}), { now });
    for (const shape of shapes) {
      const { verdict } = await whence.analyze(made(one, shape), { now });
      assert.ok(
        rank[verdict.level] >= rank[plain.verdict.level],
        `${plain.verdict.level} -> ${verdict.level} ${verdict.score}\n${made(one, shape)}`,
      );
    }
  }
});
