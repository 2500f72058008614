// tests/cases: each mail gives the same report in wasm and natively, byte for byte, and it is the expected
// one.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { open } from "../../dist/whence.js";
import { at, bareMails, caseNames, expectedReport, printed, readCase } from "../support/cases.mjs";
import { runCase, top } from "../support/cases.mjs";

const runner = `${top}build/ctest/case_runner`;
const whence = await open();

test("there are cases, and no mail without one", () => {
  assert.ok(caseNames.length >= 4);
  assert.deepEqual(bareMails(), [], "no NAME.json beside NAME.eml: see tests/cases/README.md");
});

for (const name of caseNames) {
  const one = readCase(name);
  let report;
  test(`${name}: ${one.about}`, async () => {
    ({ report } = await runCase(whence, one));
    for (const [path, want] of Object.entries(one.expect)) {
      const got = at(report, path);
      if (want && !Array.isArray(want) && Array.isArray(want.includes)) {
        for (const item of want.includes) assert.ok(got.includes(item), `${path} lacks ${item}: ${got}`);
      } else assert.deepEqual(got, want, path);
    }
    assert.equal(printed(report), expectedReport(one), "new or changed? node tests/cases/update.mjs");
  });
  test(`${name}: the same natively`, { skip: !existsSync(runner) && "wants make ctests" }, () => {
    const native = execFileSync(runner, [one.mail, one.description], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    assert.equal(printed(JSON.parse(native)), printed(report));
  });
}
