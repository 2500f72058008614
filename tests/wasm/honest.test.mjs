// Honest mail in the forms in which it comes, and beside each the mail of somebody who would like to gain by
// what is excused there.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, toText } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-04T00:00:00Z");

const postfix = ({ client, ip = "198.51.100.25", to = "hanako@example.jp" }) =>
  `Received: from ${client} (${client} [${ip}]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)` +
  ` by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7 for <${to}>; Tue, 3 Feb 2026 10:00:05 +0900`;

const mail = ({ from, client = "mail.lakeside.example.com", received, subject = "Hello", body, more = [] }) =>
  [
    received ?? postfix({ client }),
    `From: ${from}`,
    "To: hanako@example.jp",
    `Subject: ${subject}`,
    "Date: Tue, 3 Feb 2026 10:00:02 +0900",
    `Message-ID: <1.2.3@${from.replace(/^.*@|>.*$/g, "")}>`,
    ...more,
    "MIME-Version: 1.0",
    ...(body.startsWith("Content-") ? [body] : ["Content-Type: text/plain; charset=utf-8", "", body]),
    "",
  ].join("\r\n");

const judge = async (parts) => {
  const report = await whence.analyze(typeof parts === "string" ? parts : mail(parts), { now });
  return { ...report.verdict, ids: report.findings.map(({ id }) => id), findings: report.findings };
};
const ids = async (parts) => (await judge(parts)).ids;

test("a receiver who never writes of encryption says nothing by not writing it", async () => {
  const shop = { from: "Lakeside <news@lakeside.example.com>", body: "The shop is closed on Monday." };
  const host = "mail.lakeside.example.com";
  const client = `from ${host} ([198.51.100.25])`;
  const silent = [
    `${client} by mta-rcv-e04.mail.nifty.com with ESMTP` +
      ` id <20260203010005489.LXYZ.3422.${host}@mta-rcv-e04.mail.nifty.com>`,
    `from 198.51.100.25 (EHLO ${host}) (198.51.100.25) by mta0012.mail.djm.yahoo.co.jp with SMTP`,
    `from ${host} (${host} [198.51.100.25]) by mx-ms01.so-net.ne.jp with ESMTP id 64C1a2b3c4d5`,
  ];
  for (const line of silent) {
    const received = `Received: ${line}; Tue, 3 Feb 2026 10:00:05 +0900`;
    assert.ok(!(await ids({ ...shop, received })).includes("hop-unencrypted-late"), line);
  }
  const told =
    "Received: from mail.lakeside.example.com (mail.lakeside.example.com [198.51.100.25]) by mx.example.jp" +
    " (Postfix) with ESMTP id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900";
  assert.ok((await ids({ ...shop, received: told })).includes("hop-unencrypted-late"));
  const nobody = told.replace("(mail.lakeside.example.com [198.51.100.25])", "([])"); // who, it does not say
  assert.ok(!(await ids({ ...shop, received: nobody })).includes("hop-unencrypted-late"));
});

test("software that people run themselves names itself; it poses only where it wants something", async () => {
  const blog = { from: "WordPress <wordpress@lakeside.example.com>", subject: "[My blog] A comment" };
  const body = "Tom wrote a comment: https://lakeside.example.com/?p=12";
  const honest = await judge({ ...blog, body });
  assert.ok(!honest.ids.includes("brand-claimed"));
  assert.equal(honest.level, "consistent");
  const asks = "Your site is suspended. Confirm your password: https://lakeside.example.com/login";
  assert.ok((await ids({ ...blog, body: asks })).includes("brand-claimed"));
  const away = "Look: https://www.elsewhere.example.net/";
  assert.ok((await ids({ ...blog, body: away })).includes("brand-claimed"));
  const bank = { from: "PayPal <wordpress@lakeside.example.com>", body };
  assert.ok((await ids(bank)).includes("brand-claimed"));
});

