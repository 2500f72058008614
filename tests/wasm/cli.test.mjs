// dist/cli.js as a shell calls it: formats, languages, exit status, mboxes, hostile text, and what is made
// for publishing.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";
import { placeholders } from "../../web/words/message.js";
import { OPTIONS } from "../../wasm/cli/options.js";
import { width, wrap } from "../../wasm/cli/terminal.js";
import { answer, fakeDoh, send } from "../support/fake-doh.mjs";
import { example, examplePath } from "../support/examples.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "whence-cli-"));
test.after(() => rmSync(folder, { recursive: true }));
const whence = await open();

/** @returns {Promise<{status: number, out: string, err: string}>} */
function run(args, { input, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...env },
    });
    const out = [],
      err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
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
const mbox = (count) =>
  Array.from(
    { length: count },
    (_, i) =>
      `From a@example.com Tue Feb  1 10:00:00 2022\nFrom: a@example.com\nSubject: ${i}\nMessage-ID: <${i}@example.com>\n\nFrom here on\n\nFrom there\n\n`,
  ).join("");

test("a file as text: the verdict, where it came from, the Message-ID, the findings", async () => {
  const { status, out, err } = await run([kagoya]);
  assert.deepEqual([status, err], [0, ""]);
  for (const text of [
    "121.50.45.172",
    "localhost.localdomain",
    "Message-ID",
    "Where it came from",
    "What was found",
    "カゴヤ・ジャパン",
  ])
    assert.ok(out.includes(text), text);
  assert.ok(!out.includes("\x1b"), "no colours where nobody sees them");
  for (const line of out.split("\n")) assert.ok(width(line) <= 80, line);
});

test("the language: as asked for, or the terminal's", async () => {
  assert.match((await run([kagoya, "--lang", "ja"])).out, /どこから来たか/);
  assert.match(
    (await run([kagoya, "--lang=en"], { env: { LANG: "ja_JP.UTF-8" } })).out,
    /Where it came from/,
  );
  assert.match((await run([kagoya], { env: { LC_ALL: "", LANG: "ja_JP.UTF-8" } })).out, /どこから来たか/);
  assert.match(
    (await run([kagoya], { env: { LC_ALL: "fr_FR.UTF-8", LANG: "ja_JP.UTF-8" } })).out,
    /Where it came from/,
  );
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
  const lines = (await run(["--ndjson", path])).out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ input, identities }) => [input, identities.subject.text]),
    [0, 1, 2].map((i) => [{ file: path, message: i }, String(i)]),
  );
  const piped = (await run(["--ndjson"], { input: mbox(2) })).out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    piped.map(({ input }) => input),
    [
      { file: "-", message: 0 },
      { file: "-", message: 1 },
    ],
  );
  assert.match((await run([path])).out, /box\.mbox #3/);
});

test("a large mbox is split as it comes in, by the same rule", async () => {
  const filler = "lorem ipsum dolor sit amet\n".repeat(20000);
  const count = 60; // more than 30 MB
  const box = Array.from(
    { length: count },
    (_, i) =>
      `From a@example.com Tue Feb  1 10:00:00 2022\nFrom: a@example.com\nSubject: ${i}\n\n${filler}\nFrom a place without a time\n${filler}\n\n`,
  ).join("");
  const lines = (await run(["--ndjson", "-"], { input: box })).out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ identities }) => identities.subject.text),
    Array.from({ length: count }, (_, i) => String(i)),
  );
  const sizes = whence.splitMbox(box).map((part) => part.length);
  assert.deepEqual(lines.map(({ source }) => source.bytes), sizes);
});

test("exit status 1 only when a mail reaches --fail-on", async () => {
  const { level } = (await whence.analyze(example("kagoya.eml"))).verdict;
  assert.equal((await run([kagoya, "--fail-on", level])).status, 1);
  assert.equal((await run([kagoya, "--fail-on", "authentic"])).status, 1);
  assert.equal((await run([examplePath("newsletter.eml"), "--fail-on=forged"])).status, 0);
  assert.equal(
    (
      await run([
        examplePath("newsletter.eml"),
        kagoya,
        examplePath("newsletter.eml"),
        "--ndjson",
        "--fail-on",
        level,
      ])
    ).status,
    1,
  );
});

