// A style sheet hides nothing from us that a reader may see: rules that show it again, that are for others,
// or that are none.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const hides = ".x{display:none}";
const sheet = (css, attributes = "") => `<style ${attributes}>${css}</style>`;
const many = ".q{font-size:0}".repeat(300);
const SEEN = {
  "a later rule": sheet(`${hides}.x{display:block}`),
  "one of a place": sheet(`div .x{display:block}${hides}`),
  "one for screens": sheet(`@media all{.x{display:block}}${hides}`),
  "one for the element": sheet(`#i.x{display:block}${hides}`),
  "one that is important": sheet(`.x{display:block!important}${hides}`),
  "one for another of its classes": sheet(`${hides}.z{display:block}`),
  "one for its id": sheet(`#i{display:block}${hides}`),
  "one for all": sheet(`*{display:block!important}${hides}`),
  "one for attributes": sheet(`${hides}[id]{display:block}`),
  "one that says a size, too": sheet(`${hides}.z{display:block;font-size:9px}`),
  "one within several conditions": sheet(`${hides}@media all{@supports (color:red){.x{display:block}}}`),
  "one within another rule": sheet(`${hides}body{.x{display:block}}`),
  "one in escapes": sheet(`${hides}.x{d\\69splay:block}`),
  "one that takes all back": sheet(`${hides}.x{all:unset}`),
  "twice in one rule": sheet(".x{opacity:0;opacity:1}"),
  "room after all": sheet(".x{max-height:0;overflow:hidden;max-height:none}"),
  "a comment": sheet(`.y{a:b/*}${hides}*/}`),
  "words in quotes": sheet(`.y{content:"}${hides}"}`),
  "no value": sheet(".x{display:none foo}"),
  "paper": sheet(hides, 'media="print"'),
  "no sheet": sheet(hides, 'type="text/x"'),
  "narrow screens": sheet(hides, 'media="screen and (max-width:9px)"'),
  "more rules than are kept": sheet(`${hides}${many}.x{display:block}`),
};
const HIDDEN = {
  "a plain rule": sheet(hides),
  "the later rule": sheet(`.x{display:block}${hides}`),
  "an important one": sheet(".x{display:none!important}div.x{display:block}"),
  "a rule for its id": sheet(`#i{display:none}.x{display:block}.z{display:block;font-size:9px}`),
  "the later of two classes": sheet(`.z{display:block}${hides}`),
  "beside no selector": sheet(`,{display:block}${hides}`),
  "beside one of tags": sheet(`div{display:block}${hides}`),
  "for screens": sheet(hides, 'type="text/css" media="screen"'),
};
const findings = async (style, after = "", own = "") => {
  const source = "Received: from mail.example.net (unknown [203.0.113.66]) by mx.example.jp (Postfix)\n" +
    " with ESMTPS id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900\n" +
    "From: Support <info@shop.example.com>\nTo: hanako@example.jp\nSubject: Your account\n" +
    "Date: Tue, 3 Feb 2026 10:00:00 +0900\nMessage-ID: <a1@shop.example.com>\nMIME-Version: 1.0\n" +
    "Content-Type: text/html; charset=utf-8\n\n" +
    `${style}<div class="x z" id=i ${own}>Confirm your password.</div>${after}\n`;
  return (await whence.analyze(source)).findings.map(({ id }) => id);
};

const OWN = {
  "hidden by nothing": ["", "display:none", false],
  "a rule that is not": [sheet(".x{display:block}"), "display:none", false],
  "a later declaration": ["", "display:none;display:block", true],
  "a comment": ["", "display:none;/*;*/display:block", true],
  "an escape": ["", "display:none;d\\69splay:block", true],
  "everything taken back": ["", "display:none;all:unset", true],
  "no room": ["", "max-height:0;overflow:hidden", false],
  "room by another property": ["", "max-height:0;min-height:9em;overflow:hidden", true],
};
for (const [name, [style, own, seen]] of Object.entries(OWN))
  test(`its own style: ${name}`, async () =>
    assert.equal((await findings(style, "", `style="${own}"`)).includes("text-asks-credentials"), seen));
test("seen: what a sheet behind it shows", async () => {
  const later = `<p>Bye.</p>${sheet(".x{display:block}")}`;
  assert.ok((await findings(sheet(hides), later)).includes("text-asks-credentials"));
});
for (const [name, style] of Object.entries(SEEN))
  test(`seen: ${name}`, async () => assert.ok((await findings(style)).includes("text-asks-credentials")));
for (const [name, style] of Object.entries(HIDDEN))
  test(`hidden: ${name}`, async () => assert.ok(!(await findings(style)).includes("text-asks-credentials")));
