// What a mail's files hold is asked before the first step: one step does, and says what two would have said.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Core, KIND } from "../../wasm/core.js";
import { drive } from "../../wasm/oracle.js";
import { pngPart, qrPng } from "../support/codes.mjs";

const module = await WebAssembly.compile(readFileSync(new URL("../../dist/whence.wasm", import.meta.url)));
const instantiate = (imports) => WebAssembly.instantiate(module, imports);
const NOW = Date.UTC(2026, 1, 3);
const HEAD = `Received: from mail.example.org (mail.example.org [203.0.113.5]) by mx.example.jp
 with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
From: "Example" <info@example.org>
To: <hanako@example.jp>
Subject: Your ticket
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1b2@example.org>
MIME-Version: 1.0
`;
const PLAIN = "Content-Type: text/plain\n\nThe ticket is attached.\n";
const FILE = 'Content-Type: text/csv; name="a.csv"\nContent-Disposition: attachment\n\na,b\n';
const CODE = pngPart(qrPng("https://tickets.example.org/7"));
const mixed = (...parts) =>
  `Content-Type: multipart/mixed; boundary=b\n\n--b\n${[PLAIN, ...parts].join("--b\n")}--b--\n`;
const MAILS = {
  "without a file": [HEAD + PLAIN, 1, 1],
  "with a file": [HEAD + mixed(FILE), 1, 2],
  "with a code": [HEAD + mixed(CODE), 1, 2],
  "with both": [HEAD + mixed(FILE, CODE), 1, 2],
  // What is enclosed is asked about when it is reached.
  "with a mail with a file": [`${HEAD}Content-Type: message/rfc822\n\n${HEAD}${mixed(FILE)}`, 2, 2],
};

/** Report and steps of a mail. @param {boolean} prepares whether the host does @param {object} [host] */
async function judge(mail, prepares, host = {}) {
  const core = await Core.create(instantiate);
  const session = core.open(KIND.mail, mail, core.openProfile("").handle, NOW, Boolean(host.resolver));
  let steps = 0;
  await drive({
    prepare: () => prepares && session.prepare(),
    step: () => ++steps && session.step(),
    questions: () => session.questions(),
    withBlobs: (...args) => session.withBlobs(...args),
    answer: (...args) => session.answer(...args),
  }, host);
  const report = session.report();
  for (const question of report.questions) delete question.id; // the order in which they came up
  return { steps, report };
}

for (const [name, [mail, once, before]] of Object.entries(MAILS))
  test(`one report, prepared or not: ${name}`, async () => {
    const [prepared, not] = [await judge(mail, true), await judge(mail, false)];
    assert.deepEqual(prepared.report, not.report);
    assert.deepEqual([prepared.steps, not.steps], [once, before]);
  });

test("the network is asked as often and for the same, whether a first report is wanted or not", async () => {
  const asked = async (prepares, host) => {
    const names = [];
    const resolver = {
      query: async (name, type) => {
        names.push(`${type} ${name}`);
        return { rcode: "NXDOMAIN", answers: [] };
      },
    };
    const { report } = await judge(MAILS["with both"][0], prepares, { ...host, resolver });
    return { names, report };
  };
  const first = [];
  const onReport = () => first.push("once");
  assert.deepEqual(await asked(true, { onReport }), await asked(false, { onReport }));
  assert.deepEqual(await asked(true), await asked(false));
  assert.equal(first.length, 2);
});

test("before a step there is no report", async () => {
  const core = await Core.create(instantiate);
  const session = core.open(KIND.mail, MAILS["with a file"][0], core.openProfile("").handle, NOW, false);
  assert.equal(session.prepare(), true);
  assert.throws(() => session.report());
  assert.equal(session.step(), true);
  assert.equal(session.report().version, 1);
  session.close();
});
