// What verification costs: all independent questions leave at once, so that only SPF's nesting makes further
// rounds.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { counting, ofVerification, ordinary } from "../support/ordinary.mjs";

const whence = await open();

for (const { name, nests, peer, source, zone } of ordinary) {
  test(`rounds: ${name}`, async (t) => {
    const resolver = counting(zone);
    const rounds = [];
    let needed = 0;
    const report = await whence.analyze(source, {
      resolver, now: new Date("2026-02-03T01:10:00Z"),
      onQuestions: (questions) => {
        rounds.push(questions.map((question) => `${question.name} ${question.type}`));
        needed += ofVerification(questions).length;
        return true;
      },
    });
    t.diagnostic(
      `${rounds.length} rounds; ${needed} questions of verification (mailauth ` +
        `7.1: ${peer}), ${resolver.asked.size} with facts`,
    );
    assert.ok(needed <= peer + 2, `${needed} questions`);
    assert.ok(rounds.length <= Math.max(3, nests), JSON.stringify(rounds));
    assert.equal(report.authentication.dmarc.result, "pass");
    assert.equal(report.authentication.spf.result, "pass");
    assert.ok(
      report.authentication.dkim.every((signature) => signature.result === "pass"),
      JSON.stringify(report.authentication.dkim),
    );
    assert.equal(report.questions.length, 0);
  });
}
