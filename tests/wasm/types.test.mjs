// whence.d.ts names everything that the library gives out: exports, methods, error codes, options, and every
// key of real reports.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import * as library from "../../dist/whence.js";
import { caseNames, readCase, runCase } from "../support/cases.mjs";
import { example, exampleNames } from "../support/examples.mjs";
import { areas, blocksOf, mailOf } from "../support/finding-mails.mjs";

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const types = read("dist/whence.d.ts").replace(/\/\*\*[^]*?\*\//g, "");
const whence = await library.open();

/** An interface's member names, with those it extends; null when there is none of that name. */
function members(name) {
  const match = types.match(
    new RegExp(`export (?:interface|class) ${name}(?: extends ([\\w, ]+))? \\{\\n([^]*?)\\n\\}`),
  );
  if (!match) return null;
  const own = [...match[2].matchAll(/^  (?:readonly )?(\w+)\??[:(]/gm)].map(([, member]) => member);
  const inherited = (match[1] ?? "")
    .split(", ")
    .filter((base) => base && base !== "Error")
    .flatMap((base) => members(base));
  return [...own, ...inherited];
}

test("every export is declared", () => {
  for (const name of Object.keys(library))
    assert.match(types, new RegExp(`export (function|class|const) ${name}\\b`), name);
  for (const [, name] of types.matchAll(/export (?:function|class|const) (\w+)/g))
    assert.ok(name in library, name);
});

test("every method of the analyzer is declared, and the other way round", () => {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(whence)).filter(
    (name) => name !== "constructor",
  );
  assert.deepEqual(members("Whence").sort(), methods.sort());
});

test("every error code is declared", () => {
  const codes = [...read("wasm/errors.js").matchAll(/^  "([a-z-]+)": "/gm)].map(([, code]) => code);
  assert.ok(codes.length > 5);
  const declared = [...types.match(/export type WhenceErrorCode =([^;]*);/)[1].matchAll(/"([a-z-]+)"/g)].map(
    ([, code]) => code,
  );
  assert.deepEqual(declared.sort(), codes.sort());
});

test("every option that is read is declared", () => {
  const source = read("wasm/options.js");
  const listed = (name) => source.match(new RegExp(`const ${name} = ([^;]*);`))[1].matchAll(/"(\w+)"/g);
  const names = ["LOOKUP_OPTIONS", "LISTS", "FLAGS", "OPTIONS"].flatMap((list) => [...listed(list)]);
  assert.deepEqual([...new Set(names.map(([, name]) => name))].sort(), members("AnalyzeOptions").sort());
});

// Where in a report which interface is.
const PLACES = {
  Report: (report) => [report],
  Enclosed: (report) => report.enclosed,
  Unread: (report) => report.unread,
  Repair: (report) => report.source.repairs,
  Identities: (report) => [report.identities],
  Mailbox: ({ identities: { from, to, cc, replyTo, sender } }) => [...from, ...to, ...cc, ...replyTo, sender],
  ReportedHop: (report) => report.hops,
  Handover: (report) => [report.handover],
  DomainVerdict: (report) => report.domains,
  ReportedMessageId: (report) => [report.messageId],
  MessageIdOrigin: (report) => [report.messageId?.origin],
  Evidence: (report) => report.domains.flatMap(({ matches }) => matches.map(({ evidence }) => evidence)),
  Claim: (report) => report.authentication.claimed,
  AuthenticationResult: (report) => report.authentication.claimed.flatMap(({ results }) => results),
  Filter: (report) => report.filters,
  FilterItem: (report) => report.filters.flatMap(({ items }) => items),
  DomainMatch: (report) => report.domains.flatMap(({ matches }) => matches),
  Authentication: (report) => [report.authentication],
  SpfResult: (report) => [report.authentication.spf],
  DkimResult: (report) => report.authentication.dkim,
  DmarcResult: (report) => [report.authentication.dmarc],
  ArcResult: (report) => [report.authentication.arc],
  Link: (report) => report.links,
  Attachment: (report) => report.attachments,
  AttachmentEntry: (report) => report.attachments.flatMap(({ entries }) => entries),
  Finding: (report) => report.findings,
};

const filtered =
  "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net (Postfix) with ESMTP id 1; " +
  "Wed, 18 Nov 2026 09:15:02 +0000\n" +
  "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a.example.com\n" +
  "X-Spam-Status: No, score=1.2 required=5.0 tests=HTML_MESSAGE\n" +
  "From: a@a.example.com\nTo: b@example.net\nDate: Wed, 18 Nov 2026 09:15:00 +0000\n" +
  "Message-ID: <1@a.example.com>\nSubject: x\n\nx\n";
const forwarded = filtered.replace("Subject: x\n", "Content-Type: message/rfc822\n") + filtered;
const packed = filtered
  .replace("Subject: x\n", "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n")
  .replace(
    /x\n$/,
    "UEsDBBQAAQAAAEWtel2ABrWKCAAAAAgAAAALAAAAaW52b2ljZS5sbmtMAAAAARQCAFBLAQIUAxQA\n" +
    "AQAAAEWtel2ABrWKCAAAAAgAAAALAAAAAAAAAAAAAACAAQAAAABpbnZvaWNlLmxua1BLBQYAAAAA\n" +
    "AQABADkAAAAxAAAAAAA=\n",
  );
const sealed = filtered.replace(
  "Subject: x\n",
  "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n",
);

test("every key of real reports is declared", async () => {
  const unknown = new Set(), seen = new Set();
  const reports = await Promise.all([
    whence.analyze(filtered),
    whence.analyze(sealed),
    whence.analyze(packed),
    whence.analyze("Received: from a by b\n".repeat(501) + filtered),
    whence.analyze(forwarded),
    ...exampleNames.map((name) => whence.analyze(example(name))),
    ...caseNames.map(async (name) => (await runCase(whence, readCase(name))).report),
  ]);
  for (const report of reports) {
    for (const [type, find] of Object.entries(PLACES)) {
      const declared = new Set(members(type));
      for (const value of find(report).filter(Boolean)) {
        seen.add(type);
        for (const key of Object.keys(value)) if (!declared.has(key)) unknown.add(`${type}.${key}`);
      }
    }
  }
  assert.deepEqual([...unknown], []);
  assert.deepEqual(Object.keys(PLACES).filter((type) => !seen.has(type)), []);
});

test("single values have the declared keys", () => {
  const hop = Object.keys(whence.parseReceived("from a by b"));
  assert.deepEqual(hop.filter((key) => !members("Hop").includes(key)), []);
  const domain = Object.keys(whence.checkDomain("example.com"));
  assert.deepEqual(members("DomainVerdict").filter((key) => !domain.includes(key)), []);
  const id = Object.keys(whence.parseMessageId("<a@b>"));
  assert.deepEqual(id.filter((key) => !members("MessageId").includes(key)), []);
});

test("the schema made from the types holds for real reports, and for no other object", async () => {
  // Later versions may add keys; today's has those that are named.
  const closed = (key, value) => (value?.properties ? { additionalProperties: false, ...value } : value);
  const schema = JSON.parse(read("dist/report.schema.json"), closed);
  const validate = new Ajv({ allowUnionTypes: true, strict: false }).compile(schema);
  const unreadable = filtered.replace(/^(Authentication-Results: ).*/m, "$1; ; =");
  const everyFinding = areas().flatMap(([area]) =>
    [...blocksOf(area).values()].flatMap(({ raises }) => raises.map((lines) => mailOf(lines, area).source)),
  );
  const mails = [filtered, sealed, packed, forwarded, unreadable, "", "x", ...everyFinding];
  const reports = await Promise.all(
    [...mails, ...exampleNames.map(example)].map((mail) => whence.analyze(mail)),
  );
  reports.push(
    ...(await Promise.all(caseNames.map(async (name) => (await runCase(whence, readCase(name))).report))),
  );
  for (const report of reports) {
    assert.ok(validate(report), JSON.stringify(validate.errors?.slice(0, 3)));
    assert.ok(!validate({ ...report, verdict: { ...report.verdict, level: "safe" } }));
    assert.ok(
      !validate({
        ...report,
        findings: [
          ...report.findings,
          {
            id: "no-such-finding",
            area: "text",
            severity: "low",
            args: {},
            weight: 0,
            spans: [],
            origin: null,
          },
        ],
      }),
    );
    const { hops, ...without } = report;
    assert.ok(hops && !validate(without));
  }
});

test("the page about the library has every declaration once, whole", () => {
  const page = read("dist/api.md");
  const code = read("dist/whence.d.ts").replace(/^\/\*[^]*?\*\/\n/gm, "").split("\n").filter(Boolean);
  const shown = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].flatMap(([, block]) =>
    block.split("\n").filter(Boolean),
  );
  assert.deepEqual(shown.sort(), code.sort());
  const declared = code.flatMap((line) => line.match(/^export \w+ (\w+)/)?.[1] ?? []);
  const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  assert.deepEqual(headings.sort(), declared.sort());
  assert.ok(!/\*\/|^\/$/m.test(page.replace(/```ts[^]*?```/g, "")));
  assert.match(page, /### dohResolver\n\nA resolver over DNS over HTTPS/);
});
