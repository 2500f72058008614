// What the tests of lookups share: a signed mail, the zone that proves it behind a real DNS-over-HTTPS
// server, and a page that waits for its reader's consent.
import { after, before } from "node:test";
import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { chooseResolver, click, complete, dist, fileUrl } from "./support.mjs";
import { openPage, paste, reports, setUp } from "./support.mjs";
import { questionOf, startDoh } from "../support/doh.mjs";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
// A character-string holds 255 octets at most (RFC 1035 3.3).
const strings = (record) =>
  record
    .match(/.{1,250}/g)
    .map((part) => `"${part}"`)
    .join(" ");

const BODY = "Dear Anna,\r\n\r\nsee https://shop.example.net/letters and https://www.example.com/\r\n";
const FIELDS = [
  "From: Example Bookshop <news@example.com>",
  "To: anna@example.org",
  "Subject: New this month",
  "Date: Thu, 06 Nov 2025 08:02:30 +0000",
  "Message-ID: <8841.20251106080230@news.example.com>",
];

/**
 * A mail with a signature that verifies (RFC 6376, relaxed/relaxed; nothing here needs folding or squeezing).
 */
function signedMail() {
  const hash = createHash("sha256").update(BODY).digest("base64");
  const tags =
    "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s2025; h=from:to:subject:date:message-id";
  const signature = `${tags}; bh=${hash}; b=`;
  const relaxed = FIELDS.map((field) =>
    field.replace(/^([^:]+): (.*)$/, (all, name, value) => `${name.toLowerCase()}:${value}`),
  );
  const signed = `${relaxed.join("\r\n")}\r\ndkim-signature:${signature}`;
  const value = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64");
  return [
    "Return-Path: <bounce@example.com>",
    "Received: from out.example.com (out.example.com [203.0.113.12])",
    "\tby mx.example.org (Postfix) with ESMTPS id 5E10744B7C",
    "\tfor <anna@example.org>; Thu, 06 Nov 2025 08:02:33 +0000",
    `DKIM-Signature: ${signature}${value}`,
    ...FIELDS,
    "",
    BODY,
  ].join("\r\n");
}

const ZONE = [
  'example.com. TXT "v=spf1 include:_spf.example.com -all"',
  '_spf.example.com. TXT "v=spf1 ip4:203.0.113.12 -all"',
  '_dmarc.example.com. TXT "v=DMARC1; p=reject"',
  `s2025._domainkey.example.com. TXT ${strings(keyRecord)}`,
  "example.com. A 203.0.113.80",
  "example.com. MX 10 mx.example.com.",
  "out.example.com. A 203.0.113.12",
  "12.113.0.203.in-addr.arpa. PTR out.example.com.",
  "shop.example.net. A 203.0.113.99",
];
export const mail = signedMail();

/** A browser, a server of the page, and one that answers: its.doh.url. @param {"chrome" | "firefox"} name */
export function setUpLookups(name) {
  // A blog that copied the page's own markup.
  const blog = (_, response) =>
    response
      .writeHead(200, { "content-type": "text/html" })
      .end('<script type="module" src="/whence-element.js"></script><whence-analyzer page lang="en">');
  const its = setUp(name, { routes: { "/": dist, "/blog": blog }, acceptInsecureCerts: true });
  before(async () => {
    its.doh = await startDoh(ZONE);
  });
  after(() => its.doh?.stop());
  return its;
}

/** A page that asks the given resolver, with the mail pasted and its list open. */
export async function ready(its, resolver, url = fileUrl("whence.html")) {
  const page = await openPage(its.browser, url, { language: "en" });
  await reports(page);
  await chooseResolver(page, resolver);
  await paste(page, mail);
  await complete(page);
  await state(page, "ready");
  await click(page, "#verify");
  return page;
}

export const state = (page, wanted) =>
  page.waitForFunction(
    (value) =>
      document.querySelector("whence-analyzer").shadowRoot.querySelector(".lookups")?.dataset.state === value,
    {},
    wanted,
  );

export const listed = (page) =>
  page.evaluate(() =>
    [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".lookups tbody tr")].map(
      (row) => `${row.cells[0].textContent} ${row.cells[1].textContent}`,
    ),
  );

export const asked = (page) => [
  ...new Set(page.seen.requests.filter((url) => url.startsWith("https:")).map(questionOf)),
];
