// C without the mistakes that cppcheck and clang-tidy find, where they are installed: .clang-tidy has the
// list of checks. What was sound is not looked at again until it, or a header, changes: build/analysed.json.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const record = `${top}build/analysed.json`;
const sources = readdirSync(`${top}core`, { recursive: true })
  .map((name) => `core/${name.replaceAll("\\", "/")}`)
  .filter((name) => /\.[ch]$/.test(name) && !name.startsWith("core/vendor/"));
const read = (name) => readFileSync(top + name, "utf8");
const hashOf = (...texts) => createHash("sha256").update(texts.join("\0")).digest("hex");
const includes = [
  "core",
  "build/gen",
  "core/vendor/config",
  "build/vendor/cjson",
  "build/vendor/uriparser/include",
  "build/vendor/libpsl/include",
]
  .filter((folder) => existsSync(top + folder))
  .flatMap((folder) => ["-I", folder]);

/** Runs the tool over what has changed since it last found nothing; what it says. */
function analyse(tool, version, options, run) {
  mkdirSync(`${top}build`, { recursive: true });
  const known = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
  const headers = hashOf(version, options, ...sources.filter((name) => name.endsWith(".h")).map(read));
  const hashes = Object.fromEntries(
    sources.filter((name) => name.endsWith(".c")).map((name) => [name, hashOf(headers, read(name))]),
  );
  const changed = Object.keys(hashes).filter((name) => known[tool]?.[name] !== hashes[name]);
  if (changed.length === 0) return "";
  const { status, stdout, stderr } = run(changed);
  if (status !== 0) return stdout + stderr || `status ${status}`;
  writeFileSync(record, JSON.stringify({ ...known, [tool]: hashes }));
  return "";
}

const versionOf = (tool) => spawnSync(tool, ["--version"], { encoding: "utf8" }).stdout ?? "";

test("cppcheck finds nothing", (t) => {
  const version = versionOf("cppcheck");
  if (!version) return t.skip("cppcheck is not installed");
  const options = [
    "--quiet",
    "--std=c11",
    "--enable=warning,portability",
    "--inline-suppr",
    "--error-exitcode=1",
    "-j2",
  ];
  const run = (files) =>
    spawnSync("cppcheck", [...options, ...includes, ...files], { cwd: top, encoding: "utf8" });
  assert.equal(analyse("cppcheck", version, options.join(" "), run), "");
});

test("clang-tidy finds nothing", (t) => {
  const version = versionOf("clang-tidy");
  if (!version) return t.skip("clang-tidy is not installed");
  const run = (files) =>
    spawnSync("clang-tidy", ["--quiet", ...files, "--", "-std=c11", ...includes], {
      cwd: top,
      encoding: "utf8",
    });
  assert.equal(analyse("clang-tidy", version, read(".clang-tidy"), run), "");
});
