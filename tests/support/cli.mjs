// dist/cli.js as a shell calls it, and files for it in a folder that goes with the test.
import { test } from "node:test";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
export const folder = mkdtempSync(join(tmpdir(), "whence-cli-"));
test.after(() => rmSync(folder, { recursive: true }));

/** @returns {Promise<{status: number, out: string, err: string}>} */
export function run(args, { input, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...env },
    });
    const out = [],
      err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Writes a file, and the folders on its way; returns its path. */
export function put(name, content) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** The JSON of each line. */
export const linesOf = (out) => out.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));

export const FROM_LINE = "From a@example.com Tue Feb  1 10:00:00 2022\n";

/** An mbox whose mails have the subjects 0, 1, 2, ..., and texts with lines that only look like its own. */
export const mbox = (count) =>
  Array.from({ length: count }, (_, i) => {
    const head = `From: a@example.com\nSubject: ${i}\nMessage-ID: <${i}@example.com>\n`;
    return `${FROM_LINE}${head}\nFrom here on\n\nFrom there\n\n`;
  }).join("");
