// What leaves the page without markup (a card, plain text, Markdown): whose name is used is said, and letters
// that run from right to left turn nothing round that stands beside them.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, toMarkdown, toText } from "../../dist/whence.js";
import { LANGUAGES } from "../../web/i18n/languages.js";
import { wordsModule } from "../support/words.mjs";

const whence = await open();
const { Texts, cardSvg } = await wordsModule("texts.js", "../export/card.js");
const encoded = (text) => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
const mail = (name, subject) =>
  new TextEncoder().encode(
    `Received: from a.example.com (a.example.com [192.0.2.7]) by mx.reader.example.net (Postfix) with ESMTP
 id 1AAAAAAA; Tue, 1 Feb 2022 10:00:00 +0900
From: ${encoded(name)} <sales@a.example.com>
To: reader@reader.example.net
Subject: ${encoded(subject)}

Your account is locked. Sign in and confirm your password at http://login.example.org/ now.
`.replace(/\n/g, "\r\n"),
  );

test("a card names the brand that is imitated", async () => {
  const report = await whence.analyze(mail("PayPal", "Your PayPal account is locked"));
  assert.equal(report.verdict.kind, "impersonation");
  for (const language of LANGUAGES) {
    const svg = cardSvg(report, new Texts(language));
    assert.match(svg, /PayPal(?: [a-z]|を|の)/, "in the sentence");
    assert.doesNotMatch(svg, /undefined|null/);
  }
});

const HEBREW = "שלום עולם 12";
test("a name written from right to left stays apart from what stands beside it", async () => {
  for (const [name, apart] of [
    [HEBREW, /\u2068[^\u2066-\u2069]*עולם 12\u2069/],
    ["Anna 12", /^[^\u2066-\u2069]*$/],
  ]) {
    const source = mail(name, `x ${name} 7`);
    const report = await whence.analyze(source);
    for (const language of LANGUAGES) {
      const made = [toText, toMarkdown].map((make) => make(report, { lang: language, source }));
      const texts = { text: made[0], markdown: made[1], svg: cardSvg(report, new Texts(language)) };
      for (const [kind, text] of Object.entries(texts)) {
        assert.match(text, apart, `${kind}, ${language}`);
        // Opened and closed in one line: what is left open would reach the next words.
        for (const line of text.split("\n"))
          assert.equal(line.split(/[\u2066\u2068]/).length, line.split("\u2069").length, `${kind}: ${line}`);
      }
    }
  }
});

test("a name cannot end the place that is given to it", async () => {
  const report = await whence.analyze(mail(`${HEBREW}\u2069\u202e moc`, "x"));
  const line = toText(report, { lang: "en" })
    .split("\n")
    .find((one) => one.includes("[PDI]"));
  assert.match(line, /\u2068[^\u2066-\u2069]*\[PDI\]\[RLO\] moc\u2069/);
});
