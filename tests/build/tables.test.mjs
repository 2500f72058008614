// A row that cannot be right ends the build with its file, its line and what is wrong with it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const top = new URL("../../", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "whence-tables-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const WANTS = ["core/checks/content/phrases.h"], LISTS = ["core/evidence/lists.h"];

// generator, what it reads before the table, name of the table, row, what is said
const BROKEN = [
  ["providers", [], "providers.tsv", "ispx mailbox example.net", "no tab in this row"],
  ["providers", [], "providers.tsv", "ispx\tmailbox\texample.net", "six columns are needed"],
  ["providers", [], "providers.tsv", "ispx\tmail\texample.net\t\t\t", "kind mail is none of mailbox"],
  ["providers", [], "providers.tsv", "ispx\tmailbox\texample.net\t\t192.0.2.0/33\t", "no network, as"],
  ["providers", [], "providers.tsv", "ispx\tmailbox\texample.net\t\t192.0.2/24\t", "no network, as"],
  ["providers", [], "providers.tsv", "ispx\tmailbox\texample.net\t\t2001:db8::\t", "no network, as"],
  ["phrases", WANTS, "phrases.tsv", "credential\ten\tyour password", "is none of credentials"],
  ["phrases", WANTS, "phrases.tsv", "locked\ten\t* locked", '"*" stands between words'],
  ["lists", LISTS, "host_words.tsv", "dynamik\tpool", 'nothing reads a list "dynamik"'],
  ["lists", LISTS, "host_words.tsv", "dynamic\tpool, Dial", "no lower-case word: Dial"],
  ["wrappers", [], "wrappers.tsv", "x\tcounter\tx.example\t/\tquery:u\trot13", "no such encoding: rot13"],
  ["domains", [], "domains.tsv", "freemail\texample.net", "one of free-mail, dynamic-dns"],
  ["services", [], "services.tsv", "Example\texample", "neither a domain nor a label's beginning"],
];

for (const [maker, before, name, row, said] of BROKEN)
  test(`${name}: ${said}`, () => {
    const table = join(folder, name), out = join(folder, "out.c");
    writeFileSync(table, `# a remark\n${row}\n`);
    const script = `${top}core/tables/make-${maker}.mjs`;
    const { status, stderr } = spawnSync(process.execPath, [script, ...before, table, out], {
      cwd: top,
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.ok(stderr.includes(`${basename(table)}:2: `), stderr);
    assert.ok(stderr.includes(said), stderr);
  });

// A name out of its place would be found by nobody, and only that one.
const SEARCHED = [
  ["core/parse/paste/names.c", /^ {4}F\("([^"]+)"/gmu, (name) => name.toLowerCase()],
  ["core/parse/html/entities.c", /\bE\("([^"]+)"/gu, (name) => name],
];
for (const [file, row, key] of SEARCHED)
  test(`${file}: what is searched by halves is in order`, () => {
    const names = [...readFileSync(top + file, "utf8").matchAll(row)].map(([, name]) => key(name));
    assert.ok(names.length > 50);
    const wrong = names.find((name, i) => i > 0 && !(names[i - 1] < name));
    assert.equal(wrong, undefined, `"${wrong}" does not stand in its place`);
  });