const report = (type, more) =>
  [
    `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
    "",
    ...more.flatMap((part) => ["--b", ...part]),
    "--b--",
  ].join("\r\n");
const plain = (text) => ["Content-Type: text/plain; charset=utf-8", "", text];

test("an Exchange server reports under its maker's name; with a link in it, it is not believed", async () => {
  const from = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@lakeside.example.com>";
  const status = [
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns;EX01.lakeside.local",
    "",
    "Final-Recipient: rfc822;b@lakeside.example.com",
    "Action: failed",
    "Status: 5.1.10",
  ];
  const subject = "Undeliverable: Offer";
  const more = ["Return-Path: <>"];
  const told = (text) => ids({ from, subject, more, body: report("delivery-status", [plain(text), status]) });
  assert.ok(!(await told("The address was not found.")).includes("brand-claimed"));
  assert.ok((await told("Release it: https://www.elsewhere.example.net/")).includes("brand-claimed"));
});

test("what is reported to the abuse desk is not the reporter's; elsewhere it excuses nothing", async () => {
  const enclosed = [
    "Content-Type: message/rfc822",
    "",
    "From: PayPal <service@paypa1.example.top>",
    "To: x@lakeside.example.com",
    "Subject: Your account is locked",
    "Date: Tue, 3 Feb 2026 09:00:00 +0900",
    "Message-ID: <1@paypa1.example.top>",
    "",
    "Your account has been suspended. Enter your password within 24 hours: http://paypa1.example.top/",
  ];
  const feedback = ["Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "Version: 1"];
  const body = report("feedback-report", [plain("An abuse report."), feedback, enclosed]);
  const from = "Abuse desk <feedback@lakeside.example.com>";
  const arf = { from, subject: "FW: Your account is locked", body };
  const received = postfix({ client: "fbl.lakeside.example.com", to: "abuse@example.jp" });
  const honest = await judge({ ...arf, received });
  assert.ok(["consistent", "unclear"].includes(honest.level), `${honest.level} ${honest.ids}`);
  assert.ok(!honest.ids.includes("enclosed-mail-suspect"));
  const bad = await judge(arf);
  assert.ok(bad.ids.includes("enclosed-mail-suspect") && bad.ids.includes("text-account-threatened"));
});

test("full-width letters are how Japanese is typeset; a whole word of them alone is a trick", async () => {
  const from = "Lakeside <news@lakeside.example.com>";
  const tricked = async (subject) =>
    (await ids({ from, subject, body: "Hello, Hanako." })).includes("letter-tricks");
  assert.ok(!(await tricked("ＮＨＫ受信料のお知らせ")));
  assert.ok(await tricked("ＰＡＹＰＡＬ account"));
  assert.ok(await tricked("𝐏𝐚𝐲𝐏𝐚𝐥 お知らせ"));
});

test("a text of kana and kanji says as much in half the letters", async () => {
  const pdf = (text) =>
    [
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      ...plain(text),
      "--b",
      'Content-Type: application/pdf; name="a.pdf"',
      'Content-Disposition: attachment; filename="a.pdf"',
      "",
      "%PDF-1.4",
      "--b--",
    ].join("\r\n");
  const from = "田中工務店 <tanaka@lakeside.example.com>";
  const letter = [
    "お世話になっております。田中工務店の田中です。先日はお打ち合わせのお時間をいただき、",
    "ありがとうございました。ご依頼のお見積書をお送りします。屋根の塗装は二回塗り、",
    "足場の費用を含めております。工期は六月中旬から二週間ほどの予定です。ご不明な点が",
    "ございましたら、お電話でお気軽にお問い合わせください。今後ともよろしくお願い申し上げます。",
  ];
  assert.ok(!(await ids({ from, body: pdf(letter.join("\r\n")) })).includes("only-pdf"));
  assert.ok((await ids({ from, body: pdf("請求書です。ご確認ください。") })).includes("only-pdf"));
});

test("a name that begins with its domain's label is related to it", async () => {
  const link = '<p>Hello</p><a href="https://loom.example/a">Look</a>';
  const html = `Content-Type: text/html; charset=utf-8\r\n\r\n${link}`;
  assert.ok(!(await ids({ from: "LOOMTOWN <info@loom.example>", body: html })).includes("name-unrelated"));
  assert.ok((await ids({ from: "WEAVERTOWN <info@loom.example>", body: html })).includes("name-unrelated"));
});

test("a signature of the very domain in From is aligned, even where others have theirs below", async () => {
  const signed = (d) => [`DKIM-Signature: v=1; a=rsa-sha256; d=${d}; s=k; h=From; bh=AAAA; b=AAAA`];
  const shop = (d) => ids({ from: "Shop <no-reply@thebase.in>", body: "Thank you.", more: signed(d) });
  assert.ok(!(await shop("thebase.in")).includes("signed-by-other"));
  assert.ok((await shop("tenant.thebase.in")).includes("signed-by-other"));
});

test("a list's Delivered-To below the entrance does not say whose the mailbox is", async () => {
  const received = (to) =>
    "Received: from ns.list.example.net (unknown [203.0.113.54]) by mx.example.jp (Postfix) with ESMTPS" +
    ` id 4XyZ1a2b3cz1L7 for <${to}>; Tue, 3 Feb 2026 10:00:05 +0900`;
  const list = {
    from: "Kimura <kimura@lakeside.example.com>",
    body: "Next week we ride to the lake.",
    more: ["Delivered-To: mailing list bike@list.example.net"],
  };
  const sent = mail({ ...list, received: received("hanako@example.jp") });
  const source = sent.replace("To: hanako@example.jp", "To: bike@list.example.net");
  assert.ok(!(await ids(source)).includes("helo-claims-recipient"));
  const above = `Delivered-To: bike@list.example.net\r\n${source}`;
  assert.ok((await ids(above)).includes("helo-claims-recipient"));
});

test("a warning of those who pose as an office is not written in the office's name", async () => {
  const from = "県警あんしんメール <anzen@lakeside.example.com>";
  const body = "国税庁の名で納付を求めるメールが届いています。\r\nアクセスしないでください。";
  const named = async (subject) => (await ids({ from, body, subject })).includes("brand-in-subject");
  assert.ok(!(await named("国税庁をかたるメールに注意")));
  assert.ok(await named("国税庁からの納付のお知らせ"));
});

test("root's own mail was handed over on the machine itself", async () => {
  const received =
    "Received: from localhost (localhost [127.0.0.1]) by ns1.example.jp (8.18.1/8.18.1) with ESMTPS" +
    " id 64C101v7012345; Tue, 3 Feb 2026 10:00:05 +0900";
  const root = (more) =>
    ids({ from: "root <root@ns1.example.jp>", body: "backup : user NOT in sudoers", received, more });
  assert.ok(!(await root([])).some((id) => ["helo-localhost", "message-id-added-by-receiver"].includes(id)));
  const outside = received.replace("(localhost [127.0.0.1])", "(unknown [203.0.113.9])");
  const forged = await ids({ from: "root <root@ns1.example.jp>", body: "x", received: outside });
  assert.ok(forged.includes("helo-localhost") && forged.includes("message-id-added-by-receiver"));
});

test("a HELO of the To field's house weighs less where no server wrote for whom it was", async () => {
  const points = async (for_) => {
    const received =
      "Received: from cs.example.ac.jp (unknown [203.0.113.61]) by mx.example.jp (Postfix) with ESMTPS" +
      ` id 4XyZ1a2b3cz1L7${for_}; Tue, 3 Feb 2026 10:00:05 +0900`;
    const passed = mail({ from: "Bob <bob@lakeside.example.com>", body: "The slides, as agreed.", received });
    const { findings } = await judge(passed.replace("To: hanako@example.jp", "To: hanako@cs.example.ac.jp"));
    return findings.find(({ id }) => id === "helo-claims-recipient")?.weight;
  };
  const [told, silent] = [await points(" for <hanako@cs.example.ac.jp>"), await points("")];
  assert.ok(silent > 0 && silent < told, `${silent} ${told}`);
});

test("a short address that leads to one house only hides nothing", async () => {
  const from = "Rose <rose@lakeside.example.com>";
  const short = async (url) => (await ids({ from, body: `We meet here: ${url}` })).includes("link-shortened");
  for (const url of ["https://youtu.be/abc", "https://maps.app.goo.gl/abc", "https://amzn.to/abc"])
    assert.ok(!(await short(url)), url);
  for (const url of ["https://goo.gl/abc", "https://bit.ly/abc", "https://x.app.goo.gl/abc"])
    assert.ok(await short(url), url);
});

test("a signature that nobody has checked yet has no result in words", async () => {
  const more = ["DKIM-Signature: v=1; a=rsa-sha256; d=lakeside.example.com; s=k; h=From; bh=AAAA; b=AAAA"];
  const letter = mail({ from: "Bob <bob@lakeside.example.com>", body: "See you.", more });
  const report = await whence.analyze(letter, { now });
  assert.equal(report.authentication.dkim[0].result, null);
  for (const lang of ["en", "ja"]) assert.doesNotMatch(toText(report, { lang }), /\bnull\b|undefined/);
});

test("a printer goes by its short name in its own network; what a gateway hands on does not", async () => {
  const scan = (ip) =>
    ids({
      from: "Scanner <scan@example.jp>",
      body: "The scanned document.",
      received:
        `Received: from RNP0026 (unknown [${ip}]) by mx.example.jp (Postfix) with ESMTP id 4XyZ1a2b3cz1L7` +
        " for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900",
    });
  assert.ok(!(await scan("192.168.1.50")).includes("helo-bare"));
  for (const ip of ["192.168.1.1", "203.0.113.9"]) assert.ok((await scan(ip)).includes("helo-bare"), ip);
});

test("an office without a house's name welcomes those who signed up, if its links lead home", async () => {
  const letter = (url) => ({
    from: "Customer Service <service@lakeside.example.com>",
    subject: "Welcome",
    body: `Welcome! Please verify your email address to activate your account: ${url}`,
    more: ["DKIM-Signature: v=1; a=rsa-sha256; d=lakeside.example.com; s=k; h=From; bh=AAAA; b=AAAA"],
  });
  const home = await judge(letter("https://lakeside.example.com/verify/1"));
  assert.ok(!home.ids.includes("login-by-stranger"));
  assert.equal(home.level, "consistent");
  const away = await judge(letter("https://verify.example.net/1 or https://login.example.org/2"));
  assert.ok(away.ids.includes("login-by-stranger"));
  assert.ok((await ids(letter("by answering with it"))).includes("login-by-stranger"));
});

test("a one-time password that says how long it holds asks for none; one that runs out does", async () => {
  const from = "カスタマーサポート <support@lakeside.example.com>";
  const asked = async (body) => (await ids({ from, body })).includes("text-asks-credentials");
  assert.ok(!(await asked("ワンタイムパスワード：48291357\r\n有効期限：10分")));
  assert.ok(await asked("メールのパスワードの有効期限がまもなく切れます。"));
});

test("a service may send readers to their own house, which only their own server names", async () => {
  const ticket = (url, more = [], to = "hanako@example.jp") => ({
    from: "Service Desk <desk@lakeside.example.com>",
    received: postfix({ client: "mail.lakeside.example.com", to }),
    body: [
      "Content-Type: text/html; charset=utf-8",
      "",
      `<p>Your password expires in 7 days.</p><p><a href="${url}">Change it</a></p>`,
    ].join("\r\n"),
    more,
  });
  const stranger = "links-one-stranger";
  assert.ok(!(await ids(ticket("https://password.example.jp/"))).includes(stranger));
  assert.ok((await ids(ticket("https://password.example.net/"))).includes(stranger));
  const written = ["Delivered-To: hanako@example.net", "X-Original-To: hanako@example.net"];
  assert.ok((await ids(ticket("https://password.example.net/", written))).includes(stranger));
  const both = ticket("https://password.example.net/");
  both.body += '<p><a href="https://www.example.jp/">Home</a></p>';
  assert.ok((await ids(both)).includes(stranger), "a link home beside it excuses nothing");
  const tenant = ticket("https://docs.google.com/forms/d/1/viewform", [], "hanako@google.com");
  assert.ok((await ids(tenant)).includes(stranger), "strangers have forms there");
});

const html = (...lines) => ["Content-Type: text/html; charset=utf-8", "", ...lines].join("\r\n");
const signedBy = (d) =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=${d}; s=s1; h=from;` +
  " bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA";

test("at a firm's own signed domain its offices are at home, and its customers' names no lie", async () => {
  const office = { from: "Spam Quarantine <spam@messaging.microsoft.com>", body: "One message is held." };
  const more = [signedBy("messaging.microsoft.com")];
  assert.ok(!(await ids({ ...office, more })).includes("office-elsewhere"));
  assert.ok((await ids(office)).includes("office-elsewhere"), "anybody writes a From field");
  const body = html('<p>How was it?</p><p><a href="https://shop.example.com/1">Tell us</a></p>');
  const shop = { from: "Lakeside Books <ask@bazaarvoice.com>", body, more: [signedBy("bazaarvoice.com")] };
  assert.ok(!(await ids(shop)).includes("name-unrelated"));
  const other = { ...shop, from: "Lakeside Books <ask@river.example.org>" };
  other.more = [signedBy("river.example.org")];
  assert.ok((await ids(other)).includes("name-unrelated"));
});

test("an address that a person's mail shows may lead anywhere; behind a button it may not", async () => {
  const circular = (text, more = "") => ({
    from: "Midori PTA <midori.pta@gmail.com>",
    body: html(
      `<p>Dear all, can you help at the bazaar? We meet at ten, and bring our own cups.${more}</p>`,
      `<p><a href="https://one.example.net/a">${text}</a></p>`,
    ),
  });
  const stranger = "links-one-stranger";
  assert.ok(!(await ids(circular("https://one.example.net/a"))).includes(stranger));
  assert.ok((await ids(circular("Tell us"))).includes(stranger));
  const wants = circular("https://one.example.net/a", " Please verify your account.");
  assert.ok((await ids(wants)).includes(stranger));
});

test("a postmaster who writes himself returns no mail", async () => {
  const from = "Mail Protection <postmaster@lakeside.example.com>";
  const body = "Four messages are held for you.";
  const sent = (path) => judge({ from, body, more: [`Return-Path: <${path}>`] });
  assert.equal((await sent("")).kind, "bounce");
  assert.notEqual((await sent("postmaster@lakeside.example.com")).kind, "bounce");
});

test("who names a new bank account is not called consistent, whatever his own domain proves", async () => {
  const body = "We have changed our bank. Please pay the invoice to our new account.";
  const from = "Krause <krause@lakeside.example.com>";
  const more = [
    "Authentication-Results: mx.example.jp; dmarc=pass header.from=lakeside.example.com;" +
      " dkim=pass header.d=lakeside.example.com",
    signedBy("lakeside.example.com"),
  ];
  assert.equal((await judge({ from, body, more })).level, "unclear");
  const same = { from, body: "The bank at the pond was painted. Please pay the invoice.", more };
  assert.equal((await judge(same)).level, "consistent");
});

test("a shop's letter sells gift cards, a stranger's with a link asks for them", async () => {
  const html =
    "<p>Are you free today? Buy gift cards for all: you can buy Amazon gift cards and send the codes.</p>" +
    '<p><a href="https://lakeside.example.com/gifts">Lakeside</a></p>';
  const body = `Content-Type: text/html; charset=utf-8\r\n\r\n${html}`;
  const shop = { from: "Lakeside <news@lakeside.example.com>", body };
  assert.ok(!(await ids(shop)).includes("text-asks-favours"));
  const stranger = postfix({ client: "mail.example.net", ip: "203.0.113.66" });
  assert.ok((await ids({ ...shop, received: stranger })).includes("text-asks-favours"));
});

test("a name in letters that no domain has is not measured by it; one in disguise is", async () => {
  const body = html('<p>Hello.</p><p><a href="https://akti.example.org/1">Look</a></p>');
  const unrelated = async (name) =>
    (await ids({ from: `${name} <shop@akti.example.org>`, body })).includes("name-unrelated");
  assert.ok(!(await unrelated("Βιβλιοπωλείο Ακτή")));
  assert.ok(!(await unrelated("Книжный дом")));
  assert.ok(await unrelated("Сlub of Readers"));
  assert.ok(await unrelated("\u{1D411}\u{1D41E}\u{1D41A}\u{1D41D}\u{1D41E}\u{1D42B}\u{1D42C}"));
});

test("a common word that names a company too claims it beside an office, if no domain has it", async () => {
  const body = "A transfer is pending.";
  const claims = async (from) => (await ids({ from, body })).includes("brand-claimed");
  assert.ok(await claims("Chase Fraud Dept <info@lakeside.example.com>"));
  assert.ok(!(await claims("Chase Fraud Dept <info@chase-lakeside.example.com>")));
  assert.ok(!(await claims("Chase Lakeside Support <info@lakeside.example.com>")));
  assert.ok(!(await claims("Anna Chase <anna@lakeside.example.com>")));
});
