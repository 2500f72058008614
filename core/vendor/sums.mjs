// Writes dist/SHA256SUMS over every other file of dist/, for "sha256sum -c".
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";

const files = readdirSync("dist", { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => entry.name)
  .filter((name) => !name.startsWith("SHA256SUMS"))
  .sort();
const lines = files.map(
  (name) =>
    `${createHash("sha256")
      .update(readFileSync(`dist/${name}`))
      .digest("hex")}  ${name}\n`,
);
writeFileSync("dist/SHA256SUMS.new", lines.join(""));
renameSync("dist/SHA256SUMS.new", "dist/SHA256SUMS");
