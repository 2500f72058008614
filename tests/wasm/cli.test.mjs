// dist/cli.js as a shell calls it: formats, languages, exit status, mboxes, hostile text, and what is made for publishing.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";
import { placeholders } from "../../web/words/message.js";
import { width, wrap } from "../../wasm/terminal.js";
import { answer, fakeDoh, send } from "../support/fake-doh.mjs";
import { example, examplePath } from "../support/examples.mjs";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "whence-cli-"));
test.after(() => rmSync(folder, { recursive: true }));
const whence = await open();

/** @returns {Promise<{status: number, out: string, err: string}>} */
function run(args, { input, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...env } });
    const out = [], err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const kagoya = examplePath("kagoya.eml");
const mbox = (count) => Array.from({ length: count }, (_, i) =>
  `From a@example.com Tue Feb  1 10:00:00 2022\nFrom: a@example.com\nSubject: ${i}\nMessage-ID: <${i}@example.com>\n\nFrom here on\n\nFrom there\n\n`).join("");

test("a file as text: the verdict, where it came from, the Message-ID, the findings", async () => {
  const { status, out, err } = await run([kagoya]);
  assert.deepEqual([status, err], [0, ""]);
  for (const text of ["121.50.45.172", "localhost.localdomain", "Message-ID", "Where it came from", "What was found", "カゴヤ・ジャパン"]) assert.ok(out.includes(text), text);
  assert.ok(!out.includes("\x1b"), "no colours where nobody sees them");
  for (const line of out.split("\n")) assert.ok(width(line) <= 80, line);
});

test("the language: as asked for, or the terminal's", async () => {
  assert.match((await run([kagoya, "--lang", "ja"])).out, /どこから来たか/);
  assert.match((await run([kagoya, "--lang=en"], { env: { LANG: "ja_JP.UTF-8" } })).out, /Where it came from/);
  assert.match((await run([kagoya], { env: { LC_ALL: "", LANG: "ja_JP.UTF-8" } })).out, /どこから来たか/);
  assert.match((await run([kagoya], { env: { LC_ALL: "fr_FR.UTF-8", LANG: "ja_JP.UTF-8" } })).out, /Where it came from/);
  assert.match((await run(["--help", "--lang", "ja"])).out, /標準入力/);
  assert.match((await run(["--nonsense"], { env: { LANG: "ja_JP.UTF-8" } })).err, /オプション/);
});

test("--json is the library's report", async () => {
  const { out } = await run(["--json", kagoya]);
  const { input, ...report } = JSON.parse(out);
  assert.deepEqual(input, { file: kagoya });
  assert.deepEqual(report, await whence.analyze(readFileSync(kagoya)));
});

test("several mails: --json gives a list, --ndjson a line each, in order", async () => {
  const files = ["parcel.eml", "kagoya.eml", "newsletter.eml"].map(examplePath);
  const list = JSON.parse((await run(["--json", ...files])).out);
  assert.deepEqual(list.map(({ input }) => input.file), files);
  const lines = (await run(["--ndjson", ...files])).out.trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line)), list);
});

test("an mbox is taken apart, also from standard input", async () => {
  const path = file("box.mbox", mbox(3));
  const lines = (await run(["--ndjson", path])).out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ input, identities }) => [input, identities.subject.text]), [0, 1, 2].map((i) => [{ file: path, message: i }, String(i)]));
  const piped = (await run(["--ndjson"], { input: mbox(2) })).out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(piped.map(({ input }) => input), [{ file: "-", message: 0 }, { file: "-", message: 1 }]);
  assert.match((await run([path])).out, /box\.mbox #3/);
});

test("a large mbox is split as it comes in, by the same rule", async () => {
  const filler = "lorem ipsum dolor sit amet\n".repeat(20000);
  const count = 60; // more than 30 MB
  const box = Array.from({ length: count }, (_, i) =>
    `From a@example.com Tue Feb  1 10:00:00 2022\nFrom: a@example.com\nSubject: ${i}\n\n${filler}\nFrom a place without a time\n${filler}\n\n`).join("");
  const lines = (await run(["--ndjson", "-"], { input: box })).out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ identities }) => identities.subject.text), Array.from({ length: count }, (_, i) => String(i)));
  const sizes = whence.splitMbox(box).map((part) => part.length);
  assert.deepEqual(lines.map(({ source }) => source.bytes), sizes);
});

