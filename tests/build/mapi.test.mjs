// The ids of MAPI properties (MS-OXPROPS) stand in C for "winmail.dat" and in JavaScript for .msg, which no
// file of either can share: the numbers of one name are the same.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const idsIn = (text, pattern) =>
  Object.fromEntries([...text.matchAll(pattern)].map(([, name, id]) => [name, Number(id)]));

test("a property has one id", () => {
  const core = idsIn(read("core/parse/file/tnef.c"), /\bTAG_(\w+) = (0x[0-9A-F]{4})\b/g);
  const library = idsIn(
    read("wasm/files/outlook.js") + read("wasm/files/properties.js"),
    /\b([A-Z_]+) = (0x[0-9a-f]{4})\b/g,
  );
  assert.ok(Object.keys(core).length > 6);
  for (const [name, id] of Object.entries(core)) assert.equal(library[name], id, name);
});