test("exit status 2: wrong use is said, and nothing is read", async () => {
  for (const args of [
    ["--nonsense"],
    ["-x"],
    ["--lang"],
    ["--lang", "fr"],
    ["--json", "--html"],
    ["--fail-on", "bad"],
    ["--own="],
    ["--json=1"],
    ["--jobs", "many"],
    ["--color", "red"],
    ["--lookups=gopher://x", kagoya],
  ]) {
    const { status, out, err } = await run(args, { input: "From: a@example.com\n" });
    assert.equal(status, 2, args.join(" "));
    assert.equal(out, "", args.join(" "));
    assert.match(err, /^whence: ./);
  }
});

test("exit status 2: an input that cannot be read is said, the others are done", async () => {
  const outlook = file(
    "mail.msg",
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
  );
  for (const bad of [join(folder, "none.eml"), outlook]) {
    const { status, out, err } = await run(["--ndjson", bad, kagoya]);
    assert.equal(status, 2);
    // What --fail-on was asked for is told all the same.
    assert.equal((await run(["--ndjson", bad, kagoya, "--fail-on", "authentic"])).status, 1);
    assert.equal(JSON.parse(out).input.file, kagoya);
    assert.ok(err.startsWith(`whence: ${bad}: `), err);
  }
});

test("an input that cannot be read and a reader that has had enough keep the exit status of --fail-on", async () => {
  const none = join(folder, "none.eml");
  for (const files of [
    [none, kagoya],
    [kagoya, none],
  ])
    assert.equal((await run([...files, "--fail-on", "suspicious"])).status, 1);
  assert.equal(
    (await run([none, kagoya, "--fail-on", "forged", "--lang", "en"])).err.includes("none.eml"),
    true,
  );
  const many = Array.from({ length: 40 }, () => example("newsletter.eml").toString("latin1"));
  const path = file(
    "many.mbox",
    `${many.map((mail) => `From a@example.com Tue Feb  1 10:00:00 2022\n${mail}\n\n`).join("")}From a Tue Feb  1 10:00:00 2022\n${example("parcel.eml").toString("latin1")}`,
  );
  const early = (args) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [cli, ...args], {
        env: { PATH: process.env.PATH },
        stdio: ["ignore", "pipe", "ignore"],
      });
      child.stdout.once("data", () => child.stdout.destroy());
      child.on("close", resolve);
    });
  assert.equal(await early([path, "--json", "--fail-on", "suspicious"]), 1);
  assert.equal(await early([path, "--json"]), 0);
});

test("a closed standard input is no mail", async () => {
  const child = spawn("sh", ["-c", '"$0" "$1" --lang en <&-', process.execPath, cli], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const err = [];
  child.stderr.on("data", (chunk) => err.push(chunk));
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(status, 2);
  assert.match(Buffer.concat(err).toString(), /^whence: nothing to read/);
});

test("control characters are escaped in JSON and on standard error", async () => {
  const mail =
    "From: a@example.com\nSubject: =?utf-8?Q?a=C2=9Bb=E2=80=AEc=E2=80=8Bd=F3=A0=81=81e=7F?=\n\nx\n";
  for (const format of ["--json", "--ndjson"]) {
    const { out } = await run([format], { input: mail });
    assert.doesNotMatch(out, /[\u007f-\u009f\u200b-\u200f\u202a-\u202e]|[\u{e0000}-\u{e007f}]/u);
    assert.equal(JSON.parse(out).identities.subject.text, "a\u009bb\u202ec\u200bd\u{e0041}e\u007f");
  }
  const { err } = await run([join(folder, "no\u001b[31m\u009b\u202ename")]);
  assert.doesNotMatch(err, /[\u001b\u009b\u202e]/);
  assert.match(err, /\[ESC\]/);
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
const nasty =
  'From: "<script>alert(1)</script>" <evil@phish.example.com>\nTo: Victim Name <victim@reader.example.net>\nCc: victim@reader.example.net\n' +
  "Delivered-To: victim@reader.example.net\nReturn-Path: <bounce+victim=reader.example.net@phish.example.com>\n" +
  "Received: from phish.example.com (phish.example.com [192.0.2.66]) by mx.reader.example.net with ESMTP id 1 for <victim@reader.example.net>; Tue, 1 Feb 2022 10:00:00 +0900\n" +
  "Subject: =?utf-8?Q?=1B[31m=0D=0A=E2=80=AE_victim@reader.example.net_![x](http://phish.example.com/)_<b>_`_|_https://www.phish.example.com/a?=\n" +
  "Message-ID: <javascript:alert(1)@phish.example.com>\nContent-Type: text/html\n\n" +
  '<a href="https://phish.example.com/?u=victim@reader.example.net">https://bank.example.org/</a>\n';

test("nothing out of a mail moves the terminal", async () => {
  const { out } = await run([file("nasty.eml", nasty)]);
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(out));
  assert.match(out, /\[ESC\]/);
  assert.match(out, /\[RLO\]/);
});

test("--html is inert: no link, no script, no address that works, no recipient", async () => {
  const { out } = await run(["--html", file("nasty.eml", nasty)]);
  assert.match(out, /^<section lang="en">\n<h3>/);
  const tags = new Set(
    [...out.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)].map(([, name, attributes]) => name + attributes),
  );
  for (const tag of tags)
    assert.match(
      tag,
      /^(section lang="en"|(p|strong|small|code) style="[a-z0-9#:;.% -]+"|section|h3|h4|p|ul|li|br|blockquote|code|bdi|strong|small)$/,
    );
  assert.ok(
    !/https?:|victim|www\.|phish\.|example\.(com|net)/i.test(out),
    out.match(/.{20}(https?:|victim|www\.|phish\.|example\.(com|net)).{20}/i)?.[0],
  );
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
    assert.ok(
      !/victim|reader\.example\.net>|@reader/i.test(out),
      format + out.match(/.{30}(victim|@reader).{30}/is)?.[0],
    );
  }
  const { identities, hops } = JSON.parse((await run(["--json", "--redact", path])).out);
  assert.deepEqual(
    [identities.to[0].display, identities.to[0].address, hops[0].for],
    ["Recipient", "recipient@recipient.example", "recipient@recipient.example"],
  );
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
  const { status, out, err } = await run([
    "--ndjson",
    `--lookups=http://127.0.0.1:${port}/dns-query`,
    kagoya,
  ]);
  assert.equal(status, 3);
  assert.match(err, /^whence: lookups were asked for/);
  assert.equal(JSON.parse(out).handover.ip, "121.50.45.172");
});

