// What a mail's words, links and names say together: a technique is told, and its honest neighbour is not.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-04T00:00:00Z");

const mail = ({ from, to = "hanako@example.jp", client, subject = "Hello", body, signed, more = [] }) =>
  [
    `Return-Path: <${from.replace(/^.*<|>$/g, "")}>`,
    `Received: from ${client} (${client} [198.51.100.25])`,
    `\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))`,
    `\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7`,
    `\tfor <hanako@example.jp>; Tue,  3 Feb 2026 10:00:05 +0900 (JST)`,
    ...(signed ? [`DKIM-Signature: v=1; a=rsa-sha256; d=${signed}; s=k; h=From; bh=AAAA; b=AAAA`] : []),
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    "Date: Tue, 3 Feb 2026 10:00:02 +0900",
    `Message-ID: <1@${client}>`,
    ...more,
    "MIME-Version: 1.0",
    `Content-Type: ${body.startsWith("<") ? "text/html" : "text/plain"}; charset=utf-8`,
    "",
    body,
    "",
  ].join("\r\n");

const judge = async (parts) => {
  const report = await whence.analyze(mail(parts), { now });
  return { ...report.verdict, ids: report.findings.map(({ id }) => id) };
};

const gmail = { client: "mail-ej1-f54.google.com", signed: "gmail.com" };
const firm = { client: "mail.lakeside.example.com", signed: "lakeside.example.com" };

test("one question, signed by a director at free mail", async () => {
  const body = "Are you available?\r\n\r\nKenji Mori\r\nChief Executive Officer";
  const bad = await judge({ from: "Kenji Mori <kenji.mori.example@gmail.com>", ...gmail, body });
  assert.equal(bad.level, "suspicious");
  const friend = { from: "Kenji Mori <kenji.mori.example@gmail.com>", ...gmail, body: "Are you available?" };
  assert.equal((await judge(friend)).level, "consistent");
});

test("favours asked in one's own house are work", async () => {
  const body = "Are you at your desk? I am in a meeting. I need you to order paper.";
  const own = { from: "Kenji Mori <mori@example.jp>", client: "mail.example.jp", body };
  assert.ok(!(await judge(own)).ids.includes("text-asks-favours"));
  const other = { from: "Kenji Mori <mori@lakeside.example.com>", ...firm, body };
  assert.ok((await judge(other)).ids.includes("text-asks-favours"));
});

test("a hotline that names a company which did not write", async () => {
  const body =
    "Your McAfee subscription was renewed and $349.99 charged. " +
    "If you did not authorize this charge, call 1-8O8-555-O144 to cancel.";
  const bad = await judge({ from: "Orders <orders@lakeside.example.com>", client: firm.client, body });
  assert.ok(bad.score >= 50);
  const shop =
    "<p>Thank you for your order: $38.40 was charged to your card. If you did not place it, call " +
    "(555) 555-0123 to cancel.</p><a href='https://www.lakeside.example.com/o/1'>Your order</a>";
  const honest = await judge({ from: "Lakeside <orders@lakeside.example.com>", ...firm, body: shop });
  assert.equal(honest.level, "consistent");
});

test("a platform's user shares a file by his own name, an office by another's", async () => {
  const platform = { client: "mail-sor-f69.google.com", signed: "google.com" };
  const body = (who) =>
    `<p>${who} has shared the following document with you.</p><a href='https://docs.google.com/d/1'>Open</a>`;
  const from = (who) => `"${who} (via Google Drive)" <drive-shares-dm-noreply@google.com>`;
  const more = ["Reply-To: <kenji.mori.example@gmail.com>"];
  const told = async (who) => (await judge({ from: from(who), ...platform, body: body(who), more })).ids;
  assert.ok(!(await told("Kenji Mori")).includes("platform-strangers-words"));
  assert.ok((await told("Billing Department")).includes("platform-strangers-words"));
});

test("a list's server hands on under its own name what was written to the list", async () => {
  const from = "Kenji Mori <mori@lakeside.example.com>";
  const relay = { from, client: "list.castle.example.org", body: "Hello, all." };
  const at = relay.client.replace("list.", "");
  const source = mail({ ...relay, to: `all@${at}` }).replace("(list.castle.example.org [", "([");
  const ids = (await whence.analyze(source, { now })).findings.map(({ id }) => id);
  assert.ok(!ids.includes("helo-claims-recipient"));
  // ... and whoever claims the reader's own name does so all the same
  const forged = source.replaceAll("list.castle.example.org", "mx.example.jp");
  const found = (await whence.analyze(forged, { now })).findings.map(({ id }) => id);
  assert.ok(found.includes("helo-claims-recipient"));
});

test("an answer to nothing that leads elsewhere, and one that only answers", async () => {
  const from = "Lena Vogt <lena@lakeside.example.com>";
  const answer = (body) => judge({ from, ...firm, subject: "Re: drawings", body });
  const bad = await answer("See the updated document: https://files.example.net/d/771");
  assert.ok(bad.ids.includes("thread-asks"));
  const honest = await answer("The drawings are fine. See https://www.lakeside.example.com/");
  assert.ok(!honest.ids.includes("thread-asks"));
});

test("an office by its trade alone, from a house of another name", async () => {
  const body = "<p>Confirm your account: <a href='https://one.example.net/a'>here</a></p>";
  const from = (name) => `${name} <mail@lakeside.example.com>`;
  const told = async (name) => (await judge({ from: from(name), ...firm, body })).ids;
  assert.ok((await told("Benefits")).includes("office-elsewhere"));
  assert.ok(!(await told("Lakeside Benefits")).includes("office-elsewhere"));
});

