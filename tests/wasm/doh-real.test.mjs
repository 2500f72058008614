// Asked over HTTP/2: newer servers answer nothing else, and Node's own fetch does not speak it.
// A real DoH server (unbound behind dnsdist, TLS by a certificate made for the test) asked by the library and
// by the command line, each in a process that trusts the certificate.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { open } from "../../dist/whence.js";
import { readCase, runCase } from "../support/cases.mjs";
import { startDoh } from "../support/doh.mjs";

const run = promisify(execFile);
const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const signed = readCase("signed");

/** A zone written as data (tests/support/zone.mjs) as lines of a zone file. */
const dataOf = (type, part) =>
  type === "TXT" ? JSON.stringify(part) : `${part}${/^[a-z].*[a-z]$/.test(part) ? "." : ""}`;
const lines = (zone) =>
  Object.entries(zone).flatMap(([name, records]) =>
    records.map(([type, ...data]) => `${name}. ${type} ${data.map((part) => dataOf(type, part)).join(" ")}`),
  );

const long = "x".repeat(200);
const extra = {
  "many.example": Array.from({ length: 60 }, (_, i) => ["TXT", `${i} ${long}`, long]),
  "six.example": [["AAAA", "2001:db8::25"]],
  "alias.example": [["CNAME", "six.example"]],
};
const server = await startDoh(lines({ ...signed.zone, ...extra }));
test.after(() => server.stop());
const trusting = { env: { ...process.env, NODE_EXTRA_CA_CERTS: server.ca } };

/** What the resolver says to each question, or that it was rejected. */
async function ask(questions, env = trusting) {
  const script = `
    const { dohResolver } = await import(${JSON.stringify(path("dist/whence.js"))});
    const { http2Fetch } = await import(${JSON.stringify(path("wasm/node-http2.js"))});
    const resolver = dohResolver(${JSON.stringify(server.url)}, { fetch: http2Fetch() });
    const answers = await Promise.all(${JSON.stringify(questions)}.map(([name, type]) => resolver.query(name, type).catch(() => "rejected")));
    console.log(JSON.stringify(answers));`;
  return JSON.parse(
    (await run(process.execPath, ["--input-type=module", "-e", script], { ...env, maxBuffer: 1 << 24 }))
      .stdout,
  );
}

test("what it answers comes out as the Resolver's records", async () => {
  const [mx, txt, ptr, none, empty, many, aaaa] = await ask([
    ["example.com", "MX"],
    ["news.EXAMPLE.com", "TXT"],
    ["12.113.0.203.in-addr.arpa", "PTR"],
    ["nowhere.example", "A"],
    ["example.com", "AAAA"],
    ["many.example", "TXT"],
    ["six.example", "AAAA"],
  ]);
  assert.deepEqual(
    mx.answers.map(({ name, type, data }) => [name, type, data]),
    [["example.com", "MX", { preference: 10, exchange: "mx.example.com" }]],
  );
  assert.deepEqual(txt.answers[0].data, ["v=spf1 include:_spf.example.com -all"]);
  assert.equal(ptr.answers[0].data, "out3.news.example.com");
  assert.deepEqual([none.rcode, none.answers], ["NXDOMAIN", []]);
  assert.deepEqual([empty.rcode, empty.answers], ["NOERROR", []]);
  assert.equal(many.answers.length, 60);
  assert.ok(many.answers.every(({ data }) => data.length === 2 && data[1] === long));
  assert.equal(aaaa.answers[0].data, "2001:db8::25");
});

test("a certificate that nobody vouches for is no answer", async () => {
  assert.deepEqual(await ask([["example.com", "MX"]], { env: process.env }), ["rejected"]);
});

test("the command line asks it and comes to the report that the recorded zone leads to", async () => {
  const { stdout, stderr } = await run(
    process.execPath,
    [path("dist/cli.js"), "--json", `--lookups=${server.url}`, signed.mail],
    trusting,
  );
  assert.equal(stderr, "");
  const { authentication, network, questions } = JSON.parse(stdout);
  const { report } = await runCase(await open(), signed);
  assert.deepEqual(
    { authentication, network, questions },
    { authentication: report.authentication, network: report.network, questions: [] },
  );
});

test("with the server stopped everything else stands", async () => {
  await server.stop();
  const failed = await run(
    process.execPath,
    [path("dist/cli.js"), "--json", `--lookups=${server.url}`, signed.mail],
    trusting,
  ).catch((error) => error);
  assert.equal(failed.code, 3);
  assert.equal(JSON.parse(failed.stdout).handover.ip, "203.0.113.12");
});
