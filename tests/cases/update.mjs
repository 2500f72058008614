// Writes the reports of all cases anew, or of those named: node tests/cases/update.mjs [NAME]... Look at what
// it changes.
import { writeFileSync } from "node:fs";
import { open } from "../../dist/whence.js";
import { caseNames, expectedReport, printed, readCase, runCase } from "../support/cases.mjs";

const whence = await open();
const wanted = process.argv.slice(2);
for (const name of wanted.length ? wanted : caseNames) {
  const one = readCase(name);
  const text = printed((await runCase(whence, one)).report);
  if (text === expectedReport(one)) continue;
  writeFileSync(one.report, text);
  console.log(`${name}: changed`);
}