test("an office without a house that threatens an account, and one that asks to verify it", async () => {
  const write = (body) =>
    judge({ from: "Customer Support <mail@lakeside.example.com>", ...firm, body: `<p>${body}</p>` });
  const link = "<a href='https://www.lakeside.example.com/v'>Continue</a>";
  const threat = await write(`Your account has been suspended. Verify your account within 24 hours. ${link}`);
  assert.ok(threat.ids.includes("login-by-stranger"));
  assert.notEqual(threat.level, "consistent");
  const welcome = await write(`Welcome! Please verify your e-mail address. ${link}`);
  assert.ok(!welcome.ids.includes("login-by-stranger"));
  assert.equal(welcome.level, "consistent");
});

test("a friend who has lost a telephone number asks for it; a director wants a task done", async () => {
  const body = "Could you send me your WhatsApp number again? I have a new telephone.";
  const friend = await judge({ from: "Kenji Mori <kenji.mori.example@gmail.com>", ...gmail, body });
  assert.equal(friend.level, "consistent");
  const task = "Please send me your WhatsApp number, I need you to handle a task.\r\n\r\nKenji Mori\r\nCEO";
  const director = await judge({ from: "Kenji Mori <kenji.mori.example@gmail.com>", ...gmail, body: task });
  assert.ok(director.ids.includes("offer-leads-to-free-mail"));
});

test("friends and parents make LINE groups; a director wants one for the office, and its code", async () => {
  const from = "佐藤 綾 <aya.sato.example@gmail.com>";
  const reunion = "同窓会のLINEグループを作ってもらえますか。QRコードを送ってくれたら、みんなに回します。";
  assert.equal((await judge({ from, ...gmail, body: reunion })).level, "consistent");
  const office =
    "今後の業務プロジェクトのため、LINEのグループを作成してください。QRコードを私に返信してください。代表取締役";
  const director = await judge({ from, ...gmail, body: office });
  assert.ok(director.ids.includes("text-asks-favours"));
  assert.ok(["suspicious", "forged"].includes(director.level));
});

test("a name shown alone, and the same name as a word of somebody else's domain", async () => {
  const client = "mail.monzo-accounts.example";
  const body = `<a href="https://monzo-accounts.example/">See</a>`;
  const ours = { client, signed: "monzo-accounts.example", body };
  const bare = await judge({ from: "Monzo <hello@monzo-accounts.example>", ...ours });
  assert.ok(bare.ids.includes("domain-lookalike"));
  assert.ok(["suspicious", "forged"].includes(bare.level));
  const fans = await judge({ from: "Monzo Fans <hello@monzo-accounts.example>", ...ours });
  assert.ok(!fans.ids.includes("domain-lookalike"));
});

test("the office of the reader's own house, where its domain is proven to have sent the mail", async () => {
  const written = mail({
    from: "IT Helpdesk <helpdesk@example.jp>",
    client: "mail.example.jp",
    body: "Your password expires in 5 days. Please change it.",
  });
  const told = async (...lines) => {
    const report = await whence.analyze([...lines, written].join("\r\n"), { now });
    return report.findings.map(({ id }) => id).includes("login-by-stranger");
  };
  const found = (domain) => `Authentication-Results: mx.example.jp; dmarc=pass header.from=${domain}`;
  assert.ok(!(await told(found("example.jp"))));
  assert.ok(await told(), "nobody says who sent it");
  const elsewhere = written.replaceAll("helpdesk@example.jp>", "helpdesk@lakeside.example.com>");
  const report = await whence.analyze(`${found("lakeside.example.com")}\r\n${elsewhere}`, { now });
  assert.ok(report.findings.some(({ id }) => id === "login-by-stranger"));
});

test("pay and staff, by an office of nobody's, and by the firm's own payroll service", async () => {
  const body = "Your salary revision letter is ready: https://{host}/letter\r\n\r\nexample.jp";
  const away = await judge({ from: "Payroll Services <office@lakeside.example.com>", ...firm, body });
  assert.ok(away.ids.includes("own-domain-threatened"));
  const named = await judge({ from: "Lakeside <office@lakeside.example.com>", ...firm, body });
  assert.ok(!named.ids.includes("own-domain-threatened"));
});

test("an office of nobody's that pays money back, and a shop that does", async () => {
  const body = "還付金があります。口座番号をご登録ください。https://lakeside.example.com/k";
  const office = await judge({ from: "給付金申請センター <info@lakeside.example.com>", ...firm, body });
  assert.ok(office.ids.includes("login-by-stranger"));
  const shop = await judge({ from: "みずうみ商店 <info@lakeside.example.com>", ...firm, body });
  assert.ok(!shop.ids.includes("login-by-stranger"));
});

test("somebody who is called as a company is, and somebody who poses as it", async () => {
  const from = "Tim <tim.weber.example@gmail.com>";
  const photos = await judge({ from, ...gmail, body: "The photos: https://photos.app.goo.gl/AbCdEf" });
  assert.ok(!photos.ids.includes("brand-claimed"));
  const quote = "お世話になっております。見積書を送付します。https://drive.google.com/file/d/1abc/view";
  const sends = await judge({ from: "野村 <nomura@lakeside.example.com>", ...firm, body: quote });
  assert.ok(!sends.ids.includes("brand-claimed"));
  const body = "Your account is suspended. Confirm your details: https://lakeside.example.net/a";
  const poses = await judge({ from, ...gmail, body });
  assert.ok(poses.ids.includes("brand-claimed"));
});
