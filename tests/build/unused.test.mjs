// Nothing is offered that nobody takes: an export that no other file names, a function of the core that no
// other file calls. What only its own file uses is private to it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** [path, text] of the files below these folders whose names end so. */
function filesOf(folders, ending) {
  return folders.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((name) => ending.test(name) && !name.includes("node_modules/"))
      .map((name) => [name, readFileSync(root + name, "utf8")]),
  );
}

function* exported(text) {
  const direct = /^export\s+(?:async\s+)?(?:function\*?|class|const|let)\s+(\w+)/gm;
  for (const [, name] of text.matchAll(direct)) yield name;
  for (const [, list] of text.matchAll(/^export\s*\{([^}]*)\}(?!\s*from)/gm))
    yield* list.split(",").flatMap((one) => one.trim().split(/\s+as\s+/).at(-1) || []);
}

test("each export is imported somewhere", () => {
  const files = filesOf(["core", "wasm", "web", "tests"], /\.m?js$/);
  const words = new Map(files.map(([name, text]) => [name, new Set(text.match(/\w+/g))]));
  const alone = files.flatMap(([file, text]) =>
    [...exported(text)]
      .filter((name) => ![...words].some(([other, used]) => other !== file && used.has(name)))
      .map((name) => `${file}: ${name}`),
  );
  assert.ok(files.length > 300);
  assert.deepEqual(alone, []);
});

test("each function that a header of the core declares is called outside its own file", () => {
  const sources = filesOf(["core", "wasm", "tests/c", "tests/fuzz", "tests/bench"], /\.(c|h|def|mjs)$/).map(
    ([name, text]) => [name, text.replace(/\/\*[^]*?\*\//g, "")],
  );
  const declaration = /^(?!typedef )[a-z][\w *]*?\b(wh_\w+)\([^;{]*\);/gm;
  const declared = sources
    .filter(([name]) => name.startsWith("core/") && name.endsWith(".h"))
    .flatMap(([, text]) => [...text.matchAll(declaration)].map(([, name]) => name));
  const users = new Map(declared.map((name) => [name, 0]));
  // Headers only declare; those with functions of their own (static inline) use what others declare.
  for (const [, text] of sources) {
    for (const word of new Set(text.replace(declaration, "").match(/\bwh_\w+/g)))
      if (users.has(word)) users.set(word, users.get(word) + 1);
  }
  assert.ok(declared.length > 500);
  assert.deepEqual(
    declared.filter((name) => users.get(name) < 2),
    [],
  );
});
