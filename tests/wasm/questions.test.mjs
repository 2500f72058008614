// What a report says was needed and has no answer: never asked, refused, or failed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../../dist/whence.js";
import { caseNames, readCase } from "../support/cases.mjs";
import { readFileSync } from "node:fs";

const whence = await open();
const mail = readFileSync(readCase("signed").mail);
const zip = Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64"); // one without files
const MAILS = [
  "From: a@example.com\r\n\r\nsee https://shop.example.net/\r\n",
  [
    "Received: from out.example.com (out.example.com [203.0.113.12])",
    "\tby mx.example.org (Postfix) with ESMTPS id 5E10744B7C; Thu, 06 Nov 2025 08:02:33 +0000",
    "From: a@example.com",
    "Subject: a file",
    "MIME-Version: 1.0",
    "Content-Type: application/zip; name=a.zip",
    "Content-Transfer-Encoding: base64",
    "",
    zip.toString("base64"),
    "",
  ].join("\r\n"),
];
const nothing = { query: async () => ({ rcode: "NXDOMAIN", answers: [] }) };
const states = (report) => [
  ...new Set(report.questions.filter(({ kind }) => kind === "dns").map(({ state }) => state)),
];
const keys = ({ questions }) => questions.map(({ name, type }) => `${name} ${type}`).sort();

test("without a resolver: unasked, each with its reason, and those that would be sent first", async () => {
  const shown = [];
  const offline = await whence.analyze(mail);
  await whence.analyze(mail, { resolver: nothing, onQuestions: (list) => (shown.push(...list), true) });
  assert.deepEqual(states(offline), ["unasked"]);
  for (const { name, why } of offline.questions) assert.ok(name && why.length > 0, name);
  for (const key of keys({
    questions: shown.filter(({ why }) => why.includes("spf") || why.includes("dkim-key")),
  }).slice(0, 2)) {
    assert.ok(keys(offline).includes(key), key);
  }
});

test("a first report is that without lookups, and names what would be asked", async () => {
  const now = new Date("2026-01-01");
  for (const source of [...caseNames.map((name) => readFileSync(readCase(name).mail)), ...MAILS]) {
    const offline = await whence.analyze(source, { now });
    const heard = [];
    const shown = [];
    const last = await whence.analyze(source, {
      now,
      linkLookups: true,
      resolver: nothing,
      onReport: (report) => heard.push([report, shown.length]),
      onQuestions: (list) => (shown.push(...list), true),
    });
    assert.equal(heard.length, shown.length ? 1 : 0);
    const [first, asked] = heard[0] ?? [last, 0];
    assert.equal(asked, 0, "it comes before the reader is asked");
    assert.deepEqual({ ...first, questions: [] }, { ...offline, questions: [] });
    for (const key of keys(offline)) assert.ok(keys(first).includes(key), key);
  }
});

test("a first report that is not taken well is the caller's mistake", async () => {
  const onReport = () => {
    throw new Error("mine");
  };
  await assert.rejects(whence.analyze(mail, { resolver: nothing, onReport }), { code: "bad-option" });
  assert.ok((await whence.analyze(mail)).verdict);
});

test("refused by the reader, and by the resolver", async () => {
  assert.deepEqual(states(await whence.analyze(mail, { resolver: nothing, onQuestions: () => false })), [
    "refused",
  ]);
  const refusing = { query: () => Promise.reject(Object.assign(new Error("no"), { code: "refused" })) };
  assert.deepEqual(states(await whence.analyze(mail, { resolver: refusing })), ["refused"]);
});

test("failed: only those that got no answer", async () => {
  assert.deepEqual(
    states(await whence.analyze(mail, { resolver: { query: () => Promise.reject(new Error("down")) } })),
    ["failed"],
  );
  const half = {
    query: (name, type) => (type === "TXT" ? nothing.query() : Promise.reject(new Error("down"))),
  };
  const { questions } = await whence.analyze(mail, { resolver: half });
  assert.ok(
    questions.length > 0 && questions.every(({ type, state }) => type !== "TXT" && state === "failed"),
  );
});

test("all answered: none", async () => {
  assert.deepEqual((await whence.analyze(mail, { resolver: nothing })).questions, []);
});
