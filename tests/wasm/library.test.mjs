// dist/whence.js as others call it: sources, options, many mails at once, and that nothing is left
// behind.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { open } from "../../dist/whence.js";
import { example, exampleNames } from "../support/examples.mjs";
import { until } from "../support/until.mjs";
import { zoneResolver } from "../support/zone.mjs";

const whence = await open();
const now = new Date("2026-11-20T00:00:00Z");
const mail = example("kagoya.eml");
const analyze = (source, options = {}) => whence.analyze(source, { now, ...options });

test("a source may be bytes, a part of them, a buffer, a file or a string", async () => {
  const text = "From: J\u00fcrgen <j@example.com>\r\nTo: a@example.net\r\nSubject: h\u00e9\r\n\r\nhi\r\n";
  const bytes = new TextEncoder().encode(text);
  const room = new Uint8Array(bytes.length + 9);
  room.set(bytes, 5);
  const want = await analyze(bytes);
  assert.equal(want.source.bytes, bytes.length);
  for (const source of [
    text,
    Buffer.from(bytes),
    room.subarray(5, 5 + bytes.length),
    new DataView(room.buffer, 5, bytes.length),
    bytes.buffer,
    new Blob([bytes]),
    new File([bytes], "mail.eml"),
  ]) assert.deepEqual(await analyze(source), want);
});

test("the source is not written to and not kept", async () => {
  const bytes = new Uint8Array(mail);
  const before = bytes.slice();
  const running = analyze(bytes, {
    resolver: {
      query: () => new Promise((resolve) => setTimeout(resolve, 5, { rcode: "NXDOMAIN", answers: [] })),
    },
  });
  assert.deepEqual(bytes, before);
  bytes.fill(0x41); // the caller may do what it wants with it
  const report = await running;
  assert.equal(report.handover.ip, "121.50.45.172");
});

test("spans count the source's bytes, for a string those of its UTF-8", async () => {
  const text = "Subject: \u65e5\u672c\ud83d\ude00\ud800 x\nFrom: a@example.com\n\n\u3042";
  const bytes = new TextEncoder().encode(text);
  const report = await analyze(text);
  assert.equal(report.source.bytes, bytes.length);
  const [[start, end]] = report.identities.from[0].spans;
  assert.equal(new TextDecoder().decode(bytes.slice(start, end)), "a@example.com");
  assert.match(report.identities.subject.text, /^\u65e5\u672c\ud83d\ude00\ufffd/);
});

test("everything handed out is plain JSON", async () => {
  for (const value of [
    await analyze(mail),
    whence.checkDomain("paypa1.com"),
    whence.parseReceived("from a by b"),
    whence.parseMessageId("<a@b>"),
  ]) {
    assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
  }
});

test("the grammars, and null where the contract says null", () => {
  assert.deepEqual(whence.parseReceived("from a.example (b.example [192.0.2.1]) by c.example").from,
    { helo: "a.example", rdns: "b.example", ip: "192.0.2.1", ident: null, auth: null });
  assert.equal(whence.parseReceived("").from.ip, null);
  assert.equal(whence.parseMessageId("<a@b.example>").right, "b.example");
  assert.deepEqual(
    whence.parseAuthenticationResults("mx.example; spf=pass smtp.mailfrom=example.com").results[0].props,
    [{ ptype: "smtp", property: "mailfrom", value: "example.com" }],
  );
  assert.equal(whence.parseAuthenticationResults("=;"), null);
  assert.equal(whence.parseDate("Tue, 1 Feb 2022 10:58:38 +0900").iso, "2022-02-01T01:58:38.000Z");
  assert.equal(whence.parseDate("no date"), null);
  assert.equal(whence.decodeHeader("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?="), "\u65e5\u672c");
  assert.equal(whence.decodeHeader(new Uint8Array([0x83, 0x81])), "\u30e1", "unlabelled Shift_JIS");
  assert.equal(whence.decodeHeader(""), "");
  const stated = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.equal(whence.version, stated.version);
});

test("splitMbox gives parts of the source", () => {
  const one = "From: a@example.com\n\nfirst\n",
    two = "From: b@example.com\n\nFrom here on\n";
  const box = new TextEncoder().encode(
    `From a@example.com Tue Feb  1 10:00:00 2022\n${one}\nFrom b@example.com Tue Feb  1 11:00:00 ` +
      `2022\n${two}`,
  );
  const parts = whence.splitMbox(box);
  assert.deepEqual(parts.map((part) => new TextDecoder().decode(part)), [one, two]);
  assert.equal(parts[0].buffer, box.buffer);
  assert.deepEqual(whence.splitMbox(box.buffer.slice(0)), parts);
  assert.deepEqual(whence.splitMbox(new TextDecoder().decode(box)), parts);
  assert.deepEqual(whence.splitMbox(one).map((part) => part.length), [one.length]);
  assert.deepEqual(whence.splitMbox(""), [new Uint8Array(0)]);
  assert.throws(() => whence.splitMbox(new Blob([box])), { code: "bad-option" });
});

test("checkDomain: own domains and brands of the caller", () => {
  assert.equal(whence.checkDomain("mail.wisteria-books.example").kind, "other");
  assert.equal(
    whence.checkDomain("mail.wisteria-books.example", { ownDomains: ["wisteria-books.example"] }).kind,
    "own",
  );
  const brands = [{ id: "wisteria", names: ["Wisteria"], domains: ["wisteria-books.example"] }];
  const verdict = whence.checkDomain("wisterla-books.example", { brands });
  assert.equal(verdict.kind, "lookalike");
  assert.equal(verdict.matches[0].brand, "wisteria");
  assert.equal(whence.checkDomain("wisterla-books.example").kind, "other");
});

