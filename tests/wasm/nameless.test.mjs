// Senders who say what they do and not who they are, and beside each the honest mail that looks like it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-04T00:00:00Z");

const mail = ({ from, to = "hanako@example.jp", subject = "Hello", html, text, own = false }) => {
  const domain = from.replace(/^.*@|>.*$/g, "");
  return [
    ...(own ? [`Authentication-Results: mx.example.jp; dmarc=pass header.from=${domain}`] : []),
    `Received: from mail.${domain} (mail.${domain} [198.51.100.25]) (using TLSv1.3 with cipher` +
      ` TLS_AES_256_GCM_SHA384) by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7 for <${to}>;` +
      " Tue, 3 Feb 2026 10:00:05 +0900",
    `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=k1; h=from:to:subject:date; bh=AA==; b=AA==`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    "Date: Tue, 3 Feb 2026 10:00:02 +0900",
    `Message-ID: <1.2.3@${domain}>`,
    "MIME-Version: 1.0",
    `Content-Type: text/${html ? "html" : "plain"}; charset=utf-8`,
    "",
    html ?? text,
    "",
  ].join("\r\n");
};

const judge = async (parts) => {
  const { verdict, findings } = await whence.analyze(mail(parts), { now });
  return { level: verdict.level, ids: findings.map(({ id }) => id) };
};

const link = (domain, words) => `<p>${words}</p><p><a href="https://${domain}/a">Look</a></p>`;

test("an office without a house, at a domain named after an errand, gets no tick", async () => {
  const asks = [
    ["Payroll Services", "staff-paystub-portal.net", "Your pay statement has been posted."],
    ["Bußgeldstelle", "bussgeld-zahlung.net", "Zahlen Sie innerhalb von 48 Stunden."],
    ["Klantenservice", "pakket-betaling.net", "Betaal binnen 24 uur."],
    ["Service client", "colis-livraison.net", "Réglez 1,99 € sous 24 heures."],
  ];
  for (const [name, domain, words] of asks) {
    const lure = await judge({ from: `${name} <info@${domain}>`, html: link(domain, words) });
    assert.ok(lure.ids.includes("nameless-asks"), name);
    assert.notEqual(lure.level, "consistent", name);
  }
});

test("a house that names itself, by its name or its domain, keeps its tick", async () => {
  const honest = [
    ["Rosewater Payroll", "rosewater-kreis.net", "Your pay statement has been posted."],
    ["Support", "support.rosewater-kreis.net", "Somebody asked to reset your password."],
    ["Rosewater", "rosewater-parcels-kreis.net", "Your parcel is on its way."],
    ["Kundenservice", "stadtwerke-talheim-kreis.net", "Ihre Abrechnung steht im Portal bereit."],
  ];
  for (const [name, domain, words] of honest) {
    const { level, ids } = await judge({ from: `${name} <info@${domain}>`, html: link(domain, words) });
    assert.ok(!ids.includes("nameless-asks"), name);
    assert.equal(level, "consistent", name);
  }
});

test("an office of the reader's own house need not say whose it is", async () => {
  const from = "人事部 <jinji@example.jp>";
  const text = "年末調整の書類を提出してください。電話 +81 3 5550 0123、手当 20,000円";
  const { ids } = await judge({ from, text, own: true });
  assert.ok(ids.includes("text-sum-and-number") && !ids.includes("nameless-asks"));
  const elsewhere = await judge({ from: "人事部 <jinji@lakeside-kreis.net>", text, own: true });
  assert.ok(elsewhere.ids.includes("nameless-asks"));
});

test("who gives an account of a messenger at an address that anybody can have", async () => {
  const stranger = await judge({ from: "Rose <rose@gmail.com>", text: "Write me on Telegram @rose_8831" });
  assert.ok(stranger.ids.includes("messenger-by-stranger"));
  const kind = [
    "I am on WhatsApp at +44 7700 900123.",
    "We met on the line to Hakone, remember: mail me!",
    "The signal was bad. Telegram works. See you.",
  ];
  for (const text of kind) {
    const { ids } = await judge({ from: "Rose <rose@gmail.com>", text });
    assert.ok(!ids.includes("messenger-by-stranger"), text);
  }
});

test("clubs and landlords name their accounts, and nobody is accused", async () => {
  const text = "The fee is 25 EUR, please pay into DE89 3704 0044 0532 0130 00. Call me: +49 171 5550 123";
  const club = await judge({ from: "Monika Blum <monika.blum@gmail.com>", text });
  assert.ok(club.ids.includes("text-names-bank-account"));
  assert.equal(club.level, "consistent");
});

test("the papers of all employees are asked for by the house alone", async () => {
  const all = "Please send me the W-2s of all employees.";
  const asked = async (from, text, own) =>
    (await judge({ from, text, own })).ids.includes("text-asks-staff-records");
  assert.ok(await asked("Rob <rob@lakeside-kreis.net>", all));
  assert.ok(!(await asked("Rob <rob@example.jp>", all, true)));
  assert.ok(!(await asked("Rob <rob@lakeside-kreis.net>", "Please send me your W-2, and I'll file it.")));
});
