// The checks run in any order: over every mail of tests/cases and tests/findings, and over mails with much
// to find at once, they run as the table has them, then backwards, then shuffled; the report stays the same.
// (test_order.c asserts it of two mails, finding by finding.)
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { caseNames, readCase, top } from "../support/cases.mjs";
import { NOW, areas, blocksOf, mailOf } from "../support/finding-mails.mjs";

const run = promisify(execFile);
const runner = `${top}build/ctest/case_runner`;
const skip = !existsSync(runner) && "wants make ctests";
const SHUFFLES = 4;

/** A report in which nothing tells the order of the checks: findings and questions sorted, the verdict's
 * findings by what they are. */
function unordered(report) {
  const texts = report.findings.map((finding) => JSON.stringify(finding));
  const ids = new Map(report.questions.map(({ id, ...question }) => [id, JSON.stringify(question)]));
  return {
    ...report,
    findings: [...texts].sort(),
    verdict: { ...report.verdict, findings: report.verdict.findings.map((index) => texts[index]) },
    questions: [...ids.values()].sort(),
    enclosed: report.enclosed.map((one) => ({ ...one, report: one.report && unordered(one.report) })),
  };
}

/** Seed 0 is the table backwards; the others are the mail's own. */
async function sameInAnyOrder(mail, answers, number) {
  const seeds = [0, ...Array.from({ length: SHUFFLES }, (_, i) => 1 + number * SHUFFLES + i)].map(String);
  const { stdout } = await run(runner, [mail, answers, ...seeds], { maxBuffer: 1 << 28 });
  const [table, ...others] = stdout.trimEnd().split("\n").map((line) => unordered(JSON.parse(line)));
  assert.equal(others.length, seeds.length);
  for (const [i, other] of others.entries()) assert.deepEqual(other, table, `${mail}, seed ${seeds[i]}`);
}

for (const [i, name] of caseNames.entries())
  test(`${name}: the same in any order`, { skip }, async () => {
    const { mail, description } = readCase(name);
    await sameInAnyOrder(mail, description, i);
  });

const folder = mkdtempSync(join(tmpdir(), "whence-order-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

async function sameForLines(lines, area, name, number) {
  const { source, options, dns } = mailOf(lines, area);
  const { now = NOW, ...others } = options;
  const path = join(folder, name);
  writeFileSync(`${path}.eml`, source);
  writeFileSync(`${path}.json`, JSON.stringify({ now, options: others, ...(dns && { zone: dns }) }));
  await sameInAnyOrder(`${path}.eml`, `${path}.json`, number);
}

for (const [area] of areas())
  test(`${area}: the mails of its findings are judged the same in any order`, { skip }, async () => {
    let number = 0;
    for (const [id, { raises, quiet }] of blocksOf(area))
      for (const [i, lines] of [...raises, ...quiet].entries())
        await sameForLines(lines, area, `${area}-${id}-${i}`, ++number);
    assert.ok(number > 0);
  });

/** The fields of one mail of each area, and the bodies of all of them, or of one. */
function crowd(mails, number) {
  const chosen = mails.map((list, i) => list[(number + i) % list.length]);
  const parts = chosen.map((lines) => {
    const blank = lines.indexOf("");
    return blank < 0 ? { head: lines, body: [] } : { head: lines.slice(0, blank), body: lines.slice(blank) };
  });
  const bodies = number % 3 ? parts : [parts[number % parts.length]];
  return [...parts.flatMap(({ head }) => head), "", ...bodies.flatMap(({ body }) => body)];
}

test("mails in which every area finds something are judged the same in any order", { skip }, async () => {
  // What replaces the whole source leaves no room for the others.
  const joins = (lines) => !lines.some((line) => /^%(?:source|head|quoted)/.test(line));
  const mails = areas().map(([area]) =>
    [...blocksOf(area).values()].flatMap(({ raises }) => raises.filter(joins)),
  );
  for (let i = 0; i < Math.max(...mails.map(({ length }) => length)); i++)
    await sameForLines(crowd(mails, i), i % 2 ? "authentication" : "", `crowd-${i}`, i);
});
