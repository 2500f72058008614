// The fuzz targets in JavaScript: what takes files apart, and what makes texts for others of a report. Each
// has seeds and a run that throws where a promise is broken.
import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { WhenceError, open, redact, toHtml, toMarkdown, toText } from "../../dist/whence.js";
import { example, exampleNames } from "../support/examples.mjs";
import { HEADER, byOxmsg } from "../support/msg.mjs";
import { changed, changedValue } from "./random.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const whence = await open();
const examples = exampleNames.map((name) => new Uint8Array(example(name)));
const text = (bytes) => Buffer.from(bytes).toString("latin1");
const boxed = (mail) => `From a@example.com Tue Feb  1 10:00:00 2022\n${text(mail)}\n\n`;

async function isJudged(bytes, options) {
  const report = await whence.analyze(bytes, options);
  assert.equal(report.version, 1);
  assert.ok(report.verdict.level && report.verdict.score >= 0 && report.verdict.score <= 100);
  return report;
}

/** Every mail of a file is judged; what is none says why. */
async function isTakenApart(bytes) {
  const items = await whence.splitSource(bytes, "file");
  let judged = 0;
  for (const { bytes: mail, problem, kind, incomplete } of items) {
    assert.ok(mail instanceof Uint8Array ? problem === null : typeof problem === "string");
    if (mail && judged++ < 3) await isJudged(mail, { container: kind, incomplete });
  }
}

const boxes = [
  examples.slice(0, 3).map(boxed).join(""),
  boxed(strToU8("From: a@b.example\n\n>From x\nFrom here\n")).repeat(5),
].map((one) => Buffer.from(one, "latin1"));
const letters = [
  byOxmsg({ text: "hi" }),
  byOxmsg({ html: "<p>hi", files: [["a.zip", new Uint8Array(900)]] }),
  byOxmsg({ header: "" }),
];
const archives = [
  zipSync({
    "a.eml": examples[0],
    "b.mbox": [boxes[1], { level: 9 }],
    "c.msg": letters[0],
    "d/e.eml": [examples[1], { level: 0 }],
  }),
];

// TNEF (MS-OXTNEF): signature, key, then attributes of level, id, length, data and checksum.
const attribute = (id, data) => {
  const head = Buffer.alloc(9);
  head[0] = id >> 24 ? 2 : 1;
  head.writeUInt32LE(id >>> 0, 1);
  head.writeUInt32LE(data.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(data.reduce((a, b) => a + b, 0) & 0xffff);
  return Buffer.concat([head, data, sum]);
};
const tnef = Buffer.concat([
  Buffer.from("789f3e220100", "hex"),
  attribute(0x00089006, Buffer.from([0, 0, 1, 0])),
  attribute(0x00018010, Buffer.from("a.exe\0")),
  attribute(0x0006800f, Buffer.from("MZ and so on")),
  attribute(0x00069005, Buffer.alloc(40)),
]);
const withPart = (bytes, type, name) =>
  Buffer.from(
    `${HEADER.replace(/MIME-Version[^]*/, "")}MIME-Version: 1.0\r\nContent-Type: ${type}; name=${name}\r\n` +
      "Content-Transfer-Encoding: base64\r\n\r\n" +
      `${Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`,
  );

const reports = await Promise.all(examples.map((mail) => whence.analyze(mail)));
const NAME = /^<\/?(?:section|h3|h4|p|ul|li|br|blockquote|code|bdi|strong|small)[ >]/;
const TAG = /^<\/?\w+(?: (?:lang|dir|style)="[\w#:;.% -]*")*>$/;

/** Texts of a report that somebody changed: inert, and of a length that is bounded. */
export function areInert(report, make = { toHtml, toMarkdown, toText }) {
  for (const lang of LANGUAGES) {
    const html = make.toHtml(report, { lang });
    for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
      assert.match(tag, NAME);
      assert.match(tag, TAG);
    }
    assert.doesNotMatch(html, /https?:/i);
    // Without what is escaped, and code, which ends with as many backticks as it began (CommonMark 6.1).
    const markdown = make.toMarkdown(report, { lang }).replace(/\\.|(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, "");
    assert.doesNotMatch(markdown, /https?:\/\/|\]\(|<script/i);
    assert.doesNotMatch(make.toText(report, { lang }), /https?:\/\//i);
  }
}

const WHO = "hana.mori@post.mori-family.example";
const RECIPIENT = {
  display: "Hana Mori",
  address: WHO,
  local: "hana.mori",
  domain: WHO.split("@")[1],
  spans: [],
};
const hiding = [
  WHO,
  WHO.toUpperCase(),
  encodeURIComponent(WHO),
  Buffer.from(WHO).toString("base64"),
  Buffer.from(WHO).toString("hex"),
  Buffer.from(WHO).toString("hex").replace(/..(?!$)/g, "$& "),
  Buffer.from(WHO, "utf16le").toString("base64"),
  `${WHO.replace("@", "=")}@bounce.example`,
];

/** Whatever the rest of a report says: the recipient that it names is in no form in what goes out. */
export function isRedacted(report, random, mask = redact) {
  const words = report.identities?.subject?.text ?? "";
  const subject = { text: `${words} ${random.pick(hiding)}`, spans: [] };
  const seen = { ...report, identities: { ...report.identities, to: [RECIPIENT], subject } };
  const out = JSON.stringify(mask(seen));
  for (const form of hiding) {
    const at = out.toLowerCase().indexOf(form.toLowerCase());
    assert.ok(at < 0, `${form} in ${out.slice(Math.max(at - 150, 0), at + 150)}`);
  }
}

/** name: {seeds, run}; run(random): one execution */
export const TARGETS = {
  mbox: async (random) => {
    const bytes = changed(random, boxes);
    for (const message of whence.splitMbox(bytes))
      assert.ok(message.byteOffset >= bytes.byteOffset && message.length <= bytes.length);
    await isTakenApart(bytes);
  },
  msg: (random) => isTakenApart(changed(random, letters)),
  zip: (random) => isTakenApart(changed(random, archives)),
  tnef: (random) => isJudged(withPart(changed(random, [tnef]), "application/ms-tnef", "winmail.dat")),
  attachments: (random) =>
    isJudged(
      withPart(
        changed(random, [...archives, letters[0]]),
        "application/zip",
        random.pick(["a.zip", "a.docx", "a.msg"]),
      ),
    ),
  mail: (random) => isJudged(changed(random, examples)),
  exports: (random) => areInert(changedValue(random, random.pick(reports))),
  redaction: (random) => isRedacted(changedValue(random, random.pick(reports), 60), random),
};

/** Errors that a caller may get: those with a code of the library. */
export const isAllowed = (error) => error instanceof WhenceError && error.code !== "internal";
