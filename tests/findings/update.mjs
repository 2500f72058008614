// Writes anew what the findings of tests/findings say (the lines under "-- says"), after a change that is
// meant: node tests/findings/update.mjs [AREA]... Look at the diff.
import { readFileSync, writeFileSync } from "node:fs";
import { open } from "../../dist/whence.js";
import { areas, blocksOf, folder, judged, said } from "../support/finding-mails.mjs";

const whence = await open();

async function sayings(lines, area, id) {
  const { findings, bytes } = await judged(whence, lines, area);
  return findings.filter((finding) => finding.id === id).map((finding) => said(finding, bytes));
}

const wanted = process.argv.slice(2);
for (const [area] of areas()) {
  if (wanted.length && !wanted.includes(area)) continue;
  const out = [];
  for (const [id, { raises, quiet }] of blocksOf(area)) {
    out.push(`== ${id}`);
    for (const lines of raises)
      out.push("-- raises", ...lines, "-- says", ...(await sayings(lines, area, id)));
    for (const lines of quiet) out.push("-- quiet", ...lines);
  }
  const text = `${out.join("\n")}\n`;
  const file = `${folder}${area}.txt`;
  if (readFileSync(file, "utf8") !== text) {
    writeFileSync(file, text);
    console.log(`tests/findings/${area}.txt is written anew`);
  }
}