test("exit status 1 only when a mail reaches --fail-on", async () => {
  const { level } = (await whence.analyze(example("kagoya.eml"))).verdict;
  assert.equal((await run([kagoya, "--fail-on", level])).status, 1);
  assert.equal((await run([kagoya, "--fail-on", "authentic"])).status, 1);
  assert.equal((await run([examplePath("newsletter.eml"), "--fail-on=forged"])).status, 0);
  assert.equal((await run([examplePath("newsletter.eml"), kagoya, examplePath("newsletter.eml"), "--ndjson", "--fail-on", level])).status, 1);
});

test("exit status 2: wrong use is said, and nothing is read", async () => {
  for (const args of [["--nonsense"], ["-x"], ["--lang"], ["--lang", "fr"], ["--json", "--html"], ["--fail-on", "bad"], ["--own="], ["--json=1"], ["--lookups=gopher://x", kagoya]]) {
    const { status, out, err } = await run(args, { input: "From: a@example.com\n" });
    assert.equal(status, 2, args.join(" "));
    assert.equal(out, "", args.join(" "));
    assert.match(err, /^whence: ./);
  }
});

test("exit status 2: an input that cannot be read is said, the others are done", async () => {
  const outlook = file("mail.msg", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]));
  for (const bad of [join(folder, "none.eml"), folder, outlook]) {
    const { status, out, err } = await run(["--ndjson", bad, kagoya, "--fail-on", "authentic"]);
    assert.equal(status, 2);
    assert.equal(JSON.parse(out).input.file, kagoya);
    assert.ok(err.startsWith(`whence: ${bad}: `), err);
  }
});

test("an empty input is judged too", async () => {
  const { status, out } = await run(["--ndjson"], { input: "" });
  assert.equal(status, 0);
  assert.equal(JSON.parse(out).verdict.level, "unclear");
});

test("after -- everything is a file", async () => {
  const { status, err } = await run(["--", "--json"]);
  assert.equal(status, 2);
  assert.match(err, /whence: --json: ENOENT/);
});

test("own domains and servers reach the analyzer; what is none is said", async () => {
  const args = ["--json", kagoya, "--own", "office.example.jp", "--own-server", "mail.example.jp"];
  const { domains } = JSON.parse((await run(args)).out);
  assert.equal(domains.find(({ name }) => name === "office.example.jp").kind, "own");
  const { status, err } = await run(["--json", kagoya, "--own", "not a domain"]);
  assert.equal(status, 0);
  assert.match(err, /^whence: ./);
});

test("the version", async () => assert.equal((await run(["--version"])).out, `whence ${whence.version}\n`));

test("a reader that has had enough ends it quietly", async () => {
  const path = file("many.mbox", mbox(3000));
  const child = spawn(process.execPath, [cli, "--ndjson", path]);
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  child.stdout.once("data", () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.deepEqual([status, err], [0, ""]);
});

// Subject and names try to move the cursor, change colours, turn the line round, and become markup.
const nasty = "From: \"<script>alert(1)</script>\" <evil@phish.example.com>\nTo: Victim Name <victim@reader.example.net>\nCc: victim@reader.example.net\n"
  + "Delivered-To: victim@reader.example.net\nReturn-Path: <bounce+victim=reader.example.net@phish.example.com>\n"
  + "Received: from phish.example.com (phish.example.com [192.0.2.66]) by mx.reader.example.net with ESMTP id 1 for <victim@reader.example.net>; Tue, 1 Feb 2022 10:00:00 +0900\n"
  + "Subject: =?utf-8?Q?=1B[31m=0D=0A=E2=80=AE_victim@reader.example.net_![x](http://phish.example.com/)_<b>_`_|_https://www.phish.example.com/a?=\n"
  + "Message-ID: <javascript:alert(1)@phish.example.com>\nContent-Type: text/html\n\n"
  + "<a href=\"https://phish.example.com/?u=victim@reader.example.net\">https://bank.example.org/</a>\n";

test("nothing out of a mail moves the terminal", async () => {
  const { out } = await run([file("nasty.eml", nasty)]);
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(out));
  assert.match(out, /\[ESC\]/);
  assert.match(out, /\[RLO\]/);
});

