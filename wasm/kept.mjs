// What takes seconds to make and is the same for the same bytes is kept in build/kept/, so that a build with
// nothing changed takes none of it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { renameSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../build/kept/", import.meta.url));
const MOST = 60; // files, about those of two builds

/** Takes out what has not been used for longest. */
function tidy() {
  const names = readdirSync(folder);
  const used = new Map(names.map((name) => [name, statSync(folder + name).mtimeMs]));
  for (const name of names.sort((a, b) => used.get(b) - used.get(a)).slice(MOST)) unlinkSync(folder + name);
}

/** Another version of a tool makes something else: package-lock.json has them all. */
const tools = readFileSync(fileURLToPath(new URL("../package-lock.json", import.meta.url)));

function fileOf(how, input) {
  const hash = createHash("sha256").update(tools).update(`${how}\0`).update(input);
  return folder + hash.digest("hex");
}

/** What was made of the input in this way, or null. As for kept(). */
export function found(how, input) {
  const file = fileOf(how, input);
  if (!existsSync(file)) return null;
  const now = new Date();
  utimesSync(file, now, now);
  return readFileSync(file);
}

/**
 * What `make` makes of the input, made only once.
 * @param {string} how  the tool and its options
 * @param {Uint8Array | string} input  @param {() => any} make  gives bytes, a text, or a promise of them
 * @returns {Promise<Buffer>}
 */
export async function kept(how, input, make) {
  const before = found(how, input);
  if (before) return before;
  const made = Buffer.from(await make());
  mkdirSync(folder, { recursive: true });
  // Whole or not at all: a build may be stopped, and another run beside it.
  const file = fileOf(how, input), half = `${file}.${process.pid}`;
  writeFileSync(half, made);
  renameSync(half, file);
  tidy();
  return made;
}