test("lines are broken where English and Japanese may be", () => {
  assert.deepEqual(wrap("aaa bbb ccc", 7), ["aaa bbb", "ccc"]);
  assert.deepEqual(wrap("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
  assert.deepEqual(wrap("あいう、えお", 6), ["あい", "う、え", "お"]);
  assert.deepEqual(wrap("あい「うえお」", 6), ["あい", "「うえ", "お」"]);
  assert.deepEqual(wrap("", 6), [""]);
  assert.equal(width("あaｱe\u0301"), 5);
  for (const line of wrap("The domain 例え.example と 長い文章です。 ".repeat(5), 33))
    assert.ok(width(line) <= 33, line);
});

test("the command's texts are there in every language, with the same values", () => {
  const book = (language) =>
    readFileSync(new URL(`../../web/i18n/${language}/cli.json`, import.meta.url), "utf8");
  const [first, ...others] = LANGUAGES.map((language) => JSON.parse(book(language)));
  for (const other of others) {
    assert.deepEqual(Object.keys(other), Object.keys(first));
    for (const key of Object.keys(first))
      assert.deepEqual(placeholders(other[key]), placeholders(first[key]), key);
  }
});

test("every option is explained in every language, by --help, the manual page and the completions", async () => {
  for (const language of LANGUAGES) {
    const [help, manual, bash, zsh] = await Promise.all(
      [["--help"], ["--man"], ["--completion", "bash"], ["--completion", "zsh"]].map(
        async (args) => (await run([...args, "--lang", language])).out,
      ),
    );
    for (const { name } of OPTIONS) {
      assert.ok(
        help.includes(`  --${name}`) && manual.includes(`\\-\\-${name.replaceAll("-", "\\-")}`),
        name,
      );
      assert.ok(bash.includes(`--${name}`) && zsh.includes(`--${name}`), name);
    }
    for (const line of help.split("\n")) assert.ok(width(line) <= 100, line);
  }
});

test(
  "bash completes options and their values",
  { skip: spawnSync("bash", ["--version"]).status !== 0 && "needs bash" },
  async () => {
    const { out } = await run(["--completion", "bash"]);
    const complete = (...words) =>
      spawnSync(
        "bash",
        [
          "-c",
          `${out}
COMP_WORDS=(whence ${words.join(" ")}); COMP_CWORD=${words.length}; _whence; printf '%s\\n' "\${COMPREPLY[@]}"`,
        ],
        { encoding: "utf8" },
      )
        .stdout.trim()
        .split("\n");
    assert.deepEqual(complete("--fail"), ["--fail-on"]);
    assert.deepEqual(complete("--fail-on", "s"), ["suspicious"]);
  },
);

test("--brief: a short line a mail", async () => {
  const [line, ...rest] = (await run(["--brief", kagoya])).out
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
  const { verdict, handover } = await whence.analyze(readFileSync(kagoya));
  assert.deepEqual(rest, []);
  assert.deepEqual(
    [line.file, line.level, line.score, line.handover, line.from],
    [kagoya, verdict.level, verdict.score, handover.ip, "support@kagoya.jp"],
  );
  assert.ok(line.reasons.length >= 1 && line.reasons.length <= 3);
});

test("--jobs: the same output in the same order, whole lines however slowly they are read", async () => {
  const path = file("jobs.mbox", mbox(200));
  const [one, three] = await Promise.all([
    run(["--ndjson", path, kagoya]),
    run(["--ndjson", "--jobs", "3", path, kagoya]),
  ]);
  assert.equal(three.status, 0);
  const timeless = (text) => text.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(timeless(three.out), timeless(one.out));
  assert.deepEqual(
    (await run(["--jobs", "2", "--fail-on", "authentic", join(folder, "none.eml"), kagoya])).status,
    1,
  );
});

test("a folder: every mail in it; a Maildir: what was delivered", async () => {
  const put = (name, subject) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    return file(name, `From: a@example.com\nSubject: ${subject}\n\n`);
  };
  for (const name of [
    "tree/b/2.eml",
    "tree/a/1.eml",
    "tree/3.eml",
    "tree/.hidden",
    "maildir/cur/1:2,S",
    "maildir/new/2",
    "maildir/tmp/3",
    "maildir/dovecot.index",
    "maildir/.Sent/cur/4",
    "maildir/.Sent/new/5",
  ])
    put(name, name);
  symlinkSync(join(folder, "tree"), join(folder, "tree/a/loop"));
  const files = async (name) =>
    (await run(["--brief", join(folder, name)])).out
      .trimEnd()
      .split("\n")
      .map((line) => relative(join(folder, name), JSON.parse(line).file));
  assert.deepEqual(await files("tree"), ["3.eml", "a/1.eml", "b/2.eml"]);
  assert.deepEqual(await files("maildir"), [".Sent/cur/4", ".Sent/new/5", "cur/1:2,S", "new/2"]);
});

test("--paths: an answer for each name as it comes", async () => {
  const child = spawn(process.execPath, [cli, "--brief", "--paths"]);
  const answers = [];
  const answered = (count) => new Promise((resolve) => {
    const look = () => answers.length >= count && resolve();
    child.stdout.on("data", look);
    look();
  });
  createInterface({ input: child.stdout }).on("line", (line) => answers.push(JSON.parse(line)));
  for (const [i, name] of ["parcel.eml", "none.eml", "kagoya.eml"].entries()) {
    child.stdin.write(`${examplePath(name)}\n`);
    await answered(i + 1); // standard input is still open
    await new Promise((resolve) => setImmediate(resolve));
  }
  child.stdin.end();
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 2);
  assert.deepEqual(
    answers.map(({ file }) => file),
    ["parcel.eml", "none.eml", "kagoya.eml"].map(examplePath),
  );
  assert.deepEqual(
    answers.map(({ level, error }) => [typeof level, /ENOENT/.test(error ?? "")]),
    [
      ["string", false],
      ["undefined", true],
      ["string", false],
    ],
  );
});

