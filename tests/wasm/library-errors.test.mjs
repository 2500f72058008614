// What dist/whence.js does with what is wrong, too much or missing: options, sources, the host's own
// abilities.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WhenceError, dohResolver, open } from "../../dist/whence.js";
import { readCase, runCase } from "../support/cases.mjs";
import { example } from "../support/examples.mjs";

const whence = await open();
const now = new Date("2026-11-20T00:00:00Z");
const mail = example("kagoya.eml");
const analyze = (source, options = {}) => whence.analyze(source, { now, ...options });

/** The library without the file that lies beside it in dist/ (wasm/beside.js). */
const folder = mkdtempSync(join(tmpdir(), "whence alone "));
after(() => rmSync(folder, { recursive: true }));
const alone = join(folder, "whence.mjs");
copyFileSync(fileURLToPath(new URL("../../dist/whence.js", import.meta.url)), alone);
const importAlone = (query) => import(`${pathToFileURL(alone)}?${query}`);

test("only WhenceErrors are thrown, with a code", async () => {
  const wrong = [
    [{ ownDomains: "example.com" }],
    [{ ownDomains: [1] }],
    [{ ownServers: {} }],
    [{ brands: "x" }],
    [{ brands: [null] }],
    [{ brands: [{}] }],
    [{ brands: [{ id: "a", names: "a", domains: [] }] }],
    [{ resolver: {} }],
    [{ resolver: () => {} }],
    [{ now: new Date("never") }],
    [{ now: "x" }],
    [{ signal: {} }],
    [{ onQuestions: true }],
    [{ handover: -1 }],
    [{ handover: 1.5 }],
    [{ blockLists: [{}] }],
    ["options"],
    [7],
  ];
  for (const [options] of wrong) {
    await assert.rejects(
      whence.analyze(mail, options),
      (error) => error instanceof WhenceError && error.code === "bad-option",
      JSON.stringify(options),
    );
  }
  for (const source of [undefined, null, 7, {}, [1, 2], Symbol.iterator]) {
    await assert.rejects(whence.analyze(source), { name: "WhenceError", code: "bad-option" });
  }
  for (const value of [undefined, null, 7, {}]) {
    for (const name of [
      "parseReceived",
      "parseMessageId",
      "parseAuthenticationResults",
      "parseDate",
      "decodeHeader",
      "checkDomain",
    ]) {
      assert.throws(() => whence[name](value), { name: "WhenceError", code: "bad-option" }, name);
    }
  }
  await assert.rejects(whence.checkSpf(null), { code: "bad-option" });
  await assert.rejects(whence.checkDmarc("x"), { code: "bad-option" });
  await assert.rejects(analyze({ arrayBuffer: () => Promise.reject(new Error("gone")) }), {
    name: "WhenceError",
    code: "bad-input",
  });
  await assert.rejects(analyze(mail, { signal: AbortSignal.abort() }), {
    name: "WhenceError",
    code: "aborted",
  });
  assert.throws(() => dohResolver("gopher://x"), { name: "WhenceError" });
});

test("options that say nothing are fine", async () => {
  const want = await analyze(mail);
  assert.deepEqual(
    await whence.analyze(mail, {
      now,
      ownDomains: null,
      ownServers: [],
      brands: [],
      resolver: null,
      signal: null,
      onQuestions: undefined,
      handover: null,
    }),
    want,
  );
  assert.equal((await whence.analyze(mail)).verdict.level, want.verdict.level);
  assert.deepEqual(await whence.analyze(mail, { now: now.getTime() }), want);
});

test("a broken domain among the options is passed over and said so", async () => {
  const { notices } = await analyze(mail, { ownDomains: ["not a domain"] });
  assert.equal(notices[0].id, "option-passed-over");
  assert.equal((await analyze(mail)).notices, undefined);
});

test("hostile mail is never a reason to throw", async () => {
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const sources = [
    "",
    "\0",
    "\n",
    "\r",
    ":",
    "From:",
    "From: <",
    "From ",
    " ",
    "Received:",
    "=?utf-8?B?",
    "\ufeff",
    "\ud800",
    "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\n".repeat(5000),
    "(".repeat(100000),
    "From: " + '"'.repeat(50001),
    "From: " + "a@example.com,".repeat(20000),
    "Received: from a by b\n".repeat(3000),
    "<a href=".repeat(5000),
  ];
  for (let i = 0; i < 150; i++) sources.push(Uint8Array.from({ length: random(3000) }, () => random(256)));
  for (let i = 0; i < 200; i++) {
    const bytes = new Uint8Array(mail);
    for (let k = 0; k < 20; k++) bytes[random(bytes.length)] = random(256);
    sources.push(bytes.subarray(0, random(bytes.length)));
  }
  for (const source of sources) {
    const report = await analyze(source);
    assert.equal(report.version, 1);
    assert.ok(report.verdict.score >= 0 && report.verdict.score <= 100);
  }
});

