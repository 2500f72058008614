// Every bound stands in core/base/limits.h, says what happens when it is met, and is used; what the bounds
// leave out is met by tests/c/test_limits.c, each kind.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const limits = readFileSync(`${root}core/base/limits.h`, "utf8");
const sources = readdirSync(`${root}core`, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.[ch]$/.test(name) && !name.startsWith("vendor/") && name !== "base/limits.h")
  .map((name) => [name, readFileSync(`${root}core/${name}`, "utf8")]);

const BOUND = /^#define \w*(?:MOST|LONGEST|MAX|LARGEST|DEEPEST|LIMIT)\w*\s/gm;
const COUNTED = /uint32_t \w+ = 0; [^;]*\.n && \w+ < \d{2,}/g; // a loop over a list, with an end of its own

/** Bounds that stand where they do not belong. */
function strays(list) {
  return list.flatMap(([name, text]) =>
    [...text.matchAll(BOUND), ...text.matchAll(COUNTED)].map(([found]) => `${name}: ${found.trim()}`),
  );
}

test("no bound stands outside limits.h", () => {
  assert.deepEqual(strays(sources), []);
  const bad = [
    "x.c",
    "#define MOST_LINKS 3u\n#define NAME_MOST 4\nfor (uint32_t i = 0; i < list.n && i < 50; i++)\n",
  ];
  assert.equal(strays([bad]).length, 3, "the rule finds what it is to find");
});

test("every bound says what it is, and is used", () => {
  const rows = [...limits.matchAll(/^#define (WH_(?:MAX|MIN|ARENA)_\w+) (.*)$/gm)];
  assert.ok(rows.length > 100);
  const all = sources.map(([, text]) => text).join("\n") + limits.replace(/^#define/gm, "");
  const unused = rows.filter(([, name]) => [...all.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length < 2);
  assert.deepEqual(
    unused.map(([, name]) => name),
    [],
  );
  // One without words of its own belongs to the one above it, which says "as the next".
  const silent = rows.filter(([, , rest], i) => !rest.includes("/*") && !isSpokenFor(rows, i));
  assert.deepEqual(
    silent.map(([, name]) => name),
    [],
  );
});

/** A row above says it for this one as well, with none of another kind between them. */
function isSpokenFor(rows, at) {
  const stem = ([, name]) => name.split("_").slice(0, 3).join("_");
  for (let i = at - 1; i >= 0; i--)
    if (rows[i][2].includes("/*")) return at - i <= 3 || stem(rows[i]) === stem(rows[at]);
  return false;
}

test("every kind of cut is met by a test", () => {
  const cuts = /#define WH_CUTS\(X\)([^]*?)\n\n/.exec(limits)[1];
  const whats = [...cuts.matchAll(/X\((\w+), "([^"]+)"/g)];
  const tests = readFileSync(`${root}tests/c/test_limits.c`, "utf8");
  assert.ok(whats.length > 18);
  assert.deepEqual(
    whats.filter(([, name]) => !tests.includes(`WH_CUT_${name}`)).map(([, name]) => name),
    [],
  );
});