const zone = {
  "example.com": [["TXT", "v=spf1 ip4:192.0.2.0/24 -all exp=why.example.com"]],
  "why.example.com": [["TXT", "not from %{i}"]],
  "_dmarc.example.com": [["TXT", "v=DMARC1; p=quarantine"]],
};

test("checkSpf asks the resolver and nobody else", async () => {
  const resolver = zoneResolver(zone);
  const check = (ip, options = { resolver }) =>
    whence.checkSpf({ ip, helo: "mail.example.com", mailFrom: "a@example.com" }, options);
  const { result, mechanism, lookups, voidLookups, explanation, problem } = await check("192.0.2.7");
  assert.deepEqual(
    [result, mechanism, lookups, voidLookups, explanation, problem],
    ["pass", "ip4:192.0.2.0/24", 0, 0, null, null],
  );
  const failed = await check("203.0.113.9");
  assert.deepEqual([failed.result, failed.explanation], ["fail", "not from 203.0.113.9"]);
  assert.equal(new Set(resolver.asked).size, 2);
  assert.equal((await check("192.0.2.7", {})).result, null, "nobody may be asked: not evaluated");
  assert.equal((await check("192.0.2.7", { resolver, onQuestions: () => false })).result, null);
  assert.equal(
    (await check("192.0.2.7", { resolver: { query: () => Promise.reject(new Error("no")) } })).result,
    "temperror",
  );
});

test("checkDmarc", async () => {
  const resolver = zoneResolver(zone);
  const check = (from, spf, dkim = []) => whence.checkDmarc({ from, spf, dkim }, { resolver });
  const passed = await check("a@example.com", { result: "pass", domain: "bounce.example.com" });
  assert.deepEqual(
    [passed.result, passed.policyDomain, passed.spfAligned, passed.dkimAligned],
    ["pass", "example.com", true, false],
  );
  const failed = await check(["a@example.com"], { result: "pass", domain: "example.net" }, [
    { result: "pass", domain: "example.org" },
  ]);
  assert.deepEqual([failed.result, failed.policy, failed.disposition], ["fail", "quarantine", "quarantine"]);
  assert.equal((await check("a@nowhere.example", null)).result, "none");
});

test("the handover can be chosen", async () => {
  const { hops, handover } = await analyze(mail);
  assert.equal(handover.hop, 1);
  const chosen = await analyze(mail, { handover: 0 });
  assert.equal(chosen.handover.hop, 0);
  assert.equal(chosen.hops.length, hops.length);
});

test("many at once, each with its own answers and options", async () => {
  const alone = await Promise.all(exampleNames.map((name) => analyze(example(name))));
  const runs = Array.from({ length: 60 }, (_, i) => {
    const wait = (i * 7) % 11;
    const resolver = {
      query: () => new Promise((resolve, reject) => setTimeout(reject, wait, new Error("no"))),
    };
    return analyze(
      example(exampleNames[i % exampleNames.length]),
      i % 2 ? { resolver, ownDomains: [`own${i}.example`] } : {},
    );
  });
  const reports = await Promise.all(runs);
  reports.forEach((report, i) => {
    if (i % 2 === 0) assert.deepEqual(report, alone[i % exampleNames.length]);
    else assert.deepEqual(report.identities, alone[i % exampleNames.length].identities);
  });
});

test("aborting one does not disturb another", async () => {
  const stopper = new AbortController();
  let hanging;
  await new Promise((asked) => {
    const resolver = { query: () => (asked(), new Promise(() => {})) };
    hanging = analyze(mail, { resolver, signal: stopper.signal });
  });
  const other = analyze(mail);
  stopper.abort();
  await assert.rejects(hanging, { name: "WhenceError", code: "aborted" });
  assert.equal((await other).handover.ip, "121.50.45.172");
});

test("a thousand mails leave nothing behind", async () => {
  const large = Buffer.concat([mail, Buffer.alloc(200000, "lorem ipsum dolor\r\n")]);
  const round = async (i) => {
    await analyze(
      i % 10 ? example(exampleNames[i % exampleNames.length]) : large,
      i % 3 ? {} : { resolver: { query: () => Promise.reject(new Error("no")) } },
    );
    if (i % 50 === 0) await analyze(mail, { handover: 0, ownDomains: [`d${i}.example`] });
  };
  const thousand = async () => {
    const before = whence.memory;
    for (let i = 0; i < 1000; i++) await round(i);
    for (let i = 0; i < 20000; i++) whence.parseMessageId(`<${i}@example.com>`);
    return whence.memory - before;
  };
  // The first ones settle what the profiles take and where the gaps between them lie; a leak never settles.
  let more = await thousand();
  for (let times = 0; more && times < 4; times++) more = await thousand();
  assert.equal(more, 0);
});

test("25 MB are fine, and their memory is given back", async () => {
  const fresh = await open();
  const size = 25 << 20;
  const head =
    "From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" +
    "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  const huge = Buffer.alloc(
    size,
    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NQ==\r\n",
  );
  huge.write(head);
  const report = await fresh.analyze(huge);
  assert.equal(report.source.bytes, size);
  assert.ok(fresh.memory > size);
  assert.ok(await until(() => fresh.memory < size), `${fresh.memory} bytes are still held`);
  assert.equal((await fresh.analyze(mail)).handover.ip, "121.50.45.172");
});

test("checkDomain takes a URL's host and an address's domain", () => {
  const { name } = whence.checkDomain("mail.example.com");
  for (const given of [
    "https://mail.example.com/a?b#c",
    "HTTPS://user:secret@mail.example.com:8443",
    "jane@mail.example.com",
    "<jane@mail.example.com>",
    '"a@b"@mail.example.com',
    "http://mail.example.com\\@elsewhere.example/",
  ])
    assert.equal(whence.checkDomain(given).name, name, given);
});
