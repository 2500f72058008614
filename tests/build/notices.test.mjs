// dist/THIRD-PARTY-NOTICES.txt: each thing that is inside, under its own licence's text and nobody else's.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const read = (file) => readFileSync(top + file, "utf8");
const rule = "=".repeat(100);
const sections = read("dist/THIRD-PARTY-NOTICES.txt").split(`${rule}\n`).slice(1);
const notices = sections
  .filter((_, i) => i % 2 === 0)
  .map((heading, i) => ({
    title: heading.split("\n")[0],
    note: heading.split("\n")[1],
    text: sections[2 * i + 1].trim(),
  }));
const named = (start) => notices.find(({ title }) => title.startsWith(start));

test("what is compiled in is named with the text that came with it, whose hash is pinned", () => {
  const sums = new Map(
    read("core/vendor/SHA256SUMS")
      .trim()
      .split("\n")
      .map((line) => line.split("  ").reverse()),
  );
  const texts = {
    cJSON: ["cjson/LICENSE"],
    uriparser: ["uriparser/COPYING"],
    "Public Suffix List": ["publicsuffix/LICENSE"],
    "Unicode data": ["icu/LICENSE"],
  };
  for (const [title, files] of Object.entries(texts)) {
    for (const file of files) {
      const text = read(`build/vendor/${file}`);
      assert.equal(createHash("sha256").update(text).digest("hex"), sums.get(file), file);
      assert.ok(named(title)?.text.includes(text.trim()), file);
    }
  }
});

test("Emscripten and musl are under their own licences", () => {
  const { text } = named("Emscripten");
  assert.match(text, /Emscripten/i);
  assert.match(text, /musl/i);
});

test("what is bundled is named with its version, its licence and the files it is in", () => {
  for (const [name, file] of [
    ["dns-packet", "whence.js"],
    ["lit-html", "whence.html"],
    ["lit-html", "whence-element.js"],
  ]) {
    const notice = named(`${name} `);
    assert.equal(notice.title, `${name} ${JSON.parse(read(`node_modules/${name}/package.json`)).version}`);
    assert.ok(notice.note.includes(file), notice.note);
    assert.equal(notice.text, read(`node_modules/${name}/LICENSE`).trim());
  }
});

test("each package that the sources import is named", () => {
  const imported = new Set(), form = /(?:from|import)\s*\(?"((?:@[\w-]+\/)?[\w-]+)(?:\/[^"]*)?"/g;
  for (const folder of ["wasm", "web"])
    for (const file of readdirSync(top + folder, { recursive: true }))
      for (const [, name] of file.endsWith(".js") ? read(`${folder}/${file}`).matchAll(form) : [])
        if (existsSync(`${top}node_modules/${name}`)) imported.add(name);
  assert.ok(imported.size >= 5, [...imported].join());
  for (const name of imported) assert.ok(named(`${name} `), name);
});

test("no notice is our own licence, and none is empty", () => {
  const own = read("LICENSE").trim();
  for (const { title, text } of notices) assert.ok(text.length > 200 && !text.includes(own), title);
});