test("too much is said to be too much", async () => {
  const fresh = await open();
  await assert.rejects(fresh.analyze(new Uint8Array((256 << 20) + 1)), {
    name: "WhenceError",
    code: "too-large",
  });
  await assert.rejects(fresh.analyze(new Uint8Array(1200 << 20)), { name: "WhenceError", code: "too-large" });
  assert.equal((await fresh.analyze(mail)).version, 1);
});

test("the module is unpacked by Node, as browsers do it, and where nothing of either is there", async (t) => {
  const { getBuiltinModule } = process, { DecompressionStream } = globalThis;
  t.after(() => Object.assign(process, { getBuiltinModule }));
  t.after(() => Object.assign(globalThis, { DecompressionStream }));
  const asked = [];
  Object.assign(process, { getBuiltinModule: (name) => asked.push(name) && getBuiltinModule?.(name) });
  const same = async (query) => {
    const again = await importAlone(query);
    assert.deepEqual(await (await again.open()).analyze(mail, { now }), await analyze(mail), query);
  };
  await same("node");
  assert.ok(asked.includes("node:zlib"), "Node's own");
  Object.assign(process, { getBuiltinModule: undefined });
  let streams = 0;
  globalThis.DecompressionStream = class extends DecompressionStream {
    constructor(format) {
      super(format);
      streams++;
    }
  };
  await same("stream");
  assert.equal(streams, 1, "a browser's");
  delete globalThis.DecompressionStream;
  await same("inflate");
});

test("where WebAssembly is not allowed", async (t) => {
  const { compile } = WebAssembly;
  t.after(() => Object.assign(WebAssembly, { compile }));
  WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("unsafe-eval is not allowed"));
  const again = await importAlone("forbidden");
  await assert.rejects(
    again.open(),
    (error) => error instanceof again.WhenceError && error.code === "wasm-unavailable",
  );
  Object.assign(WebAssembly, { compile });
  assert.equal((await (await again.open()).analyze(mail)).version, 1, "a later try may succeed");
});

test("where WebCrypto is missing, as on plain http, it is said and nothing fails", async (t) => {
  const attached =
    "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n" +
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" +
    "Content-Type: application/zip; name=a.zip\r\n" +
    "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBAo=\r\n--b--\r\n";
  assert.match((await analyze(attached)).attachments[0].sha256, /^[0-9a-f]{64}$/);
  const property = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  t.after(() => Object.defineProperty(globalThis, "crypto", property));
  Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
  const report = await analyze(attached);
  assert.equal(report.attachments[0].sha256, null);
  assert.deepEqual(report.notices, [{ id: "no-crypto" }]);
  const signed = (await runCase({ analyze }, readCase("signed"))).report.authentication.dkim;
  const told = signed.map(({ result, reason }) => `${result} ${reason}`);
  assert.deepEqual([...new Set(told)], ["null cannot-verify-here"]);
});

test("an option that does not exist, or is of another type, is named", async () => {
  for (const [options, option] of [
    [{ ownDomain: ["example.com"] }, "ownDomain"],
    [{ ownDomains: "example.com" }, "ownDomains"],
    [{ ownServers: [7] }, "ownServers"],
    [{ brands: [{}] }, "brands"],
    [{ brands: [{ id: "a", domains: "b" }] }, "brands.domains"],
    [{ handover: -1 }, "handover"],
    [{ resolver: {} }, "resolver"],
    [{ now: new Date("no") }, "now"],
    [{ signal: 1 }, "signal"],
    [{ onQuestions: true }, "onQuestions"],
  ]) {
    await assert.rejects(
      whence.analyze("From: a@example.com\n\n", options),
      (error) =>
        error instanceof WhenceError &&
        error.code === "bad-option" &&
        error.option === option &&
        error.message.includes(option.split(".")[0] === "brands" ? "rand" : option),
      option,
    );
  }
  assert.throws(
    () => whence.checkDomain("example.com", { brand: [] }),
    ({ code, option }) => code === "bad-option" && option === "brand",
  );
});

test("bytes that were transferred elsewhere are no empty mail", async () => {
  const bytes = new TextEncoder().encode("From: a@example.com\n\n");
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  for (const source of [bytes, bytes.buffer])
    await assert.rejects(whence.analyze(source), ({ code }) => code === "bad-input");
  assert.equal((await whence.analyze(new Uint8Array(0))).source.bytes, 0);
});
