// What of an HTML mail is seen, by the table that a browser answers too (tests/browser/seen.test.mjs):
// nothing that only some programs hide takes a word of a lure away, or breaks it up.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { EITHER, HIDDEN, QUIRKS, SEEN } from "../support/seen.mjs";

const whence = await open();
const header = (type) =>
  "Received: from mail.example.net (unknown [203.0.113.66]) by mx.example.jp (Postfix)\n" +
  " with ESMTPS id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900\n" +
  "From: Support <info@shop.example.com>\nTo: hanako@example.jp\nSubject: Your account\n" +
  `Date: Tue, 3 Feb 2026 10:00:00 +0900\nMIME-Version: 1.0\nContent-Type: ${type}; charset=utf-8\n\n`;
const seen = (html) =>
  whence.read(`${header("text/html")}${html}\n`).texts
    .flatMap(({ runs }) => runs.filter((run) => !run.hidden).map(({ text }) => text)).join("");
const asks = async (html) =>
  (await whence.analyze(`${header("text/html")}${html}\n`)).findings.some(
    ({ id }) => id === "text-asks-credentials",
  );
const lure = "Confirm your password.";

for (const [name, html] of Object.entries({ ...SEEN, ...QUIRKS, ...EITHER }))
  test(`seen: ${name}`, async () => {
    assert.match(seen(html.replace(/\bW\b/, "quick")), /quick/);
    assert.ok(await asks(html.replace(/\bW\b/, lure)), "the words are read");
  });
for (const [name, html] of Object.entries(HIDDEN))
  test(`hidden: ${name}`, () => assert.doesNotMatch(seen(html.replace(/\bW\b/, "quick")), /quick/));

const within = (tag, style, sheet = "") =>
  `${sheet}Confirm your pass<${tag} style="${style}">q</${tag}>word.`;
const sheet = (css) => `<style>${css}</style>`;
const BROKEN = {
  "a block without a place": within("div", "display:none"),
  "a block made part of the line": within("p", "display:inline;font-size:0"),
  "a place far off": within("span", "position:absolute;left:-9999px"),
  "a cut": within("span", "position:absolute;clip:rect(0,0,0,0)"),
  "an element that some do not know": within("dialog", ""),
  "a list for fields": within("datalist", ""),
  "a rule for printers":
    within("i class=x", "display:none", sheet("@media print{.x{display:block!important}}")),
  "a rule for a program": within("i class=x", "display:none", sheet("[owa] .x{display:inline!important}")),
  "a letter without a size": within("i", "font-size:0.5px"),
  "no value": within("i", "display:none;display:foo"),
  "a break without a place": 'Confirm your pass<br style="display:none">word.',
};
for (const [name, html] of Object.entries(BROKEN))
  test(`not broken up: ${name}`, async () => assert.ok(await asks(html)));

const LINES = {
  "lines made of parts of a line": 'Confirm<span style="display:block">your password.</span>',
  "a part of the line made of a block": 'Confirm your pass<div style="display:inline">word.</div>',
  "words of which every program shows another part":
    sheet("@media all{.x{display:inline!important}}") +
    'Confirm your <b class=x style="display:none">password</b>',
  "words that a style sheet writes":
    `${sheet(".x::before{content:'Confirm your password.'}")}<p class=x></p>`,
  "words on a button": '<input type=submit value="Confirm your password">',
  "words in a field": '<input placeholder="Confirm your password">',
  "a sheet that follows":
    `<div class=x style="display:none">${lure}</div>${sheet(".x{display:block!important}")}`,
  "a place of its own":
    `<div style="height:0;overflow:hidden"><p style="position:absolute">${lure}</p></div>`,
  "no box": `<div style="opacity:0;display:contents">${lure}</div>`,
};
for (const [name, html] of Object.entries(LINES))
  test(`read: ${name}`, async () => assert.ok(await asks(html)));
test("a line in which nothing is in doubt is read once", async () => {
  const html = `<p>Anna</p><p>Bert <i style="display:none">x</i></p><p>${lure}</p>`;
  const source = `${header("text/html")}${html}\n`;
  const found = (await whence.analyze(source)).findings.filter(({ id }) => id === "text-asks-credentials");
  assert.equal(found.length, 1);
});
