// Lines of at most 110 columns, files of at most 400 lines, and C laid out by clang-format. What cannot well be
// broken (data, regular expressions, templates) may stay long: style.longest.json says how many long lines each
// file has, and may only shrink. It is written anew by node tests/build/style.test.mjs --write
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const COLUMNS = 110,
  LINES = 400;
const root = fileURLToPath(new URL("../../", import.meta.url));
const record = fileURLToPath(new URL("style.longest.json", import.meta.url));

/** [path, its lines] of each file of code; what was taken away and is not yet committed is left out. */
function code() {
  const kinds = ["*.c", "*.h", "*.def", "*.js", "*.mjs", "*.sh", "*.mk", "*.css"];
  const files = execFileSync("git", ["ls-files", "-z", ...kinds], { cwd: root, encoding: "utf8" });
  return files
    .split("\0")
    .filter((file) => file && existsSync(root + file))
    .map((file) => [file, readFileSync(root + file, "utf8").trimEnd().split("\n")]);
}

const longLines = (files) =>
  Object.fromEntries(
    files
      .map(([file, lines]) => [file, lines.filter((line) => [...line].length > COLUMNS).length])
      .filter(([, count]) => count > 0),
  );

if (process.argv.includes("--write")) {
  writeFileSync(record, `${JSON.stringify(longLines(code()), null, 1)}\n`);
} else {
  let files;
  try {
    files = code();
  } catch {
    files = null; // the list of files is git's
  }
  const skip = !files && "not a clone";

  test("no new line is longer than 110 columns", { skip }, () => {
    const now = longLines(files);
    const allowed = JSON.parse(readFileSync(record, "utf8"));
    const worse = Object.keys(now).filter((file) => now[file] > (allowed[file] ?? 0));
    const told = worse.map((file) => `${file}: ${now[file]} long lines, ${allowed[file] ?? 0} are known`);
    assert.deepEqual(told, []);
  });

  test("no file is longer than 400 lines", { skip }, () => {
    assert.ok(files.length > 500);
    assert.deepEqual(
      files.filter(([, lines]) => lines.length > LINES).map(([file, { length }]) => `${file}: ${length}`),
      [],
    );
  });

  // Another version would lay out some lines in another way.
  const version = spawnSync("clang-format", ["--version"], { encoding: "utf8" }).stdout ?? "";
  const unlike = !/version 14\./.test(version) && "no clang-format 14";
  test("C stands as .clang-format leaves it", { skip: unlike }, () => {
    const names = readdirSync(root, { recursive: true })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /^(core|wasm|tests)\/.*\.[ch]$/.test(name));
    assert.ok(names.length > 300);
    const { status, stderr } = spawnSync("clang-format", ["--dry-run", "-Werror", ...names], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr.slice(0, 4000));
  });
}
