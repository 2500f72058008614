// What bulk work costs here, in processor time, so that a busy machine tells the same as an idle one:
// node tests/scale/figures.mjs [FOLDER [COUNT]]     FOLDER: files of one mail each, without it the examples;
// they are judged again and again, COUNT mails in all (2000)
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const MOST = Number(process.argv[3] ?? 2000); // mails
const folder = mkdtempSync(join(tmpdir(), "whence-figures-"));
const source = process.argv[2] ?? `${top}web/examples`;
const mails = readdirSync(source)
  .filter((name) => process.argv[2] || name.endsWith(".eml"))
  .slice(0, MOST);

// Told by the command itself when it ends: its threads are in it.
const hook = join(folder, "hook.mjs");
writeFileSync(
  hook,
  `import { isMainThread } from "node:worker_threads";
  import { writeSync } from "node:fs";
  if (isMainThread) process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())));`,
);

/**
 * @returns {{cpu: number, memory: number}} seconds and MB of one run over so many mails, copied into a folder
 */
function cost(count, args) {
  const place = join(folder, String(count));
  mkdirSync(place, { recursive: true });
  for (let i = 0; i < count; i++) cpSync(join(source, mails[i % mails.length]), join(place, `${i}.eml`));
  const { output } = spawnSync(process.execPath, ["--import", hook, `${top}dist/cli.js`, ...args, place], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    maxBuffer: 1 << 20,
  });
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(output[3]);
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 };
}

const bytes = mails.reduce((sum, name) => sum + statSync(join(source, name)).size, 0) / mails.length;
console.log(`${mails.length} different mails of ${(bytes / 1000).toFixed(1)} KB on average`);
for (const format of ["--brief", "--ndjson"]) {
  const few = cost(1, [format]),
    many = cost(MOST, [format]);
  const each = (many.cpu - few.cpu) / (MOST - 1);
  console.log(
    `${format.padEnd(9)} start ${few.cpu.toFixed(2)} s, then ${(1 / each).toFixed(0)} mails a core-second, ` +
      `${many.memory.toFixed(0)} MB at most`,
  );
}
rmSync(folder, { recursive: true });