test("--html is inert: no link, no script, no address that works, no recipient", async () => {
  const { out } = await run(["--html", file("nasty.eml", nasty)]);
  assert.match(out, /^<section lang="en">\n<h3>/);
  const tags = new Set([...out.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)].map(([, name, attributes]) => name + attributes));
  for (const tag of tags) assert.match(tag, /^(section( lang="en")?|h3|h4|p|table|tr|th|td|ul|li|code|bdi|strong|small)$/);
  assert.ok(!/https?:|victim|www\.|phish\.|example\.(com|net)/i.test(out), out.match(/.{20}(https?:|victim|www\.|phish\.|example\.(com|net)).{20}/i)?.[0]);
  assert.match(out, /phish\[\.\]example\[\.\]com/);
  assert.match(out, /hxxps:/);
});

test("--markdown holds no link, picture or HTML either", async () => {
  const { out } = await run(["--markdown", file("nasty.eml", nasty)]);
  assert.ok(!/https?:|victim|phish\.|(?<!\\)!\[|(?<!\\)<b>/i.test(out.replace(/`[^`]*`/g, "")), out);
  assert.ok(!/victim|https?:/i.test(out));
  assert.match(out, /^## /);
});

test("--redact leaves the recipient out of every format", async () => {
  const path = file("nasty.eml", nasty);
  for (const format of [[], ["--json"], ["--ndjson"], ["--html"], ["--markdown"]]) {
    const { out } = await run([...format, "--redact", path]);
    assert.ok(out.length > 100);
    assert.ok(!/victim|reader\.example\.net>|@reader/i.test(out), format + out.match(/.{30}(victim|@reader).{30}/is)?.[0]);
  }
  const { identities, hops } = JSON.parse((await run(["--json", "--redact", path])).out);
  assert.deepEqual([identities.to[0].display, identities.to[0].address, hops[0].for], ["Recipient", "recipient@recipient.example", "recipient@recipient.example"]);
  assert.equal(identities.from[0].address, "evil@phish.example.com");
});

test("without --lookups nobody is asked; with it the names leave, and only names", async () => {
  const server = await fakeDoh((query, response) => send(response, answer(query, [], { rcode: 3 })));
  try {
    await run([kagoya], { env: { HTTPS_PROXY: server.url } });
    assert.equal(server.requests.length, 0);
    const { status, out, err } = await run(["--json", `--lookups=${server.url}`, kagoya]);
    assert.deepEqual([status, err], [0, ""]);
    assert.deepEqual(JSON.parse(out).questions, []);
    for (const { request } of server.requests) assert.match(request.url, /^\/dns-query\?dns=[\w-]+$/);
  } finally {
    await server.close();
  }
});

test("a resolver that cannot be reached: judged all the same", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.on("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const { status, out } = await run(["--ndjson", `--lookups=http://127.0.0.1:${port}/dns-query`, kagoya]);
  assert.equal(status, 0);
  assert.equal(JSON.parse(out).handover.ip, "121.50.45.172");
});

test("lines are broken where English and Japanese may be", () => {
  assert.deepEqual(wrap("aaa bbb ccc", 7), ["aaa bbb", "ccc"]);
  assert.deepEqual(wrap("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
  assert.deepEqual(wrap("あいう、えお", 6), ["あい", "う、え", "お"]);
  assert.deepEqual(wrap("あい「うえお」", 6), ["あい", "「うえ", "お」"]);
  assert.deepEqual(wrap("", 6), [""]);
  assert.equal(width("あaｱe\u0301"), 5);
  for (const line of wrap("The domain 例え.example と 長い文章です。 ".repeat(5), 33)) assert.ok(width(line) <= 33, line);
});

test("the command's texts are there in both languages, with the same values", () => {
  const [en, ja] = ["en", "ja"].map((language) => JSON.parse(readFileSync(new URL(`../../web/i18n/${language}/cli.json`, import.meta.url), "utf8")));
  assert.deepEqual(Object.keys(ja), Object.keys(en));
  for (const key of Object.keys(en)) assert.deepEqual(placeholders(ja[key]), placeholders(en[key]), key);
  const options = (text) => [...new Set(text.match(/--[a-z-]+/g))].sort();
  assert.deepEqual(options(ja["cli.usage"]), options(en["cli.usage"]));
});
