// Writes dist/THIRD-PARTY-NOTICES.txt: the licences of everything that dist/ contains, taken from the sources
// as fetched.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const versions = Object.fromEntries(readFileSync("core/vendor/sources.txt", "utf8").split("\n")
  .filter((line) => line && !line.startsWith("#")).map((line) => line.split(/\s+/).slice(0, 2)));
const parts = [];
const add = (title, note, ...files) =>
  parts.push([title, note, files.map((file) => readFileSync(file, "utf8").trim()).join("\n\n")]);

const vendor = "build/vendor";
add(`cJSON ${versions.cjson}`, "JSON; compiled in.", `${vendor}/cjson/LICENSE`);
add(`uriparser ${versions.uriparser}`, "RFC 3986; compiled in.", `${vendor}/uriparser/COPYING`);
add(
  `Public Suffix List ${versions.publicsuffix}`,
  "Compiled in, as a table. The list itself: https://github.com/publicsuffix/list",
  `${vendor}/publicsuffix/LICENSE`,
);
add(`Unicode data, from ICU ${versions.icu}`, "Tables are made from it.", `${vendor}/icu/LICENSE`);

// Emscripten's C library is musl, linked in; its licence is in Emscripten's own tree or, in Debian, with the
// package.
const emcc = execFileSync("sh", ["-c", "readlink -f \"$(command -v emcc)\""], { encoding: "utf8" }).trim();
const trees = [dirname(emcc), "/usr/share/emscripten"];
// join() would hang an absolute path below the tree; a bare "LICENSE" would be ours.
const find = (...names) =>
  trees.flatMap((tree) => names.map((name) => resolve(tree, name))).find((file) => existsSync(file));
const musl = find("system/lib/libc/musl/COPYRIGHT", "/usr/share/doc/emscripten/copyright");
const emscripten = find("LICENSE", "/usr/share/doc/emscripten/copyright");
if (!musl || !emscripten) throw new Error("no licence text of Emscripten and musl found beside emcc");
add("Emscripten's runtime and musl", "The C library; linked in.", ...new Set([emscripten, musl]));

// What esbuild put into the bundles, by its own account (wasm/bundle.mjs).
const bundled = new Map();
for (const file of existsSync("build/bundled") ? readdirSync("build/bundled") : []) {
  for (const name of readFileSync(join("build/bundled", file), "utf8").split("\n").filter(Boolean)) {
    bundled.set(name, [...bundled.get(name) ?? [], file.replace(/\.txt$/, "")]);
  }
}
for (const [name, files] of [...bundled].sort()) {
  const folder = join("node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file));
  parts.push([
    `${name} ${about.version}`,
    `${about.license}; bundled in ${files.sort().join(", ")}.`,
    licence
      ? readFileSync(join(folder, licence), "utf8").trim()
      : `Licence: ${about.license}. Author: ${JSON.stringify(about.author ?? "")}`,
  ]);
}

const rule = "=".repeat(100);
writeFileSync("dist/THIRD-PARTY-NOTICES.txt", [
  "Whence is under the MIT licence. It contains the following, under their own licences.\n",
  ...parts.map(([title, note, text]) => `${rule}\n${title}\n${note}\n${rule}\n\n${text}\n`),
].join("\n"));
