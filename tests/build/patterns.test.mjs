// core/tables/msgid_generators.tsv: what has no product's name has a text in both languages, and nothing else
// has; and the compiler of the patterns refuses what it does not understand.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readTsv } from "../../core/tables/lib.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = `${root}core/tables/msgid_generators.tsv`;
const queues = `${root}core/tables/queue_ids.tsv`;

test("kits and shapes have texts in both languages", () => {
  const unnamed = readTsv(file)
    .filter(({ cells }) => cells[2] === "kit" || cells[2] === "shape")
    .map(({ cells }) => `generator.${cells[0]}`);
  assert.ok(unnamed.length > 20);
  for (const language of LANGUAGES) {
    const texts = JSON.parse(readFileSync(`${root}web/i18n/${language}/generators.json`, "utf8"));
    assert.deepEqual(Object.keys(texts).sort(), [...new Set(unnamed)].sort(), language);
    for (const [key, text] of Object.entries(texts))
      assert.ok(text.trim() === text && text && !/[{}]/.test(text), key);
  }
});

/** Runs the compiler on one row; its message when it refuses. */
function compile(row) {
  const folder = mkdtempSync(join(tmpdir(), "whence-patterns-"));
  try {
    writeFileSync(join(folder, "a.tsv"), `${row}\n`);
    execFileSync(
      process.execPath,
      [`${root}core/tables/make-patterns.mjs`, join(folder, "a.tsv"), queues, join(folder, "a.c")],
      { stdio: "pipe" },
    );
    return readFileSync(join(folder, "a.c"), "utf8");
  } catch (error) {
    return String(error.stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a pattern is compiled", () => {
  assert.match(compile("x\tX\tprogram\tfills-in\ta{digit 2-3}@{host}"), /wh_pattern_table wh_msgid_patterns/);
});

for (const [why, row, message] of [
  ["an unknown class", "x\tX\tprogram\t\t{digits 3}@{host}", /no such class/],
  ["an unknown field", "x\tX\tprogram\t\t{when=digit 3}@{host}", /no such field/],
  ["an unknown mark", "x\tX\tprogram\toften\t{digit 3}@{host}", /no such mark/],
  ["an unknown kind", "x\tX\tbird\t\t{digit 3}@{host}", /no such kind/],
  ["a count the wrong way round", "x\tX\tprogram\t\t{digit 3-2}@{host}", /impossible count/],
  ["a brace that does not close", "x\tX\tprogram\t\t{digit 3", /does not close/],
  ["a product without a name", "x\t\tprogram\t\t{digit 3}@{host}", /a name is for products/],
  ["a shape with a name", "x\tX\tshape\t\t{digit 3}@{host}", /a name is for products/],
  ["too few columns", "x\tX\tprogram\t{digit 3}@{host}", /five columns/],
  ["the same pattern twice", "x\tX\tprogram\t\t{digit 3}@{host}\nx\t\t\t\t{digit 3}@{host}", /twice/],
]) test(`refused: ${why}`, () => assert.match(compile(row), message));
