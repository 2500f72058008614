// node check-module.mjs MODULE EXPORTS IMPORTS: fails unless the wasm module exports every function of the
// one list and imports nothing that the other does not name.
import { readFileSync } from "node:fs";

const [file, exportsFile, importsFile] = process.argv.slice(2);
const names = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter(Boolean);
const module = new WebAssembly.Module(readFileSync(file));
const allowed = new Set(names(importsFile).map((name) => `env.${name}`));
const exported = new Set(WebAssembly.Module.exports(module).map((entry) => entry.name));
const problems = [
  ...WebAssembly.Module.imports(module)
    .map((entry) => `${entry.module}.${entry.name}`)
    .filter((name) => !allowed.has(name))
    .map((name) => `imports ${name}, which ${importsFile} does not name`),
  ...names(exportsFile).filter((name) => !exported.has(name)).map((name) => `does not export ${name}`),
];
for (const problem of problems) console.error(`${file}: ${problem}`);
process.exit(problems.length ? 1 : 0);
