// Every finding both ways: tests/findings/README.md tells the form of the mails.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";

const here = fileURLToPath(new URL("../findings/", import.meta.url));
const definitions = fileURLToPath(new URL("../../core/checks/findings/", import.meta.url));
const books = fileURLToPath(new URL("../../web/i18n/en/", import.meta.url));
const base = readFileSync(`${here}base.eml`, "utf8");
const whence = await open();

/** "Name: value" with its continuation lines -> [name in lower case, whole text] */
function fieldsOf(head) {
  return head.split(/\n(?![ \t])/).filter(Boolean).map((text) => [text.split(":")[0].toLowerCase(), text]);
}

/** The honest mail, changed as the lines say. */
function mailOf(lines) {
  const options = {};
  const kept = [];
  for (const [i, line] of lines.entries()) {
    if (line.startsWith("%source")) return { source: lines.slice(i + 1).join("\n"), options };
    const times = /^%times (\d+) (.*)$/.exec(line);
    if (times) kept.push(...Array(Number(times[1])).fill(times[2]));
    else if (line.startsWith("%options ")) Object.assign(options, JSON.parse(line.slice(9)));
    else kept.push(line);
  }
  const blank = kept.indexOf("");
  const head = blank < 0 ? kept : kept.slice(0, blank);
  const [honestHead, honestBody] = [base.slice(0, base.indexOf("\n\n")), base.slice(base.indexOf("\n\n") + 2)];
  const body = blank < 0 || kept.slice(blank).every((line) => !line) ? honestBody : kept.slice(blank + 1).join("\n");
  const removed = new Set(head.filter((line) => line.startsWith("!")).map((line) => line.slice(1).toLowerCase()));
  const changes = fieldsOf(head.filter((line) => !line.startsWith("!")).join("\n"));
  for (const [name] of changes) removed.add(name);
  const fields = [];
  for (const [name, text] of fieldsOf(honestHead)) {
    const replacing = changes.filter(([other]) => other === name);
    if (!removed.has(name)) fields.push(text);
    else if (replacing.length) {
      fields.push(...replacing.map(([, changed]) => changed));
      changes.splice(0, changes.length, ...changes.filter(([other]) => other !== name));
    }
  }
  return { source: [...fields, ...changes.map(([, text]) => text)].join("\n") + "\n\n" + body, options };
}

/** A file's blocks: id -> {raises, quiet} */
function blocksOf(text) {
  const blocks = new Map();
  let current = null;
  let lines = null;
  for (const line of text.replace(/\n$/, "").split("\n")) {
    if (line.startsWith("== ")) blocks.set(line.slice(3), (current = {}));
    else if (line.startsWith("-- ")) current[line.slice(3)] = lines = [];
    else lines.push(line);
  }
  return blocks;
}

// Raised natively only: tests/c/test_limits.c.
const ELSEWHERE = new Set(["memory-ran-out"]);

const idsOf = async (lines) => {
  const { source, options } = mailOf(lines);
  const report = await whence.analyze(source, { now: new Date("2026-02-04T00:00:00Z"), ...options });
  return report.findings;
};

/** Placeholders of a finding's texts for which it has no value: the reader would see a dash. */
function missing(area, { id, args }) {
  const texts = JSON.parse(readFileSync(`${books}${area}.json`, "utf8"))[id];
  const named = Object.values(texts).flatMap((text) => [...text.matchAll(/\{([a-zA-Z]+)(?::[a-zA-Z.-]+)?\}/g)].map((match) => match[1]));
  return [...new Set(named)].filter((name) => args[name] === undefined || args[name] === "");
}

for (const file of readdirSync(definitions).filter((name) => name.endsWith(".def") && name !== "all.def" && name !== "authentication.def")) {
  const area = file.replace(".def", "").replaceAll("_", "-");
  const table = readFileSync(definitions + file, "utf8").replace(/\/\*[^]*?\*\//g, "");
  const ids = [...table.matchAll(/X\(\s*\w+,\s*"([^"]+)"/g)].map((row) => row[1]);
  const blocks = blocksOf(readFileSync(`${here}${area}.txt`, "utf8"));
  test(`${area}: every finding has its mails`, () => {
    assert.deepEqual([...blocks.keys()].filter((id) => !ids.includes(id)), [], "mails for findings that do not exist");
    assert.deepEqual(ids.filter((id) => !ELSEWHERE.has(id) && (!blocks.get(id)?.raises || !blocks.get(id)?.quiet)), [], "findings without mails");
  });
  for (const [id, { raises, quiet }] of blocks) {
    test(`${id} is raised`, async () => {
      const found = (await idsOf(raises)).filter((finding) => finding.id === id);
      assert.ok(found.length > 0);
      for (const finding of found) assert.ok(finding.spans.length > 0, "a finding must name its bytes");
      for (const finding of found) assert.deepEqual(missing(area, finding), [], "what the text names is an argument, and not empty");
    });
    test(`${id} is not raised`, async () => {
      assert.deepEqual((await idsOf(quiet)).filter((finding) => finding.id === id), []);
    });
  }
}

test("the honest mail itself raises nothing above a hint", async () => {
  const loud = (await idsOf([])).filter((finding) => !["info", "good"].includes(finding.severity));
  assert.deepEqual(loud, []);
});
