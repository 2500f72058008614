// What goes wrong around the command: each has its message and its exit status, and no other file is lost.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { FROM_LINE, cli, folder, linesOf, mbox, put } from "../support/cli.mjs";
import { examplePath } from "../support/examples.mjs";

chmodSync(folder, 0o755);
const before = put("before.eml", "From: a@example.com\nSubject: before\n\nx\n");
const after = put("after.eml", "From: a@example.com\nSubject: after\n\nx\n");
const env = { PATH: process.env.PATH, LANG: "C.UTF-8" };
const settings = (more) => ({ env, encoding: "utf8", maxBuffer: 1 << 26, ...more });
const run = (args, more) => spawnSync(process.execPath, [cli, ...args], settings(more));
const subjects = (out) => linesOf(out).map(({ subject }) => subject);

const root = process.getuid?.() === 0;
const nobody = root ? { uid: 65534, gid: 65534 } : {}; // root may read everything
const asNobody = spawnSync(process.execPath, [cli, "--version"], settings(nobody)).status === 0;

/** Between two good files: the message is said, the status is 2, and the good ones are judged. */
function isSaid(path, message, more) {
  const { status, stdout, stderr } = run(["--brief", before, path, after], more);
  assert.equal(status, 2, stderr);
  assert.deepEqual(subjects(stdout), ["before", "after"]);
  assert.match(stderr, message);
  assert.equal(stderr.trim().split("\n").length, 1, stderr);
}

test("a file that is not there", () => isSaid(join(folder, "none.eml"), /^whence: .*none\.eml: ENOENT/));

test("a path through a file", () => isSaid(join(before, "x"), /^whence: .*x: ENOTDIR/));

test("a file that may not be read", { skip: !asNobody && "needs a user who may not read everything" }, () => {
  const path = put("secret.eml", "From: a@example.com\n");
  chmodSync(path, 0);
  isSaid(path, /^whence: .*secret\.eml: EACCES/, nobody);
});

test("a folder that may not be read, and one in a folder", { skip: !asNobody && "as above" }, () => {
  put("tree/1.eml", "From: a@example.com\nSubject: one\n\n");
  put("tree/closed/2.eml", "From: a@example.com\nSubject: two\n\n");
  put("tree/last.eml", "From: a@example.com\nSubject: last\n\n");
  chmodSync(join(folder, "tree/closed"), 0);
  isSaid(join(folder, "tree/closed"), /^whence: .*closed: EACCES/, nobody);
  const { status, stdout, stderr } = run(["--brief", join(folder, "tree")], nobody);
  chmodSync(join(folder, "tree/closed"), 0o755);
  assert.equal(status, 2);
  assert.match(stderr, /^whence: .*closed: EACCES/);
  assert.deepEqual(subjects(stdout), ["one", "last"]);
});

test("a directory is the files in it; an empty one is none, and no mistake", () => {
  mkdirSync(join(folder, "empty"));
  const { status, stdout, stderr } = run(["--brief", join(folder, "empty"), after]);
  assert.deepEqual([status, subjects(stdout), stderr], [0, ["after"], ""]);
});

test("what is plainly no mail: a program, a picture, a document", () => {
  const bytes = (start) =>
    Buffer.concat([Buffer.from(start, "latin1"), Buffer.from([0, 1, 2, 0, 255]), Buffer.alloc(9000)]);
  for (const start of ["\x7fELF\x02\x01", "\x89PNG\r\n\x1a\n", "%PDF-1.7\n", "\0asm", "MZ"]) {
    isSaid(put("binary", bytes(start)), /^whence: .*binary: it is not a mail$/m);
  }
  // A mail that holds NUL is one all the same, and so is a text in UTF-16.
  const nul = put(
    "nul.eml",
    "Received: from a (b [192.0.2.1]) by c\nFrom: a@example.com\nSubject: nul\n\n\0\0\0",
  );
  const utf16 = put(
    "utf16.eml",
    Buffer.from("\ufeffFrom: a@example.com\nSubject: wide\nTo: b@example.net\n\nx\n", "utf16le"),
  );
  assert.deepEqual(subjects(run(["--brief", nul, utf16]).stdout), ["nul", "wide"]);
});

