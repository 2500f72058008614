// Every finding both ways, and whole: tests/findings/README.md tells the form of the mails.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";
import { parse } from "../../web/words/message.js";
import { areas, blocksOf, differences, judged, said } from "../support/finding-mails.mjs";

const core = fileURLToPath(new URL("../../core/", import.meta.url));
const i18n = fileURLToPath(new URL("../../web/i18n/", import.meta.url));
const languages = readdirSync(i18n, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const whence = await open();

// Raised natively only: tests/c/test_limits.c.
const ELSEWHERE = new Set(["memory-ran-out"]);

const books = new Map();
function textsOf(language, area) {
  const file = `${i18n}${language}/${area}.json`;
  if (!books.has(file)) books.set(file, JSON.parse(readFileSync(file, "utf8")));
  return books.get(file);
}

/** Placeholders of a finding's texts for which it has no value: the reader would see a dash. */
function missing({ area, id, args }) {
  const texts = languages.flatMap((language) => Object.values(textsOf(language, area)[id]));
  const named = texts
    .flatMap(parse)
    .filter((part) => typeof part !== "string")
    .map((part) => part.name);
  return [...new Set(named)].filter((name) => args[name] === undefined || args[name] === "");
}

/** Judges a mail; whatever it raises must name its bytes and have what its texts name. */
async function sound(lines, area) {
  const { findings, bytes } = await judged(whence, lines, area);
  for (const finding of findings) {
    assert.ok(finding.spans.length > 0, `${finding.id} must name its bytes`);
    assert.deepEqual(missing(finding), [], `${finding.id}: what a text names is an argument, and not empty`);
  }
  return { findings, bytes };
}

for (const [area, ids] of areas()) {
  const blocks = blocksOf(area);
  test(`${area}: every finding has its mails`, () => {
    assert.deepEqual(
      [...blocks.keys()].filter((id) => !ids.includes(id)),
      [],
      "mails for findings that do not exist",
    );
    const bare = ids.filter(
      (id) => !ELSEWHERE.has(id) && !(blocks.get(id)?.raises.length && blocks.get(id)?.quiet.length),
    );
    assert.deepEqual(bare, [], "findings without mails");
  });
  for (const [id, { raises, says, quiet }] of blocks) {
    test(`${id} is raised, and says what it should`, async () => {
      for (const [i, lines] of raises.entries()) {
        const { findings, bytes } = await sound(lines, area);
        const found = findings.filter((finding) => finding.id === id);
        assert.ok(found.length > 0, "not raised");
        const lesson = "meant? node tests/findings/update.mjs, and look at the diff";
        assert.deepEqual(
          found.map((finding) => said(finding, bytes)),
          says[i],
          lesson,
        );
      }
    });
    test(`${id} is not raised`, async () => {
      for (const lines of quiet) {
        const { findings } = await sound(lines, area);
        assert.deepEqual(
          findings.filter((finding) => finding.id === id),
          [],
        );
      }
    });
    test(`${id}: what is quiet differs from what raises it in one thing`, () => {
      for (const lines of quiet)
        assert.equal(
          differences(raises[0], lines, area).length,
          1,
          differences(raises[0], lines, area).join(", "),
        );
    });
  }
}

test("a finding that is raised in several places has a mail for each", () => {
  const files = readdirSync(`${core}checks`, { recursive: true }).filter((name) => name.endsWith(".c"));
  const code = files
    .map((name) => readFileSync(`${core}checks/${name}`, "utf8").replace(/\/\*[^]*?\*\//g, ""))
    .join("\n");
  const names = new Map();
  for (const [area] of areas()) {
    const table = readFileSync(`${core}checks/findings/${area.replaceAll("-", "_")}.def`, "utf8");
    for (const [, name, id] of table.matchAll(/X\(\s*(\w+),\s*"([^"]+)"/g)) names.set(id, name);
  }
  const bare = [];
  for (const [area, ids] of areas()) {
    const blocks = blocksOf(area);
    for (const id of ids) {
      // Where it is compared, it is not raised.
      const places = [...code.matchAll(new RegExp(`(?<![!=]= )\\bWH_F_${names.get(id)}\\b`, "g"))].length;
      const mails = blocks.get(id)?.raises.length ?? 1;
      if (mails < places) bare.push(`${id}: ${places} places, ${mails} mails`);
    }
  }
  assert.deepEqual(bare, []);
});

test("the honest mail itself raises nothing above a hint", async () => {
  const { findings } = await sound([]);
  assert.deepEqual(
    findings.filter((finding) => !["info", "good"].includes(finding.severity)),
    [],
  );
});
