// What dist/cli.js reads: mboxes, folders, Maildirs, names of files, standard input.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { open } from "../../dist/whence.js";
import { FROM_LINE, cli, folder, linesOf, mbox, put, run } from "../support/cli.mjs";
import { examplePath } from "../support/examples.mjs";

const kagoya = examplePath("kagoya.eml");
const whence = await open();

test("an mbox is taken apart, also from standard input", async () => {
  const path = put("box.mbox", mbox(3));
  const lines = linesOf((await run(["--ndjson", path])).out);
  assert.deepEqual(
    lines.map(({ input, identities }) => [input, identities.subject.text]),
    [0, 1, 2].map((i) => [{ file: path, message: i }, String(i)]),
  );
  const piped = linesOf((await run(["--ndjson"], { input: mbox(2) })).out);
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
  const body = `${filler}\nFrom a place without a time\n${filler}\n\n`;
  const box = Array.from(
    { length: count },
    (_, i) => `${FROM_LINE}From: a@example.com\nSubject: ${i}\n\n${body}`,
  ).join("");
  const lines = linesOf((await run(["--ndjson", "-"], { input: box })).out);
  assert.deepEqual(
    lines.map(({ identities }) => identities.subject.text),
    Array.from({ length: count }, (_, i) => String(i)),
  );
  const sizes = whence.splitMbox(box).map((part) => part.length);
  assert.deepEqual(lines.map(({ source }) => source.bytes), sizes);
});

test("names in another charset than UTF-8: by the folder, by the name, in a list", async () => {
  const tree = join(folder, "old");
  const names = ["83815b838b", "83748340834383"].map((hex) => Buffer.from(hex, "hex"));
  const at = (...parts) =>
    parts.map((part) => Buffer.from(part)).reduce((a, b) => Buffer.concat([a, Buffer.from("/"), b]));
  mkdirSync(at(tree, names[0]), { recursive: true });
  for (const [i, name] of names.entries())
    writeFileSync(at(tree, names[0], name), `From: a@example.com\nSubject: ${i}\n\ntext\n`);
  const shown = names.map((name) => join(tree, names[0].toString(), name.toString()));
  const subjects = ({ out }) => linesOf(out).map(({ file, subject }) => [file, subject]);
  const expected = [[shown[1], "1"], [shown[0], "0"]]; // in the order of the bytes
  assert.deepEqual(subjects(await run(["--brief", tree])), expected);
  assert.deepEqual(subjects(await run(["--brief", shown[1], shown[0]])), expected);
  const list = Buffer.concat([at(tree, names[0], names[1]), Buffer.from("\n")]);
  assert.deepEqual(subjects(await run(["--brief", "--paths"], { input: list })), [expected[0]]);
  writeFileSync(at(tree, names[0], Buffer.from("83815b838c", "hex")), "From: b@example.com\n\n");
  const { status, err } = await run(["--brief", shown[0]]);
  assert.equal(status, 2, "shown like another: neither is guessed");
  assert.match(err, /ENOENT: no such file or directory$/m);
});

test("an empty name is no file, in a list it is an empty line", async () => {
  assert.equal((await run(["--fail-on", "forged", ""])).status, 2);
  const { status, out } = await run(["--brief", "--paths"], { input: `\n${kagoya}\n` });
  assert.deepEqual([status, linesOf(out).length], [0, 1]);
});

test("a folder: every mail in it; a Maildir: what was delivered", async () => {
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
    put(name, "From: a@example.com\nSubject: x\n\n");
  symlinkSync(join(folder, "tree"), join(folder, "tree/a/loop"));
  const files = async (name) =>
    linesOf((await run(["--brief", join(folder, name)])).out).map(({ file }) =>
      relative(join(folder, name), file),
    );
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

test("--jobs: the same output in the same order, whole lines however slowly they are read", async () => {
  const path = put("jobs.mbox", mbox(200));
  const [one, three] = await Promise.all([
    run(["--ndjson", path, kagoya]),
    run(["--ndjson", "--jobs", "3", path, kagoya]),
  ]);
  assert.equal(three.status, 0);
  assert.deepEqual(linesOf(three.out), linesOf(one.out));
  assert.deepEqual(
    (await run(["--jobs", "2", "--fail-on", "authentic", join(folder, "none.eml"), kagoya])).status,
    1,
  );
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

test("/dev/null as standard input is no empty mail", async () => {
  const child = spawn(process.execPath, [cli], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 2);
  assert.equal(out, "");
});
