// Lines of at most 110 columns, files of at most 400 lines, and C laid out by clang-format. What cannot be
// broken may be longer: a regular expression; a template of several lines, whose white space is what is
// shown or sent; a drawing (svg`...`).
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";

const COLUMNS = 110,
  LINES = 400;
const root = fileURLToPath(new URL("../../", import.meta.url));

/** [path, its lines] of each file of code; what was taken away and is not yet committed is left out. */
function code() {
  const kinds = ["*.c", "*.h", "*.def", "*.js", "*.mjs", "*.sh", "*.mk", "*.css"];
  const files = execFileSync("git", ["ls-files", "-z", ...kinds], { cwd: root, encoding: "utf8" });
  return files
    .split("\0")
    .filter((file) => file && existsSync(root + file))
    .map((file) => [file, readFileSync(root + file, "utf8").trimEnd().split("\n")]);
}

function* nodesOf(node) {
  if (typeof node?.type === "string") yield node;
  for (const value of Object.values(node ?? {}))
    if (typeof value === "object" && value) yield* nodesOf(value);
}

/** The numbers of the lines that may be long. @param {string} source of a module */
function unbreakable(source) {
  const tree = parse(source, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowHashBang: true,
    locations: true,
  });
  const found = new Set();
  for (const { type, tag, regex, loc } of nodesOf(tree)) {
    const drawing = type === "TaggedTemplateExpression" && tag.name === "svg";
    const lines = type === "TemplateLiteral" && loc.end.line > loc.start.line;
    const expression = regex && regex.pattern.length > COLUMNS / 2;
    if (!drawing && !lines && !expression) continue;
    for (let line = loc.start.line; line <= loc.end.line; line++) found.add(line);
  }
  return found;
}

/** "file:line" of each line that is longer than it need be. */
function longLines(files) {
  return files.flatMap(([file, lines]) => {
    const long = lines.flatMap((line, i) => ([...line].length > COLUMNS ? [i + 1] : []));
    if (long.length === 0) return [];
    const may = /\.m?js$/.test(file) ? unbreakable(lines.join("\n")) : new Set();
    return long.filter((line) => !may.has(line)).map((line) => `${file}:${line}`);
  });
}

let files;
try {
  files = code();
} catch {
  files = null; // the list of files is git's
}
const skip = !files && "not a clone";

test("no line is longer than 110 columns", { skip }, () => {
  assert.deepEqual(longLines(files), []);
});

test("no file is longer than 400 lines", { skip }, () => {
  assert.ok(files.length > 500);
  assert.deepEqual(
    files.filter(([, lines]) => lines.length > LINES).map(([file, { length }]) => `${file}: ${length}`),
    [],
  );
});

// Another version would lay out some lines in another way.
const version = spawnSync("clang-format", ["--version"], { encoding: "utf8" }).stdout ?? "";
const unlike = !/version 14\./.test(version) && "no clang-format 14";
test("C stands as .clang-format leaves it", { skip: unlike }, () => {
  const names = readdirSync(root, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /^(core|wasm|tests)\/.*\.[ch]$/.test(name));
  assert.ok(names.length > 300);
  const { status, stderr } = spawnSync("clang-format", ["--dry-run", "-Werror", ...names], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr.slice(0, 4000));
});
