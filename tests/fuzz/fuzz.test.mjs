// Each fuzz target for a few seconds, about two minutes in all: the C targets with a driver of their own
// (standalone.c), which needs no libFuzzer, under the sanitizers of the C tests; those in JavaScript in this
// process. For hours, and with a seed of its own each time: README.md here. Here the seed is the same each
// time, so that the suite's answer depends on the code alone; WHENCE_FUZZ_SEED gives another.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fuzz } from "./run.mjs";
import { Random } from "./random.mjs";
import { TARGETS, areInert, isRedacted } from "./targets.mjs";

const SECONDS = 3; // for each in C
const SECONDS_JS = 5;
const top = fileURLToPath(new URL("../../", import.meta.url));
const seed = Number(process.env.WHENCE_FUZZ_SEED ?? 20_261_127) >>> 0;
const broken = `${top}build/fuzz/broken`;
mkdirSync(broken, { recursive: true });

const targets = readdirSync(`${top}tests/fuzz`)
  .filter((name) => /^fuzz_\w+\.c$/.test(name))
  .map((file) => file.slice("fuzz_".length, -".c".length));

test("what strangers write has its targets, about two minutes for all, and the same seed each time", () => {
  const strangers = ["session", "answers", "lookups", "options", "file", "paste", "mime", "html", "words"];
  for (const name of strangers) assert.ok(targets.includes(name), name);
  for (const name of ["mbox", "msg", "zip", "tnef", "attachments", "mail", "exports", "redaction"])
    assert.ok(Object.hasOwn(TARGETS, name), name);
  const seconds = targets.length * SECONDS + Object.keys(TARGETS).length * SECONDS_JS;
  assert.ok(seconds >= 110 && seconds < 180, `${seconds} s`);
  if (!process.env.WHENCE_FUZZ_SEED) assert.equal(seed, 20_261_127);
});

test("the targets of what goes out see a fault", () => {
  const say = (text) => () => text, quiet = { toHtml: say(""), toMarkdown: say(""), toText: say("") };
  areInert({}, quiet);
  for (const name of Object.keys(quiet))
    assert.throws(() => areInert({}, { ...quiet, [name]: say("<b onclick=x>https://example.com/</b>") }));
  assert.throws(() => isRedacted({}, new Random(1), (report) => report));
});

for (const name of targets) {
  test(`C: ${name}`, (t) => {
    const program = `${top}build/ctest/fuzz_${name}`;
    assert.ok(existsSync(program), "make -f core/Makefile fuzzers");
    const seeds = `${top}tests/fuzz/seeds/${name}`;
    const args = [String(SECONDS), seeds, `${broken}/${name}-found`, String(seed)];
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
    t.diagnostic(stdout.trim());
    assert.equal(status, 0, `${stdout}${stderr.slice(0, 4000)}`);
    assert.match(stdout, /, [1-9]\d* executions$/m);
  });
}

for (const name of Object.keys(TARGETS)) {
  test(`JavaScript: ${name}`, async (t) => {
    const result = await fuzz(name, SECONDS_JS, seed);
    t.diagnostic(
      `seed ${seed}, ${result.executions} executions, the slowest ${result.slowest.toFixed(0)} ms`,
    );
    assert.equal(
      result.broken,
      null,
      `node tests/fuzz/run.mjs 0 ${result.broken?.seed} ${name}\n${result.broken?.error.stack}`,
    );
    assert.ok(result.executions > 0);
  });
}
