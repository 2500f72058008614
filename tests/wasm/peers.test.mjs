// The hosts of a mail's links are those that other programs find: tests/peers/links.mjs, which measures it on
// folders of mails too. Known to differ: names without a scheme in plain text ("www.example.com") and what
// is written for Outlook alone, in conditional comments, are links here; a browser's eyes see neither.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";
import { Random } from "../fuzz/random.mjs";
import { bentAddress, differences } from "../peers/addresses.mjs";
import { difference, hostsByPeers, hostsByWhence } from "../peers/links.mjs";

const whence = await open();
const cases = fileURLToPath(new URL("../cases/", import.meta.url));
const compared = async (bytes) => difference(await hostsByPeers(bytes), await hostsByWhence(whence, bytes));

for (const file of readdirSync(cases).filter((name) => name.endsWith(".eml")))
  test(file, async () => assert.deepEqual((await compared(readFileSync(`${cases}${file}`))).missed, []));

const HEAD = "From: a@example.org\nTo: b@example.jp\nSubject: s\nMIME-Version: 1.0\n";
const page = (html) => new TextEncoder().encode(`${HEAD}Content-Type: text/html; charset=utf-8\n\n${html}\n`);

test("every way in which a page leads somewhere", async () => {
  const html = `<html><head><base href="https://base.example.com/x/"><meta http-equiv=refresh
    content="5; URL='https://meta.example.com/'"></head><body background="https://wall.example.com/i.png">
    <a href=/y>y</a><a
    href = 'HTTPS://UPPER.EXAMPLE.COM/?a&amp;b'>z</a><img src=//image.example.com/i.png>
    <map><area href="https://area.example.com"></map><form action="https://form.example.com/">
    <button formaction=https://button.example.com/>b</button></form>
    <a href="https://user:word@real.example.com/">u</a><a href="  https://blank.example.com/ ">b</a>
    <a href="https:\\\\slash.example.com\\a">s</a><a href=&#104;ttps://entity.example.com>e</a>
    <svg><a xlink:href="https://svg.example.com/">v</a></svg><iframe src="https://frame.example.com"></iframe>
    <iframe srcdoc="<a href='https://inner.example.com/'>i</a>"></iframe><a href=https://3232235777/>n</a>
    <a href="https://\u30c6\u30b9\u30c8.example.com/">t</a><a href="mailto:a@mail.example.com">m</a>
    <!-- <a href="https://comment.example.com/">c</a> --><video src=https://video.example.com/v.mp4></video>
    </body></html>`;
  assert.deepEqual(await compared(page(html)), { missed: [], more: [] });
});

test("what differs is known", async () => {
  const more = async (bytes) => (await compared(bytes)).more;
  assert.deepEqual(await more(new TextEncoder().encode(`${HEAD}\nSee www.example.com today\n`)), [
    "www.example.com",
  ]);
  const outlook =
    '<!--[if mso]><v:roundrect href="https://outlook.example.com/"></v:roundrect><![endif]-->' +
    '<a href="https://all.example.com/">a</a>';
  assert.deepEqual(await more(page(outlook)), ["outlook.example.com"]);
});

// Only an encoded IPv6 address, which browsers refuse, is read as it is meant.
test("bent addresses lead where browsers go", async () => {
  const random = new Random(20260203);
  for (let round = 0; round < 20; round++) {
    const addresses = Array.from({ length: 100 }, () => bentAddress(random));
    for (const one of await differences(whence, addresses)) {
      assert.equal(one.peer, null, JSON.stringify(one));
      assert.match(one.address, /(?:\[|%5b).*%.*(?:\]|%5d)/is, JSON.stringify(one));
    }
  }
});
