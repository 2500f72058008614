// Files taken apart into mails by splitSource and by the command: zips by another program's hand, .emlx,
// mboxes, and what is none of them.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { byOxmsg } from "../support/msg.mjs";

const whence = await open();
const mail = (n) =>
  strToU8(
    `Received: from a.example.net ([203.0.113.${n}]) by mx.example.jp; Tue, 3 Feb 2026 10:00:00 +0900\r\n` +
      `From: a${n}@example.net\r\nSubject: ${n}\r\n\r\nbody ${n}\r\n`,
  );
const text = (bytes) => Buffer.from(bytes).toString();
const short = (items) => items.map(({ name, kind, problem }) => [name, kind, problem]);

const plist = "<?xml version=\"1.0\"?><plist><dict><key>flags</key><integer>1</integer></dict></plist>\n";
const emlx = (bytes) => Buffer.concat([Buffer.from(`${bytes.length}      \n`), bytes, Buffer.from(plist)]);

test("a zip of everything", async () => {
  const zip = zipSync({
    "in/a.eml": mail(1),
    "日本.msg": [byOxmsg({ text: "hi" }), { level: 9 }],
    "c.emlx": emlx(mail(3)),
    "d.mbox": strToU8(
      `From a@b Tue Feb  1 10:00:00 2022\n${text(mail(4))}\nFrom a@b Tue Feb  1 10:00:00 ` +
        `2022\n${text(mail(5))}`,
    ),
    "cur/1700000000.M1.host:2,S": mail(6),
    "notes.bin": strToU8("no mail at all"),
    "inner.zip": zipSync({ "x.eml": mail(7) }),
    "__MACOSX/._a.eml": strToU8("x"),
  });
  const items = await whence.splitSource(zip, "all.zip");
  assert.deepEqual(short(items), [
    ["all.zip/in/a.eml", "message", null],
    ["all.zip/日本.msg", "msg", null],
    ["all.zip/c.emlx", "emlx", null],
    ["all.zip/d.mbox", "mbox", null],
    ["all.zip/d.mbox", "mbox", null],
    ["all.zip/cur/1700000000.M1.host:2,S", "message", null],
    ["all.zip/notes.bin", "zip", "not-mail"],
    ["all.zip/inner.zip", "zip", "too-deep"],
  ]);
  assert.deepEqual(items[2].bytes, mail(3));
  assert.match(text(items[4].bytes), /Subject: 5/);
});

test("an .emlx is the mail in it; a mail that begins with a number alone is none", async () => {
  const [one] = await whence.splitSource(emlx(mail(1)));
  assert.deepEqual([one.kind, text(one.bytes)], ["emlx", text(mail(1))]);
  const [other] = await whence.splitSource(strToU8("99999\nFrom: a@example.net\n\nx"));
  assert.equal(other.kind, "message");
});

test("encrypted, damaged, lying and endless zips", async () => {
  const small = zipSync({ "a.eml": [mail(1), { level: 9 }] });
  const change = (zip, at, value) => {
    const bytes = zip.slice();
    bytes[at] = value;
    return bytes;
  };
  const central = (zip) => new DataView(zip.buffer, zip.byteOffset).getUint32(zip.length - 6, true);
  const problem = async (zip) => (await whence.splitSource(zip, "z.zip")).map((one) => one.problem);
  assert.deepEqual(await problem(small), [null]);
  assert.deepEqual(await problem(change(small, central(small) + 8, 1)), ["encrypted"]);
  assert.deepEqual(await problem(change(small, central(small) + 24, 5)), ["broken"], "more than it says");
  assert.deepEqual(await problem(change(small, 60, 0xff)), ["broken"]);
  assert.deepEqual(await problem(small.slice(0, -10)), ["broken"]);
  assert.deepEqual(await problem(strToU8("PK\x03\x04 and nothing of a zip behind it")), ["broken"]);
  const bomb = zipSync({ "bomb.eml": [new Uint8Array(100 << 20), { level: 9 }] });
  assert.deepEqual(await problem(bomb), ["too-large"]);
  // One packed stream under many names: what they unpack to together is bounded.
  const part = zipSync({
    "b.eml": [new Uint8Array(60 << 20).map((_, i) => (i * 2654435761) >>> 27), { level: 1 }],
  });
  const at = central(part),
    entry = part.slice(at, part.length - 22),
    end = part.slice(part.length - 22),
    view = new DataView(end.buffer);
  const quilt = Buffer.concat([part.slice(0, at), ...Array(40).fill(entry), end]);
  view.setUint16(10, 40, true);
  view.setUint32(12, entry.length * 40, true);
  quilt.set(end, quilt.length - 22);
  const problems = await problem(new Uint8Array(quilt));
  assert.equal(problems.length, 40);
  assert.ok(problems.filter((one) => one === "too-large").length >= 32);
});

test("damage of any kind ends in mails or words", async () => {
  const zip = zipSync({ "a.eml": mail(1), "b.emlx": emlx(mail(2)), "c.msg": byOxmsg({ text: "x" }) });
  let seed = 3;
  const next = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
  for (let round = 0; round < 300; round++) {
    const bytes = zip.slice(0, round % 4 ? undefined : next(zip.length));
    for (let i = 0; i < 1 + (round % 6); i++)
      bytes[round % 2 ? next(bytes.length) : Math.max(0, bytes.length - 1 - next(300))] = next(256);
    for (const one of await whence.splitSource(bytes, "z"))
      assert.ok(one.bytes ? one.problem === null : one.problem);
  }
});

test("an mbox of 20,000", async () => {
  const one = `From a@b Tue Feb  1 10:00:00 2022\n${text(mail(1))}\n`;
  const items = await whence.splitSource(strToU8(one.repeat(20_000)), "big.mbox");
  assert.equal(items.length, 20_000);
});

test("the command reads them, and says what it does not read", () => {
  const folder = mkdtempSync(join(tmpdir(), "whence-split-"));
  try {
    const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const put = (name, bytes) => (writeFileSync(join(folder, name), bytes), join(folder, name));
    const run = (...files) =>
      spawnSync(process.execPath, [cli, "--ndjson", "--lang", "en", ...files], { encoding: "utf8" });
    const zip = put(
      "z.zip",
      zipSync({ "a.eml": mail(1), "notes.bin": strToU8("nothing"), "b.msg": byOxmsg({ text: "x" }) }),
    );
    const { stdout, stderr, status } = run(
      zip,
      put("c.emlx", emlx(mail(3))),
      put("d.msg", byOxmsg({ text: "y" })),
    );
    const reports = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      reports.map(({ input: { entry, message }, source: { kind } }) => [entry, message, kind]),
      [
        ["a.eml", 0, "message"],
        ["b.msg", 1, "msg"],
        [undefined, undefined, "message"],
        [undefined, undefined, "msg"],
      ],
    );
    assert.match(stderr, /z\.zip: notes\.bin: it is not a mail/);
    assert.equal(status, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