test("a reader that has had enough does not hide a mail that reaches --fail-on", async () => {
  const path = file(
    "long.mbox",
    mbox(500) + `From a@example.com Tue Feb  1 10:00:00 2022\n${readFileSync(kagoya, "utf8")}`,
  );
  const child = spawn(process.execPath, [cli, "--ndjson", "--fail-on", "suspicious", path]);
  child.stdout.once("data", () => child.stdout.destroy());
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 1);
});

test("a standard input that was closed is no empty mail", async () => {
  const child = spawn(process.execPath, [cli], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 2);
  assert.equal(out, "");
});

test("what is said of a file name moves no terminal", async () => {
  const { err } = await run([join(folder, "none\u001b[31m\u202e.eml")]);
  assert.ok(!/[\u001b\u202e]/.test(err), JSON.stringify(err));
  assert.match(err, /\[ESC\]/);
});

test(
  "a disk that is full: said, and exit status 2",
  { skip: !existsSync("/dev/full") && "needs /dev/full" },
  () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [cli, "--ndjson", kagoya], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    assert.equal(status, 2);
    assert.match(stderr, /^whence: ENOSPC/);
  },
);

test("interrupted: said, and the status that shells expect", async () => {
  const child = spawn(process.execPath, [cli, "--brief", "--paths"], { stdio: ["pipe", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  child.stdin.write(`${kagoya}\n`);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGINT");
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 130);
  assert.match(err, /^whence: interrupted/);
});
