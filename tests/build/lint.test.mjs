// JavaScript without the mistakes that eslint and TypeScript find: eslint.config.js, tsconfig.json.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));

function run(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${top}node_modules/${script}`, ...args], {
    cwd: top,
    encoding: "utf8",
  });
  return status === 0 ? "" : stdout + stderr;
}

test("eslint finds nothing", (t) => {
  if (!existsSync(`${top}node_modules/eslint`)) return t.skip("eslint is not installed");
  assert.equal(run("eslint/bin/eslint.js", "--max-warnings=0", "."), "");
});

test("TypeScript finds nothing in the library, the words of reports and the command line", () => {
  assert.equal(run("typescript/bin/tsc", "-p", "tsconfig.json"), "");
});
