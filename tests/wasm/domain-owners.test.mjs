// Domains of one owner stand together, in the order in which they matter.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { byOwner, rankedDomains } from "../../web/words/domain.js";

const whence = await open();

async function owners(links, from = "billing@mailer.example.org") {
  const mail = [
    `From: Billing <${from}>`,
    "Subject: s",
    "Content-Type: text/html",
    "",
    ...links.map((host) => `<a href="https://${host}/x">x</a>`),
  ];
  const report = await whence.analyze(new TextEncoder().encode(mail.join("\r\n")));
  return byOwner(rankedDomains(report)).map((group) => group.map(({ domain }) => domain.name).sort());
}

test("names under one registered name are one owner's; tenants of a shared service are not", async () => {
  const hosts = ["a.one.example.net", "b.one.example.net", "x.main.jp", "y.main.jp", "z.y.main.jp"];
  assert.deepEqual((await owners(hosts)).sort(), [
    ["a.one.example.net", "b.one.example.net"],
    ["mailer.example.org"],
    ["x.main.jp"],
    ["y.main.jp", "z.y.main.jp"],
  ]);
});

test("a brand's domains are one owner's; an imitation of it is not", async () => {
  const found = await owners(["www.paypal.com", "t.paypalobjects.com", "paypal.com.login.example.net"]);
  assert.deepEqual(
    found.find((group) => group.includes("www.paypal.com")),
    ["t.paypalobjects.com", "www.paypal.com"],
  );
  assert.deepEqual(found[0], ["paypal.com.login.example.net"]);
});

test("links to another domain of From's company, or of its group, stay at home", async () => {
  const elsewhere = async (from, host) => {
    const text = "<p>Dear Hanako, your statement is ready. We thank you for your custom in this year.</p>";
    const html = `${text}<a href="https://${host}/x">Read it</a>`;
    const { findings } = await whence.analyze(`From: <info@${from}>\nContent-Type: text/html\n\n${html}`);
    return findings.map(({ id }) => id).filter((id) => id === "links-home" || id === "links-one-stranger");
  };
  assert.deepEqual(await elsewhere("smbc-card.com", "www.vpass.ne.jp"), ["links-home"]);
  assert.deepEqual(await elsewhere("smbc.co.jp", "www.vpass.ne.jp"), ["links-home"]);
  assert.deepEqual(await elsewhere("microsoft.com", "contoso.sharepoint.com"), ["links-home"]);
  assert.deepEqual(await elsewhere("smbc-card.com", "www.jcb.co.jp"), []);
  assert.deepEqual(await elsewhere("smbc-card.com", "www.example.net"), ["links-one-stranger"]);
  // everybody has an address there
  assert.deepEqual(await elsewhere("gmail.com", "www.youtube.com"), []);
});

test("at a provider's servers nobody has an address: they are its own, not free mail", async () => {
  const mail = [
    "Received: from VI1.eur05.prod.outlook.com (VI1.eur05.prod.outlook.com [192.0.2.1])",
    "\tby mx.example.org with ESMTPS id 1; Tue, 3 Mar 2026 10:00:00 +0000",
    "From: A <a@outlook.com>",
    "Reply-To: a@team.outlook.com",
    "Message-ID: <1@VI1.eur05.prod.outlook.com>",
    "",
    "text",
  ];
  const { domains } = await whence.analyze(new TextEncoder().encode(mail.join("\r\n")));
  const kinds = Object.fromEntries(domains.map(({ name, kind }) => [name, kind]));
  assert.equal(kinds["vi1.eur05.prod.outlook.com"], "official");
  assert.equal(kinds["outlook.com"], "free-mail");
  assert.equal(kinds["team.outlook.com"], "free-mail");
});
