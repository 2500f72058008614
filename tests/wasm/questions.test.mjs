// What a report says was needed and has no answer: never asked, refused, or failed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../../dist/whence.js";
import { readCase } from "../support/cases.mjs";
import { readFileSync } from "node:fs";

const whence = await open();
const mail = readFileSync(readCase("signed").mail);
const nothing = { query: async () => ({ rcode: "NXDOMAIN", answers: [] }) };
const states = (report) => [
  ...new Set(report.questions.filter(({ kind }) => kind === "dns").map(({ state }) => state)),
];
const keys = ({ questions }) => questions.map(({ name, type }) => `${name} ${type}`).sort();

test("without a resolver: unasked, each with its reason, and those of the first round that would be sent", async () => {
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
