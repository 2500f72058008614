// ./build.sh native, as another program uses it: the example compiled by what pkg-config would say, its
// reports beside WebAssembly's.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";

const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "whence-native-"));
test.after(() => rmSync(folder, { recursive: true }));
const judge = join(folder, "judge");
const cc = ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);

/** The values of whence.pc, which say where it lies themselves. */
const pc = (key) =>
  readFileSync(`${top}dist/native/whence.pc`, "utf8")
    .match(new RegExp(`^${key}: (.*)$`, "m"))[1]
    .replaceAll("${pcfiledir}", `${top}dist/native`)
    .split(" ");

test("it is built without Emscripten, and the example with what its pkg-config file says", () => {
  execFileSync(`${top}build.sh`, ["native"], { stdio: "ignore" });
  execFileSync(cc, [
    "-std=c11",
    "-Wall",
    "-Wextra",
    "-Werror",
    `${top}docs/native/judge.c`,
    ...pc("Cflags"),
    ...pc("Libs"),
    "-o",
    judge,
  ]);
});

test(
  "its symbols are those of whence.h and no others",
  { skip: process.platform !== "linux" && "needs GNU's tools" },
  () => {
    const header = readFileSync(`${top}core/whence.h`, "utf8");
    const symbols = execFileSync("nm", ["-g", "--defined-only", "-P", `${top}dist/native/libwhence.a`], {
      encoding: "utf8",
    })
      .split("\n")
      .filter((line) => / [TDBR] /.test(line))
      .map((line) => line.split(" ")[0]);
    assert.ok(symbols.includes("whence_open") && symbols.includes("whence_report"));
    assert.deepEqual(
      symbols.filter((name) => !header.includes(`${name}(`)),
      [],
    );
  },
);

test("its reports are those of WebAssembly", async () => {
  const whence = await open();
  const now = Date.now();
  for (const name of readdirSync(`${top}web/examples`).filter((file) => file.endsWith(".eml"))) {
    const bytes = readFileSync(`${top}web/examples/${name}`);
    const native = JSON.parse(execFileSync(judge, [`${top}web/examples/${name}`], { encoding: "utf8" }));
    const wasm = JSON.parse(JSON.stringify(await whence.analyze(bytes, { now })));
    // The example lends no cryptography: hashes are "not evaluated" there.
    for (const report of [native, wasm])
      for (const attachment of report.attachments) delete attachment.sha256;
    delete wasm.notices;
    for (const part of [
      "verdict",
      "identities",
      "hops",
      "handover",
      "messageId",
      "domains",
      "links",
      "attachments",
      "findings",
    ]) {
      assert.deepEqual(native[part], wasm[part], `${name}: ${part}`);
    }
  }
});

test("garbage, nothing and a file that is not there", () => {
  writeFileSync(
    join(folder, "garbage"),
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
  );
  writeFileSync(join(folder, "empty"), "");
  for (const file of ["garbage", "empty"])
    assert.equal(JSON.parse(execFileSync(judge, [join(folder, file)], { encoding: "utf8" })).version, 1);
  assert.equal(spawnSync(judge, [join(folder, "none")]).status, 2);
});
