// Addresses that a file's own format tears apart, documents among many files, and kinds that are only told.
import test from "node:test";
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { withFile } from "../support/attached.mjs";

const whence = await open();
const T = "https://login.attacker.example.org/a";

const attached = (...file) => whence.analyze(withFile(...file));
const hrefs = ({ links }) => links.map(({ href }) => href);
const zip = (files) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
const word = (body, more) => zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": body, ...more });

test("an address torn into runs is one", async () => {
  const run = (text, tag = "w:t") =>
    `<w:r><w:rPr><w:b/></w:rPr><${tag} xml:space="preserve">${text}</${tag}></w:r>`;
  const torn = ["See https://login.att", "acker.example", ".org/a and on"];
  const field = [" HYPER", "LINK &quot;https://login.attacker.exa", "mple.org/a&quot; "];
  const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', end = begin.replace("begin", "end");
  for (const body of [
    `<w:p>${torn.map((text) => run(text)).join("\n<w:proofErr/>")}</w:p>`.replaceAll("\n", ""),
    `<w:p>${begin}${field.map((text) => run(text, "w:instrText")).join("")}${end}</w:p>`,
    `<w:p><w:fldSimple w:instr=" HYPERLINK &quot;${T}&quot; ">${run("x")}</w:fldSimple></w:p>`,
  ])
    assert.deepEqual(hrefs(await attached("a.docx", word(body))), [T]);
  const [one, two] = ["http://one.example", "http://two.example"];
  const apart = `<w:p>${run(one)}</w:p><w:p>${run(two)}<w:br/>${run("three")}</w:p>`;
  assert.deepEqual(hrefs(await attached("a.docx", word(apart))), [one, two]);
  const cut = `<w:p><w:t>${T}</w:t><w:r <w:p><`;
  assert.deepEqual(hrefs(await attached("a.docx", word(cut))), [T]);
});

test("documents among many files are read, pages before them", async () => {
  const link = (i) =>
    word("<w:p/>", {
      "word/_rels/document.xml.rels":
        '<Relationships><Relationship Type="x/hyperlink" TargetMode="External" ' +
        `Target="https://d${i}.example/"/></Relationships>`,
    });
  const files = (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i}.docx`, link(i)]));
  const six = await attached("a.zip", zipSync(files(6)));
  assert.deepEqual([hrefs(six).length, six.unread], [6, []]);
  const page = { "z.html": Buffer.from(`<a href="${T}">x</a>`) };
  const many = await attached("a.zip", zipSync({ ...files(20), ...page }));
  assert.deepEqual([hrefs(many).length, hrefs(many)[0]], [8, T]);
  assert.deepEqual(many.unread.map(({ reason }) => reason), ["too-many"]);
});

test("escapes of a calendar are none of the address", async () => {
  const event = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:Open ${T}\\nnow\\, or\\\\x\r\nEND:VEVENT\r\n`;
  const report = await attached("a.ics", `${event}END:VCALENDAR\r\n`);
  assert.deepEqual(hrefs(report), [T]);
});

test("a shortcut as a binary property list", async () => {
  const length = String.fromCharCode(T.length);
  const list = Buffer.from(`bplist00\xd1\x01\x02SURL\x5f\x10${length}${T}Znot of it\x08`, "latin1");
  assert.deepEqual(hrefs(await attached("a.webloc", list)), [T]);
  const short = Buffer.from("bplist00\xd1\x01\x02SURL\x5ehttp://a.exampZnot of it", "latin1");
  assert.deepEqual(hrefs(await attached("a.webloc", short)), ["http://a.examp"]);
});

test("documents that are only told", async () => {
  const pages = await attached("a.pages", zip({ "Index/Document.iwa": `\0\x10${T}`, "preview.txt": "x" }));
  assert.deepEqual(pages.unread.map(({ reason }) => reason), ["unknown"]);
});
