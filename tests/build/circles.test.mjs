// No circles in the core: no file needs a file that needs it. A file needs another when it uses a function or
// a table that the other defines; headers need what they include.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const core = fileURLToPath(new URL("../../core/", import.meta.url));

const plain = (text) =>
  text
    .replace(/\/\*[^]*?\*\//g, " ")
    .replace(/"(\\.|[^"\\\n])*"/g, (all) => (/\.h"$/.test(all) ? all : '""'));

/** name -> the file that defines it: what stands in the first column and is not static */
function definitions(sources) {
  const files = new Map();
  for (const [file, text] of sources) {
    for (const [, name] of text.matchAll(
      /^(?!static\b|typedef\b|#)[a-z][^;{}=()\n]*?\b(wh_\w+)\([^;{}]*\)\s*\{/gm,
    ))
      files.set(name, file);
    for (const [, name] of text.matchAll(
      /^(?!static\b|extern\b)[a-z][\w *]*?\b(wh_\w+)(?:\[[^\]]*\])*\s*=/gm,
    ))
      files.set(name, file);
  }
  return files;
}

/** file -> Set of the files that it needs; sources: [[file, text]] */
function needs(sources) {
  const bare = sources.map(([file, text]) => [file, plain(text)]);
  const where = definitions(bare.filter(([file]) => file.endsWith(".c")));
  return new Map(
    bare.map(([file, text]) => {
      const words = file.endsWith(".c") ? (text.match(/\bwh_\w+/g) ?? []) : [];
      const used = words.map((word) => where.get(word)).filter(Boolean);
      const included = file.endsWith(".h")
        ? [...text.matchAll(/^#include "([^"]+)"/gm)].map(([, name]) => name)
        : [];
      return [file, new Set([...used, ...included].filter((other) => other !== file))];
    }),
  );
}

/** The circles, each as the files that are in it (Tarjan's strongly connected components). */
function circles(graph) {
  const number = new Map(),
    low = new Map(),
    stack = [],
    found = [];
  const visit = (file) => {
    number.set(file, number.size);
    low.set(file, number.get(file));
    stack.push(file);
    for (const other of graph.get(file) ?? []) {
      if (!number.has(other)) visit(other);
      if (stack.includes(other)) low.set(file, Math.min(low.get(file), low.get(other)));
    }
    if (low.get(file) !== number.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const file of graph.keys()) if (!number.has(file)) visit(file);
  return found;
}

const sources = readdirSync(core, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.[ch]$/.test(name) && !name.startsWith("vendor/"))
  .map((name) => [name, readFileSync(core + name, "utf8")]);

test("no file of the core needs one that needs it", () => {
  const graph = needs(sources);
  const arrows = [...graph].reduce((sum, [, others]) => sum + others.size, 0);
  assert.ok(
    graph.size > 200 && arrows > 600,
    `${graph.size} files, ${arrows} arrows: the arrows are not found`,
  );
  assert.deepEqual(circles(graph), []);
});

test("a circle is found, in code and in headers", () => {
  const driver = [
    "a/driver.c",
    "int wh_help(int x)\n{\n    return x;\n}\nvoid wh_drive(void) { wh_judge(); }\n",
  ];
  const judge = ["a/judge.c", "void wh_judge(void)\n{\n    wh_help(wh_table[0]);\n}\n"];
  const table = ["a/table.c", "const int wh_table[] = {1};\n/* wh_drive */\n"];
  assert.deepEqual(circles(needs([driver, judge, table])), [["a/driver.c", "a/judge.c"]]);
  const helper = ["a/helper.c", "int wh_help(int x)\n{\n    return x;\n}\n"];
  assert.deepEqual(
    circles(needs([["a/driver.c", "void wh_drive(void) { wh_judge(); }\n"], judge, table, helper])),
    [],
  );
  const headers = [
    ["a.h", '#include "b.h"\n'],
    ["b.h", '#include "a.h"\n'],
  ];
  assert.deepEqual(circles(needs(headers)), [["a.h", "b.h"]]);
});
