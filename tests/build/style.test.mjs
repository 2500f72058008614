// Lines of at most 110 columns, and C laid out by clang-format. Files that were longer when the rule came may
// not get worse: style.longest.json says how many long lines each still has. It is written anew when one of
// them gets shorter: node tests/build/style.test.mjs --write
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const COLUMNS = 110;
const root = fileURLToPath(new URL("../../", import.meta.url));
const record = fileURLToPath(new URL("style.longest.json", import.meta.url));

function longLines() {
  const kinds = ["*.c", "*.h", "*.def", "*.js", "*.mjs", "*.sh", "*.mk", "*.css"];
  const files = execFileSync("git", ["ls-files", "-z", ...kinds], { cwd: root, encoding: "utf8" });
  const counts = {};
  for (const file of files.split("\0").filter(Boolean)) {
    let text;
    try {
      text = readFileSync(root + file, "utf8");
    } catch {
      continue; // taken away, and not yet committed
    }
    const long = text.split("\n").filter((line) => [...line].length > COLUMNS).length;
    if (long) counts[file] = long;
  }
  return counts;
}

if (process.argv.includes("--write")) writeFileSync(record, `${JSON.stringify(longLines(), null, 1)}\n`);
else {
  test("no new line is longer than 110 columns", (t) => {
    let now;
    try {
      now = longLines();
    } catch {
      return t.skip("not a clone"); // the list of files is git's
    }
    const allowed = JSON.parse(readFileSync(record, "utf8"));
    const worse = Object.keys(now).filter((file) => now[file] > (allowed[file] ?? 0));
    const told = worse.map((file) => `${file}: ${now[file]} long lines, ${allowed[file] ?? 0} are known`);
    assert.deepEqual(told, []);
  });

  // Another version would lay out some lines in another way.
  const version = spawnSync("clang-format", ["--version"], { encoding: "utf8" }).stdout ?? "";
  test("C stands as .clang-format leaves it", { skip: !/version 14\./.test(version) && "no clang-format 14" }, () => {
    const files = readdirSync(root, { recursive: true })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /^(core|wasm|tests)\/.*\.[ch]$/.test(name));
    assert.ok(files.length > 300);
    const { status, stderr } = spawnSync("clang-format", ["--dry-run", "-Werror", ...files], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr.slice(0, 4000));
  });
}