test("two gigabytes", () => {
  const path = put("large.eml", "From: a@example.com\nSubject: large\n\n");
  truncateSync(path, 2 ** 31 + 10); // a hole: it takes no room
  isSaid(path, /^whence: .*large\.eml: too large to be judged$/m);
});

const full = { skip: !existsSync("/dev/full") && "needs /dev/full" };
test("a full disk, in every format: said once, and status 2", full, () => {
  for (const format of [
    [],
    ["--json"],
    ["--ndjson"],
    ["--brief"],
    ["--html"],
    ["--markdown"],
    ["--help"],
    ["--man"],
  ]) {
    const target = openSync("/dev/full", "w");
    const { status, stderr } = run([...format, before, after], { stdio: ["ignore", target, "pipe"] });
    closeSync(target);
    assert.equal(status, 2, format[0]);
    assert.match(stderr, /^whence: ENOSPC[^\n]*\n$/, format[0]);
  }
});

test("interrupted amid many: what was printed is whole lines, and 130", async () => {
  for (const jobs of ["1", "2"]) {
    const child = spawn(process.execPath, [cli, "--brief", "--jobs", jobs, put("many.mbox", mbox(200000))], {
      env,
    });
    let out = "",
      err = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGINT");
    assert.equal(await new Promise((resolve) => child.on("close", resolve)), 130);
    assert.match(err, /^whence: interrupted/);
    const lines = out.split("\n");
    assert.equal(lines.pop(), "", "a whole last line");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).subject),
      lines.map((_, i) => String(i)),
    );
    assert.ok(lines.length > 0 && lines.length < 200000);
  }
});

test("a reader that has had enough: 0, or 1 when a mail that it did not see reached --fail-on", () => {
  const last = readFileSync(examplePath("kagoya.eml"), "latin1");
  const path = put("some.mbox", `${mbox(3000)}${FROM_LINE}${last}`);
  const piped = (more) =>
    spawnSync(
      "bash",
      [
        "--norc",
        "-c",
        `set -o pipefail; "$0" "$@" | head -n 1`,
        process.execPath,
        cli,
        "--brief",
        ...more,
        path,
      ],
      settings({}),
    );
  for (const [more, status] of [
    [[], 0],
    [["--fail-on", "forged"], 1],
  ]) {
    const result = piped(more);
    assert.deepEqual([result.status, result.stderr, subjects(result.stdout)], [status, "", ["0"]]);
  }
});

test("Node.js' own warnings about what is experimental are not the reader's business", () => {
  const told = 'process.emitWarning("x", "ExperimentalWarning"); process.emitWarning("y");';
  const warning = `process.once("beforeExit", () => { ${told} })`;
  const more = ["--import", `data:text/javascript,${encodeURIComponent(warning)}`];
  const { status, stderr } = spawnSync(process.execPath, [...more, cli, "--brief", before], settings({}));
  assert.equal(status, 0);
  assert.match(stderr, /Warning: y/);
  assert.doesNotMatch(stderr, /Experimental/);
});

// A terminal of Python's making; the reports go elsewhere.
const PTY = "import pty, sys; sys.exit(pty.spawn(['sh', '-c', sys.argv[1]]) >> 8)";
const python = spawnSync("python3", ["-c", "import pty"]).status === 0;
test(
  "long work shows a count on a terminal, and leaves nothing of it behind",
  { skip: !python && "needs Python" },
  () => {
    const path = put("long.mbox", mbox(6000));
    const shell = `${process.execPath} ${cli} --ndjson ${path} >${join(folder, "reports")}`;
    const { stdout, status } = spawnSync(
      "python3",
      ["-c", PTY, shell],
      settings({ stdio: ["ignore", "pipe", "ignore"] }),
    );
    assert.equal(status, 0, stdout);
    const counts = [...stdout.matchAll(/\rwhence: (\d+)/g)].map(([, count]) => Number(count));
    assert.ok(counts.length >= 1, JSON.stringify(stdout));
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => a - b),
    );
    assert.match(stdout, /\r +\r$/);
    assert.equal(readFileSync(join(folder, "reports"), "utf8").trim().split("\n").length, 6000);
  },
);
